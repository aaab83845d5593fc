"""The rows that travel: of a whole network, found from its groups; in one order, so that the same records are the same
bytes."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from konbit.audit.queries import entries
from konbit.exchange.archive.contents import ENTRIES_BEHIND, TRAVEL, Table, tables
from konbit.exchange.archive.unnamed import Row, Unnamed
from konbit.foundation.models import Attachment
from konbit.network.models import Group

# These are found by what points to them, in this order, once every other row is known.
FOUND_LAST = ("foundation.Attachment", "accounts.Person", "accounts.MutedKind")
PERSON = "accounts.Person"
Keeping = Callable[[Table, Any, Row], Row | None]


def groups_within(network: Group) -> list[UUID]:
    """The network and every group inside it, however deep."""
    found, layer = [network.pk], [network.pk]
    while layer := list(Group.objects.filter(parent__in=layer).order_by("pk").values_list("pk", flat=True)):
        found += layer
    return found


def plain_row(table: Table, record: Model) -> Row:
    """A record as its columns."""
    return {column.name: column.plain(getattr(record, column.name)) for column in table.columns}


def rows_of_network(network: Group) -> Iterator[tuple[Table, list[Row]]]:
    """Every table with its rows: all that the network's convener takes along."""
    groups = groups_within(network)
    return gathered(groups, lambda table: _rows_in(groups, table))


def gathered(
    groups: list[UUID],
    records: Callable[[Table], Any],
    *,
    keep: Keeping | None = None,
    people: Iterable[str] = (),
) -> Iterator[tuple[Table, list[Row]]]:
    """The tables in the order of the list of contents, names taken from what was said without, and the people and files
    that these rows speak of, with those in `people`. `keep` has the last word on each row."""
    unnamed = Unnamed(groups)
    spoken_of = set(people)
    ids: set[str] = set()
    for table in _in_order():
        if table.label == "foundation.Attachment":
            found: Any = (one for one in records(table) if str(one.about_id) in ids)
        elif table.label in FOUND_LAST:
            path = "pk" if table.label == PERSON else "person"
            found = table.model.objects.filter(**{f"{path}__in": spoken_of}).order_by(*table.order)
        else:
            found = records(table)
        rows = list(_cleared(table, found, unnamed, keep))
        if table.label == "network.GroupMember":
            rows = _with_members_without_name(rows, unnamed)
        if table.order[0].endswith("_id") and not table.is_numbered:
            # By the letters themselves: two databases need not agree on the order of texts.
            rows.sort(key=lambda row: [str(row[name]) for name in table.order])
        spoken_of |= {row[name] for row in rows for name in _naming(table)} - {None}
        if table.has_id:
            ids |= {row["id"] for row in rows if "id" in row}
        if table.is_numbered:
            rows = [{"number": number, **row} for number, row in enumerate(rows, 1)]
        yield table, rows


def _cleared(table: Table, records: Any, unnamed: Unnamed, keep: Keeping | None) -> Iterator[Row]:
    for record in records:
        row = unnamed.cleared(table.label, _known(table, record))
        if row is not None and keep is not None:
            row = keep(table, record, row)
        if row is not None:
            yield row


def _in_order() -> list[Table]:
    return [
        *(table for table in TRAVEL if table.label not in FOUND_LAST),
        *(tables()[one] for one in FOUND_LAST),
    ]


def _rows_in(groups: list[UUID], table: Table) -> QuerySet[Any]:
    if table.label == "audit.Entry":
        return entries().filter(group_id__in=groups).exclude(action__in=ENTRIES_BEHIND).order_by("sequence")
    if table.label == "foundation.Attachment":
        return Attachment.objects.filter(removed_at=None).order_by("pk")
    return table.model.objects.filter(**{f"{table.group}__in": groups}).order_by(*table.order)


def _known(table: Table, record: Model) -> Row:
    """The record as its columns. An entry keeps the id of what it is about only where that id travels too."""
    row = plain_row(table, record)
    if table.label == "audit.Entry" and not _has_id(row["about_kind"]):
        row["about_id"] = ""
    return row


@cache
def _has_id(kind: str) -> bool:
    return any(table.label.lower() == kind and table.has_id for table in TRAVEL)


def _naming(table: Table) -> list[str]:
    """The columns that hold the id of a person."""
    named = [column.name for column in table.columns if column.points_to == PERSON]
    return [
        *named,
        *({"audit.Entry": ["person_id"], "foundation.Attachment": ["added_by_id"]}.get(table.label, [])),
    ]


def _with_members_without_name(rows: list[Row], unnamed: Unnamed) -> list[Row]:
    there = {row["id"] for row in rows}
    more = [{"id": member, "group_id": group} for member, group in unnamed.members() if member not in there]
    return sorted([*rows, *more], key=lambda row: row["id"])
