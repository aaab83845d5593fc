"""Setting the next meeting: its hours stand in the form already, so that its button is enough (H-2)."""

from zoneinfo import ZoneInfo

import pytest

from konbit.meetings.models import Meeting
from tests.makers import a_network, client_of, clock_stands_at, the_person_with
from tests.meetings.reading import at

pytestmark = pytest.mark.django_db


def hours_of(meeting):
    zone = ZoneInfo(meeting.time_zone)
    return [f"{moment.astimezone(zone):%H:%M}" for moment in (meeting.starts_at, meeting.ends_at)]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ({}, ["10:00", "11:30"]),
        ({"meets_from": "17:30", "meets_until": "19:00"}, ["17:30", "19:00"]),
    ],
)
def test_h2_a_first_meeting_is_set_by_its_button_alone(settings, said, first):
    clock_stands_at(settings)
    network = a_network(address="delta", **said)
    at(client_of(the_person_with(network, "facilitator")), "new_meeting", "delta").send()
    assert hours_of(Meeting.objects.get()) == first


def test_the_next_meeting_is_proposed_at_the_hours_of_the_newest(settings):
    clock_stands_at(settings)
    client = client_of(the_person_with(a_network(address="delta"), "facilitator"))
    at(client, "new_meeting", "delta").send(begins="13:00", ends="14:15")
    at(client, "new_meeting", "delta").send()
    one, other = Meeting.objects.order_by("starts_at")
    assert (one.day != other.day, hours_of(other)) == (True, ["13:00", "14:15"])
