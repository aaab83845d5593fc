"""What the dry run says before anything is written: what each kind of row comes to, how words and empty cells were
understood, who gets a role, and which cells were left empty."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from konbit.exchange.imports.columns import guess
from konbit.exchange.imports.commitments import STATUS_WORDS, Commitments
from konbit.meetings.models import Commitment
from konbit.meetings.words import COMMITMENT_STATES, PROGRESS
from konbit.network.models import Organization, Seat
from tests.exchange.lists import as_csv, at, brought, counted, newest, upload
from tests.makers import (
    AT,
    a_meeting,
    a_network,
    a_person,
    a_role,
    a_seat,
    client_of,
    clock_stands_at,
    the_person_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(settings):
    clock_stands_at(settings)
    return a_network()


@pytest.fixture
def client(group):
    return client_of(the_person_with(group, "convener"))


@pytest.fixture
def with_owners(group):
    a_seat(group, "Department of Health", holder=a_person("Leader of health"))
    a_seat(group, "Example Works", holder=a_person("Leader of work"))
    return a_meeting(group, seats=0, state="planned", item="")


def looked_at(client, group, kind, rows):
    """The dry run of these rows and its page; nothing is imported."""
    upload(client, group, kind, as_csv(rows))
    run = newest()
    client.post(at(run, "import_columns"), {f"column_{place}": code for place, code in run.columns.items()})
    return again(client, run)


def again(client, run):
    run.refresh_from_db()
    return run, " ".join(client.get(at(run, "import_run")).content.decode().split())


def imported(client, run, **sent):
    answer = client.post(at(run, "import_step", "begin"), sent)
    assert answer.status_code == 302, answer.content.decode()
    run.refresh_from_db()
    return run


# --- one seat, several rows ---

SHARED = [
    ["Organization", "Contact name", "Role", "Voting"],
    ["Department of Health", "Leader 1", "Member", "yes"],
    ["Department of Health", "Leader 2", "Funder", ""],
    ["Department of Health", "Leader 3", "", "no"],
    ["Department of Health", "Leader 4", "Member", "yes"],
]


def test_n4_rows_that_say_two_roles_of_one_seat_are_refused_in_words(group, client):
    run, page = looked_at(client, group, "people_and_seats", SHARED)
    assert counted(run) == (2, 0, 0, 2)
    assert "Row 2 says “Member” of the seat “Department of Health”, and this row says “Funder”." in page
    assert "Row 2 says “with a vote” of the seat “Department of Health”" in page
    imported(client, run, leaves_out_refused="1")
    seat = Seat.objects.get()
    assert (seat.role, seat.votes, seat.holders.count()) == ("member", True, 2)
    later, _page = looked_at(client, group, "people_and_seats", SHARED)
    assert counted(later) == (0, 0, 2, 2)


def test_n4_people_of_one_seat_come_in_without_the_role_that_is_not_its_own(group, client):
    run, page = looked_at(client, group, "people_and_seats", SHARED)
    assert "2 rows have cells that cannot be read and need not be there." in page
    client.post(at(run, "import_step", "leave-empty"))
    run, page = again(client, run)
    assert (counted(run), run.state) == ((4, 0, 0, 0), "checked")
    assert "Cells left empty" in page
    assert "Row 3, Role: “Funder”" in page
    imported(client, run)
    seat = Seat.objects.get()
    assert (seat.role, seat.votes, seat.holders.count()) == ("member", True, 4)
    later, _page = looked_at(client, group, "people_and_seats", SHARED)
    client.post(at(later, "import_step", "leave-empty"))
    later, _page = again(client, later)
    assert counted(later) == (0, 0, 4, 0), "the same file again changes nothing"


def test_a_seat_that_is_here_already_and_becomes_something_else_is_named(group, client):
    a_seat(group, "Example Fund", holder=a_person("Leader of the fund"))
    rows = [["Organization", "Contact name", "Role"], ["Example Fund", "Somebody new", "Funder"]]
    _run, page = looked_at(client, group, "people_and_seats", rows)
    assert "Role of a seat that is here already becomes: Funder." in page
    assert "Role: “Member” becomes “Funder”" in page


def test_a_shared_address_names_the_row_and_the_other_person(group, client):
    rows = [
        ["Organization", "Contact name", "Email"],
        ["Department of Health", "Leader 1", "office@example.org"],
        ["Department of Health", "Leader 2", "office@example.org"],
        ["Department of Health", "Leader 1", "office@example.org"],
    ]
    _run, page = looked_at(client, group, "people_and_seats", rows)
    assert "Row 2 has this address too, with the name “Leader 1”." in page
    assert page.count("This is the same as row 2.") == 1
    a_person("Leader 2", email="office@example.org")
    run, page = looked_at(client, group, "people_and_seats", rows[:3])
    assert counted(run) == (1, 0, 0, 1)
    assert "This address belongs to somebody of another name." in page


def test_a_second_row_about_the_same_one_is_not_called_the_same(group, client):
    rows = [["Name", "Sector", "No."], ["Library", "Health", "1"]]
    rows += [["Library", "Health", "2"], ["Library", "Education", "3"]]
    run, page = looked_at(client, group, "organizations", rows)
    assert counted(run) == (1, 0, 0, 2)
    assert page.count("This is the same as row 2.") == 1
    assert page.count("Row 2 is about the same one and says something else of it.") == 1


def test_roles_that_a_list_gives_are_counted_and_named(group, client):
    held = a_role(group, "navigator", person=a_person("Navigator 1"))
    rows = [
        ["Contact name", "Role"],
        ["Leader 1", "Facilitator"],
        ["Leader 2", "staff"],
        [held.person.name, "Navigator"],
    ]
    _run, page = looked_at(client, group, "people_and_seats", rows)
    assert "Gets a role in this group: Facilitator." in page
    assert "2 rows: Leader 1 (row 2), Leader 2 (row 3)" in page
    assert "“staff” under “Role” is read as “Facilitator”." in page
    assert "Gets a role in this group: Navigator." not in page, "who has it already"
    facilitator = a_role(group, "facilitator", person=a_person("Only facilitates"))
    _run, page = looked_at(client_of(facilitator.person), group, "people_and_seats", rows)
    assert "Gets a role" not in page, "a refused row gives nothing"


# --- commitments ---

ACTIONS = [
    ["Action", "Lead", "Who", "Status", "Due"],
    ["Send the evening hours", "Department of Health", "Leader of health", "late", "2025-04-17"],
    ["Print a map", "Department of Health", "Somebody else", "Late", ""],
    ["Ask two employers", "Leader of work", "", "Blocked", ""],
    ["Close the office", "Example Works", "", "Done", "2025-02-20"],
]


def test_h2_a_person_beside_the_owner_is_kept_in_the_history_and_said(group, client, with_owners):
    run, page = looked_at(client, group, "commitments", ACTIONS)
    assert run.columns == {"0": "wording", "1": "owner", "2": "person", "3": "status", "4": "due_on"}
    assert "The owner is the seat that this person holds." in page
    assert "2 rows: Leader of health (row 2), Leader of work (row 4)" in page
    assert "The person named does not hold the seat that owns the action, and is not asked." in page
    assert "1 row: Somebody else (row 3)" in page
    imported(client, run)
    notes = {one.wording: one.changes.last().note for one in Commitment.objects.all()}
    assert notes["Print a map"].endswith("It names Somebody else.")
    assert notes["Ask two employers"].endswith("It names Leader of work.")
    assert "It names" not in notes["Close the office"]
    again_run, page = looked_at(client, group, "commitments", ACTIONS)
    assert counted(again_run) == (0, 0, 4, 0)
    assert "not asked" not in page, "nothing is written of rows that are here already"


def test_h2_who_is_the_owner_where_no_other_header_names_one():
    assert guess(["What", "Who"], Commitments.columns) == {"What": "wording", "Who": "owner"}
    assert guess(["Who", "Lead", "What"], Commitments.columns)["Who"] == "person"


def test_h2_an_empty_due_day_and_the_words_of_states_are_said(group, client, with_owners):
    _run, page = looked_at(client, group, "commitments", ACTIONS)
    assert "No day: the next meeting, April 17, 2025." in page
    assert "2 rows: 3, 4" in page
    assert "“late” under “Status” is read as “Accepted”." in page
    assert page.count("is read as") == 2, "“late” and “Late” are one word, and “Done” speaks for itself"
    assert "“Blocked” under “Status” is read as “Accepted, Blocked”." in page


@given(st.sampled_from(sorted(STATUS_WORDS)))
def test_every_word_of_states_comes_to_words_of_the_pages(word):
    column = next(column for column in Commitments.columns if column.code == "status")
    said = {str(text) for text in [*COMMITMENT_STATES.values(), *PROGRESS.values()]}
    assert set(Commitments.meaning(column, word).split(", ")) <= said


def test_a_changed_row_says_what_changes_and_from_what(group, client, with_owners):
    imported(client, looked_at(client, group, "commitments", ACTIONS)[0])
    rows = [row[:] for row in ACTIONS]
    rows[1][3], rows[1][4] = "Done", "2025-05-01"
    run, page = looked_at(client, group, "commitments", rows)
    assert counted(run) == (0, 1, 3, 0)
    assert "1 row that changes something" in page
    assert "Status: “Accepted” becomes “Done”" in page
    assert "Due on: “April 17, 2025” becomes “May 1, 2025”" in page
    assert "3 rows that are here already" in page


def test_a_list_of_commitments_asks_for_a_meeting_before_the_upload(group, client):
    address = reverse("imports", args=[group.address]) + "?kind=commitments"
    page = client.get(address).content.decode()
    assert "Commitments are kept under a meeting, and this group has none yet." in page
    assert reverse("new_meeting", args=[group.address]) in page
    a_meeting(group, seats=0, state="planned")
    assert "this group has none yet" not in client.get(address).content.decode()


# --- samples ---


def test_the_first_twenty_rows_are_shown_and_the_rest_counted(group, client):
    rows = [["Name", "Short name"], *([f"Organization {number}", f"O{number}"] for number in range(30))]
    run, page = looked_at(client, group, "organizations", rows)
    assert "30 new rows" in page
    assert "Row 21: Organization 19" in page
    assert "Row 22: Organization 20" not in page
    assert "And 10 more." in page
    imported(client, run)
    assert run.told == {}, "names are kept where the records are, not here"
    rows[1][1], rows[2][1] = "New", ""
    _run, page = looked_at(client, group, "organizations", rows)
    assert "Short name: “O0” becomes “New”" in page
    assert "29 rows that are here already" in page


# --- cells that cannot be read ---

BAD = [
    ["Name", "Short name", "Sector"],
    ["Library", "L", "nowhere"],
    ["Clinic", "x" * 50, "health"],
    ["", "N", "nowhere"],
]


def test_bad_cells_refuse_their_rows_until_somebody_leaves_them_empty(group, client):
    run, page = looked_at(client, group, "organizations", BAD)
    assert counted(run) == (0, 0, 0, 3)
    assert "2 rows have cells that cannot be read and need not be there." in page
    client.post(at(run, "import_step", "leave-empty"))
    run, page = again(client, run)
    assert counted(run) == (2, 0, 0, 1)
    assert "Row 2, Sector: “nowhere”" in page
    told = client.get(at(run, "import_faults")).content.decode()
    assert '2,C,Sector,nowhere,"Left empty: This is none of the words' in told
    assert "4,A,Name,," in told
    client.post(at(run, "import_step", "refuse-again"))
    assert counted(again(client, run)[0]) == (0, 0, 0, 3)
    client.post(at(run, "import_step", "leave-empty"))
    run = imported(client, run, leaves_out_refused="1")
    stands = list(Organization.objects.order_by("name").values_list("name", "short_name", "sector"))
    assert stands == [("Clinic", "", "health"), ("Library", "L", "other")]
    assert "Row 2, Sector: “nowhere”" in again(client, run)[1], "said after the import too"


def test_cells_whose_emptiness_says_something_refuse_their_rows_in_any_case(group, client):
    rows = [["Organization", "Contact name", "Voting"], ["Department of Health", "Leader 1", "perhaps"]]
    run, page = looked_at(client, group, "people_and_seats", rows)
    assert counted(run) == (0, 0, 0, 1)
    assert "Leave such cells empty" not in page
    client.post(at(run, "import_step", "leave-empty"))
    assert counted(again(client, run)[0]) == (0, 0, 0, 1)


def test_only_who_may_import_leaves_cells_empty(group, client):
    run, _page = looked_at(client, group, "organizations", BAD)
    answer = client_of(a_person()).post(at(run, "import_step", "leave-empty"))
    assert answer.status_code == 404
    imported_run = brought(client, group, "organizations", as_csv([["Name"], ["Library"]]))
    assert client.post(at(imported_run, "import_step", "leave-empty")).status_code == 409


# --- what cannot be read at all ---


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"a" * (10 * 1024 * 1024 + 1)])
def test_a_refused_upload_never_says_that_the_file_is_still_here(group, client, data):
    page = upload(client, group, "organizations", data).content.decode()
    assert "What you typed is still here" not in page
    assert "Choose the file again: a browser does not keep it." in page


# --- ways in ---


def test_the_pages_of_commitments_and_results_lead_to_a_list_of_theirs(group, client):
    from konbit.results.operations.priorities import add_priority
    from tests.makers import convener_of

    add_priority(network=group, code="GL", name="Good living", by=convener_of(group), at=AT)
    member = a_person()
    a_seat(group, "Somebody", holder=member)
    for page, kind in (("commitments", "commitments"), ("results", "results")):
        address, link = reverse(page, args=[group.address]), f"imports/?kind={kind}"
        assert link in client.get(address).content.decode()
        assert link not in client_of(member).get(address).content.decode()
