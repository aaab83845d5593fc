"""One question: what was asked, how long ago, and the answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.meetings import forms, policies, queries
from konbit.meetings.operations.questions import (
    answer_question,
    mark_question_not_answered,
    undo_answer_question,
)
from konbit.meetings.pages.meetings import facts_of
from konbit.network.pages.form_page import form_page
from konbit.ui.attempt import posted, send


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, captured_id: UUID) -> HttpResponse:
    """Everybody who sees the item reads the question; who was asked answers it here."""
    found = queries.captured_for(request.by, "question", captured_id)
    form = forms.QuestionAnswerForm(posted(request))
    at = clock.now()
    tried = send(request, form, answer_question, question=found, by=request.by, at=at)
    if tried:
        undo = "undo:" + reverse("undo_answer_question", args=[found.pk])
        messages.success(request, _("Your answer is noted."), extra_tags=undo)
        return redirect("question", captured_id=found.pk)
    may_answer = policies.may_answer_question(request.by, found)
    facts = facts_of(
        request,
        found.meeting,
        question=found,
        form=form,
        age=(at - found.captured_at).days,
        may_answer=may_answer,
        may_say_not_answered=policies.may_say_not_answered(request.by, found),
    )
    return render(request, "meetings/question.html", facts, status=tried.status)


@require_POST
def undo(request: HttpRequest, captured_id: UUID) -> HttpResponse:
    found = queries.captured_for(request.by, "question", captured_id)
    undo_answer_question(question=found, by=request.by, at=clock.now())
    messages.success(request, _("The answer is taken back. The question is open again."))
    return redirect("question", captured_id=found.pk)


@require_http_methods(["GET", "POST"])
def not_answered(request: HttpRequest, captured_id: UUID) -> HttpResponse:
    """Who asked says that the answer is none: the question is open again, as old as it is."""
    found = queries.captured_for(request.by, "question", captured_id)
    require(policies.may_say_not_answered(request.by, found))
    form = forms.NotAnsweredForm(posted(request))
    tried = send(request, form, mark_question_not_answered, question=found, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("The question is open again."))
        return redirect("question", captured_id=found.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=found.meeting.group,
        heading=_("What is still missing?"),
        lede=found.wording,
        lede_in=found.meeting.group.language,
        button=_("This does not answer it"),
        between=[(_("Question"), reverse("question", args=[found.pk]))],
        back=reverse("question", args=[found.pk]),
    )
