"""Moving a result on the ladder, through the page a person would use."""

import pytest
from django.urls import reverse

from konbit.accounts.models import Person
from konbit.audit.models import Entry
from konbit.results.models import Result, ResultChange
from tests import examples
from tests.makers import AT, a_network, a_person, a_seat, clock_stands_at, signed_in, the_person_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def maln():
    return examples.maln()


def leader(email="health-leader-1@maln.example"):
    return Person.objects.get(email=email)


def the_result(code):
    return Result.objects.get(code=code)


def page_of(code, address="maln"):
    return reverse("result", args=[address, code])


def sent(client, code, **typed):
    return client.post(page_of(code), {"version": the_result(code).version, "rung": "in_progress", **typed})


def last_refusal():
    return Entry.objects.filter(allowed=False).latest("sequence")


def test_n8_a_change_keeps_who_when_evidence_and_the_rung_before(client, maln):
    signed_in(client, leader())
    answer = sent(client, "CX4", rung="in_progress", evidence="Training began in two offices")
    assert answer.status_code == 302
    change = ResultChange.objects.get()
    assert (change.rung_before, change.rung_after) == ("committed", "in_progress")
    assert (change.person, change.at, change.evidence) == (leader(), AT, "Training began in two offices")
    assert change.acted_as == "Department of Health"
    shown = client.get(page_of("CX4")).content.decode()
    for words in (
        "From “Committed” to “In progress”.", "Department of Health", "Department of Health leader 1", "March 6, 2025",
        "Training began in two offices",
    ):  # fmt: skip
        assert words in shown
    entry = Entry.objects.get(action="results.change_rung")
    assert (entry.person_id, entry.about_id, entry.group_id) == (leader().pk, str(change.pk), maln.pk)


def test_n8_achieved_without_evidence_is_refused_and_audited_and_nothing_typed_is_lost(client, maln):
    signed_in(client, leader())
    answer = sent(client, "GL4", rung="achieved", evidence="  ", evidence_source="Folder 12")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "“Achieved” needs evidence." in shown
    assert "Folder 12" in shown
    assert the_result("GL4").rung == "in_progress"
    assert not ResultChange.objects.exists()
    assert (last_refusal().action, last_refusal().refusal) == ("result", "achieved_needs_evidence")
    assert last_refusal().person_id == leader().pk


def test_n8_achieved_with_evidence_plans_its_checks(client, maln):
    signed_in(client, leader())
    assert (
        sent(
            client, "GL4", rung="achieved", evidence="A list all agreed on", achieved_on="2025-03-04"
        ).status_code
        == 302
    )
    shown = client.get(page_of("GL4")).content.decode()
    for words in (
        "Step 5 of 6: Achieved",
        "A list all agreed on",
        "March 4, 2025",
        "September 4, 2025",
        "March 4, 2026",
    ):
        assert words in shown


def test_n8_sustained_waits_for_a_check_twelve_months_after(client, maln):
    signed_in(client, leader())
    looked = {"rung": "sustained", "evidence": "Still in force"}
    refused = sent(client, "GL1", **looked)
    assert "that day is not known" in refused.content.decode()
    early = sent(client, "GL1", **looked, achieved_on="2024-03-07", checked_on="2025-03-06")
    assert (
        "needs a check on March 7, 2025 or later. The check of March 6, 2025 is too early."
        in early.content.decode()
    )
    assert early.status_code == 422
    right = sent(client, "GL1", **looked, achieved_on="2024-03-06", checked_on="2025-03-06")
    assert right.status_code == 302
    assert the_result("GL1").rung == "sustained"


def test_n8_dropping_and_stepping_down_need_a_reason(client, maln):
    signed_in(client, leader())
    refused = sent(client, "CX1", rung="dropped")
    assert refused.status_code == 422
    assert "A result that goes to “Dropped” needs a reason." in refused.content.decode()
    assert sent(client, "CX1", rung="dropped", reason="Another group does it").status_code == 302
    assert "Another group does it" in client.get(page_of("CX1")).content.decode()
    assert sent(client, "CX1", rung="exploring", reason="It came back to us").status_code == 302
    assert [change.rung_before for change in ResultChange.objects.order_by("number")] == [
        "exploring",
        "dropped",
    ]


def test_a_result_no_longer_achieved_forgets_its_day_and_its_history_keeps_it(client, maln):
    signed_in(client, leader())
    sent(client, "GL4", rung="achieved", evidence="A list", achieved_on="2025-03-04")
    sent(client, "GL4", rung="in_progress", reason="The list was not complete")
    assert the_result("GL4").achieved_on is None
    assert "Achieved on March 4, 2025" in client.get(page_of("GL4")).content.decode()


def test_the_step_somebody_moves_in_an_example_becomes_made_up(client, maln):
    signed_in(client, leader())
    assert client.get(page_of("CX4")).content.decode().count("our reading") == 1
    sent(client, "CX4", rung="in_progress")
    shown = " ".join(client.get(page_of("CX4")).content.decode().split())
    assert "made up" in shown.split("Step:")[1][:120]


def test_two_people_who_move_one_result_lose_nothing(client, maln):
    signed_in(client, leader())
    opened = the_result("CX4").version
    sent(client, "CX4", rung="in_progress")
    late = client.post(page_of("CX4"), {"version": opened, "rung": "exploring", "reason": "We had not begun"})
    assert late.status_code == 409
    shown = late.content.decode()
    assert "Somebody else changed this while you were writing" in shown
    assert "We had not begun" in shown
    assert the_result("CX4").rung == "in_progress"
    assert ResultChange.objects.count() == 1


@pytest.mark.parametrize(
    "email",
    ["parent-3@maln.example", "program-officer-1@maln.example"],
    ids=["parent without a vote here", "funder"],
)
def test_members_without_a_vote_see_the_result_and_cannot_move_it(client, maln, email):
    signed_in(client, leader(email))
    assert "Save this step" not in client.get(page_of("CX4")).content.decode()
    assert sent(client, "CX4", rung="in_progress").status_code == 403
    assert the_result("CX4").rung == "committed"
    assert last_refusal().refusal == "voting_members_only"


def test_conveners_and_facilitators_may_move_a_result(client, maln):
    for email in ("convener-1@maln.example", "facilitator-2@maln.example"):
        signed_in(client, leader(email))
        assert "Save this step" in client.get(page_of("CX4")).content.decode()
    assert sent(client, "CX4", rung="in_progress").status_code == 302
    assert ResultChange.objects.get().acted_as == "Facilitator"


def test_a_visitor_sees_the_seat_that_moved_a_result_and_not_the_person(client, maln):
    signed_in(client, leader())
    sent(client, "CX4", rung="in_progress", evidence="Training began")
    client.logout()
    shown = client.get(page_of("CX4")).content.decode()
    assert "Department of Health" in shown
    assert "Department of Health leader 1" not in shown
    assert sent(client, "CX4", rung="achieved", evidence="So it is").status_code == 403


def test_a_result_of_a_private_network_is_no_page_for_others(client):
    network = a_network(address="quiet")
    keeper = the_person_with(network, "convener")
    signed_in(client, keeper)
    client.post(reverse("add_priority", args=["quiet"]), {"name": "Housing", "code": "H"})
    client.post(
        reverse("add_result", args=["quiet"]),
        {"priority": "H", "code": "H1", "text": "Ten homes", "level": "organization", "rung": "idea"},
    )
    assert client.get(page_of("H1", "quiet")).status_code == 200
    for stranger in (None, a_person()):
        client.logout()
        if stranger:
            signed_in(client, stranger)
        pages = [
            page_of("H1", "quiet"),
            reverse("results", args=["quiet"]),
            reverse("priority", args=["quiet", "H"]),
        ]
        for address in pages:
            answer = client.get(address)
            assert answer.status_code == 404
            assert answer.content == client.get(page_of("H1", "no-such-network")).content


def test_the_holder_of_a_voting_seat_moves_a_result_of_their_own_network_only(client, maln):
    elsewhere = a_person()
    a_seat(a_network(), holder=elsewhere)
    signed_in(client, elsewhere)
    assert sent(client, "CX4", rung="in_progress").status_code == 403
