"""An archive is made while people write: nobody waits for it, and it holds one moment."""

import io
import sqlite3
from contextlib import closing

import pytest
from django.db import connection, connections

from konbit.audit.models import Entry
from konbit.exchange.operations.exports import export_mine, export_network
from konbit.network.models import Group
from tests.exchange.installs import rows_of
from tests.journeys.trial import database_of
from tests.makers import AT, SHELL, a_network, actor, the_person_with


class WrittenMeanwhile(io.BytesIO):
    """A file that is being written when somebody renames every network, and cannot wait for it."""

    def __init__(self, database) -> None:
        super().__init__()
        self.database, self.renamed = database, 0

    def write(self, data) -> int:
        if not self.renamed:
            with closing(sqlite3.connect(self.database, timeout=0)) as other:
                self.renamed = other.execute("UPDATE network_group SET name = 'Renamed'").rowcount
                other.commit()
        return super().write(data)


@pytest.fixture
def home(tmp_path, db):
    """An installation's own SQLite file, with every table and nothing in them."""
    if connection.vendor != "sqlite":
        pytest.skip("says something about SQLite only")
    (tmp_path / "konbit.sqlite3").write_bytes(connection.connection.serialize())
    return tmp_path


@pytest.mark.parametrize("takes", ["network", "mine"])
def test_whoever_writes_while_an_archive_is_made_does_not_wait_and_is_not_in_it(home, takes):
    with database_of(home):
        network = a_network(name="As it was")
        convener = actor(the_person_with(network, "convener"))
        made = WrittenMeanwhile(home / "konbit.sqlite3")
        if takes == "network":
            export_network(network=network, to=made, by=SHELL, at=AT)
        else:
            export_mine(to=made, by=convener, at=AT)
        assert made.renamed == 1
        assert [row["name"] for row in rows_of(made.getvalue(), "network/group")] == ["As it was"]
        assert Group.objects.get().name == "Renamed"
        assert Entry.objects.filter(action=f"exchange.export_{takes}").count() == 1
        assert connections["default"].transaction_mode == "IMMEDIATE", "who writes next locks at once again"
