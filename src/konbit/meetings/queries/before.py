"""Before a meeting: frozen pre-reads, who sent word that they cannot come, who is expected, and the quorum to expect."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from konbit.accounts.models import Person
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.meetings.domain.run_sheet import minutes_over
from konbit.meetings.models import AgendaItem, CommitmentChange, Meeting, PreRead, Regret
from konbit.meetings.queries.meetings import Quorum, expected_people, minutes_planned, quorum_of
from konbit.network.queries import MemberNow, day_in, members_of

# How long somebody who stood in can still read the meeting's material.
AFTER_STANDING_IN = timedelta(days=2)


def pre_reads_of(meeting: Meeting) -> QuerySet[PreRead]:
    """The frozen versions in the group's language, newest first."""
    return meeting.pre_reads.filter(language=meeting.group.language).select_related(
        "frozen_by", "meeting__group"
    )


def pre_read_of(meeting: Meeting, version: int | None = None) -> PreRead:
    """The newest version of the pre-read, or the one asked for.

    Raises:
        NotFound: it was not frozen.
    """
    frozen = pre_reads_of(meeting)
    found = frozen.first() if version is None else frozen.filter(version=version).first()
    if found is None:
        raise NotFound
    return found


def pre_read_by_id(pre_read_id: UUID) -> PreRead:
    """The pre-read behind a job; nobody's rights are asked."""
    return PreRead.objects.select_related("meeting__group").get(pk=pre_read_id)


def due_days_then(meeting: Meeting, items: list[AgendaItem]) -> dict[UUID, date]:
    """Item -> the due day of the commitment that came back with it, as it stood when the meeting began: as the pre-read
    froze it, else by the history of the commitment. Nothing of a meeting that is to come."""
    back = {item.pk: item.commitment_id for item in items if item.commitment_id}
    if meeting.is_before or not back:
        return {}
    history = CommitmentChange.objects.filter(
        commitment__in=back.values(), at__lte=meeting.opened_at or meeting.starts_at, due_after__isnull=False
    )
    of_commitment = dict(history.order_by("id").values_list("commitment_id", "due_after"))
    found = {item: of_commitment[one] for item, one in back.items() if one in of_commitment}
    frozen = pre_reads_of(meeting).first()
    for row in frozen.content["items"] if frozen else ():
        if row["comes_back"] and row["comes_back"]["kind"] == "commitment" and UUID(row["id"]) in back:
            found[UUID(row["id"])] = date.fromisoformat(row["comes_back"]["day"])
    return found


def regrets_of(meeting: Meeting) -> QuerySet[Regret]:
    """Who cannot come, for which seat or role, and who stands in."""
    return meeting.regrets.select_related(
        "person",
        "delegate",
        "entered_by",
        "member__seat__organization",
        "member__seat__community",
        "member__role_holding__person",
    ).order_by("at", "pk")


def regret_for(meeting: Meeting, regret_id: UUID) -> Regret:
    """One regret of this meeting.

    Raises:
        NotFound: it is none of this meeting.
    """
    found = regrets_of(meeting).select_related("meeting__group").filter(pk=regret_id).first()
    if found is None:
        raise NotFound
    return found


def standing_in(meeting: Meeting, person: Person) -> list[Regret]:
    """For whom this person stands in at this meeting."""
    return list(regrets_of(meeting).filter(delegate=person))


def may_still_read(meeting: Meeting, at: datetime) -> bool:
    """Whether somebody who stands in may read the material: until two days after the meeting."""
    return at < meeting.ends_at + AFTER_STANDING_IN


def can_be_asked(meeting: Meeting, at: datetime) -> bool:
    """Whether members may still say what they bring and that they cannot come."""
    return meeting.is_before and at < meeting.ends_at


def brought_by(by: Actor, meeting: Meeting) -> list[AgendaItem]:
    """What this person asked for in this meeting, what they took back too."""
    found = meeting.items.filter(asked_by_person=by.person_id).select_related("meeting__group")
    return list(found.order_by("raised_at", "pk"))


def can_be_taken_back(item: AgendaItem) -> bool:
    """Whether it still waits to be placed, or stands on an agenda that is not approved yet."""
    if item.state == "requested":
        return item.meeting.is_before
    return item.state == "on_agenda" and item.meeting.state == "planned"


@dataclass(frozen=True)
class Expected:
    """A seat or role on the day of the meeting: who is expected for it, who cannot come, and who stands in."""

    member: MemberNow
    coming: tuple[Person, ...]
    regrets: tuple[Regret, ...]

    @property
    def delegates(self) -> tuple[Regret, ...]:
        return tuple(one for one in self.regrets if one.delegate_id)

    @property
    def is_filled(self) -> bool:
        """Somebody is expected: a holder, or whoever stands in."""
        return bool(self.coming or self.delegates)


def expected_at(meeting: Meeting) -> list[Expected]:
    """Every seat and role of the meeting's day, with who is expected for it."""
    sent: dict[UUID, list[Regret]] = {}
    for one in regrets_of(meeting):
        sent.setdefault(one.member_id, []).append(one)
    found = []
    for member in expected_people(meeting):
        holding = {person.pk for person in member.people}
        # Whoever has left the seat since is not missed there; who stands in for them is not expected either.
        regrets = tuple(one for one in sent.get(member.id, ()) if one.person_id in holding)
        away = {one.person_id for one in regrets}
        coming = tuple(person for person in member.people if person.pk not in away)
        found.append(Expected(member, coming, regrets))
    return found


def quorum_forecast(meeting: Meeting) -> Quorum:
    """The quorum to expect: voting seats whose holder or delegate is expected, as if they were present."""
    filled = sum(one.member.votes and one.is_filled for one in expected_at(meeting))
    return replace(quorum_of(meeting, meeting.starts_at), present=filled)


def facilitators_of(meeting: Meeting, at: datetime) -> list[Person]:
    """Who facilitates the group on this day, each once."""
    members = members_of(meeting.group, day_in(meeting.group, at))
    found = {person.pk: person for one in members if one.role == "facilitator" for person in one.people}
    return list(found.values())


@dataclass(frozen=True)
class InTheWay:
    """What keeps an agenda from being approved."""

    open_needs: int
    minutes_over: int
    is_empty: bool


def in_the_way(meeting: Meeting) -> InTheWay:
    minutes = minutes_planned(meeting)
    return InTheWay(
        open_needs=meeting.access_needs.filter(state="open").count(),
        minutes_over=minutes_over([minutes], meeting.length_minutes),
        is_empty=not meeting.items.filter(state="on_agenda").exists(),
    )


def regrets_sent(meeting: Meeting, by: Actor) -> list[Regret]:
    """What this person sent themselves, or what was entered for them."""
    return [one for one in regrets_of(meeting) if one.person_id == by.person_id]
