"""Who gets in, and how every "no" sounds: problem+json, never a page and never a trace."""

import json

import pytest
from django.test import Client

from konbit.accounts.models import ApiKey
from konbit.api.operations import limits
from konbit.audit.models import Entry
from tests.api.house import READ, Program, a_key, program_of
from tests.makers import AT, signed_in

pytestmark = pytest.mark.django_db
FIELDS = {"type", "title", "status", "code", "detail"}


def is_problem(answer, status, code):
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    said = answer.json()
    assert set(said) >= FIELDS
    assert (said["status"], said["code"]) == (status, code)
    assert "Traceback" not in answer.content.decode()
    return said


def test_without_a_key_nothing_opens(house):
    answer = Program().get("groups")
    is_problem(answer, 401, "key_is_missing")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "sent", ["Bearer nonsense", "Bearer ", "Basic YTpi", "Bearer \u00e9", "Bearer " + "x" * 5000]
)
def test_what_is_no_key_opens_nothing(house, sent):
    assert Program(Authorization=sent.encode().decode("latin-1")).get("groups").status_code == 401


def test_a_session_opens_nothing(house):
    client = signed_in(Client(), house.leader)
    assert client.get("/api/v1/groups").status_code == 401
    body = json.dumps({"step": "accept", "version": 1})
    address = f"/api/v1/commitments/{house.commitment.pk}/answers"
    assert client.post(address, body, content_type="application/json").status_code == 401
    house.commitment.refresh_from_db()
    assert house.commitment.state == "proposed"


def test_an_expired_or_revoked_key_opens_nothing(house):
    key = a_key(house.leader, days=1)
    kept = ApiKey.objects.get(person=house.leader)
    assert Program(key).get("me").status_code == 200
    for change in ({"expires_at": AT}, {"revoked_at": AT}):
        ApiKey.objects.filter(pk=kept.pk).update(**change)
        is_problem(Program(key).get("me"), 401, "key_does_not_work")
        ApiKey.objects.filter(pk=kept.pk).update(expires_at=kept.expires_at, revoked_at=None)


def test_the_key_of_somebody_who_is_gone_opens_nothing(house):
    program = program_of(house.leader)
    house.leader.is_active = False
    house.leader.save()
    assert program.get("me").status_code == 401


def test_a_key_has_the_seats_its_person_holds_now(house):
    program = program_of(house.leader)
    assert program.get("groups/delta").status_code == 200
    house.seat.holders.update(until=AT.date())
    assert program.get("groups/delta").status_code == 404


def test_a_reading_key_changes_nothing(house):
    program = program_of(house.leader, READ)
    answer = program.post(f"commitments/{house.commitment.pk}/answers", {"step": "accept", "version": 1})
    is_problem(answer, 403, "key_may_only_read")
    house.commitment.refresh_from_db()
    assert house.commitment.state == "proposed"


def test_every_no_is_a_problem(house):
    program = program_of(house.leader)
    is_problem(program.get("nothing/here"), 404, "not_found")
    is_problem(program.get("meetings/not-an-id"), 404, "not_found")
    is_problem(program.get("/api/v2/groups"), 404, "not_found")
    answer = program.ask("delete", "groups")
    is_problem(answer, 405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]
    is_problem(program.get("groups", Accept="text/html"), 406, "not_acceptable")
    address = f"/api/v1/commitments/{house.commitment.pk}/answers"
    key = program.headers
    wrong = program.client.post(address, "step=accept", content_type="text/plain", headers=key)
    is_problem(wrong, 415, "unsupported_media_type")
    broken = program.client.post(address, "{", content_type="application/json", headers=key)
    is_problem(broken, 400, "unreadable_request")


def test_fields_that_cannot_be_read_are_named_and_not_repeated(house):
    said = is_problem(
        program_of(house.leader).post(
            f"commitments/{house.commitment.pk}/answers", {"step": "jump", "version": "1", "more": "hush"}
        ),
        422,
        "unreadable_fields",
    )
    assert {error["field"] for error in said["errors"]} == {"body.step", "body.version", "body.more"}
    assert "hush" not in json.dumps(said)


def test_one_answer_for_what_is_not_there_and_what_is_not_shown(house):
    outsider = program_of(house.outsider)
    hidden = outsider.get(f"commitments/{house.commitment.pk}")
    missing = outsider.get(f"commitments/{house.meeting.pk}")
    nowhere = outsider.get("no/such/address")
    assert hidden.content == missing.content == nowhere.content
    assert hidden.status_code == 404


def test_refused_attempts_are_written_down_like_those_on_pages(house):
    program_of(house.neighbor).post(
        f"commitments/{house.commitment.pk}/answers", {"step": "accept", "version": 1}
    )
    entry = Entry.objects.filter(allowed=False).latest("sequence")
    assert (entry.refusal, entry.channel, entry.person_id) == ("not_the_owner", "api", house.neighbor.pk)
    assert entry.action == "api:answer_a_commitment"


def test_a_key_stands_in_no_entry_of_the_trail(house):
    key = a_key(house.leader)
    Program(key).get("groups/nowhere")
    Program(key + "x").get("groups")
    for entry in Entry.objects.all():
        assert key not in json.dumps([entry.action, entry.about_id, entry.fields, entry.refusal])


def test_answers_speak_the_language_that_is_asked_for(house):
    program = program_of(house.leader)
    english = program.get("groups/nowhere").headers["Content-Language"]
    spanish = program.get("groups/nowhere", **{"Accept-Language": "es"}).headers["Content-Language"]
    assert (english, spanish) == ("en", "es")


def test_too_many_requests_with_one_key_wait(house, monkeypatch):
    monkeypatch.setattr(limits, "REQUESTS_A_MINUTE", 3)
    # The machine's minute does not turn while this test runs.
    monkeypatch.setattr(limits.time, "time", lambda: 60_000_000.0)
    program, other = program_of(house.leader), program_of(house.neighbor)
    before = Entry.objects.count()
    assert [program.get("me").status_code for _time in range(5)] == [200, 200, 200, 429, 429]
    answer = program.get("me")
    is_problem(answer, 429, "too_many_requests")
    assert int(answer.headers["Retry-After"]) == 60
    assert other.get("me").status_code == 200
    # One line in the trail says so, not one for each try.
    assert Entry.objects.count() == before + 1
    monkeypatch.setattr(limits.time, "time", lambda: 60_000_060.0)
    assert program.get("me").status_code == 200


def test_a_fault_tells_nothing(house, monkeypatch):
    def fails(*_all, **_named):
        raise RuntimeError("the secret of the machine")

    monkeypatch.setattr("konbit.network.queries.groups_of", fails)
    answer = program_of(house.leader).get("groups")
    is_problem(answer, 500, "fault")
    assert "secret" not in answer.content.decode()


def test_a_list_is_cut_into_pages(house):
    program = program_of(house.leader)
    first = program.get("groups/delta/members?per_page=2").json()
    assert (first["page_number"], first["size"], first["first_page"], first["last_page"]) == (
        1,
        2,
        True,
        False,
    )
    total = first["total_items"]
    assert first["total_pages"] == -(-total // 2)
    ids = [one["id"] for one in program.all("groups/delta/members?")]
    assert len(ids) == len(set(ids)) == total
    beyond = program.get("groups/delta/members?page=1000").json()
    assert beyond["empty"]
    assert beyond["contents"] == []
    for wrong in ("page=0", "per_page=101", "page=x", "page=99999999999999999999"):
        assert program.get(f"groups/delta/members?{wrong}").status_code == 422


def test_the_key_says_for_whom_it_speaks(house):
    said = program_of(house.leader).get("me").json()
    assert said["name"] == "Ada Leader"
    assert [held["id"] for held in said["memberships"]] == [str(house.seat.member_id)]
