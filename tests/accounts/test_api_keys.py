"""Keys for programs: made on a page, shown once, listed, taken back."""

import re
from uuid import uuid4

import pytest

from konbit.accounts.jobs import revoke_key
from konbit.accounts.models import ApiKey
from konbit.accounts.operations.api_keys import (
    MOST,
    KeyLastsTooLong,
    ScopesAreUnknown,
    TooManyKeys,
    make_api_key,
    revoke_api_key,
)
from konbit.audit.models import Entry
from konbit.foundation.refusals import NotAllowed
from tests.makers import AT, a_person, actor, client_of, clock_stands_at

pytestmark = pytest.mark.django_db
PAGE = "/en/me/keys/"


@pytest.fixture(autouse=True)
def the_day(settings):
    clock_stands_at(settings)


def sent(**changes):
    return {"key": str(uuid4()), "name": "Spreadsheet", "scopes": "read", "days": "90", **changes}


def shown_key(page):
    return re.search(r"konbit_[-\w]{43}", page.content.decode()).group(0)


def test_a_key_is_shown_once_and_only_its_hash_is_kept():
    client = client_of(a_person())
    page = client.post(PAGE, sent())
    key, kept = shown_key(page), ApiKey.objects.get()
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert key.startswith(kept.prefix)
    assert key not in (kept.key_hash, kept.name)
    assert (kept.scopes, (kept.expires_at - kept.made_at).days) == (["read"], 90)
    assert key not in client.get(PAGE).content.decode()
    assert kept.prefix in client.get(PAGE).content.decode()


def test_a_form_sent_twice_makes_one_key():
    client, form = client_of(a_person()), sent()
    assert client.post(PAGE, form).status_code == 200
    assert client.post(PAGE, form).status_code == 409
    assert ApiKey.objects.count() == 1


@pytest.mark.parametrize("days", ["0", "366", "", "many", "-1"])
def test_a_key_lasts_a_year_at_most(days):
    assert client_of(a_person()).post(PAGE, sent(days=days)).status_code == 422
    assert not ApiKey.objects.exists()


def test_the_verb_itself_refuses_what_the_form_would():
    person = a_person()
    given = {"person": person, "name": "Program", "by": actor(person), "at": AT}
    with pytest.raises(KeyLastsTooLong):
        make_api_key(**given, scopes=["read"], days=366)
    with pytest.raises(ScopesAreUnknown):
        make_api_key(**given, scopes=["everything"], days=1)
    with pytest.raises(NotAllowed):
        make_api_key(**given | {"by": actor(a_person())}, scopes=["read"], days=1)
    for _number in range(MOST):
        make_api_key(**given, scopes=["read"], days=1)
    with pytest.raises(TooManyKeys):
        make_api_key(**given, scopes=["read"], days=1)


def test_a_key_is_taken_back_by_its_person_alone():
    person = a_person()
    client, stranger = client_of(person), client_of(a_person())
    client.post(PAGE, sent())
    kept = ApiKey.objects.get()
    address = f"{PAGE}{kept.pk}/revoke/"
    assert stranger.post(address).status_code == 404
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    kept.refresh_from_db()
    assert kept.revoked_at is not None
    assert "Taken back" in client.get(PAGE).content.decode()
    assert list(Entry.objects.filter(about_kind="accounts.apikey").values_list("action", flat=True)) == [
        "accounts.make_api_key",
        "accounts.revoke_api_key",
    ]
    with pytest.raises(NotAllowed):
        revoke_api_key(api_key=kept, by=actor(a_person()), at=AT)


def test_a_key_stays_taken_back_after_a_backup_is_restored():
    client_of(a_person()).post(PAGE, sent())
    kept = ApiKey.objects.get()
    revoke_key(noted_at=AT, key_id=kept.pk)
    revoke_key(noted_at=AT, key_id=uuid4())
    kept.refresh_from_db()
    assert kept.revoked_at == AT


def test_nobody_signed_in_finds_no_keys():
    from django.test import Client

    assert Client().get(PAGE).status_code == 404
    assert Client().post(PAGE, sent()).status_code == 404
