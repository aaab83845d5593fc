"""Measure the most used pages beside a bare one, in the same run, on a demo of its own on loopback.

    ./run bench [--seconds 5] [--threads 4]

Figures of one machine and one moment: compare the ratios, not the numbers of two machines.
"""

import argparse
import http.client
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import deque
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.sites import Site

# The same middleware and frame, and no records.
BARE = "/en/labels/"
START = "/en/"
SEAT = "/en/demo/seat/facilitator/"
# Each page is the first one whose address fits, found by following links from the front page, in the facilitator's seat.
PAGES = {
    "front page": r"/en/",
    "my page": r"/en/me/",
    "group page": r"/en/groups/[^/]+/",
    "results register": r"/en/groups/[^/]+/results/",
    "cycle page": r"/en/meetings/[^/]+/",
    "agenda": r"/en/meetings/[^/]+/agenda/",
    "meeting record": r"/en/meetings/[^/]+/record/",
}
PAGES_LOOKED_AT = 80
ROUNDS = 3
# The page of one meeting, where its cycle is lived, answers at least so many of a bare page's requests.
CYCLE_PAGE, LEAST_OF_BARE = "cycle page", 1 / 3


# Who asks: the cookies of the seat taken at the start.
cookies: dict[str, str] = {}


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    """One answer: status and body."""
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    connection.request("GET", path, headers={"Accept": "text/html", "Accept-Language": "en", "Cookie": sent})
    answer = connection.getresponse()
    return answer.status, answer.read()


def take_seat(url: str) -> None:
    """Sit down as the facilitator of the demo, as a visitor does."""
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    page = browser.open(url + START).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    browser.open(Request(url + SEAT, urlencode({"csrfmiddlewaretoken": token.group(1)}).encode()))
    cookies.update({cookie.name: cookie.value for cookie in jar})


def find_pages(port: int) -> dict[str, str]:
    """The address of each page to be measured."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    waiting, seen, found = deque([START]), {START}, {}
    for _ in range(PAGES_LOOKED_AT):
        if not waiting or len(found) == len(PAGES):
            break
        here = waiting.popleft()
        status, body = ask(connection, here)
        if status != 200:
            continue
        found |= {
            name: here for name, form in PAGES.items() if name not in found and re.fullmatch(form, here)
        }
        for link in re.findall(r'<a\b[^>]*\shref="(/en/[^"#]*)"', body.decode()):
            path = urlsplit(link).path
            if path not in seen:
                seen.add(path)
                waiting.append(path)
    return found


def measure(port: int, path: str, *, threads: int, seconds: float) -> tuple[float, float]:
    """Requests a second and median milliseconds of one page, with so many people asking at once."""
    times: list[float] = []
    faults: list[int] = []
    end = time.perf_counter() + seconds

    def keep_asking() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < end:
            began = time.perf_counter()
            status, _body = ask(connection, path)
            times.append(time.perf_counter() - began)
            if status != 200:
                faults.append(status)

    people = [threading.Thread(target=keep_asking) for _ in range(threads)]
    began = time.perf_counter()
    for person in people:
        person.start()
    for person in people:
        person.join()
    if faults or not times:
        raise SystemExit(f"{path} answered {faults[:3]}: nothing was measured")
    return len(times) / (time.perf_counter() - began), statistics.median(times) * 1000


def main() -> int:
    """Print the table; answers the exit code."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--seconds", type=float, default=5)
    reader.add_argument("--threads", type=int, default=4)
    chosen = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="konbit-bench-") as folder:
        site = Site(Path(folder, "home"), "demo").start()
        try:
            take_seat(site.url)
            pages = {"bare page": BARE, **find_pages(site.port)}
            missing = set(PAGES) - set(pages)
            for path in pages.values():
                measure(site.port, path, threads=chosen.threads, seconds=0.5)  # warm
            # In rounds, so that a moment in which the machine does something else falls on every page alike.
            rounds = [
                {
                    name: measure(site.port, path, threads=chosen.threads, seconds=chosen.seconds / ROUNDS)
                    for name, path in pages.items()
                }
                for _ in range(ROUNDS)
            ]
            figures = {
                name: tuple(statistics.median(each[name][column] for each in rounds) for column in (0, 1))
                for name in pages
            }
        finally:
            site.stop()
    bare, _ = figures["bare page"]
    print(f"{'page':<16}{'requests/s':>12}{'median ms':>12}{'of bare':>10}   address")
    for name, (rate, median) in figures.items():
        print(f"{name:<16}{rate:>12.0f}{median:>12.1f}{rate / bare:>10.2f}   {pages[name]}")
    for name in sorted(missing):
        print(f"{name}: no page fits {PAGES[name]}")
    if missing:
        return 1
    kept = figures[CYCLE_PAGE][0] / bare >= LEAST_OF_BARE
    print(f"Limit: the {CYCLE_PAGE} at {LEAST_OF_BARE:.2f} of a bare page: {'kept' if kept else 'NOT KEPT'}.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
