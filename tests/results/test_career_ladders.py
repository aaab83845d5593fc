"""N-38: career ladders as data, two of them side by side, and pay as people type it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.results.domain.pay import read_cents, typed_from
from konbit.results.models import CareerLadder, LadderStep
from tests import examples
from tests.makers import AT, an_organization, clock_stands_at
from tests.results.standing_behind import River, at, page, read, stranger

whole = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("$1,234.50", 123450), ("1234.5", 123450), ("1 234", 123400), ("0", 0), ("$ 15.25", 1525), ("33000", 3300000),
        ("12,345,678", 1234567800), ("1234.50 USD", 123450),
    ],
)  # fmt: skip
def test_n38_an_amount_is_read_into_whole_cents(typed, cents):
    assert read_cents(typed) == cents


@pytest.mark.parametrize(
    "typed",
    ["", "1,2", "12,34.5", "1.234,50", "1234.567", "-5", "abc", "1e5", "$", "1,234 500", "٣٣", "9" * 15],
)
def test_n38_what_can_be_meant_in_two_ways_is_no_amount(typed):
    assert read_cents(typed) is None


@given(st.integers(0, 10**11))
def test_n38_an_amount_reads_as_it_was_written_with_or_without_sign_and_commas(cents):
    plain = f"{cents // 100}.{cents % 100:02d}"
    grouped = f"${cents // 100:,}.{cents % 100:02d}"
    assert read_cents(plain) == read_cents(grouped) == read_cents(typed_from(cents)) == cents
    assert Decimal(plain) * 100 == cents


@pytest.fixture
def river(settings):
    clock_stands_at(settings, AT)
    return River(results_are_public=True)


def begin(client, organization, name="Nurses", **typed):
    answer = client.post(at("new_career_ladder"), {"organization": organization.pk, "name": name, **typed})
    assert answer.status_code == 302, read(answer)
    return CareerLadder.objects.get(name=name)


def step(client, ladder, **typed):
    given = {"number": 1, "title": "Nurse I", "low": "33,000", "high": "$39,000", "per": "year"}
    return client.post(at("add_ladder_step", ladder.pk), {**given, **typed})


@whole
def test_n38_two_ladders_stand_side_by_side_by_step_with_pay_body_and_day(river):
    medicaid = an_organization(river.network, "Division of Medicaid")
    first = begin(river.keeper, river.health, approved_by="Personnel board", approved_on="2025-01-09")
    second = begin(river.keeper, medicaid, "Case workers")
    assert step(river.keeper, first, entry="34,500").status_code == 302
    step(river.keeper, first, number=2, title="Nurse II", low="38000", high="46000")
    step(river.keeper, second, title="Case worker", low="15.50", high="18", per="hour")
    shown = page(stranger(), "career_ladders").split("Side by side")[1].split("All career ladders")[0]
    assert "Department of Health: Nurses Division of Medicaid: Case workers" in shown
    assert (
        "Step 1 Nurse I $33,000 to $39,000 a year Entry pay: $34,500 a year Case worker $15.50 to $18 an hour"
        in shown
    )
    assert "Step 2 Nurse II $38,000 to $46,000 a year No such step" in shown
    assert "Approved by Personnel board on January 9, 2025 Not approved yet" in shown


@whole
def test_n38_a_range_that_runs_backward_is_refused_at_its_field(river):
    ladder = begin(river.keeper, river.health)
    refused = step(river.keeper, ladder, low="$39,000", high="33000")
    assert refused.status_code == 422
    assert "its highest pay is less than its lowest" in read(refused)
    assert 'id="id_high_error"' in refused.content.decode()
    assert 'value="$39,000"' in refused.content.decode()
    assert not LadderStep.objects.exists()


@whole
def test_n38_what_is_no_amount_is_named_at_its_field_and_kept(river):
    ladder = begin(river.keeper, river.health)
    refused = step(river.keeper, ladder, low="about 33,000")
    assert refused.status_code == 422
    assert "“about 33,000” in “Lowest pay” is not an amount we can read. Write it like 1,234.50." in read(
        refused
    )


@whole
def test_n38_entry_pay_outside_the_range_is_said_and_saved(river):
    ladder = begin(river.keeper, river.health)
    answer = river.keeper.post(
        at("add_ladder_step", ladder.pk),
        {
            "number": 1,
            "title": "Nurse I",
            "low": "33000",
            "high": "39000",
            "entry": "32999.99",
            "per": "year",
        },
        follow=True,
    )
    assert "The entry pay lies outside the range of its step" in read(answer)
    assert "$33,000 to $39,000 a year $32,999.99 a year Entry pay outside the range" in page(
        stranger(), "career_ladder", ladder.pk
    )


@whole
def test_n38_the_example_has_two_ladders_that_say_they_are_made_up(client, settings):
    clock_stands_at(settings, AT)
    examples.maln()
    shown = page(client, "career_ladders", network="maln").split("This is a demo.")[0]
    assert "Eligibility worker II" in shown
    assert "Senior counselor" in shown
    assert shown.split("Side by side")[1].count("made up") == 4 + 3 + 2
    assert "See them side by side" in read(client.get("/en/groups/maln/results/GL1/"))


@whole
def test_n38_vacancy_turnover_and_pay_gap_are_one_link_away(river):
    ladder = begin(river.keeper, river.health)
    assert (
        'href="/en/groups/river/indicators/"'
        in stranger().get(at("career_ladder", ladder.pk)).content.decode()
    )


@whole
def test_an_organization_s_seat_keeps_its_own_ladder_and_no_other(river):
    ladder = begin(river.member, river.health)
    assert step(river.member, ladder).status_code == 302
    other = begin(river.keeper, an_organization(river.network, "Division of Medicaid"), "Case workers")
    assert step(river.member, other).status_code == 403
    typed = {"organization": other.organization_id, "name": "Theirs"}
    assert river.member.post(at("new_career_ladder"), typed).status_code == 422
    assert stranger().get(at("add_ladder_step", ladder.pk)).status_code == 404


@whole
def test_a_step_is_changed_and_taken_off_and_its_number_stands_once(river):
    ladder = begin(river.keeper, river.health)
    step(river.keeper, ladder)
    twice = step(river.keeper, ladder, title="Nurse II")
    assert twice.status_code == 409
    assert "Step 1 is there already: “Nurse I”." in read(twice)
    there = LadderStep.objects.get()
    address = at("change_ladder_step", ladder.pk, there.pk)
    assert 'value="33000"' in river.keeper.get(address).content.decode()
    typed = {"number": 3, "title": "Nurse III", "low": "50000", "high": "60000", "per": "year"}
    assert river.keeper.post(address, typed).status_code == 302
    assert "Step 3 Nurse III $50,000 to $60,000 a year" in page(stranger(), "career_ladder", ladder.pk)
    river.keeper.post(at("remove_ladder_step", ladder.pk, there.pk))
    assert "This ladder has no steps yet." in page(stranger(), "career_ladder", ladder.pk)


@whole
def test_an_approval_has_a_body_and_a_day(river):
    typed = {"organization": river.health.pk, "name": "Nurses", "approved_by": "Personnel board"}
    half = river.keeper.post(at("new_career_ladder"), typed)
    assert half.status_code == 422
    assert "An approval has a body and a day." in read(half)


@whole
def test_with_more_than_two_a_reader_chooses_which_two(river):
    ladders = [begin(river.keeper, river.health, name) for name in ("Aides", "Clerks", "Nurses")]
    chosen = {"first": ladders[2].pk, "second": ladders[0].pk}
    shown = read(stranger().get(at("career_ladders"), chosen)).split("Side by side")[1].split("All career")[0]
    assert "Department of Health: Nurses Department of Health: Aides" in shown
    assert stranger().get(at("career_ladders"), {"first": "nonsense"}).status_code == 200
