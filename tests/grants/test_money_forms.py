"""Forms about money say what stands now, what is missing, and where to go first."""

import re
from uuid import uuid4

import pytest

from konbit.grants.models import Award
from konbit.grants.operations.funding_sources import add_funding_source
from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import add_result
from konbit.ui.formats import long_day
from tests.grants.makers import SHELL, Chain
from tests.makers import AT, a_group, a_person, a_seat, client_of, clock_stands_at
from tests.results.standing_behind import River, at, page, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    return Chain()


def send(client, name, /, *arguments, **typed):
    return client.post(at(name, *arguments), typed)


def stands_now(answer, field):
    """What the form shows as standing now beside this field; nothing where it shows nothing."""
    there = answer.content.decode()
    before, found, after = there.partition(f'name="{field}"')
    assert found, field
    blocks = re.split(r'<(?:div|fieldset) class="field', before)
    told = re.search(r"<blockquote>(.*?)</blockquote>", blocks[-1] + after[:200].partition("<div class")[0])
    return told[1] if told else None


def test_of_two_who_name_places_at_once_the_second_sees_what_the_first_named(chain):
    award = chain.award(code="ROOT", cents=100_000_00)
    mill, dam, hill = (chain.place(name).pk for name in ("Mill Street", "Dam Road", "Hill"))
    first, second = chain.clients["Funder"], chain.clients["North grantee"]
    named = {"serves": [mill, dam], f"cents_{mill}": "13,000", "version": 2}
    assert send(first, "award_places", "ROOT", **named).status_code == 302
    mine = {"serves": [dam, hill], f"cents_{dam}": "5", "version": 2}
    refused = send(second, "award_places", "ROOT", **mine)
    assert refused.status_code == 409
    assert "Compare both below" in read(refused)
    shown = {
        name: stands_now(refused, f"cents_{pk}")
        for name, pk in (("mill", mill), ("dam", dam), ("hill", hill))
    }
    assert shown == {"mill": "13,000.00", "dam": "Nothing", "hill": None}
    assert stands_now(refused, "serves") == "Dam Road, Mill Street"
    assert dict(award.places.values_list("community_id", "cents")) == {mill: 13_000_00, dam: None}
    assert send(second, "award_places", "ROOT", **mine | {"version": 3}).status_code == 302
    assert dict(award.places.values_list("community_id", "cents")) == {dam: 5_00, hill: None}


def test_blanks_are_no_amount_for_a_place(chain):
    chain.award(code="ROOT")
    mill = chain.place("Mill Street")
    typed = {"serves": [mill.pk], f"cents_{mill.pk}": "  ", "version": 2}
    assert send(chain.clients["Funder"], "award_places", "ROOT", **typed).status_code == 302
    assert "Mill Street No amount of its own" in page(chain.clients["Funder"], "award", "ROOT")


def test_an_amount_changed_by_somebody_else_stands_there_as_an_amount(chain):
    chain.award(code="ROOT", cents=20_000_00)
    funder = chain.clients["Funder"]
    assert send(funder, "change_amount", "ROOT", cents="13,000", reason="Less", version=2).status_code == 302
    refused = send(funder, "change_amount", "ROOT", cents="15,000", reason="Less", version=2)
    assert (refused.status_code, stands_now(refused, "cents")) == (409, "13,000.00")


def test_seats_chosen_by_somebody_else_stand_beside_mine(chain):
    chain.proposal(code="ROOT")
    funder = chain.clients["Funder"]
    chosen = {"deciding": [chain.seats["South grantee"].pk], "version": 1}
    assert send(funder, "choose_seats", "ROOT", **chosen).status_code == 302
    refused = send(funder, "choose_seats", "ROOT", deciding=[chain.seats["Dam contractor"].pk], version=1)
    assert (refused.status_code, stands_now(refused, "deciding")) == (409, "South grantee")
    dropped = send(funder, "cancel_award", "ROOT", reason="Not this year", version=1)
    assert dropped.status_code == 409
    assert "Look at the award once more, then send this again." in read(dropped)


def test_results_and_all_else_that_differs_stand_beside_mine_at_once():
    river = River()
    source = add_funding_source(network=river.network, name="Kept", giver="State", by=SHELL, at=AT)
    chosen, other = "H1", "H2"
    typed = {"name": "Kept", "giver": "State", "currency": "USD", "match_required": "", "paid_in_advance": ""}
    change = river.keeper, "change_funding_source", source.pk
    assert send(*change, **typed, most_cents="13,000", results=chosen, version=1).status_code == 302
    refused = send(*change, **typed, most_cents="15,000", results=other, version=1)
    assert refused.status_code == 409
    assert stands_now(refused, "most_cents") == "13,000.00"
    assert "H1" in stands_now(refused, "results")


def test_of_two_who_change_an_award_the_second_sees_every_field_that_differs(chain):
    chain.award(code="ROOT")
    funder, by = chain.clients["Funder"], {"by": SHELL, "at": AT}
    priority = add_priority(network=chain.network, code="H", name="Housing near work", **by)
    result = add_result(priority=priority, code="H1", level="network", text="Ten homes near the mill", **by)
    typed = {"title": "For homes", "money_kind": "public", "starts_on": "2025-01-01", "ends_on": "2026-12-31"}
    first = typed | {"priority": priority.pk, "results": [result.pk], "version": 2}
    assert send(funder, "change_award", "ROOT", **first).status_code == 302
    refused = send(funder, "change_award", "ROOT", **typed | {"ends_on": "2025-12-31", "version": 2})
    assert refused.status_code == 409
    shown = {name: stands_now(refused, name) for name in ("title", "ends_on", "priority", "results")}
    assert shown["title"] is None
    assert (shown["ends_on"], shown["priority"]) == ("December 31, 2026", "Housing near work")
    assert "H1" in shown["results"]


def test_an_award_that_no_seat_was_asked_to_decide_leads_to_choosing_one(chain):
    chain.proposal(code="ROOT", deciding=[])
    funder = chain.clients["Funder"]
    shown = funder.get(at("award", "ROOT")).content.decode()
    assert f'<a class="button primary" href="{at("choose_seats", "ROOT")}">' in shown
    assert at("award_grant", "ROOT") not in shown
    refused = send(funder, "award_grant", "ROOT", awarded_on="2025-02-01")
    assert refused.status_code == 409
    assert "No seat was asked to decide this award. Choose who decides it first." in read(refused)
    assert f'<a href="{at("choose_seats", "ROOT")}">Choose who decides</a>' in refused.content.decode()
    assert (
        send(funder, "choose_seats", "ROOT", deciding=[chain.seats["Funder"].pk], version=1).status_code
        == 302
    )
    assert f'<a class="button primary" href="{at("award_grant", "ROOT")}">' in (
        funder.get(at("award", "ROOT")).content.decode()
    )


def test_an_amount_that_is_missing_is_listed_with_the_other_faults(chain):
    chain.award(code="ROOT")
    funder, grantee = chain.clients["Funder"], chain.clients["North grantee"]
    for client, name, arguments, label in (
        (funder, "new_award", (), "Amount"),
        (grantee, "pass_on", ("ROOT",), "Amount"),
        (funder, "promise_payment", ("ROOT",), "Amount"),
        (grantee, "record_return", ("ROOT",), "Amount"),
        (grantee, "record_spending", ("ROOT",), "Amount"),
        (chain.keeper, "new_outside_money", (), "Amount"),
        (funder, "change_amount", ("ROOT",), "New amount"),
    ):
        refused = send(client, name, *arguments, cents=" ", key=uuid4())
        assert refused.status_code == 422
        assert f"Fill in “{label}”." in read(refused), name
        assert refused.content.decode().count("<li><a href=") > 1, name


def test_nobody_says_unasked_what_kind_of_money_or_work_it_is(chain):
    chain.award(code="ROOT")
    funder = chain.clients["Funder"]
    typed = {"title": "Homes", "funder": chain.body("Funder").pk, "recipient": chain.body("North grantee").pk}
    refused = send(funder, "new_award", **typed, cents="1", currency="USD", money_kind="", key=uuid4())
    assert refused.status_code == 422
    assert "Choose an answer for “Kind of money”." in read(refused)
    assert Award.objects.count() == 1
    grantee = chain.clients["North grantee"]
    body = chain.body("North grantee").pk
    shown = grantee.get(at("new_activity", body)).content.decode()
    assert '<option value="" selected>Choose one</option>' in shown
    assert "Choose an answer for “What kind of work”." in read(send(grantee, "new_activity", body, kind=""))


def test_the_history_says_when_a_step_was_written_down(chain):
    chain.award(code="ROOT")
    assert f"Awarded written down on {long_day(AT)}" in page(chain.clients["Funder"], "award", "ROOT")


def test_without_communities_the_pages_of_places_lead_to_where_they_are_added(chain):
    chain.award(code="ROOT")
    leads = f'href="{at("members")}#communities"'
    for name, arguments in (("award_places", ("ROOT",)), ("relation_owners", ())):
        shown = chain.clients["Funder"].get(at(name, *arguments))
        assert "A convener adds communities on the page of members." in read(shown)
        assert leads in shown.content.decode()
    seated = a_seat(a_group(chain.network), title="Parent member 1", holder=a_person())
    inside = client_of(seated.holders.get().person)
    assert leads not in inside.get(at("relation_owners")).content.decode()


def test_who_completes_an_award_reads_what_is_held_and_not_paid(chain):
    award = chain.award(code="ROOT", cents=100_00)
    funder = chain.clients["Funder"]
    for cents in ("60", "20"):
        promised = {"cents": cents, "due_on": "2025-03-05", "key": uuid4()}
        assert send(funder, "promise_payment", "ROOT", **promised).status_code == 302
    first = award.payments.get(cents=60_00)
    assert send(funder, "pay", "ROOT", first.pk, paid_on="2025-03-05").status_code == 302
    spent = {"what": "Rent", "cents": "25", "spent_on": "2025-03-05", "key": uuid4()}
    assert send(chain.clients["North grantee"], "record_spending", "ROOT", **spent).status_code == 302
    told = page(funder, "complete_award", "ROOT")
    assert "Of the $100 awarded, $75 is still held" in told
    assert "$40 is not paid yet." in told
