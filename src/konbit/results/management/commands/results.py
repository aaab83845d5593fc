"""Print a network's results: `konbit results maln`, as a table or as JSON."""

import json
from typing import Any

from konbit.network.commands import NetworkCommand
from konbit.results.exports import exported_results

COLUMNS = {"id": 5, "priority": 8, "rung": 11, "level": 12, "label": 13}


class Command(NetworkCommand):
    help = "Print the results of a network: what each is, where it stands, and where that comes from."

    def tell(self, group: Any, *, as_json: bool) -> None:
        results = exported_results(group)
        if as_json:
            self.stdout.write(json.dumps(results, ensure_ascii=False, indent=2))
            return
        for line in [{name: name for name in (*COLUMNS, "text")}, *results]:
            cells = [f"{line[name]:<{width}}" for name, width in COLUMNS.items()]
            self.stdout.write("  ".join([*cells, line["text"]]))
