"""Decisions: put to the table, voted on, and recorded in their own words."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotAllowed, Refusal, require
from konbit.meetings import policies, queries
from konbit.meetings.conditions import MeetingIsNotOpen, must_capture, refuse_names, refuse_past
from konbit.meetings.models import AgendaItem, Decision, Vote
from konbit.network.models import GroupMember, Seat


class NoQuorum(Refusal):
    code = "no_quorum"
    says = _(
        "This meeting has %(present)s of %(held)s voting seats present; a decision needs %(needed)s. "
        "You can record a sense of the meeting."
    )


class MoreAgainst(Refusal):
    code = "more_against"
    says = _(
        "The votes do not carry it: %(yes)s yes, %(no)s no. Record it as not adopted, or go on talking and vote again."
    )


class AlreadyRecorded(Refusal):
    code = "already_recorded"
    says = _("This was recorded already as “%(state)s”. Undo that first.")


class SeatHasNoVote(Refusal):
    code, field = "seat_has_no_vote", "seat"
    says = _("The seat “%(seat)s” has no vote in this group.")


class SeatIsNotHere(Refusal):
    code, field = "seat_is_not_here", "seat"
    says = _(
        "The seat “%(seat)s” is not checked in at this meeting. Ask the facilitator to check it in, then vote."
    )


@transaction.atomic
def put_to_the_table(
    *,
    item: AgendaItem,
    wording: str,
    by: Actor,
    at: datetime,
    proposed_by: GroupMember | None = None,
    owner: GroupMember | None = None,
    key=None,
) -> Decision:
    """Propose a decision, in the words that would be recorded.

    Raises:
        MeetingIsNotOpen, NothingWritten, NamesInside.
    """
    meeting = item.meeting
    require(policies.may_put_to_the_table(by, meeting))
    if key and (there := Decision.objects.filter(key=key).first()):
        return there
    must_capture(meeting, item, wording)
    decision = Decision(
        meeting=meeting,
        item=item,
        wording=wording.strip(),
        proposed_by=proposed_by,
        owner=owner,
        captured_at=at,
        captured_by_id=by.person_id,
    )
    if key:
        decision.key = key
    decision.save()
    _write("meetings.put_to_the_table", decision, by, at, "wording")
    return decision


def _write(action: str, decision: Decision, by: Actor, at: datetime, *fields: str) -> None:
    write_entry(
        action,
        about=decision,
        by=by,
        at=at,
        group_id=decision.meeting.group_id,
        fields=fields,
        unnamed=decision.item.is_no_names,
    )


@transaction.atomic
def vote(*, decision: Decision, seat: Seat, choice: str, by: Actor, at: datetime) -> Vote:
    """Cast or change a seat's vote: its holder on their own page, or the facilitator for a hand raised in the room.

    Raises:
        MeetingIsNotOpen: the meeting is over.
        AlreadyRecorded: the decision is recorded.
        SeatHasNoVote: the seat sits without a vote, or in another group.
        SeatIsNotHere: nobody is checked in for it.
        NotAllowed: neither its holder nor the facilitator.
    """
    own = by.holds(seat.member_id)
    if not own:
        answer = policies.may_facilitate(by, decision.meeting)
        if not answer:
            raise NotAllowed(answer)
    decision = (
        Decision.objects.select_for_update().select_related("meeting__group", "item").get(pk=decision.pk)
    )
    if not decision.meeting.is_open:
        raise MeetingIsNotOpen(state=decision.meeting.get_state_display())
    if decision.state != "proposed":
        raise AlreadyRecorded(state=decision.get_state_display())
    if not seat.votes or seat.group_id != decision.meeting.group_id:
        raise SeatHasNoVote(seat=seat.name)
    if not decision.meeting.attendances.filter(member=seat.member_id).exclude(mode="absent").exists():
        raise SeatIsNotHere(seat=seat.name)
    cast, _made = Vote.objects.update_or_create(
        decision=decision,
        seat=seat,
        defaults={
            "choice": choice,
            "channel": by.channel if own else "room",
            "entered_by_id": None if own else by.person_id,
            "at": at,
        },
    )
    _write("meetings.vote", decision, by, at, "choice")
    return cast


@transaction.atomic
def record_decision(
    *,
    decision: Decision,
    state: str,
    by: Actor,
    at: datetime,
    right: str = "decide",
    dissent: str = "",
    review_on: date | None = None,
    owner: GroupMember | None = None,
) -> Decision:
    """Record what became of a proposal: decided, a sense of the meeting, or not adopted.

    Without a vote, "decided" says that the meeting agreed.

    Raises:
        MeetingIsNotOpen: the meeting is over.
        AlreadyRecorded: it is recorded.
        NoQuorum: "decided", with too few voting seats present; offer a sense of the meeting.
        MoreAgainst: "decided", with no more votes for than against.
        NamesInside: dissent under a *no names* item that holds a name.
    """
    require(policies.may_facilitate(by, decision.meeting))
    decision = (
        Decision.objects.select_for_update().select_related("meeting__group", "item").get(pk=decision.pk)
    )
    if not decision.meeting.is_open:
        raise MeetingIsNotOpen(state=decision.meeting.get_state_display())
    if decision.state != "proposed":
        raise AlreadyRecorded(state=decision.get_state_display())
    refuse_past(decision.meeting.group, review_on, "review_on", at)
    there = queries.quorum_of(decision.meeting, at)
    votes = queries.votes_on(decision)
    if state == "decided" and not there.is_met:
        raise NoQuorum(present=there.present, held=there.held, needed=there.needed)
    if state == "decided" and sum(votes.values()) and votes["yes"] <= votes["no"]:
        raise MoreAgainst(yes=votes["yes"], no=votes["no"])
    refuse_names(decision.meeting, "dissent", dissent, no_names=decision.item.is_no_names)
    decision.state, decision.right, decision.dissent = state, right, dissent.strip()
    decision.review_on, decision.owner = review_on, owner or decision.owner
    decision.decided_at, decision.votes_present = at, there.present
    decision.version += 1
    decision.save()
    _write("meetings.record_decision", decision, by, at, "state", "right", "review_on")
    return decision


@transaction.atomic
def undo_record_decision(*, decision: Decision, by: Actor, at: datetime) -> Decision:
    """Take a wrong record back: the proposal is on the table again, with its votes.

    Raises:
        MeetingIsNotOpen: the meeting is over.
    """
    require(policies.may_facilitate(by, decision.meeting))
    if not decision.meeting.is_open:
        raise MeetingIsNotOpen(state=decision.meeting.get_state_display())
    decision.state, decision.decided_at, decision.votes_present = "proposed", None, None
    decision.save(update_fields=["state", "decided_at", "votes_present"])
    _write("meetings.undo_record_decision", decision, by, at, "state")
    return decision
