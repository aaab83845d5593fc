"""The grant tree through its pages: proposed, decided, passed on, paid, spent, and listed by community."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from konbit.grants.models import Award, OutsideMoney, Payment, Spending
from konbit.grants.queries.tree import tier_totals, tree_of
from konbit.network.operations.seats import seat_person
from tests.grants.makers import ROOT_CENTS, BestStartTree, Chain
from tests.makers import AT, a_group, a_person, a_seat, client_of, clock_stands_at, convener_of
from tests.results.standing_behind import at, page, read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    return Chain()


def send(client, name, *arguments, **typed):
    return client.post(at(name, *arguments), typed)


def ok(client, name, *arguments, **typed):
    answer = send(client, name, *arguments, **typed)
    assert answer.status_code == 302, read(answer)
    return answer


def proposal(chain, **typed):
    return {
        "title": "Homes",
        "funder": chain.body("Funder").pk,
        "recipient": chain.body("North grantee").pk,
        "cents": "1,000.00",
        "currency": "USD",
        "money_kind": "public",
        "deciding": [chain.seats["Funder"].pk],
        "key": uuid4(),
        **typed,
    }


def test_g1_a_dollar_goes_from_funder_to_contractor_through_pages(chain):
    funder, grantee = chain.clients["Funder"], chain.clients["North grantee"]
    ok(funder, "new_award", **proposal(chain, code="ROOT", starts_on="2025-01-01", ends_on="2026-12-31"))
    early = send(funder, "award_grant", "ROOT", awarded_on="2025-01-15")
    assert early.status_code == 409
    assert "Not answered yet: Funder." in read(early)
    asked = Award.objects.get().interests.get()
    ok(funder, "interest", asked.pk, answer="none")
    ok(funder, "award_grant", "ROOT", awarded_on="2025-01-15")
    ok(funder, "promise_payment", "ROOT", cents="600", due_on="2025-03-01", key=uuid4())
    payment = Payment.objects.get()
    assert "Overdue $600" in page(funder, "award", "ROOT")
    ok(funder, "pay", "ROOT", payment.pk, paid_on="2025-03-05")
    passed_on = proposal(chain, title="For families", code="KID", recipient=chain.body("Mill contractor").pk)
    over = send(grantee, "pass_on", "ROOT", **passed_on | {"cents": "1,000.01"})
    assert over.status_code == 409
    assert "This is 0.01 over: of the 1,000.00 of “Homes”, 1,000.00 is still held." in read(over)
    assert 'value="1,000.01"' in over.content.decode()
    ok(grantee, "pass_on", "ROOT", **passed_on | {"cents": "400"})
    ok(chain.clients["Funder"], "interest", Award.objects.get(code="KID").interests.get().pk, answer="none")
    ok(grantee, "award_grant", "KID", awarded_on="2025-02-01")
    ok(grantee, "record_spending", "ROOT", what="Rent", cents="50", spent_on="2025-03-01", key=uuid4())
    shown = page(chain.clients["Dam contractor"], "money")
    assert "$1,000 awarded at the top of the tree $400 of it passed on to others $50 of it written" in shown
    assert "$950 of it still held, at every step" in shown
    assert "North grantee From the funder Funder $1,000 $400 $550 $600 $600" in shown
    assert "Mill contractor Passed on once North grantee $400 $0 $400 $0 $0" in shown
    told = page(grantee, "award", "ROOT")
    assert "Awarded $1,000 Passed on $400 Spent $50 Still held $550 Promised $600 Paid $600" in told
    assert "Decided" in told
    lowered = send(funder, "change_amount", "ROOT", cents="449.98", reason="Less", version=2)
    assert lowered.status_code == 409
    assert "0.02 over" in read(lowered)
    assert Award.objects.get(code="ROOT").cents == 1_000_00


def test_g1_naming_a_place_as_recipient_is_refused_in_words(chain):
    place = chain.place("Riverside")
    answer = send(chain.clients["Funder"], "new_award", **proposal(chain, recipient=place.pk))
    assert answer.status_code == 422
    assert "Riverside is a place, and a place cannot receive money." in read(answer)
    assert not Award.objects.exists()


def test_g1_equal_shares_for_places_are_divided_to_the_cent(chain):
    award = chain.award(cents=ROOT_CENTS, code="ROOT")
    places = [chain.place(f"Community {number:02}") for number in range(1, 15)]
    served = [place.pk for place in places]
    ok(chain.clients["North grantee"], "award_places", "ROOT", serves=served, in_equal_shares="on", version=2)
    shares = list(award.places.values_list("cents", flat=True))
    assert shares == [117_857_143] * 12 + [117_857_142] * 2
    assert sum(shares) == ROOT_CENTS
    typed = {f"cents_{pk}": "1,178,571.43" for pk in served}
    refused = send(chain.clients["North grantee"], "award_places", "ROOT", **typed, version=3)
    assert refused.status_code == 409
    assert "The amounts for places are 0.02 over" in read(refused)
    assert list(award.places.values_list("cents", flat=True)) == shares
    ok(chain.clients["North grantee"], "award_places", "ROOT", version=3, **{f"cents_{served[0]}": "1"})
    told = page(chain.clients["Funder"], "award", "ROOT")
    assert "Community 01 $1 No place named $16,499,999" in told


def test_g3_listing_by_community_shows_each_contractor_wherever_it_serves_and_the_total_counts_each_once():
    tree = BestStartTree()
    tree.contractors(tree.regions())
    client = tree.clients["Funder"]
    assert Award.objects.filter(label="made_up").count() == 26
    whole = page(client, "money_places")
    for number in range(1, 27):
        times = len(re.findall(rf"Contractor {number} made up Grantee", whole))
        assert times == (2 if number == 25 else 1), number
    assert "Passed on twice 26 $16,500,000" in whole
    place = tree.place("Community 14")
    one = client.get(at("money_places"), {"community": place.pk})
    told = read(one)
    assert "Contractor 25 made up Grantee 5 Passed on twice No amount of its own $1,178,571.42" in told
    assert "Contractor 26 made up Grantee 5 Passed on twice $1,178,571.42 $1,178,571.42" in told
    assert "Contractor 24" not in told
    # Both serve this community; the one without an amount for it is counted once, whole.
    assert "Passed on twice 2 $2,357,142.84" in told
    totals = tier_totals(tree_of(tree.network))
    assert [(total.count, total.awarded) for total in totals] == [
        (1, ROOT_CENTS), (5, ROOT_CENTS), (26, ROOT_CENTS),
    ]  # fmt: skip
    assert [total.held for total in totals] == [0, 0, ROOT_CENTS]


def test_the_tree_takes_as_many_queries_for_many_awards_as_for_few(chain):
    root = chain.award(cents=1_000_00)

    def passed_on_to(number):
        child = chain.award("North grantee", f"Body {number}", 1_00, parent=root)
        chain.award(f"Body {number}", "Dam contractor", 50, parent=child, places={chain.place("R").pk: 1})

    def queries_of(name):
        with CaptureQueriesContext(connection) as caught:
            page(chain.clients["Funder"], name)
        return sum('"grants_' in query["sql"] for query in caught.captured_queries)

    passed_on_to(0)
    few = [queries_of(name) for name in ("money", "money_places")]
    for number in range(1, 8):
        passed_on_to(number)
    assert [queries_of(name) for name in ("money", "money_places")] == few


def test_who_is_no_member_finds_no_money(chain):
    chain.award(code="ROOT")
    outsider = client_of(a_person())
    for client in (stranger(), outsider):
        for name, arguments in (("money", ()), ("money_places", ()), ("award", ("ROOT",)), ("new_award", ())):
            assert client.get(at(name, *arguments)).status_code == 404


def test_members_of_a_group_inside_see_the_networks_money(chain):
    chain.award(code="ROOT")
    group = a_group(chain.network, address="families", name="Families")
    person = a_person()
    a_seat(group, title="Seat of a parent", holder=person)
    client = client_of(person)
    leads = client.get(at("money", network="families"))
    assert "Money belongs to the whole network" in read(leads)
    assert at("money") in leads.content.decode()
    assert "North grantee From the funder" in page(client, "money")
    assert stranger().get(at("money", network="families")).status_code == 404
    assert client.get(at("award", "ROOT")).status_code == 200
    assert client.get(at("change_amount", "ROOT")).status_code == 403


def test_only_who_gives_changes_and_only_who_receives_spends(chain):
    chain.award(code="ROOT")
    grantee, other = chain.clients["North grantee"], chain.clients["Dam contractor"]
    for name in ("change_award", "change_amount", "cancel_award", "complete_award", "promise_payment"):
        assert grantee.get(at(name, "ROOT")).status_code == 403
        assert chain.clients["Funder"].get(at(name, "ROOT")).status_code == 200
    assert chain.clients["Funder"].get(at("record_spending", "ROOT")).status_code == 403
    for name in ("award_places", "record_spending", "new_deliverable", "record_return", "pass_on"):
        assert grantee.get(at(name, "ROOT")).status_code == 200
        assert other.get(at(name, "ROOT")).status_code == 403
    assert "Raise or lower" not in page(other, "award", "ROOT")


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong(chain):
    typed = proposal(chain, cents="-5", starts_on="2025-02-30")
    answer = send(chain.clients["Funder"], "new_award", **typed)
    assert answer.status_code == 422
    assert "is less than nothing" in read(answer)
    assert 'value="-5"' in answer.content.decode()
    assert 'value="2025-02-30"' in answer.content.decode()
    for wrong in ({}, {"cents": "9" * 40}, {"recipient": "x"}, {"recipient": uuid4()}, {"title": "x" * 301}):
        answer = send(chain.clients["Funder"], "new_award", **(proposal(chain, **wrong) if wrong else {}))
        assert answer.status_code == 422
    assert not Award.objects.exists()


def test_an_award_is_changed_lowered_and_ended_through_pages(chain):
    chain.award(code="ROOT")
    funder = chain.clients["Funder"]
    changed = {"title": "Renamed", "money_kind": "foundation", "regrant": "FRG020", "version": 2}
    ok(funder, "change_award", "ROOT", **changed, starts_on="2025-01-01", ends_on="2026-06-30")
    stale = send(funder, "change_award", "ROOT", **changed | {"title": "Other"})
    assert stale.status_code == 409
    assert "Somebody else changed this" in read(stale)
    award = Award.objects.get()
    assert (award.title, award.money_kind, award.ends_on) == ("Renamed", "foundation", date(2026, 6, 30))
    assert award.regrant_confirmed_at is not None
    ok(funder, "change_amount", "ROOT", cents="90,000", reason="Less came in", version=3)
    ok(funder, "complete_award", "ROOT", version=4)
    told = page(funder, "award", "ROOT")
    assert "From $100,000 to $90,000 Less came in" in told
    assert send(funder, "cancel_award", "ROOT", reason="x", version=5).status_code == 409


def test_the_funder_alone_confirms_how_its_money_is_passed_on(chain):
    chain.award(code="ROOT", regrant="FRG020")
    assert "who gives it has not said so" in page(chain.keeper, "award", "ROOT")
    assert chain.keeper.post(at("confirm_regrant", "ROOT")).status_code == 403
    ok(chain.clients["Funder"], "confirm_regrant", "ROOT")
    assert "Said by who gives it." in page(chain.keeper, "award", "ROOT")
    assert chain.clients["Funder"].post(at("confirm_regrant", "ROOT")).status_code == 409


def test_a_proposal_is_dropped_and_its_seats_are_chosen_through_pages(chain):
    chain.proposal(code="ROOT")
    funder = chain.clients["Funder"]
    ok(funder, "choose_seats", "ROOT", deciding=[chain.seats["South grantee"].pk], version=1)
    assert "South grantee Not answered" in page(funder, "award", "ROOT")
    ok(funder, "cancel_award", "ROOT", reason="Not this year", version=2)
    assert "Cancelled" in page(funder, "award", "ROOT")


def test_deliverables_returns_and_withdrawals_go_through_pages(chain):
    award = chain.award(code="ROOT", cents=100_00)
    funder, grantee = chain.clients["Funder"], chain.clients["North grantee"]
    ok(grantee, "new_deliverable", "ROOT", what="A map", due_on="2025-03-01", key=uuid4())
    assert "A map Overdue March 1, 2025" in page(grantee, "award", "ROOT")
    ok(grantee, "finish_deliverable", "ROOT", award.deliverables.get().pk, done_on="2025-03-05")
    for cents in ("60", "40"):
        ok(funder, "promise_payment", "ROOT", cents=cents, due_on="2025-04-01", key=uuid4())
    first, second = Payment.objects.order_by("-cents")
    ok(funder, "withdraw_payment", "ROOT", second.pk)
    ok(funder, "pay", "ROOT", first.pk, paid_on="2025-03-06")
    ok(grantee, "record_return", "ROOT", cents="20", paid_on="2025-03-06", key=uuid4())
    told = page(funder, "award", "ROOT")
    assert "Promised $40 Paid $40 ($20 came back)" in told
    ok(grantee, "record_spending", "ROOT", what="Rent", cents="5", spent_on="2025-03-06", key=uuid4())
    ok(grantee, "withdraw_spending", "ROOT", Spending.objects.get().pk)
    assert "Nothing is written down as spent yet." in page(funder, "award", "ROOT")
    assert grantee.post(at("withdraw_payment", "ROOT", uuid4())).status_code == 404
    assert grantee.get(at("withdraw_payment", "ROOT", first.pk)).status_code == 405


def test_money_from_outside_stands_apart_from_every_sum(chain):
    chain.award(code="ROOT", cents=100_00)
    typed = {
        "from_whom": "A foundation",
        "body": "A parent initiative",
        "what": "Its own work",
        "year": "2021",
    }
    ok(chain.keeper, "new_outside_money", **typed, cents="3,100,000", currency="USD", key=uuid4())
    shown = page(chain.keeper, "money")
    assert "$100 awarded at the top of the tree" in shown
    assert "A foundation $3,100,000 Its own work This is money of A parent initiative." in shown
    assert send(chain.clients["Funder"], "new_outside_money", **typed).status_code == 403
    nobody = send(chain.keeper, "new_outside_money", **typed | {"body": ""}, cents="1", currency="USD")
    assert nobody.status_code == 422
    ok(chain.keeper, "withdraw_outside_money", OutsideMoney.objects.get().pk)
    assert "A foundation" not in page(chain.keeper, "money")


def test_the_convener_says_whether_everybody_sees_the_money(chain):
    typed = {"is_public": "on", "interest_rule": "", "publisher_prefix": "river", "version": 1}
    facilitator = a_person()
    seat_person(seat=a_seat(chain.network, "Other"), person=facilitator, by=convener_of(chain.network), at=AT)
    assert send(client_of(facilitator), "money_settings", **typed).status_code == 403
    unprinted = send(chain.keeper, "money_settings", **typed, interested_may_decide="on")
    assert unprinted.status_code == 422
    ok(chain.keeper, "money_settings", **typed)
    assert "Everybody sees who received which money." in page(chain.keeper, "money")


def test_a_network_without_awards_says_what_will_stand_here(chain):
    assert "No awards yet" in page(chain.keeper, "money")
    assert "No award names a place yet" in page(chain.keeper, "money_places")
    assert chain.keeper.get(at("award", "nowhere")).status_code == 404


def test_a_member_of_a_group_inside_finds_the_networks_money_in_its_menu(chain):
    inside = a_group(chain.network)
    member = client_of(a_person())
    seated = client_of(a_seat(inside, title="Parent member 1", holder=a_person()).holders.get().person)
    assert member.get(at("money")).status_code == 404
    shown = seated.get(at("impact")).content.decode()
    assert f'<a href="{at("money")}" aria-current="true">' in shown


def test_of_many_seats_a_proposal_offers_those_of_the_network_first(chain):
    inside = a_group(chain.network)
    for number in range(12):
        a_seat(inside, title=f"Parent member {number}")
    offered = page(chain.clients["Funder"], "new_award")
    assert "Mill contractor" in offered
    assert "Parent member 3" not in offered
    award = chain.proposal()
    assert "Parent member 3" in page(chain.clients["Funder"], "choose_seats", award.code)
