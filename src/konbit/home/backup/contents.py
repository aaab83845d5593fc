"""What a database holds, counted: how many rows in each table, and which migrations it has seen."""

from dataclasses import dataclass

from django.db import connection
from django.db.migrations.loader import MigrationLoader


@dataclass(frozen=True)
class Contents:
    """Rows by table, and migrations as `room.0001_initial`."""

    tables: dict[str, int]
    migrations: list[str]


def known_migrations() -> set[str]:
    """The migrations this Konbit knows of."""
    loader = MigrationLoader(None)
    return {f"{app}.{name}" for app, name in loader.disk_migrations}


def quoted(table: str) -> str:
    return '"' + table.replace('"', '""') + '"'


def count_here() -> dict[str, int]:
    """Rows by table in the database this process uses."""
    with connection.cursor() as cursor:
        return {
            table: _count(cursor, table) for table in sorted(connection.introspection.table_names(cursor))
        }


def _count(cursor, table: str) -> int:
    cursor.execute(f"SELECT COUNT(*) FROM {quoted(table)}")  # noqa: S608 - a table of our own
    return cursor.fetchone()[0]
