"""The `konbit` command: `konbit serve`, `konbit demo`, `konbit load-example maln`, and what else `konbit help` lists."""

import atexit
import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path

VERBS = """konbit VERB, where the verbs are
  demo              show Konbit with an example network and open seats (--host, --port)
  serve             serve this installation (--host, --port)
  first-operator    make the first operator and print a sign-in link: first-operator you@example.org
  load-example      load an example network: load-example maln
  agenda            print the next agenda of a network: agenda maln --format json
  results           print the results of a network: results maln --format json
  grants            print the grant tree of a network: grants best_start --format json
  tour              print where each thing of the public documents is served: tour --format json
  import            import a list: import maln commitments actions.xlsx --dry-run --format json
  read-mail         take in one letter from standard input, as a mail server hands it over
  replay            play two six-week cycles on an empty database: replay two-cycles --format json
  worker            do jobs and what is done regularly (--only jobs, --only schedule); serve and demo start it
  health            say whether somebody works, what waits and what failed; exit code 1 where something is wrong
  failed            list what failed; --again ID or --aside ID (or "all") decides what becomes of it
  export            write a whole network into one archive of tables: export maln --out maln.zip
  import-network    take a whole network in from such an archive: import-network maln.zip
  export-360        write the awards of a network as a file of 360Giving: export-360 best_start --out grants.json
  check-360         look at a file of 360Giving, ours or another's: check-360 grants.json
  export-common-grants  write the awards of a network as a file of CommonGrants: the same way
  backup            write everything into one archive: backup, or backup FILE
  restore           put an archive in the place of this database: restore FILE
  help VERB         say more about one verb
"""


def main() -> None:
    """Run one verb. A refusal is one sentence on standard error and exit code 1, never a trace."""
    arguments = sys.argv[1:]
    verb = arguments[0].replace("-", "_") if arguments else "help"
    if verb in ("help", "__help", "_h") and len(arguments) < 2:
        sys.stdout.write(VERBS)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konbit.config.settings")
    if verb in ("demo", "serve"):
        # Named by content and compressed; needs the files collected, which both verbs do.
        os.environ["KONBIT_SERVING"] = "1"
        _choose_address(arguments[1:])
    if verb == "demo":
        _choose_demo_home()
    if verb == "replay":
        _choose_empty_home()
    rest = arguments[1:]
    if verb == "help":
        rest[0] = rest[0].replace("-", "_")
    _run([sys.argv[0], verb, *rest])


def _choose_address(arguments: list[str]) -> None:
    """Links in letters lead to where this process answers, unless the installation names another address."""
    reader = ArgumentParser(add_help=False)
    reader.add_argument("--host", default="127.0.0.1")
    reader.add_argument("--port", default="8000")
    chosen, _rest = reader.parse_known_args(arguments)
    os.environ.setdefault("KONBIT_ADDRESS", f"http://{chosen.host}:{chosen.port}")


def _choose_demo_home() -> None:
    # Before the settings are read: the demo keeps its data apart from a real installation's.
    from konbit.config import environment  # noqa: PLC0415

    os.environ["KONBIT_HOME"] = str(Path(environment.home()) / "demo")
    os.environ["KONBIT_DEMO"] = "1"
    # Its letters stay in its mailbox page, so nobody could reply to one.
    for name in ("KONBIT_DATABASE_URL", "KONBIT_MAIL_REPLY", "KONBIT_IMAP_URL"):
        os.environ.pop(name, None)


def _choose_empty_home() -> None:
    """A database of its own that lasts as long as the command, on a clock of its own, whose letters stay in it."""
    folder = tempfile.mkdtemp(prefix="konbit-replay-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["KONBIT_HOME"] = folder
    os.environ["KONBIT_DEMO"] = "1"
    os.environ["KONBIT_MAIL_REPLY"] = "replies@konbit.example"
    for name in ("KONBIT_DATABASE_URL", "KONBIT_IMAP_URL"):
        os.environ.pop(name, None)


def _run(arguments: list[str]) -> None:
    # Django is imported once the environment stands.
    from django.core.management import execute_from_command_line  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    from konbit.foundation.refusals import Refusal  # noqa: PLC0415

    try:
        execute_from_command_line(arguments)
    except Refusal as refusal:
        from konbit.audit.operations import write_refusal  # noqa: PLC0415
        from konbit.foundation import clock  # noqa: PLC0415
        from konbit.foundation.actor import shell_operator  # noqa: PLC0415

        # A restore may meet a database without a table, or one that cannot be read.
        with suppress(DatabaseError):
            write_refusal(
                f"command.{arguments[1]}", refusal=refusal.code, by=shell_operator(), at=clock.now()
            )
        sys.stderr.write(refusal.sentence + "\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
