"""A request that names an idempotency key is carried out once, however often it is sent."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from konbit.api.jobs import old_answers
from konbit.api.models import KeptAnswer
from konbit.meetings.models import ParkedItem
from tests.api.house import program_of
from tests.api.test_door import is_problem
from tests.makers import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def park(house):
    program = program_of(house.leader)

    def send(name=None, wording="Summer hours", by=program):
        body = {"item": str(house.open_item.pk), "wording": wording}
        headers = {} if name is None else {"Idempotency-Key": name}
        return by.post(f"meetings/{house.meeting.pk}/parked-items", body, **headers)

    return send


def parked(wording="Summer hours"):
    return ParkedItem.objects.filter(wording=wording).count()


def test_the_same_request_gets_the_same_answer_and_is_stored_once(park):
    name = str(uuid4())
    first, second = park(name), park(name)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert first.headers["Content-Type"] == second.headers["Content-Type"]
    assert parked() == 1


def test_another_body_under_the_same_name_is_refused(park):
    park("one")
    is_problem(park("one", "Other words"), 422, "said_otherwise_before")
    assert parked("Other words") == 0


def test_without_a_name_each_request_is_one_of_its_own(park):
    park()
    park()
    assert parked() == 2


def test_a_name_belongs_to_one_key(park, house):
    park("one")
    assert park("one", by=program_of(house.neighbor)).status_code == 201
    assert parked() == 2


@pytest.mark.parametrize("name", ["", "two words", "é", "x" * 101])
def test_a_key_that_is_not_as_described_is_refused(park, name):
    assert park(name).status_code == 422
    assert parked() == 0


def test_a_refused_request_may_be_sent_again(park, house):
    assert park("one", "  ").status_code == 422
    assert not KeptAnswer.objects.exists()
    assert park("one").status_code == 201


@pytest.mark.parametrize("name", ["", "x" * 101, "tab\tinside"])
def test_a_name_is_plain_and_short(park, name):
    is_problem(park(name), 422, "name_is_unreadable")


def test_whoever_left_is_not_told_again_what_was_answered(park, house):
    assert park("one").status_code == 201
    house.seat.holders.update(until=AT.date())
    is_problem(park("one"), 409, "stands_elsewhere_now")
    assert parked() == 1


def test_answers_are_kept_for_thirty_days(park):
    park("one")
    old_answers(at=AT)
    assert KeptAnswer.objects.count() == 1
    KeptAnswer.objects.update(at=timezone.now() - timedelta(days=31))
    old_answers(at=AT)
    assert not KeptAnswer.objects.exists()
