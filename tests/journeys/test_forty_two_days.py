"""Forty-two days pass from one meeting to the next, with a worker that is killed on the way: each letter arrives once.

What should arrive is counted here from seats, roles and wishes, row by row, and not by the code that sends. A kind of
letter that this file does not know fails it: add it to `EXPECTED`.
"""

from collections import Counter
from datetime import time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from konbit.accounts.models import MutedKind, Person
from konbit.accounts.operations.letters import stop_letters
from konbit.accounts.operations.people import change_details
from konbit.meetings.models import AgendaItem, Asked, Attendance, Meeting, PreRead, Record
from konbit.meetings.operations.agenda import add_item
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_meeting, set_ready
from konbit.meetings.operations.records import publish_record
from konbit.network.models import Holder, RoleHolding
from konbit.network.operations.seats import end_holder, seat_person
from tests import makers
from tests.journeys import trial as trials

DAY = timedelta(days=1)
BEGINS = makers.AT
LANGUAGES = ("en", "es", "ht", "vi")


@pytest.fixture
def trial(tmp_path, settings, django_db_blocker, request):
    """An installation of its own, begun on the day of its first meeting."""
    began = trials.Trial(tmp_path, kills=request.param)
    settings.KONBIT_TRIAL_CLOCK = str(began.clock)
    with django_db_blocker.unblock(), trials.database_of(tmp_path):
        began.begin(BEGINS)
        yield began
        began.end()


def day(number):
    return BEGINS + number * DAY


class Story:
    """What the people do, and when."""

    def __init__(self, trial):
        self.trial = trial
        self.group = makers.a_network()
        self.people = [self.a_leader(number) for number in range(8)]
        self.facilitator = makers.the_person_with(self.group, "facilitator")
        Person.objects.filter(pk=self.people[1].pk).update(quiet_from=time(21), quiet_until=time(7))
        # One person holds a second seat, and gets one message all the same.
        makers.a_seat(self.group, "Organization with two", votes=False, holder=self.people[0])
        self.first = makers.a_meeting(self.group, seats=0, seats_present=8)
        self.promises = [
            makers.a_commitment(
                self.first, owner=self.owner(number), due_in=42, accepted_by=self.people[number]
            )
            for number in range(3)
        ]
        self.second = self.set_second()
        close_meeting(meeting=self.first, by=self.by(), at=BEGINS)

    def a_leader(self, number):
        person = makers.a_person(f"Leader {number}", language=LANGUAGES[number % 4])
        makers.a_seat(self.group, f"Organization {number}", holder=person)
        return person

    def owner(self, number):
        return Holder.objects.filter(person=self.people[number]).order_by("pk").first().seat.member

    def by(self):
        return makers.actor(self.facilitator, self.trial.now)

    def set_second(self):
        local = BEGINS.astimezone(ZoneInfo(self.group.time_zone)) + 42 * DAY
        return set_meeting(
            group=self.group,
            day=local.date(),
            begins=local.time(),
            ends=(local + timedelta(hours=2)).time(),
            by=self.by(),
            at=BEGINS,
        )

    def publish(self, meeting):
        publish_record(meeting=meeting, by=self.by(), at=self.trial.now)

    def unsubscribe_two(self):
        self.unsubscribe(self.people[2])
        self.stop(self.people[3], "before_meeting")

    def unsubscribe(self, person):
        """One click on the address that stands in the letter's header."""
        (letter,) = [
            letter
            for letter, job in self.trial.letters()
            if letter.to == person.email and job.kind == "meetings.digest_letter"
        ]
        path = urlsplit(letter.stop).path
        assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code < 400

    def leave(self, person):
        for holder in Holder.objects.filter(person=person, until=None):
            end_holder(holder=holder, by=self.by(), at=self.trial.now)

    def stop(self, person, kind):
        stop_letters(person=person, kind=kind, by=makers.actor(person, self.trial.now), at=self.trial.now)

    def come_in(self):
        """Somebody new takes the seat that was left."""
        self.successor = makers.a_person("Successor", language="ht")
        seat = Holder.objects.get(person=self.people[4]).seat
        seat_person(seat=seat, person=self.successor, by=self.by(), at=self.trial.now)

    def speak(self, person, language):
        changed = {"name": person.name, "email": person.email, "language": language}
        change_details(person=person, **changed, by=makers.actor(person, self.trial.now), at=self.trial.now)

    def hold_second(self):
        meeting = Meeting.objects.get(pk=self.second.pk)
        meeting = open_meeting(meeting=meeting, by=self.by(), at=self.trial.now)
        makers.check_in_seats(meeting, 4, at=self.trial.now)
        close_meeting(meeting=meeting, by=self.by(), at=self.trial.now)

    def make_ready(self):
        meeting = Meeting.objects.get(pk=self.second.pk)
        if not AgendaItem.objects.filter(meeting=meeting).exists():
            add_item(meeting=meeting, title="Transportation", by=self.by(), at=self.trial.now)
        set_ready(meeting=meeting, by=self.by(), at=self.trial.now)


# --- what should arrive, counted from rows ------------------------------------------------------


def on_day(group, number):
    return day(number).astimezone(ZoneInfo(group.time_zone)).date()


def holding(rows, on):
    """Whoever holds something on that day, once, however many they hold."""
    return {one.person for one in rows if one.since <= on and (one.until is None or on < one.until)}


def expected(story):
    """Each letter that should arrive, by kind of job, address and meeting: one of each."""
    group = story.group
    seats, roles = Holder.objects.filter(seat__group=group), RoleHolding.objects.filter(group=group)

    def members(number):
        return holding([*seats, *roles], on_day(group, number))

    def facilitators(number):
        return holding(roles.filter(role="facilitator"), on_day(group, number))

    def there(meeting):
        return {one.person for one in Attendance.objects.filter(meeting=meeting, mode="in_person")}

    owners = {story.people[number] for number in range(3)}
    should = [
        ("meetings.calendar_letter", "calendar", "second", 0, members(0)),
        ("meetings.publish_letter", "digest", "first", 1, facilitators(1)),
        ("meetings.digest_letter", "digest", "first", 1, members(1)),
        ("meetings.pulse_letter", "pulse", "first", 1, there(story.first)),
        # At the moment of leaving, and nothing after it.
        ("meetings.leaving_letter", "hand_over", "", LEAVES, {story.people[4]}),
        ("meetings.pack_letter", "hand_over", "", COMES_IN, {story.successor}),
        ("meetings.calendar_letter", "calendar", "second", COMES_IN, {story.successor}),
        ("meetings.before_letter", "before_meeting", "second", 28, members(28)),
        ("meetings.asked_letter ask", "questions_to_owner", "second", 32, owners),
        ("meetings.pre_read_letter", "pre_read", "second", 34, members(34)),
        ("meetings.run_sheet_letter", "run_sheet", "second", 41, facilitators(41)),
        ("meetings.publish_letter", "digest", "second", 43, facilitators(43)),
        ("meetings.digest_letter", "digest", "second", 43, members(43)),
        ("meetings.pulse_letter", "pulse", "second", 43, there(story.second)),
        ("meetings.asked_letter nudge", "nudge", "second", 56, owners),
    ]
    muted = {(one.person_id, one.kind): one.at for one in MutedKind.objects.all()}
    return Counter(
        (job_kind, person.email, meeting)
        for job_kind, kind, meeting, number, people in should
        for person in people
        if muted.get((person.pk, kind), day(99)) > day(number)
    )


def arrived(trial, story):
    """Each letter that did arrive, the same way; one Message-ID counts once."""
    return Counter((kind_of(job), letter.to, meeting_of(job, story)) for letter, job in trial.letters())


def kind_of(job):
    asked = Asked.objects.filter(pk=job.payload["asked_id"]).get().kind if "asked_id" in job.payload else ""
    return f"{job.kind} {asked}".strip()


def meeting_of(job, story):
    says = f"{job.dedupe_key} {job.payload}"
    for name, meeting in (("first", story.first), ("second", story.second)):
        rows = [table.objects.filter(meeting=meeting) for table in (Record, PreRead, Asked)]
        ids = [meeting.pk, *(one.pk for found in rows for one in found)]
        if any(str(one) in says for one in ids):
            return name
    return ""


# --- the trial ----------------------------------------------------------------------------------

UNSUBSCRIBES, LEAVES, SPEAKS_ANOTHER, COMES_IN, READY = 3, 20, 21, 25, 34


def days_pass(trial):
    """From the first meeting to the nudge after the second; answers the story."""
    story = Story(trial)
    trial.start_worker()
    trial.settle()
    for number, act in (
        (1, lambda: story.publish(story.first)),
        (UNSUBSCRIBES, story.unsubscribe_two),
        (LEAVES, lambda: story.leave(story.people[4])),
        (SPEAKS_ANOTHER, lambda: story.speak(story.people[5], "vi")),
        (COMES_IN, story.come_in),
        (READY, story.make_ready),
        (42, story.hold_second),
        (43, lambda: story.publish(story.second)),
    ):
        trial.live_until(day(number))
        act()
    trial.live_until(day(58))
    trial.kill_the_rest()
    trial.settle()
    return story


def check(trial, story):
    assert arrived(trial, story) == expected(story)
    trial.is_at_rest()
    languages = dict(Person.objects.values_list("email", "language"))
    changed = story.people[5].email
    for letter, job in trial.letters():
        wanted = languages[letter.to]
        if letter.to == changed and letter.at < day(SPEAKS_ANOTHER):
            wanted = LANGUAGES[1]
        assert letter.language == wanted, (job.kind, letter)
    sleeper = story.people[1].email
    hours = {
        letter.at.astimezone(ZoneInfo("America/Chicago")).hour
        for letter, _job in trial.letters()
        if letter.to == sleeper
    }
    assert hours <= set(range(7, 21)), "a letter came in quiet hours"


@pytest.mark.slow
@pytest.mark.parametrize(
    "trial", [5, pytest.param(50, marks=pytest.mark.full)], indirect=True, ids=lambda kills: f"{kills}-kills"
)
def test_x6_forty_two_days_pass_and_each_letter_arrives_once_though_the_worker_is_killed(trial):
    story = days_pass(trial)
    assert trial.killed == trial.kills
    redelivered = len(trial.mail.arrived) - len(trial.letters())
    assert redelivered, "no kill met a letter on its way: the trial proved nothing"
    check(trial, story)
    assert trials.is_whole(trial.home / "konbit.sqlite3")
