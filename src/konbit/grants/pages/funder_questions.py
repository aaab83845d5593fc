"""Questions to funders: the register, one question with its answers, and the steps between asking and closing it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.grants import policies
from konbit.grants.conditions import refuse_who_cannot_answer
from konbit.grants.forms.duties import AnswerForm, AskForm, ChangeQuestionForm, NotAnsweredForm, OwnerForm
from konbit.grants.operations import funder_questions as operations
from konbit.grants.pages.form_page import form_page
from konbit.grants.queries import funder_questions as found
from konbit.grants.queries.bodies import bodies_with_people, funders_of, seats_at, seats_for_asking
from konbit.grants.queries.networks import money_network
from konbit.network.queries import day_in, organization_in
from konbit.ui.attempt import posted, send


@require_GET
def funder_questions(request: HttpRequest, address: str) -> HttpResponse:
    network = money_network(request.by, address)
    answering = bodies_with_people(network, day_in(network, clock.now()))
    to_ask = [one for one in funders_of(network) if one.pk in answering]
    facts = {
        "group": network,
        "questions": found.questions_of(request.by, network, clock.now()),
        "to_ask": [one for one in to_ask if seats_for_asking(request.by, network, one)],
    }
    return render(request, "grants/funder_questions.html", facts)


@require_GET
def funder_question(request: HttpRequest, address: str, question_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    question = found.question_in(network, question_id)
    answers = found.answers_of(question)
    facts = {
        "group": network,
        "question": question,
        "asked": found.as_asked(question, clock.now()),
        "answers": answers,
        "may_answer": policies.may_answer_for_funder(request.by, question),
        "may_settle": policies.may_settle(request.by, question),
        "may_change": not answers and policies.may_settle(request.by, question),
    }
    return render(request, "grants/question.html", facts)


@require_http_methods(["GET", "POST"])
def ask_funder(request: HttpRequest, address: str, organization_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    funder = organization_in(network, organization_id)
    if request.method != "POST":
        refuse_who_cannot_answer(network, funder, day_in(network, clock.now()))
    seats, owners = seats_for_asking(request.by, network, funder), seats_at(network, funder)
    form = AskForm(posted(request), seats=_seat_choices(seats), owners=_seat_choices(owners))
    tried = send(
        request,
        form,
        operations.ask_funder,
        prepare=lambda typed: (
            typed | {"asked_by": _chosen(seats, typed["asked_by"]), "owner": _chosen(owners, typed["owner"])}
        ),
        network=network,
        asked_of=funder,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        messages.success(request, _("Your question is asked. Its age runs from today."))
        return redirect("funder_question", address=network.address, question_id=tried.value.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Ask %(name)s") % {"name": funder.name},
        lede=_("Every member of the network sees the question and its age. Only you close it."),
        button=_("Ask"),
        under=[(funder.name, reverse("funder_page", args=[network.address, funder.pk]))],
    )


@require_http_methods(["GET", "POST"])
def change_funder_question(request: HttpRequest, address: str, question_id: UUID) -> HttpResponse:
    question = _asked_by_reader(request, address, question_id)
    as_typed = {name: getattr(question, name) for name in ChangeQuestionForm.base_fields}
    form = ChangeQuestionForm(posted(request), initial=as_typed)
    tried = send(
        request,
        form,
        operations.change_funder_question,
        question=question,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        question,
        heading=_("Put your question in other words"),
        button=_("Save"),
        said=_("Saved."),
    )


@require_http_methods(["GET", "POST"])
def name_question_owner(request: HttpRequest, address: str, question_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    question = found.question_in(network, question_id)
    require(policies.may_answer_for_funder(request.by, question))
    owners = seats_at(network, question.asked_of)
    form = OwnerForm(
        posted(request), initial={"owner": str(question.owner_id or "")}, owners=_seat_choices(owners)
    )
    tried = send(
        request,
        form,
        operations.name_question_owner,
        prepare=lambda typed: {"owner": _chosen(owners, typed["owner"])},
        question=question,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        question,
        heading=_("Who sees to the answer?"),
        button=_("Save"),
        said=_("Saved."),
    )


@require_http_methods(["GET", "POST"])
def answer_funder_question(request: HttpRequest, address: str, question_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    question = found.question_in(network, question_id)
    require(policies.may_answer_for_funder(request.by, question))
    versions = [
        (str(one.pk), _("%(plan)s, version %(number)s") % {"plan": one.plan.name, "number": one.number})
        for one in found.versions_to_point_to(question)
    ]
    form = AnswerForm(posted(request), versions=versions)
    tried = send(
        request,
        form,
        operations.answer_funder_question,
        prepare=lambda typed: (
            typed | {"plan_version": found.version_to_point_to(question, typed.get("plan_version", ""))}
        ),
        question=question,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        question,
        heading=_("Answer the question"),
        button=_("Answer"),
        said=_("Your answer is noted. Who asked says whether it answers the question."),
    )


@require_POST
def close_funder_question(request: HttpRequest, address: str, question_id: UUID) -> HttpResponse:
    network = money_network(request.by, address)
    question = found.question_in(network, question_id)
    operations.close_funder_question(question=question, by=request.by, at=clock.now())
    messages.success(request, _("The question is closed. You can open it again at any time."))
    return redirect("funder_question", address=network.address, question_id=question.pk)


@require_http_methods(["GET", "POST"])
def mark_not_answered(request: HttpRequest, address: str, question_id: UUID) -> HttpResponse:
    question = _asked_by_reader(request, address, question_id)
    form = NotAnsweredForm(posted(request))
    tried = send(
        request, form, operations.mark_not_answered, question=question, by=request.by, at=clock.now()
    )
    return _after(
        request,
        form,
        tried,
        question,
        heading=_("What is still missing?"),
        button=_("This does not answer it"),
        said=_("The question is open again, as old as it is."),
    )


def _asked_by_reader(request: HttpRequest, address: str, question_id: UUID) -> Any:
    question = found.question_in(money_network(request.by, address), question_id)
    require(policies.may_settle(request.by, question))
    return question


def _seat_choices(seats: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(one.pk), f"{one.name}, {one.group.name}") for one in seats]


def _chosen(seats: Iterable[Any], seat_id: str) -> Any:
    return next((one for one in seats if str(one.pk) == seat_id), None)


def _after(
    request: HttpRequest, form: Any, tried: Any, question: Any, *, heading: str, button: str, said: str
) -> HttpResponse:
    network = question.network
    if tried:
        messages.success(request, said)
        return redirect("funder_question", address=network.address, question_id=question.pk)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=heading,
        lede=question.wording,
        lede_in=network.language,
        button=button,
        under=[
            (_("Questions to funders"), reverse("funder_questions", args=[network.address])),
            (_("Question"), reverse("funder_question", args=[network.address, question.pk])),
        ],
    )
