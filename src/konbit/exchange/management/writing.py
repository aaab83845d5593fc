"""What the commands that write one file of a network share."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from konbit.foundation.commands import demo_beside
from konbit.network.queries import group_by_address


def add_network_and_out(parser: ArgumentParser, example: str) -> None:
    parser.add_argument("network", help="short address of the network, such as best_start")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=f"where to write, such as {example}"
    )


def network_named(address: str) -> Any:
    """The network with this short address.

    Raises:
        CommandError: there is none here.
    """
    found = group_by_address(address)
    if found is None:
        raise CommandError(f"There is no network with the short address “{address}” here." + demo_beside())
    return found


def write_text(out: Path, text: str) -> None:
    """Write the whole file, or leave what was there.

    Raises:
        CommandError: it cannot be written.
    """
    beside = out.with_name(f".{out.name}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(text.encode())
        beside.replace(out)
    except OSError as fault:
        raise CommandError(f"{out} cannot be written: {fault.strerror}.") from fault
    finally:
        beside.unlink(missing_ok=True)
