"""G-14: the long goal counts its days, and says nothing about progress without an indicator."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from konbit.results.models import LongGoal, Milestone
from konbit.results.operations.figures import mark_baseline, publish_figure, record_figure
from konbit.results.operations.indicators import add_indicator
from konbit.results.queries import long_goal_of
from tests.makers import AT, a_network, actor, client_of, clock_stands_at, the_person_with

pytestmark = pytest.mark.django_db

GOAL = {"name": "North Star", "text": "All children enter kindergarten ready", "due_on": "2028-12-31"}


@pytest.fixture
def network():
    return a_network(address="river", name="River coalition", results_are_public=True)


@pytest.fixture
def keeper(network):
    return client_of(the_person_with(network, "convener"))


def words_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def set_goal(keeper, **changes):
    return keeper.post(reverse("set_long_goal", args=["river"]), {**GOAL, **changes})


def page(client):
    return words_of(client.get(reverse("long_goal", args=["river"])))


def measured(network):
    """An indicator with a baseline and a latest figure."""
    by = actor(the_person_with(network, "convener"))
    indicator = add_indicator(
        network=network, code="ready", name="Ready for school", unit="percent", direction="up",
        population="Children", by=by, at=AT,
    )  # fmt: skip
    for year, value in ((2021, 40), (2024, 52)):
        figure = record_figure(
            indicator=indicator, value=Decimal(value), period_start=date(year, 1, 1), period_end=date(year, 12, 31),
            place="River county", source="School survey", retrieved_on=date(2025, 3, 1), by=by, at=AT,
        )  # fmt: skip
        figure = publish_figure(figure=figure, version=1, by=by, at=AT)
        if year == 2021:
            mark_baseline(figure=figure, version=figure.version, by=by, at=AT)
    return indicator


def test_g14_the_days_are_counted_to_the_day(keeper, network, settings):
    assert set_goal(keeper).status_code == 302
    clock_stands_at(settings, datetime(2025, 3, 6, 16, 0, tzinfo=UTC))
    assert "1,396 days left" in page(keeper)
    clock_stands_at(
        settings, datetime(2028, 12, 31, 5, 0, tzinfo=UTC)
    )  # 30 December, 11 pm where the network lives
    assert "1 day left" in page(keeper)
    clock_stands_at(settings, datetime(2028, 12, 31, 16, 0, tzinfo=UTC))
    assert "Today is its day" in page(keeper)


def test_g14_without_an_indicator_nothing_is_said_about_progress(keeper, network):
    set_goal(keeper)
    shown = page(keeper)
    for word in ("progress", "percent", "closer", "to go", "on track", "Baseline", "Latest"):
        assert word not in shown
    assert long_goal_of(network, AT).both is None


def test_g14_with_an_indicator_baseline_and_latest_stand_side_by_side(keeper, network):
    measured(network)
    set_goal(keeper, indicator="ready")
    assert "From 40 percent (2021) to 52 percent (2024): 12 in the direction wished for." in page(keeper)


def test_g14_after_its_date_it_says_so_with_the_last_value(keeper, network, settings):
    measured(network)
    set_goal(keeper, indicator="ready")
    clock_stands_at(settings, datetime(2029, 1, 1, 16, 0, tzinfo=UTC))
    shown = page(keeper)
    assert "Date passed: December 31, 2028" in shown
    assert "Last value: 52 percent, 2024. Baseline: 40 percent, 2021." in shown
    assert "days left" not in shown


def test_the_goal_is_said_anew_and_never_overwritten_unseen(keeper, network):
    set_goal(keeper)
    assert set_goal(keeper, name="Second", version=1).status_code == 302
    assert set_goal(keeper, name="Third", version=1).status_code == 409
    assert LongGoal.objects.get().name == "Second"


def test_milestones_stand_on_the_way_and_are_reached_with_evidence(keeper, network):
    set_goal(keeper)
    add = reverse("add_milestone", args=["river"])
    typed = {"text": "Half of the centers take part", "due_on": "2020-12-31"}
    for _ in range(2):
        assert keeper.post(add, typed).status_code == 302
    assert keeper.post(add, {**typed, "due_on": "2029-01-01"}).status_code == 422
    milestone = Milestone.objects.get()
    assert "Date passed" in page(keeper)
    reach = reverse("reach_milestone", args=["river", milestone.pk])
    assert keeper.post(reach, {"reached_on": "2020-06-01", "evidence": "", "version": 1}).status_code == 422
    assert keeper.post(reach, {"reached_on": "2190-06-01", "evidence": "x", "version": 1}).status_code == 422
    given = {"reached_on": "2020-06-01", "evidence": "Count of 2020", "version": 1}
    assert keeper.post(reach, given).status_code == 302
    assert "Reached" in page(keeper)
    assert "Count of 2020" in page(keeper)


def test_a_network_without_a_long_goal_says_so(keeper, network, client):
    assert "No long goal yet" in page(client)
    assert keeper.get(reverse("add_milestone", args=["river"])).status_code == 404


def test_a_long_goal_is_not_set_for_a_day_that_is_past(keeper, network):
    refused = set_goal(keeper, due_on="2025-03-01")
    assert refused.status_code == 422
    assert "March 1, 2025 is past. Choose today or a later day." in words_of(refused)
    assert not LongGoal.objects.exists()


def test_a_long_goal_whose_day_has_come_and_gone_is_still_said_anew(keeper, network, settings):
    set_goal(keeper)
    clock_stands_at(settings, datetime(2029, 1, 2, 16, 0, tzinfo=UTC))
    assert set_goal(keeper, name="Our North Star", version=1).status_code == 302
    assert set_goal(keeper, due_on="2028-12-30", version=2).status_code == 422
    assert LongGoal.objects.get().name == "Our North Star"
