"""Browser tests: a real Chromium against a real server process, never Django's test server.

- `quiet_demo`: a demo nine days before its meeting, with people who stay in it for the whole run: only look.
- `busy_demo`: the same, its meeting begun, with a proposal on the table and a private item.
- `shared_demo_site`: a demo that several tests change; none counts on what others left in it.
- `demo_site`: a demo of this test's own, freshly loaded.
- `empty_site`: a new installation without anything, with a mail server that keeps its letters.
- `arrive`: lets a person come with a browser of their own, with or without JavaScript.
"""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.browser import places
from tests.browser.people import ANSWERS_WITHIN, Stay, Visitor
from tests.browser.sites import Sink, Site, copy_of

HERE = Path(__file__).parent
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


# --- the browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chosen = os.environ.get("KONBIT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {
        **browser_type_launch_args,
        **({"executable_path": chosen} if chosen else {}),
        "args": [*FLAGS, *(["--no-sandbox"] if as_root else [])],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "en-US", "viewport": {"width": 390, "height": 844}}


@pytest.fixture
def arrive(new_context):
    """Let somebody come, with a browser of their own: arrive(site), arrive(site, "es", script=False).

    The test fails if any of their pages was not quiet.
    """
    came = []

    def one(site, language="en", *, script=True, **options):
        context = new_context(java_script_enabled=script, **options)
        context.set_default_timeout(ANSWERS_WITHIN)
        came.append(Visitor(context.new_page(), site, language, script))
        return came[-1]

    yield one
    noise = [line for visitor in came for line in visitor.noise]
    assert not noise, "the console is not quiet:\n" + "\n".join(noise)


# --- the sites -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def loaded_home(tmp_path_factory):
    """The data folder of a loaded demo that no server uses: to be copied, never to be served. Processes of one run
    share it."""
    of_the_run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        of_the_run = of_the_run.parent
    home = of_the_run / "loaded"
    with (of_the_run / "loaded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            begun = of_the_run / "loading"
            begun.mkdir()
            Site(begun, "demo").run("demo", "--prepare")
            begun.rename(home)
    return home


@pytest.fixture(scope="session")
def settle(loaded_home, tmp_path_factory, browser, browser_context_args):
    """Start a demo in which people stay until the end of the run."""
    begun = []

    def one(name):
        site = Site(copy_of(loaded_home, tmp_path_factory.mktemp(name) / "home"), "demo")
        begun.append(Stay(site.start(), browser, browser_context_args))
        return begun[-1]

    yield one
    for stay in begun:
        stay.ends()


@pytest.fixture(scope="session")
def quiet_demo(settle):
    stay = settle("quiet")
    stay.places = places.places_of(stay)
    return stay


@pytest.fixture(scope="session")
def busy_demo(settle):
    stay = settle("busy")
    stay.places = places.places_of_busy(stay)
    return stay


@pytest.fixture(scope="session")
def shared_demo_site(settle):
    return settle("shared").site


@pytest.fixture
def demo_site(loaded_home, tmp_path):
    site = Site(copy_of(loaded_home, tmp_path / "home"), "demo")
    yield site.start()
    site.stop()


@pytest.fixture
def empty_site(tmp_path):
    sink = Sink()
    site = Site(tmp_path / "home", "serve", sink)
    yield site.start()
    site.stop()
    sink.close()
