"""What a person owes, across groups and networks, each thing once and by its day (network.md, section o)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.grants.models import FunderQuestion, Report
from konbit.grants.queries.funder_page import payments_to_make
from konbit.grants.queries.funder_questions import answers_to_judge, questions_to_answer
from konbit.grants.queries.interests import interests_owed_by
from konbit.grants.queries.reports import answered_by, reports_to_answer, reports_to_write
from konbit.meetings import queries
from konbit.meetings.models import Commitment, Meeting
from konbit.network.models import Group, Labeled, Organization
from konbit.network.queries import day_in


@dataclass(frozen=True)
class Owed:
    """One thing that waits for a person: what to do, about what, for which group, by when, and the page that does it."""

    do: str | Promise
    words: str | Promise
    group: Group
    by_day: date
    today: date
    page: str
    arguments: tuple[Any, ...]
    # The seat it is asked of; "" where nobody may be named.
    stands_for: str = ""
    # Where on the page: a query or an anchor.
    place: str = ""
    now: bool = False
    commitment: Commitment | None = field(default=None, compare=False)
    # What it is about, where that says itself where it comes from.
    row: Labeled | None = field(default=None, compare=False)

    @property
    def url(self) -> str:
        return reverse(self.page, args=self.arguments) + self.place

    @property
    def is_overdue(self) -> bool:
        return self.by_day < self.today

    @property
    def is_of_the_interface(self) -> bool:
        """The words are the interface's own, in the reader's language, not somebody's in the group's."""
        return isinstance(self.words, Promise)


def owed(by: Actor, at: datetime) -> list[Owed]:
    """Everything that waits for this person now: what the meeting asks this minute first, then by day."""
    found = [
        *_votes(by, at),
        *_commitments(by, at),
        *_amendments(by, at),
        *_questions(by, at),
        *_answers_to_below(by, at),
        *_meetings(by, at),
        *_interests(by, at),
        *_funder_questions(by, at),
        *_payments(by, at),
        *_reports(by, at),
    ]
    return sorted(found, key=lambda one: (not one.now, one.by_day, one.group.name, str(one.words)))


def _votes(by: Actor, at: datetime) -> Iterator[Owed]:
    for one in queries.votes_to_cast(by):
        group = one.meeting.group
        today = day_in(group, at)
        yield Owed(
            do=_("Vote"),
            words=one.wording,
            group=group,
            by_day=today,
            today=today,
            page="live",
            arguments=(one.meeting_id,),
            place=f"?item={one.item_id}",
            now=True,
        )


def _commitments(by: Actor, at: datetime) -> Iterator[Owed]:
    left = queries.left_behind(by, at)
    for one in queries.commitments_owned_by(by):
        if one.is_amended:
            # It waits for the facilitator, not for this person.
            continue
        group = one.meeting.group
        if one.state == "proposed":
            do, day = _("Accept, change or decline"), queries.deadline_for(one.meeting, "pulse_end")
        elif one.pk in left:
            do, day = _("Take over what your seat promised"), one.due_on
        elif one.owes_choice:
            do, day = _("Choose: keep, change, hand over or drop"), one.due_on
        elif one.is_asked:
            do, day = _("Say how it stands"), one.due_on
        else:
            do, day = _("Do what you promised"), one.due_on
        yield Owed(
            do=do,
            words=one.wording,
            group=group,
            by_day=day,
            today=day_in(group, at),
            page="commitment",
            arguments=(one.pk,),
            stands_for="" if one.item.is_no_names else one.owner.name,
            place="#answer",
            commitment=one,
        )


def _amendments(by: Actor, at: datetime) -> Iterator[Owed]:
    for one in queries.waiting_for_agreement(by):
        group = one.meeting.group
        yield Owed(
            do=_("Agree to a change, or not"),
            words=one.wording,
            group=group,
            by_day=one.amended_due_on or one.due_on,
            today=day_in(group, at),
            page="commitment",
            arguments=(one.pk,),
            stands_for="" if one.item.is_no_names else one.owner.name,
            place="#amendment",
        )


def _questions(by: Actor, at: datetime) -> Iterator[Owed]:
    for one in queries.questions_owed_by(by):
        group = one.meeting.group
        yield Owed(
            do=_("Answer a question"),
            words=one.wording,
            group=group,
            # A question has no due day of its own: it waits since it was asked.
            by_day=day_in(group, one.captured_at) + timedelta(days=group.interval_days),
            today=day_in(group, at),
            page="question",
            arguments=(one.pk,),
        )


def _answers_to_below(by: Actor, at: datetime) -> Iterator[Owed]:
    for one in queries.answers_owed_by(by):
        group = one.meeting.group
        yield Owed(
            do=_("Answer what was passed up"),
            words=one.title,
            group=group,
            # It goes down with the next agenda of the group that asked, an interval later at most.
            by_day=day_in(group, one.meeting.starts_at) + timedelta(days=group.interval_days),
            today=day_in(group, at),
            page="passing",
            arguments=(one.meeting_id, one.pk),
        )


def _meetings(by: Actor, at: datetime) -> Iterator[Owed]:
    """What a facilitator owes the group: an agenda in time, and a record."""
    for meeting in queries.meetings_to_prepare(by, at):
        yield _of_meeting(meeting, _("Approve the agenda"), "approve", "meeting", at)
    for item in queries.requests_to_place(by):
        group = item.meeting.group
        yield Owed(
            do=_("Place what was asked for"),
            words=item.title,
            group=group,
            by_day=day_in(group, item.meeting.starts_at),
            today=day_in(group, at),
            page="agenda",
            arguments=(item.meeting_id,),
            place=f"#item-{item.pk}",
        )
    for meeting in queries.records_to_publish(by):
        yield _of_meeting(meeting, _("Publish the record"), "publish", "review", at)
    for meeting in {one.meeting for one in queries.unread_replies(by)}:
        today = day_in(meeting.group, at)
        yield Owed(
            do=_("Read a reply that we could not read"),
            words=_("Meeting"),
            group=meeting.group,
            by_day=today,
            today=today,
            page="unread_replies",
            arguments=(meeting.pk,),
        )


def _interests(by: Actor, at: datetime) -> Iterator[Owed]:
    """A seat that decides about money says what ties it to the recipient, an interval after it was asked at the latest."""
    for asked in interests_owed_by(by):
        award, network = asked.interest.award, asked.interest.award.network
        yield Owed(
            do=_("Say what ties your seat to the recipient"),
            words=award.title,
            group=network,
            by_day=day_in(network, asked.asked_at) + timedelta(days=network.interval_days),
            today=day_in(network, at),
            page="interest",
            arguments=(network.address, asked.interest.pk),
            stands_for=asked.interest.seat.name,
            row=award,
        )


def _of_meeting(meeting: Meeting, do: Promise, step: str, page: str, at: datetime) -> Owed:
    return Owed(
        do=do,
        words=_("Meeting"),
        group=meeting.group,
        by_day=queries.deadline_for(meeting, step),
        today=day_in(meeting.group, at),
        page=page,
        arguments=(meeting.pk,),
    )


def _funder_questions(by: Actor, at: datetime) -> Iterator[Owed]:
    """Questions to organizations of this person; and answers of which nobody but this person says whether they do."""
    for one in questions_to_answer(by):
        today = day_in(one.network, at)
        yield _of_question(one, _("Answer a question"), one.due_on or today, today)
    for one in answers_to_judge(by):
        answered_on = day_in(one.network, list(one.answers.all())[-1].at)
        today = day_in(one.network, at)
        day = answered_on + timedelta(days=one.network.interval_days)
        yield _of_question(one, _("Say whether this answers your question"), day, today)


def _of_question(one: FunderQuestion, do: Promise, by_day: date, today: date) -> Owed:
    return Owed(
        do=do,
        words=one.wording,
        group=one.network,
        by_day=by_day,
        today=today,
        page="funder_question",
        arguments=(one.network.address, one.pk),
        row=one,
    )


def _payments(by: Actor, at: datetime) -> Iterator[Owed]:
    """What organizations of this person promised to pay by now."""
    for one in payments_to_make(by, at):
        network = one.award.network
        yield Owed(
            do=_("Pay what was promised"),
            words=one.award.title,
            group=network,
            by_day=one.due_on,
            today=day_in(network, at),
            page="award",
            arguments=(network.address, one.award.code),
            row=one,
        )


def _reports(by: Actor, at: datetime) -> Iterator[Owed]:
    """What a recipient of money owes its funder, and what a funder owes who reported."""
    for one in reports_to_write(by, at):
        do = _("Write again on a report that came back") if one.state == "returned" else _("Write a report")
        yield _of_report(one, do, one.due_on, one.award.recipient, at)
    for one in reports_to_answer(by):
        yield _of_report(one, _("Answer a report with a receipt"), answered_by(one), one.owed_to, at)


def _of_report(one: Report, do: Promise, by_day: date, body: Organization, at: datetime) -> Owed:
    network = one.award.network
    return Owed(
        do=do,
        words=one.award.title,
        group=network,
        by_day=by_day,
        today=day_in(network, at),
        page="report_on_award",
        arguments=(network.address, one.pk),
        stands_for=body.name,
        row=one,
    )
