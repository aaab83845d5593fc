"""Each kind of list, through the pages: new, changed, the same and refused rows, and an undo that gives back what was."""

import pytest

from konbit.accounts.models import Person
from konbit.meetings.models import Attendance, Commitment
from konbit.network.models import Holder, Organization, RoleHolding, Seat
from konbit.results.models import Figure, Indicator, Result
from konbit.results.operations.priorities import add_priority
from tests.exchange.lists import as_csv, as_xlsx, at, brought, counted, taken_back
from tests.makers import (
    AT,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    client_of,
    clock_stands_at,
    convener_of,
    the_person_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(settings):
    clock_stands_at(settings)
    return a_network()


@pytest.fixture
def client(group):
    return client_of(the_person_with(group, "facilitator"))


def faults(client, run):
    return client.get(at(run, "import_faults")).content.decode()


# --- organizations ---

ORGANIZATIONS = [
    ["Organization", "Acronym", "Type"],
    ["Department of Health", "DOH", "Health"],
    ["Community College Board", "CCB", "education"],
    ["Example Library", "", "público"],
]


def test_organizations_come_in_are_the_same_again_and_change(group, client):
    rows = [row[:] for row in ORGANIZATIONS]
    rows[3][2] = "government"
    run = brought(client, group, "organizations", as_csv(rows))
    assert (run.state, counted(run)) == ("done", (3, 0, 0, 0))
    assert Organization.objects.get(name="Example Library").sector == "public"
    again = brought(client, group, "organizations", as_xlsx(rows), name="list.xlsx")
    assert (again.state, counted(again)) == ("checked", (0, 0, 3, 0))
    rows[1][1] = "Health"
    changed = brought(client, group, "organizations", as_csv(rows))
    assert counted(changed) == (0, 1, 2, 0)
    assert Organization.objects.get(name="Department of Health").short_name == "Health"
    taken_back(client, changed)
    assert Organization.objects.get(name="Department of Health").short_name == "DOH"
    undone = taken_back(client, run)
    assert undone.state == "undone"
    # Changed and changed back is changed: its history is longer than the import's.
    assert [name for _row, name in undone.kept] == ["Department of Health"]
    assert list(Organization.objects.values_list("name", flat=True)) == ["Department of Health"]


def test_a_refused_row_names_row_column_and_what_would_work(group, client):
    run = brought(client, group, "organizations", as_csv(ORGANIZATIONS))
    assert (run.state, counted(run)) == ("checked", (2, 0, 0, 1))
    assert Organization.objects.count() == 0
    page = client.get(at(run, "import_run")).content.decode()
    assert "público" in page
    assert "This is none of the words that are known here" in page
    assert "4,C,Type,público," in faults(client, run)
    answer = client.post(at(run, "import_step", "begin"))
    assert answer.status_code == 409
    assert Organization.objects.count() == 0
    client.post(at(run, "import_step", "begin"), {"leaves_out_refused": "1"})
    assert Organization.objects.count() == 2


def test_a_merged_double_leads_to_the_organization_that_stayed(group, client):
    from konbit.network.operations.organizations import add_organization, merge_organizations

    acts = {"by": convener_of(group), "at": AT}
    kept, double = (
        add_organization(network=group, name=name, **acts) for name in ("Department of Health", "Health Dept")
    )
    merge_organizations(kept=kept, doubled=double, **acts)
    run = brought(
        client, group, "organizations", as_csv([["Name"], ["Health Dept"], ["Department of health"]])
    )
    assert counted(run) == (0, 0, 2, 0)


# --- people and seats ---

PEOPLE = [
    ["Organization", "Seat", "Contact name", "Email", "Role", "Voting"],
    ["Department of Health", "", "Leader 1", "leader-1@example.org", "Member", "yes"],
    ["Department of Health", "", "Leader 2", "leader-2@example.org", "Member", "yes"],
    ["Example Fund", "", "Leader 3", "leader-3@example.org", "Funder", ""],
    ["", "Parent member 1", "Parent 1", "", "Parent", "yes"],
    ["", "", "Navigator 1", "navigator@example.org", "Navigator", ""],
]


def test_n4_people_and_seats_come_in_and_go_again(group, client):
    people, held = Person.objects.count(), Holder.objects.count()
    run = brought(client, group, "people_and_seats", as_csv(PEOPLE, sign=";"))
    assert (run.state, counted(run)) == ("done", (5, 0, 0, 0))
    assert Organization.objects.filter(name="Department of Health").count() == 1
    seat = Seat.objects.get(organization__name="Department of Health")
    assert sorted(seat.holders.values_list("person__name", flat=True)) == ["Leader 1", "Leader 2"]
    assert not Seat.objects.get(organization__name="Example Fund").votes
    assert Seat.objects.get(title="Parent member 1").role == "parent_or_resident"
    assert RoleHolding.objects.filter(role="navigator", person__name="Navigator 1").exists()
    again = brought(client, group, "people_and_seats", as_csv(PEOPLE, sign=";"))
    assert counted(again) == (0, 0, 5, 0)
    undone = taken_back(client, run)
    assert (undone.state, undone.kept) == ("undone", [])
    assert (Person.objects.count(), Holder.objects.count(), Seat.objects.count()) == (people, held, 0)
    assert Organization.objects.count() == 0


def test_a_seat_whose_vote_differs_is_changed_and_changed_back(group, client):
    brought(client, group, "people_and_seats", as_csv(PEOPLE))
    rows = [PEOPLE[0], ["Example Fund", "", "Leader 3", "leader-3@example.org", "Funder", "yes"]]
    run = brought(client, group, "people_and_seats", as_csv(rows))
    assert counted(run) == (0, 1, 0, 0)
    assert Seat.objects.get(organization__name="Example Fund").votes
    taken_back(client, run)
    assert not Seat.objects.get(organization__name="Example Fund").votes


def test_what_the_rooms_refuse_is_a_refused_row_and_nothing_is_half_written(group, client):
    facilitator = a_person("Only facilitates")
    from konbit.network.operations.seats import give_role

    give_role(group=group, role="facilitator", person=facilitator, by=convener_of(group), at=AT)
    rows = [
        ["Person", "Email", "Role"],
        ["New convener", "new@example.org", "Convener"],
        ["", "x@example.org", "Member"],
    ]
    people = Person.objects.count()
    run = brought(client_of(facilitator), group, "people_and_seats", as_csv(rows))
    assert counted(run) == (0, 0, 0, 2)
    assert Person.objects.count() == people
    assert "Only the convener of this group may do this." in faults(client, run)


def test_undo_leaves_who_was_used_since_and_names_them(group, client):
    run = brought(client, group, "people_and_seats", as_csv(PEOPLE))
    meeting = a_meeting(group, seats=0, seats_present=0)
    from konbit.meetings.operations.attendance import check_in
    from tests.makers import facilitator_of

    seat = Seat.objects.get(title="Parent member 1")
    check_in(
        meeting=meeting,
        member=seat.member,
        person=seat.holders.get().person,
        mode="in_person",
        by=facilitator_of(group),
        at=AT,
    )
    undone = taken_back(client, run)
    assert undone.state == "undone"
    assert [row for row, _name in undone.kept] == [5]
    assert Seat.objects.filter(title="Parent member 1").exists()
    assert seat.holders.get().person.name == "Parent 1"
    assert "Row 5" in client.get(at(undone, "import_run")).content.decode()


def test_an_address_of_somebody_else_never_makes_one_person_of_two(group, client):
    rows = [
        ["Organization", "Contact name", "Email"],
        ["Department of Health", "Ann One", "ann@example.org"],
        ["Bolt Org", "Zed Three", "ANN@example.org"],
    ]
    run = brought(client, group, "people_and_seats", as_csv(rows))
    assert counted(run) == (1, 0, 0, 1)
    assert "Row 2 has this address too, with the name “Ann One”." in faults(client, run)
    client.post(at(run, "import_step", "begin"), {"leaves_out_refused": "1"})
    later = brought(client, group, "people_and_seats", as_csv([rows[0], rows[2]]))
    assert counted(later) == (0, 0, 0, 1), "nor when she is here already"


# --- commitments ---

ACTIONS = [
    ["Strategy", "Action", "Lead", "Partners", "Status", "Due date"],
    ["Health", "Send the evening hours", "Department of Health", "Library", "In progress", "2025-04-17"],
    ["Health", "Print a map", "DOH", "", "Done", "2025-02-20"],
    ["Work", "Ask two employers", "Leader of work", "", "Open", ""],
    ["Work", "Close the old office", "Department of Health", "", "Cancelled", "2025-01-09"],
    ["Work", "Hire a navigator", "Department of Health", "", "On hold", "2025-05-01"],
]


@pytest.fixture
def with_owners(group):
    a_seat(group, "Department of Health", holder=a_person("Leader of health"))
    group.organizations.update(short_name="DOH")
    a_seat(group, "Example Works", holder=a_person("Leader of work"))
    return a_meeting(group, seats=2, state="planned", item="")


def test_commitments_come_in_as_the_file_says_and_open_ones_are_not_promised(group, client, with_owners):
    run = brought(client, group, "commitments", as_csv(ACTIONS))
    assert (run.state, counted(run)) == ("done", (5, 0, 0, 0))
    stand = dict(Commitment.objects.values_list("wording", "state"))
    assert list(stand.values()).count("proposed") == 1
    assert stand["Print a map"] == "done"
    assert stand["Close the old office"] == "dropped"
    assert stand["Send the evening hours"] == "accepted"
    hired = Commitment.objects.get(wording="Hire a navigator")
    assert (hired.state, hired.progress, hired.due_on.isoformat()) == ("accepted", "blocked", "2025-05-01")
    printed = Commitment.objects.get(wording="Print a map")
    assert [change.step for change in printed.changes.all()] == ["propose", "from_file"]
    assert printed.changes.last().person is None
    assert printed.changes.last().note.startswith("From the file “list.csv”, row 3.")
    assert (
        "Partners: Library." in Commitment.objects.get(wording="Send the evening hours").changes.last().note
    )
    # Under the next meeting, and on no agenda.
    assert printed.meeting == with_owners
    assert (
        client.get(f"/en/groups/{group.address}/commitments/")
        .content.decode()
        .count("Send the evening hours")
        >= 1
    )
    assert counted(brought(client, group, "commitments", as_csv(ACTIONS))) == (0, 0, 5, 0)


def test_a_newer_action_list_moves_what_is_open_and_goes_back(group, client, with_owners):
    brought(client, group, "commitments", as_csv(ACTIONS))
    rows = [row[:] for row in ACTIONS]
    rows[1][4], rows[3][4], rows[2][4] = "Done", "Accepted", "Open"
    run = brought(client, group, "commitments", as_csv(rows), leaves_out=True)
    assert counted(run) == (0, 2, 2, 1)
    assert "It is “Done” here since" in faults(client, run)
    sent = Commitment.objects.get(wording="Send the evening hours")
    assert sent.state == "done"
    taken_back(client, run)
    sent.refresh_from_db()
    assert (sent.state, sent.due_on.isoformat()) == ("accepted", "2025-04-17")


def test_an_owner_takes_back_what_a_file_said_for_them_in_one_step(group, client, with_owners):
    brought(client, group, "commitments", as_csv(ACTIONS))
    sent = Commitment.objects.get(wording="Send the evening hours")
    owner = client_of(sent.owner.seat.holders.get().person)
    answer = owner.post(f"/en/commitments/{sent.pk}/undo/")
    assert answer.status_code == 302, answer.status_code
    sent.refresh_from_db()
    assert sent.state == "proposed"


def test_undone_commitments_stand_nowhere(group, client, with_owners):
    run = brought(client, group, "commitments", as_csv(ACTIONS))
    answered = Commitment.objects.get(wording="Ask two employers")
    from konbit.meetings.operations.commitments import accept_commitment
    from tests.makers import actor

    accept_commitment(commitment=answered, by=actor(answered.owner.seat.holders.get().person), at=AT)
    undone = taken_back(client, run)
    assert undone.kept == [[4, "Ask two employers"]]
    assert list(Commitment.objects.filter(withdrawn_at=None).values_list("wording", flat=True)) == [
        "Ask two employers"
    ]


def test_commitments_need_a_meeting_and_an_owner_of_the_group(group, client):
    from tests.exchange.lists import upload

    answer = upload(client, group, "commitments", as_csv(ACTIONS))
    assert answer.status_code == 409
    assert "Set its next meeting" in answer.content.decode()
    a_meeting(group, seats=0, state="planned")
    rows = [ACTIONS[0], ["", "Call", "Nobody here", "", "", ""], ["", "Write", "A / B", "", "", ""]]
    run = brought(client, group, "commitments", as_csv(rows))
    assert counted(run) == (0, 0, 0, 2)
    assert "A commitment has one owner" in faults(client, run)


# --- results ---

RESULTS = [
    ["Priority", "ID", "Result", "Level", "Status", "Evidence"],
    ["Good living", "GL1", "Every family hears of it", "Network", "In progress", ""],
    ["GL", "", "Three employers offer child care", "", "", ""],
    ["GL", "GL9", "A map is printed", "", "Done", "The map itself"],
    ["GL", "GL10", "Nobody can see this", "", "Done", ""],
    ["XX", "", "Elsewhere", "", "", ""],
]


def test_results_come_in_take_steps_and_go_again(group, client):
    add_priority(network=group, code="GL", name="Good living", by=convener_of(group), at=AT)
    run = brought(client, group, "results", as_csv(RESULTS), leaves_out=True)
    assert counted(run) == (3, 0, 0, 2)
    assert "“Achieved” needs evidence." in faults(client, run)
    assert "The network has no such priority." in faults(client, run)
    assert dict(Result.objects.values_list("code", "rung")) == {
        "GL1": "in_progress",
        "GL2": "idea",
        "GL9": "achieved",
    }
    rows = [row[:] for row in RESULTS[:4]]
    assert counted(brought(client, group, "results", as_csv(rows))) == (0, 0, 3, 0)
    rows[1][4], rows[1][2] = "Committed", "Every family hears of the payments"
    rows[1].append("We promised too early")
    rows[0].append("Reason")
    rows[2].append(""), rows[3].append("")
    changed = brought(client, group, "results", as_csv(rows))
    assert counted(changed) == (0, 1, 2, 0)
    result = Result.objects.get(code="GL1")
    assert (result.rung, result.text["en"]["text"]) == ("committed", "Every family hears of the payments")
    taken_back(client, changed)
    result.refresh_from_db()
    assert (result.rung, result.text["en"]["text"]) == ("in_progress", "Every family hears of it")
    assert not result.changes.exists()
    undone = taken_back(client, run)
    assert [name for _row, name in undone.kept] == ["GL1"]


# --- indicators ---

FIGURES = [
    ["Code", "Indicator", "Unit", "Better", "Population", "Year", "Place", "Value", "Source", "Retrieved",
     "Baseline", "Target", "Target date"],
    ["poverty", "Children in poverty", "percent", "lower", "Children under 18", "2022", "Mississippi", "27.6", "SAIPE",
     "2025-01-15", "yes", "20", "2028-12-31"],
    ["poverty", "", "", "", "", "2023", "Mississippi", "26,1", "SAIPE", "2025-01-15", "", "", ""],
    ["poverty", "", "", "", "", "2024", "Mississippi", "about", "SAIPE", "", "", "", ""],
    ["waiting", "", "", "", "", "2024", "", "5", "", "", "", "", ""],
]  # fmt: skip


def test_indicators_come_in_with_their_figures_and_go_again(group, client):
    run = brought(client, group, "indicators", as_csv(FIGURES, sign="\t", encoding="utf-16"), leaves_out=True)
    assert counted(run) == (2, 0, 0, 2)
    assert "A new indicator needs: Indicator, Unit, About whom." in faults(client, run)
    indicator = Indicator.objects.get()
    assert (indicator.direction, str(indicator.goal_value.normalize())) == ("down", "2E+1")
    figures = list(indicator.figures.order_by("period_start"))
    assert [(str(one.value.normalize()), one.state, one.is_baseline) for one in figures] == [
        ("27.6", "published", True),
        ("26.1", "published", False),
    ]
    assert counted(brought(client, group, "indicators", as_csv(FIGURES[:3], sign=";"))) == (0, 0, 2, 0)
    rows = [FIGURES[0], [*FIGURES[2][:7], "26.3", *FIGURES[2][8:]]]
    changed = brought(client, group, "indicators", as_csv(rows))
    assert counted(changed) == (0, 1, 0, 0)
    figure = indicator.figures.get(period_start__year=2023)
    assert str(figure.value.normalize()) == "26.3"
    assert figure.note.startswith("Corrected from the file")
    taken_back(client, changed)
    figure.refresh_from_db()
    assert (str(figure.value.normalize()), figure.note) == ("26.1", "")
    undone = taken_back(client, run)
    assert [row for row, _name in undone.kept] == [3, 2]
    assert Figure.objects.count() == 2


def test_indicators_nobody_touched_go_whole(group, client):
    run = brought(client, group, "indicators", as_csv(FIGURES[:3], sign=";"))
    assert taken_back(client, run).kept == []
    assert (Figure.objects.count(), Indicator.objects.count()) == (0, 0)


# --- attendance ---


def test_attendance_of_a_held_meeting_comes_in_and_goes_again(group, client):
    a_seat(group, "Department of Health", holder=a_person("Leader of health"))
    a_seat(group, "Example Works", holder=a_person("Leader of work"))
    a_meeting(group, seats=2, seats_present=0, state="closed")
    rows = [
        ["Date", "Name", "Organization", "Attended"],
        ["6 March 2025", "Leader of health", "", "yes"],
        ["2025-03-06", "Leader of work", "Example Works", "Zoom"],
        ["2025-03-07", "Leader of work", "", "yes"],
        ["2025-03-06", "Somebody", "", "no"],
    ]
    run = brought(client, group, "attendance", as_csv(rows), leaves_out=True)
    assert counted(run) == (2, 0, 0, 2)
    modes = dict(Attendance.objects.values_list("person__name", "mode"))
    assert modes == {"Leader of health": "in_person", "Leader of work": "by_link"}
    rows[1][3] = "no"
    changed = brought(client, group, "attendance", as_csv(rows[:3]))
    assert counted(changed) == (0, 1, 1, 0)
    assert Attendance.objects.get(person__name="Leader of health").mode == "absent"
    taken_back(client, changed)
    assert Attendance.objects.get(person__name="Leader of health").mode == "in_person"
    assert taken_back(client, run).kept == []
    assert not Attendance.objects.exists()
