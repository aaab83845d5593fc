"""The meeting of the demo, walked as a parent, a facilitator and an agency leader, in each of the four languages."""

import pytest

from tests.browser import steps


@pytest.mark.parametrize("language", ["en", "ht"])
def test_demo_meeting_from_a_wish_to_the_record(demo_site, arrive, language):
    parent = arrive(demo_site, language).takes_seat("parent")
    leader = arrive(demo_site, language).takes_seat("agency_leader")
    facilitator = arrive(demo_site, language).takes_seat("facilitator")
    meeting = steps.opens_the_meeting(parent)
    steps.asks(parent, meeting)
    steps.answers_what_waits(leader)
    steps.prepares(facilitator, meeting)
    steps.moves_the_clock_to(facilitator, steps.BEGIN)
    steps.checks_in(facilitator, meeting)
    steps.puts_to_the_table(facilitator)
    steps.votes(leader)
    steps.decides(facilitator)
    steps.accepts_by_letter(leader)
    steps.publishes(facilitator, meeting, parent)
