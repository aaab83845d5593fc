"""Row N-3 in a browser: what is private answers like an address that does not exist, whoever asks and however."""

import pytest

from tests.browser.pages_list import LOOKS, PARENTS
from tests.browser.places import SECRET, SECRET_PROMISE, SECRET_PROPOSAL

NOWHERE = "/no-such-page/"
# One's own page leads whoever is signed out to the sign-in page; that there is one is no secret.
OPEN_TO_ALL = {look.path for look in LOOKS if look.seat == "visitor"} | {"/me/"}
# What stands behind the results is open wherever the results are; drafts and what is for members stays out of it.
OPEN_WITH_RESULTS = {
    "agenda_version",
    "change_agenda",
    "change_agendas",
    "career_ladder",
    "artifact",
    "event",
    "indicator",
    "pilot",
    "results",
    "road_map",
    "search",
}
OPEN_TO_ALL |= {look.path for look in LOOKS if look.name in OPEN_WITH_RESULTS}
OPEN_TO_ALL |= {look.path for look in LOOKS if look.path.startswith("/rules/")}  # the law is for everybody


def asks_for(visitor, path, language="en"):
    """Status and body of an address, asked for with the person's own cookies."""
    answer = visitor.page.request.get(f"{visitor.site.url}/{language}{path}")
    return answer.status, answer.text()


def private_paths(stay, *, busy):
    paths = {look.path for look in LOOKS if look.busy == busy} - OPEN_TO_ALL
    return sorted(path.format(**stay.places) for path in paths)


def assert_all_private(stay, language, *, busy):
    visitor = stay.who("visitor")
    fixed = asks_for(visitor, NOWHERE, language)
    assert fixed[0] == 404
    for path in private_paths(stay, busy=busy):
        assert asks_for(visitor, path, language) == fixed, path
        assert path not in fixed[1]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_n3_signed_out_visitor_gets_the_one_404_for_every_private_address(quiet_demo, language):
    assert_all_private(quiet_demo, language, busy=False)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_n3_signed_out_visitor_gets_it_once_the_meeting_has_begun_too(busy_demo, language):
    assert_all_private(busy_demo, language, busy=True)


def test_n3_signed_in_person_gets_the_same_404_for_groups_of_others(quiet_demo):
    leader = quiet_demo.who("agency_leader")
    fixed = asks_for(leader, NOWHERE)
    assert fixed == asks_for(quiet_demo.who("visitor"), NOWHERE)
    for page in ("", "members/", "meetings/", "commitments/", "settings/", "organizations/", "trail/"):
        assert asks_for(leader, PARENTS + page) == fixed, page


def test_n3_whoever_looks_after_the_installation_reads_no_network(busy_demo):
    operator = busy_demo.who("operator")
    fixed = asks_for(operator, NOWHERE)
    for path in private_paths(busy_demo, busy=True):
        if not path.startswith(("/installation/", "/me/")):
            assert asks_for(operator, path) == fixed, path
    assert asks_for(operator, busy_demo.places["private_commitment"]) == fixed


def test_n3_funder_gets_the_same_404_for_a_private_item_and_sees_nothing_of_it(busy_demo):
    funder, places = busy_demo.who("funder"), busy_demo.places
    fixed = asks_for(funder, NOWHERE)
    for path in (places["private_commitment"], places["private_decision"]):
        assert asks_for(funder, path) == fixed
    for path in (
        "/me/",
        "/groups/maln/",
        "/groups/maln/commitments/",
        places["next"],
        places["next"] + "agenda/",
        places["next"] + "agenda/?print",
        places["next"] + "live/",
        places["next"] + f"live/?item={places['private_item']}",
    ):
        funder.goes_to(path).sees_not(SECRET, SECRET_PROPOSAL, SECRET_PROMISE)
    # What a form of that item would send goes nowhere either.
    token = funder.page.locator('[name="csrfmiddlewaretoken"]').first.input_value()
    address = f"{busy_demo.site.url}/en{places['next']}items/{places['private_item']}/parkeditem/"
    sent = {"parkeditem-wording": "Tell me", "csrfmiddlewaretoken": token}
    answer = funder.page.request.post(address, form=sent, headers={"Referer": funder.page.url})
    assert (answer.status, answer.text()) == fixed
    # Those who may see it do.
    busy_demo.who("agency_leader").goes_to(places["private_commitment"]).sees(SECRET_PROMISE)


def test_n3_letters_to_a_funder_keep_private_items_out(quiet_demo):
    funder = quiet_demo.who("funder")
    letter = funder.finds_letter("program-officer-1@maln.example", "One sheet of open services")
    assert "Vacancies that slow the navigator pilot" not in letter.inner_text()
    leader = quiet_demo.who("agency_leader")
    letter = leader.finds_letter("health-leader-1@maln.example", "One sheet of open services")
    assert "Vacancies that slow the navigator pilot" in letter.inner_text()
