"""Invitations by mail: accepted, refused, sent again; opening one changes nothing."""

from datetime import timedelta

import pytest

from konbit.accounts.models import Link
from konbit.accounts.queries import letters
from konbit.foundation.clock import move_demo_clock
from konbit.foundation.refusals import NotAllowed
from konbit.network.models import Holder, Invitation
from konbit.network.operations.members import (
    InvitationNeedsAddress,
    add_member,
    answer_invitation,
    bring_in,
    hand_over,
    invite,
)
from konbit.network.operations.seats import end_holder
from konbit.network.queries import day_in, open_invitations, standing_of
from tests.makers import (
    AT,
    a_network,
    a_person,
    a_role,
    a_seat,
    actor,
    clock_stands_at,
    convener_of,
    letters_are_kept,
    letters_sent,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mailbox")]
LATER = AT + timedelta(days=10)


@pytest.fixture
def mailbox(settings):
    clock_stands_at(settings)
    letters_are_kept(settings)


def invited(network, **changes):
    values = {
        "name": "Ana",
        "email": "ana@example.org",
        "organization": "Acme",
        "send_invitation": True,
        **changes,
    }
    bring_in(group=network, by=convener_of(network), at=AT, **values)
    return Invitation.objects.get()


def test_an_invitation_is_written_with_the_seat_and_sent_afterwards():
    network = a_network(name="Delta network")
    invitation = invited(network, language="es")
    assert not letters(), "nothing is sent inside the transaction"
    (letter,) = letters_sent()
    assert (letter.to, letter.language) == ("ana@example.org", "es")
    assert "Delta network" in letter.subject + letter.body
    assert "Acme" in letter.body
    assert "/es/invitation/" in letter.body
    assert invitation.invited_by == network.roles.first().person


def test_a_name_with_a_line_break_adds_no_line_to_the_head_of_a_letter():
    invited(a_network(name="Delta\nBcc: everybody@example.org"))
    (letter,) = letters_sent()
    assert "Bcc" not in letter.subject
    assert letter.to == "ana@example.org"


def test_who_accepts_keeps_the_seat():
    network = a_network()
    invitation = invited(network)
    answered = answer_invitation(invitation=invitation, accepts=True, by=actor(invitation.person), at=LATER)
    assert (answered.accepted_at, answered.refused_at) == (LATER, None)
    assert not open_invitations(network).exists()
    assert standing_of(invitation.person, network, day_in(network, LATER)) == ["Acme"]


def test_this_is_not_me_frees_the_seat_and_every_role_in_that_group_alone():
    network, elsewhere = a_network(), a_network()
    invitation = invited(network)
    person = invitation.person
    a_role(network, "navigator", person)
    a_role(elsewhere, "navigator", person)
    answered = answer_invitation(invitation=invitation, accepts=False, by=actor(person), at=LATER)
    assert (answered.accepted_at, answered.refused_at) == (None, LATER)
    assert not actor(person, LATER).in_group(network.pk)
    assert actor(person, LATER).in_group(elsewhere.pk)
    assert network.seats.count() == 1
    assert Holder.objects.get().until == day_in(network, LATER)


def test_an_answer_given_once_stands():
    network = a_network()
    invitation = invited(network)
    person = invitation.person
    answer_invitation(invitation=invitation, accepts=True, by=actor(person), at=AT)
    answered = answer_invitation(invitation=invitation, accepts=False, by=actor(person), at=LATER)
    assert answered.refused_at is None
    assert actor(person, LATER).in_group(network.pk)


def test_an_invitation_answered_before_the_letter_left_is_not_sent():
    network = a_network()
    invitation = invited(network)
    answer_invitation(invitation=invitation, accepts=False, by=actor(invitation.person), at=AT)
    assert letters_sent() == []
    assert not Link.objects.exists()


def test_somebody_who_left_meanwhile_gets_no_letter():
    network = a_network()
    invited(network)
    end_holder(holder=Holder.objects.get(), by=convener_of(network), at=AT)
    assert letters_sent() == []


def test_sending_again_leaves_one_invitation_to_answer():
    network = a_network()
    invitation = invited(network)
    again = AT + timedelta(minutes=5)
    invite(group=network, person=invitation.person, by=convener_of(network), at=again)
    assert [one.invited_at for one in open_invitations(network)] == [again]
    move_demo_clock(again)
    assert len(letters_sent()) == 2


def test_a_second_seat_after_an_answer_is_a_new_invitation():
    network = a_network()
    invitation = invited(network)
    answer_invitation(invitation=invitation, accepts=True, by=actor(invitation.person), at=AT)
    invite(group=network, person=invitation.person, by=convener_of(network), at=LATER)
    assert open_invitations(network).count() == 1


def test_a_successor_is_told_before_the_day_comes_and_may_still_say_no():
    network = a_network()
    seat = a_seat(network, "Acme", holder=a_person("Ana"))
    bo = hand_over(
        holder=seat.holders.get(), name="Bo", email="bo@example.org", until=day_in(network, LATER),
        send_invitation=True, by=convener_of(network), at=AT,
    )  # fmt: skip
    assert standing_of(bo, network, day_in(network, AT)) == ["Acme"]
    assert [letter.to for letter in letters_sent()] == ["bo@example.org"]
    answer_invitation(invitation=Invitation.objects.get(), accepts=False, by=actor(bo), at=AT)
    assert standing_of(bo, network, day_in(network, AT)) == []
    assert not actor(bo, LATER).in_group(network.pk)


def test_an_invitation_without_an_address_is_refused_and_nobody_is_added():
    network = a_network()
    with pytest.raises(InvitationNeedsAddress) as refused:
        add_member(
            group=network, name="Ana", role="navigator", send_invitation=True, by=convener_of(network), at=AT
        )
    assert refused.value.field == "email"
    assert network.roles.filter(role="navigator").count() == 0
    with pytest.raises(InvitationNeedsAddress):
        invite(group=network, person=a_person(email=""), by=convener_of(network), at=AT)


def test_only_those_who_look_after_the_group_invite():
    network = a_network()
    member = a_person()
    a_seat(network, holder=member)
    with pytest.raises(NotAllowed):
        invite(group=network, person=a_person(), by=actor(member), at=AT)
    assert not Invitation.objects.exists()
