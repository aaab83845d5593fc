"""The repository as the architecture tests read it."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
ROOMS = (
    "foundation",
    "ui",
    "lawbook",
    "audit",
    "accounts",
    "network",
    "meetings",
    "results",
    "grants",
    "exchange",
    "api",
    "home",
    "config",
)


@cache
def repository_files():
    """Files that git holds or would take in, so nothing that is ignored."""
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    paths = (ROOT / name for name in found.decode().split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def source_files(*endings):
    """Files under src that people write: no migrations, no catalogs, no fonts."""
    machine_made = ("migrations", "locale", "fonts")
    return [
        path
        for path in repository_files()
        if path.is_relative_to(SRC) and path.suffix in endings and not set(machine_made) & set(path.parts)
    ]


def shown(path):
    return str(path.relative_to(ROOT))


def tree_of(path):
    return ast.parse(path.read_text(), filename=str(path))
