# ruff: noqa: N999 - the verb is "import"
"""`konbit import maln organizations partners.xlsx --dry-run --format json`."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from konbit.exchange.domain.days import DAY_FIRST, MONTH_FIRST
from konbit.exchange.operations.importing import begin_import, import_part, stop_import, undo_part
from konbit.exchange.operations.imports import (
    check_import,
    leave_cells_empty,
    match_columns,
    settle_dates,
    start_import,
    throw_import_away,
)
from konbit.exchange.queries.dry_runs import Said, faults_in, left_empty_in, said_of, samples_of
from konbit.exchange.queries.imports import days_asked
from konbit.exchange.tables.reading import MOST_BYTES, FileCannotBeRead
from konbit.exchange.words import IMPORT_KINDS
from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.foundation.commands import KonbitCommand, demo_beside
from konbit.foundation.refusals import Refusal
from konbit.network.queries import group_by_address

REFUSED, UNREADABLE = 1, 2


class Command(KonbitCommand):
    help = (
        "Import a list into a network or a group. Exit code 1 where rows are refused, 2 where the file cannot be read "
        "or its columns cannot be matched; then nothing is imported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("network", help="short address of the network or group, such as maln")
        parser.add_argument("kind", choices=list(IMPORT_KINDS), help="what the list holds")
        parser.add_argument("file", help="a CSV file or an Excel workbook (.xlsx)")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument(
            "--leave-out-refused", action="store_true", help="import the other rows where some are refused"
        )
        parser.add_argument(
            "--leave-cells-empty",
            action="store_true",
            help="leave cells empty that cannot be read and need not be there, instead of refusing their rows",
        )
        parser.add_argument(
            "--dates", choices=[DAY_FIRST, MONTH_FIRST], help="how a day such as 03/04/2023 is meant"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text", help="text or json")

    def handle(self, *_args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        group = group_by_address(options["network"])
        if group is None:
            raise CommandError(
                f"There is no network with the short address “{options['network']}” here." + demo_beside()
            )
        self.acts = {"by": shell_operator(), "at": clock.now()}
        try:
            run = self._read(group, options)
        except Refusal as refusal:
            self._print(options, refusal=refusal)
            sys.exit(UNREADABLE)
        faults, told = faults_in(run), self._told(run)
        refused = run.refused
        if options["dry_run"] or (faults and not options["leave_out_refused"]) or not run.to_write:
            throw_import_away(run=run, **self.acts)
        else:
            run = self._import(run)
            faults = faults_in(run)
            refused = run.refused
        self._print(options, run=run, faults=faults, told=told)
        if refused:
            sys.exit(REFUSED)

    def _read(self, group: Any, options: dict[str, Any]) -> Any:
        path = Path(options["file"])
        try:
            with path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as fault:
            raise CommandError(f"{path} cannot be opened: {fault.strerror}.") from fault
        kind = options["kind"]
        run = start_import(group=group, kind=kind, file_name=path.name, data=data, **self.acts)
        try:
            run = match_columns(run=run, columns=run.columns, **self.acts)
            if run.state == "dates":
                orders = {asked.code: options["dates"] or "" for asked in days_asked(run)}
                run = settle_dates(run=run, orders=orders, **self.acts)
            if options["leave_cells_empty"]:
                run = leave_cells_empty(run=run, leaves_empty=True, **self.acts)
            return check_import(run=run, at_once=True, **self.acts)
        except Refusal:
            throw_import_away(run=run, **self.acts)
            raise

    def _import(self, run: Any) -> Any:
        """Write the parts here, each in a transaction of its own; stopped by the keyboard, all is taken back."""
        run = begin_import(run=run, leaves_out_refused=True, posts=False, **self.acts)
        part = 0
        try:
            while run.state == "importing":
                run = import_part(run=run, part=part, **self.acts)
                part += 1
                self.stderr.write(f"{run.rows_done} of {run.rows_total} rows")
        except KeyboardInterrupt:
            self.stderr.write("Stopped: what was imported is taken back.")
            run = stop_import(run=run, **self.acts)
            while run.state == "stopping":
                run = undo_part(run=run, **self.acts)
        return run

    def _told(self, run: Any) -> dict[str, Any]:
        """What the dry run says besides its counts: the first rows of each kind, remarks, cells that are left empty."""
        return {
            "rows": {sample.action: [asdict(row) for row in sample.rows] for sample in samples_of(run)},
            "remarks": [_remark_told(said) for said in said_of(run)],
            "left_empty": [_fault_told(fault) for fault in left_empty_in(run)],
        }

    def _print(
        self,
        options: dict[str, Any],
        *,
        run: Any = None,
        faults: Any = (),
        told: dict[str, Any] | None = None,
        refusal: Refusal | None = None,
    ) -> None:
        counts = run.counts if run else {}
        told = {
            **(told or {"rows": {}, "remarks": [], "left_empty": []}),
            "network": options["network"],
            "kind": options["kind"],
            "file": Path(options["file"]).name,
            "dry_run": options["dry_run"],
            "imported": bool(run) and run.state == "done",
            **{name: counts.get(name, 0) for name in ("new", "changed", "same", "refused")},
            "errors": [_fault_told(fault) for fault in faults],
        }
        if refusal is not None:
            why = refusal.why if isinstance(refusal, FileCannotBeRead) else refusal.code
            told["errors"] = [
                {"row": None, "column": None, "value": "", "code": why, "says": refusal.sentence}
            ]
        if options["format"] == "json":
            print(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for error in told["errors"]:
            place = f"row {error['row']}, {error['column'] or 'the row'}: " if error["row"] else ""
            print(f"{place}{error['says']}")
        for cell in told["left_empty"]:
            print(f"row {cell['row']}, {cell['column']}: left empty. {cell['says']}")
        for remark in told["remarks"]:
            print(f"{remark['says']} ({remark['count']} rows: {_rows_told(remark)})")
        if refusal is None:
            done = "imported" if told["imported"] else "not imported"
            print(
                f"{told['new']} new, {told['changed']} changed, {told['same']} the same, "
                f"{told['refused']} refused: {done}."
            )


def _fault_told(fault: Any) -> dict[str, Any]:
    place = {"row": fault.row, "column": fault.header or None, "value": fault.value}
    return {**place, "code": fault.code, "says": fault.says}


def _remark_told(said: Said) -> dict[str, Any]:
    rows = [{"row": row, "name": name} for row, name in said.rows]
    return {"code": said.code, "says": said.says, "count": said.count, "rows": rows}


def _rows_told(remark: dict[str, Any]) -> str:
    rows = [f"{one['row']} {one['name']}".strip() for one in remark["rows"]]
    return ", ".join(rows) + (", …" if remark["count"] > len(rows) else "")
