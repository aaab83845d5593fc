"""Print a network's grant tree: `konbit grants best_start`, as lines or as JSON with amounts in cents."""

import json
from typing import Any

from konbit.foundation.money import amount_words
from konbit.grants.queries.exported_tree import exported_tree
from konbit.network.commands import NetworkCommand


class Command(NetworkCommand):
    help = (
        "Print the grant tree of a network: what was awarded, promised and paid, by whom to whom, in cents."
    )

    def tell(self, group: Any, *, as_json: bool) -> None:
        tree = exported_tree(group)
        if as_json:
            self.stdout.write(json.dumps(tree, ensure_ascii=False, indent=2))
            return
        for award in tree["awards"]:
            self._tell_award(award, 0)

    def _tell_award(self, award: dict[str, Any], depth: int) -> None:
        amounts = ", ".join(
            f"{name} {amount_words(award[name], award['currency'])}"
            for name in ("awarded", "committed", "paid")
        )
        self.stdout.write(
            f"{'  ' * depth}{award['code']}  {award['recipient']}: {amounts} ({award['state']})"
        )
        for child in award["children"]:
            self._tell_award(child, depth + 1)
