"""Backup and restore: whole, refused where it would do harm, and nothing goes out twice afterwards. Real commands."""

import json
import os
import sqlite3
import stat
import subprocess
import zipfile
from contextlib import closing

import psycopg
import pytest

from tests.browser.sites import Sink, Site, lay_tables

pytestmark = pytest.mark.slow
OPERATOR = "operator@county.test"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A data folder with an operator in it, to be copied."""
    site = Site(tmp_path_factory.mktemp("prepared") / "home", "serve")
    lay_tables(site.home)
    site.run("first-operator", OPERATOR)
    return site.home


@pytest.fixture
def site(prepared, tmp_path):
    sink = Sink()
    with closing(sqlite3.connect(prepared / "konbit.sqlite3")) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    home = tmp_path / "home"
    subprocess.run(["cp", "-r", str(prepared), str(home)], check=True)
    yield Site(home, "serve", sink)
    sink.close()


def ask(site, words, *values):
    with closing(sqlite3.connect(site.home / "konbit.sqlite3")) as database:
        found = database.execute(words, values).fetchall()
        database.commit()
        return found


def people(site):
    return sorted(email for (email,) in ask(site, "SELECT email FROM accounts_person"))


def ask_for_sign_in_letter(site, key):
    """As the sign-in page does: a job in the outbox."""
    (person,) = ask(site, "SELECT id FROM accounts_person WHERE email = ?", OPERATOR)
    ask(
        site,
        "INSERT INTO foundation_job (id, kind, payload, dedupe_key, due_at, attempts, last_error, written_at)"
        " VALUES (?, 'accounts.sign_in_letter', ?, ?, datetime('now', '-1 minute'), 0, '', datetime('now'))",
        os.urandom(16).hex(),
        json.dumps({"person_id": person[0]}),
        key,
    )


def add_person(site, email):
    ask(
        site,
        "INSERT INTO accounts_person (id, password, name, email, language, is_operator, is_active, is_example,"
        " time_zone) VALUES (?, '!', 'Somebody', ?, 'en', 0, 1, 0, 'America/Chicago')",
        os.urandom(16).hex(),
        email,
    )


def test_h9_a_backup_holds_everything_and_is_put_back(site, tmp_path):
    archive = tmp_path / "whole.zip"
    said = site.run("backup", str(archive)).stdout
    assert "secret.key" in said
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    with zipfile.ZipFile(archive) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        assert site.home.joinpath("secret.key").read_bytes() not in opened.read("database")
    assert manifest["database"] == "sqlite"
    assert manifest["tables"]["accounts_person"] == 1
    add_person(site, "later@county.test")
    ask(site, "INSERT INTO django_session VALUES ('a-key', 'data', datetime('now', '+1 day'))")
    said = site.run("restore", str(archive), "--yes").stdout
    assert people(site) == [OPERATOR]
    assert ask(site, "SELECT COUNT(*) FROM django_session") == [(0,)]
    # And back again, to what was there before.
    (kept,) = (site.home / "backups").glob("before-restore-*.zip")
    assert kept.name in said
    site.run("restore", str(kept), "--yes")
    assert people(site) == ["later@county.test", OPERATOR]
    actions = [action for (action,) in ask(site, "SELECT action FROM audit_entry ORDER BY sequence DESC")]
    assert actions[0] == "home.restore_backup"
    assert "home.make_backup" in actions


def test_h9_a_backup_never_overwrites_a_file(site, tmp_path):
    there = tmp_path / "there.zip"
    there.write_text("mine")
    refused = site.run("backup", str(there), check=False)
    assert refused.returncode == 1
    assert "never overwrites" in refused.stderr
    assert there.read_text() == "mine"


def cut(archive):
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])


def scribble(archive):
    whole = bytearray(archive.read_bytes())
    whole[2000:2010] = b"0123456789"
    archive.write_bytes(whole)


def with_manifest(archive, **changes):
    with zipfile.ZipFile(archive) as opened:
        database, manifest = opened.read("database"), json.loads(opened.read("manifest.json"))
    manifest |= changes
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("database", database)
        opened.writestr("manifest.json", json.dumps(manifest))


def of_postgresql(archive):
    with_manifest(archive, database="postgresql")


def of_tomorrow(archive):
    with_manifest(archive, migrations=["accounts.0099_more"])


def with_other_counts(archive):
    with_manifest(archive, tables={"accounts_person": 7})


def something_else(archive):
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("letter.txt", "Dear all")


SPOILED = (
    (cut, "is no backup"),
    (scribble, "damaged"),
    (of_postgresql, "postgresql database"),
    (of_tomorrow, "newer"),
    (with_other_counts, "damaged"),
    (something_else, "is no backup"),
)


def test_h9_a_broken_or_foreign_archive_is_refused_and_nothing_is_changed(site, tmp_path):
    archive = tmp_path / "one.zip"
    site.run("backup", str(archive))
    whole = archive.read_bytes()
    add_person(site, "later@county.test")
    for spoil, says in SPOILED:
        archive.write_bytes(whole)
        spoil(archive)
        refused = site.run("restore", str(archive), "--yes", check=False)
        assert refused.returncode == 1, spoil
        assert says in refused.stderr, spoil
    assert people(site) == ["later@county.test", OPERATOR]


def test_h9_a_database_that_holds_anything_is_replaced_only_when_told(site, tmp_path):
    archive = tmp_path / "one.zip"
    site.run("backup", str(archive))
    refused = site.run("restore", str(archive), check=False)
    assert "--yes" in refused.stderr
    empty = Site(tmp_path / "empty", "serve")
    empty.home.mkdir()
    empty.run("restore", str(archive))
    assert people(empty) == [OPERATOR]


def test_h9_a_damaged_database_is_kept_beside_and_replaced(site, tmp_path):
    archive = tmp_path / "one.zip"
    site.run("backup", str(archive))
    (site.home / "konbit.sqlite3").write_bytes(b"not a database" * 1000)
    said = site.run("restore", str(archive), "--yes").stdout
    assert people(site) == [OPERATOR]
    (beside,) = site.home.glob("konbit.sqlite3.unreadable-*")
    assert beside.name in said


def test_h9_a_restore_waits_until_konbit_is_stopped(site, tmp_path):
    archive = tmp_path / "one.zip"
    site.run("backup", str(archive))
    ask(
        site,
        "INSERT INTO foundation_beat (process, kind, started_at, seen_at)"
        " VALUES ('elsewhere:1:worker', 'worker', datetime('now'), datetime('now'))",
    )
    refused = site.run("restore", str(archive), "--yes", check=False)
    assert "Stop it first" in refused.stderr


def test_x8_what_went_out_after_the_backup_is_not_sent_again(site, tmp_path):
    site.run("worker", "--once")
    archive = tmp_path / "before.zip"
    ask_for_sign_in_letter(site, "waited-in-the-backup")
    site.run("backup", str(archive))
    ask_for_sign_in_letter(site, "written-after-it")
    site.run("worker", "--once")
    assert len(site.letters) == 2
    site.run("restore", str(archive), "--yes")
    # The cycle would write the second job again: its key is known.
    assert ask(
        site, "SELECT COUNT(*) FROM foundation_job WHERE dedupe_key = 'written-after-it' AND done_at > 0"
    ) == [(1,)]
    site.run("worker", "--once")
    assert len(site.letters) == 2
    assert "failed: 0" in site.run("health", check=False).stdout


def test_x8_without_the_ledger_letters_wait_for_the_operators_word(site, tmp_path):
    site.run("worker", "--once")
    archive = tmp_path / "before.zip"
    ask_for_sign_in_letter(site, "waited-in-the-backup")
    site.run("backup", str(archive))
    site.run("worker", "--once")
    assert len(site.letters) == 1
    (site.home / "ledger.jsonl").unlink()
    assert "1 letters may have gone out" in site.run("restore", str(archive), "--yes").stdout
    site.run("worker", "--once")
    assert len(site.letters) == 1
    assert "accounts.sign_in_letter" in site.run("failed").stdout
    # The operator knows that it did not go out.
    site.run("failed", "--again", "all")
    site.run("worker", "--once")
    assert len(site.letters) == 2


@pytest.mark.postgres
def test_h9_a_postgresql_database_is_backed_up_and_put_back_by_its_own_programs(tmp_path, monkeypatch):
    given = os.environ["KONBIT_TEST_DATABASE_URL"]
    server, _slash, name = given.rpartition("/")
    of_our_own = f"{name}_restored"
    with psycopg.connect(given, autocommit=True) as database:
        database.execute(f'CREATE DATABASE "{of_our_own}"')
    monkeypatch.setattr(
        Site,
        "environment",
        property(
            lambda site: {
                **{word: value for word, value in os.environ.items() if not word.startswith("KONBIT_")},
                "KONBIT_HOME": str(site.home),
                "KONBIT_DATABASE_URL": f"{server}/{of_our_own}",
            }
        ),
    )
    site, archive = Site(tmp_path / "home", "serve"), tmp_path / "one.zip"
    site.home.mkdir()

    def people_there():
        with psycopg.connect(f"{server}/{of_our_own}") as database:
            return database.execute("SELECT name FROM accounts_person").fetchall()

    try:
        site.run("migrate", "-v0")
        site.run("first-operator", OPERATOR, "--name", "Somebody")
        site.run("backup", str(archive))
        with psycopg.connect(f"{server}/{of_our_own}") as database:
            database.execute("UPDATE accounts_person SET name = 'Changed since'")
        assert "--yes" in site.run("restore", str(archive), check=False).stderr
        said = site.run("restore", str(archive), "--yes").stdout
        assert people_there() == [("Somebody",)]
        (kept,) = (site.home / "backups").glob("before-restore-*.zip")
        assert kept.name in said
        # The audit trail refuses changes here as before.
        with psycopg.connect(f"{server}/{of_our_own}") as database, pytest.raises(psycopg.Error):
            database.execute("DELETE FROM audit_entry")
        site.run("restore", str(kept), "--yes")
        assert people_there() == [("Changed since",)]
        monkeypatch.setenv("PATH", str(tmp_path))
        missing = site.run("backup", str(tmp_path / "two.zip"), check=False)
        assert "pg_dump is not on this machine" in missing.stderr
    finally:
        with psycopg.connect(given, autocommit=True) as database:
            database.execute(f'DROP DATABASE "{of_our_own}" WITH (FORCE)')


# --- files that people added --------------------------------------------------------------------

NAME, SMALL = "a1" * 24, "a1" * 24 + ".small"


def add_file(site):
    folder = site.home / "attachments"
    folder.mkdir(exist_ok=True)
    (folder / NAME).write_bytes(b"the file")
    (folder / SMALL).write_bytes(b"small")
    return folder


def test_h8_files_that_people_added_are_in_the_backup_and_come_back(site, tmp_path):
    folder, file = add_file(site), tmp_path / "one.zip"
    assert "2 files" in site.run("backup", str(file)).stdout
    with zipfile.ZipFile(file) as archive:
        assert archive.read(f"attachments/{NAME}") == b"the file"
    (folder / NAME).unlink()
    (folder / SMALL).write_bytes(b"what is here stays")
    site.run("restore", str(file), "--yes")
    assert (folder / NAME).read_bytes() == b"the file"
    assert (folder / SMALL).read_bytes() == b"what is here stays"
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize("fault", ["other bytes", "missing", "a path"])
def test_h8_a_backup_with_a_damaged_file_is_refused_and_changes_nothing(site, tmp_path, fault):
    folder, file, broken = add_file(site), tmp_path / "one.zip", tmp_path / "broken.zip"
    site.run("backup", str(file))
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(broken, "w") as changed:
        for name in whole.namelist():
            data = whole.read(name)
            if name == f"attachments/{NAME}" and fault == "missing":
                continue
            if name == f"attachments/{NAME}" and fault == "other bytes":
                data = b"other"
            if name == "manifest.json" and fault == "a path":
                data = data.replace(NAME.encode() + b'"', b'../../outside"')
            changed.writestr(name, data)
    (folder / NAME).unlink()
    assert site.run("restore", str(broken), "--yes", check=False).returncode != 0
    assert not (folder / NAME).exists()
    assert not list(tmp_path.rglob("outside"))
