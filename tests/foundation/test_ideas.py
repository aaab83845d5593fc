"""Refusals, actors and texts: the small values every room speaks in."""

from uuid import uuid4

import pytest
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import NOBODY, Actor, Membership
from konbit.foundation.refusals import (
    YES,
    ChangedMeanwhile,
    Kind,
    NotAllowed,
    NotFound,
    Refusal,
    no,
    require,
)
from konbit.foundation.texts import HUMAN_REVIEWED, MACHINE, say, written


class TooLoud(Refusal):
    code = "too_loud"
    says = _("“%(name)s” is too loud by %(by)s.")


def test_a_refusal_says_what_was_meant_with_its_facts():
    assert TooLoud(name="Drum", by=3).sentence == "“Drum” is too loud by 3."


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(TooLoud(name="", by=0), 409), (NotAllowed(), 403), (NotFound(), 404), (ChangedMeanwhile(), 409)],
)
def test_each_kind_of_no_has_its_status(refusal, status):
    assert refusal.kind.status == status
    assert Kind(status) is refusal.kind


def test_a_policys_no_keeps_its_code_and_its_sentence():
    with pytest.raises(NotAllowed) as refused:
        require(no("not_the_owner", "Only the owner answers."))
    assert refused.value.code == "not_the_owner"
    assert refused.value.sentence == "Only the owner answers."


def test_a_policys_yes_lets_the_verb_go_on():
    require(YES)


def test_nobody_is_in_no_group_and_holds_nothing():
    assert not NOBODY.in_group(uuid4())
    assert not NOBODY.has_role(uuid4(), "convener")
    assert not NOBODY.holds(None)


def test_a_role_in_one_group_is_no_role_in_another():
    here, there = uuid4(), uuid4()
    by = Actor(person_id=uuid4(), memberships=(Membership(here, "role", uuid4(), "facilitator"),))
    assert by.has_role(here, "facilitator")
    assert not by.has_role(there, "facilitator")
    assert not by.has_role(here, "convener")


def test_a_seat_comes_before_roles_in_the_same_group():
    group = uuid4()
    role = Membership(group, "role", uuid4(), "convener")
    seat = Membership(group, "seat", uuid4(), "member", votes=True)
    elsewhere = Membership(uuid4(), "seat", uuid4(), "member")
    assert Actor(memberships=(role, elsewhere, seat)).in_this_group(group) == (seat, role)


def test_a_text_is_shown_in_the_wished_language_with_its_review_state():
    texts = {**written("Care", "en"), "es": {"text": "Cuidado", "state": MACHINE}}
    assert say(texts, "es").text == "Cuidado"
    assert not say(texts, "es").is_reviewed
    texts["es"]["state"] = HUMAN_REVIEWED
    assert say(texts, "es").is_reviewed


def test_without_a_translation_the_source_is_shown_and_its_language_is_named():
    shown = say({"es": {"text": "Cuidado", "state": MACHINE}, **written("Care", "en")}, "vi")
    assert (shown.text, shown.language, shown.is_reviewed) == ("Care", "en", True)


def test_a_text_that_is_not_there_is_empty_and_unreviewed():
    assert say({}, "en").text == ""
    assert not say({}, "en").is_reviewed
