"""What may stand in one's details: names without marks that turn them around, passwords, quiet hours, and the language
in which the page answers."""

import pytest

from konbit.accounts.models import Person
from konbit.accounts.operations.people import NameIsEmpty, add_person
from tests.makers import AT, SHELL, a_person, client_of, clock_stands_at
from tests.meetings.reading import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings):
    clock_stands_at(settings)


def details(person):
    return at(client_of(person), "details")


def test_after_a_change_of_language_the_page_answers_in_the_new_one():
    page = details(a_person("Ana")).send(language="es", name="Ana")
    assert "Your details are saved." not in page.words
    assert "guardad" in page.words


def test_marks_that_turn_the_direction_of_reading_are_no_part_of_a_name():
    person = a_person("Ana\u202egro.elpmaxe\u2066")
    assert person.name == "Anagro.elpmaxe"
    details(person).send(name="\u200fBo\u202e", language="en")
    assert Person.objects.get(pk=person.pk).name == "Bo"
    with pytest.raises(NameIsEmpty):
        add_person(name="\u202e\u2066", by=SHELL, at=AT)


def test_quiet_hours_that_end_when_they_begin_are_refused():
    person = a_person()
    page = details(person).send(quiet_from="07:00", quiet_until="07:00")
    assert page.status == 422
    assert "Quiet hours that end when they begin are none." in page.words
    person.refresh_from_db()
    assert person.quiet_from is None


@pytest.mark.parametrize("password", ["x" * 1001, "857362514930", "Leader of health"])
def test_a_password_is_not_endless_not_only_figures_and_not_ones_own_name(password):
    person = a_person("Leader of health")
    assert details(person).send(password=password).status == 422
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_a_password_of_a_thousand_characters_is_taken():
    person = a_person()
    assert details(person).send(password="ab cd efgh" * 100).status == 200
    person.refresh_from_db()
    assert person.has_usable_password()
