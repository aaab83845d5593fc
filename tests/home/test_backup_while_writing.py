"""A backup that is made while people write holds everything that was acknowledged before it began."""

import json
import sqlite3
import subprocess
import threading
import zipfile
from contextlib import closing

import pytest

from konbit.home.backup.archive import write_archive
from tests.browser.sites import Site, lay_tables
from tests.journeys import trial as trials

BACKUPS = 30


@pytest.mark.slow
def test_x7_thirty_backups_while_people_write_are_each_complete_to_the_last_saved_row(
    tmp_path, django_db_blocker
):
    site = Site(tmp_path / "home", "serve")
    lay_tables(site.home)
    saved, over = [0], threading.Event()

    def write():
        with closing(sqlite3.connect(site.home / "konbit.sqlite3", timeout=20)) as database:
            while not over.is_set():
                database.execute("INSERT INTO accounts_signinattempt (key, at) VALUES ('k', datetime('now'))")
                database.commit()
                saved[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with django_db_blocker.unblock(), trials.database_of(site.home):
            for number in range(BACKUPS):
                before, file = saved[0], tmp_path / f"{number}.zip"
                counted = write_archive(file).tables["accounts_signinattempt"]
                assert before <= counted <= saved[0] + 1
                with zipfile.ZipFile(file) as archive:
                    assert (
                        json.loads(archive.read("manifest.json"))["tables"]["accounts_signinattempt"]
                        == counted
                    )
                    (tmp_path / "part").write_bytes(archive.read("database"))
                assert trials.is_whole(tmp_path / "part")
    finally:
        over.set()
        writer.join()
    assert saved[0] > BACKUPS


def test_the_copy_that_is_forbidden_would_have_been_caught(tmp_path):
    # The planted fault: a copied file passes its integrity check and lacks what was saved last.
    there, copied = tmp_path / "there", tmp_path / "copied"
    with closing(sqlite3.connect(there)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE row (number)")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("INSERT INTO row VALUES (1)")
        database.commit()
        subprocess.run(["cp", str(there), str(copied)], check=True)
    assert trials.is_whole(copied)
    with closing(sqlite3.connect(copied)) as copy:
        assert copy.execute("SELECT COUNT(*) FROM row").fetchone() == (0,)
