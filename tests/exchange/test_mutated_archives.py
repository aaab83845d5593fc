"""Whatever somebody changed in an archive: an empty installation refuses it in a sentence, or takes all of it in."""

import json

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from konbit.exchange.archive.contents import TRAVEL
from konbit.foundation.refusals import Refusal
from tests.exchange.installs import an_empty_installation, parts_of, taken_in, the_archive_of
from tests.exchange.mutations import CHANGES, Archive
from tests.exchange.networks import a_full_network

pytestmark = pytest.mark.django_db


def what_it_says(archive: bytes) -> dict:
    """Its parts; of the manifest, whatever its spaces, what it says."""
    parts = parts_of(archive)
    return {**parts, "manifest.json": json.loads(parts["manifest.json"])}


def taken_in_or_refused(changed: bytes) -> bool:
    """Bring it to an empty installation; whether it was taken in, whole. What is no refusal rises, and fails the test."""
    with transaction.atomic():
        try:
            network, said = taken_in(changed), ""
        except Refusal as refusal:
            network, said = None, refusal.sentence
        if network is None:
            assert said.strip()
            assert [table.name for table in TRAVEL if table.model.objects.exists()] == [], said
        else:
            assert what_it_says(the_archive_of(network)) == what_it_says(changed)
        # Nothing of a trial stays.
        transaction.set_rollback(True)
    return network is not None


def mutations_come_in_whole_or_not(trials: int) -> dict[str, list[bool]]:
    archive = Archive(the_archive_of(a_full_network()))
    an_empty_installation()
    assert taken_in_or_refused(archive.made)
    tried: dict[str, list[bool]] = {change.__name__: [] for change in CHANGES}

    # Made smaller, an archive says no more; and each step of it takes a whole import.
    @settings(
        max_examples=trials,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        phases=[Phase.explicit, Phase.generate],
    )
    @given(data=some.data())
    def bring(change, data):
        changed = change(archive, data.draw)
        tried[change.__name__].append(taken_in_or_refused(changed))

    for change in CHANGES:
        bring(change)
    assert all(tried.values())
    return tried


def test_a_changed_archive_is_taken_in_whole_or_refused_in_a_sentence():
    mutations_come_in_whole_or_not(1)


@pytest.mark.full
def test_five_hundred_changed_archives_are_taken_in_whole_or_refused():
    tried = mutations_come_in_whole_or_not(25)
    # Some changes leave a network that somebody could have written down.
    assert {name for name, came in tried.items() if any(came)} >= {"value_of_its_type", "points_to_another"}
