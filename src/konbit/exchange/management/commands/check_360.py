"""Look at a package of 360Giving, ours or another's: `konbit check-360 grants.json`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from konbit.exchange.giving_360.reading import look_at
from konbit.foundation import clock
from konbit.foundation.commands import KonbitCommand


class Command(KonbitCommand):
    help = (
        "Hold a JSON file of grants against 360Giving 1.4, and name what is most likely a slip. Exit code 1 where "
        "something is wrong, 0 where there are slips alone."
    )
    # It looks at a file alone: no installation is needed.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a package of grants, in JSON")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            look = look_at(file.read_bytes(), clock.now().date())
        except OSError as fault:
            raise CommandError(f"{file} cannot be opened: {fault.strerror}.") from fault
        except ValueError as fault:
            raise CommandError(f"{file} is no JSON that we can read.") from fault
        for line in look.lines():
            self.stdout.write(line)
        self.stdout.write(
            f"{look.grants} grants, {len(look.wrong)} wrong, {len(look.warned)} to look at again."
        )
        if look.wrong:
            sys.exit(1)
