"""Archives that somebody changed, by chance and by intent: each change with every sum mended, unless the sums are meant."""

import hashlib
import io
import json
import zipfile
from uuid import UUID

from hypothesis import strategies as some

from konbit.exchange.archive import opening
from konbit.exchange.archive.contents import TRAVEL
from tests.exchange.installs import parts_of, zipped

ANYTHING = some.one_of(
    some.none(), some.booleans(), some.integers(), some.floats(allow_nan=False, allow_infinity=False),
    some.text(max_size=20), some.sampled_from(["", "x" * 5000, "\x00", "=1+1", "9999-12-31", "1e400", "NaN", "-0"]),
    some.lists(some.integers(), max_size=2), some.dictionaries(some.text(max_size=3), some.none()),
    some.uuids().map(str), some.sampled_from([-1, 0, 2**31, 2**63, 2**64]),
)  # fmt: skip


class Archive:
    """An archive taken apart: its parts, and the rows of each table that has any."""

    def __init__(self, made: bytes) -> None:
        self.made = made
        self.parts = parts_of(made)
        self.tables = {table.name: table for table in TRAVEL}
        self.rows = {name: json.loads(self.parts[f"{name}.json"]) for name in self.tables}
        self.filled = [name for name in self.tables if self.rows[name]]
        self.ids = {
            table.label: [row["id"] for row in self.rows[table.name] if "id" in row] for table in TRAVEL
        }

    def table_with(self, draw, fits):
        """A table that has rows, and one of its columns that fits."""
        found = [
            (name, column.name)
            for name in self.filled
            for column in self.tables[name].columns
            if fits(column)
        ]
        name, column = draw(some.sampled_from(found))
        return name, next(one for one in self.tables[name].columns if one.name == column)

    def with_rows(self, name: str, rows: list[dict]) -> bytes:
        """The archive with these rows in the table, as somebody careful would write them."""
        table, parts = self.tables[name], dict(self.parts)
        try:
            parts[f"{name}.json"] = opening.table_json(table, rows)
            parts[f"{name}.csv"] = opening.table_csv(table, rows)
        except (UnicodeEncodeError, TypeError, KeyError, ValueError, ArithmeticError):
            parts[f"{name}.json"] = json.dumps(rows).encode()
        return summed(parts)

    def with_row(self, draw, name: str, change) -> bytes:
        rows = [dict(row) for row in self.rows[name]]
        change(rows[draw(some.integers(0, len(rows) - 1))])
        return self.with_rows(name, rows)


def summed(parts: dict[str, bytes]) -> bytes:
    """The parts as an archive whose manifest tells the truth about them."""
    manifest = json.loads(parts["manifest.json"])
    manifest["files"] = {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in sorted(parts.items())
        if name != "manifest.json"
    }
    for name in manifest["rows"]:
        try:
            manifest["rows"][name] = len(json.loads(parts[f"{name}.json"]))
        except (KeyError, TypeError, ValueError, RecursionError):
            continue
    return zipped({**parts, "manifest.json": json.dumps(manifest).encode()})


# --- the changes --------------------------------------------------------------------------------


def bytes_flipped(archive, draw):
    changed = bytearray(archive.made)
    for _ in range(draw(some.integers(1, 4))):
        changed[draw(some.integers(0, len(changed) - 1))] ^= draw(some.integers(1, 255))
    return bytes(changed)


def cut_short(archive, draw):
    return archive.made[: draw(some.integers(0, len(archive.made) - 1))]


def rows_removed(archive, draw):
    name = draw(some.sampled_from(archive.filled))
    rows = list(archive.rows[name])
    for _ in range(draw(some.integers(1, len(rows)))):
        del rows[draw(some.integers(0, len(rows) - 1))]
    return archive.with_rows(name, rows)


def row_twice(archive, draw):
    name = draw(some.sampled_from(archive.filled))
    rows = archive.rows[name]
    more = dict(rows[draw(some.integers(0, len(rows) - 1))])
    if "id" in more and draw(some.booleans()):
        # Another id, and all else the same: the seat of somebody twice.
        more["id"] = str(draw(some.uuids()))
    return archive.with_rows(name, [*rows, more])


def id_of_another(archive, draw):
    """The id is that of another row, of this table or of any."""
    name = draw(some.sampled_from([one for one in archive.filled if "id" in archive.rows[one][0]]))
    found = draw(some.sampled_from([one for ids in archive.ids.values() for one in ids]))
    return archive.with_row(draw, name, lambda row: row.update(id=found))


def rows_in_another_order(archive, draw):
    name = draw(some.sampled_from(archive.filled))
    return archive.with_rows(name, draw(some.permutations(archive.rows[name])))


def points_to_nothing(archive, draw):
    name, column = archive.table_with(draw, lambda one: one.points_to)
    nobody = draw(some.one_of(some.none(), some.just(str(UUID(int=0))), some.uuids().map(str)))
    return archive.with_row(draw, name, lambda row: row.update({column.name: nobody}))


def points_to_another(archive, draw):
    name, column = archive.table_with(draw, lambda one: one.points_to and archive.ids.get(one.points_to))
    other = draw(some.sampled_from(archive.ids[column.points_to]))
    return archive.with_row(draw, name, lambda row: row.update({column.name: other}))


def value_of_any_type(archive, draw):
    name, column = archive.table_with(draw, lambda _one: True)
    value = draw(ANYTHING)
    return archive.with_row(draw, name, lambda row: row.update({column.name: value}))


def value_of_its_type(archive, draw):
    name, column = archive.table_with(draw, lambda one: one.holds != "structure" and not one.points_to)
    found = {
        "id": some.uuids().map(str),
        "day": some.dates().map(str),
        "moment": some.datetimes().map(lambda one: one.isoformat() + "Z"),
        "time": some.times().map(lambda one: one.isoformat()),
        "decimal": some.integers(-(10**15), 10**15).map(str),
        "whole number": some.integers(column.smallest, column.largest),
        "yes or no": some.booleans(),
        "text": some.text(max_size=min(column.longest or 100, 100)),
    }
    value = draw(some.sampled_from(column.codes) if column.codes else found[column.holds])
    return archive.with_row(draw, name, lambda row: row.update({column.name: value}))


def inside_of_a_structure(archive, draw):
    """One place inside what was frozen, or inside a text of several languages, is something else."""
    name, column = archive.table_with(draw, lambda one: one.holds == "structure")

    def change(row):
        at, places = row[column.name], []
        for _depth in range(4):
            keys = list(at) if isinstance(at, dict) else list(range(len(at))) if isinstance(at, list) else []
            if not keys:
                break
            places.append((at, draw(some.sampled_from(keys))))
            at = places[-1][0][places[-1][1]]
        if not places:
            row[column.name] = draw(ANYTHING)
            return
        held, key = draw(some.sampled_from(places))
        if draw(some.booleans()):
            held[key] = draw(ANYTHING)
        else:
            del held[key]

    rows = json.loads(archive.parts[f"{name}.json"])
    change(rows[draw(some.integers(0, len(rows) - 1))])
    return archive.with_rows(name, rows)


def other_columns(archive, draw):
    name = draw(some.sampled_from(archive.filled))
    rows = [dict(row) for row in archive.rows[name]]
    gone = draw(some.sampled_from([None, *rows[0]]))
    for row in rows:
        if gone is None:
            row["more"] = draw(ANYTHING)
        else:
            del row[gone]
    parts = {**archive.parts, f"{name}.json": json.dumps(rows).encode()}
    return summed(parts)


def more_tables(archive, draw):
    name = draw(
        some.sampled_from(
            ["accounts/link.json", "accounts/apikey.json", "network/more.csv", "files/x", "files/" + "0" * 64, "../x",
             "foundation/job.json", "__proto__", "a" * 300]
        )
    )  # fmt: skip
    return summed({**archive.parts, name: draw(some.sampled_from([b"", b"[]", b"[{}]", b"\xff\xfe"]))})


def parts_missing(archive, draw):
    parts = dict(archive.parts)
    del parts[draw(some.sampled_from(sorted(set(parts) - {"manifest.json"})))]
    return summed(parts)


def parts_exchanged(archive, draw):
    parts = dict(archive.parts)
    one, other = (draw(some.sampled_from(sorted(set(parts) - {"manifest.json"}))) for _ in range(2))
    parts[one] = parts[other]
    return summed(parts)


def part_of_anything(archive, draw):
    name = draw(some.sampled_from(sorted(archive.parts)))
    data = draw(some.one_of(some.binary(max_size=200), ANYTHING.map(lambda one: json.dumps(one).encode())))
    parts = {**archive.parts, name: data}
    return zipped(parts) if name == "manifest.json" else summed(parts)


def manifest_of_anything(archive, draw):
    manifest = json.loads(archive.parts["manifest.json"])
    place = draw(some.sampled_from(sorted(manifest)))
    held = manifest[place]
    if isinstance(held, dict) and draw(some.booleans()):
        held[draw(some.sampled_from(sorted(held)))] = draw(ANYTHING)
    else:
        manifest[place] = draw(ANYTHING)
    return zipped({**archive.parts, "manifest.json": json.dumps(manifest).encode()})


def other_file(archive, draw):
    """The file that a row speaks of is another one, and the row says so."""
    name = "foundation/attachment"
    row = dict(archive.rows[name][0])
    data = draw(
        some.one_of(some.binary(max_size=100), some.sampled_from([b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"]))
    )
    parts = {one: held for one, held in archive.parts.items() if one != f"files/{row['sha256']}"}
    row |= {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
    row["name"] = draw(some.sampled_from([row["name"], "a.pdf", "a.png", "../a.csv", "a.exe", ""]))
    parts[f"{name}.json"] = opening.table_json(archive.tables[name], [row])
    parts[f"{name}.csv"] = opening.table_csv(archive.tables[name], [row])
    return summed({**parts, f"files/{row['sha256']}": data})


def unpacks_without_end(archive, draw):
    name = draw(some.sampled_from(sorted(archive.parts)))
    filling = draw(some.sampled_from([b"\x00", b"0,", b" ", b"["])) * (6 << 20)
    parts = {**archive.parts, name: b"[" + filling + b"0]"}
    return zipped(parts) if name == "manifest.json" else summed(parts)


def a_part_twice(archive, draw):
    made = io.BytesIO(archive.made)
    with zipfile.ZipFile(made, "a") as parts:
        info = zipfile.ZipInfo(draw(some.sampled_from(sorted(archive.parts))))
        # The zip's own list would warn of it.
        parts.NameToInfo.pop(info.filename)
        parts.writestr(info, b"[]")
    return made.getvalue()


CHANGES = (
    bytes_flipped, cut_short, rows_removed, row_twice, id_of_another, rows_in_another_order, points_to_nothing,
    points_to_another, value_of_any_type, value_of_its_type, inside_of_a_structure, other_columns, more_tables,
    parts_missing, parts_exchanged, part_of_anything, manifest_of_anything, other_file, unpacks_without_end,
    a_part_twice,
)  # fmt: skip
