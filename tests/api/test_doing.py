"""What a program does, through the same verbs as a page: refused alike, written down alike."""

import pytest

from konbit.audit.models import Entry
from konbit.meetings.models import Commitment
from tests.api.house import program_of
from tests.api.test_door import is_problem

pytestmark = pytest.mark.django_db


def answer(program, commitment, step, **more):
    body = {"step": step, "version": commitment.version, **more}
    return program.post(f"commitments/{commitment.pk}/answers", body)


def test_n5_a_facilitator_cannot_answer_for_an_owner_through_the_api(house):
    facilitator = program_of(house.facilitator)
    for step, more in (
        ("accept", {}),
        ("amend", {"wording": "Something else"}),
        ("decline", {"note": "They told me"}),
        ("done", {"note": "It looks done"}),
    ):
        is_problem(answer(facilitator, house.commitment, step, **more), 403, "not_the_owner")
    is_problem(answer(program_of(house.convener), house.commitment, "accept"), 403, "not_the_owner")
    house.commitment.refresh_from_db()
    assert (house.commitment.state, house.commitment.version) == ("proposed", 1)
    assert house.commitment.changes.count() == 1
    assert Entry.objects.filter(allowed=False, refusal="not_the_owner", channel="api").count() == 5


def test_n5_no_word_of_the_request_lets_a_facilitator_speak_for_the_owner(house):
    facilitator = program_of(house.facilitator)
    for told in ("paper", "phone", "email"):
        assert answer(facilitator, house.commitment, "accept", told=told).status_code == 422
    house.commitment.refresh_from_db()
    assert house.commitment.state == "proposed"


def test_an_owner_accepts_reports_and_finishes(house):
    leader = program_of(house.leader)
    said = answer(leader, house.commitment, "accept").json()
    assert (said["state"], said["is_yours"]) == ("accepted", True)
    assert said["history"][-1]["channel"] == "api"
    house.commitment.refresh_from_db()
    is_problem(answer(leader, house.commitment, "blocked"), 422, "reason_is_missing")
    said = answer(leader, house.commitment, "blocked", note="No bus yet").json()
    assert said["progress"] == "blocked"
    house.commitment.refresh_from_db()
    assert answer(leader, house.commitment, "done").json()["state"] == "done"
    entry = Entry.objects.filter(action="meetings.done_commitment").get()
    assert (entry.channel, entry.person_id) == ("api", house.leader.pk)
    undone = leader.ask("delete", f"commitments/{house.commitment.pk}/answers/last")
    assert undone.json()["state"] == "accepted"


def test_an_owner_amends_declines_and_hands_over(house):
    leader = program_of(house.leader)
    open_one, private_one, nameless_one = house.captured["commitment"]
    said = answer(leader, open_one, "amend", wording="Call two of them", due_on="2025-05-02").json()
    assert (said["amended_wording"], said["amended_due_on"]) == ("Call two of them", "2025-05-02")
    assert answer(leader, private_one, "decline", note="Not ours").json()["state"] == "declined"
    assert answer(leader, nameless_one, "accept").json()["state"] == "accepted"
    nameless_one.refresh_from_db()
    said = answer(
        leader, nameless_one, "hand_over", note="They know it", owner=str(house.other_seat.member_id)
    ).json()
    assert said["state"] == "handed_over"
    assert said["owner"] is None
    assert {change["person"] for change in said["history"]} == {None}
    assert Commitment.objects.get(continues=nameless_one).owner == house.other_seat.member


def test_an_answer_to_an_older_version_is_a_conflict_with_both_values(house):
    leader = program_of(house.leader)
    answer(leader, house.commitment, "accept")
    said = is_problem(
        answer(leader, house.commitment, "decline", note="Too late", wording="Mine"),
        409,
        "answered_meanwhile",
    )
    assert said["version"] == 2
    assert said["theirs"]["state"] == "accepted"
    assert said["yours"]["wording"] == "Mine"


def test_who_was_asked_answers_a_question_and_takes_it_back(house):
    address = f"questions/{house.question.pk}/answer"
    body = {"answer": "In May", "version": 1}
    is_problem(program_of(house.neighbor).post(address, body), 403, "not_asked")
    leader = program_of(house.leader)
    assert leader.post(address, body).json()["state"] == "answered"
    is_problem(leader.post(address, body), 409, "changed_meanwhile")
    assert leader.ask("delete", address).json()["state"] == "open"
    is_problem(program_of(house.outsider).post(address, body), 404, "not_found")


def test_a_member_asks_proposes_parks_and_asks_for_an_item(house):
    leader, meeting = program_of(house.leader), f"meetings/{house.meeting.pk}"
    item, other = str(house.open_item.pk), str(house.other_seat.member_id)
    asked = leader.post(f"{meeting}/questions", {"item": item, "wording": "When?", "asked_of": other})
    assert asked.status_code == 201
    assert asked.json()["asked_of"]["name"] == "Workforce Board"
    made = leader.post(
        f"{meeting}/commitments", {"item": item, "wording": "Call", "owner": other, "due_on": "2025-04-01"}
    )
    assert (made.status_code, made.json()["state"], made.json()["is_yours"]) == (201, "proposed", False)
    late = leader.post(f"{meeting}/items", {"title": "Summer"})
    is_problem(late, 409, "too_late_for_the_agenda")
    elsewhere = {"item": str(house.meeting.pk), "wording": "x"}
    is_problem(leader.post(f"{meeting}/parked-items", elsewhere), 404, "not_found")


def test_a_no_names_item_takes_no_name_through_the_api(house):
    body = {"item": str(house.nameless_item.pk), "wording": "Ask Ada Leader about it"}
    said = program_of(house.facilitator).post(f"meetings/{house.meeting.pk}/parked-items", body)
    is_problem(said, 422, "names_inside")


def test_the_register_is_kept_by_the_same_people_as_on_pages(house):
    convener, parent = program_of(house.convener), program_of(house.parent)
    body = {"code": "ECE", "name": "Early care"}
    is_problem(parent.post("groups/delta/priorities", body), 403, "register_keepers_only")
    assert convener.post("groups/delta/priorities", body).json()["name"]["text"] == "Early care"
    is_problem(convener.post("groups/delta/priorities", body), 409, "priority_code_is_used")
    baseline = {"value": "28 percent", "on": "2024-01-01", "source": "Survey", "version": 1}
    said = convener.put("groups/delta/priorities/ECE/baseline", baseline)
    assert said.json()["has_baseline"]
    again = is_problem(
        convener.put("groups/delta/priorities/ECE/baseline", {**baseline, "value": "30 percent"}),
        409,
        "changed_meanwhile",
    )
    assert (again["theirs"]["value"], again["yours"]["value"]) == ("28 percent", "30 percent")
    new = {"priority": "ECE", "code": "ECE1", "text": "More places", "level": "network"}
    made = convener.post("groups/delta/results", new)
    assert (made.status_code, made.json()["rung"]) == (201, "idea")
    step = {"rung": "committed", "version": 1}
    moved = program_of(house.leader).put("groups/delta/results/ECE1/rung", step)
    assert moved.json()["changes"][0]["person"] == "Ada Leader"
    is_problem(convener.put("groups/delta/results/ECE1/rung", step), 409, "changed_meanwhile")
    late = {"rung": "achieved", "version": 2}
    is_problem(convener.put("groups/delta/results/ECE1/rung", late), 422, "achieved_needs_evidence")


def test_organizations_are_added_and_corrected_by_who_looks_after_the_network(house):
    convener = program_of(house.convener)
    is_problem(
        program_of(house.leader).post("groups/delta/organizations", {"name": "Clinic"}), 403, "convener_only"
    )
    made = convener.post("groups/delta/organizations", {"name": "Clinic", "sector": "health"}).json()
    address = f"groups/delta/organizations/{made['id']}"
    change = {"name": "Delta Clinic", "sector": "health", "version": 1}
    assert convener.put(address, change).json()["version"] == 2
    is_problem(convener.put(address, {**change, "name": "Clinic"}), 409, "changed_meanwhile")
    is_problem(program_of(house.outsider).put(address, change), 404, "not_found")
