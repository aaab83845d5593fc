"""Indicators with their figures, through the pages people use: what is published, withheld, and side by side."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.results.exports import exported_figures
from konbit.results.models import Figure, Indicator
from konbit.results.operations.figures import publish_figure, record_figure
from konbit.results.operations.indicators import add_indicator
from konbit.results.queries import card_of, indicator_by_code
from tests import examples
from tests.makers import (
    AT,
    a_network,
    a_person,
    a_seat,
    actor,
    an_organization,
    client_of,
    clock_stands_at,
    the_person_with,
)

pytestmark = pytest.mark.django_db

WHOLE = {
    "value": "28", "period_start": "2022-01-01", "period_end": "2022-12-31", "place": "River county",
    "source": "Yearly report", "retrieved_on": "2025-03-01",
}  # fmt: skip


@pytest.fixture
def network():
    return a_network(address="river", name="River coalition", results_are_public=True)


@pytest.fixture
def keeper(network):
    return client_of(the_person_with(network, "convener"))


@pytest.fixture
def poverty(network):
    return an_indicator(network, "poverty")


def an_indicator(network, code, **changes):
    values = {"name": "Children in poverty", "unit": "percent", "direction": "down", "population": "Children"}
    by = actor(the_person_with(network, "convener"))
    return add_indicator(network=network, code=code, by=by, at=AT, **{**values, **changes})


def a_figure(indicator, value, year=2022, *, publish=True, **changes):
    values = {
        "value": Decimal(str(value)), "period_start": date(year, 1, 1), "period_end": date(year, 12, 31),
        "place": "River county", "source": "Yearly report", "retrieved_on": date(2025, 3, 1),
    }  # fmt: skip
    by = actor(the_person_with(indicator.network, "convener"))
    figure = record_figure(indicator=indicator, by=by, at=AT, **{**values, **changes})
    return publish_figure(figure=figure, version=figure.version, by=by, at=AT) if publish else figure


def words_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def page_of(client, indicator):
    return words_of(client.get(reverse("indicator", args=["river", indicator.code])))


def test_an_indicator_is_added_and_changed_on_pages(keeper, network):
    typed = {
        "name": "Wait for help", "code": "wait", "population": "Families", "unit": "days", "direction": "down",
        "level": "population", "counts": "families",
    }  # fmt: skip
    assert keeper.post(reverse("add_indicator", args=["river"]), typed).status_code == 302
    again = keeper.post(reverse("add_indicator", args=["river"]), {**typed, "code": "WAIT"})
    assert again.status_code == 409
    assert "stands for another indicator" in words_of(again)
    change = reverse("change_indicator", args=["river", "wait"])
    assert keeper.post(change, {**typed, "unit": "weeks", "version": 1}).status_code == 302
    assert keeper.post(change, {**typed, "unit": "months", "version": 1}).status_code == 409
    assert Indicator.objects.get().unit == "weeks"
    assert Entry.objects.filter(action="results.change_indicator").count() == 1


@pytest.mark.parametrize(
    ("without", "named"),
    [
        ("value", "the value"),
        ("period_start", "the period"),
        ("period_end", "the period"),
        ("place", "the place"),
        ("source", "the source"),
        ("retrieved_on", "the day on which the source was read"),
    ],
)
def test_n14_a_figure_that_misses_something_stays_a_draft_and_says_what(keeper, poverty, without, named):
    record = reverse("record_figure", args=["river", "poverty"])
    assert keeper.post(record, {**WHOLE, without: ""}).status_code == 302
    figure = Figure.objects.get()
    assert figure.state == "draft"
    refused = keeper.post(reverse("publish_figure", args=["river", figure.pk]), {"version": 1})
    assert refused.status_code == 422
    assert named in words_of(refused)
    figure.refresh_from_db()
    assert figure.state == "draft"
    assert f"Still missing: {named}" in page_of(keeper, poverty)


def test_n14_a_complete_figure_is_published_and_its_draft_sent_twice_stands_once(keeper, poverty):
    record = reverse("record_figure", args=["river", "poverty"])
    for _ in range(2):
        assert keeper.post(record, WHOLE).status_code == 302
    figure = Figure.objects.get()
    assert (
        keeper.post(reverse("publish_figure", args=["river", figure.pk]), {"version": 1}).status_code == 302
    )
    figure.refresh_from_db()
    assert figure.state == "published"
    assert keeper.post(record, {**WHOLE, "value": "31"}).status_code == 409


def test_a_published_figure_is_corrected_with_a_note_only(keeper, poverty):
    figure = a_figure(poverty, 28)
    correct = reverse("correct_figure", args=["river", figure.pk])
    assert keeper.post(correct, {**WHOLE, "value": "29", "version": 2}).status_code == 422
    assert keeper.post(correct, {**WHOLE, "source": "", "note": "x", "version": 2}).status_code == 422
    assert (
        keeper.post(correct, {**WHOLE, "value": "29", "note": "A slip: 29", "version": 2}).status_code == 302
    )
    figure.refresh_from_db()
    assert (figure.value, figure.state) == (29, "published")


def test_what_cannot_be_is_refused(keeper, poverty):
    record = reverse("record_figure", args=["river", "poverty"])
    for wrong in (
        {"period_end": "2021-12-31"},
        {"retrieved_on": "2199-01-01"},
        {"breakdown_dim": "age"},
        {"numerator": "9", "denominator": "3"},
    ):
        assert keeper.post(record, {**WHOLE, **wrong}).status_code == 422
    assert not Figure.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"is_provisional": "on"}, {"place": " "}])
def test_a_wholly_empty_draft_is_refused(keeper, poverty, typed):
    refused = keeper.post(reverse("record_figure", args=["river", "poverty"]), typed)
    assert refused.status_code == 422
    assert "Nothing is filled in. Write what is known so far" in words_of(refused)
    assert not Figure.objects.exists()


def test_zero_is_a_value(keeper, poverty):
    assert keeper.post(reverse("record_figure", args=["river", "poverty"]), {"value": "0"}).status_code == 302


def test_completing_a_draft_says_what_it_still_misses_and_then_that_it_is_complete(keeper, poverty):
    keeper.post(reverse("record_figure", args=["river", "poverty"]), {"value": "28"})
    complete = reverse("correct_figure", args=["river", Figure.objects.get().pk])
    assert "Complete a draft" in words_of(keeper.get(complete))
    typed = {**WHOLE, "source": "", "version": 1}
    assert "The draft is saved. Still missing: the source." in words_of(
        keeper.post(complete, typed, follow=True)
    )
    whole = words_of(keeper.post(complete, {**WHOLE, "version": 2}, follow=True))
    assert "The draft is saved and complete. Publish it below." in whole
    assert "corrected" not in whole
    emptied = keeper.post(complete, {"version": 3})
    assert emptied.status_code == 422


@pytest.mark.parametrize("number", ["1e400", "9" * 26, "0.1234567"])
def test_a_number_that_does_not_fit_is_refused_in_words_that_name_its_field(keeper, poverty, number):
    for name, label in (("value", "Value"), ("numerator", "How many"), ("denominator", "Out of how many")):
        refused = keeper.post(reverse("record_figure", args=["river", "poverty"]), {**WHOLE, name: number})
        assert refused.status_code == 422
        said = (
            f"“{number}” in “{label}” has more digits than fit: at most 14 before the point and 6 after it."
        )
        assert said in words_of(refused)
    assert not Figure.objects.exists()


def test_n14_the_page_marks_a_stale_figure_from_its_day_on(keeper, poverty, settings):
    a_figure(poverty, 28)
    clock_stands_at(settings, datetime(2024, 7, 1, 4, 0, tzinfo=UTC))  # still 30 June where the network lives
    assert "Stale" not in page_of(keeper, poverty)
    clock_stands_at(settings, datetime(2024, 7, 1, 12, 0, tzinfo=UTC))
    assert "Stale" in page_of(keeper, poverty)


def test_n7_a_report_prints_baseline_and_latest_together_or_neither(keeper, poverty):
    first, _last = a_figure(poverty, 28), a_figure(poverty, 21, 2024)
    everything = reverse("indicators", args=["river"])
    shown = words_of(keeper.get(everything))
    assert "No baseline" in shown
    assert "21" not in shown.split("Children in poverty")[1].split("Children")[0]
    assert "No baseline is marked" in page_of(keeper, poverty)
    mark = reverse("mark_baseline", args=["river", first.pk])
    assert keeper.post(mark, {"version": 2}).status_code == 302
    shown = words_of(keeper.get(everything))
    assert "From 28 percent (2022) to 21 percent (2024): 7 in the direction wished for." in shown
    assert card_of(indicator_by_code(poverty.network, "poverty"), date(2025, 3, 6)).both is not None


def test_a_draft_or_a_part_is_no_baseline_and_there_is_one_baseline(keeper, poverty):
    draft = a_figure(poverty, 28, publish=False)
    part = a_figure(poverty, 30, breakdown_dim="age", breakdown_value="0 to 5")
    for figure in (draft, part):
        mark = reverse("mark_baseline", args=["river", figure.pk])
        assert keeper.post(mark, {"version": figure.version}).status_code == 409
    for year in (2020, 2021):
        figure = a_figure(poverty, 28, year)
        mark = reverse("mark_baseline", args=["river", figure.pk])
        assert keeper.post(mark, {"version": figure.version}).status_code == 302
    assert Figure.objects.get(is_baseline=True).period_end.year == 2021


def test_the_goal_stands_in_the_chart_and_in_its_sentence(keeper, poverty):
    first = a_figure(poverty, 28)
    a_figure(poverty, 21, 2024)
    keeper.post(reverse("mark_baseline", args=["river", first.pk]), {"version": 2})
    goal = reverse("set_goal", args=["river", "poverty"])
    assert keeper.post(goal, {"goal_value": "15", "version": 1}).status_code == 422
    typed = {"goal_value": "15", "goal_on": "2028-12-31", "goal_source": "The plan", "version": 1}
    assert keeper.post(goal, typed).status_code == 302
    page = keeper.get(reverse("indicator", args=["river", "poverty"])).content.decode()
    assert "The goal is 15 percent by December 31, 2028: 6 to go." in page
    assert "Lower is better." in page
    assert page.count('role="img"') == 2
    assert "Goal: 15 percent" in page
    assert "Baseline: 28 percent" in page


def test_small_numbers_of_families_are_on_no_page_and_in_no_file(keeper, network):
    served = an_indicator(network, "served", unit="families", direction="up", counts="families")
    a_figure(served, 500)
    for part, count in (("0 to 5", 7), ("6 to 12", 193), ("13 and more", 300)):
        a_figure(served, count, breakdown_dim="age", breakdown_value=part)
    shown = page_of(keeper, served)
    assert "fewer than 11" in shown
    assert "193" not in shown
    assert "300" in shown
    rows = {row["breakdown_value"]: row for row in exported_figures(network)}
    assert (rows["0 to 5"]["value"], rows["0 to 5"]["suppressed"]) == ("", "primary")
    assert (rows["6 to 12"]["value"], rows["6 to 12"]["suppressed"]) == ("", "complementary")
    assert (rows[""]["value"], rows[""]["suppressed"]) == ("500", "")


def test_n38_vacancy_turnover_and_pay_gap_print_period_and_n_and_withhold_small_numbers(keeper, network):
    health = an_organization(network)
    staff = {
        "level": "organization", "counts": "members", "concerns_staff": True, "organization": health,
        "population": "Staff of the department",
    }  # fmt: skip
    for code, value, n, shown in (
        ("vacancy", 20, 40, "20 percent"),
        ("turnover", 25, 4, "fewer than 5 answered"),
        ("pay_gap", 50, 8, "about half"),
    ):
        indicator = an_indicator(network, code, **staff)
        a_figure(indicator, value, n=n)
        page = page_of(keeper, indicator)
        assert shown in page
        assert "2022" in page
        assert (f"{n} " in page.split("Figures")[-1]) == (n == 40)


def test_n38_a_staff_figure_needs_its_n_and_its_organization(keeper, network):
    health = an_organization(network)
    vacancy = an_indicator(
        network, "vacancy", level="organization", counts="members", organization=health, concerns_staff=True
    )
    figure = a_figure(vacancy, 20, publish=False)
    refused = keeper.post(reverse("publish_figure", args=["river", figure.pk]), {"version": 1})
    assert refused.status_code == 422
    assert "how many answered" in words_of(refused)
    typed = {
        "name": "Vacancy", "code": "v", "population": "Staff", "unit": "percent", "direction": "down",
        "level": "population", "counts": "members", "concerns_staff": "on",
    }  # fmt: skip
    assert keeper.post(reverse("add_indicator", args=["river"]), typed).status_code == 422


def test_levels_stand_apart_and_nothing_is_summed(keeper, network):
    an_indicator(network, "poverty")
    an_indicator(network, "vacancy", level="organization", organization=an_organization(network))
    shown = words_of(keeper.get(reverse("indicators", args=["river"])))
    assert shown.index("Population") < shown.index("Organization")


def test_only_those_who_keep_the_register_change_it_and_others_see_no_drafts(network, poverty, client):
    a_figure(poverty, 28, publish=False)
    member = a_person()
    a_seat(network, holder=member)
    assert "Drafts" in page_of(client_of(member), poverty)
    assert "Drafts" not in page_of(client, poverty)
    assert client_of(member).get(reverse("add_indicator", args=["river"])).status_code == 403
    assert client.get(reverse("record_figure", args=["river", "poverty"])).status_code == 404


def test_drafts_of_families_counts_stay_with_those_who_keep_them(network, keeper):
    served = an_indicator(network, "served", unit="families", counts="families")
    a_figure(served, 7, publish=False)
    member = a_person()
    a_seat(network, holder=member)
    assert "Drafts" not in page_of(client_of(member), served)
    assert "Drafts" in page_of(keeper, served)


# --- the Mississippi example ---


@pytest.fixture
def maln():
    return examples.maln(with_meetings=False)


def test_n14_the_health_rank_is_published_and_the_others_wait_with_their_reason(client, maln):
    card = card_of(indicator_by_code(maln, "health_rank"), date(2025, 3, 6))
    assert [(one.says, one.period) for one in card.series] == [("49 (rank of states)", "2022")]
    assert card.indicator.direction == "down"
    assert card.is_stale
    drafts = Figure.objects.filter(state="draft").values_list("indicator__code", "note")
    assert dict(drafts) == {
        "child_poverty": "The article gives no period.",
        "single_mothers_poor": "The article gives no period and no exact value.",
        "births_to_unmarried": "The article gives no period.",
        "subsidy_wait": "The article gives no period.",
    }
    page = words_of(client.get(reverse("indicator", args=["maln", "child_poverty"])))
    assert "No figure is published yet." in page
    assert "28" not in page.split("No figure is published yet")[0].split("Children in poverty")[-1]


def test_the_made_up_series_says_so_and_shows_its_baseline_and_goal(client, maln):
    page = client.get(reverse("indicator", args=["maln", "days_to_answer"])).content.decode()
    assert "This series is made up." in page
    assert "Baseline: 41 days" in page
    assert "Goal: 14 days" in page
    assert "fewer than 11" in page
    assert ">8<" not in page


def test_the_table_of_indicators_is_what_csvw_and_frictionless_expect(maln, tmp_path):
    csvw = pytest.importorskip("csvw")
    frictionless = pytest.importorskip("frictionless")
    from konbit.exchange.archive.indicators import indicators_csvw, indicators_schema

    rows = exported_figures(maln)
    table = io.StringIO()
    writer = csv.DictWriter(table, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    (tmp_path / "indicators.csv").write_text(table.getvalue(), encoding="utf-8")
    (tmp_path / "indicators.csv-metadata.json").write_text(json.dumps(indicators_csvw()), encoding="utf-8")
    read = list(csvw.CSVW(str(tmp_path / "indicators.csv-metadata.json")).tables[0])
    assert len(read) == len(rows) == 11
    assert {row["suppressed"] or "" for row in read} == {"", "primary", "complementary"}
    resource = indicators_schema()
    report = frictionless.Resource(
        path="indicators.csv",
        schema=frictionless.Schema.from_descriptor(resource["schema"]),
        basepath=str(tmp_path),
    ).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_figures_of_other_places_stand_in_the_table_below_those_of_the_chart(network, keeper, poverty):
    a_figure(poverty, "28", 2021)
    a_figure(poverty, "27", 2022)
    a_figure(poverty, "31", 2022, place="Hill county")
    page = keeper.get(reverse("indicator", args=["river", "poverty"])).content.decode()
    table = page[page.index('id="figures"') :].partition("</table>")[0]
    assert re.findall(r"River county|Hill county", table) == ["River county", "River county", "Hill county"]
    assert table.count("Correct<") == 3
