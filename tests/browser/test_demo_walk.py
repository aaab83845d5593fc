"""The meeting of the demo, walked as a parent, a facilitator and an agency leader, in each of the four languages."""

import pytest

from tests.browser import steps
from tests.browser.checks import assert_accessible, assert_no_sideways_scroll


def looks_well(page):
    assert_accessible(page)
    assert_no_sideways_scroll(page)


# Haitian Creole walks the whole way in the full run, and half of it below.
@pytest.mark.parametrize("language", ["en", pytest.param("ht", marks=pytest.mark.full)])
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
    steps.closes(facilitator)
    steps.accepts_by_letter(leader)
    facilitator.goes_to(meeting + "review/")
    looks_well(facilitator.page)
    steps.publishes(facilitator, meeting, parent)
    steps.says_how_it_was(leader, looked_at=looks_well)
    looks_well(leader.page)


@pytest.mark.parametrize("language", ["es", "ht", "vi"])
def test_demo_before_the_meeting(shared_demo_site, arrive, language):
    """The first half, and the record of the meeting before."""
    parent = arrive(shared_demo_site, language).takes_seat("parent")
    leader = arrive(shared_demo_site, language).takes_seat("agency_leader")
    facilitator = arrive(shared_demo_site, language).takes_seat("facilitator")
    meeting = steps.opens_the_meeting(parent)
    steps.asks(parent, meeting)
    facilitator.goes_to(meeting + "agenda/").sees(steps.WISH)
    steps.answers_what_waits(leader)
    leader.undoes()
    digest = parent.finds_letter("parent-3@maln.example", "One sheet of open services for each county")
    parent.follows(digest.locator("a").filter(has_text="/record/")).sees(
        "One sheet of open services for each county"
    )
