"""Tables as files: no cell runs, numbers stay numbers, and the same table is the same bytes."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook

from konbit.exchange.tables.lists import LISTS
from konbit.exchange.tables.writing import as_typed, csv_text, harmless, json_lines, xlsx_bytes
from konbit.grants.operations.awards import award_grant, propose_award
from konbit.grants.operations.interests import answer_interest, set_money_settings
from konbit.grants.queries.networks import money_settings_of
from tests.exchange.networks import NASTY, a_full_network
from tests.makers import AT, SHELL, client_of, the_person_with

RUNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


@given(some.text())
def test_no_text_begins_as_a_formula_and_each_comes_back_as_it_was_typed(text):
    cell = harmless(text)
    assert cell[:1] not in tuple(RUNS)
    assert as_typed(cell) == text


@given(
    some.lists(
        some.lists(some.text(some.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5
    )
)
def test_csv_comes_back_as_it_was(rows):
    found = list(csv.reader(io.StringIO(csv_text(("one", "two"), rows), newline="")))
    assert found[1:] == [[harmless(cell) for cell in row] for row in rows]


def test_numbers_days_and_moments_stay_what_they_are():
    row = (-5, Decimal("-3.250"), True, date(2025, 3, 6), datetime(2025, 3, 6, 16, tzinfo=UTC), None, "-5")
    text = csv_text("abcdefg", [row])
    assert text.splitlines()[1] == "-5,-3.250,true,2025-03-06,2025-03-06T16:00:00+00:00,,'-5"
    sheet = load_workbook(io.BytesIO(xlsx_bytes("One", "abcdefg", [row]))).active
    values = [cell.value for cell in sheet[2]]
    assert values[:3] == [-5, -3.25, True]
    assert values[-1] == "'-5"


def test_no_cell_of_a_workbook_is_a_formula_and_the_same_table_is_the_same_file():
    made = xlsx_bytes("A/B: [x]", ("text",), [(one,) for one in (*NASTY, "#N/A", "a\x00b\x0bc", "\ud800")])
    assert made == xlsx_bytes(
        "A/B: [x]", ("text",), [(one,) for one in (*NASTY, "#N/A", "a\x00b\x0bc", "\ud800")]
    )
    for (cell,) in load_workbook(io.BytesIO(made)).active:
        assert cell.data_type in ("s", "n")
        assert (cell.value or "")[:1] not in tuple(RUNS)


def test_an_empty_table_is_a_table():
    assert csv_text(("a", "b"), []) == "a,b\r\n"
    assert json.loads("".join(json_lines(("a",), []))) == []


def show_money(network):
    """Everybody sees the network's money trail, with one award."""
    seat = network.seats.filter(organization__name="Workforce board").get()
    recipient = network.organizations.get(name="Department of Health")
    acts = {"by": SHELL, "at": AT}
    award = propose_award(
        network=network, funder=seat.organization, recipient=recipient, title="=Homes", cents=100, deciding=[seat], **acts
    )  # fmt: skip
    answer_interest(award=award, seat=seat, answer="none", **acts)
    award_grant(award=award, awarded_on=AT.date(), **acts)
    kept = money_settings_of(network)
    set_money_settings(
        network=network, is_public=True, interest_rule="", interested_may_decide=False, publisher_prefix="",
        version=kept.version, **acts,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("table", LISTS)
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_every_list_page_gives_its_table_in_each_form(table, form):
    network = a_full_network()
    show_money(network)
    client = client_of(the_person_with(network, "convener"))
    answer = client.get(f"/en/groups/{network.address}/tables/{table}.{form}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="delta-{table}.{form}"'
    body = answer.getvalue()
    if form == "csv":
        rows = list(csv.reader(io.StringIO(body.decode())))
        assert len({len(row) for row in rows}) == 1
        assert len(rows) > 1
        assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+@")]
    elif form == "json":
        assert json.loads(body)
    else:
        assert load_workbook(io.BytesIO(body)).active.max_row > 1
    page = client.get(f"/en/groups/{network.address}/take/").content.decode()
    assert f"/tables/{table}.{form}" in page
