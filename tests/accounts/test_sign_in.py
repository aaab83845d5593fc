"""The two ways in, and how often somebody may try."""

from datetime import timedelta

import pytest
from django.utils import timezone

from konbit.accounts.links import id_from
from konbit.accounts.models import Link, MailboxLetter, SignInAttempt
from konbit.accounts.operations.links import LinkDoesNotWork, read_link, use_link
from konbit.accounts.operations.people import choose_password
from konbit.accounts.operations.sign_in import (
    LINK_LASTS,
    SIGN_IN,
    TRIES,
    WINDOW,
    PasswordDoesNotFit,
    TooManyTries,
    ask_for_link,
    make_sign_in_link,
    sign_in_with_password,
)
from konbit.audit.models import Entry
from konbit.foundation import outbox
from konbit.foundation.actor import NOBODY
from konbit.foundation.models import Job
from tests.makers import AT, SHELL, a_person, actor

pytestmark = pytest.mark.django_db
PASSWORD = "a small grey heron"


def with_password(**changes):
    person = a_person(**changes)
    choose_password(person=person, password=PASSWORD, by=actor(person), at=AT)
    return person


def ask(email):
    ask_for_link(email=email, by=NOBODY, at=AT)


def enter(email, password=PASSWORD):
    return sign_in_with_password(email=email, password=password, by=NOBODY, at=AT)


# --- link -------------------------------------------------------------------------------------


def test_somebody_who_asks_gets_one_letter_job_that_holds_no_address_and_no_token():
    person = a_person(email="ana@example.org")
    ask("ANA@example.org ")
    job = Job.objects.get()
    assert (job.kind, job.payload) == ("accounts.sign_in_letter", {"person_id": str(person.pk)})
    assert not Link.objects.exists(), "the link is made when the letter is sent"


def test_asking_for_an_unknown_address_says_nothing_and_writes_to_nobody():
    ask("nobody@example.org")
    assert not MailboxLetter.objects.exists()
    assert outbox.work_until_empty() == 0
    assert not Entry.objects.filter(action="accounts.ask_for_link").exists()


def test_somebody_who_was_switched_off_gets_no_letter():
    person = with_password(email="ana@example.org")
    person.is_active = False
    person.save(update_fields=["is_active"])
    ask("ana@example.org")
    assert not Job.objects.exists()
    with pytest.raises(PasswordDoesNotFit):
        enter("ana@example.org")


def test_a_sign_in_link_works_once_within_half_an_hour():
    person = a_person()
    token = make_sign_in_link(person=person, by=SHELL, at=AT)
    late = AT + LINK_LASTS
    with pytest.raises(LinkDoesNotWork):
        read_link(token=token, purpose=SIGN_IN, by=NOBODY, at=late)
    link = read_link(token=token, purpose=SIGN_IN, by=NOBODY, at=late - timedelta(seconds=1))
    assert link.person == person
    use_link(link=link, by=NOBODY, at=AT)
    with pytest.raises(LinkDoesNotWork):
        read_link(token=token, purpose=SIGN_IN, by=NOBODY, at=AT)
    assert timedelta(minutes=30) == LINK_LASTS


# --- password ---------------------------------------------------------------------------------


def test_address_and_password_open_the_door_whatever_the_capitals_of_the_address():
    person = with_password(email="ana@example.org")
    assert enter(" Ana@Example.org") == person
    entry = Entry.objects.latest("sequence")
    assert (entry.action, entry.person_id) == ("accounts.sign_in", person.pk)


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org", "bo@example.org"])
def test_a_wrong_password_an_unknown_address_and_no_password_are_refused_alike(email):
    with_password(email="ana@example.org")
    a_person(email="bo@example.org")
    with pytest.raises(PasswordDoesNotFit) as refused:
        enter(email, "something else here")
    assert refused.value.facts == {}
    assert not Entry.objects.filter(action="accounts.sign_in").exists()


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org", "bo@example.org"])
def test_a_refused_password_costs_the_same_work_for_known_and_unknown(
    email, django_assert_num_queries, settings
):
    # The slow part is the hash. Counting its runs says what a stop watch could only guess.
    settings.PASSWORD_HASHERS = ["tests.accounts.counting.CountingHasher"]
    from tests.accounts.counting import CountingHasher

    with_password(email="ana@example.org")
    a_person(email="bo@example.org")
    CountingHasher.runs = 0
    with django_assert_num_queries(4), pytest.raises(PasswordDoesNotFit):
        enter(email, "something else here")
    assert CountingHasher.runs == 1


# --- how often --------------------------------------------------------------------------------


def use_up(email):
    for _ in range(TRIES):
        ask(email)


def test_the_eleventh_try_within_a_quarter_of_an_hour_is_refused_known_or_not():
    a_person(email="ana@example.org")
    for email in ("ana@example.org", "nobody@example.org"):
        use_up(email)
        with pytest.raises(TooManyTries):
            ask(email)
    assert (10, timedelta(minutes=15)) == (TRIES, WINDOW)


def test_links_and_passwords_are_counted_together_and_capitals_are_no_way_around():
    with_password(email="ana@example.org")
    for number in range(TRIES):
        if number % 2:
            ask("Ana@example.org")
        else:
            with pytest.raises(PasswordDoesNotFit):
                enter(" ANA@EXAMPLE.ORG", "wrong wrong wrong")
    with pytest.raises(TooManyTries):
        enter("ana@example.org", PASSWORD)


def test_one_address_used_up_leaves_others_free():
    use_up("ana@example.org")
    ask("bo@example.org")


def test_after_a_quarter_of_an_hour_one_may_try_again():
    use_up("ana@example.org")
    SignInAttempt.objects.update(at=timezone.now() - WINDOW - timedelta(seconds=1))
    ask("ana@example.org")
    assert SignInAttempt.objects.count() == 1, "old tries are cleared away"


def test_tries_are_counted_in_the_database_without_the_address():
    ask("ana@example.org")
    (row,) = SignInAttempt.objects.values()
    assert "ana" not in str(row)
    # Another server process sees them: nothing but the table is asked.
    SignInAttempt.objects.all().delete()
    for _ in range(TRIES):
        SignInAttempt.objects.create(key=row["key"])
    with pytest.raises(TooManyTries):
        ask("ana@example.org")


def test_a_try_is_counted_on_the_machines_clock_whatever_the_demo_says():
    ask("ana@example.org")
    assert abs(SignInAttempt.objects.get().at - timezone.now()) < timedelta(seconds=10)


def test_a_sign_in_token_is_no_secret_we_keep():
    token = make_sign_in_link(person=a_person(), by=SHELL, at=AT)
    assert id_from(token) == Link.objects.get().pk
