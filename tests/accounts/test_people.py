"""People: added once, changed by themselves alone, and the first operator."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from konbit.accounts.models import Person
from konbit.accounts.operations.people import (
    AddressIsTaken,
    OperatorExists,
    add_person,
    change_details,
    choose_password,
    make_first_operator,
)
from konbit.accounts.queries import person_by_address
from konbit.audit.models import Entry
from konbit.foundation.refusals import NotAllowed
from tests.makers import AT, SHELL, a_person, actor, an_operator

pytestmark = pytest.mark.django_db


def test_nobody_is_made_twice_whatever_the_capitals():
    first = a_person("Ana", email="Ana@Example.org")
    again = a_person("Ana once more", email=" ana@example.ORG ")
    assert again == first
    assert Person.objects.get().name == "Ana"
    assert Person.objects.get().email == "ana@example.org"


def test_people_without_an_address_are_each_their_own():
    a_person("Parent member 1", email="")
    a_person("Parent member 1", email="")
    assert Person.objects.filter(email=None).count() == 2


def test_the_database_itself_refuses_one_address_in_two_spellings():
    a_person(email="ana@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(name="Other", email="ANA@example.org")


def test_a_new_person_has_no_password_that_works():
    assert not a_person().has_usable_password()


def test_everybody_changes_their_own_details():
    person = a_person()
    change_details(
        person=person, name=" Ana María ", email="New@Example.org", language="es", by=actor(person), at=AT
    )
    person.refresh_from_db()
    assert (person.name, person.email, person.language) == ("Ana María", "new@example.org", "es")


def test_nobody_changes_anothers_details_not_even_the_operator():
    person = a_person("Ana")
    for other in (a_person(), an_operator()):
        with pytest.raises(NotAllowed):
            change_details(person=person, name="X", email="", language="en", by=actor(other), at=AT)
        with pytest.raises(NotAllowed):
            choose_password(person=person, password="a password of mine", by=actor(other), at=AT)
    person.refresh_from_db()
    assert person.name == "Ana"
    assert not person.has_usable_password()


def test_an_address_that_somebody_uses_is_refused_and_nothing_changes():
    a_person(email="taken@example.org")
    person = a_person("Ana", email="ana@example.org")
    with pytest.raises(AddressIsTaken) as refused:
        change_details(
            person=person, name="Anna", email="TAKEN@example.org", language="es", by=actor(person), at=AT
        )
    assert refused.value.field == "email"
    assert "taken@example.org" in refused.value.sentence
    fresh = Person.objects.get(pk=person.pk)
    assert (fresh.name, fresh.email, fresh.language) == ("Ana", "ana@example.org", "en")


def test_a_person_may_keep_their_address_in_other_capitals_or_take_it_away():
    person = a_person(email="ana@example.org")
    change_details(person=person, name="Ana", email="ANA@example.org", language="en", by=actor(person), at=AT)
    change_details(person=person, name="Ana", email="", language="en", by=actor(person), at=AT)
    assert Person.objects.get(pk=person.pk).email is None


def test_a_chosen_password_works_and_is_stored_nowhere_as_typed():
    person = a_person()
    choose_password(person=person, password="a small grey heron", by=actor(person), at=AT)
    person.refresh_from_db()
    assert person.check_password("a small grey heron")
    assert "heron" not in person.password
    assert Entry.objects.latest("sequence").fields == ["password"]


def test_the_first_operator_is_made_at_the_command_line():
    person = make_first_operator(name="Kim", email="kim@example.org", language="vi", by=SHELL, at=AT)
    assert person.is_operator
    assert person.language == "vi"
    assert person_by_address("KIM@example.org") == person


def test_a_second_first_operator_is_refused_and_told_whom_to_be():
    make_first_operator(name="Kim", email="kim@example.org", language="en", by=SHELL, at=AT)
    with pytest.raises(OperatorExists) as refused:
        make_first_operator(name="Lou", email="lou@example.org", language="en", by=SHELL, at=AT)
    assert "kim@example.org" in refused.value.sentence
    assert not Person.objects.filter(email="lou@example.org").exists()


def test_the_operator_gets_back_in_by_the_same_command():
    first = make_first_operator(name="Kim", email="kim@example.org", language="vi", by=SHELL, at=AT)
    again = make_first_operator(name="Somebody", email="Kim@example.org", language="en", by=SHELL, at=AT)
    assert (again, again.name, again.language) == (first, "Kim", "vi")


def test_somebody_who_is_here_already_can_become_the_first_operator():
    known = a_person("Kim", email="kim@example.org")
    assert make_first_operator(name="Kim", email="kim@example.org", language="en", by=SHELL, at=AT) == known
    known.refresh_from_db()
    assert known.is_operator


def test_a_page_cannot_make_the_first_operator():
    with pytest.raises(NotAllowed):
        make_first_operator(name="Kim", email="kim@example.org", language="en", by=actor(a_person()), at=AT)
    assert not Person.objects.filter(is_operator=True).exists()


class Addresses(TestCase):
    @given(
        st.lists(st.sampled_from(["a@x.org", "A@x.org", " a@X.org", "b@x.org", "B@X.ORG ", ""]), max_size=12)
    )
    def test_there_is_one_person_for_each_address_however_people_are_added(self, addresses):
        before = Person.objects.count()
        for address in addresses:
            add_person(name="Somebody", email=address, by=SHELL, at=AT)
        spelled = {address.strip().lower() for address in addresses if address}
        assert Person.objects.count() - before == len(spelled) + addresses.count("")
