"""Whatever is sent, the API answers as it describes itself: no fault, and no answer that its schema does not know."""

import json

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import (
    ensure_resource_availability,
    object_level_authorization,
    positive_data_acceptance,
    use_after_free,
)

from konbit.api.operations import limits
from tests.api.house import READ, Program, a_key, at_home_in

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
load_all_checks()
# What fits the schema may still be refused: a promise cannot be kept on a day that is past. The others look at
# resources over several requests, which are not made here.
NOT_ASKED = [
    positive_data_acceptance,
    use_after_free,
    ensure_resource_availability,
    object_level_authorization,
]
HOSTILE = [
    "\x00", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\u202egnp.exe", "\U0001f600" * 300, "a" * 1_000_000,
    "'; DROP TABLE accounts_person; --", "../../../etc/passwd", "\u0645\u0631\u062d\u0628\u0627", "{{ 7*7 }}",
    "%s%n%(x)s", "\uffff", "e\u0301" * 9,
]  # fmt: skip


@pytest.fixture
def one_database(monkeypatch):
    """Requests that come by WSGI share the test's own database connection, and no limit stops them."""
    monkeypatch.setattr(limits, "REQUESTS_A_MINUTE", 10_000_000)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def keys_of(house):
    """Keys of people in different standings, and one that may only read."""
    names = ("leader", "convener", "facilitator", "funder", "outsider")
    return [a_key(house.everybody[name]) for name in names] + [a_key(house.parent, READ)]


def described():
    """The API as it describes itself. Every request carries a good key, so no case counts as wrong for its key alone:
    such a case would be answered, and rightly. Without and with bad keys the door has tests of its own."""
    config = schemathesis.Config()
    config.projects.default.generation.with_security_parameters = False
    rejections = config.projects.default.checks.negative_data_rejection
    # An If-Match that nothing meets is told before anything else is looked at.
    rejections.expected_statuses = [*rejections.expected_statuses, "412"]
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler(), config=config)


def try_everything(house, times):
    schema = described()
    keys, places = keys_of(house), {name: str(value) for name, value in house.places.items()}
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        named = {one.name for one in operation.path_parameters}
        real = {name: value for name, value in at_home_in(operation.path, places).items() if name in named}
        # What takes nothing can be sent nothing wrong.
        takes_anything = [*operation.iter_parameters(), *operation.body]
        for mode in list(GenerationMode) if takes_anything else [GenerationMode.POSITIVE]:
            given_places = operation.as_strategy(generation_mode=mode, path_parameters=real or None)
            anywhere = operation.as_strategy(generation_mode=mode)

            @settings(
                max_examples=times,
                deadline=None,
                database=None,
                derandomize=True,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=given_places | anywhere, key=st.sampled_from(keys))
            def answers_as_described(case, key):
                nonlocal tried
                tried += 1
                headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}
                case.call_and_validate(headers=headers, excluded_checks=NOT_ASKED)

            answers_as_described()
    return tried


@pytest.mark.slow
def test_the_api_answers_as_it_describes_itself(house, one_database):
    assert try_everything(house, times=4) > 200


@pytest.mark.full
def test_x15_the_api_answers_as_it_describes_itself_a_hundred_thousand_times(house, one_database):
    assert try_everything(house, times=560) > 100_000


@pytest.mark.slow
def test_hostile_text_in_every_field_is_stored_as_text_or_refused(house):
    program = Program(a_key(house.facilitator))
    item, member = str(house.open_item.pk), str(house.other_seat.member_id)
    meeting = f"meetings/{house.meeting.pk}"
    for text in HOSTILE:
        sendings = [
            (f"{meeting}/parked-items", {"item": item, "wording": text}),
            (f"{meeting}/questions", {"item": item, "wording": text, "asked_of": member}),
            (
                f"{meeting}/commitments",
                {"item": item, "wording": text, "owner": member, "due_on": "2025-05-01"},
            ),
            ("groups/delta/priorities", {"code": text, "name": text}),
            ("groups/delta/organizations", {"name": text, "short_name": text}),
            (f"commitments/{house.commitment.pk}/answers", {"step": text, "note": text, "version": 1}),
        ]
        for path, body in sendings:
            answer = program.post(path, body)
            assert answer.status_code in (201, 403, 409, 422), (path, text[:40], answer.content)
            if answer.status_code == 201:
                said = answer.json()
                # A sign that turns the direction of what follows may be left out of a name.
                kept = [str(said.get(name)).replace("\u202e", "") for name in ("wording", "name")]
                assert text.strip().replace("\u202e", "") in kept


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b'"x"', b"{", b"\xff\xfe", b"[" * 100_000, b'{"step": NaN, "version": 1e400}', b"0",
        json.dumps({"step": "accept", "version": 10**30}).encode(), b'{"step": "\\ud800", "version": 1}',
        b'{"step": "accept", "step": "drop", "version": 1, "version": true}', b'{"a": ' * 5000, b" " * 3_000_000,
    ],
)  # fmt: skip
def test_a_body_of_any_bytes_is_refused_in_words(house, body):
    program = Program(a_key(house.leader))
    answer = program.client.post(
        f"/api/v1/commitments/{house.commitment.pk}/answers",
        body,
        content_type="application/json",
        headers=program.headers,
    )
    assert answer.status_code in (400, 413, 415, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["groups/%00", "groups/delta/results/%00", "groups/%F0%28%8C%28", "groups/..%2F", "me%0d%0aX: y"]
)
def test_addresses_of_any_bytes_lead_nowhere(house, path):
    assert Program(a_key(house.leader)).get(path).status_code == 404
