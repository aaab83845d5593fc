"""The lawbook's pages on a fixed day."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def shipped(monkeypatch):
    """The figures that ship with the library, as they would stand in its file; None where none ship."""
    from konbit.lawbook.queries import accuracy, programs

    def ship(figures):
        monkeypatch.setattr(accuracy, "measured", lambda: figures)
        monkeypatch.setattr(programs, "measured", lambda: figures)

    return ship


@pytest.fixture
def visitor(db, settings):
    """Somebody who is not signed in, in June 2026."""
    from django.test import Client

    from tests.makers import clock_stands_at

    clock_stands_at(settings, datetime(2026, 6, 15, 16, 0, tzinfo=UTC))
    return Client()
