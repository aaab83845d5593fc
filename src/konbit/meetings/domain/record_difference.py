"""What differs between two versions of a record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# Counted from the histories of commitments: it comes out alike whenever it is counted, and is no correction.
COUNTED = "closure"
# The lists a record holds, each of rows with an id, and the fields that are told apart.
LISTS = ("attendance", "items", "decisions", "commitments", "questions", "parked")


@dataclass(frozen=True)
class Difference:
    """One field of one row, before and after. A row that came or left has None on one side."""

    kind: str
    id: str
    field: str
    before: str | None
    after: str | None


def _rows(content: Mapping[str, Any], kind: str) -> dict[str, Mapping[str, Any]]:
    return {str(row["id"]): row for row in content.get(kind, [])}


def _words(value: Any) -> str:
    return "" if value is None else str(value)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Every difference between two contents of a record, in the record's order."""
    return list(_differences(before, after))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for field in sorted(set(before) | set(after)):
        if field not in (*LISTS, COUNTED) and before.get(field) != after.get(field):
            yield Difference("meeting", "", field, _words(before.get(field)), _words(after.get(field)))
    for kind in LISTS:
        old, new = _rows(before, kind), _rows(after, kind)
        for row_id in [*old, *(row_id for row_id in new if row_id not in old)]:
            if row_id not in new:
                yield Difference(kind, row_id, "wording", _words(_title(old[row_id])), None)
            elif row_id not in old:
                yield Difference(kind, row_id, "wording", None, _words(_title(new[row_id])))
            else:
                yield from _within(kind, row_id, old[row_id], new[row_id])


def _within(kind: str, row_id: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for field in sorted(set(old) | set(new)):
        if old.get(field) != new.get(field):
            yield Difference(kind, row_id, field, _words(old.get(field)), _words(new.get(field)))


def _title(row: Mapping[str, Any]) -> Any:
    return row.get("wording") or row.get("title") or row.get("person") or ""
