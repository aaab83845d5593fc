"""How far the law over columns is from what the machine could do at all: copying the same bytes.

    .venv/bin/python benchmarks/copy_speed.py [--households 100000]

Counts the bytes of the columns that the rules read and of the answers they write, measures how long the machine takes to
copy as many, and prints that as a share of the time the rules take. The law works out some hundred values between, each
with a pass of its own over memory, so the share is small; it says what a fused kernel could still gain.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
from against_policyengine import AS_OF, best, people, write

from konbit_rules.bulk import ANSWER_COLUMNS
from konbit_rules.households.table import read_people
from konbit_rules.law import load_law


def main() -> None:
    """Print bytes, times and the share."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--households", type=int, default=100_000)
    households = reader.parse_args().households
    with tempfile.TemporaryDirectory(prefix="konbit-bench-") as folder:
        file = Path(folder) / "many.csv"
        write(file, people(households, seed=1))
        columns = read_people(file).columns
    arrays = load_law(AS_OF).arrays(ANSWER_COLUMNS.values())
    answers = arrays.run(columns)
    read = [part for name in arrays.facts for part in parts(columns.fact(name))]
    written = [np.ascontiguousarray(values) for values in answers.values.values()]
    size = sum(part.nbytes for part in (*read, *written))
    source, target = np.ones(size // 8), np.empty(size // 8)
    copying = best(lambda: np.copyto(target, source), 7)
    working = best(lambda: arrays.run(columns), 7)
    print(f"{households:,} households, {columns.persons:,} persons, {len(arrays.rules)} rules")
    print(
        f"read and written: {size / 1e6:.0f} MB; copying them: {copying * 1e3:.1f} ms ({size / copying / 1e9:.1f} GB/s)"
    )
    print(f"the law over them: {working * 1e3:.0f} ms; {copying / working:.1%} of copy speed")


def parts(column: object) -> list[np.ndarray]:
    """The arrays of a column; what is the same for everybody takes no memory."""
    found = column if isinstance(column, tuple) else (column,)
    return [part for part in found if isinstance(part, np.ndarray)]


if __name__ == "__main__":
    main()
