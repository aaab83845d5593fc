"""Measure the grant tree: what every award and every tier holds, and what activities add up to at every level.

    ./run bench, or .venv/bin/python benchmarks/grants.py [--grants 20000] [--activities 500000]

Three tiers, from a few funders down to contractors. Of ten activities eight stand under one award, one stands under two
awards of one grantee, and one names a list of people that others name too. The first line has a tenth of everything:
the number of queries must be the same. On a database of its own: SQLite in a folder that goes away; on PostgreSQL too
where KONBIT_BENCH_POSTGRES names an empty database. The exit code says whether the limit is kept.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from uuid import uuid4

from agenda import begin

LIMIT_SECONDS = 1.0
TRIES = 5
TOPS, GRANTEES = 10, 200
BEGINS = date(2024, 1, 1)


class Forest:
    """A network with awards in three tiers and the activities below them, stored in many rows at once."""

    def __init__(self, address: str, grants: int, activities: int) -> None:
        from django.db import connection, transaction
        from django.utils import timezone

        from konbit.network.models import Group

        self.now = timezone.now()
        with transaction.atomic():
            self.network = Group.objects.create(
                address=address, name="Bench", kind="network", founded_at=self.now
            )
            self._organizations(max(TOPS, grants // 10))
            self._awards(grants)
            for start in range(0, activities, 50_000):
                self._activities(start, min(activities, start + 50_000))
        with connection.cursor() as cursor:
            # As PostgreSQL does by itself some time after many rows came in.
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")

    def _organizations(self, how_many: int) -> None:
        from konbit.foundation.many_rows import insert_rows
        from konbit.network.models import Organization

        self.bodies = [uuid4() for _ in range(how_many)]
        rows = ({"id": one, "name": f"Body {number}"} for number, one in enumerate(self.bodies))
        insert_rows(Organization, same={"network_id": self.network.pk}, each=rows)

    def _awards(self, grants: int) -> None:
        from konbit.foundation.many_rows import insert_rows
        from konbit.grants.models import Award, Payment, Spending

        ids = [uuid4() for _ in range(grants)]
        grantees = ids[TOPS : TOPS + GRANTEES]
        self.carrying = ids[TOPS + GRANTEES :]

        def above(number: int) -> object:
            if number < TOPS:
                return None
            return ids[number % TOPS] if number < TOPS + GRANTEES else grantees[number % GRANTEES]

        def cents(number: int) -> int:
            return 10**12 if number < TOPS else 10**10 if number < TOPS + GRANTEES else 10**6

        shared = {"network_id": self.network.pk, "title": "Grant", "state": "active", "awarded_on": BEGINS}
        rows = (
            {
                "id": one, "parent_id": above(number), "code": f"g-{number}", "cents": cents(number),
                "funder_id": self.bodies[number % len(self.bodies)],
                "recipient_id": self.bodies[(number + 1) % len(self.bodies)],
            }
            for number, one in enumerate(ids)
        )  # fmt: skip
        insert_rows(Award, same=shared, each=rows)
        paid = {"cents": 1000, "promised_on": BEGINS, "due_on": BEGINS, "paid_on": BEGINS}
        insert_rows(Payment, same=paid, each=({"award_id": one, "key": uuid4()} for one in ids))
        spent = {"cents": 500, "spent_on": BEGINS, "what": "Rent"}
        insert_rows(Spending, same=spent, each=({"award_id": one, "key": uuid4()} for one in self.carrying))

    def _activities(self, start: int, end: int) -> None:
        from konbit.foundation.many_rows import insert_rows
        from konbit.grants.domain.reached import list_of
        from konbit.grants.domain.shares import together_of
        from konbit.grants.models import Activity, ActivityShare

        work, shares = [], []
        for number in range(start, end):
            award = number % len(self.carrying)
            body, people = self.bodies[award % len(self.bodies)], number % 40
            name = f"Class {award % 3}" if number // len(self.carrying) % 10 == 1 else ""
            people_list = list_of(body, name)
            beside = number // len(self.carrying) % 10 == 0 and award + GRANTEES < len(self.carrying)
            awards = [self.carrying[award], *([self.carrying[award + GRANTEES]] if beside else [])]
            activity, kind = uuid4(), "relationship" if number % 5 == 0 else "training"
            work.append(
                {
                    "id": activity, "organization_id": body, "kind": kind, "people": people,
                    "same_people": name, "people_list": people_list,
                    "done_on": BEGINS + timedelta(days=number % 700), "key": uuid4(),
                }
            )  # fmt: skip
            together = together_of(awards)
            shares += [
                {
                    "activity_id": activity, "award_id": one, "share": 10_000 // len(awards),
                    "together": together, "people_list": people_list, "people": people,
                    "is_relationship": kind == "relationship",
                }
                for one in awards
            ]  # fmt: skip
        shared = {"network_id": self.network.pk}
        insert_rows(Activity, same=shared | {"what": "A class", "entered_at": self.now}, each=work)
        insert_rows(ActivityShare, same=shared | {"stands": True}, each=shares)


def measure(forest: Forest, grants: int, activities: int) -> tuple[float, int]:
    """Print one line; answers the median of the roll-up, with the tree, and the number of queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from konbit.grants.queries.roll_up import roll_up
    from konbit.grants.queries.tree import tree_of

    tree_times, roll_times, queries = [], [], 0
    for _ in range(TRIES):
        with CaptureQueriesContext(connection) as told:
            began = time.perf_counter()
            tree = tree_of(forest.network)
            between = time.perf_counter()
            rolled = roll_up(forest.network)
            ended = time.perf_counter()
        tree_times.append(between - began)
        roll_times.append(ended - between)
        queries = len(told)
    if len(tree) != grants or rolled.tiers[0].reached.activities != activities:
        raise SystemExit("the tree does not hold what was stored: nothing was measured")
    tree_s, roll_s = statistics.median(tree_times), statistics.median(roll_times)
    print(
        f"  {grants:>7}{activities:>12}{queries:>9}{tree_s:>9.3f}{roll_s:>11.3f}{max(roll_times):>11.3f}",
        flush=True,
    )
    return max(tree_s, roll_s), queries


def compare(grants: int, activities: int) -> bool:
    """A tenth of everything, then all of it; answers whether the limit is kept."""
    print(f"  {'grants':>7}{'activities':>12}{'queries':>9}{'tree s':>9}{'roll-up s':>11}{'slowest s':>11}")
    _small, few = measure(Forest("tenth", grants // 10, activities // 10), grants // 10, activities // 10)
    seconds, many = measure(Forest("whole", grants, activities), grants, activities)
    kept = seconds < LIMIT_SECONDS and few == many
    print(f"  Limits: {LIMIT_SECONDS} s, the same number of queries: {'kept' if kept else 'NOT KEPT'}.")
    return kept


def in_database(name: str, database: str, chosen: argparse.Namespace) -> bool:
    """One database in a process of its own, since Django keeps to the one it was set up with."""
    print(name, flush=True)
    command = [sys.executable, __file__, "--here", "--grants", str(chosen.grants)]
    command += ["--activities", str(chosen.activities)]
    environment = os.environ | ({"KONBIT_TEST_DATABASE_URL": database} if database else {})
    return subprocess.run(command, env=environment, check=False).returncode == 0


def main() -> int:
    """Print the figures; answers the exit code."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--grants", type=int, default=20_000)
    reader.add_argument("--activities", type=int, default=500_000)
    reader.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = reader.parse_args()
    if chosen.here:
        with tempfile.TemporaryDirectory(prefix="konbit-bench-") as home:
            begin(home)
            return 0 if compare(chosen.grants, chosen.activities) else 1
    kept = in_database("SQLite", "", chosen)
    if postgres := os.environ.get("KONBIT_BENCH_POSTGRES"):
        kept = in_database("PostgreSQL", postgres, chosen) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
