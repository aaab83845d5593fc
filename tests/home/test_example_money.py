"""Best Start's money: sums to the cent, fourteen communities, twenty-six made-up contractors, and labels on everything."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import F, Sum
from django.test import Client
from django.urls import reverse

from konbit.accounts.models import Person
from konbit.grants.models import (
    Activity,
    Award,
    AwardPlace,
    FunderQuestion,
    Interest,
    MoneySettings,
    OutsideMoney,
    Payment,
    Pursuit,
    RelationOwner,
    Report,
    Transition,
)
from konbit.grants.queries.tree import tree_of
from konbit.home import demo
from konbit.network.models import Community, Labeled, Organization
from konbit.network.queries import day_in
from konbit.results.models import AgendaVersion, Alignment
from tests import examples
from tests.makers import AT, client_of, clock_stands_at
from tests.results.standing_behind import read

pytestmark = pytest.mark.django_db

INVESTED = 16_500_000_00


@pytest.fixture
def best_start():
    return examples.best_start()


def tier(network, depth):
    return [award for award in tree_of(network) if award.depth == depth]


def test_g1_the_top_and_both_tiers_below_it_sum_to_the_cent(best_start):
    (top,) = tier(best_start, 0)
    grantees, contractors = tier(best_start, 1), tier(best_start, 2)
    assert (top.cents, top.recipient, top.label) == (INVESTED, "First 5 LA", "public_record")
    assert [award.cents for award in grantees] == [471428572, 471428572, 235714286, 235714286, 235714284]
    assert (sum(one.cents for one in grantees), sum(one.cents for one in contractors)) == (INVESTED, INVESTED)
    assert (len(grantees), len(contractors)) == (5, 26)


def test_g1_each_community_has_its_share_on_every_tier(best_start):
    for tier_of in ({"parent__parent": None}, {"parent__parent__isnull": False}):
        places = AwardPlace.objects.filter(
            award__network=best_start,
            award__parent__isnull=False,
            **{f"award__{k}": v for k, v in tier_of.items()},
        )
        shares = places.values("community__name").annotate(cents=Sum("cents"))
        cents = sorted(row["cents"] for row in shares)
        assert cents == [117857142] * 2 + [117857143] * 12
        assert sum(cents) == INVESTED


def test_g3_twenty_six_contractors_say_that_they_are_made_up(best_start):
    contractors = Organization.objects.filter(network=best_start, name__startswith="Local contractor")
    assert contractors.count() == 26
    assert set(contractors.values_list("label", flat=True)) == {"made_up"}
    awards = Award.objects.filter(recipient__in=contractors)
    assert set(awards.values_list("label", "regrant", "ends_on")) == {
        ("made_up", "FRG070", date(2019, 6, 30))
    }


def test_g3_each_community_shows_every_contractor_that_serves_it(best_start):
    named = {community.name: set() for community in Community.objects.filter(network=best_start)}
    places = AwardPlace.objects.filter(award__parent__parent__isnull=False, award__network=best_start)
    for place in places.select_related("award__recipient", "community"):
        named[place.community.name].add(place.award.recipient.name.removeprefix("Local contractor "))
    assert len(named) == 14
    assert named["Metro LA"] == {"1", "2"}
    assert named["Lancaster"] == {"25"}
    # The twenty-fifth works here too, without money of its own for it; the total counts it once.
    assert named["Palmdale"] == {"25", "26"}
    assert len(set.union(*named.values())) == 26


def test_g2_communities_changed_hands_in_may_2018_and_the_plan_is_closed(best_start):
    transition = Transition.objects.get(network=best_start)
    assert (transition.on, transition.label) == (date(2018, 5, 1), "our_reading")
    assert transition.closed_at is not None
    rows = RelationOwner.objects.filter(community__network=best_start)
    before = {row.community_id: row.organization.name for row in rows.filter(since=None)}
    now = {row.community.name: row.organization.name for row in rows.filter(until=None)}
    assert set(before.values()) == {"First 5 LA"}
    assert (len(before), len(now)) == (14, 14)
    assert (now["Watts-Willowbrook"], now["Palmdale"]) == ("Community Health Councils", "Children's Bureau")


def test_g10_five_questions_of_the_first_year_are_open_and_nobody_answered_them_in_public(best_start):
    asked = FunderQuestion.objects.filter(network=best_start, asked_by=None)
    assert [one.about for one in asked.order_by("pk").order_by("wording")] == [
        "priorities", "resources", "roles", "sustainability", "time frame",
    ]  # fmt: skip
    assert {(one.state, one.label, one.asked_by_words) for one in asked} == {
        ("open", "our_reading", "regional grantees")
    }
    assert not any(one.answers.exists() for one in asked)
    others = FunderQuestion.objects.filter(network=best_start).exclude(asked_by=None)
    assert sorted(one.state for one in others) == ["answered", "closed", "open"]
    assert {one.label for one in others} == {"made_up"}


def test_n33_of_asked_seats_each_answered_and_one_stepped_aside(best_start):
    interests = Interest.objects.filter(award__network=best_start)
    assert {one.answer for one in interests} == {"none", "declared"}
    aside = interests.get(stepped_aside=True)
    assert (aside.award.recipient.name, aside.seat.name) == ("Local contractor 26", "Palmdale")
    # Of real bodies nobody says what they declared.
    assert not interests.filter(award__parent=None).exists()
    settings = MoneySettings.objects.get(network=best_start)
    assert settings.is_public
    assert "steps aside" in settings.interest_rule


def test_lists_are_not_empty_on_the_day_of_loading(best_start):
    today = day_in(best_start, AT)
    late = Payment.objects.filter(paid_on=None, due_on__lt=today)
    assert late.count() == 1
    assert Payment.objects.filter(paid_on=None, due_on__gt=today).count() == 1
    assert Activity.objects.filter(network=best_start).count() == 40
    assert Activity.objects.filter(kind="relationship").count() == 16
    reports = Report.objects.filter(award__network=best_start)
    assert {report.state for report in reports} == {"due", "submitted", "accepted"}
    waiting = reports.filter(state="due")
    assert {waiting.filter(due_on__lt=today).count(), waiting.filter(due_on__gte=today).count()} == {2}
    assert reports.filter(state="submitted", opened_at=None).count() == 2
    assert all(len(report.receipt.split()) > 3 for report in reports.filter(state="accepted"))
    assert AgendaVersion.objects.filter(agenda__community__network=best_start).count() == 2
    assert sorted(Alignment.objects.values_list("state", flat=True)) == ["confirmed", "confirmed", "proposed"]
    assert Pursuit.objects.filter(is_visible=False).count() == 1


def test_grantees_report_to_the_funder_which_reads_and_answers_what_they_sent(best_start, settings):
    clock_stands_at(settings)
    reports = Report.objects.filter(award__network=best_start)
    assert not reports.filter(owed_to=F("award__recipient")).exists()
    of_grantees = reports.filter(award__parent__parent=None)
    assert {one.owed_to.name for one in of_grantees.select_related("owed_to")} == {"First 5 LA"}
    officer = client_of(Person.objects.get(name="First 5 LA program officer 1"))
    money = "/en/groups/best_start/money/"
    listed = officer.get(money + "funders/").context["lines"]
    assert [(one.unopened, one.receipts) for one in listed if one.organization.name == "First 5 LA"] == [
        (1, 2)
    ]
    assert {one.receipts for one in listed if one.organization.name == "Community Health Councils"} == {0}
    sent = reports.get(award__code="BS-R2")
    page = f"{money}reports/{sent.pk}/"
    assert "Community Health Councils owes it to First 5 LA" in read(officer.get(money + "reports/"))
    typed = {"receipt": "We read how the four communities began.", "version": sent.version}
    assert officer.post(f"{page}accept/", typed).status_code == 302
    sent.refresh_from_db()
    assert sent.state == "accepted"


def test_every_row_says_where_it_comes_from(best_start):
    # What a seat answers stands under its award, and is made up as that is.
    models = [one for one in apps.get_app_config("grants").get_models() if issubclass(one, Labeled)]
    for model in models:
        labels = set(model.objects.values_list("label", flat=True))
        assert labels <= {"public_record", "our_reading", "made_up"} or model is Interest, model
    sourced = Award.objects.filter(label="public_record") | Award.objects.filter(label="our_reading")
    assert [award.source for award in sourced] == [
        "Parents and communities create new local leadership for First 5, first5la.org"
    ]
    assert sorted(OutsideMoney.objects.values_list("cents", "label")) == [
        (33035400, "public_record"),
        (490000000, "public_record"),
    ]


def test_the_demo_offers_seats_of_those_who_give_and_receive_money(best_start):
    offered = {seat.key: seat.person.name for seat in demo.seats(AT)}
    assert offered == {
        "local_contractor": "Local contractor 1 lead 1",
        "regional_grantee": "Para Los Niños lead 1",
        "grant_maker": "First 5 LA program officer 1",
        "resident": "Resident of Metro LA 1",
    }


def test_a_resident_takes_a_seat_beside_the_parent_and_writes_the_change_agenda(best_start, settings):
    clock_stands_at(settings)
    visitor = Client()
    front = visitor.get("/en/").content.decode()
    seats = front[
        front.index("I am a parent or a resident") : front.index("I give, pass on or receive money")
    ]
    assert "/demo/seat/resident/" in seats
    assert front.count("/demo/seat/resident/") == 1
    assert visitor.post("/en/demo/seat/resident/").status_code == 302
    assert visitor.get("/en/groups/best_start-metro-la/change-agenda/").status_code == 200
    assert visitor.get(reverse("add_strategy", args=["best_start-metro-la"])).status_code == 200


def test_somebody_can_act_for_a_contractor(best_start):
    lead = Person.objects.get(name="Local contractor 1 lead 1")
    assert lead.is_example
    seat = lead.holdings.get().seat
    assert (seat.role, seat.votes, seat.group.name) == ("local_contractor", False, "Region 1")
    assert seat.opened_on <= day_in(best_start, AT) - timedelta(days=60)


def test_g1_the_command_prints_the_same_sum_on_every_tier(best_start):
    out = StringIO()
    call_command("grants", "best_start", "--format", "json", stdout=out)
    told = json.loads(out.getvalue())
    assert [(tier["awards"], tier["awarded"]) for tier in told["totals"]] == [
        (1, 1650000000),
        (5, 1650000000),
        (26, 1650000000),
    ]
