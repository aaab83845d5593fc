"""N-4, N-8, H-2: a member list and an action list of 268 items, and nothing else typed, give an agenda and a pre-read."""

import pytest
from django.urls import reverse

from konbit.meetings.models import AgendaItem, Commitment, Meeting, PreRead
from konbit.network.models import Organization, Seat
from tests.exchange.lists import as_csv, as_xlsx, at, brought, counted, taken_back
from tests.makers import AT, a_network, client_of, clock_stands_at, the_person_with

pytestmark = pytest.mark.django_db

LEADS = [f"Organization {number}" for number in range(1, 25)]
STATUSES = ["In progress", "Done", "Not started", "Ongoing", "On hold", "Complete", "Cancelled", ""]
MEMBERS = [
    ["Organization", "Contact name", "Email", "Voting"],
    *(
        [lead, f"Leader {number}", f"leader-{number}@example.org", "yes"]
        for number, lead in enumerate(LEADS, start=1)
    ),
]


def actions(day="{month:02}/{day:02}/{year}"):
    """As an action plan of a city district: strategies in merged cells, leads, partners, status words, American days."""
    rows = [["Strategy", "Action #", "Action", "Lead", "Partners", "Status", "Due date"]]
    for number in range(1, 269):
        first_of_strategy = (number - 1) % 9 == 0
        due = day.format(month=number % 12 + 1, day=number % 28 + 1, year=2025 + number % 2)
        rows.append(
            [
                f"Strategy {(number - 1) // 9 + 1}" if first_of_strategy else None,
                f"{(number - 1) // 9 + 1}.{number % 9 + 1}",
                f"Action {number}: improve crossing {number} together",
                LEADS[number % len(LEADS)],
                "City bureau; neighborhood association" if number % 3 else None,
                STATUSES[number % len(STATUSES)],
                due if number % 5 else None,
            ]
        )
    return rows


MERGED = [f"A{2 + 9 * block}:A{min(10 + 9 * block, 269)}" for block in range(30)]


@pytest.fixture
def group(settings):
    clock_stands_at(settings)
    return a_network(meets_from="10:00", meets_until="11:30")


@pytest.fixture
def client(group):
    return client_of(the_person_with(group, "facilitator"))


def set_next_meeting(client, group):
    """The form as it comes, and its button."""
    page = client.get(reverse("new_meeting", args=[group.address]))
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(
        reverse("new_meeting", args=[group.address]), {name: str(value) for name, value in sent.items()}
    )
    assert answer.status_code == 302, answer.content.decode()
    return Meeting.objects.get(group=group)


def test_h2_268_action_items_come_in_in_one_pass_and_make_an_agenda_and_a_pre_read(group, client):
    members = brought(client, group, "people_and_seats", as_csv(MEMBERS))
    assert (members.state, counted(members)) == ("done", (24, 0, 0, 0))
    meeting = set_next_meeting(client, group)

    data = as_xlsx(actions(), merged=MERGED)
    run = brought(client, group, "commitments", data, name="action-plan.xlsx", days={"due_on": "month-first"})
    assert (run.state, counted(run)) == ("done", (268, 0, 0, 0))
    assert Commitment.objects.count() == 268
    assert AgendaItem.objects.filter(state="brought_in").count() == 30
    by_state = {
        state: Commitment.objects.filter(state=state).count()
        for state in ("proposed", "accepted", "done", "dropped")
    }
    assert by_state == {"proposed": 67, "accepted": 101, "done": 67, "dropped": 33}

    # The same file again, whatever its form: nothing changes.
    again = brought(
        client, group, "commitments", data, name="action-plan.xlsx", days={"due_on": "month-first"}
    )
    assert counted(again) == (0, 0, 268, 0)
    assert Commitment.objects.count() == 268

    # The draft takes up what is open, and nothing that is over; the pre-read is frozen from it.
    client.post(reverse("build_draft", args=[meeting.pk]))
    drafted = meeting.items.filter(state="on_agenda", commitment__isnull=False)
    assert drafted.count() == 168
    assert set(drafted.values_list("commitment__state", flat=True)) == {"proposed", "accepted"}
    answer = client.post(reverse("meeting_step", args=[meeting.pk, "ready"]))
    assert answer.status_code == 302
    (pre_read,) = PreRead.objects.all()
    assert len(pre_read.content["items"]) == 168
    page = client.get(reverse("pre_read", args=[meeting.pk])).content.decode()
    assert "improve crossing 4 together" in page

    undone = taken_back(client, run)
    assert undone.state == "undone"
    assert Commitment.objects.filter(withdrawn_at=None).count() == 0


def test_what_a_list_brought_stands_in_no_record(group, client):
    from konbit.meetings.record_content import content_of

    brought(client, group, "people_and_seats", as_csv(MEMBERS))
    meeting = set_next_meeting(client, group)
    brought(client, group, "commitments", as_csv(actions("{year}-{month:02}-{day:02}")[:3]), leaves_out=True)
    assert Commitment.objects.filter(meeting=meeting).exists()
    assert content_of(meeting)["commitments"] == []
    assert content_of(meeting)["items"] == []
    assert AT.year == 2025


def test_n4_fifteen_holders_of_ten_organizations_make_no_second_record(group, client):
    rows = [["Organization", "Name", "Role", "Vote"]]
    rows += [
        [f"Organization {number % 10 + 1}", f"Leader {number + 1}", "Member", "yes"] for number in range(15)
    ]
    rows += [
        ["Example Foundation", "Funder 1", "Funder", ""],
        ["Initiative office", "Partner 1", "Agency", "no"],
    ]
    run = brought(client, group, "people_and_seats", as_csv(rows))
    assert counted(run) == (17, 0, 0, 0)
    assert Organization.objects.count() == 12
    assert Seat.objects.filter(votes=True).count() == 10
    assert at(run, "import_run")
