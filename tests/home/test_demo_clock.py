"""The demo's clock: the moments it offers follow the groups' own cycles, and a jump does each day's work on its day."""

import time
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

from konbit.accounts.models import MailboxLetter
from konbit.foundation import clock
from konbit.foundation.models import Job
from konbit.foundation.outbox import post, work_until_empty
from konbit.home.demo import moves
from konbit.home.operations.example import load_maln
from konbit.meetings.models import CycleStep, Meeting
from konbit.network.queries import day_in, networks
from tests.makers import (
    AT,
    SHELL,
    a_group,
    a_meeting,
    a_network,
    a_person,
    a_role,
    a_seat,
    clock_stands_at,
    letters_are_kept,
    the_person_with,
)
from tests.meetings.reading import at, visit

pytestmark = pytest.mark.django_db
MEETS = AT + timedelta(days=20)


@pytest.fixture(autouse=True)
def the_demo(settings):
    clock_stands_at(settings)
    letters_are_kept(settings)


@pytest.fixture
def network():
    group = a_network(name="Delta network")
    a_seat(group, "Department of Health", holder=a_person("Leader of health"))
    a_meeting(group, seats=2, state="planned", at=MEETS)
    return group


def offered():
    return at(Client(), "demo_clock")


def moves_to(moment):
    return offered().send(moment=moment.isoformat())


def days_before_meeting(group):
    return [
        (day_in(group, MEETS) - day_in(group, move.moment)).days
        for move in moves(clock.now())
        if move.group == group and move.moment < MEETS
    ]


def test_it_offers_a_day_on_then_each_coming_step_and_the_meeting_soonest_first(network):
    found = moves(clock.now())
    assert found[0].moment == AT + timedelta(days=1)
    assert [move.moment for move in found[1:]] == sorted(move.moment for move in found[1:])
    assert days_before_meeting(network) == [14, 10, 7, 1]
    assert [move.moment for move in found if move.is_meeting] == [MEETS]
    page = offered()
    assert "Members are asked what they bring, and whether they can come" in page.words
    assert "The run sheet is ready" in page.words


def test_the_days_are_the_groups_own(network):
    network.offsets = {**network.offsets, "draft": 12, "ask": 9, "pre_read": 5, "run_sheet": 2}
    network.save()
    assert days_before_meeting(network) == [12, 9, 5, 2]


def test_what_is_past_is_not_offered_any_more(network):
    clock.move_demo_clock(MEETS - timedelta(days=9))
    assert days_before_meeting(network) == [7, 1]


def test_the_list_stays_short_with_many_groups_and_each_next_meeting_stands_in_it(network):
    for _number in range(5):
        a_meeting(a_group(network), state="planned", at=MEETS)
    found = moves(clock.now())
    assert len(found) <= 1 + 6 + 6
    assert sum(move.is_meeting for move in found) == 6


def test_a_jump_does_each_step_on_its_own_day_and_letters_carry_it(network):
    moves_to(MEETS)
    assert clock.now() == MEETS
    ran = {
        step.code: (day_in(network, MEETS) - day_in(network, step.ran_at)).days
        for step in CycleStep.objects.all()
    }
    assert {code: ran[code] for code in ("invite", "approve", "run_sheet")} == {
        "invite": 14,
        "approve": 7,
        "run_sheet": 1,
    }
    facilitator = the_person_with(network, "facilitator")
    letters = MailboxLetter.objects.filter(to=facilitator.email).order_by("at")
    days = [(day_in(network, MEETS) - day_in(network, one.at)).days for one in letters]
    assert days == sorted(days, reverse=True)
    assert {14, 7, 1} <= set(days)
    assert not CycleStep.objects.filter(was_late=True).exists()


def test_letters_of_the_examples_past_carry_the_days_on_which_they_would_have_come():
    load_maln(by=SHELL, at=AT)
    work_until_empty()
    digests = MailboxLetter.objects.filter(subject__startswith="Record of ")
    held = {one.closed_at for one in Meeting.objects.filter(state="published")}
    days = {day_in(network, one.at) for network in networks() for one in digests}
    assert days == {day_in(network, moment) + timedelta(days=1) for network in networks() for moment in held}
    assert all(one.at < AT for one in digests)
    # The newest stands first, whatever the language of its reader.
    shown = [one.at for one in MailboxLetter.objects.all()]
    assert shown == sorted(shown, reverse=True)


def test_a_jump_that_is_made_in_two_sends_nothing_twice(network):
    moves_to(next(move.moment for move in moves(clock.now()) if move.group == network))
    count = MailboxLetter.objects.count()
    assert count
    moves_to(clock.now() + timedelta(days=1))
    assert MailboxLetter.objects.count() == count


def test_a_job_that_waits_for_a_moment_on_the_way_is_done_at_that_moment(network):
    person = a_person("Somebody")
    due = AT + timedelta(days=2, hours=3)
    post("accounts.sign_in_letter", due_at=due, person_id=person.pk)
    moves_to(MEETS)
    assert MailboxLetter.objects.get(to=person.email).at == due
    assert not Job.objects.filter(done_at=None, due_at__lte=clock.now()).exists()


def test_it_never_goes_back_nor_further_than_offered(network):
    moves_to(clock.now() + timedelta(days=1))
    stands = clock.now()
    last = max(move.moment for move in moves(stands))
    for moment in (stands - timedelta(days=3), last + timedelta(days=1)):
        sending = urlencode({"moment": moment.isoformat()})
        sent = Client().post("/en/demo/clock/", sending, "application/x-www-form-urlencoded")
        assert sent.status_code in {404, 409}
        assert clock.now() == stands


def test_a_jump_over_a_whole_cycle_is_quick(network):
    for number in range(15):
        a_role(network, "elected_official", a_person(f"Official {number}"))
    began = time.monotonic()
    moves_to(MEETS)
    assert time.monotonic() - began < 10


def test_the_mailbox_is_a_list_of_folded_letters_newest_first_page_by_page(network):
    for number in range(25):
        a_role(network, "elected_official", a_person(f"Official {number}"))
    moves_to(MEETS)
    page = at(Client(), "mailbox")
    assert len(page.all("article")) == 20
    assert len([one for one in page.all("details") if "open" in dict(one.attributes)]) == 0
    older = visit(Client(), page.address + "?page=2")
    assert older.all("article")
    newest, next_one = MailboxLetter.objects.all()[0], MailboxLetter.objects.all()[20]
    assert page.html.index(newest.to) > 0
    assert next_one.to in older.html
    assert "Newer letters" in older.words
