"""H-6 and N-17: what search finds about money, for whom, and never of a pursuit that somebody keeps to itself."""

import pytest
from django.test import Client
from django.urls import reverse

from konbit.accounts.models import Person
from konbit.grants.models import Pursuit
from konbit.grants.operations.funding_sources import add_funding_source
from konbit.grants.operations.pursuits import change_pursuit, open_pursuit
from konbit.home.models import SearchText
from konbit.results.models import AgendaVersion
from tests import examples
from tests.makers import AT, SHELL, a_network, a_person, a_role, a_seat, client_of, clock_stands_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings):
    clock_stands_at(settings)


def hits(client, words):
    return client.get(reverse("search"), {"q": words}).context["found"].hits


def codes(client, words):
    return {hit.kind.code for hit in hits(client, words)}


@pytest.fixture
def river():
    """A network with a source of money, and clients of two of its organizations."""
    made = a_network(address="river", name="River coalition")
    made.source = add_funding_source(
        network=made, name="Zebra fund", giver="River foundation", by=SHELL, at=AT
    )
    for name in ("health", "jobs"):
        person = a_person(f"Leader of {name}")
        made.__dict__[name] = a_seat(made, f"Office of {name}", holder=person).organization
        made.__dict__[f"at_{name}"] = client_of(person)
    return made


def test_h6_money_is_found_where_its_page_is_by_members_alone():
    examples.best_start()
    lead = client_of(Person.objects.get(name="Para Los Niños lead 1"))
    wanted = {
        "Work in Metro LA": "award",
        "Local contractor 25": "funder_page",
        "sustainability": "funder_question",
        "health fair": "activity",
        "Small parks fund": "funding_source",
        "Reading circles": "change_agenda",
    }
    for words, code in wanted.items():
        found = [hit for hit in hits(lead, words) if hit.kind.code == code]
        assert found, words
        assert lead.get(found[0].address).status_code == 200, code
    assert "pursuit" in codes(lead, "Local contractor 2")
    stranger = client_of(a_role(a_network(), "member").person)
    for client in (stranger, Client()):
        assert {code for words in wanted for code in codes(client, words)} <= {"change_agenda"}


def test_n17_a_private_pursuit_is_found_by_nobody_and_has_no_row_in_the_index(river):
    open_pursuit(funding_source=river.source, organization=river.health, note="Okapi plan", by=SHELL, at=AT)
    for client in (river.at_health, river.at_jobs):
        assert "pursuit" not in codes(client, "okapi")
    assert not SearchText.objects.filter(kind="pursuit").exists()


def test_n17_a_visible_pursuit_is_found_until_it_is_kept_to_oneself(river):
    pursuit = open_pursuit(
        funding_source=river.source, organization=river.health, is_visible=True, by=SHELL, at=AT
    )
    assert "pursuit" in codes(river.at_jobs, "zebra")
    # Who keeps a pursuit of the same source to itself is shown nobody's.
    open_pursuit(funding_source=river.source, organization=river.jobs, by=SHELL, at=AT)
    assert "pursuit" not in codes(river.at_jobs, "zebra")
    Pursuit.objects.filter(organization=river.jobs).delete()
    assert "pursuit" in codes(river.at_jobs, "zebra")
    change_pursuit(pursuit=pursuit, is_visible=False, partners=[], results=[], version=1, by=SHELL, at=AT)
    assert "pursuit" not in codes(river.at_jobs, "zebra")


def test_n27_of_a_change_agenda_only_the_newest_version_is_found():
    examples.best_start()
    lead = client_of(Person.objects.get(name="Para Los Niños lead 1"))
    assert "change_agenda" in codes(lead, "shade")
    rows = SearchText.objects.filter(kind="change_agenda")
    assert rows.count() == AgendaVersion.objects.count() == 2
