"""G-16: investment, strategy and outcome of a group: every award once, every cent once, and nothing more is claimed."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from konbit.grants.domain.kept import kept_at
from konbit.grants.models import Award
from konbit.grants.operations.awards import cancel_award, change_award
from konbit.results.models import Strategy
from konbit.results.operations.alignment import answer_alignment, propose_alignment
from konbit.results.operations.change_agendas import add_strategy, begin_agenda, retire_strategy
from konbit.results.operations.figures import mark_baseline, publish_figure, record_figure
from konbit.results.operations.indicators import add_indicator
from konbit.results.operations.outcomes import set_outcome
from tests.grants.makers import Chain
from tests.makers import AT, SHELL, a_group, a_network, a_role, client_of
from tests.results.standing_behind import at, page, stranger

pytestmark = pytest.mark.django_db


class Place(Chain):
    """A tree over two communities with a partnership each, one of them in a region; Mill Town has two strategies."""

    def __init__(self):
        super().__init__()
        self.region = a_group(self.network, address="north", name="North region", kind="region")
        for name, address, region in (("Mill Town", "mill-town", self.region), ("Port", "port", None)):
            community = self.place(name)
            community.partnership = a_group(
                self.network, address=address, name=f"{name} partnership", kind="community_partnership"
            )
            community.region = region
            community.save()
        self.mill, self.port = self.place("Mill Town"), self.place("Port")
        agenda = begin_agenda(community=self.mill, title="Mill Town moves", by=SHELL, at=AT)
        for text in ("A bus to clinics", "A park"):
            add_strategy(agenda=agenda, text=text, by=SHELL, at=AT)
        self.bus, self.park = Strategy.objects.all()
        self.top = self.award(cents=1_000_00, title="For the north")
        places = {self.mill.pk: 600_00, self.port.pk: 300_01}
        self.grantee = self.award(
            "North grantee", "Middle", 900_01, parent=self.top, places=places, title="For both places"
        )
        self.work = self.award(
            "Middle",
            "Local body",
            250_00,
            parent=self.grantee,
            places={self.mill.pk: 250_00},
            title="The work",
        )

    def tie(self, award, strategy):
        return change_award(award=award, version=award.version, strategy=strategy, by=SHELL, at=AT)

    def an_outcome(self, text="Children are healthy", **said):
        funder = self.body("Funder")
        return set_outcome(network=self.network, funder=funder, text=text, by=SHELL, at=AT, **said)

    def confirms(self, strategy, outcome):
        tie = propose_alignment(strategy=strategy, outcome=outcome, by=SHELL, at=AT)
        return answer_alignment(alignment=tie, answer="confirmed", version=1, by=SHELL, at=AT)

    @property
    def member(self):
        return client_of(a_role(self.mill.partnership, "member").person)


@pytest.fixture
def river():
    return Place()


def parts_of(text):
    """What stands under each strategy, and under none."""
    body = text.split("Each cent is counted once.")[1].split("The same for other groups")[0]
    return re.split(r"(?=Mill Town, S\d :|No strategy )", body)[1:]


def test_g16_every_award_stands_under_a_strategy_or_under_none(river):
    river.tie(river.work, river.bus)
    bus, park, none = parts_of(page(river.member, "impact"))
    assert "The work" in bus
    assert "No money stands under this strategy." in park
    assert "For the north" in none
    assert "For both places" in none
    assert [part.count("The work") for part in (bus, park, none)].count(0) == 2


def test_g16_every_strategy_stands_under_an_outcome_or_none_confirmed(river):
    outcome = river.an_outcome()
    river.confirms(river.bus, outcome)
    propose_alignment(strategy=river.park, outcome=outcome, by=SHELL, at=AT)
    bus, park, _none = parts_of(page(river.member, "impact"))
    assert "O1: Children are healthy" in bus
    assert "none confirmed" not in bus
    assert "none confirmed" in park
    assert "Children are healthy" not in park


def test_g16_the_money_of_a_network_sums_to_its_tops_to_the_cent(river):
    river.tie(river.work, river.bus)
    shown = page(river.member, "impact")
    assert "$1,000 in 3 awards." in shown
    bus, _park, none = parts_of(shown)
    assert "Together: $250" in bus
    # 99.99 stay with the first grantee, 650.01 with the second: with the work's 250 that is all of it.
    assert "$99.99" in none
    assert "$650.01" in none
    assert "Together: $750" in none


def test_g16_a_community_counts_what_is_named_for_it_once(river):
    mill = page(river.member, "impact", network="mill-town")
    # Of 600 named for Mill Town, 250 are passed on to the work there.
    assert "$600 in 2 awards." in mill
    assert "$350" in mill
    assert "$250" in mill
    port = page(river.member, "impact", network="port")
    assert "$300.01 in 1 award." in port
    assert "$600 in 2 awards." in page(river.member, "impact", network="north")


def test_an_award_that_names_no_amount_for_a_place_says_so(river):
    river.award("Middle", "Walkers", 10_00, parent=river.grantee, places={river.port.pk: None})
    port = page(river.member, "impact", network="port")
    assert "$300.01 in 2 awards." in port
    assert "no amount named for this place" in port


def test_what_is_proposed_is_not_counted_and_what_was_cancelled_keeps_what_was_paid(river):
    river.proposal(cents=5_00)
    cancel_award(award=river.work, reason="It moved", version=river.work.version, by=SHELL, at=AT)
    shown = page(river.member, "impact")
    assert "$1,000 in 3 awards." in shown
    assert "1 award is only proposed. It is not counted." in shown


def test_money_stays_under_a_strategy_that_was_retired_or_is_another_communitys(river):
    river.tie(river.work, river.bus)
    river.tie(river.grantee, river.bus)
    retire_strategy(strategy=river.bus, by=SHELL, at=AT)
    assert "Retired" in page(river.member, "impact")
    assert "Mill Town, S1 : A bus to clinics" in page(river.member, "impact", network="port")


def test_g16_an_outcome_without_a_value_is_not_measured_and_with_one_shows_its_baseline(river):
    said = {"name": "With a doctor", "unit": "percent", "direction": "up", "population": "Children"}
    indicator = add_indicator(network=river.network, code="doctor", **said, by=SHELL, at=AT)
    river.confirms(river.bus, river.an_outcome(indicator=indicator))
    assert "not measured" in page(river.member, "impact")
    for year, value in ((2022, 61), (2023, 64)):
        figure = record_figure(
            indicator=indicator, value=value, period_start=date(year, 1, 1), period_end=date(year, 12, 31),
            place="Mill Town", source="Count", retrieved_on=date(2024, 2, 1), by=SHELL, at=AT,
        )  # fmt: skip
        figure = publish_figure(figure=figure, version=figure.version, by=SHELL, at=AT)
        if year == 2022:
            mark_baseline(figure=figure, version=figure.version, by=SHELL, at=AT)
    shown = page(river.member, "impact")
    assert "not measured" not in shown
    assert "Baseline 61 percent (2022) Latest figure 64 percent (2023)" in shown


@pytest.mark.parametrize("address", ["river", "north", "mill-town"])
def test_g16_no_page_says_that_money_was_the_reason(river, address):
    river.tie(river.work, river.bus)
    river.confirms(river.bus, river.an_outcome())
    shown = page(river.member, "impact", network=address).casefold()
    for claim in ("caused", "attributed", "because of this money"):
        assert claim not in shown
    assert "contribut" in shown


def test_each_line_says_where_it_comes_from(river):
    river.tie(river.work, river.bus)
    Strategy.objects.update(label="our_reading")
    Award.objects.filter(pk=river.work.pk).update(label="public_record", source="Minutes of May")
    bus = parts_of(page(river.member, "impact"))[0]
    assert "our reading" in bus
    assert "public record Minutes of May" in bus


def test_the_pages_lead_to_each_other_and_open_to_members_of_the_network_alone(river):
    links = river.member.get(at("impact")).content.decode()
    for address in ("north", "mill-town", "port"):
        assert f'href="{at("impact", network=address)}"' in links
    working = a_group(river.network, address="workers")
    for address in ("river", "north", "mill-town", working.address, "nowhere"):
        assert stranger().get(at("impact", network=address)).status_code == 404
    assert river.member.get(at("impact", network="workers")).status_code == 404
    assert client_of(a_role(a_network(), "member").person).get(at("impact")).status_code == 404


def test_who_gives_the_money_is_led_to_where_its_strategy_is_said(river):
    address = at("change_award", river.top.code)
    assert f'href="{address}"' in river.clients["Funder"].get(at("impact")).content.decode()
    assert address not in river.member.get(at("impact")).content.decode()


def test_a_group_without_money_strategies_or_outcomes_has_its_page():
    network = a_network(address="empty")
    shown = page(client_of(a_role(network, "member").person), "impact", network="empty")
    assert shown.count("No award stands here yet.") == 2


def test_the_number_of_questions_to_the_database_does_not_grow(river):
    client = river.member

    def asked():
        with CaptureQueriesContext(connection) as questions:
            assert client.get(at("impact")).status_code == 200
        return len(questions)

    river.tie(river.work, river.bus)
    river.confirms(river.bus, river.an_outcome("Before"))
    asked()
    before = asked()
    for number in range(4):
        award = river.award(recipient=f"Body {number}", cents=10_00, places={river.mill.pk: 5_00})
        river.tie(award, river.park)
        river.confirms(river.park, river.an_outcome(f"Outcome {number}"))
    assert asked() == before


forests = st.lists(st.tuples(st.integers(0, 10**12), st.integers(-1, 30)), max_size=30)


@given(forests)
def test_g16_what_is_kept_at_each_award_sums_to_the_tops(rows):
    # A row hangs under an earlier one, or is a top.
    parents = {key: above if 0 <= above < key else None for key, (_cents, above) in enumerate(rows)}
    amounts = {key: cents for key, (cents, _above) in enumerate(rows)}
    kept = kept_at(amounts, parents)
    below = {key: sum(amounts[one] for one, above in parents.items() if above == key) for key in parents}
    assert set(kept) == set(parents)
    assert min(kept.values(), default=0) >= 0
    if all(below[key] <= amounts[key] for key in parents):
        assert sum(kept.values()) == sum(amounts[key] for key, above in parents.items() if above is None)
        assert all(kept[key] == amounts[key] - below[key] for key in parents)


def test_what_a_place_is_named_for_only_far_below_is_counted_once():
    parents = {"top": None, "middle": "top", "low": "middle"}
    assert kept_at({"top": 100, "low": 60}, parents) == {"top": 40, "middle": 0, "low": 60}
    assert kept_at({"low": 60}, parents) == {"top": 0, "middle": 0, "low": 60}
    assert kept_at({"top": 50, "low": 60}, parents) == {"top": 0, "middle": 0, "low": 60}
