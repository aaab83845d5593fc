"""The register of results as a workbook for people: one row for each result, in the words of the reader's page."""

from typing import Any

from django.utils.translation import gettext as _

from konbit.exchange.documents.office import label_words, said
from konbit.exchange.tables.writing import xlsx_bytes
from konbit.network.models import Group
from konbit.results.queries import PriorityCard, RoadMap


def register_xlsx(network: Group, cards: list[PriorityCard], road_map: RoadMap) -> bytes:
    """The workbook; who sees to a result stands in it where the road map names owners to this reader."""
    plans = {row.result.pk: row for row in road_map.rows}
    header = [
        _("Priority"), _("Baseline"), _("Code"), _("Result"), _("Level"), _("Where it stands"), _("Planned for"),
        _("Drift"), _("Evidence"), _("Where the evidence can be found"), _("Achieved on"), _("Where this comes from"),
    ]  # fmt: skip
    if road_map.names_owners:
        header.insert(7, _("Who sees to it"))
    rows: list[list[Any]] = []
    for card in cards:
        priority = card.priority
        baseline = priority.baseline_on if priority.has_baseline else _("No baseline")
        if not card.standings:
            rows.append([said(priority.name), baseline] + [None] * (len(header) - 2))
        for standing in card.standings:
            result, plan = standing.result, plans.get(standing.result.pk)
            row = [
                said(priority.name), baseline, result.code, said(result.text), result.level_word, result.rung_word,
                plan.period_says if plan else None, plan.behind if plan else None, result.evidence,
                result.evidence_source, result.achieved_on, label_words(result.label, result.source),
            ]  # fmt: skip
            if road_map.names_owners:
                row.insert(7, result.owner.name if plan and plan.result.owner else None)
            rows.append(row)
    widths = [28, 14, 8, 60, 14, 16, 22, 26, 50, 40, 14, 40]
    if road_map.names_owners:
        widths.insert(7, 28)
    return xlsx_bytes(_("Priorities and results"), header, rows, widths)
