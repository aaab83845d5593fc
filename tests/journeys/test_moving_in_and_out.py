"""The story of moving: 268 action items in, everything out, the same again in an empty installation (N-3, N-4, N-8, N-27,
H-2). Two installations, each with a data folder of its own, and the `konbit` command as people type it."""

import os
import subprocess
import sys
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from konbit.exchange.operations.moving_in import NetworkIsHere
from konbit.foundation.outbox import work_until_empty
from konbit.meetings.models import Commitment
from konbit.network.models import Group, Organization, Seat
from tests.exchange.action_plan import LEADS, MEMBERS, MERGED, actions
from tests.exchange.installs import an_empty_installation, part_of, rows_of
from tests.exchange.lists import as_csv, as_xlsx, at, counted, newest, upload
from tests.makers import (
    a_network,
    a_person,
    a_seat,
    an_operator,
    client_of,
    clock_stands_at,
    letters_sent,
    the_person_with,
)
from tests.meetings import reading

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


@pytest.mark.full
def test_the_example_moves_from_one_installation_to_an_empty_one_by_the_command(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    assert konbit(here, "load-example", "maln").returncode == 0
    out = konbit(here, "export", "maln", "--out", str(first))
    assert out.returncode == 0, out.stderr
    taken = konbit(there, "import-network", str(first))
    assert taken.returncode == 0, taken.stderr
    assert konbit(there, "export", "maln", "--out", str(second)).returncode == 0
    assert second.read_bytes() == first.read_bytes()

    again = konbit(there, "import-network", str(first))
    assert again.returncode == 1
    assert "is in this installation already" in again.stderr
    assert "Traceback" not in again.stderr


def test_the_commands_take_a_network_out_and_in_and_refuse_in_a_sentence(tmp_path):
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    a_seat(a_network(address="east-end"), "Library", holder=a_person("Librarian"))
    call_command("export", "east-end", out=first)
    assert first.stat().st_mode & 0o077 == 0, "only its owner reads it"
    an_empty_installation()
    call_command("import_network", str(first))
    call_command("export", "east-end", out=second)
    assert second.read_bytes() == first.read_bytes()
    with pytest.raises(NetworkIsHere):
        call_command("import_network", str(first))
    with pytest.raises(CommandError, match="no network with the short address “nowhere”"):
        call_command("export", "nowhere", out=second)
    assert second.read_bytes() == first.read_bytes(), "a refusal leaves what was there"


def brought_in(client, group, kind, data, name, *, rows, days=None):
    """A list taken through its pages: columns, days, a dry run that writes nothing, and the button below it."""
    before = what_is_here()
    run = reading.visit(client, upload(client, group, kind, data, name).url)
    columns = newest().columns
    run = run.send(**{f"column_{place}": code for place, code in columns.items()})
    if days:
        run = run.send(**{f"order_{column}": order for column, order in days.items()})
    work_until_empty()
    run = reading.visit(client, run.address)
    assert f"Import {rows} rows" in run.words
    assert what_is_here() == before, "a dry run writes nothing"
    begin = at(newest(), "import_step", "begin")
    run.send(begin)
    work_until_empty()
    done = newest()
    assert (done.state, counted(done)) == ("done", (rows, 0, 0, 0))


def what_is_here():
    return Organization.objects.count(), Seat.objects.count(), Commitment.objects.count()


def both_lists_brought_in(network):
    """What a coalition has when it comes: who is a member, and 268 items; the rest is buttons."""
    client = client_of(the_person_with(network, "facilitator"))
    brought_in(client, network, "people_and_seats", as_csv(MEMBERS), "members.csv", rows=len(LEADS))
    reading.at(client, "new_meeting", network.address).send()
    items = as_xlsx(actions(), merged=MERGED)
    days = {"due_on": "month-first"}
    brought_in(client, network, "commitments", items, "action-plan.xlsx", rows=ITEMS, days=days)
    return client


def test_h2_268_action_items_come_in_go_out_and_come_again_in_an_empty_installation(settings):
    clock_stands_at(settings)
    network = a_network(name="East end partnership", address="east-end")
    client = both_lists_brought_in(network)
    states = Counter(Commitment.objects.values_list("state", flat=True))
    assert states == {"proposed": 67, "accepted": 101, "done": 67, "dropped": 33}
    first = client.post(reverse("take_network", args=["east-end"])).getvalue()
    assert len(rows_of(first, "meetings/commitment")) == ITEMS

    an_empty_installation()
    clock_stands_at(settings)
    source = SimpleUploadedFile("east-end.zip", first)
    answer = client_of(an_operator()).post(reverse("take_in_network"), {"source": source}, follow=True)
    assert "East end partnership is taken in" in answer.content.decode()
    again = Group.objects.get(address="east-end")
    client = client_of(the_person_with(again, "convener"))
    assert client.post(reverse("take_network", args=["east-end"])).getvalue() == first
    assert Counter(Commitment.objects.values_list("state", flat=True)) == states
    assert letters_sent() == [], "nobody is written to because a network came"

    # It lives on there: what is written down next is in the next archive, and all else is as it was.
    a_seat(again, "Library", holder=a_person("Librarian"))
    third = client.post(reverse("take_network", args=["east-end"])).getvalue()
    assert part_of(third, "meetings/commitment.json") == part_of(first, "meetings/commitment.json")
    assert len(rows_of(third, "network/seat")) == len(rows_of(first, "network/seat")) + 1
