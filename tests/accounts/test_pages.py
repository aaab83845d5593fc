"""Signing in, one's own details and the mailbox: through the pages."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from konbit.accounts.models import Link, Person
from konbit.accounts.operations.people import choose_password
from konbit.accounts.operations.sign_in import TRIES
from konbit.audit.models import Entry
from konbit.foundation.clock import move_demo_clock
from tests.makers import (
    AT,
    a_person,
    actor,
    an_operator,
    clock_stands_at,
    letters_are_kept,
    letters_sent,
    signed_in,
)

pytestmark = pytest.mark.django_db
PASSWORD = "a small grey heron"
SIGN_IN = "/en/sign-in/"
DETAILS = "/en/me/details/"


@pytest.fixture(autouse=True)
def mailbox(settings):
    clock_stands_at(settings)
    letters_are_kept(settings)


def text_of(answer):
    return unescape(answer.content.decode())


def with_password(**changes):
    person = a_person(**changes)
    choose_password(person=person, password=PASSWORD, by=actor(person), at=AT)
    return person


def is_signed_in(client):
    return "_auth_user_id" in client.session


def asked(client, email, password=""):
    return client.post(SIGN_IN, {"email": email, "password": password})


def link_for(client, person):
    """Ask for a letter, and answer the path of the link in it."""
    asked(client, person.email)
    return re.search(r"https?://[^/]+(/\S+)", letters_sent(person)[0].body)[1]


def without(page, *words):
    """A page as everybody would get it: without the form's secret and what was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
    for word in words:
        page = page.replace(word, "").replace(word.replace("@", "%40"), "")
    return page


# --- link -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "es", "ht", "vi"])
def test_the_letter_comes_in_the_persons_language_and_its_link_leads_there(client, language):
    person = a_person(language=language)
    path = link_for(client, person)
    (letter,) = letters_sent(person)
    assert letter.language == language
    assert path.startswith(f"/{language}/sign-in/")
    assert letter.subject.strip()
    assert "&#x27;" not in letter.subject + letter.body


def test_a_name_with_an_apostrophe_stands_in_the_letter_as_it_is(client):
    person = a_person("Kim O'Neil <kim>")
    asked(client, person.email)
    (letter,) = letters_sent(person)
    assert "Kim O'Neil <kim>" in letter.body


def test_known_and_unknown_addresses_get_the_same_answer(client):
    a_person(email="ana@example.org")
    known, unknown = asked(client, "ana@example.org"), asked(client, "bob@example.org")
    assert known.status_code == unknown.status_code == 200
    assert without(known, "ana@example.org") == without(unknown, "bob@example.org")
    assert [letter.to for letter in letters_sent()] == ["ana@example.org"]


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    with_password(email="ana@example.org")
    a_person(email="bob@example.org")
    pages = {
        without(asked(client, email, "not the heron"), email)
        for email in ("ana@example.org", "bob@example.org", "eve@example.org")
    }
    assert len(pages) == 1
    assert "Address and password do not fit together." in unescape(pages.pop())
    assert not is_signed_in(client)


def test_opening_the_link_signs_nobody_in_and_the_button_does(client):
    person = a_person("Ana")
    path = link_for(client, person)
    for _ in range(3):
        answer = client.get(path)
        client.head(path)
    assert "Sign in as Ana" in text_of(answer)
    assert not is_signed_in(client)
    assert Link.objects.get().used_at is None
    assert client.post(path).url == "/en/me/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_link_works_once(client):
    path = link_for(client, a_person())
    client.post(path)
    other = Client()
    for answer in (other.get(path), other.post(path)):
        assert answer.status_code == 409
        assert "This link does not work any more" in text_of(answer)
    assert not is_signed_in(other)


def test_the_link_ends_after_half_an_hour(client):
    path = link_for(client, a_person())
    move_demo_clock(AT + timedelta(minutes=30))
    assert client.get(path).status_code == client.post(path).status_code == 409
    assert not is_signed_in(client)


def test_a_forged_link_is_told_the_same_as_one_that_ended(client):
    path = link_for(client, a_person())
    forged = client.get("/en/sign-in/0123456789abcdef.AAAA/")
    client.post(path)
    ended = Client().get(path)
    assert forged.status_code == ended.status_code == 409
    assert "This link does not work any more" in text_of(forged)
    refusals = Entry.objects.filter(allowed=False).values_list("refusal", flat=True)
    assert set(refusals) == {"link_does_not_work"}


def test_no_token_stands_in_the_trail_or_in_a_job(client):
    path = link_for(client, a_person())
    client.post(path)
    client.get(path)
    token = path.rstrip("/").rpartition("/")[2]
    assert token not in str(list(Entry.objects.values()))


def test_the_language_of_the_person_leads_after_signing_in(client):
    path = link_for(client, a_person(language="vi"))
    assert client.post(path).url == "/vi/me/"


# --- password ---------------------------------------------------------------------------------


def test_a_password_signs_in_and_gives_the_session_a_new_key(client):
    person = with_password(email="ana@example.org")
    client.get(SIGN_IN + "?next=/en/me/details/")
    before = client.session.session_key
    answer = asked(client, "ANA@example.org", PASSWORD)
    assert answer.url == "/en/me/details/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "onward",
    ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "/\\elsewhere.example"],
)
def test_signing_in_leads_to_no_other_site(client, onward):
    with_password(email="ana@example.org")
    client.get(SIGN_IN, {"next": onward})
    assert asked(client, "ana@example.org", PASSWORD).url == "/en/me/"


@pytest.mark.parametrize("onward", ["somewhere", "group", "my_page", "me/details/"])
def test_signing_in_leads_to_no_bare_word(client, onward):
    with_password(email="ana@example.org")
    client.get(SIGN_IN, {"next": onward})
    assert asked(client, "ana@example.org", PASSWORD).url == "/en/me/"
    assert client.get(SIGN_IN, {"next": onward}).url == "/en/me/"


def test_the_eleventh_try_is_refused_whatever_browser_it_comes_from():
    with_password(email="ana@example.org")
    for number in range(TRIES):
        asked(Client(), "ana@example.org", "wrong wrong" if number % 2 else "")
    client = Client()
    answer = asked(client, "ana@example.org", PASSWORD)
    assert "Too many tries with this address. Wait 15 minutes" in text_of(answer)
    assert 'value="ana@example.org"' in text_of(answer)
    assert not is_signed_in(client)
    assert Entry.objects.latest("sequence").refusal == "too_many_tries"


def test_a_typed_password_is_never_shown_again(client):
    with_password(email="ana@example.org")
    answer = asked(client, "ana@example.org", "not the heron")
    assert "not the heron" not in text_of(answer)
    assert 'value="ana@example.org"' in text_of(answer)
    answer = asked(client, "not an address", "not the heron")
    assert "not the heron" not in text_of(answer)
    assert "not an address" in text_of(answer)


def test_signing_out_ends_the_session_and_asks_the_browser_to_forget(client):
    signed_in(client, a_person())
    assert client.get("/en/sign-out/").status_code == 405
    answer = client.post("/en/sign-out/")
    assert "cache" in answer["Clear-Site-Data"]
    assert not is_signed_in(client)
    assert client.get(reverse("my_page")).headers["Location"] == reverse("sign_in")


def test_a_page_with_private_content_stays_in_no_cache(client):
    signed_in(client, a_person())
    for page in (reverse("my_page"), DETAILS, "/en/no/such/page/"):
        assert client.get(page)["Cache-Control"] == "no-store"


# --- details ----------------------------------------------------------------------------------


def test_details_are_ones_own_and_nobody_elses(client):
    assert client.get(DETAILS).status_code == 404
    person = a_person("Ana")
    signed_in(client, person)
    assert 'value="Ana"' in text_of(client.get(DETAILS))
    answer = client.post(DETAILS, {"name": "Ana María", "email": "", "language": "es"})
    assert answer.url == "/es/me/details/"
    person.refresh_from_db()
    assert (person.name, person.email, person.language) == ("Ana María", None, "es")


def test_details_with_an_address_of_somebody_else_are_refused_and_what_was_typed_stays(client):
    a_person(email="taken@example.org")
    person = a_person("Ana")
    signed_in(client, person)
    answer = client.post(DETAILS, {"name": "Ana María", "email": "taken@example.org", "language": "en"})
    assert answer.status_code in (409, 422)
    assert "Somebody here already uses the address taken@example.org." in text_of(answer)
    assert 'value="Ana María"' in text_of(answer)
    assert Person.objects.get(pk=person.pk).name == "Ana"
    assert Entry.objects.latest("sequence").refusal == "address_is_taken"


def test_a_new_password_ends_every_other_session(client):
    person = with_password(email="ana@example.org")
    other = Client()
    asked(other, "ana@example.org", PASSWORD)
    asked(client, "ana@example.org", PASSWORD)
    answer = client.post(DETAILS, {"password": "another grey heron"})
    assert answer.status_code == 302
    assert client.get(DETAILS).status_code == 200
    assert other.get(DETAILS).status_code == 404
    person.refresh_from_db()
    assert person.check_password("another grey heron")


@pytest.mark.parametrize("password", ["short", "password1234", ""])
def test_a_password_that_is_easy_to_guess_is_refused_and_not_shown(client, password):
    person = a_person()
    signed_in(client, person)
    answer = client.post(DETAILS, {"password": password})
    assert answer.status_code == 422
    assert not password or f'value="{password}"' not in text_of(answer)
    person.refresh_from_db()
    assert not person.has_usable_password()


# --- mailbox ----------------------------------------------------------------------------------


def test_in_the_demo_everybody_reads_the_mailbox_newest_first(client):
    ana, bo = a_person("Ana"), a_person("Bo")
    for person in (ana, bo):
        asked(client, person.email)
    letters_sent()
    shown = text_of(client.get("/en/mailbox/"))
    assert shown.index(bo.email) < shown.index(ana.email)
    only = text_of(client.get("/en/mailbox/", {"to": ana.email}))
    assert "Hello Ana" in only
    assert "Hello Bo" not in only


def test_outside_the_demo_only_the_operator_reads_the_mailbox(client, settings):
    settings.KONBIT_DEMO = False
    assert client.get("/en/mailbox/").status_code == 404
    assert signed_in(client, a_person()).get("/en/mailbox/").status_code == 404
    assert signed_in(client, an_operator()).get("/en/mailbox/").status_code == 200


def test_an_address_that_no_database_takes_finds_the_whole_mailbox(client):
    asked(client, a_person(email="ana@example.org").email)
    letters_sent()
    assert "ana@example.org" in text_of(client.get("/en/mailbox/", {"to": "\0"}))


def test_what_a_letter_holds_cannot_act_in_the_mailbox(client):
    person = a_person("<script>alert(1)</script>")
    asked(client, person.email)
    letters_sent()
    assert "<script>alert" not in client.get("/en/mailbox/").content.decode()
