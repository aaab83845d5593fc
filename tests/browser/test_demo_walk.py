"""The meeting of the demo, walked as a parent, a facilitator and an agency leader, in each of the four languages."""

import pytest

from tests.browser import steps
from tests.browser.sites import Site, copy_of


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
    steps.closes(facilitator)
    steps.accepts_by_letter(leader)
    steps.publishes(facilitator, meeting, parent)


@pytest.fixture(scope="module")
def site_of_both(loaded_home, tmp_path_factory):
    """One demo for two languages: each leaves what waits for its owner as it was."""
    site = Site(copy_of(loaded_home, tmp_path_factory.mktemp("both") / "home"), "demo")
    yield site.start()
    site.stop()


@pytest.mark.parametrize("language", ["es", "vi"])
def test_demo_before_the_meeting(site_of_both, arrive, language):
    """The first half, and the record of the meeting before."""
    parent = arrive(site_of_both, language).takes_seat("parent")
    leader = arrive(site_of_both, language).takes_seat("agency_leader")
    facilitator = arrive(site_of_both, language).takes_seat("facilitator")
    meeting = steps.opens_the_meeting(parent)
    steps.asks(parent, meeting)
    facilitator.goes_to(meeting + "agenda/").sees(steps.WISH)
    steps.answers_what_waits(leader)
    leader.undoes()
    digest = parent.finds_letter("parent-3@maln.example", "One sheet of open services for each county")
    parent.follows(digest.locator('a[href$="/record/"]')).sees("One sheet of open services for each county")
