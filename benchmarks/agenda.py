"""Measure the draft agenda of a large network, and show that settled history does not make it slower.

    ./run bench [--seats 200] [--results 2000] [--commitments 20000] [--open 400]

On a database of its own: SQLite in a folder that goes away, or the PostgreSQL of KONBIT_TEST_DATABASE_URL. The settled
commitments, with the questions, decisions and parked items beside them, are doubled for the second line. The exit code
says whether both lines keep to the limits.
"""

import argparse
import os
import statistics
import sys
import tempfile

import django
from django.core.management import call_command

MOST_SECONDS, MOST_QUERIES = 0.3, 30
TRIES = 7


def begin(home: str) -> None:
    """Django with a database of its own, tables made."""
    os.environ["KONBIT_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "konbit.config.settings"
    if os.environ.get("KONBIT_TEST_DATABASE_URL"):
        os.environ["KONBIT_DATABASE_URL"] = os.environ["KONBIT_TEST_DATABASE_URL"]
    django.setup()
    call_command("migrate", verbosity=0)


def main() -> int:
    """Print the table; answers the exit code."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--seats", type=int, default=200)
    reader.add_argument("--results", type=int, default=2000)
    reader.add_argument("--commitments", type=int, default=20000)
    reader.add_argument("--open", type=int, default=400)
    chosen = reader.parse_args()
    kept = True
    with tempfile.TemporaryDirectory(prefix="konbit-bench-") as home:
        begin(home)
        # Tables can be named once the environment stands.
        from town import Town

        town = Town(chosen.seats, chosen.results)
        town.leave_open(chosen.open)
        settled = chosen.commitments - chosen.open
        print(f"{'settled':>9}{'open':>7}{'items':>7}{'queries':>9}{'median s':>10}{'slowest s':>11}")
        for line in (1, 2):
            town.settle(settled)
            tries = [town.build() for _ in range(TRIES)]
            times = [seconds for seconds, _queries, _items in tries]
            _seconds, queries, items = tries[-1]
            median = statistics.median(times)
            total = settled * line
            print(f"{total:>9}{chosen.open:>7}{items:>7}{queries:>9}{median:>10.3f}{max(times):>11.3f}")
            kept = kept and median < MOST_SECONDS and queries <= MOST_QUERIES
    print(f"Limits: {MOST_SECONDS} s, {MOST_QUERIES} queries: {'kept' if kept else 'NOT KEPT'}.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
