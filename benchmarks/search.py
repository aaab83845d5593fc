"""Measure the search over many texts, beside plain LIKE in the same run, with several people at once.

    ./run bench, or .venv/bin/python benchmarks/search.py [--texts 200000] [--people 8] [--seconds 10]

On SQLite in a folder of its own; on PostgreSQL too where KONBIT_BENCH_POSTGRES names an empty database.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT_MS = 100.0
NETWORKS, VOCABULARY = 4, 20_000
SYLLABLES = [consonant + vowel for consonant in "bdklmnr" for vowel in "aeiou"]
# Letters with marks, as three of the four languages write them.
MARKED = str.maketrans({"a": "á", "e": "è", "o": "ò", "d": "đ", "u": "ữ"})


def vocabulary() -> list[str]:
    """Words from the most used to the least, every third one with marks."""
    dice = random.Random(1)
    words = list(
        dict.fromkeys("".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(3 * VOCABULARY))
    )
    return [
        word.translate(MARKED) if place % 3 == 0 else word for place, word in enumerate(words[:VOCABULARY])
    ]


def weights() -> list[float]:
    """How often each word is used: as in any language, few of them very often."""
    return [1 / (rank + 10) for rank in range(VOCABULARY)]


def use(database: str, home: str) -> None:
    """Let Django use this database."""
    os.environ |= {"KONBIT_HOME": home, "DJANGO_SETTINGS_MODULE": "konbit.config.settings"}
    os.environ["KONBIT_DATABASE_URL"] = database
    # Django reads its settings when it is set up, after the data folder is chosen.
    import django

    django.setup()


def prepare(texts: int) -> None:
    """Four networks with a member each, and so many agenda items; the member of the first one will look."""
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from konbit.home.search import keeping
    from konbit.meetings.models import AgendaItem
    from tests import makers

    call_command("migrate", verbosity=0)
    dice = random.Random(2)
    words, use_of, now = vocabulary(), weights(), timezone.now()
    with transaction.atomic():
        groups = [makers.a_network(address=f"bench-{number}") for number in range(NETWORKS)]
        meetings = [makers.a_meeting(one, seats=1, state="planned") for one in groups]
        for begin in range(0, texts, 5000):
            typed = dice.choices(words, use_of, k=24 * 5000)
            AgendaItem.objects.bulk_create(
                AgendaItem(
                    meeting=meetings[number % NETWORKS],
                    title=" ".join(typed[24 * place : 24 * place + 6]),
                    background=" ".join(typed[24 * place + 6 : 24 * place + 24]),
                    position=number,
                    raised_at=now,
                )
                for place, number in enumerate(range(begin, min(begin + 5000, texts)))
            )
    began = time.perf_counter()
    there, _differed = keeping.rebuild("agenda_item")
    print(f"  {there} texts brought into the index in {time.perf_counter() - began:.0f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def queries() -> list[str]:
    """What people type: one word or two, of every frequency, with or without marks, the last one only begun."""
    dice = random.Random(3)
    words, use_of = vocabulary(), weights()
    found = []
    for number in range(400):
        typed = dice.choices(words, use_of, k=1 + number % 2)
        if number % 4 == 0:
            typed[-1] = typed[-1][: max(3, len(typed[-1]) - 2)]
        found.append(" ".join(typed))
    return found


def ask_for(seconds: float, seed: int, *, plain: bool) -> None:
    """One person: ask until the time is over, and print how long each answer took."""
    from django.db import connection
    from django.db.models import Q
    from django.urls import reverse
    from django.utils import timezone

    from konbit.home.search.seeking import search
    from konbit.meetings.models import AgendaItem
    from konbit.network.models import Group
    from konbit.network.queries import actor_for

    group = Group.objects.get(address="bench-0")
    by = actor_for(group.roles.filter(role="facilitator").first().person, timezone.now())
    dice = random.Random(seed)
    typed = queries()
    # A server has its pages loaded, and its database open, before the first person comes.
    reverse("search")
    search(by, typed[0])
    print("ready", flush=True)
    sys.stdin.readline()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        words = dice.choice(typed)
        began = time.perf_counter()
        if plain:
            wanted = Q()
            for word in words.split():
                wanted &= Q(title__icontains=word) | Q(background__icontains=word)
            list(AgendaItem.objects.filter(wanted, meeting__group=group).order_by("-raised_at")[:20])
        else:
            search(by, words)
        print(f"{(time.perf_counter() - began) * 1000:.2f}")
    connection.close()


def measure(database: str, home: str, *, people: int, seconds: float, plain: bool) -> list[float]:
    """Milliseconds of every answer, with so many people asking at once, each in a process of their own."""
    command = [sys.executable, __file__, "--ask", str(seconds), *(["--plain"] if plain else [])]
    command += ["--database", database, "--home", home]
    asking = [
        subprocess.Popen(
            [*command, "--seed", str(seed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for seed in range(people)
    ]
    for one in asking:
        one.stdout.readline()
    for one in asking:
        one.stdin.write("go\n")
        one.stdin.flush()
    said = [one.communicate()[0] for one in asking]
    if any(one.returncode for one in asking):
        raise SystemExit("somebody's search broke: nothing was measured")
    return [float(line) for text in said for line in text.split()]


def compare(name: str, database: str, home: str, chosen: argparse.Namespace) -> bool:
    """Print the figures of one database; answers whether the limit is kept."""
    print(name, flush=True)
    prepare = [sys.executable, __file__, "--prepare", "--texts", str(chosen.texts)]
    subprocess.run([*prepare, "--database", database, "--home", home], check=True)
    middle = {}
    for way, plain in (("search", False), ("plain LIKE", True)):
        times = measure(database, home, people=chosen.people, seconds=chosen.seconds, plain=plain)
        p95 = statistics.quantiles(times, n=20)[-1]
        middle[way] = (statistics.median(times), p95)
        print(
            f"  {way:<11}{len(times):>7} answers, median {middle[way][0]:>8.1f} ms, 95 of 100 within {p95:>8.1f} ms",
            flush=True,
        )
    (search_median, search_p95), (like_median, like_p95) = middle["search"], middle["plain LIKE"]
    print(
        f"  plain LIKE takes {like_median / search_median:.1f} times as long (95 of 100: {like_p95 / search_p95:.1f})"
    )
    kept = search_p95 < LIMIT_MS
    print(f"  Limit: 95 of 100 within {LIMIT_MS:.0f} ms: {'kept' if kept else 'NOT KEPT'}.")
    return kept


def main() -> int:
    """Print the figures; answers the exit code."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--texts", type=int, default=200_000)
    reader.add_argument("--people", type=int, default=8)
    reader.add_argument("--seconds", type=float, default=10)
    reader.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)
    reader.add_argument("--ask", type=float, help=argparse.SUPPRESS)
    reader.add_argument("--plain", action="store_true", help=argparse.SUPPRESS)
    reader.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    reader.add_argument("--database", help=argparse.SUPPRESS)
    reader.add_argument("--home", help=argparse.SUPPRESS)
    chosen = reader.parse_args()
    if chosen.prepare or chosen.ask:
        sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
        use(chosen.database, chosen.home)
        if chosen.prepare:
            prepare(chosen.texts)
        else:
            ask_for(chosen.ask, chosen.seed, plain=chosen.plain)
        return 0
    with tempfile.TemporaryDirectory(prefix="konbit-bench-") as home:
        kept = compare("SQLite", f"sqlite:///{home}/konbit.sqlite3", home, chosen)
        if postgres := os.environ.get("KONBIT_BENCH_POSTGRES"):
            kept = compare("PostgreSQL", postgres, home, chosen) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
