"""Who owes an answer about a commitment: asked by the cycle, silent since, blocked, or left behind by a holder."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.meetings.domain import carry_over
from konbit.meetings.models import AgendaItem, Asked, Commitment, Meeting, UnreadReply
from konbit.meetings.queries.captured import OWNERS
from konbit.network.models import Group, Holder
from konbit.network.queries import day_in, on_day


def next_day(group: Group, at: datetime, *, after: Meeting | None = None) -> date:
    """The day of the next meeting: after this moment, or after a meeting; without one, an interval from there."""
    since = after.starts_at if after else at
    coming = (
        group.meetings.filter(state__in=["planned", "ready"], starts_at__gt=since)
        .order_by("starts_at")
        .first()
    )
    if coming is not None:
        return max(day_in(group, coming.starts_at), day_in(group, at))
    return max(day_in(group, since) + timedelta(days=group.interval_days), day_in(group, at))


def _left_behind(day: date) -> Q:
    """Accepted for a seat by somebody who no longer holds it."""
    holds = Holder.objects.filter(on_day(day), seat__member=OuterRef("owner"), person=OuterRef("accepted_by"))
    return Q(state="accepted", owner__seat__isnull=False, accepted_by__isnull=False) & ~Q(Exists(holds))


def waits_for_holder(commitment: Commitment, at: datetime) -> bool:
    """Whether the person who promised it has left the seat: it is the organization's, until a holder takes it over."""
    day = day_in(commitment.meeting.group, at)
    return Commitment.objects.filter(_left_behind(day), pk=commitment.pk).exists()


def answers_to(commitment: Commitment, at: datetime) -> tuple[str, ...]:
    """The answers its owner can give now, the likeliest first; none once it is over or was taken back."""
    if commitment.withdrawn_at or commitment.state not in ("proposed", "accepted"):
        return ()
    return carry_over.answers(
        commitment.state,
        owes_choice=commitment.owes_choice,
        waits_for_holder=waits_for_holder(commitment, at),
    )


def waiting_for_holder(group: Group, day: date) -> QuerySet[Commitment]:
    """Promised commitments of the group that wait for the new holder of their seat."""
    return _open(group).filter(_left_behind(day))


def _open(group: Group) -> QuerySet[Commitment]:
    return (
        Commitment.objects.filter(meeting__group=group, withdrawn_at=None, state__in=["proposed", "accepted"])
        .select_related("meeting__group", "item__meeting__group", *OWNERS)
        .order_by("due_on", "captured_at")
    )


def to_ask_before(meeting: Meeting) -> QuerySet[Commitment]:
    """What falls due by this meeting or owes a choice: its owner is asked how it stands."""
    return _open(meeting.group).filter(state="accepted", due_on__lte=day_in(meeting.group, meeting.starts_at))


def silent_or_blocked(group: Group) -> QuerySet[Commitment]:
    """Blocked; or asked and not answered since; or proposed, and its owner has not said anything yet."""
    silent = Q(state="accepted", asked_at__isnull=False) & (
        Q(progress_at=None) | Q(progress_at__lt=F("asked_at"))
    )
    blocked = Q(state="accepted", progress="blocked")
    unanswered = Q(state="proposed", amended_wording="", amended_due_on=None)
    return _open(group).filter(silent | blocked | unanswered).exclude(meeting__state="open")


def left_behind(by: Actor, at: datetime) -> set[UUID]:
    """The promised commitments of this person's seats that somebody took on who no longer holds the seat."""
    seats = [held.id for held in by.memberships if held.kind == "seat"]
    groups = Group.objects.filter(pk__in={held.group_id for held in by.memberships if held.kind == "seat"})
    return {
        found
        for group in groups
        for found in Commitment.objects.filter(
            _left_behind(day_in(group, at)), owner__in=seats, meeting__group=group, withdrawn_at=None
        ).values_list("pk", flat=True)
    }


def meetings_to_prepare(by: Actor, at: datetime) -> list[Meeting]:
    """The coming meetings, in the groups this person facilitates, whose draft is due and whose agenda is not approved."""
    return [
        meeting
        for meeting in _facilitated(by, "planned").filter(starts_at__gt=at)
        if day_in(meeting.group, meeting.starts_at) - timedelta(days=meeting.group.offsets["draft"])
        <= day_in(meeting.group, at)
    ]


def requests_to_place(by: Actor) -> list[AgendaItem]:
    """What was asked for after the agenda was approved, in the groups this person facilitates, and waits to be placed."""
    found = AgendaItem.objects.filter(meeting__in=_facilitated(by, "ready"), state="requested")
    return list(found.select_related("meeting__group").order_by("meeting__starts_at", "raised_at", "pk"))


def records_to_publish(by: Actor) -> list[Meeting]:
    """Meetings that were held, in the groups this person facilitates, without a published record."""
    return list(_facilitated(by, "closed"))


def _facilitated(by: Actor, state: str) -> QuerySet[Meeting]:
    groups = [held.group_id for held in by.memberships if held.role == "facilitator"]
    return Meeting.objects.filter(group__in=groups, state=state).select_related("group").order_by("starts_at")


def asked_by_id(asked_id: UUID) -> Asked:
    """What one letter asked; nobody's rights are asked."""
    return Asked.objects.select_related("meeting__group", "person").get(pk=asked_id)


def commitments_asked(asked: Asked) -> list[Commitment]:
    """The commitments of a letter in the order of its numbers, as they stand now."""
    found = {
        str(one.pk): one
        for one in Commitment.objects.filter(pk__in=asked.commitments, withdrawn_at=None).select_related(
            "meeting__group", "item__meeting__group", *OWNERS
        )
    }
    return [found[one] for one in asked.commitments if one in found]


def unread_replies(by: Actor) -> list[UnreadReply]:
    """Replies that could not be read, in the groups this person facilitates, the oldest first."""
    groups = [held.group_id for held in by.memberships if held.role == "facilitator"]
    found = UnreadReply.objects.filter(meeting__group__in=groups, dealt_with_at=None)
    return list(found.select_related("meeting__group", "person").order_by("at"))


def replies_of(meeting: Meeting) -> QuerySet[UnreadReply]:
    """The replies of one meeting that could not be read, those that still wait first."""
    return meeting.unread_replies.select_related("person", "meeting__group").order_by(
        F("dealt_with_at").asc(nulls_first=True), "at"
    )


def reply_in(meeting: Meeting, reply_id: UUID) -> UnreadReply:
    """One reply of this meeting that could not be read.

    Raises:
        NotFound: it is none of this meeting.
    """
    found = replies_of(meeting).filter(pk=reply_id).first()
    if found is None:
        raise NotFound
    return found
