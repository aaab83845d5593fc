"""What one dry run has found so far: counts, faults, samples of the rows, and what is to be said of them."""

from collections.abc import Sequence

from konbit.exchange.imports.faults import Fault
from konbit.exchange.imports.kind import Kind, Planned
from konbit.exchange.imports.remarks import Remarks, Samples
from konbit.exchange.imports.rows import Reader


class Look:
    """Gathers what becomes of each row."""

    def __init__(self) -> None:
        self.counts = {"new": 0, "changed": 0, "same": 0, "refused": 0}
        self.faults: list[Fault] = []
        self.samples, self.remarks = Samples(), Remarks()

    def refuse(self, faults: Sequence[Fault]) -> None:
        """Keep what is wrong with a row."""
        self.counts["refused"] += 1
        self.faults += faults

    def take(self, kind: Kind, reader: Reader, planned: Planned, left_empty: Sequence[Fault]) -> None:
        """Keep what a row that can be taken in comes to."""
        row = planned.row
        self.counts[planned.action] += 1
        self.faults += left_empty
        if self.samples.wants(planned.action):
            self.samples.add(planned.action, row.number, kind.name_of(row), planned.changes)
        for remark in planned.remarks:
            self.remarks.add(remark, row.number)
        for place, column in reader.choices:
            if column.code in row.values:
                choice = row.values[column.code]
                self.remarks.add_word(column, row.cells[place], choice, kind, row.number)
