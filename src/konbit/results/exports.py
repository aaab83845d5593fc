"""The register as plain values for files and other programs. One language, so that a file means the same everywhere."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from konbit.foundation import clock
from konbit.foundation.texts import say
from konbit.network.models import Group
from konbit.results import words
from konbit.results.queries import IndicatorCard, PrintedFigure, indicator_cards, register

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


def exported_figures(network: Group) -> list[dict[str, Any]]:
    """Every published figure of the network's indicators, one row each; small numbers are withheld as on its pages.

    The numbers of a withheld figure are empty, and `suppressed` says why: "primary" (too small) or "complementary" (so
    that another one stays hidden). Its note is empty too, since people write numbers into notes.
    """
    return [row for card in indicator_cards(network, clock.now()) for row in _figure_rows(card)]


def _figure_rows(card: IndicatorCard) -> Iterable[dict[str, Any]]:
    for printed in card.printed:
        figure = printed.figure
        is_open = printed.value is not None
        yield {
            "indicator_id": card.indicator.code,
            "period_start": figure.period_start.isoformat(),
            "period_end": figure.period_end.isoformat(),
            "ref_area": figure.place,
            "breakdown_dim": figure.breakdown_dim,
            "breakdown_value": figure.breakdown_value,
            "value": _number(printed.value),
            "numerator": _number(figure.numerator if is_open else None),
            "denominator": _number(figure.denominator if is_open else None),
            "unit": card.indicator.unit,
            "status": "provisional" if figure.is_provisional else "normal",
            "suppressed": printed.suppressed,
            "note": _note(printed),
        }


def _note(printed: PrintedFigure) -> str:
    figure = printed.figure
    said = [] if printed.value is None else [figure.qualifier, figure.method_changed, figure.note]
    return "; ".join(part for part in [words.EXPORTED_LABELS[figure.label], *said] if part)


def _number(value: Decimal | None) -> str:
    """A plain decimal: no sign for thousands, no exponent, no zeros behind the point."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
