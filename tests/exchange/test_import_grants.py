"""Awards from lists, through the pages: 360Giving as CSV and JSON, and people's own spreadsheets."""

import json
from datetime import date
from pathlib import Path

import pytest

from konbit.exchange.tables.parsing import answer
from konbit.grants.models import Award
from konbit.grants.operations.awards import change_amount
from konbit.network.models import Organization
from konbit.network.operations.organizations import add_community
from tests.exchange.lists import as_csv, as_xlsx, at, brought, counted, newest, taken_back, upload
from tests.makers import AT as EARLIER
from tests.makers import (
    a_network,
    a_person,
    a_seat,
    client_of,
    clock_stands_at,
    convener_of,
    the_person_with,
)

pytestmark = pytest.mark.django_db

AT = EARLIER.replace(year=2026)
FUNDING = Path(__file__).parents[3] / "shared/data/funding"
NEEDS_FUNDING = pytest.mark.skipif(
    not FUNDING.is_dir(), reason=f"{FUNDING} is not here: the sample and the faulty file were not read"
)

HEAD = ["Identifier", "Title", "Amount awarded", "Currency", "Day of the award", "Who gives", "Who receives",
        "Passed on from", "Communities"]  # fmt: skip
ROOT = [
    "F-1",
    "Support of the region",
    "1000.00",
    "USD",
    "2025-01-15",
    "County fund",
    "Regional partner",
    "",
    "",
]
CHILD = [
    "L-1",
    "Family visits",
    "600.01",
    "USD",
    "2025-02-01",
    "Regional partner",
    "Family center",
    "F-1",
    "Port",
]


@pytest.fixture
def group(settings):
    clock_stands_at(settings, AT)
    network = a_network(address="port")
    add_community(network=network, name="Port", by=convener_of(network), at=AT)
    return network


@pytest.fixture
def client(group):
    return client_of(the_person_with(group, "facilitator"))


def codes():
    return list(Award.objects.order_by("code").values_list("code", flat=True))


def told(client, run):
    """What the page says is wrong, as the table of refused rows: [row, letters, header, value, sentence]."""
    text = client.get(at(run, "import_faults")).content.decode("utf-8-sig")
    return [line.split(",", 4) for line in text.splitlines()[1:]]


def row(sample, **said):
    names = ["identifier", "title", "amount", "currency", "day", "funder", "recipient", "parent", "places"]
    return [said.get(name, value) for name, value in zip(names, sample, strict=True)]


def test_awards_come_in_active_children_before_parents_and_go_again(group, client):
    run = brought(client, group, "grants", as_csv([HEAD, CHILD, ROOT]))
    assert (run.state, counted(run)) == ("done", (2, 0, 0, 0)), told(client, run)
    root, child = Award.objects.get(code="F-1"), Award.objects.get(code="L-1")
    assert (child.parent, child.cents, child.state, child.awarded_on) == (
        root,
        60001,
        "active",
        date(2025, 2, 1),
    )
    assert child.funder == root.recipient == Organization.objects.get(name="Regional partner")
    assert child.source == "list.csv"
    assert [(one.community.name, one.cents) for one in child.places.all()] == [("Port", None)]
    assert [(step.number, step.step, step.cents_after) for step in child.changes.all()] == [
        (1, "awarded", 60001)
    ]

    again = brought(client, group, "grants", as_csv([HEAD, CHILD, ROOT]))
    assert counted(again) == (0, 0, 2, 0)
    undone = taken_back(client, run)
    assert (undone.state, undone.kept) == ("undone", [])
    assert (codes(), Organization.objects.count()) == ([], 0)


def test_what_was_used_since_stays_and_is_named(group, client):
    run = brought(client, group, "grants", as_csv([HEAD, CHILD, ROOT]))
    child = Award.objects.get(code="L-1")
    acts = {"by": convener_of(group, AT), "at": AT}
    change_amount(award=child, cents=50_000, reason="Fewer visits", version=child.version, **acts)
    undone = taken_back(client, run)
    assert sorted(name for _row, name in undone.kept) == ["F-1", "L-1"]
    assert codes() == ["F-1", "L-1"]


def test_the_sum_over_all_rows_stays_within_the_parent_and_the_message_names_the_amount_over(group, client):
    more = row(CHILD, identifier="L-2", amount="400.00", recipient="Other center")
    run = brought(client, group, "grants", as_csv([HEAD, CHILD, more, ROOT]))
    assert (run.state, counted(run)) == ("checked", (2, 0, 0, 1))
    ((number, letters, header, value, says),) = told(client, run)
    assert (number, letters, header, value) == ("3", "C", "Amount awarded", "400.00")
    assert "0.01 over" in says
    assert codes() == []
    client.post(at(run, "import_step", "begin"), {"leaves_out_refused": "1"})
    assert codes() == ["F-1", "L-1"]
    later = brought(client, group, "grants", as_csv([HEAD, more]))
    assert "0.01 over: of the" in told(client, later)[0][4]


def test_a_change_goes_through_the_verbs_and_is_taken_back(group, client):
    brought(client, group, "grants", as_csv([HEAD, CHILD, ROOT]))
    lower = row(CHILD, amount="$500", title="Visits to families", places="Port: 100.50")
    run = brought(client, group, "grants", as_csv([HEAD, lower, ROOT]))
    assert counted(run) == (0, 1, 1, 0)
    child = Award.objects.get(code="L-1")
    assert (child.cents, child.title, child.places.get().cents) == (50_000, "Visits to families", 10_050)
    assert child.changes.filter(step="lowered", reason__contains="list.csv").exists()
    taken_back(client, run)
    child.refresh_from_db()
    assert (child.cents, child.title, child.places.get().cents) == (60_001, "Family visits", None)


def test_raising_the_parent_and_the_child_in_one_file_counts_both(group, client):
    brought(client, group, "grants", as_csv([HEAD, CHILD, ROOT]))
    run = brought(
        client, group, "grants", as_csv([HEAD, row(CHILD, amount="1100"), row(ROOT, amount="1100")])
    )
    assert counted(run) == (0, 2, 0, 0)
    assert set(Award.objects.values_list("cents", flat=True)) == {110_000}
    refused = brought(client, group, "grants", as_csv([HEAD, row(ROOT, amount="1099.99")]))
    assert "0.01 more was passed on" in told(client, refused)[0][4]


FAULTS = [
    ({"identifier": ""}, "Identifier", "is empty"),
    ({"currency": ""}, "Currency", "is empty"),
    ({"currency": "XYZ"}, "Currency", "not known here"),
    ({"amount": "12,500"}, "Amount awarded", "reads in two ways. Write 12500"),
    ({"amount": "-4000"}, "Amount awarded", "never less than nothing"),
    ({"amount": "0"}, "Amount awarded", "Nothing is awarded"),
    ({"amount": "1.234"}, "Amount awarded", "not an amount we can read"),
    ({"amount": "9" * 20}, "Amount awarded", "less than ten trillion"),
    ({"recipient": ""}, "Who receives", "is empty"),
    ({"recipient": "Regional  PARTNER"}, "Who receives", "the same organization"),
    ({"day": "2031-01-01"}, "Day of the award", "still to come"),
    ({"day": "2025-02-30"}, "Day of the award", "no such day"),
    ({"parent": "Nowhere"}, "Passed on from", "Neither the network nor this file"),
    ({"funder": "Somebody else"}, "Who gives", "holds the money"),
    ({"currency": "EUR", "parent": "F-1"}, "Currency", "is in USD"),
    ({"places": "Port: 700"}, "Communities", "99.99 more than the award"),
    ({"places": "Port; port"}, "Communities", "stands here twice"),
]


def test_each_fault_is_named_with_row_and_column_and_nothing_comes_in(group, client):
    rows = [
        row(CHILD, **{"identifier": f"L-{number}", **said}) for number, (said, *_told) in enumerate(FAULTS)
    ]
    run = brought(client, group, "grants", as_csv([HEAD, ROOT, *rows]))
    found = {int(number): (header, says) for number, _letters, header, _value, says in told(client, run)}
    for number, (said, header, sentence) in enumerate(FAULTS, start=3):
        assert found[number][0] == header, said
        assert sentence in found[number][1], said
    assert (run.state, counted(run), codes()) == ("checked", (1, 0, 0, len(FAULTS)), [])


def test_two_that_stand_under_each_other_in_a_circle_are_refused(group, client):
    rows = [row(ROOT, parent="L-1"), row(CHILD, funder="Regional partner")]
    rows[0][5] = "Family center"
    run = brought(client, group, "grants", as_csv([HEAD, *rows]))
    assert counted(run) == (0, 0, 0, 2)


def test_dollars_are_said_where_no_column_says_the_currency_and_unknown_places_are_named(group, client):
    head, plain = [one for one in HEAD if one != "Currency"], [*ROOT[:3], *ROOT[4:8], "Elsewhere"]
    upload(client, group, "grants", as_xlsx([head, plain]), "list.xlsx")
    run = newest()
    client.post(at(run, "import_columns"), {f"column_{place}": code for place, code in run.columns.items()})
    page = client.get(at(run, "import_run")).content.decode()
    for sentence in (
        "read as US dollars",
        "no community of this name",
        "Elsewhere",
        "It is added",
        "County fund",
    ):
        assert sentence in page


def test_who_facilitates_a_group_inside_alone_cannot_bring_money_into_the_network(group):
    from tests.makers import a_group

    inside = a_group(group)
    client = client_of(the_person_with(inside, "facilitator"))
    answer = upload(client, inside, "grants", as_csv([HEAD, ROOT]))
    assert answer.status_code in (403, 404, 409, 422)
    member = a_person()
    a_seat(group, "Health fund", holder=member)
    assert upload(client_of(member), group, "grants", as_csv([HEAD, ROOT])).status_code == 404


# --- 360Giving ---


def package(*grants):
    return json.dumps({"version": "1.4", "grants": grants}).encode()


def a_grant(name, cents, funder, recipient, **more):
    body = {"id": f"XX-{recipient}", "name": recipient}
    return {
        "id": name, "title": name, "description": name, "currency": "USD", "amountAwarded": cents / 100,
        "awardDate": "2025-01-15T00:00:00Z", "recipientOrganization": [body],
        "fundingOrganization": [{"id": f"XX-{funder}", "name": funder}], **more,
    }  # fmt: skip


def test_a_package_in_json_comes_in_with_its_tiers(group, client):
    data = package(
        a_grant(
            "360G-x/2", 117857143, "Regional partner", "Center", relatedActivity=["360G-x/3", "360G-x/1"]
        ),
        a_grant("360G-x/1", 117857143, "County fund", "Regional partner", regrantType="FRG020"),
        a_grant("360G-x/3", 500, "County fund", "Nobody", fromOpenCall="Yes"),
    )
    run = brought(client, group, "grants", data, name="grants.json")
    assert counted(run) == (3, 0, 0, 0), told(client, run)
    child = Award.objects.exclude(parent=None).get()
    assert (child.cents, child.parent.cents, child.parent.regrant) == (117857143, 117857143, "FRG020")
    assert counted(brought(client, group, "grants", data, name="grants.json")) == (0, 0, 3, 0)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"grants": 1}', "no_package"),
        (b'{"grants": [1]}', "no_package"),
        (b'{"grants": []}', "no_rows"),
        (b'{"grants": [{"amountAwarded": NaN}]}', "no_package"),
        (b'{"grants": ' + b"[" * 20_000, "no_package"),
        (b"{not json", "no_package"),
        (b'{"grants": [' + b",".join([b'{"id":"a"}'] * 100_001) + b"]}", "too_many_rows"),
    ],
)
def test_what_is_no_package_is_refused_in_words(data, why):
    assert answer(data)["refused"] == why


def test_two_hundred_thousand_lines_are_refused_before_anything_is_stored(group, client):
    line = b"A-1,One,5,USD,2025-01-15,Fund,Partner,,\r\n"
    data = as_csv([HEAD]) + line * 200_000
    answered = upload(client, group, "grants", data)
    assert answered.status_code == 422
    assert "more than 100000 rows" in answered.content.decode()
    assert codes() == []


@NEEDS_FUNDING
@pytest.mark.parametrize("name", ["360giving_sample_invented.csv", "360giving_sample_invented.json"])
def test_the_forty_invented_grants_come_in_alike_from_csv_and_json(group, client, name):
    run = brought(client, group, "grants", (FUNDING / name).read_bytes(), name=name)
    assert counted(run) == (40, 0, 0, 0), told(client, run)
    package = json.loads((FUNDING / "360giving_sample_invented.json").read_text())
    expected = {one["id"]: one["amountAwarded"] * 100 for one in package["grants"]}
    assert dict(Award.objects.values_list("code", "cents")) == expected
    assert counted(brought(client, group, "grants", (FUNDING / name).read_bytes(), name=name)) == (
        0,
        0,
        40,
        0,
    )
    assert (taken_back(client, run).kept, codes()) == ([], [])


@NEEDS_FUNDING
def test_each_of_the_six_faults_is_named_with_its_row_and_column(group, client):
    data = (FUNDING / "360giving_faulty_invented.csv").read_bytes()
    upload(client, group, "grants", data)
    run = newest()
    columns = {f"column_{place}": code for place, code in run.columns.items()}
    asked = client.post(at(run, "import_columns"), columns, follow=True).content.decode()
    assert "Award Date: what does 03/07/2024 mean?" in asked, (
        "the day is asked about, once, and never guessed"
    )
    run = brought(client, group, "grants", data, days={"awarded_on": "day-first"})
    found = {(number, header): says for number, _letters, header, _value, says in told(client, run)}
    assert "Row 3 has this identifier too" in found["2", "Identifier"]
    assert "Row 2 has this identifier too" in found["3", "Identifier"]
    assert "reads in two ways" in found["3", "Amount Awarded"]
    assert "is empty" in found["5", "Recipient Org:Identifier"]
    assert "is empty" in found["6", "Currency"]
    assert "never less than nothing" in found["7", "Amount Awarded"]
    assert counted(run) == (1, 0, 0, 5), "with its day settled, the fourth row is whole"
    assert (run.state, codes()) == ("checked", [])
