"""What a page refused: said to the person, and written down once, after everything else was rolled back."""

import pytest
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.network.models import Organization
from tests.makers import a_network, a_person, a_role, an_operator, signed_in, the_person_with

pytestmark = pytest.mark.django_db
TRAIL = "/en/installation/audit/"


def refusals():
    found = Entry.objects.filter(allowed=False).order_by("sequence")
    return [(entry.action, entry.refusal, entry.person_id) for entry in found]


def text_of(answer):
    return answer.content.decode()


def test_a_refusal_that_the_page_let_through_is_shown_and_written_once(client):
    network = a_network()
    member = a_role(network, "member").person
    signed_in(client, member)
    answer = client.get(reverse("new_group", args=[network.address]))
    assert answer.status_code == 403
    assert "Only the convener of this group may do this." in text_of(answer)
    assert refusals() == [("new_group", "only_the_convener", member.pk)]


def test_a_refusal_that_a_form_answered_is_written_once_and_what_was_half_done_is_gone(client):
    network = a_network()
    convener = the_person_with(network, "convener")
    signed_in(client, convener)
    values = {
        "organization": "Acme", "sector": "other", "role": "member", "language": "en", "name": "Ana",
        "send_invitation": "on",
    }  # fmt: skip
    answer = client.post(reverse("open_seat", args=[network.address]), values)
    assert answer.status_code == 422
    assert refusals() == [("open_seat", "invitation_needs_address", convener.pk)]
    assert not Organization.objects.exists()
    assert not Entry.objects.filter(action="network.add_organization").exists()


def test_a_form_that_could_not_be_read_is_no_refusal(client):
    network = a_network()
    signed_in(client, the_person_with(network, "convener"))
    answer = client.post(reverse("new_organization", args=[network.address]), {"name": "", "sector": "other"})
    assert answer.status_code == 422
    assert refusals() == []


def test_an_attempt_by_nobody_is_written_too(client):
    network = a_network()
    assert client.get(reverse("members", args=[network.address])).status_code == 404
    assert refusals() == [("members", "not_found", None)]


def test_a_refusal_speaks_the_language_of_the_page_and_keeps_its_code(client):
    network = a_network()
    signed_in(client, a_role(network, "member").person)
    for language in ("en", "es", "ht", "vi"):
        answer = client.get(f"/{language}/groups/{network.address}/settings/")
        assert answer.status_code == 403
        assert f'<html lang="{language}"' in text_of(answer)
    assert {refusal for _action, refusal, _person in refusals()} == {"convener_only"}


def test_a_fault_is_no_refusal_and_rises(client, monkeypatch):
    # A planted fault: nothing a person can send makes one.
    def breaks(*_args, **_kwargs):
        raise RuntimeError("ana@example.org")

    network = a_network()
    signed_in(client, the_person_with(network, "convener"))
    monkeypatch.setattr("konbit.network.queries.members_of", breaks)
    client.raise_request_exception = False
    answer = client.get(reverse("members", args=[network.address]))
    assert answer.status_code == 500
    assert "ana@example.org" not in text_of(answer)
    assert refusals() == []


# --- the operator's page ----------------------------------------------------------------------


def test_only_an_operator_reads_the_trail_of_the_installation(client):
    network = a_network()
    for person in (a_person(), a_role(network, "convener").person):
        assert signed_in(client, person).get(TRAIL).status_code == 404
    client.logout()
    assert client.get(TRAIL).status_code == 404


def test_the_trail_shows_what_was_done_and_refused_and_no_name(client):
    network = a_network(name="Delta network")
    member = a_role(network, "member", a_person("Ana Quispe", email="ana@example.org")).person
    signed_in(client, member).get(reverse("group_settings", args=[network.address]))
    shown = text_of(signed_in(client, an_operator("Second operator")).get(TRAIL))
    for word in ("network.found_group", "network.give_role", "convener_only"):
        assert word in shown
    for name in ("Ana Quispe", "ana@example.org", "Delta network"):
        assert name not in shown


def test_the_trail_is_read_page_by_page(client):
    for _ in range(205):
        a_person()
    signed_in(client, an_operator())
    page = client.get(TRAIL)
    assert len(page.context["entries"]) == 200
    older = client.get(TRAIL, {"before": page.context["older_than"]})
    seen = [entry.sequence for answer in (page, older) for entry in answer.context["entries"]]
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == Entry.objects.count()
    assert older.context["older_than"] is None


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 30, "²", "1 OR 1=1"])
def test_an_address_of_the_trail_that_was_mistyped_shows_the_newest(client, before):
    signed_in(client, an_operator())
    answer = client.get(TRAIL, {"before": before})
    assert answer.status_code == 200
    assert answer.context["entries"]
