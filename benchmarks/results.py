"""Measure the page of all results of a large network: what one request takes, from the address to the last byte.

The page counts every result by its rung and shows the first of each priority; the others stand on the priority's pages.

    ./run bench [--results 2000]

On a database of its own: SQLite in a folder that goes away, or the PostgreSQL of KONBIT_TEST_DATABASE_URL. The exit code
says whether the page keeps to the limits.
"""

import argparse
import statistics
import sys
import tempfile
import time

from agenda import begin

MOST_SECONDS, MOST_QUERIES = 0.3, 30
TRIES = 7


def main() -> int:
    """Print the table; answers the exit code."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--results", type=int, default=2000)
    chosen = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="konbit-bench-") as home:
        begin(home)
        # Django's own parts and the tables can be named once the environment stands.
        from django.conf import settings
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext
        from town import Town

        settings.ALLOWED_HOSTS = ["testserver"]
        town = Town(10, chosen.results)
        client = Client()
        client.force_login(town.person)
        times, queries, size = [], 0, 0
        for _ in range(TRIES):
            with CaptureQueriesContext(connection) as told:
                began = time.perf_counter()
                answer = client.get("/en/groups/town/results/")
                times.append(time.perf_counter() - began)
            if answer.status_code != 200 or f"{chosen.results:,} results".encode() not in answer.content:
                raise SystemExit(f"the page answered {answer.status_code}: nothing was measured")
            queries, size = len(told), len(answer.content)
    median = statistics.median(times)
    print(f"{'results':>9}{'queries':>9}{'median s':>10}{'slowest s':>11}{'page MB':>9}")
    print(f"{chosen.results:>9}{queries:>9}{median:>10.3f}{max(times):>11.3f}{size / 1e6:>9.2f}")
    kept = median < MOST_SECONDS and queries <= MOST_QUERIES
    print(f"Limits: {MOST_SECONDS} s, {MOST_QUERIES} queries: {'kept' if kept else 'NOT KEPT'}.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
