"""A network that moves: everything out, into an empty installation, and the second archive is the first to the byte."""

import json

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from konbit.audit.models import Entry
from konbit.exchange.archive.contents import TRAVEL
from konbit.foundation.attachments import path_of
from konbit.foundation.models import Attachment, Job
from konbit.network.models import Group
from tests import examples
from tests.exchange.installs import an_empty_installation, part_of, rows_of, taken_in, the_archive_of
from tests.exchange.networks import a_full_network
from tests.exchange.random_networks import a_random_network
from tests.makers import client_of, the_person_with

pytestmark = pytest.mark.django_db


def test_the_second_archive_of_the_example_is_the_first_to_the_byte():
    network = examples.maln()
    first = the_archive_of(network)
    assert the_archive_of(network) == first, "the same records are the same bytes"
    an_empty_installation()
    again = taken_in(first)
    assert the_archive_of(again) == first
    told = set(Job.objects.values_list("kind", flat=True)) - {"home.rebuild_search"}
    assert not told, "nothing is sent by taking a network in"


def test_every_table_comes_through_with_all_its_columns():
    network = a_full_network()
    first = the_archive_of(network)
    empty = [table.name for table in TRAVEL if not rows_of(first, table.name)]
    assert not empty, "the network of this test has something of everything"
    before = {table.label: table.model.objects.count() for table in TRAVEL if table.label != "audit.Entry"}
    bytes_before = path_of(Attachment.objects.get()).read_bytes()

    an_empty_installation()
    again = taken_in(first)
    assert the_archive_of(again) == first
    after = {label: apps.get_model(label).objects.count() for label in before}
    assert after == before
    assert path_of(Attachment.objects.get()).read_bytes() == bytes_before
    convener = the_person_with(again, "convener")
    assert not convener.has_usable_password()
    assert not convener.is_operator
    arrival = Entry.objects.get(action="exchange.import_network")
    assert arrival.about_id == str(again.pk)


def test_in_the_new_installation_every_page_of_the_group_works():
    first = the_archive_of(a_full_network())
    an_empty_installation()
    network = taken_in(first)
    client = client_of(the_person_with(network, "convener"))
    for page in ("", "results/", "meetings/", "commitments/", "members/", "settings/", "trail/", "take/"):
        assert client.get(f"/en/groups/{network.address}/{page}").status_code == 200, page
    for meeting in network.meetings.all():
        for page in ("", "agenda/", "record/", "pre-read/", "review/"):
            assert client.get(f"/en/meetings/{meeting.pk}/{page}").status_code in (200, 404), page


def moves(seed: int) -> set[str]:
    """A network made by chance goes out, into an empty installation, and out again; answers which tables had rows."""
    with transaction.atomic():
        first = the_archive_of(a_random_network(seed))
        an_empty_installation()
        assert the_archive_of(taken_in(first)) == first
        # Nothing of a trial stays.
        transaction.set_rollback(True)
    assert not Group.objects.exists()
    counts = json.loads(part_of(first, "manifest.json"))["rows"]
    return {table for table, count in counts.items() if count}


def the_networks_move(trials: int) -> None:
    """So many networks move, and between them they had a row in every table that travels."""
    filled: set[str] = set()

    @settings(
        max_examples=trials,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    # With these, chance gives something of everything.
    @example(seed=8)
    @example(seed=10)
    @given(seed=some.integers(min_value=0, max_value=2**32))
    def move(seed):
        filled.update(moves(seed))

    move()
    assert {table.name for table in TRAVEL} - filled == set()


def test_random_networks_with_rows_in_every_table_come_through_to_the_byte():
    the_networks_move(2)


@pytest.mark.full
def test_two_hundred_random_networks_come_through_to_the_byte():
    the_networks_move(200)
