"""N-4, N-8, H-2: a member list and an action list of 268 items, and nothing else typed, give agenda, pre-read and slides."""

import pytest
from django.urls import reverse

from konbit.meetings.models import AgendaItem, Commitment, Meeting, PreRead
from konbit.meetings.record_content import content_of
from konbit.network.models import Organization, Seat
from konbit.network.queries import day_in
from tests.exchange.action_plan import MEMBERS, MERGED, actions
from tests.exchange.lists import as_csv, as_xlsx, brought, counted, taken_back
from tests.exchange.reading_documents import slides_of
from tests.makers import AT, a_network, client_of, clock_stands_at, the_person_with
from tests.meetings.reading import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(settings):
    clock_stands_at(settings)
    return a_network()


@pytest.fixture
def client(group):
    return client_of(the_person_with(group, "facilitator"))


def set_next_meeting(client, group):
    """The form as it comes, and its button."""
    at(client, "new_meeting", group.address).send()
    return Meeting.objects.get(group=group)


def test_h2_268_action_items_come_in_in_one_pass_and_make_agenda_pre_read_and_slides_with_nothing_typed(
    group, client
):
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

    agenda, pre_read, slides = prepared(client, meeting)
    late = the_late_ones(meeting)
    assert len(late) == 18
    for open_now in meeting.items.filter(state="on_agenda", commitment__isnull=False):
        for told in (agenda, pre_read, " ".join(slides)):
            assert f"{open_now.title} " in told
    for commitment in late:
        # What is late has a slide of its own; everywhere it stands with its owner and its day.
        (slide,) = [one for one in slides if one.startswith(f"{commitment.wording} ")]
        for told in (agenda, pre_read, slide):
            assert whose_and_when(commitment) in told.split(f"{commitment.wording} ", 1)[1][:160]

    undone = taken_back(client, run)
    assert undone.state == "undone"
    assert Commitment.objects.filter(withdrawn_at=None).count() == 0


def prepared(client, meeting):
    """The draft agenda, the pre-read frozen from it, and its slides, by buttons alone."""
    agenda = at(client, "agenda", meeting.pk).send(reverse("build_draft", args=[meeting.pk]))
    drafted = meeting.items.filter(state="on_agenda", commitment__isnull=False)
    # It takes up what is open, and nothing that is over.
    assert drafted.count() == 168
    assert set(drafted.values_list("commitment__state", flat=True)) == {"proposed", "accepted"}
    agenda.send(reverse("meeting_step", args=[meeting.pk, "ready"]))
    pre_read = at(client, "pre_read", meeting.pk)
    assert len(PreRead.objects.get().content["items"]) == 168
    slides = slides_of(client.get(reverse("pre_read_slides", args=[meeting.pk, 1])).content)
    return agenda.words, pre_read.words, slides


def the_late_ones(meeting):
    today = day_in(meeting.group, AT)
    return list(Commitment.objects.filter(state="accepted", due_on__lt=today))


def whose_and_when(commitment):
    day = f"{commitment.due_on:%B} {commitment.due_on.day}, {commitment.due_on.year}"
    return f"Led by {commitment.owner.name} Comes back: a commitment due on {day}"


def test_what_a_list_brought_stands_in_no_record(group, client):
    brought(client, group, "people_and_seats", as_csv(MEMBERS))
    meeting = set_next_meeting(client, group)
    brought(client, group, "commitments", as_csv(actions("{year}-{month:02}-{day:02}")[:3]), leaves_out=True)
    assert Commitment.objects.filter(meeting=meeting).exists()
    assert content_of(meeting)["commitments"] == []
    assert content_of(meeting)["items"] == []


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
