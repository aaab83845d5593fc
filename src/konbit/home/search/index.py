"""The index: rows put in, taken out and found, on SQLite and on PostgreSQL alike. The one place that knows of both."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from konbit.home.domain.folding import Query
from konbit.home.models import SearchText

# Of very many hits, the newest so many are put into order; whoever looks for less adds a word.
LOOKED_THROUGH = 1000
# PostgreSQL holds no more in one row, and nobody types it.
MOST_LETTERS = 50_000
TABLE = SearchText._meta.db_table
FTS = f"{TABLE}_fts"
SHOWN = "id, kind, record_id, is_name, at"


@dataclass(frozen=True)
class Row:
    """What the index keeps of one record."""

    kind: str
    record_id: UUID
    doors: str
    words: str
    is_name: bool
    at: datetime


FIELDS = ("doors", "words", "is_name", "at")


def put(rows: Sequence[Row], *, kind: str, of: Collection[UUID]) -> int:
    """Let the index hold these rows of a kind for these records, and no others of them; answers how many differed."""
    there = {one.record_id: one for one in SearchText.objects.filter(kind=kind, record_id__in=of)}
    added, changed = [], []
    for row in rows:
        values = {"doors": row.doors, "words": row.words[:MOST_LETTERS], "is_name": row.is_name, "at": row.at}
        old = there.pop(row.record_id, None)
        if old is None:
            added.append(SearchText(kind=row.kind, record_id=row.record_id, **values))
        elif any(getattr(old, name) != values[name] for name in FIELDS):
            for name in FIELDS:
                setattr(old, name, values[name])
            changed.append(old)
    SearchText.objects.bulk_create(added)
    SearchText.objects.bulk_update(changed, FIELDS)
    gone = [one.pk for one in there.values()]
    SearchText.objects.filter(pk__in=gone).delete()
    return len(added) + len(changed) + len(gone)


def record_ids(kind: str) -> Iterable[UUID]:
    """The records of a kind that the index knows."""
    return SearchText.objects.filter(kind=kind).values_list("record_id", flat=True).iterator(chunk_size=2000)


def forget_kinds_but(kinds: Collection[str]) -> int:
    """Take out what belongs to a kind that is no more; answers how many rows went."""
    return SearchText.objects.exclude(kind__in=kinds).delete()[0]


def find(
    query: Query, *, keys: Sequence[str], kind_door: str = "", limit: int, offset: int = 0
) -> list[tuple[str, UUID]]:
    """Kind and record of what fits the query behind one of the doors that `keys` open: names first, then the newest."""
    if not query or not keys:
        return []
    ask = _ask_sqlite if connection.vendor == "sqlite" else _ask_postgresql
    newest, values = ask(query, keys, kind_door)
    statement = (
        f"SELECT kind, record_id FROM ({newest}) AS newest "  # noqa: S608
        "ORDER BY is_name DESC, at DESC, id DESC LIMIT %s OFFSET %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, limit, offset])
        return [(kind, UUID(str(record_id))) for kind, record_id in cursor.fetchall()]


# Only words of letters and digits come here (`folding`, `doors`), each in quotation marks, and all of it as a value.


def _ask_sqlite(query: Query, keys: Sequence[str], kind_door: str) -> tuple[str, list[object]]:
    wanted = [f'words : "{word}"' for word in query.words]
    wanted += [f'words : "{" ".join(saying)}"' for saying in query.sayings]
    if query.beginning:
        wanted.append(f'words : "{query.beginning}" *')
    if kind_door:
        wanted.append(f'doors : "{kind_door}"')
    wanted.append("doors : (" + " OR ".join(f'"{key}"' for key in keys) + ")")
    fitting = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s ORDER BY rowid DESC LIMIT {LOOKED_THROUGH}"  # noqa: S608
    return (
        f"SELECT {SHOWN} FROM ({fitting}) AS fitting JOIN {TABLE} ON {TABLE}.id = fitting.rowid",  # noqa: S608
        [" AND ".join(wanted)],
    )


def _ask_postgresql(query: Query, keys: Sequence[str], kind_door: str) -> tuple[str, list[object]]:
    wanted: list[str] = []
    values: list[object] = []
    for word in query.words:
        wanted.append("to_tsquery('simple', %s)")
        values.append(f"'{word}'")
    for saying in query.sayings:
        wanted.append("phraseto_tsquery('simple', %s)")
        values.append(" ".join(saying))
    if query.beginning:
        wanted.append("to_tsquery('simple', %s)")
        values.append(f"'{query.beginning}':*")
    doors = " | ".join(f"'{key}'" for key in keys)
    wanted.append("%s::tsquery")
    values.append(f"({doors}) & '{kind_door}'" if kind_door else doors)
    return (
        f"SELECT {SHOWN} FROM {TABLE} WHERE found @@ ({' && '.join(wanted)}) ORDER BY id DESC LIMIT {LOOKED_THROUGH}",  # noqa: S608
        values,
    )
