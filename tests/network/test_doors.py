"""Which pages of a group open, and for whom: every address of every room, walked by members and by others."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from konbit.audit.models import Entry
from konbit.network.operations.groups import place_group
from konbit.network.operations.organizations import merge_organizations
from konbit.network.operations.seats import end_role
from tests.makers import (
    AT,
    SHELL,
    a_commitment,
    a_group,
    a_meeting,
    a_network,
    a_person,
    a_proposal,
    a_role,
    a_seat,
    an_operator,
    an_organization,
    convener_of,
    signed_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

# What in an address leads into a group. Whatever else an address holds is filled in from the same group.
DOORS = ("address", "meeting_id", "commitment_id", "decision_id", "captured_id")
NOWHERE = "no-such-group"


def patterns(found=None):
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLPattern):
            yield pattern
        # What programs ask for has a crawl of its own: tests/api/test_same_as_pages.py.
        elif pattern.namespace != "api":
            yield from patterns(pattern.url_patterns)


def keys(name):
    """The names in an address, asked of the resolver that also makes it."""
    return next(set(pattern.pattern.converters) for pattern in patterns() if pattern.name == name)


ROUTES = sorted(
    {pattern.name for pattern in patterns() if pattern.name and set(DOORS) & set(pattern.pattern.converters)}
)


# What every member of a network and of the groups inside it sees of the whole: its money, what its communities mean to
# change, and what its funders mean to reach.
OF_THE_WHOLE = re.compile(
    r"groups/<slug:address>/(money|change-agendas?|alignment|outcomes|add-outcome|plans|add-plan)/"
)
OF_ONE_GROUP = sorted(
    {pattern.name for pattern in patterns() if not OF_THE_WHOLE.search(str(pattern.pattern))} & {*ROUTES}
)


def rows_of(group):
    """One of everything that an address of this group could name."""
    seat = a_seat(group, f"Body of {group.address}", holder=a_person())
    meeting = a_meeting(group, seats=1, seats_present=1)
    double = an_organization(group, f"Double of {group.address}")
    network = double.network
    merge = merge_organizations(kept=seat.organization, doubled=double, by=convener_of(network), at=AT)
    decision = a_proposal(meeting)
    return {
        "address": group.address, "seat_id": seat.pk, "holder_id": seat.holders.get().pk,
        "role_id": group.roles.first().pk, "organization_id": seat.organization_id, "merge_id": merge.pk,
        "meeting_id": meeting.pk, "item_id": meeting.items.first().pk, "member_id": seat.member_id,
        "commitment_id": a_commitment(meeting, seat.member).pk, "decision_id": decision.pk, "captured_id": decision.pk,
        "kind": "decision", "attendance_id": meeting.attendances.first().pk, "version": 1, "number": 1,
    }  # fmt: skip


def address_of(name, rows):
    fitting = {key: rows.get(key, "move" if key in ("name", "way") else uuid4()) for key in keys(name)}
    return reverse(name, kwargs=fitting)


def nowhere(name):
    """The same address, of a group and a record that are not there."""
    words = {"address": NOWHERE, "kind": "decision", "version": 1, "number": 1}
    return address_of(
        name, {**{key: uuid4() for key in keys(name)}, **{k: v for k, v in words.items() if k in keys(name)}}
    )


def answers(client, address):
    """What a browser learns from asking and from sending, but for the moment and the cookie."""
    told = []
    for answer in (client.get(address), client.post(address)):
        headers = {
            name: value for name, value in answer.headers.items() if name not in ("Date", "Set-Cookie")
        }
        told.append((answer.status_code, headers, answer.content))
    return told


@pytest.fixture
def coalition():
    """A network, a partnership in it, a working group in that; and what is in each."""
    network = a_network(address="delta")
    partnership = a_group(network, address="bolivar", kind="community_partnership")
    working = a_group(partnership, address="child-care", kind="working_group")
    return {group.address: (group, rows_of(group)) for group in (network, partnership, working)}


def the_fixed_page(client):
    """What an address gives that leads nowhere at all."""
    return client.get("/en/there/is/nothing/here/").content


def differences(client, groups, routes=ROUTES):
    """Every address that tells this visitor something other than that there is no page here."""
    fixed = the_fixed_page(client)
    found = []
    for name in routes:
        absent = answers(client, nowhere(name))
        pages = [(status, content) for status, _headers, content in absent]
        if not all(status == 405 or (status, content) == (404, fixed) for status, content in pages):
            found.append(f"{name}: an absent record does not give the fixed page")
        if all(status == 405 for status, _content in pages):
            found.append(f"{name}: neither asking nor sending was tried")
        found += [
            f"{name} of {rows['address']}"
            for rows in groups
            if answers(client, address_of(name, rows)) != absent
        ]
    return found


@pytest.mark.parametrize("at_home", ["delta", "bolivar", "child-care"])
def test_n32_a_member_of_one_group_sees_no_other(at_home, coalition, client):
    group, _rows = coalition.pop(at_home)
    signed_in(client, a_role(group, "member").person)
    assert differences(client, [rows for _group, rows in coalition.values()], OF_ONE_GROUP) == []


def test_n32_somebody_who_is_not_signed_in_sees_no_group(coalition, client):
    assert differences(client, [rows for _group, rows in coalition.values()]) == []


def test_an_operator_who_is_no_member_sees_no_group(coalition, client):
    signed_in(client, an_operator("Second operator"))
    assert differences(client, [rows for _group, rows in coalition.values()]) == []


def test_the_walk_would_find_an_open_door(coalition, client):
    group, rows = coalition["delta"]
    signed_in(client, a_role(group, "member").person)
    routes = ("members", "seat", "group_settings")
    assert differences(client, [rows], routes) == [f"{name} of delta" for name in routes]


def test_n32_a_member_sees_their_own_group(coalition, client):
    for group, _rows in coalition.values():
        signed_in(client, a_role(group, "member").person)
        for name in ("group", "members", "organizations", "meetings"):
            answer = client.get(reverse(name, args=[group.address]))
            assert answer.status_code == 200, name
            assert group.name in answer.content.decode()


def test_the_walk_covers_every_room_and_every_kind_of_door():
    assert {
        "group",
        "members",
        "group_settings",
        "undo_merge",
        "meetings",
        "live",
        "vote",
        "commitment",
        "results",
    } <= {*ROUTES}
    assert len(ROUTES) > 40


def test_a_page_that_is_hidden_costs_as_many_questions_as_one_that_is_not_there(client, coalition):
    # Time is what a stop watch would see; the number of questions to the database decides it.
    signed_in(client, a_person())
    # The first page of a minute also writes down that the person is awake.
    client.get("/en/labels/")
    for name in ("members", "group_settings", "meeting", "commitment"):
        asked = []
        for address in (nowhere(name), address_of(name, coalition["delta"][1])):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            asked.append(len(queries))
        assert asked[0] == asked[1], name


@pytest.mark.parametrize("language", ["en", "es", "ht", "vi"])
def test_the_fixed_page_is_the_same_in_every_language_of_the_address(language, client, coalition):
    signed_in(client, a_person())
    hidden = client.get(f"/{language}/groups/delta/members/")
    absent = client.get(f"/{language}/groups/{NOWHERE}/members/")
    assert (
        (hidden.status_code, hidden.content) == (absent.status_code, absent.content) == (404, absent.content)
    )
    assert f'lang="{language}"'.encode() in hidden.content
    assert b"delta" not in hidden.content


def test_a_group_that_shows_its_results_keeps_its_members_closed(client):
    network = a_network(results_are_public=True)
    assert client.get(reverse("group", args=[network.address])).status_code == 200
    assert client.get(reverse("members", args=[network.address])).status_code == 404


def test_a_role_that_ended_closes_the_next_page(client):
    network = a_network()
    held = a_role(network, "navigator")
    signed_in(client, held.person)
    page = reverse("members", args=[network.address])
    assert client.get(page).status_code == 200
    end_role(held=held, by=convener_of(network), at=AT)
    assert client.get(page).status_code == 404


def test_placing_a_group_elsewhere_opens_it_to_nobody_else(client):
    network = a_network()
    region, group = a_group(network, kind="region"), a_group(network)
    member = a_role(region, "member").person
    place_group(group=group, parent=region, by=SHELL, at=AT)
    signed_in(client, member)
    assert client.get(reverse("members", args=[group.address])).status_code == 404
    assert group.name not in client.get(reverse("members", args=[region.address])).content.decode()


def test_a_hidden_page_that_was_tried_is_written_down(client):
    network, person = a_network(), a_person()
    signed_in(client, person).get(reverse("members", args=[network.address]))
    entry = Entry.objects.latest("sequence")
    assert (entry.action, entry.allowed, entry.refusal) == ("members", False, "not_found")
    assert entry.person_id == person.pk
    assert entry.group_id is None
    assert network.address not in str(Entry.objects.values().get(pk=entry.pk))
