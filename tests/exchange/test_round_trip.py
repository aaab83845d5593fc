"""A network that moves: everything out, into an empty installation, and the second archive is the first to the byte."""

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from konbit.audit.models import Entry
from konbit.exchange.archive.contents import TRAVEL
from konbit.foundation.attachments import path_of
from konbit.foundation.models import Attachment, Job
from konbit.home.operations.example import load_maln
from konbit.network.models import Group
from tests.exchange.installs import an_empty_installation, rows_of, taken_in, the_archive_of
from tests.exchange.networks import a_full_network, a_random_network
from tests.makers import AT, SHELL, client_of, the_person_with

pytestmark = pytest.mark.django_db


def test_the_second_archive_of_the_example_is_the_first_to_the_byte():
    network = load_maln(by=SHELL, at=AT).network
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


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=some.integers(min_value=0, max_value=2**32))
def test_random_networks_come_through_to_the_byte(seed):
    with transaction.atomic():
        first = the_archive_of(a_random_network(seed))
        an_empty_installation()
        assert the_archive_of(taken_in(first)) == first
        # Nothing of a trial stays.
        transaction.set_rollback(True)
    assert not Group.objects.exists()
