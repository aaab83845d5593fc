"""Letters: to whom they go, and which never leave the house."""

import pytest
from django.core import mail

from konbit.accounts.letters import send_letter
from konbit.accounts.queries import letters
from konbit.config import environment
from tests.browser.sites import Sink
from tests.makers import a_person

pytestmark = pytest.mark.django_db
SIGN_IN = "accounts/letters/sign_in.txt"


@pytest.fixture
def outside(settings, monkeypatch):
    """Letters are sent as in an installation with SMTP; answers who outside got one."""
    sink = Sink()
    monkeypatch.setenv("KONBIT_SMTP_URL", sink.address)
    backend = "konbit.accounts.mailbox.SmtpButNeverToExamples"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": environment.smtp()}}
    yield lambda: [address for letter in sink.letters for address in letter.to]
    sink.close()


def write_to(person):
    send_letter(person, SIGN_IN, {"url": "https://konbit.example.org/en/sign-in/x/"})


def test_a_letter_has_a_subject_a_body_and_the_language_of_its_reader():
    write_to(a_person("Ana", email="ana@example.org", language="es"))
    (letter,) = mail.outbox
    assert letter.to == ["ana@example.org"]
    assert letter.subject
    assert "\n" not in letter.subject
    assert letter.extra_headers["Content-Language"] == "es"
    assert "https://konbit.example.org/en/sign-in/x/" in letter.body


def test_somebody_without_an_address_gets_no_letter():
    write_to(a_person(email=""))
    assert mail.outbox == []


def test_with_smtp_letters_leave_the_house(outside):
    write_to(a_person(email="ana@example.org"))
    assert outside() == ["ana@example.org"]
    assert not letters().exists()


def test_even_with_smtp_made_up_people_are_never_written_to(outside):
    write_to(a_person(email="leader@health.example"))
    assert outside() == []
    assert [letter.to for letter in letters()] == ["leader@health.example"]
