"""The story of moving: 268 action items in, everything out, the same again in an empty installation (N-3, N-4, N-8, N-27,
H-2). Two installations, each with a data folder of its own, and the `konbit` command as people type it."""

import io
import os
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest

from konbit.exchange.operations.moving_in import import_network
from konbit.foundation.outbox import work_until_empty
from konbit.meetings.models import Commitment
from konbit.network.models import Group
from konbit.network.queries import day_in
from tests.exchange.installs import an_empty_installation, rows_of, the_archive_of
from tests.makers import (
    AT,
    SHELL,
    a_commitment,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    clock_stands_at,
    facilitator_of,
    letters_sent,
)

pytestmark = pytest.mark.django_db
ITEMS = 268


def konbit(home, *arguments):
    """What the command says, and how it ends, in an installation of its own."""
    environment = {
        **os.environ,
        "KONBIT_HOME": str(home),
        "KONBIT_SECRET_KEY": "a key of this test alone" * 3,
    }
    for name in ("KONBIT_DATABASE_URL", "KONBIT_DEMO"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, "-m", "konbit.config.command", *arguments],
        env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def test_the_example_moves_from_one_installation_to_an_empty_one_by_the_command(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    assert konbit(here, "load-example", "maln").returncode == 0
    out = konbit(here, "export", "maln", "--out", str(first))
    assert out.returncode == 0, out.stderr
    assert first.stat().st_mode & 0o077 == 0, "only its owner reads it"
    taken = konbit(there, "import-network", str(first))
    assert taken.returncode == 0, taken.stderr
    assert konbit(there, "export", "maln", "--out", str(second)).returncode == 0
    assert second.read_bytes() == first.read_bytes()

    again = konbit(there, "import-network", str(first))
    assert again.returncode == 1
    assert "is in this installation already" in again.stderr
    assert "Traceback" not in again.stderr
    no_network = konbit(there, "export", "nowhere", "--out", str(second))
    assert no_network.returncode == 1
    assert second.read_bytes() == first.read_bytes(), "a refusal leaves what was there"


def test_268_action_items_go_out_and_come_again_in_an_empty_installation(settings):
    clock_stands_at(settings)
    network = a_network(name="East end partnership", address="east-end")
    meeting = a_meeting(network, seats=8, seats_present=8)
    owners = list(network.members.filter(seat__votes=True))
    for number in range(ITEMS):
        a_commitment(
            meeting, owners[number % len(owners)], f"Action item {number + 1}", due_in=30 + number % 60
        )
    first = the_archive_of(network)
    assert len(rows_of(first, "meetings/commitment")) == ITEMS

    an_empty_installation()
    clock_stands_at(settings)
    again = import_network(source=io.BytesIO(first), by=SHELL, at=AT)
    assert the_archive_of(again) == first
    assert Commitment.objects.filter(meeting__group=again).count() == ITEMS
    assert letters_sent() == [], "nobody is written to because a network came"

    # It lives on there: what is written down next is in the next archive, and all else is as it was.
    a_seat(again, "Library", holder=a_person("Librarian"))
    third = the_archive_of(Group.objects.get(pk=again.pk))
    with zipfile.ZipFile(io.BytesIO(third)) as parts, zipfile.ZipFile(io.BytesIO(first)) as before:
        assert parts.read("meetings/commitment.json") == before.read("meetings/commitment.json")
    assert facilitator_of(again).person_id is not None
    assert day_in(again, AT + timedelta(days=0)) == day_in(network, AT)
    work_until_empty()
