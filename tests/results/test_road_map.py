"""N-9: the road map holds every open result once, says how far each lies behind its plan, and says nothing else."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from uuid import UUID

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from konbit.audit.models import Entry
from konbit.foundation.refusals import ChangedMeanwhile, NotAllowed
from konbit.foundation.texts import say
from konbit.network.models import Group, GroupMember
from konbit.results.domain import road_map as rules
from konbit.results.domain.ladder import DROPPED, REACHED, RUNGS
from konbit.results.models import Result
from konbit.results.operations.results import change_rung
from konbit.results.operations.road_map import (
    OwnerIsOfAnotherGroup,
    PlannedPeriodIsOver,
    ResultIsNotOpen,
    plan_result,
)
from tests.makers import AT, a_group, a_network, a_seat, actor, client_of, clock_stands_at
from tests.meetings.reading import visit
from tests.results.planning import River

DAYS = st.dates(date(1990, 1, 1), date(2190, 12, 31))
MONTHS = st.sampled_from(rules.MONTHS)
# 2025-03-06 is in the first quarter of 2025.
LATER = datetime(2025, 11, 20, 16, 0, tzinfo=UTC)


# --- the rules ---------------------------------------------------------------------------------


@given(day=DAYS, months=MONTHS)
def test_n9_a_period_holds_its_day_and_ends_where_the_next_one_begins(day, months):
    period = rules.period_of(day, months)
    assert rules.period_of(period.ends_on, months) == period
    assert day <= period.ends_on
    after = date.fromordinal(period.ends_on.toordinal() + 1)
    assert rules.period_of(after, months).index == period.index + 1


@given(planned=DAYS, today=DAYS, months=MONTHS, rung=st.sampled_from(RUNGS))
def test_n9_drift_is_how_many_whole_periods_a_plan_would_have_to_move_to_hold(planned, today, months, rung):
    drift = rules.drift(planned, rung, today, months)
    if rung in REACHED or rung == DROPPED:
        assert drift == 0
        return
    ends = rules.period_of(planned, months)
    # Walk forward period by period until the plan is no longer past.
    steps = 0
    while ends.ends_on < today:
        ends = rules.period_of(date.fromordinal(ends.ends_on.toordinal() + 1), months)
        steps += 1
    assert drift == steps


@given(first=DAYS, now=DAYS, months=MONTHS)
def test_n9_a_plan_that_moved_moves_back_by_as_much(first, now, months):
    assert rules.moved(first, now, months) == -rules.moved(now, first, months)
    assert rules.moved(None, now, months) == rules.moved(first, None, months) == 0


def test_n9_what_is_not_planned_never_drifts():
    assert rules.drift(None, "idea", date(2199, 1, 1), 3) == 0


@given(day=DAYS, months=MONTHS)
def test_a_result_can_be_planned_from_the_period_that_runs_for_five_years(day, months):
    periods = rules.periods_from(day, months)
    assert periods[0] == rules.period_of(day, months)
    assert [one.index for one in periods] == list(range(periods[0].index, periods[0].index + len(periods)))
    assert periods[-1].year == day.year + rules.YEARS_AHEAD


# --- through pages -----------------------------------------------------------------------------


class Sentences(HTMLParser):
    """Every text that stands in the body, with the nearest element around it that says where it comes from."""

    EMPTY = {"meta", "link", "br", "img", "input", "hr", "path", "circle"}

    def __init__(self, page):
        super().__init__()
        self.around, self.found, self.in_body = [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.in_body = self.in_body or tag == "body"
        if tag in self.EMPTY:
            return
        said = dict(attrs)
        of = ("record", said["data-record"]) if "data-record" in said else None
        of = of or (("template", said["data-template"]) if "data-template" in said else None)
        self.around.append((tag, of))

    def handle_endtag(self, tag):
        while tag not in self.EMPTY and self.around and self.around.pop()[0] != tag:
            pass

    def handle_data(self, data):
        words = " ".join(data.split())
        if words and self.in_body:
            self.found.append((words, next((of for _, of in reversed(self.around) if of), None)))


TEMPLATES = {
    "print.how_to", "print.heading", "print.lede", "print.printed", "road_map.open", "road_map.period",
    "road_map.ends", "road_map.over", "road_map.now", "road_map.nobody", "road_map.standing", "road_map.moved",
    "road_map.labels", "road_map.plan_label", "road_map.reached", "road_map.empty",
}  # fmt: skip


@pytest.fixture
def river(db, settings):
    clock_stands_at(settings)
    return River()


def plan_on_page(river, code, *, owner=None, period=""):
    page = visit(river.client(), reverse("plan_result", args=["river", code]))
    member = river.seats[owner].member_id if owner else ""
    return page.send(owner=str(member), planned_until=period)


def printed(client):
    answer = client.get(reverse("road_map", args=["river"]) + "?print")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_n9_the_printed_road_map_holds_every_open_result_once_by_period_and_owner(river):
    for code in ("H1", "H2", "H3", "H4"):
        river.result(code)
    river.result("H5", rung="achieved", evidence="The mayor's letter")
    dropped = river.result("H6")
    change_rung(result=dropped, rung="dropped", version=1, reason="No land", by=river.by, at=AT)
    assert "Planned." in plan_on_page(river, "H1", owner="River Clinic", period="2025-06-30").words
    plan_on_page(river, "H2", owner="Mill Works", period="2025-06-30")
    plan_on_page(river, "H3", owner="Mill Works", period="2025-03-31")
    page = printed(river.client())
    told = Sentences(page).found
    codes = [words for words, _ in told if re.fullmatch(r"H\d", words)]
    assert codes == ["H3", "H2", "H1", "H4"]
    words = " ".join(words for words, _ in told)
    assert words.index("Quarter 1 of 2025") < words.index("H3") < words.index("Quarter 2 of 2025")
    assert words.index("Quarter 2 of 2025") < words.index("River Clinic") < words.index("H1")
    assert words.index("Not planned yet") < words.index("Nobody sees to these yet") < words.index("H4")
    assert "4 open results" in words
    assert "1 result is achieved or sustained." in words
    assert "behind" not in words


@pytest.mark.django_db
def test_n9_no_sentence_of_the_printed_page_lacks_a_record_or_a_template(river):
    for code in ("H1", "H2", "H3"):
        river.result(code)
    plan_on_page(river, "H1", owner="River Clinic", period="2025-06-30")
    told = Sentences(printed(river.client())).found
    assert len(told) > 10
    for words, of in told:
        assert of is not None, words
        kind, name = of
        if kind == "template":
            assert name in TEMPLATES, name
            continue
        model, pk, *version = name.split(":")
        row = {"result": Result, "member": GroupMember, "group": Group}[model].objects.get(pk=UUID(pk))
        if version:
            assert row.version == int(version[0])
        said = {row.code, say(row.text, "en").text} if model == "result" else {row.name}
        assert words in said, "a record's element says what the record says, and nothing else"


@pytest.mark.django_db
@pytest.mark.parametrize(("months", "says"), [(3, "2 quarters"), (6, "1 half-year"), (12, "")])
def test_n9_a_plan_that_is_past_shows_its_drift_in_whole_periods(months, says, river, settings):
    Group.objects.update(road_map_months=months)
    river.network.refresh_from_db()
    late, done = river.result("H1"), river.result("H2")
    for result in (late, done):
        plan_result(result=result, version=1, planned_until=date(2025, 6, 30), by=river.by, at=AT)
    change_rung(result=done, rung="achieved", version=2, evidence="Keys", by=river.by, at=AT)
    clock_stands_at(settings, LATER)
    words = " ".join(words for words, _ in Sentences(printed(river.client())).found)
    if says:
        assert f"{says} behind its plan" in words
        assert "1 open result, 1 of them behind its plan" in words
        assert "This period is over" in words
    else:
        assert "behind" not in words
    assert "H2" not in words


@pytest.mark.django_db
def test_n9_a_later_plan_keeps_the_first_one_in_sight(river, settings):
    river.result("H1")
    plan_on_page(river, "H1", period="2025-03-31")
    clock_stands_at(settings, LATER)
    plan_on_page(river, "H1", period="2025-12-31")
    words = visit(river.client(), reverse("road_map", args=["river"])).words
    assert "First planned for Quarter 1 of 2025, moved 3 periods later" in words
    assert "behind" not in words
    assert "Quarter 4 of 2025" in visit(river.client(), reverse("result", args=["river", "H1"])).words


@pytest.mark.django_db
def test_n9_the_length_of_a_period_is_a_setting_of_the_network(river):
    river.result("H1")
    plan_on_page(river, "H1", period="2025-06-30")
    settings_page = visit(river.client(), reverse("group_settings", args=["river"]))
    assert "The settings are saved." in settings_page.send(road_map_months="12").words
    assert "The year 2025" in visit(river.client(), reverse("road_map", args=["river"])).words
    assert Result.objects.get(code="H1").planned_until == date(2025, 6, 30)


@pytest.mark.django_db
def test_a_plan_is_refused_for_what_is_reached_over_or_another_group_s(river, settings):
    result, done = river.result("H1"), river.result("H2", rung="achieved", evidence="Keys")
    with pytest.raises(ResultIsNotOpen):
        plan_result(result=done, version=1, planned_until=date(2025, 6, 30), by=river.by, at=AT)
    with pytest.raises(PlannedPeriodIsOver):
        plan_result(result=result, version=1, planned_until=date(2024, 12, 31), by=river.by, at=AT)
    elsewhere = a_seat(a_network(), "Ferry Company").member
    with pytest.raises(OwnerIsOfAnotherGroup):
        plan_result(result=result, version=1, owner=elsewhere, by=river.by, at=AT)
    with pytest.raises(ChangedMeanwhile):
        plan_result(result=result, version=7, planned_until=date(2025, 6, 30), by=river.by, at=AT)
    member = actor(river.people["Mill Works"])
    with pytest.raises(NotAllowed):
        plan_result(result=result, version=1, planned_until=date(2025, 6, 30), by=member, at=AT)
    assert Result.objects.get(code="H1").planned_until is None


@pytest.mark.django_db
def test_who_sees_to_a_result_plans_it_and_the_trail_says_so(river):
    result = river.result("H1")
    owner = river.seats["Mill Works"].member
    plan_result(result=result, version=1, owner=owner, by=river.by, at=AT)
    page = visit(river.client("Mill Works"), reverse("plan_result", args=["river", "H1"]))
    page.send(owner=str(owner.pk), planned_until="2025-09-30")
    result.refresh_from_db()
    assert (result.planned_until, result.first_planned_until) == (date(2025, 9, 30), date(2025, 9, 30))
    assert Entry.objects.filter(action="results.plan_result").count() == 2
    # A plan whose period has ended meanwhile can be saved again with another owner.
    plan_result(result=result, version=3, planned_until=date(2025, 9, 30), by=river.by, at=LATER)


@pytest.mark.django_db
def test_n9_the_public_sees_results_and_periods_but_nobody_who_sees_to_them(river, client):
    Group.objects.update(results_are_public=True)
    river.result("H1")
    plan_on_page(river, "H1", owner="Mill Works", period="2025-06-30")
    for path in (reverse("road_map", args=["river"]), reverse("result", args=["river", "H1"])):
        page = client.get(path).content.decode()
        assert "Quarter 2 of 2025" in page
        assert "Mill Works" not in page
    assert "Mill Works" not in printed(client)


@pytest.mark.django_db
def test_a_group_inside_a_network_has_no_road_map_of_its_own(river):
    inside = a_group(river.network, address="inside")
    member = client_of(inside.roles.get(role="convener").person)
    for name in ("road_map", "shared_future", "report"):
        assert member.get(reverse(name, args=["inside"])).status_code == 404
    assert "road map" not in visit(member, reverse("group_settings", args=["inside"])).words
