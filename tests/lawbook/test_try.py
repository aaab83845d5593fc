"""The form to try the law with: it answers with reasons, guesses nothing, and keeps nothing."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from konbit.audit.models import Entry
from konbit.lawbook.forms import MOST_PEOPLE, form_for
from konbit.lawbook.telling import IMPOSSIBLE
from konbit_rules import screen
from konbit_rules.engine.bounds import Bounds
from konbit_rules.engine.spans import Fault
from tests.lawbook.families import DAY, TWO

pytestmark = pytest.mark.django_db
PATH = "/en/rules/try/"


def words(answer):
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)[0]
    main = re.sub(r"<select.*?</select>", "", main, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def without(family, *names):
    return {name: value for name, value in family.items() if name not in names}


def household_of_form(**changes):
    form = form_for(2)({**TWO, **changes})
    assert form.is_valid(), form.errors
    return form.household


def test_the_form_says_what_it_is_not_and_works_without_a_script(visitor):
    answer = visitor.get(PATH)
    page = words(answer)
    assert "This is not an application." in page
    assert "Nothing is saved and nobody is told." in page
    assert "<script" not in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_family_reads_what_it_may_get_in_the_order_in_which_it_matters(visitor):
    answer = visitor.post(PATH, TWO)
    page = words(answer)
    assert answer.status_code == 200
    order = ["What you receive already", "Likely, but places may not be free", "Taxes", "Not likely:"]
    assert [page.index(heading) for heading in order] == sorted(page.index(heading) for heading in order)
    assert re.search(r"SNAP \(food benefits\) Likely \$\d+ a month", page)
    assert re.search(r"Child Care Payment Program Likely \$\d+ a month .*New applications are paused", page)
    assert "7 CFR 273.9(a)(1)" in page
    assert re.search(
        r"Income before deductions is at or under the limit. \$[\d,]+ a month, held against \$", page
    )
    assert "Source not read; figure as recorded by" in page
    assert "you are eligible" not in page.lower()
    assert "denied" not in page.lower()


def test_the_answers_are_those_of_the_library(visitor):
    page = words(visitor.post(PATH, TWO))
    amount = screen(household_of_form(), DAY).answers["snap"].amount
    assert f"SNAP (food benefits) Likely ${amount.lowest:,.0f} a month" in page


def test_nothing_is_saved_logged_or_written_down(visitor, caplog):
    visitor.get(PATH)
    entries, sessions = Entry.objects.count(), Session.objects.count()
    with CaptureQueriesContext(connection) as asked:
        answer = visitor.post(PATH, {**TWO, "rent": "717.17"})
        visitor.post(PATH, {**TWO, "rent": "much"})
    assert not [query for query in asked if not query["sql"].upper().startswith("SELECT")]
    assert (Entry.objects.count(), Session.objects.count()) == (entries, sessions)
    assert "717.17" not in caplog.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert "sessionid" not in answer.cookies


def test_what_is_left_empty_counts_as_the_family_says_and_is_never_guessed(visitor):
    silent = without(TWO, "rest")
    answer = visitor.post(PATH, silent)
    assert answer.status_code == 422
    assert "Choose an answer for “What you left empty”." in words(answer)
    page = words(visitor.post(PATH, {**TWO, "rest": "unknown"}))
    assert "Needs more facts" in page
    assert "What would settle more" in page
    assert re.search(r"Citizenship or status \(Person 1 .*helps with \d+ programs", page)


def test_the_facts_that_settle_most_programs_come_first(visitor):
    page = words(visitor.post(PATH, {**TWO, "rest": "unknown"}))
    counts = [int(count) for count in re.findall(r"helps with (\d+) program", page)]
    assert len(counts) > 3
    assert counts == sorted(counts, reverse=True)


def test_one_fact_may_be_unknown_and_leaves_a_range(visitor):
    page = words(visitor.post(PATH, {**TWO, "rent": "?"}))
    assert re.search(r"SNAP \(food benefits\) \S+.{0,20}\$\d+ to \$\d+ a month", page)
    assert "Rent or house payment helps with" in page
    assert "Too much is not known for a curve." in page
    band = visitor.post(PATH, {**TWO, "heating_or_cooling_bill": "?"}).content.decode()
    assert "so the curve is a band" in band
    assert 'class="band"' in band
    assert 'class="series"' not in band


def test_received_with_the_amount_unknown_is_never_zero(visitor):
    asked = {**TWO, "receives_tanf": "yes", "tanf_received": "?"}
    page = words(visitor.post(PATH, asked))
    assert re.search(r"SNAP \(food benefits\) .{0,25}\$\d+ to \$\d+ a month", page)


def test_pay_without_hours_is_no_work_of_zero_hours():
    household = household_of_form(p1_pay_every="month", p1_pay_amount="1500", p1_hours="")
    assert "weekly_hours_worked" not in household.persons[0].facts
    assert household.persons[1].facts["weekly_hours_worked"] == 0


def test_income_of_several_kinds_and_periods_is_told_apart():
    household = household_of_form(
        p1_other1_kind="unemployment", p1_other1_amount="100", p1_other1_every="week",
        p1_other2_kind="child_support_received", p1_other2_amount="?", p1_other2_every="",
    )  # fmt: skip
    facts = household.persons[0].facts
    assert facts["unemployment"][0] == 100
    assert "child_support_received" not in facts
    assert facts["pension"] == (0, 0, 0, 0, 0)
    assert facts["wages"][0] == 360


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"rent": "much"}, "“much” in “Rent or house payment” is not a number we can read"),
        ({"rent": "-5"}, "is too little"),
        ({"rent": "1e400"}, "is too much"),
        ({"rent": "NaN"}, "is not a number we can read"),
        ({"p1_age": "29.5"}, "Person 1 (you, or the head of the household): An age is in whole years."),
        ({"p2_age": "130"}, "Person 2: “130” in “Age in years” is too much"),
        ({"p2_age": "40"}, f"Person 2: {IMPOSSIBLE['age']}"),
        ({"p1_pay_every": ""}, "Choose how often this is paid."),
        ({"p1_hours": ""}, "Pay by the hour needs the hours of a usual week"),
        ({"p1_hours": "169"}, "is too much"),
        ({"p1_is_pregnant": "yes", "p1_is_female": "no"}, str(IMPOSSIBLE["is_pregnant"])),
        ({"receives_snap": "no"}, str(IMPOSSIBLE["snap_received"])),
        ({"p2_care_days_per_month": "31"}, str(IMPOSSIBLE["care_days_per_month"])),
        ({"p1_weekly_hours_in_school": "160"}, str(IMPOSSIBLE["weekly_hours_worked"])),
        ({"p1_other1_kind": "pension"}, "Write how much it is"),
        ({"p1_other1_amount": "5", "p1_other1_every": "week"}, "Choose what kind of money this is."),
        ({"p1_other1_amount": "5", "p1_other1_kind": "pension"}, "Choose how often this is paid."),
        ({"p2_role": ""}, "Choose an answer for “Place in the household”."),
        ({"p2_role": "head"}, "is not one of the answers"),
        ({"county": "cook"}, "is not one of the answers"),
        ({"county": "\x00"}, "is not one of the answers"),
        ({"day": "soon"}, "is not a date we can read"),
        ({"day": "1950-01-01"}, "No law is loaded before"),
        ({"earner": "7"}, "is not one of the answers"),
        ({"rest": "some"}, "is not one of the answers"),
    ],
)
def test_what_cannot_be_read_or_cannot_be_is_explained_beside_its_field_and_kept(visitor, changes, says):
    answer = visitor.post(PATH, {**TWO, **changes})
    page = words(answer)
    assert answer.status_code == 422
    assert says in page
    assert "What you typed is still here." in page
    assert "What the law answers" not in page
    assert 'value="700"' in answer.content.decode() or "rent" in changes
    anchors = re.findall(r'<li><a href="#([^"]+)"', answer.content.decode())
    assert all(f'id="{anchor}"' in answer.content.decode() for anchor in anchors)


def test_two_spouses_are_one_too_many(visitor):
    third = {"people": "3", "p2_role": "spouse", "p2_age": "30", "p3_role": "spouse", "p3_age": "31"}
    answer = visitor.post(PATH, {**without(TWO, "p2_age", "p2_role"), **third})
    assert answer.status_code == 422
    assert str(IMPOSSIBLE["role"]) in words(answer)


@pytest.mark.parametrize("people", ["21", "7", "0", "-1", "", "²", "two", "9" * 5000])
def test_more_people_than_the_form_holds_are_refused_before_any_work(visitor, people):
    answer = visitor.post(PATH, {**TWO, "people": people})
    assert answer.status_code == 422
    assert f"This small form takes one to {MOST_PEOPLE} people." in words(answer)


def test_people_are_added_and_left_out_without_a_script_and_nothing_typed_is_lost(visitor):
    typed = {**without(TWO, "rest"), "add": "yes", "p2_age": "no idea"}
    answer = visitor.post(PATH, typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="people" value="3"' in page
    assert 'value="no idea"' in page
    assert "error-summary" not in page
    left = {**TWO, "people": "3", "p2_out": "on", "p3_role": "child", "p3_age": "9"}
    answer = visitor.post(PATH, left)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="people" value="2"' in page
    assert 'value="9"' in page
    most = visitor.post(PATH, {**TWO, "people": str(MOST_PEOPLE), "add": "yes"}).content.decode()
    assert f'name="people" value="{MOST_PEOPLE}"' in most
    assert 'name="add"' not in most


def test_the_curve_shows_where_a_raise_is_lost_in_picture_sentence_list_and_table(visitor):
    answer = visitor.post(PATH, TWO)
    page, shown = answer.content.decode(), words(answer)
    assert page.count('role="img"') == 2
    zone = re.search(
        r"Above (\$[\d.,]+ an hour): up to \$[\d,]+ a month less, because [^.]+\. Worth it again from", shown
    )
    assert zone
    assert "You are here: at $12 an hour" in shown
    assert "a losing zone begins" in shown
    assert "What to ask before pay changes" in shown
    assert "style=" not in page


def test_pay_by_the_month_is_drawn_by_the_month(visitor):
    asked = {**TWO, "p1_pay_amount": "1,560", "p1_pay_every": "month", "p1_hours": "30"}
    assert "You are here: at $1,560 a month" in words(visitor.post(PATH, asked))


def test_somebody_without_pay_and_somebody_with_very_much_are_answered_too(visitor):
    for pay in ("0", "9999999"):
        asked = {**TWO, "p1_pay_amount": pay, "p1_pay_every": "year"}
        assert visitor.post(PATH, asked).status_code == 200
    assert visitor.post(PATH, {**TWO, "earner": "2"}).status_code == 200


def test_nothing_told_at_all_is_answered_with_what_is_missing(visitor):
    answer = visitor.post(PATH, {"people": "1", "rest": "unknown", "day": "2026-06-15", "earner": "1"})
    assert answer.status_code == 200
    assert "Needs more facts" in words(answer)
    assert "For a curve, tell today’s pay" in words(answer)


def test_where_too_much_is_unknown_no_curve_is_drawn(visitor):
    answer = visitor.post(PATH, {**TWO, "rest": "unknown"})
    assert "Too much is not known for a curve." in words(answer)
    assert 'role="img"' not in answer.content.decode()


def test_a_day_on_which_not_all_programs_are_loaded_is_answered_without_a_curve(visitor):
    page = words(visitor.post(PATH, {**TWO, "day": "2023-11-15"}))
    assert "By the law of November 15, 2023" in page
    assert "not all of them are loaded for this day" in page


def test_a_rule_that_fails_is_said_to_be_a_fault_and_no_answer(visitor, monkeypatch, caplog):
    run = Bounds.run

    def broken(self, *told, **more):
        return run(self, *told, **more) | {"snap_eligible": Fault("snap_eligible", "broken")}

    monkeypatch.setattr(Bounds, "run", broken)
    page = words(visitor.post(PATH, {**TWO, "heating_or_cooling_bill": "?"}))
    assert re.search(r"SNAP \(food benefits\) Not checked now We could not check this one now\.", page)
    assert "We could not work the curve out now." in page
    assert "Child Tax Credit Likely" in page
    # The operator learns which rule failed, and nothing of the family.
    assert "rule snap_eligible of snap failed" in caplog.text
    assert "18,720" not in caplog.text


def test_the_page_speaks_every_language_of_the_house(visitor):
    for language in ("es", "ht", "vi"):
        answer = visitor.post(f"/{language}/rules/try/", TWO)
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.content.decode()


def test_no_operation_and_no_table_stands_in_the_room():
    room = Path(__file__).parents[2] / "src/konbit/lawbook"
    assert not list(room.rglob("models*")) + list(room.rglob("operations*")) + list(room.rglob("migrations*"))


def test_an_answer_for_persons_says_for_whom_it_is_likely(visitor):
    assert re.search(r"Medicaid Likely .{0,60}Likely for: Person 2 ", words(visitor.post(PATH, TWO)))


@pytest.mark.parametrize("typed", ["13,50", "1.250,00", "1,2,3", ",5"])
def test_a_comma_that_may_stand_for_cents_is_asked_about_and_not_read_as_thousands(visitor, typed):
    answer = visitor.post(PATH, {**TWO, "p1_pay_amount": typed})
    assert answer.status_code == 422
    assert "Write cents after a point, such as 13.50" in words(answer)
    assert f'value="{typed}"' in answer.content.decode()


def test_a_person_of_whom_nothing_was_said_is_left_out(visitor):
    alone = {name: value for name, value in TWO.items() if not name.startswith("p2_")}
    answer = visitor.post(PATH, {**alone, "p2_role": "", "p2_age": "", "rest": "none"})
    assert answer.status_code == 200
    assert "Person 2" not in words(answer)


def test_help_that_is_not_held_is_named_beside_the_curve_that_leaves_it_out(visitor):
    held = without(TWO, "receives_snap", "snap_received", "receives_child_care")
    page = words(visitor.post(PATH, held))
    assert re.search(r"because you did not say that the family holds it: .*SNAP \(food benefits\)", page)
    named = re.findall(r"family holds it: (.*?) Show as a table", words(visitor.post(PATH, TWO)))
    assert not any("SNAP" in one for one in named)


def test_programs_whose_law_is_not_loaded_that_day_are_named(visitor):
    page = words(visitor.post(PATH, {**TWO, "day": "2025-12-15"}))
    assert re.search(r"their law is loaded only for later days: .*Medicaid", page)
