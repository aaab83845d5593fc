"""G-4: a partner is taken on: a list of what to see to, and six months in which relationships count as work done."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.foundation.clock import move_demo_clock
from konbit.grants.domain.first_months import month_begins, month_ends, month_of, outputs_are_asked_for
from konbit.grants.models import ChecklistItem
from konbit.grants.operations.activities import record_activity
from konbit.grants.words import CHECKLIST
from tests.grants.makers import SHELL, Chain
from tests.makers import AT, clock_stands_at
from tests.results.standing_behind import at, page, read, stranger

STARTS = date(2025, 3, 10)
ASKED = "Outputs are asked for"


@pytest.fixture(autouse=True)
def at_the_time(settings, request):
    if "django_db" in request.keywords:
        clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    chain = Chain()
    chain.given = chain.award("Funder", "North grantee", code="north", starts_on=STARTS)
    return chain


def at_noon(day):
    """Noon of this day in Chicago."""
    move_demo_clock(datetime(day.year, day.month, day.day, 18, tzinfo=UTC))


def work(chain, *days, kind="relationship", award=None, body="North grantee"):
    for day in days:
        award = award or chain.given
        record_activity(
            organization=chain.body(body), kind=kind, what="Met the elders", done_on=day,
            shares={award.pk: 10_000}, by=SHELL, at=datetime(2026, 6, 1, tzinfo=UTC),
        )  # fmt: skip


FOUR = (date(2025, 3, 10), date(2025, 4, 9), date(2025, 4, 10), date(2025, 9, 9))


@pytest.mark.django_db
def test_g4_four_relationship_entries_and_no_output_show_work_and_no_late_mark_until_month_7(chain):
    work(chain, *FOUR)
    reader = chain.clients["Mill contractor"]
    for day, month in ((date(2025, 3, 10), 1), (date(2025, 4, 10), 2), (date(2025, 9, 9), 6)):
        at_noon(day)
        for shown in (page(reader, "first_months", "north"), page(reader, "partners")):
            assert "Work recorded: 4" in shown
            assert "Outputs: 0" in shown
            assert f"Month {month}" in shown
            assert ASKED not in shown
            assert "late" not in shown.lower().replace("related", "")
    at_noon(date(2025, 9, 10))
    assert ASKED in page(reader, "partners")
    shown = page(reader, "first_months", "north")
    assert ASKED in shown
    assert "Work recorded: 4" in shown
    assert "Month 1 March 10, 2025 April 9, 2025 2 0" in shown
    assert "Month 2 April 10, 2025 May 9, 2025 1 0" in shown
    assert "Month 6 August 10, 2025 September 9, 2025 1 0" in shown


@pytest.mark.django_db
@pytest.mark.parametrize("by_whom", ["itself", "a contractor"])
def test_g4_an_output_of_its_own_or_of_a_contractor_answers_what_is_asked_for(chain, by_whom):
    work(chain, *FOUR)
    if by_whom == "itself":
        work(chain, date(2025, 9, 1), kind="training")
    else:
        passed_on = chain.award("North grantee", "Mill contractor", 100, parent=chain.given, starts_on=STARTS)
        work(chain, date(2025, 9, 1), kind="training", award=passed_on, body="Mill contractor")
    at_noon(date(2025, 9, 10))
    shown = page(chain.keeper, "first_months", "north")
    assert "Work recorded: 5 · Outputs: 1" in shown
    assert ASKED not in shown
    assert "For North grantee" not in page(chain.keeper, "partners")


@pytest.mark.django_db
def test_g4_a_partner_is_taken_on_by_a_list_that_is_offered_and_added_to(chain):
    funder, grantee = chain.clients["Funder"], chain.clients["North grantee"]
    assert funder.post(at("start_checklist", "north")).status_code == 302
    assert funder.post(at("start_checklist", "north")).status_code == 409
    own = {"what": "Meet at the mill", "key": str(uuid4())}
    for _ in range(2):
        assert grantee.post(at("new_checklist_item", "north"), own).status_code == 302
    items = list(ChecklistItem.objects.values_list("what", flat=True))
    assert items == [*map(str, CHECKLIST), "Meet at the mill"]
    last = ChecklistItem.objects.last()
    assert grantee.post(at("tick_checklist_item", last.pk)).status_code == 302
    assert "Meet at the mill Seen to March 6, 2025" in page(funder, "first_months", "north")
    grantee.post(at("untick_checklist_item", last.pk))
    assert "Seen to" not in page(funder, "first_months", "north")
    funder.post(at("remove_checklist_item", last.pk))
    assert "Meet at the mill" not in page(grantee, "first_months", "north")


@pytest.mark.django_db
def test_nobody_else_changes_the_list_and_an_empty_line_is_refused(chain):
    chain.clients["Funder"].post(at("start_checklist", "north"))
    item = ChecklistItem.objects.first()
    contractor = chain.clients["Mill contractor"]
    for verb, what in (
        ("tick_checklist_item", item.pk),
        ("remove_checklist_item", item.pk),
        ("start_checklist", "north"),
    ):
        assert contractor.post(at(verb, what)).status_code == 403
        assert stranger().post(at(verb, what)).status_code == 404
    refused = chain.clients["Funder"].post(at("new_checklist_item", "north"), {"what": " "})
    assert refused.status_code == 422
    assert "Say in a few words" in read(refused)
    assert chain.keeper.get(at("first_months", "no-such-award")).status_code == 404
    assert chain.keeper.post(at("tick_checklist_item", uuid4())).status_code == 404


@pytest.mark.django_db
def test_partners_are_listed_in_a_number_of_queries_that_does_not_grow(chain, django_assert_max_num_queries):
    for number in range(6):
        award = chain.award("Funder", f"Partner {number}", 100, starts_on=STARTS)
        work(chain, STARTS, award=award, body=f"Partner {number}")
    at_noon(STARTS)
    with django_assert_max_num_queries(30):
        shown = page(chain.keeper, "partners")
    assert shown.count("Work recorded: 1") == 6


@pytest.mark.parametrize(
    ("starts_on", "day", "month"),
    [
        (date(2025, 3, 10), date(2025, 3, 9), 0),
        (date(2025, 8, 31), date(2026, 2, 27), 6),
        (date(2025, 8, 31), date(2026, 2, 28), 7),
        (date(2023, 8, 31), date(2024, 2, 28), 6),
        (date(2023, 8, 31), date(2024, 2, 29), 7),
        (date(2025, 1, 31), date(2025, 3, 30), 2),
    ],
)
def test_g4_months_are_calendar_months_and_end_on_their_last_day_where_one_is_too_short(
    starts_on, day, month
):
    assert month_of(starts_on, day) == month


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))


@given(starts_on=DAYS, days=st.integers(min_value=0, max_value=4000))
def test_every_day_lies_in_the_month_that_begins_before_and_ends_after_it(starts_on, days):
    day = starts_on + timedelta(days=days)
    month = month_of(starts_on, day)
    assert month_begins(starts_on, month) <= day <= month_ends(starts_on, month)
    assert month_of(starts_on, month_ends(starts_on, month) + timedelta(days=1)) == month + 1


def test_outputs_are_asked_for_after_the_first_six_months_where_there_are_none():
    assert [outputs_are_asked_for(month, 0) for month in (0, 1, 6, 7, 30)] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert not outputs_are_asked_for(7, 1)


@pytest.mark.django_db
def test_awards_in_their_first_months_come_first_and_those_that_ended_are_left_out(chain):
    chain.award(
        "Funder",
        "South grantee",
        100,
        title="Long past",
        starts_on=date(2018, 5, 1),
        ends_on=date(2019, 6, 30),
    )
    chain.award("Funder", "Dam contractor", 100, title="Last day", ends_on=date(2025, 9, 10))
    chain.award("Funder", "Mill contractor", 100, title="Just begun", starts_on=date(2025, 9, 1))
    at_noon(date(2025, 9, 10))
    shown = page(chain.keeper, "partners")
    assert "Long past" not in shown
    assert "Month 89" not in shown
    places = [
        shown.index(words)
        for words in ("In their first six months", "Just begun", "Past the first six", "Last day")
    ]
    assert places == sorted(places)
    at_noon(date(2025, 9, 11))
    assert "Last day" not in page(chain.keeper, "partners")
