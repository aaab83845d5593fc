"""Questions to a funder: asked by a seat, answered by the funder, and closed by nobody but who asked."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.grants import policies
from konbit.grants.conditions import refuse_who_cannot_answer
from konbit.grants.domain.ages import answer_day
from konbit.grants.models import FunderQuestion, QuestionAnswer
from konbit.grants.queries.bodies import is_of, is_within
from konbit.network.models import Group, Organization, Seat
from konbit.network.queries import day_in
from konbit.results.acting import acting_words
from konbit.results.changing import set_changed
from konbit.results.models import PlanVersion


class QuestionIsEmpty(Refusal):
    code, kind, field = "question_is_empty", Kind.UNREADABLE, "wording"
    says = _("Write the question first.")


class SeatOfAnotherNetwork(Refusal):
    code, field = "seat_of_another_network", "asked_by"
    says = _("This seat belongs to another network. Choose one of this network.")


class FunderAsksItself(Refusal):
    code, field = "funder_asks_itself", "asked_by"
    says = _("A funder does not ask itself. Choose a seat of another organization.")


class OwnerIsNotTheFunders(Refusal):
    code, field = "owner_is_not_the_funders", "owner"
    says = _("Who sees to the answer sits for “%(name)s”. Choose one of its seats.")


class DueBeforeAsked(Refusal):
    code, kind, field = "due_before_asked", Kind.UNREADABLE, "due_on"
    says = _("An answer is due after the day of the question, %(asked_on)s. Write a later day.")


@transaction.atomic
def ask_funder(
    *,
    network: Group,
    asked_of: Organization,
    wording: str,
    by: Actor,
    at: datetime,
    about: str = "",
    asked_by: Seat | None = None,
    asked_by_words: str = "",
    owner: Seat | None = None,
    due_on: date | None = None,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> FunderQuestion:
    """Ask a funder; the age of the question runs from `at`. Without a day, the answer is due within six weeks.

    Without `asked_by` several asked, as `asked_by_words` tell; that is written by who looks after the network.

    Raises:
        NotAllowed: the person does not hold the seat.
        QuestionIsEmpty, DueBeforeAsked: what was typed cannot be.
        NoFunder, NobodyCouldAnswer, FunderAsksItself: the wrong one is asked.
        SeatOfAnotherNetwork, OwnerIsNotTheFunders: a seat does not fit.
    """
    require(
        policies.may_ask_funder(by, asked_by) if asked_by else policies.may_keep_money(by, network),
    )
    if key and (there := FunderQuestion.objects.filter(key=key).first()):
        return there
    if not wording.strip():
        raise QuestionIsEmpty
    today = day_in(network, at)
    refuse_who_cannot_answer(network, asked_of, today)
    _check_parties(network, asked_of, asked_by, owner)
    if due_on is not None and due_on <= today:
        raise DueBeforeAsked(asked_on=today.isoformat())
    question = FunderQuestion.objects.create(
        network=network,
        asked_of=asked_of,
        asked_by=asked_by,
        asked_by_words=asked_by_words.strip(),
        owner=owner,
        about=about.strip(),
        wording=wording.strip(),
        asked_at=at,
        due_on=due_on or answer_day(today),
        key=key or uuid4(),
        label=label,
        source=source,
    )
    return _noted(question, "grants.ask_funder", ["wording", "asked_of", "owner", "due_on"], by, at)


def _check_parties(network: Group, asked_of: Organization, asked_by: Seat | None, owner: Seat | None) -> None:
    if asked_by is not None:
        if not is_within(network, asked_by.group):
            raise SeatOfAnotherNetwork
        if is_of(asked_by.organization, asked_of):
            raise FunderAsksItself
    if owner is not None:
        _check_owner(network, asked_of, owner)


def _check_owner(network: Group, asked_of: Organization, owner: Seat) -> None:
    if not is_of(owner.organization, asked_of) or not is_within(network, owner.group):
        raise OwnerIsNotTheFunders(name=asked_of.name)


class QuestionHasAnAnswer(Refusal):
    code = "question_has_an_answer"
    says = _("This question was answered meanwhile. Who asked says first whether that answers it.")


@transaction.atomic
def change_funder_question(
    *, question: FunderQuestion, wording: str, about: str, version: int, by: Actor, at: datetime
) -> FunderQuestion:
    """Put one's own question in other words, until somebody answers. Its age runs on.

    Raises:
        NotAllowed: somebody else asked.
        QuestionIsEmpty; QuestionHasAnAnswer: there is an answer to these words.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    question = _locked(question)
    require(policies.may_settle(by, question))
    if question.answers.exists():
        raise QuestionHasAnAnswer
    if not wording.strip():
        raise QuestionIsEmpty
    fields = set_changed(question, {"wording": wording.strip(), "about": about.strip()}, version)
    question.save(update_fields=[*fields, "version"])
    return _noted(question, "grants.change_funder_question", fields, by, at)


class QuestionIsClosed(Refusal):
    code = "question_is_closed"
    says = _("Who asked has closed this question. Only they open it again.")


@transaction.atomic
def name_question_owner(
    *, question: FunderQuestion, owner: Seat | None, by: Actor, at: datetime
) -> FunderQuestion:
    """Say which seat at the funder sees to the answer.

    Raises:
        NotAllowed: the person does not act for the funder.
        OwnerIsNotTheFunders: the seat is another organization's.
        QuestionIsClosed: there is nothing to see to.
    """
    question = _locked(question)
    require(policies.may_answer_for_funder(by, question))
    if question.state == "closed":
        raise QuestionIsClosed
    if owner is not None:
        _check_owner(question.network, question.asked_of, owner)
    question.owner = owner
    question.version += 1
    question.save(update_fields=["owner", "version"])
    return _noted(question, "grants.name_question_owner", ["owner"], by, at)


class AnswerIsEmpty(Refusal):
    code, kind, field = "answer_is_empty", Kind.UNREADABLE, "text"
    says = _("Write the answer first.")


class PlanOfAnotherFunder(Refusal):
    code, field = "plan_of_another_funder", "plan_version"
    says = _("An answer points to a published version of a strategy of “%(name)s”. Choose one of those.")


@transaction.atomic
def answer_funder_question(
    *,
    question: FunderQuestion,
    text: str,
    by: Actor,
    at: datetime,
    plan_version: PlanVersion | None = None,
) -> QuestionAnswer:
    """Answer for the funder. The question stays in sight until who asked says that this answers it.

    Raises:
        NotAllowed: the person does not act for the funder.
        AnswerIsEmpty; PlanOfAnotherFunder: the version is not one that the funder published.
        QuestionHasAnAnswer: another answer waits for who asked.
        QuestionIsClosed: who asked has closed it.
    """
    question = _locked(question)
    require(policies.may_answer_for_funder(by, question))
    newest = question.answers.last()
    if newest is not None and question.state == "answered" and newest.text == text.strip():
        return newest
    if question.state != "open":
        raise QuestionIsClosed if question.state == "closed" else QuestionHasAnAnswer
    if not text.strip():
        raise AnswerIsEmpty
    if plan_version is not None and not _is_the_funders(plan_version, question):
        raise PlanOfAnotherFunder(name=question.asked_of.name)
    answer = QuestionAnswer.objects.create(
        question=question,
        text=text.strip(),
        plan_version=plan_version,
        at=at,
        person_id=by.person_id,
        acted_as=acting_words(by, question.network),
    )
    _move_to(question, "answered", None)
    _noted(question, "grants.answer_funder_question", ["state"], by, at)
    return answer


def _is_the_funders(plan_version: PlanVersion, question: FunderQuestion) -> bool:
    plan = plan_version.plan
    return (
        plan.network_id == question.network_id
        and is_of(plan.funder, question.asked_of)
        and plan_version.published_at is not None
    )


class QuestionHasNoAnswer(Refusal):
    code = "question_has_no_answer"
    says = _("There is no answer yet about which anything could be said.")


@transaction.atomic
def close_funder_question(*, question: FunderQuestion, by: Actor, at: datetime) -> FunderQuestion:
    """Say, as who asked, that the newest answer answers it.

    Raises:
        NotAllowed: somebody else asked.
        QuestionHasNoAnswer: it is open.
    """
    question = _locked(question)
    require(policies.may_settle(by, question))
    if question.state == "closed":
        return question
    if question.state != "answered":
        raise QuestionHasNoAnswer
    _move_to(question, "closed", at)
    return _noted(question, "grants.close_funder_question", ["state"], by, at)


class NotAnsweredNeedsReason(Refusal):
    code, kind, field = "not_answered_needs_reason", Kind.UNREADABLE, "because"
    says = _("Say in a sentence what is still missing.")


@transaction.atomic
def mark_not_answered(*, question: FunderQuestion, because: str, by: Actor, at: datetime) -> FunderQuestion:
    """Say, as who asked, that the newest answer is none, and why. The question is open again, as old as it is.

    A closed question is opened again in the same way. Every answer stays in sight.

    Raises:
        NotAllowed: somebody else asked.
        QuestionHasNoAnswer: it is open.
        NotAnsweredNeedsReason.
    """
    question = _locked(question)
    require(policies.may_settle(by, question))
    if question.state == "open":
        raise QuestionHasNoAnswer
    if not because.strip():
        raise NotAnsweredNeedsReason
    answer = question.answers.last()
    answer.not_answered_at, answer.not_answered_because = at, because.strip()
    answer.save(update_fields=["not_answered_at", "not_answered_because"])
    _move_to(question, "open", None)
    return _noted(question, "grants.mark_not_answered", ["state", "because"], by, at)


def _move_to(question: FunderQuestion, state: str, closed_at: datetime | None) -> None:
    question.state, question.closed_at = state, closed_at
    question.version += 1
    question.save(update_fields=["state", "closed_at", "version"])


def _locked(question: FunderQuestion) -> FunderQuestion:
    return (
        FunderQuestion.objects.select_for_update(of=("self",))
        .select_related("network", "asked_of", "asked_by")
        .get(pk=question.pk)
    )


def _noted(question: FunderQuestion, verb: str, fields: list[str], by: Actor, at: datetime) -> FunderQuestion:
    write_entry(verb, about=question, by=by, at=at, group_id=question.network_id, fields=fields)
    return question
