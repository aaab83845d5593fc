"""N-33 and N-31: the public money trail, its sums, and whose money it is."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from konbit.foundation.money import amount_words
from konbit.grants.models import Award, OutsideMoney
from konbit.grants.operations.awards import award_grant, cancel_award
from konbit.grants.operations.interests import answer_interest
from konbit.grants.operations.outside_money import record_outside_money
from konbit.grants.operations.payments import pay, promise_payment
from konbit.grants.queries.trail import AWARDS_A_PAGE
from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import add_result
from tests import examples
from tests.grants.makers import AWARDED_ON, SHELL, Chain
from tests.makers import AT, a_person, a_seat, client_of, clock_stands_at, the_person_with
from tests.results.standing_behind import read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    chain = Chain()
    chain.show_money()
    return chain


def trail(address="river", query=""):
    answer = stranger().get(reverse("money_trail", args=[address]) + query)
    assert answer.status_code == 200
    return answer


def rows(address="river"):
    answer = stranger().get(f"/en/groups/{address}/tables/money_trail.csv")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode())))


def test_n33_every_award_stands_with_recipient_purpose_result_deciders_and_interests(chain):
    priority = add_priority(network=chain.network, code="H", name="Housing", by=SHELL, at=AT)
    homes = add_result(
        priority=priority, code="H1", level="network", text="Ten homes", rung="exploring", by=SHELL, at=AT
    )
    root = chain.award(
        cents=100_000_00, title="North fund", purpose="Homes near the mill", results=[homes],
        places={chain.place("Mill Street").pk: 60_000_00}, label="made_up",
    )  # fmt: skip
    passed = chain.proposal(
        "North grantee", "Mill contractor", 40_000_00, parent=root, title="Ten doors",
        deciding=[chain.seats["North grantee"], chain.seats["Funder"]],
    )  # fmt: skip
    for seat, answer in (("North grantee", "none"), ("Funder", "declared")):
        said = {"seat": chain.seats[seat], "answer": answer, "what": "Rents its office from them"}
        answer_interest(award=passed, **said, by=SHELL, at=AT)
    award_grant(award=passed, awarded_on=AWARDED_ON, by=SHELL, at=AT)
    page = read(trail())
    for words in (
        "North fund", "Homes near the mill", "$100,000", "Mill Street : $60,000", "H1: Ten homes", "Decided by Funder",
        "Ten doors", "(passed on from “North fund”)", "Decided by North grantee", "Result None reported",
        "Funder: Rents its office from them", "Stepped aside", "made up",
    ):  # fmt: skip
        assert words in page, words
    assert not [name for name in (person.name for person in chain.people.values()) if name in page]


def test_n33_the_total_equals_the_awards_to_the_cent_and_counts_nothing_twice(chain):
    root = chain.award(cents=100_000_01)
    chain.award("North grantee", "Mill contractor", 40_000_02, parent=root)
    chain.award("North grantee", "Dam contractor", 60_000_00 - 1, parent=root)
    chain.award(recipient="South grantee", cents=7)
    chain.proposal(recipient="South grantee", cents=5_000_00)
    page = read(trail())
    top, passed = 100_000_08, 100_000_01
    assert f"{amount_words(top)} awarded in all, in 2 awards at the top" in page
    assert (
        f"the 4 rows of the list below, all steps together, add up to {amount_words(top + passed)}: "
        f"{amount_words(top)} at the top and {amount_words(passed)} passed on."
    ) in page
    assert sum(round(float(row["amount"]) * 100) for row in rows()) == top + passed
    assert sum(Award.objects.exclude(state="proposed").values_list("cents", flat=True)) == top + passed
    assert "$5,000" not in page


def test_n33_many_awards_stand_on_pages_and_the_total_is_over_all_of_them(chain):
    root = chain.award(cents=10_000_00)
    awards = [
        Award(
            network=chain.network, parent=root, code=f"many-{number:03}", title=f"Grant {number}",
            funder=chain.body("North grantee"), recipient=chain.body("Mill contractor"), state="active",
            cents=100 + number, awarded_on=AWARDED_ON,
        )
        for number in range(120)
    ]  # fmt: skip
    Award.objects.bulk_create(awards)
    pages = -(-121 // AWARDS_A_PAGE)
    shown = [trail(query=f"?page={number}").content.decode() for number in range(1, pages + 1)]
    counted = [page.count('id="award-') for page in shown]
    assert counted == [AWARDS_A_PAGE] * (pages - 1) + [121 - AWARDS_A_PAGE * (pages - 1)]
    total = amount_words(sum(100 + number for number in range(120)))
    for page in (*shown, *(trail(query=f"?page={odd}").content.decode() for odd in ("x", "-1", "9" * 30))):
        assert f">{total}<" in page
    assert len(re.findall(r"<h3", trail(query="?print").content.decode())) == 121
    assert len(rows()) == 121


def test_n33_it_asks_the_database_as_often_for_many_awards_as_for_few(chain, django_assert_max_num_queries):
    for number in range(12):
        chain.award(recipient=f"Grantee {number}", places={chain.place(f"Place {number}").pk: 100})
    with django_assert_max_num_queries(35):
        trail()


def test_n33_a_cancelled_award_stays_in_sight_with_what_was_paid(chain):
    award = chain.award(cents=900_00, title="Summer camp")
    promised = promise_payment(award=award, cents=250_00, due_on=AT.date(), by=SHELL, at=AT)
    pay(payment=promised, paid_on=AT.date(), by=SHELL, at=AT)
    award.refresh_from_db()
    cancel_award(award=award, reason="The camp closed", version=award.version, by=SHELL, at=AT)
    page = read(trail())
    assert "Summer camp" in page
    assert "Cancelled" in page
    assert "$250 awarded in all, in 1 award" in page
    assert "$900" not in page


def test_n33_a_dropped_proposal_was_no_award(chain):
    award = chain.proposal(title="Never given")
    cancel_award(award=award, reason="Not now", version=award.version, by=SHELL, at=AT)
    assert "Never given" not in read(trail())
    assert "No awards recorded" in read(trail())


def test_n33_the_printed_rule_is_the_networks_own(chain):
    assert "A seat that declared an interest in the recipient steps aside." in read(trail())
    rule = "In our small county a seat may decide once its interest is declared."
    chain.show_money(interest_rule=rule, interested_may_decide=True, version=2)
    for query in ("", "?print"):
        page = read(trail(query=query))
        assert rule in page
        assert "may decide all the same" in page
        assert "steps aside" not in page


def test_n33_a_seat_titled_after_a_person_is_named_by_its_role(chain):
    parent = a_person("Parent member Rosa")
    seat = a_seat(chain.network, title="Parent member Rosa", role="parent_or_resident", holder=parent)
    chain.award(deciding=[seat])
    for query in ("", "?print"):
        page = read(trail(query=query))
        assert "Rosa" not in page
        assert "Decided by Parent or resident member" in page
    assert rows()[0]["decided_by"] == "Parent or resident member"


def test_a_network_that_does_not_show_its_money_has_no_trail(chain):
    chain.award()
    closed = Chain(address="delta", name="Delta coalition")
    closed.award()
    for path in ("/en/money/delta/", "/en/money/nowhere/", "/en/groups/delta/tables/money_trail.csv"):
        assert stranger().get(path).status_code == 404
        assert closed.keeper.get(path).status_code == 404
    listed = read(stranger().get(reverse("money_trails")))
    assert "River coalition" in listed
    assert "$100,000 in 1 award" in listed
    assert "Delta coalition" not in listed
    chain.show_money(is_public=False, version=2)
    assert "No network shows its money yet" in read(stranger().get(reverse("money_trails")))


def test_the_file_holds_the_rows_of_the_page_and_nothing_that_runs(chain):
    chain.award(
        title="=HYPERLINK(1)", purpose="+1", cents=1_234_56, places={chain.place("Mill Street").pk: 56}
    )
    [row] = rows()
    assert row["title"] == "'=HYPERLINK(1)"
    assert row["purpose"] == "'+1"
    assert (row["amount"], row["currency"], row["places"]) == ("1234.56", "USD", "Mill Street: 0.56")
    assert (row["results"], row["decided_by"], row["from"]) == ("none reported", "Funder", "Funder")


def test_the_take_along_page_offers_the_file_only_where_the_trail_is_open(chain):
    take = reverse("take_along", args=["river"])
    assert "/tables/money_trail.csv" in chain.keeper.get(take).content.decode()
    chain.show_money(is_public=False, version=2)
    assert "/tables/money_trail.csv" not in chain.keeper.get(take).content.decode()


def test_outside_money_stands_apart_from_every_sum(chain):
    chain.award(cents=500_00)
    record_outside_money(
        network=chain.network, from_whom="State library", what="Books", cents=77_00, recipient=chain.body("Funder"),
        received_on=AT.date() - timedelta(days=9), terms="Spent on books", by=SHELL, at=AT,
    )  # fmt: skip
    page = read(trail())
    assert "$500 awarded in all" in page
    assert "Other money, kept apart" in page
    assert "Books" in page
    assert "Terms Spent on books" in page
    assert "How it was decided Not established" in page
    assert "577" not in page


def test_the_trail_is_reached_from_every_page_and_from_the_networks_own():
    chain = Chain(results_are_public=True)
    add_priority(network=chain.network, code="H", name="Housing", by=SHELL, at=AT)
    front, group = (lambda: stranger().get("/en/")), (lambda: stranger().get("/en/groups/river/"))
    assert 'href="/en/money/"' in front().content.decode()
    assert "/en/money/river/" not in group().content.decode()
    chain.show_money()
    for page in (front(), group()):
        assert 'href="/en/money/river/"' in page.content.decode()


# --- N-31 ---------------------------------------------------------------------------------------

GRANT = "$3,100,000"


@pytest.fixture
def maln():
    return examples.maln(with_meetings=False)


def test_n31_the_grant_stands_with_the_initiative_its_terms_reports_and_decision(maln):
    page = read(trail("maln"))
    apart = page.split("Other money, kept apart")[1]
    initiative = "Advancing Family Economic Mobility (AFEM)"
    assert f"{initiative} {GRANT} This is money of {initiative}." in apart
    assert "It is not the budget of Mississippi Action Learning Network." in apart
    assert "Given by W.K. Kellogg Foundation" in apart
    assert "When 2021" in apart
    for what in ("Terms", "How it was decided", "What was reported"):
        assert f"{what} Not established" in apart
    assert "public record" in apart
    money = OutsideMoney.objects.get(network=maln)
    assert (money.cents, money.recipient) == (310_000_000, None)


def test_n31_no_page_shows_it_as_the_networks_own_budget(maln):
    own = read(trail("maln")).split("Other money, kept apart")[0]
    assert "Mississippi Action Learning Network has recorded no award: $0 in all." in own
    assert GRANT not in own
    assert not rows("maln")
    assert "No awards recorded." in read(stranger().get(reverse("money_trails")))
    assert not Award.objects.filter(network=maln).exists()
    inside = read(client_of(the_person_with(maln, "facilitator")).get("/en/groups/maln/money/"))
    assert inside.count(GRANT) == 1
    assert "Received by Advancing Family Economic Mobility (AFEM)" in inside.split(GRANT)[1]
    for path in (
        "/en/",
        "/en/money/",
        "/en/groups/maln/",
        "/en/groups/maln/results/",
        "/en/groups/maln/road-map/",
    ):
        text = read(stranger().get(path))
        assert GRANT not in text
        assert "3.1 million" not in text
