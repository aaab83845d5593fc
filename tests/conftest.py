"""What every test stands on: settings of its own, a data folder of its own, and no way to the outside."""

import os
import socket
import tempfile
from pathlib import Path

import pytest
from django.utils import translation

# Django reads its settings when pytest-django sets it up, after this file is imported.
KEPT = ("KONBIT_TEST_DATABASE_URL", "KONBIT_CHROMIUM", "KONBIT_PYTHON")
for name in [name for name in os.environ if name.startswith("KONBIT_") and name not in KEPT]:
    del os.environ[name]
if os.environ.get("KONBIT_TEST_DATABASE_URL"):
    os.environ["KONBIT_DATABASE_URL"] = os.environ["KONBIT_TEST_DATABASE_URL"]
HOME = tempfile.TemporaryDirectory(prefix="konbit-tests-")
# Collected files would stand here; WhiteNoise warns where the folder is missing.
(Path(HOME.name) / "static").mkdir()
os.environ["KONBIT_HOME"] = HOME.name
os.environ["DJANGO_SETTINGS_MODULE"] = "konbit.config.settings"

LOOPBACK = ("127.", "::1", "localhost")


def pytest_configure(config):
    from django.conf import settings

    # Sign-in is asked for in many tests; a slow hash would prove nothing in them.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure(config):
    HOME.cleanup()


def pytest_collection_modifyitems(config, items):
    # The browser's event loop stays until the run ends, and Django refuses its tables beside one: so they come last.
    items.sort(key=lambda item: "browser" in item.keywords)
    if os.environ.get("KONBIT_TEST_DATABASE_URL"):
        # The others say the same on every database: they passed on SQLite.
        without = [item for item in items if not stands_on_the_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in set(without)]
        return
    needs_postgres = pytest.mark.skip(reason="says something about PostgreSQL: ./run test -m postgres")
    for item in items:
        if "postgres" in item.keywords:
            item.add_marker(needs_postgres)


def stands_on_the_database(item):
    """Whether a test uses the database of the test run: not files alone, nor an installation of its own on SQLite."""
    from django.test import TransactionTestCase

    marked = {"postgres", "browser", "django_db"} & set(item.keywords)
    asked = {"db", "transactional_db", "client", "admin_client"} & set(item.fixturenames)
    of_django = isinstance(item.cls, type) and issubclass(item.cls, TransactionTestCase)
    return bool(marked or asked or of_django)


@pytest.fixture(scope="session", autouse=True)
def no_way_outside():
    """A test that reaches for another machine fails, whatever network the machine has."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded(real):
        def to(self, address):
            if self.family in {socket.AF_INET, socket.AF_INET6} and not str(address[0]).startswith(LOOPBACK):
                raise AssertionError(f"a test reached for {address[0]}")
            return real(self, address)

        return to

    socket.socket.connect, socket.socket.connect_ex = guarded(connect), guarded(connect_ex)
    yield
    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex


@pytest.fixture(autouse=True)
def english():
    """A page leaves its language active behind it; each test begins in English again."""
    with translation.override("en"):
        yield
