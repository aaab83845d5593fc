"""The network report: one cycle, baseline and latest together or neither, each level apart. N-7 on register and report."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from konbit.meetings.operations.meetings import close_meeting
from konbit.results.models import Contribution, Figure, Indicator
from konbit.results.operations.priorities import add_priority, set_baseline
from konbit.results.operations.results import add_result, change_rung
from tests.makers import AT, a_commitment, a_meeting, client_of, clock_stands_at, facilitator_of
from tests.meetings.reading import visit
from tests.results.planning import River

pytestmark = pytest.mark.django_db
SIX_WEEKS = timedelta(days=42)


@pytest.fixture
def river(settings):
    clock_stands_at(settings)
    return River()


def report(client, **about):
    return visit(client, reverse("report", args=["river"]))


def an_indicator(river, priority, code, *values, level="population"):
    """An indicator with a published figure for each value, the first of them its baseline."""
    indicator = Indicator.objects.create(
        network=river.network, code=code, name={"en": {"text": f"Indicator {code}", "state": "source"}},
        unit="percent", direction="down", level=level, population="families in town", priority=priority,
    )  # fmt: skip
    for number, value in enumerate(values):
        Figure.objects.create(
            indicator=indicator, period_start=date(2023 + number, 1, 1), period_end=date(2023 + number, 12, 31),
            place="River county", value=Decimal(value), state="published", source="Town survey",
            retrieved_on=date(2025, 1, 1), is_baseline=number == 0,
        )  # fmt: skip
    return indicator


def with_baseline(river, priority, **changes):
    given = {"text": "Few homes", "on": date(2024, 5, 1), "source": "Survey of 2024", **changes}
    return set_baseline(priority=priority, version=priority.version, by=river.by, at=AT, **given)


def test_n7_of_four_priorities_the_one_without_source_is_flagged_once_on_register_and_report(river):
    priorities = [river.priority] + [
        add_priority(network=river.network, code=code, name=f"Priority {code}", by=river.by, at=AT)
        for code in ("J", "K", "L")
    ]
    for priority in priorities:
        with_baseline(river, priority, source="" if priority.code == "K" else "Survey of 2024")
    told = report(river.client())
    assert told.html.count("No baseline") == 1
    assert "1 of 4 priorities has no dated, sourced baseline." in told.words
    assert "No baseline" in told.part("priority-K")
    for page in ("results", "report"):
        assert visit(river.client(), reverse(page, args=["river"]) + "?print").html.count("No baseline") == 1


def test_n7_the_report_prints_baseline_and_latest_together_or_neither(river):
    with_baseline(river, river.priority)
    an_indicator(river, river.priority, "both", "41.5", "38.2", "36.75")
    an_indicator(river, river.priority, "alone", "77.5")
    part = report(river.client()).part("priority-H")
    assert "41.5 percent 2023" in part
    assert "36.75 percent 2025" in part
    assert "38.2" not in part
    assert "77.5" not in part
    assert "Indicator alone" not in part
    assert "1 indicator has no second figure to stand beside its first one, so neither is printed." in part
    assert "Few homes" not in part, "a statement of the baseline stands beside nothing later"


def test_the_report_tells_what_moved_in_its_cycle_and_not_before_or_after(river):
    first = river.result("H1", rung="exploring")
    second = river.result("H2", rung="exploring")
    meeting = a_meeting(river.network, state="published", seats=3, seats_present=3)
    later = AT + SIX_WEEKS
    change_rung(result=first, rung="in_progress", version=1, by=river.by, at=AT + timedelta(days=7))
    a_meeting(river.network, state="published", seats=3, seats_present=3, at=later)
    change_rung(result=second, rung="committed", version=1, by=river.by, at=later + timedelta(days=2))
    told = report(river.client())
    assert "H1 Homes of H1 From “Exploring” to “In progress”" in told.part("moved")
    assert "H2" not in told.part("moved")
    assert "From the meeting of March 6, 2025 to the meeting of April 17, 2025" in told.words
    # Where results stood when the cycle ended, not where they stand today.
    assert "1 in progress 1 being explored" in told.part("levels")
    before = visit(river.client(), reverse("report_of_cycle", args=["river", meeting.pk]))
    assert "No result stands on another step than before." in before.part("moved")
    assert "2 being explored" in before.part("levels")


def test_the_report_keeps_levels_apart(river):
    river.result("H1")
    for code, level in (("H2", "organization"), ("H3", "population"), ("H4", "population")):
        add_result(
            priority=river.priority, code=code, level=level, text=code, rung="idea", by=river.by, at=AT
        )
    part = report(river.client()).part("levels")
    assert re.search(
        r"Network: What the members did together. 1 in progress Organization: What one member changed. 1 idea "
        r"Population: How families fare. 2 ideas$",
        part,
    )


def test_the_report_has_the_closure_line_and_the_contributions_of_its_cycle(river):
    result = river.result("H1")
    meeting = a_meeting(river.network, state="open", seats=3, seats_present=3)
    owner = river.seats["Mill Works"].member
    a_commitment(meeting, owner, due_in=0, accepted_by=river.people["Mill Works"])
    close_meeting(meeting=meeting, by=facilitator_of(river.network), at=AT + timedelta(hours=2))
    for days, did in ((0, "Lent its hall"), (9, "Drew the plans")):
        Contribution.objects.create(
            result=result,
            body="Ferry company",
            did=did,
            says_who="Minutes",
            written_at=AT + timedelta(days=days),
        )
    told = report(river.client())
    assert "0 of 1 done" in told.part("closure")
    assert "Ferry company : Lent its hall Said by Minutes" in told.part("contributions")
    assert "Drew the plans" not in told.words


def test_n3_the_report_opens_to_members_alone(river, client):
    address = reverse("report", args=["river"])
    river.network.results_are_public = True
    river.network.save()
    assert client.get(address).status_code == 404
    assert client_of(river.people["Mill Works"]).get(address).status_code == 200
