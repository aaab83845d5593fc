"""The register as plain values for files and other programs. One language, so that a file means the same everywhere."""

from typing import Any

from konbit.foundation.texts import say
from konbit.network.models import Group
from konbit.results import words
from konbit.results.queries import register

EXPORT_LANGUAGE = "en"


def exported_results(network: Group) -> list[dict[str, Any]]:
    """Every result of the network, in the order of its priorities."""
    return [
        {
            "id": standing.result.code,
            "priority": card.priority.code,
            "level": words.EXPORTED_LEVELS[standing.result.level],
            "level_label": words.EXPORTED_LABELS[standing.level_label],
            "rung": words.EXPORTED_RUNGS[standing.result.rung],
            "rung_label": words.EXPORTED_LABELS[standing.rung_label],
            "text": say(standing.result.text, EXPORT_LANGUAGE).text,
            "label": words.EXPORTED_LABELS[standing.result.label],
            "source": standing.result.source,
            "evidence": standing.result.evidence,
            "evidence_source": standing.result.evidence_source,
            "achieved_on": standing.result.achieved_on and standing.result.achieved_on.isoformat(),
            "checks_planned": [day.isoformat() for day in standing.planned_checks],
            "has_baseline": card.priority.has_baseline,
        }
        for card in register(network)
        for standing in card.standings
    ]
