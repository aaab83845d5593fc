"""Where backups lie, and where a restore waits that was asked for on a page."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone


def backups_folder() -> Path:
    """Where backups lie that were asked for on the page; made when missing, for its owner alone."""
    folder = Path(settings.KONBIT_HOME) / "backups"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def named(prefix: str) -> Path:
    """A file in that folder, named by the moment."""
    return backups_folder() / f"{prefix}-{timezone.now():%Y%m%d-%H%M%S}.zip"


def wanted_file() -> Path:
    """Where a restore that was asked for on a page waits for `konbit serve`."""
    return Path(settings.KONBIT_HOME) / "restore-wanted.json"
