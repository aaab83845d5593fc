"""Questions: answered by whom they were asked of, and open with their age until then."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.meetings import policies
from konbit.meetings.conditions import refuse_names
from konbit.meetings.models import Question


class AnswerIsEmpty(Refusal):
    code, kind, field = "answer_is_empty", Kind.UNREADABLE, "answer"
    says = _("Write the answer first.")


class QuestionIsAnswered(Refusal):
    code = "question_is_answered"
    says = _("This question is answered already. Take that answer back first.")


class QuestionIsOpen(Refusal):
    code = "question_is_open"
    says = _("This question has no answer now.")


@transaction.atomic
def answer_question(*, question: Question, answer: str, by: Actor, at: datetime) -> Question:
    """Answer a question, as the seat or person it was asked of.

    Raises:
        NotAllowed: it was asked of somebody else.
        AnswerIsEmpty, QuestionIsAnswered, NamesInside.
    """
    require(policies.may_answer_question(by, question))
    question = (
        Question.objects.select_for_update(of=("self",))
        .select_related("meeting__group", "item")
        .get(pk=question.pk)
    )
    if question.state == "answered":
        raise QuestionIsAnswered
    if not answer.strip():
        raise AnswerIsEmpty
    refuse_names(question.meeting, "answer", answer, no_names=question.item.is_no_names)
    return _set(question, "meetings.answer_question", by, at, answer=answer.strip())


@transaction.atomic
def undo_answer_question(*, question: Question, by: Actor, at: datetime) -> Question:
    """Take one's own answer back: the question is open again, and its age runs from its first asking.

    Raises:
        NotAllowed: it was asked of somebody else.
        QuestionIsOpen: no answer stands.
    """
    require(policies.may_answer_question(by, question))
    if question.state != "answered":
        raise QuestionIsOpen
    return _set(question, "meetings.undo_answer_question", by, at, answer="")


class NotAnsweredBecause(Refusal):
    code, kind, field = "not_answered_because", Kind.UNREADABLE, "because"
    says = _("Say in a sentence what is still missing.")


@transaction.atomic
def mark_question_not_answered(*, question: Question, because: str, by: Actor, at: datetime) -> Question:
    """Say, as who asked, that the answer is none, and why: the question is open again, as old as its first asking, and
    the answer stays in sight.

    Raises:
        NotAllowed: somebody else asked.
        QuestionIsOpen: no answer stands.
        NotAnsweredBecause, NamesInside.
    """
    require(policies.may_say_not_answered(by, question))
    question = (
        Question.objects.select_for_update(of=("self",))
        .select_related("meeting__group", "item")
        .get(pk=question.pk)
    )
    if question.state != "answered":
        raise QuestionIsOpen
    if not because.strip():
        raise NotAnsweredBecause
    refuse_names(question.meeting, "because", because, no_names=question.item.is_no_names)
    earlier = {
        "answer": question.answer,
        "at": question.answered_at.isoformat(),
        "not_answered_at": at.isoformat(),
        "because": because.strip(),
    }
    question.earlier_answers = [*question.earlier_answers, earlier]
    question.save(update_fields=["earlier_answers"])
    return _set(question, "meetings.mark_question_not_answered", by, at, answer="")


def _set(question: Question, action: str, by: Actor, at: datetime, *, answer: str) -> Question:
    question.answer, question.answered_at = answer, at if answer else None
    question.state = "answered" if answer else "open"
    question.version += 1
    question.save(update_fields=["answer", "answered_at", "state", "version"])
    write_entry(
        action,
        about=question,
        by=by,
        at=at,
        group_id=question.meeting.group_id,
        fields=["answer", "state"],
        unnamed=question.item.is_no_names,
    )
    return question
