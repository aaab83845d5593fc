"""In which order the rows of a list of awards come in: an award after the one it is passed on from."""

import re
from collections.abc import Callable, Mapping, Sequence

from konbit.exchange.domain.words_of_cells import plain, tidy
from konbit.exchange.imports.kind import NumberedCells

_BETWEEN = re.compile(r"[\n;|]")


def parts_of_cell(text: str) -> list[str]:
    """What stands in a cell line by line, or parted by “;” or “|”."""
    return [part for one in _BETWEEN.split(text) if (part := tidy(one))]


def parents_first(rows: Sequence[NumberedCells], places: Mapping[str, int]) -> list[NumberedCells]:
    """The rows, each after the row of the award it is passed on from; else as they stand."""

    def said(cells: Sequence[str], column: str) -> str:
        return cells[places[column]] if column in places else ""

    recipients = {tidy(said(cells, "identifier")): plain(said(cells, "recipient")) for _number, cells in rows}
    above: dict[str, str] = {}
    for _number, cells in rows:
        named = tidy(said(cells, "parent"))
        funder = plain(said(cells, "funder"))
        related = parts_of_cell(said(cells, "related"))
        # Related may mean anything; money is passed on where who received the other gives this one.
        parent = named or next((one for one in related if recipients.get(one) == funder), "")
        if parent in recipients:
            above[tidy(said(cells, "identifier"))] = parent
    depth = _depths(above)
    return sorted(rows, key=lambda row: depth(tidy(said(row[1], "identifier"))))


def _depths(above: Mapping[str, str]) -> Callable[[str], int]:
    """How many stand above each. In a circle nobody stands above: its rows are refused where they are planned."""
    known: dict[str, int] = {}

    def depth(name: str) -> int:
        way = [name]
        while way[-1] not in known and way[-1] in above and len(way) <= len(above):
            way.append(above[way[-1]])
        if way[-1] not in known:
            known[way[-1]] = 0
        for below, one in zip(reversed(way), list(reversed(way))[1:], strict=False):
            known.setdefault(one, known[below] + 1)
        return known[name]

    return depth
