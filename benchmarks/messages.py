"""Measure how fast personal messages are queued, and how fast a worker finds the next one among them.

    ./run bench, or .venv/bin/python benchmarks/messages.py [--people 10000]

On an SQLite file of its own, with the settings of an installation.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

LIMIT = 20.0


def main() -> int:
    """Print the figures; answers the exit code."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--people", type=int, default=10_000)
    people = reader.parse_args().people
    with tempfile.TemporaryDirectory(prefix="konbit-bench-") as folder:
        home = Path(folder, "home")
        os.environ |= {"KONBIT_HOME": str(home), "DJANGO_SETTINGS_MODULE": "konbit.config.settings"}
        os.environ.pop("KONBIT_DATABASE_URL", None)
        return measure(people)


def measure(people: int) -> int:
    """Queue one message for each of so many people, one by one in one transaction and all at once; then lease some."""
    # Django reads its settings when it is set up, after the data folder is chosen.
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from konbit.foundation import outbox

    call_command("migrate", verbosity=0)
    outbox.handles("bench.nothing", inside=True)(lambda **_: None)
    now = timezone.now()

    def timed(act) -> float:
        began = time.perf_counter()
        with transaction.atomic():
            act()
        return time.perf_counter() - began

    def one_by_one() -> None:
        for number in range(people):
            outbox.post("bench.nothing", due_at=now, dedupe_key=f"one:{number}", number=number)

    def at_once() -> None:
        outbox.post_many(
            "bench.nothing",
            (outbox.Posting(now, f"many:{number}", {"number": number}) for number in range(people)),
        )

    queued, at_once_queued, again = timed(one_by_one), timed(at_once), timed(at_once)
    waiting = outbox.waiting_jobs().count()
    began = time.perf_counter()
    for _ in range(200):
        outbox.work_once()
    done = 200 / (time.perf_counter() - began)
    connection.close()
    print(
        f"{people} messages queued one by one: {queued:.1f} s; at once: {at_once_queued:.1f} s; again: {again:.1f} s"
    )
    print(f"among {waiting} that wait, a worker does {done:.0f} a second that do nothing")
    if waiting != 2 * people:
        print("a message was queued twice, or not at all")
        return 1
    return 0 if max(queued, at_once_queued) < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
