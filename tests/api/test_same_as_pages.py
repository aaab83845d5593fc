"""The API shows nobody more than the pages do: every address, every person, every record."""

import json
import re

import pytest
from django.test import Client

from konbit.api.endpoints import endpoints
from konbit.meetings import policies
from konbit.network.models import Group
from konbit.network.queries import names_in_group
from tests.api.house import Program, at_home_in, program_of
from tests.makers import actor, client_of

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/"
MEMBERS = ("leader", "neighbor", "parent", "convener", "facilitator", "funder")
STRANGERS = ("outsider", "operator")
# Lists of a person's own, which are there for everybody and empty for a stranger.
OWN = {ROOT + "me", ROOT + "groups", ROOT + "me/commitments"}
# Address of the API, and the page that shows the same record.
SHOWN_ON = {"commitment": "commitments/{}", "question": "questions/{}"}
PAGES = {"commitment": "/en/commitments/{}/", "question": "/en/questions/{}/"}
LISTS = {
    "decision": "groups/delta/decisions",
    "commitment": "groups/delta/commitments",
    "question": "groups/delta/questions",
    "parkeditem": "groups/delta/parked-items",
}


def addresses(places, method="get"):
    """Every address of the API that takes this method, filled with what the house holds."""
    return [
        path.format(**at_home_in(path, places))
        for path, methods in endpoints.schema["paths"].items()
        if method in methods
    ]


def test_every_address_of_a_member_opens_to_members_and_looks_empty_to_strangers(house):
    house.publish()
    programs = {name: program_of(person) for name, person in house.everybody.items()}
    missing = programs["outsider"].get("no/such/place")
    for address in addresses(house.places):
        for name in MEMBERS:
            assert programs[name].get(address).status_code == 200, (address, name)
        for name in STRANGERS:
            answer = programs[name].get(address)
            if address in OWN:
                assert "Delta" not in answer.content.decode(), (address, name)
            else:
                assert (answer.status_code, answer.content) == (404, missing.content), (address, name)
        assert Program().get(address).status_code == 401


def test_no_address_can_be_written_to_by_a_stranger(house):
    for name in STRANGERS:
        program = program_of(house.everybody[name])
        for method in ("post", "put", "delete"):
            for address in addresses(house.places, method):
                answer = program.ask(method, address, {})
                # A body is read before the record is looked for: what cannot be read tells nothing of the record.
                assert answer.status_code in (404, 422), (method, address, name)
                assert "Delta" not in answer.content.decode()


def test_a_network_that_shows_its_results_shows_them_and_nothing_else(house):
    Group.objects.filter(pk=house.group.pk).update(results_are_public=True)
    outsider = program_of(house.outsider)
    opened = {
        address
        for address in addresses(house.places)
        if address not in OWN and outsider.get(address).status_code == 200
    }
    pages = {
        "priorities": "results/",
        "results/GL1/contributions": "results/GL1/",
        "results/GL1/evidence": "results/GL1/",
        "statements": "shared-future/",
        "statements/1": "shared-future/1/",
        "artifacts": "documents/",
        f"artifacts/{house.artifact.pk}": f"documents/{house.artifact.pk}/",
    }
    register = {f"{ROOT}groups/delta/{path}" for path in (*pages, "results", "results/GL1", "priorities/GL")}
    assert register <= opened
    for address in opened:
        path = address.removeprefix(f"{ROOT}groups/delta/")
        assert Client().get(f"/en/groups/delta/{pages.get(path, path + '/')}").status_code == 200, address
    program_of(house.leader).put("groups/delta/results/GL1/rung", {"rung": "exploring", "version": 2})
    change = outsider.get("groups/delta/results/GL1").json()["changes"][0]
    assert (change["person"], change["acted_as"]) == (None, "Department of Health")


def test_captured_things_are_listed_for_exactly_those_who_may_see_their_item(house):
    for name, person in house.everybody.items():
        program, by = program_of(person), actor(person)
        if not by.in_group(house.group.pk):
            continue
        for kind, address in LISTS.items():
            listed = {row["id"] for row in program.all(address)}
            may = policies.may_see_commitment if kind == "commitment" else None
            expected = {
                str(one.pk)
                for one in house.captured[kind]
                if (may(by, one) if may else policies.may_see_item(by, one.item))
            }
            assert listed == expected, (name, kind)
        items = {row["id"] for row in program.all(f"meetings/{house.meeting.pk}/items")}
        assert items == {str(one.pk) for one in house.items if policies.may_see_item(by, one)}
    assert len(program_of(house.funder).all(LISTS["question"])) == 2


def test_one_record_opens_to_exactly_those_to_whom_its_page_opens(house):
    for name, person in house.everybody.items():
        program, browser = program_of(person), client_of(person)
        for kind, address in SHOWN_ON.items():
            for one in house.captured[kind]:
                page = browser.get(PAGES[kind].format(one.pk)).status_code
                assert program.get(address.format(one.pk)).status_code == page, (name, kind, one.wording)


def test_what_carries_no_names_names_nobody_to_anybody(house):
    by = program_of(house.leader)
    nameless = house.captured["commitment"][2]
    by.post(f"commitments/{nameless.pk}/answers", {"step": "accept", "version": 1})
    question = house.captured["question"][2]
    by.post(f"questions/{question.pk}/answer", {"answer": "Soon", "version": 1})
    house.publish()
    names = names_in_group(house.group)
    for name in MEMBERS:
        program = program_of(house.everybody[name])
        rows = [row for address in LISTS.values() for row in program.all(address) if row["is_no_names"]]
        rows += [row for row in program.all(f"meetings/{house.meeting.pk}/items") if row["is_no_names"]]
        rows += [
            program.get(f"commitments/{nameless.pk}").json(),
            program.get(f"questions/{question.pk}").json(),
        ]
        content = program.get(f"meetings/{house.meeting.pk}/records/1").json()["content"]
        rows += [
            row for part in content.values() if isinstance(part, list) for row in part if row.get("no_names")
        ]
        assert len(rows) >= 11
        said = json.dumps(rows)
        assert [one for one in names if re.search(rf"\b{re.escape(one)}\b", said)] == [], name
        members = {str(pk) for pk in house.group.members.values_list("pk", flat=True)}
        people = {str(one.pk) for one in house.everybody.values()}
        assert not [one for one in members | people if one in said], name


def test_a_funder_reads_a_record_without_what_is_private(house):
    house.publish()
    for name in ("funder", "leader"):
        program = program_of(house.everybody[name])
        content = program.get(f"meetings/{house.meeting.pk}/records/1").content.decode()
        assert ("Private matter" in content) == (name == "leader")


def test_private_by_default_holds_for_groups_inside_too(house):
    from tests.makers import a_group

    inside = a_group(house.group, address="inside", name="Inner circle")
    assert inside.address not in program_of(house.leader).get("groups").content.decode()
    assert program_of(house.leader).get("groups/inside").status_code == 404
    assert program_of(house.leader).get("groups/delta/subgroups").json()["empty"]


def test_small_numbers_of_families_are_withheld_as_on_the_page(house):
    page = client_of(house.leader).get("/en/groups/delta/indicators/GL/").content.decode()
    for name in ("leader", "convener", "funder"):
        said = program_of(house.everybody[name]).get("groups/delta/indicators/GL").json()
        by_part = {one["breakdown_value"]: one for one in said["figures"]}
        assert by_part["North"]["withheld"] == "primary"
        hidden = [one for one in said["figures"] if one["withheld"]]
        # The one that is small, and at least one more, so that nobody works it out from the whole.
        assert len(hidden) >= 2
        for one in hidden:
            assert (one["value"], one["n"], one["note"], one["qualifier"]) == (None, None, "", "")
        assert by_part[""]["value"] == "60"
        assert all(one["says"] in page for one in said["figures"])
        # A draft is on no list.
        assert len(said["figures"]) == 4


def test_few_people_are_not_counted_out_to_anybody(house):
    program = program_of(house.convener)
    event = program.get("groups/delta/events").json()["contents"][0]
    pilot = program.get("groups/delta/pilots").json()["contents"][0]
    assert (event["people"], event["people_are_few"]) == (None, True)
    assert (pilot["participants"], pilot["participants_are_few"]) == (None, True)
    evidence = program.all("groups/delta/results/GL1/evidence")
    assert [one["event"]["people"] for one in evidence if one["event"]] == [None]


def test_who_sees_to_what_is_for_members_alone(house):
    Group.objects.filter(pk=house.group.pk).update(results_are_public=True)
    outsider, leader = program_of(house.outsider), program_of(house.leader)
    for address in ("groups/delta/road-map", "groups/delta/pilots"):
        assert [row["owner"] for row in outsider.all(address)] == [None]
        assert [row["owner"] for row in leader.all(address)] == ["Department of Health"]
    assert outsider.get("groups/delta/statements/1").json()["affirmed"] == []
    assert len(leader.get("groups/delta/statements/1").json()["affirmed"]) == 1
