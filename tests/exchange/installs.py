"""An installation beside another, in one test: the tables are emptied, and the archive is all that is left."""

import io
import json
import zipfile
from importlib import import_module

from django.apps import apps
from django.db import connection

from konbit.exchange.archive.opening import open_archive
from konbit.exchange.operations.exports import export_mine, export_network
from konbit.exchange.operations.moving_in import import_network
from tests.makers import AT, SHELL, actor


def the_archive_of(network, by=SHELL) -> bytes:
    """The archive of a whole network, as its convener or the command line gets it."""
    made = io.BytesIO()
    export_network(network=network, to=made, by=by, at=AT)
    return made.getvalue()


def what_sees(person) -> bytes:
    """The archive of what this person may see."""
    made = io.BytesIO()
    export_mine(to=made, by=actor(person), at=AT)
    return made.getvalue()


def taken_in(archive: bytes):
    """The network, taken into this installation."""
    return import_network(source=io.BytesIO(archive), by=SHELL, at=AT)


def opened(archive: bytes):
    return open_archive(io.BytesIO(archive))


def an_empty_installation():
    """Empty every table, as a new installation has them; the audit trail too, which else nobody empties."""
    triggers = import_module("konbit.audit.migrations.0001_initial")
    again = {"sqlite": triggers.SQLITE, "postgresql": triggers.POSTGRESQL[1:]}[connection.vendor]
    on_table = " ON audit_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in ("audit_entry_never_changes", "audit_entry_never_leaves"):
            cursor.execute(f"DROP TRIGGER {name}{on_table}")
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
        for statement in again:
            cursor.execute(statement)


def rows_of(archive: bytes, table: str) -> list[dict]:
    """The rows of a table, such as "network/seat"."""
    return json.loads(part_of(archive, f"{table}.json"))


def part_of(archive: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        return parts.read(name)


def parts_of(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts, in their order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()
