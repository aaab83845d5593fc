"""A figure of law as rows that a page can show: one value, a table, or a schedule of thresholds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from konbit.lawbook.words import UNITS, quantity

MANY_ROWS = 12


@dataclass(frozen=True)
class Value:
    """What a figure was from one day on. `plain` is the only value where it is no table; else `rows` holds its cells."""

    since: date
    plain: str
    rows: tuple[tuple[str, ...], ...]
    source: str
    recorded_by: str | None

    @property
    def in_a_line(self) -> str:
        """All of it in one line, for the history."""
        if not self.rows:
            return self.plain
        return " · ".join(f"{', '.join(row[:-1])}: {row[-1]}" for row in self.rows)


@dataclass(frozen=True)
class Figure:
    """A parameter as a page shows it, in force on a day, with what it was before and will be."""

    name: str
    about: str
    unit: str
    columns: tuple[str, ...]
    # What its table is called: `about`, unless another figure of the page is called so too.
    region: str
    now: Value
    earlier: tuple[Value, ...]
    later: tuple[Value, ...]

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        """The rows of its table, each cell with the name of its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.now.rows]

    @property
    def is_long(self) -> bool:
        """Whether its table is better folded away."""
        return len(self.now.rows) > MANY_ROWS


def figure_of(parameter: Any, day: date) -> Figure | None:
    """A parameter on a day; none before its first value."""
    now = parameter.on(day)
    if now is None:
        return None
    return Figure(
        parameter.name,
        parameter.about,
        str(UNITS.get(parameter.unit, "")),
        _columns(parameter, now.value),
        parameter.about,
        _value(parameter, now),
        tuple(_value(parameter, one) for one in parameter.values if one.since < now.since),
        tuple(_value(parameter, one) for one in parameter.values if one.since > now.since),
    )


def _value(parameter: Any, dated: Any) -> Value:
    is_plain = not (_is_table(dated.value) or isinstance(dated.value, tuple))
    return Value(
        dated.since,
        _shown(dated.value, parameter.unit) if is_plain else "",
        () if is_plain else tuple(_rows(parameter, dated.value, ())),
        dated.source,
        None if dated.read else dated.recorded_by,
    )


def _columns(parameter: Any, value: Any) -> tuple[str, ...]:
    keys = tuple(name.replace("_", " ") for name in parameter.by)
    if isinstance(_innermost(value), tuple):
        first = _("above") if parameter.edge == "above" else _("from")
        return (*keys, first, _("to"), _("value"))
    return (*keys, _("value"))


def _is_table(value: Any) -> bool:
    return hasattr(value, "rows")


def _innermost(value: Any) -> Any:
    return _innermost(next(iter(value.rows.values()))) if _is_table(value) else value


def _rows(parameter: Any, value: Any, keys: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """One row for each cell: its keys, the thresholds of a schedule, and the value."""
    if _is_table(value):
        for key, inner in value.rows.items():
            yield from _rows(parameter, inner, (*keys, str(key).replace("_", " ")))
        last = max((key for key in value.rows if isinstance(key, int)), default=None)
        if value.each_more is not None:
            more = _("%(amount)s more") % {"amount": _shown(value.each_more, parameter.unit)}
            yield (*keys, _("each one beyond %(last)s") % {"last": last}, more)
        if value.more is not None:
            yield (*keys, _("more than %(last)s") % {"last": last}, _shown(value.more, parameter.unit))
    elif isinstance(value, tuple):
        ends = [*(start for start, _inner in value[1:]), None]
        for (start, inner), end in zip(value, ends, strict=True):
            to = "" if end is None else _shown(end, parameter.of or "")
            yield (*keys, _shown(start, parameter.of or ""), to, _shown(inner, parameter.unit))
    else:
        yield (*keys, _shown(value, parameter.unit))


def _shown(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return value.replace("_", " ")
    return quantity(float(value), unit)
