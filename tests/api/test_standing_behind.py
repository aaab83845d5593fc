"""What stands behind results is written through the API as on pages: the same people, the same refusals."""

import pytest

from konbit.audit.models import Entry
from konbit.results.models import EvidenceTie, Pilot
from tests.api.house import program_of
from tests.api.test_door import is_problem
from tests.makers import the_person_with

pytestmark = pytest.mark.django_db
GROUP = "groups/delta"


@pytest.fixture
def convener(house):
    return program_of(house.convener)


def test_a_document_is_registered_approved_and_received(house, convener):
    plain = {"name": "Asset map", "kind": "map"}
    is_problem(program_of(house.leader).post(f"{GROUP}/artifacts", plain), 403, "register_keepers_only")
    made = convener.post(f"{GROUP}/artifacts", plain)
    assert (made.status_code, made.json()["state"], made.json()["version"]) == (201, "draft", 1)
    address = f"{GROUP}/artifacts/{made.json()['id']}"
    approved = {**plain, "state": "approved", "version": 1}
    is_problem(convener.put(address, approved), 422, "approved_by_nobody")
    approved |= {"approved_by": "Board", "approved_on": "2025-02-01"}
    assert convener.put(address, approved).json()["version"] == 2
    said = is_problem(convener.put(address, {**approved, "name": "Map"}), 409, "changed_meanwhile")
    assert (said["theirs"]["name"], said["yours"]["name"]) == ("Asset map", "Map")
    for other in ("javascript:alert(1)", "data:text/html,x", "ftp://example.org/map"):
        wrong = {**approved, "address": other, "version": 2}
        is_problem(convener.put(address, wrong), 422, "address_is_not_on_the_web")
    receiver = {
        "organization": str(house.seat.organization_id),
        "received_on": "2025-03-01",
        "how": "By e-mail",
    }
    both = {**receiver, "receiver": "Somebody"}
    is_problem(convener.post(f"{address}/receivers", both), 422, "receiver_is_one")
    listed = convener.post(f"{address}/receivers", receiver).json()["receivers"]
    assert [one["who"] for one in listed] == ["Department of Health"]
    gone = convener.ask("delete", f"{address}/receivers/{listed[0]['id']}")
    assert gone.json()["receivers"] == []
    is_problem(convener.ask("delete", f"{address}/receivers/{listed[0]['id']}"), 404, "not_found")
    written = Entry.objects.filter(channel="api", allowed=True, action__startswith="results.")
    assert set(written.values_list("action", flat=True)) == {
        "results.add_artifact",
        "results.change_artifact",
        "results.add_receiver",
        "results.remove_receiver",
    }


def test_an_event_is_evidence_once_it_says_enough(house, convener):
    event = convener.post(f"{GROUP}/events", {"name": "Sharing meeting", "people": 40}).json()
    body, evidence = {"kind": "event", "id": event["id"]}, f"{GROUP}/results/GL1/evidence"
    is_problem(convener.post(evidence, body), 422, "event_says_too_little")
    whole = {
        "name": "Sharing meeting", "held_on": "2025-02-03", "audience": "Families", "version": 1,
        "artifacts": [str(house.artifact.pk)], "held_by": str(house.seat.organization_id),
    }  # fmt: skip
    address = f"{GROUP}/events/{event['id']}"
    said = convener.put(address, whole).json()
    assert (said["people"], said["held_by"], said["version"]) == (40, "Department of Health", 2)
    made = program_of(house.leader).post(evidence, body)
    assert (made.status_code, made.json()["event"]["name"]) == (201, "Sharing meeting")
    assert program_of(house.leader).post(evidence, body).json()["id"] == made.json()["id"]
    bare = {**whole, "artifacts": [], "version": 2}
    is_problem(convener.put(address, bare), 409, "event_is_evidence")
    funder = program_of(house.funder)
    is_problem(funder.ask("delete", f"{GROUP}/evidence/{made.json()['id']}"), 403, "voting_members_only")
    assert (
        convener.ask("delete", f"{GROUP}/evidence/{made.json()['id']}").json()["event"]["id"] == event["id"]
    )
    assert not EvidenceTie.objects.filter(event_id=event["id"]).exists()
    assert convener.put(address, bare).status_code == 200


def test_how_many_came_stays_where_it_is_left_out_and_goes_where_null_is_sent(house, convener):
    address, few = f"{GROUP}/events/{house.event.pk}", {"name": "Open house", "held_on": "2025-03-01"}
    body = {**few, "audience": "All", "note": "Shown"}
    said = convener.put(address, {**body, "version": 1}).json()
    assert (said["people"], said["people_are_few"]) == (None, True)
    said = convener.put(address, {**body, "people": None, "version": 2}).json()
    assert (said["people"], said["people_are_few"]) == (None, False)


def test_a_ladder_is_kept_by_the_seat_of_its_organization(house, convener):
    seat, neighbor = program_of(house.leader), program_of(house.neighbor)
    new = {"organization": str(house.seat.organization_id), "name": "Case workers", "result": "GL1"}
    is_problem(neighbor.post(f"{GROUP}/career-ladders", new), 403, "its_seat_or_register_keeper")
    made = seat.post(f"{GROUP}/career-ladders", new)
    assert (made.status_code, made.json()["result"], made.json()["steps"]) == (201, "GL1", [])
    address = f"{GROUP}/career-ladders/{made.json()['id']}"
    half = {"name": "Case workers", "approved_by": "Board", "version": 1}
    is_problem(seat.put(address, half), 422, "approval_is_half")
    assert seat.put(address, {**half, "approved_on": "2025-01-01"}).json()["result"] is None
    step = {"number": 1, "title": "Aide", "low_cents": 3000000, "high_cents": 4000000, "per": "year"}
    is_problem(seat.post(f"{address}/steps", {**step, "high_cents": 1}), 422, "range_runs_backward")
    shown = seat.post(f"{address}/steps", step).json()["steps"]
    is_problem(seat.post(f"{address}/steps", step), 409, "step_is_there")
    one = f"{address}/steps/{shown[0]['id']}"
    changed = seat.put(one, {**step, "entry_cents": 2900000}).json()["steps"][0]
    assert (changed["entry_cents"], changed["entry_is_outside"]) == (2900000, True)
    is_problem(neighbor.ask("delete", one), 403, "its_seat_or_register_keeper")
    assert seat.ask("delete", one).json()["steps"] == []
    assert seat.get(address).json()["version"] == 2


def test_a_pilot_goes_from_its_plan_to_the_choice_about_it(house, convener):
    plan = {"name": "One form", "result": "GL1", "owner": str(house.seat.member_id), "participants": 30}
    is_problem(program_of(house.leader).post(f"{GROUP}/pilots", plan), 403, "register_keepers_only")
    made = convener.post(f"{GROUP}/pilots", plan).json()
    assert (made["state"], made["owner"], made["participants"]) == ("planned", "Department of Health", 30)
    address = f"{GROUP}/pilots/{made['id']}"
    is_problem(convener.put(f"{address}/started", {"version": 1}), 422, "pilot_lacks")
    whole = {
        **plan, "baseline": "Six forms", "baseline_on": "2025-01-01", "baseline_source": "Count",
        "decide_on": "2025-06-01", "version": 1,
    }  # fmt: skip
    del whole["participants"]
    assert convener.put(address, whole).json()["participants"] == 30
    is_problem(convener.put(f"{address}/started", {"version": 1}), 409, "changed_meanwhile")
    assert convener.put(f"{address}/started", {"version": 2}).json()["state"] == "running"
    closing = {"outcome": "keep", "because": "It is faster", "version": 3}
    assert convener.put(f"{address}/closed", {**closing, "because": " "}).status_code == 422
    assert convener.put(f"{address}/closed", closing).json()["outcome"] == "keep"
    is_problem(convener.put(f"{address}/closed", closing), 409, "pilot_is_closed")
    assert Pilot.objects.get(pk=made["id"]).because == "It is faster"


def test_a_key_that_may_only_read_writes_nothing(house):
    reader = program_of(house.convener, ["read"])
    for path, body in (
        ("artifacts", {"name": "Map", "kind": "map"}),
        ("events", {"name": "Meeting"}),
        ("career-ladders", {"name": "Aides", "organization": str(house.seat.organization_id)}),
        ("pilots", {"name": "Try"}),
    ):
        is_problem(reader.post(f"{GROUP}/{path}", body), 403, "key_may_only_read")


def test_what_belongs_to_another_network_is_not_found(house):
    keeper = program_of(the_person_with(house.elsewhere, "convener"))
    for path in (
        f"artifacts/{house.artifact.pk}",
        f"events/{house.event.pk}",
        f"career-ladders/{house.ladder.pk}",
        f"pilots/{house.pilot.pk}",
    ):
        is_problem(keeper.get(f"groups/elsewhere/{path}"), 404, "not_found")
    is_problem(keeper.ask("delete", f"groups/elsewhere/evidence/{house.tie.pk}"), 404, "not_found")
