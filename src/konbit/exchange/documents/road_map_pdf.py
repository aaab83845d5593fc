"""The road map as a file for printing, laid out on this machine with the fonts that lie beside this file."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konbit.exchange.documents.office import clean, example_words, foot_words, label_words
from konbit.foundation.texts import say
from konbit.results.queries import RoadMap
from konbit.ui.catalogs import page_language
from konbit.ui.formats import long_day

HERE = Path(__file__).parent
BELOW_A_RESULT = ("standing", "attention", "soft")


@dataclass(frozen=True)
class Line:
    """One sentence of the road map, and the record or the template it is of."""

    kind: str
    text: str
    of: str
    language: str
    code: str = ""


def road_map_lines(road_map: RoadMap) -> list[Line]:
    """Everything that the printed road map says, in order."""
    group, here = road_map.network, page_language()

    def ours(kind: str, text: str, template: str) -> Line:
        return Line(kind, text, f"template:{template}", here)

    lines = [
        Line("text", group.name, f"group:{group.pk}:{group.version}", group.language),
        ours("title", _("Road map"), "road_map.heading"),
        ours("text", _("As of %(day)s") % {"day": long_day(road_map.today)}, "road_map.as_of"),
        ours("text", road_map.open_says, "road_map.open"),
    ]
    for stretch in road_map.stretches:
        lines.append(ours("period", stretch.name or _("Not planned yet"), "road_map.period"))
        if stretch.period:
            ends = _("Up to %(day)s") % {"day": long_day(stretch.period.ends_on)}
            lines.append(ours("text", ends, "road_map.ends"))
        if stretch.is_past:
            lines.append(ours("text", _("This period is over"), "road_map.over"))
        for one in stretch.owners:
            if one.owner is not None:
                lines.append(Line("owner", one.owner.name, f"member:{one.owner.pk}", group.language))
            elif road_map.names_owners:
                lines.append(ours("owner", _("Nobody sees to these yet"), "road_map.nobody"))
            for row in one.rows:
                lines += _result(row)
    if not road_map.stretches:
        empty = _(
            "No result is open. What the network means to bring about next stands here once it is written down."
        )
        lines.append(ours("text", empty, "road_map.empty"))
    return [*lines, ours("text", road_map.reached_says, "road_map.reached")]


def _result(row: Any) -> list[Line]:
    result, here = row.result, page_language()
    words = say(result.text, here)
    lines = [
        Line("result", words.text, f"result:{result.pk}:{result.version}", words.language, result.code),
        Line("standing", result.rung_word, "template:road_map.standing", here),
    ]
    if row.drift:
        lines.append(Line("attention", row.behind, "template:road_map.behind", here))
    if row.moved_says:
        lines.append(Line("standing", row.moved_says, "template:road_map.moved", here))
    if result.label:
        says = label_words(result.label, result.source)
        lines.append(Line("soft", says, f"result:{result.pk}:{result.version}", here))
    return lines


def _kept_together(lines: list[Line]) -> list[dict[str, Any]]:
    """The lines as the layout takes them: what is said of a result stands with it on one page."""
    told: list[dict[str, Any]] = []
    for line in lines:
        row = {**asdict(line), "text": clean(line.text), "below": []}
        if line.kind in BELOW_A_RESULT:
            told[-1]["below"].append(row)
        else:
            told.append(row)
    return told


def road_map_pdf(road_map: RoadMap) -> bytes:
    """The road map as a tagged PDF. The same road map is the same bytes."""
    title = _("Road map: %(group)s") % {"group": road_map.network.name}
    today = road_map.today
    told = {
        "title": clean(title),
        "foot": clean(foot_words(title, example_words(road_map.network))),
        "language": get_language() or "en",
        "day": [today.year, today.month, today.day],
        "lines": _kept_together(road_map_lines(road_map)),
    }
    made = typst.compile(
        (HERE / "road_map.typ").read_bytes(),
        root=HERE,
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        format="pdf",
        pdf_standards="ua-1",
        timestamp=datetime.combine(today, time(), UTC),
    )
    return bytes(made)
