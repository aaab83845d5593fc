"""`konbit read-mail`: take in one letter from standard input, as a mail server hands it over.

In /etc/aliases: `konbit: "|/path/to/.venv/bin/konbit read-mail"`. The exit code is 0 once the letter is stored, and 75,
which asks the mail server to try again, when the database does not answer.
"""

import sys
from typing import Any

from django.db import DatabaseError

from konbit.accounts.operations.inbound import receive_letter
from konbit.foundation import clock
from konbit.foundation.actor import SYSTEM
from konbit.foundation.commands import KonbitCommand

# EX_TEMPFAIL of sysexits.h.
TRY_AGAIN = 75


class Command(KonbitCommand):
    help = "Take in one letter from standard input."

    def handle(self, *args: Any, **options: Any) -> None:
        raw = sys.stdin.buffer.read()
        try:
            receive_letter(raw=raw, by=SYSTEM, at=clock.now())
        except DatabaseError as fault:
            self.stderr.write(f"The letter is not stored ({type(fault).__name__}). Hand it over again.")
            sys.exit(TRY_AGAIN)
