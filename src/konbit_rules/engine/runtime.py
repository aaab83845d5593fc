"""What generated code calls: look-ups and schedules prepared once for a day's parameters."""

from bisect import bisect_left, bisect_right

from konbit_rules.engine.language import DUST, round_down, round_near, round_up
from konbit_rules.parameters.errors import LawError
from konbit_rules.parameters.reading import Table

__all__ = [
    "NUMBER_DUST",
    "Rows",
    "Schedule",
    "bracket",
    "prepared",
    "round_down",
    "round_near",
    "round_up",
    "step",
]

# Counts and rates are compared more finely than dollars: a rate of the poverty line is dollars divided by thousands.
NUMBER_DUST = 1e-9
LAST_ROW = 150  # larger keys than any household size, age or number of children


class Rows(dict):
    """A table's rows; beyond the last, what it adds for each more or gives for all above."""

    def __missing__(self, key: object) -> object:
        """A row that is not there is a fault of the law or of the household, never a zero."""
        raise LawError(f"no row for {key:g}" if isinstance(key, float) else f"no row for {key}")


class Schedule:
    """Rows of a schedule, ready for look-ups; `edge` says whether a row begins at its start or above it."""

    __slots__ = ("above", "bases", "edges", "starts", "values")

    def __init__(self, rows: tuple[tuple[float, float], ...], edge: str, dust: float) -> None:
        """The tax on everything below each start is added up once."""
        self.starts = [float(start) for start, _ in rows]
        self.values = [value for _, value in rows]
        self.above = edge == "above"
        self.edges = [start + dust if self.above else start - dust for start in self.starts]
        self.bases = [0.0]
        numbers = all(isinstance(value, int | float) for value in self.values)
        for position in range(1, len(rows) if numbers else 1):
            width = self.starts[position] - self.starts[position - 1]
            self.bases.append(self.bases[-1] + width * self.values[position - 1])

    def reaches(self, amount: float) -> bool:
        """Whether an amount has come to the first row."""
        return amount > self.edges[0] if self.above else amount >= self.edges[0]


def bracket(amount: float, schedule: Schedule) -> float:
    """What the schedule's marginal rates take of an amount; nothing below its first start."""
    position = bisect_right(schedule.starts, amount) - 1
    if position < 0:
        return 0.0
    return schedule.bases[position] + (amount - schedule.starts[position]) * schedule.values[position]


def step(amount: float, schedule: Schedule) -> float:
    """The value of the last row that the amount has reached.

    Raises:
        LawError: the amount lies below the first row.
    """
    find = bisect_left if schedule.above else bisect_right
    position = find(schedule.edges, amount) - 1
    if position < 0:
        raise LawError(f"{amount:,.2f} lies below the schedule's first row, {schedule.starts[0]:,.2f}")
    return schedule.values[position]


def prepared(value: object, edge: str = "from", dust: float = DUST) -> object:
    """A parameter's value as generated code uses it."""
    if isinstance(value, Table):
        rows = Rows({key: prepared(inner, edge, dust) for key, inner in value.rows.items()})
        _extend(rows, value, edge, dust)
        return rows
    if isinstance(value, tuple):
        return Schedule(value, edge, dust)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _extend(rows: Rows, table: Table, edge: str, dust: float) -> None:
    if table.each_more is None and table.more is None:
        return
    last = max(rows)
    for key in range(int(last) + 1, LAST_ROW + 1):
        if table.more is not None:
            rows[key] = prepared(table.more, edge, dust)
        else:
            rows[key] = rows[last] + table.each_more * (key - last)
