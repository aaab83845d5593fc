"""Seats, holders, roles and invitations: through the pages a person would use."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from konbit.accounts.models import Link, Person
from konbit.audit.models import Entry
from konbit.foundation.clock import move_demo_clock
from konbit.network.models import Holder, Invitation, Organization, Seat
from konbit.network.queries import day_in, voting_seats
from tests.makers import (
    AT,
    a_commitment,
    a_meeting,
    a_network,
    a_person,
    a_role,
    a_seat,
    clock_stands_at,
    letters_are_kept,
    letters_sent,
    signed_in,
    the_person_with,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("days_pass")]
LATER = AT + timedelta(days=10)
SEAT = {
    "organization": "", "title": "", "sector": "health", "role": "member", "votes": "on", "name": "", "email": "",
    "language": "en",
}  # fmt: skip


@pytest.fixture
def days_pass(settings):
    """The pages live at `AT` until a test moves the clock; letters stay where they can be read."""
    clock_stands_at(settings)
    letters_are_kept(settings)


def text_of(answer):
    return answer.content.decode()


def as_convener(group):
    return signed_in(Client(), the_person_with(group, "convener"))


def open_seat(client, group, **values):
    return client.post(reverse("open_seat", args=[group.address]), {**SEAT, **values})


def hand_over(client, seat, **values):
    holder = seat.holders.get(until=None)
    values = {"name": "Bo", "email": "bo@example.org", "until": "2025-03-06", "language": "en", **values}
    return client.post(reverse("hand_over_seat", args=[seat.group.address, seat.pk, holder.pk]), values)


def link_in(letter):
    """The path of the link that a letter carries."""
    return re.search(r"https?://[^/]+(/\S+)", letter.body)[1]


# --- N-4 --------------------------------------------------------------------------------------


def test_n4_a_seat_is_handed_over_and_everything_open_goes_with_it():
    meeting = a_meeting(seats=3, seats_present=3)
    group, seat = meeting.group, meeting.group.seats.filter(votes=True).first()
    old = seat.holders.get().person
    a_commitment(meeting, seat.member, "Call three employers", accepted_by=old)
    a_commitment(meeting, seat.member, "Ask the county")
    client = as_convener(group)
    for name in ("close", "publish"):
        finish(client, meeting, name)

    move_demo_clock(LATER)
    answer = hand_over(client, seat, name="Bo Nguyen", until="2025-03-16", send_invitation="on")
    assert answer.status_code == 302, text_of(answer)
    shown = text_of(client.get(answer.url))
    assert "Bo Nguyen" in shown
    assert old.name in shown

    record = text_of(client.get(reverse("record", args=[meeting.pk])))
    assert old.name in record, "past attendance names who was there"
    assert "Bo Nguyen" not in record

    new = Person.objects.get(email="bo@example.org")
    mine = text_of(signed_in(Client(), new).get(reverse("my_page")))
    assert "Call three employers" in mine
    assert "Ask the county" in mine
    gone = signed_in(Client(), old)
    assert "Call three employers" not in text_of(gone.get(reverse("my_page")))
    assert gone.get(reverse("members", args=[group.address])).status_code == 404


def finish(client, meeting, name):
    """Close the meeting, or publish its record, as its facilitator does."""
    if name == "close":
        answer = client.post(reverse("meeting_step", args=[meeting.pk, "close"]))
    else:
        answer = client.post(reverse("review", args=[meeting.pk]), {"correction": ""})
    assert answer.status_code == 302, text_of(answer)


def test_n4_fifteen_holders_in_ten_organizations_come_in_through_the_page():
    network = a_network()
    client = as_convener(network)
    names = [f"Organization {number}" for number in range(1, 11)]
    for name in names:
        assert open_seat(client, network, organization=name, name=f"First of {name}").status_code == 302
    add = reverse("add_person", args=[network.address])
    for name in names[:5]:
        seat = Seat.objects.get(organization__name=name)
        values = {"name": f"Second of {name}", "standing": f"seat:{seat.pk}", "email": "", "language": "en"}
        assert client.post(add, values).status_code == 302
    for name, role in (("The fund", "funder"), ("Initiative partner", "member")):
        values = {**SEAT, "organization": name, "role": role}
        del values["votes"]
        assert client.post(reverse("open_seat", args=[network.address]), values).status_code == 302

    assert Organization.objects.count() == 12
    assert Holder.objects.count() == 15
    assert voting_seats(network, day_in(network, AT)) == 10
    shown = text_of(client.get(reverse("members", args=[network.address])))
    assert "10 seats have a vote." in shown
    for name in names[:5]:
        assert f"First of {name}" in shown
        assert f"Second of {name}" in shown
    # The convener is there by a role, and without a vote.
    assert the_person_with(network, "convener").name in shown


def test_n4_an_organization_typed_again_in_other_capitals_is_the_same_one():
    network = a_network()
    client = as_convener(network)
    open_seat(client, network, organization="Department of Health")
    again = open_seat(client, network, organization=" department  of HEALTH ", title="Second seat")
    assert again.status_code == 409
    assert "“Department of Health” has a seat in this group already." in text_of(again)
    assert "Second seat" in text_of(again)
    assert Organization.objects.count() == 1
    assert Seat.objects.count() == 1


def test_n4_a_hand_over_on_a_day_before_the_first_is_refused_and_what_was_typed_stays():
    network = a_network()
    seat = a_seat(network, holder=a_person("Ana"))
    client = as_convener(network)
    answer = hand_over(client, seat, name="Bo Nguyen", until="2025-03-01")
    assert answer.status_code == 422
    assert "Ana came on" in text_of(answer)
    assert 'value="Bo Nguyen"' in text_of(answer)
    assert not Person.objects.filter(email="bo@example.org").exists()
    assert seat.holders.get().until is None


def test_parents_and_residents_stand_in_a_part_of_their_own():
    network = a_network()
    client = as_convener(network)
    a_seat(network, title="Parent member 1", role="parent_or_resident", holder=a_person("Ana"))
    a_seat(network, "Department of Health", holder=a_person("Bo"))
    shown = client.get(reverse("members", args=[network.address]))
    assert [row["member"].name for row in shown.context["residents"]] == ["Parent member 1"]
    assert [row["member"].name for row in shown.context["seats"]] == ["Department of Health"]
    assert "2 seats have a vote." in text_of(shown)


def test_a_holder_leaves_today_and_the_seat_stays():
    network = a_network()
    seat = a_seat(network, holder=a_person("Ana"))
    client = as_convener(network)
    answer = client.post(reverse("end_holding", args=[network.address, seat.holders.get().pk]))
    assert answer.url == reverse("seat", args=[network.address, seat.pk])
    assert seat.holders.get().until == day_in(network, AT)
    shown = text_of(client.get(reverse("members", args=[network.address])))
    assert "Department of Health" in shown
    assert "Nobody holds it now." in shown


def test_the_last_convener_cannot_leave_and_the_page_says_what_would_work():
    network = a_network()
    client = as_convener(network)
    held = network.roles.get(role="convener")
    answer = client.post(reverse("end_role", args=[network.address, held.pk]))
    assert answer.status_code == 409
    assert "A group keeps at least one convener. Name another convener first." in text_of(answer)
    held.refresh_from_db()
    assert held.until is None
    entry = Entry.objects.latest("sequence")
    assert (entry.action, entry.allowed, entry.refusal) == ("end_role", False, "last_convener")


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, "organization"),
        ({"title": "Parent", "email": "ana@example.org"}, "name"),
        ({"title": "Parent", "name": "Ana", "send_invitation": "on"}, "email"),
        ({"title": "Parent", "name": "Ana", "email": "ana at example"}, "email"),
        ({"title": "Parent", "role": "convener"}, "role"),
        ({"title": "Parent", "sector": "magic"}, "sector"),
        ({"title": "x" * 201}, "title"),
    ],
)
def test_a_seat_that_cannot_be_opened_names_the_field_and_opens_nothing(values, wrong):
    network = a_network()
    answer = open_seat(as_convener(network), network, **values)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [wrong]
    for typed in values.values():
        assert typed in text_of(answer)
    assert not Seat.objects.exists()
    assert not Person.objects.filter(name="Ana").exists()


def test_a_member_reads_the_members_page_and_finds_no_way_to_change_it(client):
    network = a_network()
    seat = a_seat(network, holder=a_person("Ana"))
    signed_in(client, a_role(network, "member").person)
    shown = text_of(client.get(reverse("members", args=[network.address])))
    assert reverse("open_seat", args=[network.address]) not in shown
    assert "<form" not in shown.partition("<main")[2].partition("</main>")[0]
    assert open_seat(client, network, title="Mine").status_code == 403
    assert hand_over(client, seat).status_code == 403
    assert Seat.objects.count() == 1


def test_a_facilitator_cannot_name_a_convener_through_the_page(client):
    network = a_network()
    signed_in(client, a_role(network, "facilitator").person)
    page = reverse("add_person", args=[network.address])
    values = {"name": "Ana", "email": "", "language": "en", "standing": "role:convener"}
    assert client.post(page, values).status_code == 403
    assert client.post(page, {**values, "standing": "role:navigator"}).status_code == 302
    assert network.roles.filter(role="convener").count() == 1


def test_a_seat_of_another_group_cannot_be_reached_through_ones_own():
    here, there = a_network(), a_network()
    seat = a_seat(there, holder=a_person("Ana"))
    client = as_convener(here)
    holder = seat.holders.get()
    for answer in (
        client.get(reverse("seat", args=[here.address, seat.pk])),
        client.get(reverse("hand_over_seat", args=[here.address, seat.pk, holder.pk])),
        client.post(reverse("end_holding", args=[here.address, holder.pk])),
        client.post(reverse("end_role", args=[here.address, there.roles.first().pk])),
    ):
        assert answer.status_code == 404
    values = {"name": "Bo", "email": "", "language": "en", "standing": f"seat:{seat.pk}"}
    assert client.post(reverse("add_person", args=[here.address]), values).status_code == 422
    assert seat.holders.get() == holder


# --- invitations ------------------------------------------------------------------------------


def invited(network, language="es"):
    """Ana got a seat and a letter; answers her letter."""
    values = {"organization": "Acme", "name": "Ana", "email": "ana@example.org", "language": language}
    answer = open_seat(as_convener(network), network, **values, send_invitation="on")
    assert answer.status_code == 302
    (letter,) = letters_sent()
    return letter


def test_opening_an_invitation_changes_nothing_and_signs_nobody_in(client):
    network = a_network()
    path = link_in(invited(network))
    before = (Invitation.objects.values().get(), Link.objects.values().get(), Entry.objects.count())
    for _ in range(3):
        answer = client.get(path)
        client.head(path)
    assert answer.status_code == 200
    assert network.name in text_of(answer)
    assert "Acme" in text_of(answer)
    assert (Invitation.objects.values().get(), Link.objects.values().get(), Entry.objects.count()) == before
    assert "_auth_user_id" not in client.session
    assert client.post(path, {}).status_code == 200, "neither button was pressed"
    assert Invitation.objects.values().get() == before[0]


def test_the_invitation_speaks_the_language_of_the_person():
    letter = invited(a_network(), language="vi")
    assert letter.language == "vi"
    assert link_in(letter).startswith("/vi/invitation/")


def test_who_accepts_is_led_to_their_own_page_and_sees_the_group(client):
    network = a_network()
    answer = client.post(link_in(invited(network)), {"accept": "1"})
    assert answer.url == "/es/me/"
    assert client.get(answer.url).status_code == 200
    assert client.get(reverse("members", args=[network.address])).status_code == 200
    assert Invitation.objects.get().accepted_at == AT
    entries = Entry.objects.filter(action="network.accept_invitation")
    assert [(entry.channel, entry.person_id) for entry in entries] == [
        ("link", Holder.objects.get().person_id)
    ]


def test_this_is_not_me_gives_the_place_back_and_lets_nobody_in(client):
    network = a_network()
    path = link_in(invited(network))
    assert client.post(path, {"refuse": "1"}).status_code == 200
    assert Invitation.objects.get().refused_at == AT
    assert Holder.objects.get().until == day_in(network, AT)
    for answer in (client.post(path, {"accept": "1"}), client.get(path)):
        assert answer.status_code == 200
        assert "_auth_user_id" not in client.session
    assert Invitation.objects.get().accepted_at is None
    assert "Ana" not in text_of(as_convener(network).get(reverse("members", args=[network.address])))


def test_an_invitation_once_accepted_is_not_given_back_by_a_second_press(client):
    network = a_network()
    path = link_in(invited(network))
    client.post(path, {"accept": "1"})
    client.post(path, {"refuse": "1"})
    assert Invitation.objects.get().refused_at is None
    assert Holder.objects.get().until is None


def test_an_invitation_ends_after_three_weeks(client):
    path = link_in(invited(a_network(), language="en"))
    move_demo_clock(AT + timedelta(days=21))
    for answer in (client.get(path), client.post(path, {"accept": "1"})):
        assert answer.status_code == 409
        assert "This link does not work any more" in text_of(answer)
    assert Invitation.objects.get().accepted_at is None
    assert "_auth_user_id" not in client.session


def test_the_place_behind_an_invitation_is_gone_when_the_seat_was_given_to_somebody_else(client):
    network = a_network()
    path = link_in(invited(network))
    as_convener(network).post(reverse("end_holding", args=[network.address, Holder.objects.get().pk]))
    assert client.post(path, {"accept": "1"}).status_code == 200
    assert "_auth_user_id" not in client.session
    assert Invitation.objects.get().accepted_at is None


def test_sending_again_writes_a_second_letter_and_only_those_who_may_do_it(client):
    network = a_network()
    invited(network)
    again = reverse("invite_again", args=[network.address, Invitation.objects.get().pk])
    signed_in(client, a_role(network, "member").person)
    assert client.post(again).status_code == 403
    assert as_convener(network).post(again).status_code == 302
    assert len(letters_sent()) == 2
    assert Invitation.objects.count() == 1
