"""Questions to funders: those of the register and those asked in meetings, in one list, the oldest open one first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.grants import words
from konbit.grants.domain.ages import ANSWERED_WITHIN, age_in_days, is_too_old
from konbit.grants.models import FunderQuestion, QuestionAnswer
from konbit.grants.queries.bodies import groups_within, same_as
from konbit.meetings import policies as meeting_policies
from konbit.meetings.models import Question
from konbit.network.models import Group, Organization, Seat
from konbit.network.queries import day_in
from konbit.results.models import PlanVersion

ORDER = {"open": 0, "answered": 1, "closed": 2}


@dataclass(frozen=True)
class Asked:
    """One question to a funder as every page shows it, wherever it was asked."""

    wording: str
    about: str
    # Whom it was asked of, and who asked, in words.
    asked_of: Organization
    asked_by: str
    asked_on: date
    age: int
    state: str
    due_on: date | None
    # The seat at the funder that sees to it.
    owner: str
    # Where it is read and answered.
    page: str
    arguments: tuple[Any, ...]
    in_meeting: bool
    # The row it was read from, with its label.
    row: FunderQuestion | Question

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def is_too_old(self) -> bool:
        """Nobody has answered for longer than is owed; an answer that the asker did not take is none."""
        return self.is_open and is_too_old(self.age)

    @property
    def longest_wait(self) -> int:
        return ANSWERED_WITHIN

    @property
    def state_word(self) -> str:
        return str(words.QUESTION_STATES[self.state])

    @property
    def tag(self) -> str:
        if self.is_too_old:
            return "loss"
        return "attention" if self.is_open else "calm"


def questions_of(
    by: Actor,
    network: Group,
    at: datetime,
    *,
    asked_of: Organization | None = None,
    asked_by: Organization | None = None,
) -> list[Asked]:
    """Questions of the network to one organization, or of one, or all: open ones first, the oldest first.

    Of those asked in meetings the person sees what they see there; a private one, or one without names, is in no list.
    """
    today = day_in(network, at)
    registered = _registered(network)
    asked_in_meetings = _in_meetings(network)
    if asked_of is not None:
        registered = registered.filter(asked_of__in=same_as(asked_of))
        asked_in_meetings = asked_in_meetings.filter(_of(asked_of, "asked_of"))
    if asked_by is not None:
        registered = registered.filter(asked_by__organization__in=same_as(asked_by))
        asked_in_meetings = asked_in_meetings.filter(_of(asked_by, "asked_by"))
    if asked_of is None:
        asked_in_meetings = asked_in_meetings.filter(_of_a_funder())
    seen = [one for one in asked_in_meetings if meeting_policies.may_see_item(by, one.item)]
    found = [
        *(_registered_one(one, today) for one in registered),
        *(_one_of_a_meeting(one, today) for one in seen),
    ]
    return sorted(found, key=lambda one: (ORDER[one.state], one.asked_on, one.wording))


def open_questions(by: Actor, network: Group, at: datetime) -> list[Asked]:
    """Every question of the network that waits for an answer, to whichever organization, as the person sees them."""
    today = day_in(network, at)
    of_a_body = Q(asked_of__seat__organization__isnull=False) | Q(
        asked_of__role_holding__organization__isnull=False
    )
    in_meetings = _in_meetings(network).filter(of_a_body, state="open")
    return [
        *(_registered_one(one, today) for one in _registered(network).filter(state="open")),
        *(
            _one_of_a_meeting(one, today)
            for one in in_meetings
            if meeting_policies.may_see_item(by, one.item)
        ),
    ]


def _registered(network: Group) -> QuerySet[FunderQuestion]:
    return FunderQuestion.objects.filter(network=network).select_related(
        "network", "asked_of", "asked_by__organization", "asked_by__community", "owner__organization"
    )


def _in_meetings(network: Group) -> QuerySet[Question]:
    found = Question.objects.filter(
        meeting__group__in=groups_within(network),
        withdrawn_at=None,
        item__is_private=False,
        item__is_no_names=False,
    )
    sides = (
        f"{side}__{standing}"
        for side in ("asked_of", "asked_by")
        for standing in ("seat__organization", "seat__community", "role_holding__organization")
    )
    return found.select_related("meeting__group", "item__meeting__group", *sides)


def _of(organization: Organization, side: str) -> Q:
    ids = same_as(organization)
    return Q(**{f"{side}__seat__organization__in": ids}) | Q(
        **{f"{side}__role_holding__organization__in": ids}
    )


def _of_a_funder() -> Q:
    return Q(asked_of__seat__role="funder", asked_of__seat__organization__isnull=False) | Q(
        asked_of__role_holding__role="funder", asked_of__role_holding__organization__isnull=False
    )


def _registered_one(one: FunderQuestion, today: date) -> Asked:
    asked_on = day_in(one.network, one.asked_at)
    return Asked(
        wording=one.wording,
        about=one.about,
        asked_of=one.asked_of,
        asked_by=one.asked_by.name if one.asked_by else one.asked_by_words,
        asked_on=asked_on,
        age=age_in_days(asked_on, today),
        state=one.state,
        due_on=one.due_on,
        owner=_owner_words(one.owner),
        page="funder_question",
        arguments=(one.network.address, one.pk),
        in_meeting=False,
        row=one,
    )


def _owner_words(owner: Seat | None) -> str:
    return owner.name if owner else ""


def _one_of_a_meeting(one: Question, today: date) -> Asked:
    asked_on = day_in(one.meeting.group, one.captured_at)
    standing = one.asked_of.standing
    return Asked(
        wording=one.wording,
        about="",
        asked_of=standing.organization,
        asked_by=_who_asks(one),
        asked_on=asked_on,
        age=age_in_days(asked_on, today),
        state=one.state,
        due_on=None,
        owner="",
        page="question",
        arguments=(one.pk,),
        in_meeting=True,
        row=one,
    )


def _who_asks(one: Question) -> str:
    """The seat; for a person with a role the organization, for no person is named here."""
    standing = one.asked_by.standing if one.asked_by else None
    if isinstance(standing, Seat):
        return standing.name
    return standing.organization.name if standing and standing.organization else ""


def question_in(network: Group, question_id: UUID) -> FunderQuestion:
    """A question of this network's register.

    Raises:
        NotFound: it is none of this network.
    """
    found = _registered(network).filter(pk=question_id).first()
    if found is None:
        raise NotFound
    return found


def as_asked(question: FunderQuestion, at: datetime) -> Asked:
    """The question as every page shows it, with its age."""
    return _registered_one(question, day_in(question.network, at))


def answers_of(question: FunderQuestion) -> list[QuestionAnswer]:
    """Every answer that was given, the oldest first, with the version of a strategy that it points to."""
    return list(question.answers.select_related("plan_version__plan"))


def versions_to_point_to(question: FunderQuestion) -> list[PlanVersion]:
    """The published versions of the funder's strategies, the newest first."""
    found = PlanVersion.objects.filter(
        plan__network=question.network_id,
        plan__funder__in=same_as(question.asked_of),
        published_at__isnull=False,
    )
    return list(found.select_related("plan").order_by("plan__name", "-number"))


def version_to_point_to(question: FunderQuestion, version_id: str) -> PlanVersion | None:
    """One of those, by what was chosen in a form; None where none was."""
    return next((one for one in versions_to_point_to(question) if str(one.pk) == version_id), None)


def waiting_too_long(network: Group, today: date) -> list[FunderQuestion]:
    """Open questions of the register that are older than a funder's answer may take, the oldest first."""
    found = _registered(network).filter(state="open").select_related("owner__member").order_by("asked_at")
    return [one for one in found if _registered_one(one, today).is_too_old]


def questions_to_answer(by: Actor) -> list[FunderQuestion]:
    """Open questions of the register to organizations that the person acts for, by the day of the answer."""
    found = FunderQuestion.objects.filter(state="open", asked_of__in=_organizations(by))
    return list(found.select_related("network").order_by("due_on", "asked_at"))


def answers_to_judge(by: Actor) -> list[FunderQuestion]:
    """Questions of seats that the person holds which were answered: does that answer them?"""
    seats = [held.id for held in by.memberships if held.kind == "seat"]
    found = FunderQuestion.objects.filter(state="answered", asked_by__member__in=seats)
    return list(found.select_related("network").prefetch_related("answers").order_by("asked_at"))


def _organizations(by: Actor) -> Iterable[UUID]:
    return {held.organization_id for held in by.memberships if held.organization_id}
