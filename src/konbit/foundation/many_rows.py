"""Writing very many rows at once: one statement, prepared once, with what all rows share made ready once.

For lists of a hundred thousand rows, where making an object of each row costs more than storing it. What a row does not
name gets the default of its column. No signals are sent, and no object knows its id unless the caller chose it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, CharField, Model, TextField


def insert_rows(model: type[Model], *, same: Mapping[str, Any], each: Iterable[Mapping[str, Any]]) -> None:
    """Insert a row for each mapping of column to value, in the caller's transaction. `same` holds what all rows share."""
    rows = list(each)
    if not rows:
        return
    # Each look through Django's own stand-in for the connection costs as much as making a value ready.
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    own = [
        field.attname in rows[0] or (field.attname not in same and callable(field.default))
        for field in fields
    ]
    shared = [
        None if is_own else field.get_db_prep_save(same.get(field.attname, field.get_default()), connection)
        for field, is_own in zip(fields, own, strict=True)
    ]
    # A text is stored as it stands; everything else is made ready by its column.
    varying = [
        (place, field, isinstance(field, CharField | TextField))
        for place, field in enumerate(fields)
        if own[place]
    ]

    def ready(row: Mapping[str, Any]) -> list[Any]:
        values = shared.copy()
        for place, field, is_text in varying:
            value = row[field.attname] if field.attname in row else field.get_default()
            values[place] = value if is_text else field.get_db_prep_save(value, connection)
        return values

    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, [ready(row) for row in rows])
