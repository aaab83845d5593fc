"""The rows of a file between its upload and its import: kept packed, part by part, and read by the columns of its kind."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import batched
from typing import Any

from konbit.exchange.domain.days import is_two_ways
from konbit.exchange.domain.words_of_cells import tidy
from konbit.exchange.imports import KINDS
from konbit.exchange.imports.columns import Column, Reading, read_cell
from konbit.exchange.imports.faults import LEFT_EMPTY, CannotTake, Fault, fault_from, shortened
from konbit.exchange.imports.kind import Kind, NumberedCells, Row, Setting
from konbit.exchange.models import ImportRun, TablePart
from konbit.exchange.tables.reading import Sheet
from konbit.exchange.tables.writing import as_typed
from konbit.foundation.actor import Actor

# So many rows are written in one transaction, so that nobody else waits long.
ROWS_IN_BULK, ROWS_ONE_BY_ONE = 5_000, 250


def pack(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 1)


def unpack(packed: bytes | memoryview) -> Any:
    return json.loads(zlib.decompress(bytes(packed)))


def keep_rows(run: ImportRun, sheets: Sequence[Sheet]) -> None:
    """Keep the rows of each sheet, in parts."""
    for place, sheet in enumerate(sheets):
        marks: dict[str, list[tuple[int, str]]] = {}
        for row, column, what in sheet.marked:
            marks.setdefault(str(row), []).append((column, what))
        _keep_parts(run, place, sheet.rows, marks)


def _keep_parts(
    run: ImportRun, sheet: int, rows: Iterable[NumberedCells], marks: Mapping[str, list[tuple[int, str]]]
) -> None:
    size = ROWS_IN_BULK if KINDS[run.kind].in_bulk else ROWS_ONE_BY_ONE
    for number, some in enumerate(batched(rows, size)):
        here = {str(row): marks[str(row)] for row, _cells in some if str(row) in marks}
        packed = pack({"rows": some, "marked": here})
        TablePart.objects.create(run=run, sheet=sheet, number=number, rows=packed)


def order_rows(run: ImportRun) -> None:
    """Put the rows of the sheet that is imported into the order in which their kind can write them."""
    kind = KINDS[run.kind]
    if not kind.orders_rows:
        return
    kept = [unpack(part.rows) for part in parts_of(run)]
    rows = [(number, cells) for part in kept for number, cells in part["rows"]]
    ordered = kind.in_order(rows, {column.code: place for place, column in matched(run)})
    marks = {number: marked for part in kept for number, marked in part["marked"].items()}
    run.parts.filter(sheet=run.sheet).delete()
    _keep_parts(run, run.sheet, ordered, marks)


def parts_of(run: ImportRun) -> Iterator[TablePart]:
    """The parts of the sheet that is imported, one at a time."""
    return run.parts.filter(sheet=run.sheet).order_by("number").iterator(chunk_size=4)


def kind_for(run: ImportRun, by: Actor, at: Any) -> Kind:
    """The kind of this import, ready to plan."""
    return KINDS[run.kind](Setting(run.group, by, at, run.file_name))


def matched(run: ImportRun) -> list[tuple[int, Column]]:
    """The place of each header that stands for a column."""
    columns = {column.code: column for column in KINDS[run.kind].columns}
    return [
        (int(place), columns[code])
        for place, code in sorted(run.columns.items(), key=lambda pair: int(pair[0]))
    ]


def two_ways(run: ImportRun) -> dict[str, list[str]]:
    """The columns of days in which some read in two ways, each with examples."""
    days = [(place, column.code) for place, column in matched(run) if column.is_day]
    found: dict[str, list[str]] = {}
    for part in parts_of(run) if days else ():
        for _number, cells in unpack(part.rows)["rows"]:
            for place, code in days:
                known = found.get(code, [])
                if len(known) < 3 and is_two_ways(cells[place]) and cells[place] not in known:
                    found.setdefault(code, []).append(cells[place])
    return found


def _doubles(run: ImportRun, place: int) -> dict[int, int]:
    """The rows whose value at this place stands in another row too, each with that row."""
    first: dict[str, int] = {}
    found: dict[int, int] = {}
    for part in parts_of(run):
        for number, cells in unpack(part.rows)["rows"]:
            if cells[place]:
                other = first.setdefault(tidy(cells[place]), number)
                if other != number:
                    found[number] = other
                    found.setdefault(other, number)
    return found


class Reader:
    """Reads the rows of one import.

    In the dry run a cell that cannot be read is left empty where whoever imports says so. Afterwards `left_empty` names
    the cells of each row that were: no others are.
    """

    def __init__(self, run: ImportRun, left_empty: Mapping[int, set[str]] | None = None) -> None:
        self._leaves_empty = run.leaves_cells_empty and left_empty is None
        self._left_empty = left_empty or {}
        self._headers = run.table["headers"]
        self._matched = matched(run)
        self._places = {column.code: place for place, column in self._matched}
        self._reading = Reading(run.dates, run.table["counted_from"])
        self.choices = [(place, column) for place, column in self._matched if column.reads == "choice"]
        self._once = KINDS[run.kind].stands_once
        self._doubles = _doubles(run, self._places[self._once]) if self._once in self._places else {}

    def rows(self, part: TablePart) -> Iterator[tuple[Row | None, list[Fault]]]:
        """Each row as its columns read it, with the cells that are left empty; or, where it is refused, None and what is
        wrong with it."""
        kept = unpack(part.rows)
        marks = kept["marked"]
        for number, cells in kept["rows"]:
            marked = dict(marks.get(str(number), ()))
            empty = self._left_empty.get(number, ())
            values: dict[str, Any] = {}
            faults: list[Fault] = []
            for place, column in self._matched:
                if column.code in empty:
                    continue
                try:
                    value = self._value(column, cells[place], marked.get(place, ""))
                except CannotTake as why:
                    faults.append(self.fault(number, cells, why, could_be_empty=column.could_be_empty))
                    continue
                if value is not None:
                    values[column.code] = value
            if number in self._doubles:
                why = CannotTake("identifier_doubled", self._once, other=self._doubles[number])
                faults.append(self.fault(number, cells, why))
            if not faults:
                yield Row(number, values, cells), faults
            elif self._leaves_empty and all(fault.column for fault in faults):
                yield Row(number, values, cells), [replace(fault, is_left_empty=True) for fault in faults]
            else:
                yield None, faults

    def _value(self, column: Column, cell: str, mark: str) -> Any:
        if mark:
            raise CannotTake(mark, column.code)
        if cell:
            return read_cell(column, as_typed(cell), self._reading)
        if column.is_needed or column.is_filled:
            raise CannotTake("missing", column.code, header=str(column.says))
        return None

    def without(self, row: Row, why: CannotTake) -> tuple[Row, Fault] | None:
        """The row with the cell left empty that it would be refused for, where that is wished and may be."""
        if not self._leaves_empty or why.code not in LEFT_EMPTY:
            return None
        left = {code: value for code, value in row.values.items() if code != why.column}
        return replace(row, values=left), replace(self.fault(row.number, row.cells, why), is_left_empty=True)

    def fault(
        self, number: int, cells: Sequence[str], why: CannotTake, *, could_be_empty: bool = False
    ) -> Fault:
        """What is wrong, with the place where a person looks."""
        place = self._places.get(why.column)
        letters, header, value = "", "", ""
        if place is not None:
            letters, header = self._headers[place]
            value = shortened(cells[place]) if cells else ""
        column = why.column if could_be_empty or why.code in LEFT_EMPTY else ""
        return Fault(number, letters, header, value, why.code, why.facts, column)


def faults_kept(faults: Iterable[Fault]) -> bytes | None:
    """The faults, ready to be kept; None where there are none."""
    listed = [fault.as_list() for fault in faults]
    return pack(listed) if listed else None


def faults_of(run: ImportRun) -> list[Fault]:
    """What is wrong with this file, row by row: what refuses a row, and which cells are left empty."""
    return [fault_from(kept) for kept in unpack(run.faults)] if run.faults else []
