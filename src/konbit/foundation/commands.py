"""What every command of the shell has in common: help that shows its own options alone, and a word about a demo beside."""

import os
import shlex
import shutil
import sys
from argparse import Action
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.db import connection


class _OwnOptions(DjangoHelpFormatter):
    """Help without the options that the framework gives to every command."""

    def add_usage(self, usage: str | None, actions: Iterable[Action], *args: Any, **kwargs: Any) -> None:
        super().add_usage(usage, self._own(actions), *args, **kwargs)

    def add_arguments(self, actions: Iterable[Action]) -> None:
        super().add_arguments(self._own(actions))

    def _own(self, actions: Iterable[Action]) -> list[Action]:
        return [one for one in actions if not self.show_last.intersection(one.option_strings)]


class KonbitCommand(BaseCommand):
    """The base of every command. The framework's own options still work; help does not speak of them."""

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        # As it is typed: first-operator, and not the name of its file.
        verb = subcommand.replace("_", "-")
        return super().create_parser(prog_name, verb, formatter_class=_OwnOptions, **options)


def must_be_started() -> None:
    """For a command that makes no tables itself.

    Raises:
        CommandError: this installation was never started, so there is nothing to work on.
    """
    if "django_migrations" not in connection.introspection.table_names():
        raise CommandError(
            "This installation is empty: it was never started. Start it with: konbit serve" + demo_beside()
        )


def demo_beside() -> str:
    """What to add where somebody finds nothing here and a demo lies beside: the same command for the demo; or nothing."""
    home = Path(settings.KONBIT_HOME) / "demo"
    if settings.KONBIT_DEMO or not (home / "konbit.sqlite3").exists():
        return ""
    shown = _from_here(home)
    set_to = [f"KONBIT_HOME={shlex.quote(shown)}", "KONBIT_DEMO=1"]
    if connection.vendor != "sqlite":
        # The demo keeps its own database, wherever the installation keeps its.
        set_to.append("KONBIT_DATABASE_URL=")
    again = shlex.join([_as_called(), *sys.argv[1:]])
    return (
        f"\nA demo lies in {shown}, and is another installation. For that one: {' '.join([*set_to, again])}"
    )


def _as_called() -> str:
    on_path = shutil.which("konbit")
    if on_path and os.path.realpath(on_path) == os.path.realpath(sys.argv[0]):
        return "konbit"
    return _from_here(Path(sys.argv[0]))


def _from_here(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
