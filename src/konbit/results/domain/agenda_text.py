"""A published change agenda as plain text, so that two versions of it can be laid beside each other."""

from collections.abc import Mapping
from typing import Any


def agenda_text(content: Mapping[str, Any]) -> str:
    """Title, strategies and their actions, a line each."""
    lines = [content["title"]]
    for strategy in content["strategies"]:
        lines.append(f"{strategy['code']}: {strategy['text']}")
        if strategy["condition"]:
            lines.append(strategy["condition"])
        lines += [f"– {what}" for what in strategy["actions"]]
    return "\n".join(lines)
