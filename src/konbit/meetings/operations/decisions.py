"""Decisions: put to the table, voted on, and recorded in their own words."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, NotAllowed, Refusal, require
from konbit.meetings import policies, queries
from konbit.meetings.conditions import (
    IsTakenBack,
    MeetingIsNotOpen,
    must_capture,
    refuse_names,
    refuse_past,
    said_before,
)
from konbit.meetings.domain.rights import is_outside
from konbit.meetings.domain.three_questions import LEAST_CHARACTERS, says_what_it_means
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


class VotedMeanwhile(Refusal):
    code, field = "voted_meanwhile", "seat"
    says = _(
        "Somebody else entered a vote for the seat “%(seat)s” after this one was written down. "
        "Nothing was overwritten. Look at the page again, and vote again if you must."
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
        SaidOtherwise: the same form stored other words before.
    """
    meeting = item.meeting
    require(policies.may_put_to_the_table(by, meeting))
    if key and (there := Decision.objects.filter(key=key).first()):
        return said_before(there, wording=wording.strip(), proposed_by=proposed_by, owner=owner)
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
def vote(
    *, decision: Decision, seat: Seat, choice: str, by: Actor, at: datetime, since: datetime | None = None
) -> Vote:
    """Cast or change a seat's vote: its holder on their own page, or the facilitator for a hand raised in the room.

    `since` is when the page was opened on which a vote waited to be sent.

    Raises:
        MeetingIsNotOpen: the meeting is over.
        IsTakenBack: somebody took the proposal back.
        VotedMeanwhile: the seat's holder, or the facilitator for them, voted after `since`.
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
    if decision.withdrawn_at is not None:
        raise IsTakenBack
    if decision.state != "proposed":
        raise AlreadyRecorded(state=decision.get_state_display())
    if not seat.votes or seat.group_id != decision.meeting.group_id:
        raise SeatHasNoVote(seat=seat.name)
    if not decision.meeting.attendances.filter(member=seat.member_id).exclude(mode="absent").exists():
        raise SeatIsNotHere(seat=seat.name)
    entered_by = None if own else by.person_id
    # Whichever choice it was: on a *no names* item, not even this answer tells how a seat voted.
    later = decision.votes.filter(seat=seat, at__gt=since).first() if since else None
    if later is not None and later.entered_by_id != entered_by:
        raise VotedMeanwhile(seat=seat.name)
    cast, _made = Vote.objects.update_or_create(
        decision=decision,
        seat=seat,
        defaults={
            "choice": choice,
            "channel": by.channel if own else "room",
            "entered_by_id": entered_by,
            "at": at,
        },
    )
    _write("meetings.vote", decision, by, at, "choice")
    return cast


class RightNeedsRole(Refusal):
    code, kind, field = "right_needs_role", Kind.UNREADABLE, "right_of"
    says = _("The group declared who may do what on “%(topic)s”. Say in which role this was decided.")


class MeaningIsMissing(Refusal):
    code, kind, field = "meaning_is_missing", Kind.UNREADABLE, "meaning_for_affected"
    says = _(
        "This changes the structure, so it is not decided yet: say what success means for those affected, "
        "in at least %(least)s characters."
    )


class NobodyAffectedWasAsked(Refusal):
    code, kind, field = "nobody_affected_was_asked", Kind.UNREADABLE, "who_was_asked"
    says = _(
        "This changes the structure, so it is not decided yet: name who among those affected was asked. "
        "If nobody was, ask first, or park it."
    )


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
    topic: str = "",
    right_of: str = "",
    changes_structure: bool = False,
    options: str = "",
    if_it_fails: str = "",
    meaning_for_affected: str = "",
    who_was_asked: str = "",
) -> Decision:
    """Record what became of a proposal: decided, a sense of the meeting, or not adopted.

    Without a vote, "decided" says that the meeting agreed. Decided on a topic in a role that the group gave another
    right, it is recorded all the same, and says that it is outside the declared rights of that day.

    Raises:
        MeetingIsNotOpen: the meeting is over.
        IsTakenBack: somebody took it back.
        AlreadyRecorded: it is recorded otherwise; recording the same again changes nothing.
        NoQuorum: "decided", with too few voting seats present; offer a sense of the meeting.
        MoreAgainst: "decided", with no more votes for than against.
        RightNeedsRole: "decided" on a topic with declared rights, and no role is named.
        MeaningIsMissing, NobodyAffectedWasAsked: "decided", a change of structure that leaves its questions open.
        NamesInside: a text under a *no names* item that holds a name.
    """
    require(policies.may_facilitate(by, decision.meeting))
    decision = (
        Decision.objects.select_for_update().select_related("meeting__group", "item").get(pk=decision.pk)
    )
    if not decision.meeting.is_open:
        raise MeetingIsNotOpen(state=decision.meeting.get_state_display())
    if decision.withdrawn_at is not None:
        raise IsTakenBack
    texts = {
        "dissent": dissent.strip(),
        "options": options.strip(),
        "if_it_fails": if_it_fails.strip(),
        "meaning_for_affected": meaning_for_affected.strip(),
        "who_was_asked": who_was_asked.strip(),
    }
    if decision.state != "proposed":
        said = {"state": state, "right": right, "review_on": review_on, "topic": topic, "right_of": right_of}
        said |= {"changes_structure": changes_structure, **texts}
        if all(getattr(decision, name) == value for name, value in said.items()):
            return decision
        raise AlreadyRecorded(state=decision.get_state_display())
    refuse_past(decision.meeting.group, review_on, "review_on", at)
    declared = queries.declared_on(decision.meeting.group, topic) if topic else {}
    there = queries.quorum_of(decision.meeting, at)
    if state == "decided":
        _must_carry(decision, there)
        if declared and not right_of:
            raise RightNeedsRole(topic=topic)
        if changes_structure:
            _must_answer_for_those_affected(texts)
    for field, text in texts.items():
        refuse_names(decision.meeting, field, text, no_names=decision.item.is_no_names)
        setattr(decision, field, text)
    decision.state, decision.right, decision.changes_structure = state, right, changes_structure
    decision.topic, decision.right_of = topic, right_of
    decision.rights_declared = sorted(declared.items())
    decision.is_outside_rights = state == "decided" and is_outside(declared, right_of, right)
    decision.review_on, decision.owner = review_on, owner or decision.owner
    decision.decided_at, decision.votes_present = at, there.present
    decision.version += 1
    decision.save()
    _write("meetings.record_decision", decision, by, at, "state", "right", "review_on")
    return decision


def _must_carry(decision: Decision, there: queries.Quorum) -> None:
    votes = queries.votes_on(decision)
    if not there.is_met:
        raise NoQuorum(present=there.present, held=there.held, needed=there.needed)
    if sum(votes.values()) and votes["yes"] <= votes["no"]:
        raise MoreAgainst(yes=votes["yes"], no=votes["no"])


def _must_answer_for_those_affected(texts: dict[str, str]) -> None:
    if not says_what_it_means(texts["meaning_for_affected"]):
        raise MeaningIsMissing(least=LEAST_CHARACTERS)
    if not texts["who_was_asked"]:
        raise NobodyAffectedWasAsked


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
    decision.is_outside_rights, decision.rights_declared = False, []
    decision.save(
        update_fields=["state", "decided_at", "votes_present", "is_outside_rights", "rights_declared"]
    )
    _write("meetings.undo_record_decision", decision, by, at, "state")
    return decision
