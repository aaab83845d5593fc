"""One record has an ETag: who has it is not sent it again, and who read an older one changes nothing."""

import pytest

from konbit.api.endpoints import endpoints
from tests.api.house import at_home_in, program_of

pytestmark = pytest.mark.django_db
CLINIC = {"name": "Delta Clinic", "sector": "health"}


def an_organization(house):
    convener = program_of(house.convener)
    made = convener.post("groups/delta/organizations", {"name": "Clinic", "sector": "health"}).json()
    return convener, f"groups/delta/organizations/{made['id']}"


def test_every_record_that_has_a_version_has_an_etag_and_is_not_sent_twice(house):
    house.publish()
    leader, tried = program_of(house.leader), 0
    for path, methods in endpoints.schema["paths"].items():
        if "get" not in methods or 304 not in methods["get"]["responses"]:
            continue
        address = path.format(**at_home_in(path, house.places))
        answer = leader.get(address)
        tag = answer.headers["ETag"]
        assert tag.startswith(f'"{answer.json()["version"]}-')
        for named in (tag, f"W/{tag}", f'"1-0", {tag}', "*"):
            again = leader.get(address, **{"If-None-Match": named})
            assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag), (
                address,
                named,
            )
        assert leader.get(address, **{"If-None-Match": '"1-0"'}).status_code == 200
        tried += 1
    assert tried > 8


def test_lists_and_what_has_no_version_have_no_etag(house):
    leader = program_of(house.leader)
    for address in ("me", "groups", "groups/delta/results", "groups/delta/events"):
        assert "ETag" not in leader.get(address, **{"If-None-Match": "*"}).headers


def test_what_others_write_around_a_record_changes_its_etag_too(house):
    leader, address = program_of(house.leader), "groups/delta/results/GL1"
    before = leader.get(address).headers["ETag"]
    leader.put(f"{address}/rung", {"rung": "exploring", "version": 2})
    assert leader.get(address, **{"If-None-Match": before}).status_code == 200


def test_a_change_that_names_what_it_read_is_carried_out_on_nothing_else(house):
    convener, address = an_organization(house)
    first = convener.get(address).headers["ETag"]
    changed = convener.put(address, {**CLINIC, "version": 1}, **{"If-Match": first})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    late = convener.put(address, {**CLINIC, "name": "Mill Clinic", "version": 1}, **{"If-Match": first})
    assert late.status_code == 412
    assert late.headers["Content-Type"] == "application/problem+json"
    said = late.json()
    assert (said["status"], said["code"], said["version"]) == (412, "changed_meanwhile", 2)
    assert said["theirs"]["name"] == "Delta Clinic"
    # Without it, or with one that any version meets, the same is a conflict.
    for named in ({}, {"If-Match": "*"}):
        again = convener.put(address, {**CLINIC, "name": "Mill Clinic", "version": 1}, **named)
        assert again.status_code == 409


@pytest.mark.parametrize("named", ['"1-abc"', '"7-abc", "9-abc"', "3", "", '"2"', "W/*"])
def test_a_tag_of_another_version_than_the_body_carries_changes_nothing(house, named):
    convener, address = an_organization(house)
    said = convener.put(address, {**CLINIC, "version": 2}, **{"If-Match": named})
    assert (said.status_code, said.json()["code"]) == (412, "precondition_failed")
    assert convener.get(address).json()["name"] == "Clinic"


def test_what_carries_no_version_is_not_carried_out_for_a_tag(house):
    convener = program_of(house.convener)
    contribution = f"groups/delta/contributions/{house.contribution.pk}"
    assert convener.ask("delete", contribution, **{"If-Match": '"1-abc"'}).status_code == 412
    assert convener.ask("delete", contribution, **{"If-Match": "*"}).status_code == 200


def test_a_body_that_cannot_be_read_is_refused_as_ever(house):
    convener, address = an_organization(house)
    for body in ([], {}, {"version": "1"}):
        assert convener.put(address, body, **{"If-Match": '"1-abc"'}).status_code in (412, 422)
    broken = convener.client.put(
        f"/api/v1/{address}",
        b"{",
        content_type="application/json",
        headers={**convener.headers, "If-Match": '"1-abc"'},
    )
    assert broken.status_code == 400
