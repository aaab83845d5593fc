"""Results: known by their code, else by their words under one priority."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from konbit.exchange.domain.words_of_cells import plain
from konbit.exchange.imports.columns import Column
from konbit.exchange.imports.faults import CannotTake
from konbit.exchange.imports.kind import CHANGED, NEW, SAME, Kind, Planned, Row, Trace, taken_together
from konbit.foundation.texts import say
from konbit.results.models import Result
from konbit.results.operations.imported import put_result_back, remove_result, remove_results, reword_result
from konbit.results.operations.results import add_result, change_rung
from konbit.results.words import LEVELS, RUNGS

_RUNGS_ALSO = {
    "idea": "proposed|new|not started|planned|propuesta|lide|ý tưởng",
    "exploring": "explore|researching|studying|explorando|ap eksplore|tìm hiểu|đang tìm hiểu",
    "committed": "agreed|accepted|comprometido|angaje|cam kết",
    "in_progress": "ongoing|underway|under way|started|active|en curso|en progreso|ap fèt|đang thực hiện",
    "achieved": "done|complete|completed|finished|logrado|completado|fini|reyisi|đạt được|hoàn thành",
    "sustained": "maintained|sostenido|kenbe|duy trì",
    "dropped": "cancelled|canceled|abandoned|abandonado|cancelado|abandone|hủy|bỏ",
}
_STEP = ("evidence", "evidence_source", "achieved_on", "checked_on", "reason")


class Results(Kind):
    code = "results"
    known_by = ("code", "text")
    columns = (
        Column(
            "priority",
            _("Priority"),
            "priority code|priority area|focus area|area|prioridad|priyorite|ưu tiên",
            most=200,
            is_needed=True,
            hint=_("Its code or its name, as the page of results has it."),
            sample=("GL", "GL"),
        ),
        Column(
            "code",
            _("Short code"),
            "code|id|number|no|ref|reference|result code|código|codigo|número|kòd|nimewo|mã|số",
            reads="code",
            most=20,
            says_when_empty=True,
            hint=_("Empty: the next free one of its priority."),
            sample=("GL7", "GL8"),
        ),
        Column(
            "text",
            _("Result"),
            "outcome|goal|description|what|text|resultado|logro|rezilta|kết quả",
            reads="long_text",
            most=2000,
            is_needed=True,
            sample=(_("Every family hears of child care payments"), _("Three employers offer child care")),
        ),
        Column(
            "level",
            _("Level"),
            "type|scope|nivel|nivo|cấp|cấp độ",
            reads="choice",
            choices=LEVELS,
            hint=_("Empty means the network."),
            sample=(LEVELS["network"], LEVELS["organization"]),
        ),
        Column(
            "rung",
            _("Where it stands"),
            "status|state|stage|rung|progress|estado|etapa|eta|etap|trạng thái|tình trạng|giai đoạn",
            reads="choice",
            choices=RUNGS,
            choices_also=_RUNGS_ALSO,
            hint=_("Empty means “idea”."),
            sample=(RUNGS["in_progress"], RUNGS["idea"]),
        ),
        Column(
            "evidence",
            _("Evidence"),
            "proof|shown by|evidencia|prueba|prèv|bằng chứng",
            reads="long_text",
            most=4000,
            hint=_("Needed for “achieved” and “sustained”."),
            sample=("", ""),
        ),
        Column(
            "evidence_source",
            _("Source of the evidence"),
            "evidence source|source|link|url|fuente|sous|nguồn",
            sample=("", ""),
        ),
        Column(
            "achieved_on",
            _("Achieved on"),
            "date achieved|completed on|completion date|fecha de logro|dat reyalize|ngày đạt được",
            reads="day",
            sample=("", ""),
        ),
        Column(
            "checked_on",
            _("Checked on"),
            "date checked|check date|revisado el|dat verifye|ngày kiểm tra",
            reads="day",
            sample=("", ""),
        ),
        Column(
            "reason",
            _("Reason"),
            "why|razón|motivo|rezon|lý do",
            reads="long_text",
            most=2000,
            sample=("", ""),
        ),
        Column(
            "note",
            _("Note"),
            "notes|comment|comments|remarks|nota|notas|nòt|ghi chú",
            most=400,
            sample=("", ""),
        ),
    )

    def prepare(self) -> None:
        """Priorities by code and by name in each language; results by code, and by their words."""
        self.priorities: dict[str, Any] = {}
        for priority in self.network.priorities.filter(retired_on=None):
            names = [priority.code, *(part.get("text", "") for part in priority.name.values())]
            self.priorities |= {plain(name): priority for name in names if name}
        self.by_code: dict[str, Result] = {}
        self.by_words: dict[tuple[Any, str], Result] = {}
        found = Result.objects.filter(priority__network=self.network).select_related("priority__network")
        for result in found:
            self._remember(result)

    def _remember(self, result: Result) -> None:
        self.by_code[result.code.casefold()] = result
        self.by_words[result.priority_id, plain(self._text(result))] = result

    def _text(self, result: Result) -> str:
        return say(result.text, self.network.language).text

    def plan(self, row: Row) -> Planned:
        priority = self._priority(row.get("priority"))
        code, words = row.get("code"), plain(row.get("text"))
        self.once(row, code.casefold() or (priority.pk, words), "code" if code else "text")
        there = self.by_code.get(code.casefold()) if code else self.by_words.get((priority.pk, words))
        if there is None:
            return Planned(row, NEW, {"priority": priority})
        if there.priority_id != priority.pk:
            raise CannotTake("code_under_other_priority", "code", code=there.code)
        stands = {"text": self._text(there), "level": there.level, "note": there.note, "rung": there.rung}
        changes = row.changes_from(stands)
        said = {name: after for name, _before, after in changes}
        moves = said.pop("rung", None) is not None
        data = {"result": there, "said": said, "moves": moves}
        return Planned(row, CHANGED if changes else SAME, data, changes)

    def _priority(self, named: str) -> Any:
        found = self.priorities.get(plain(named))
        if found is None:
            if not self.priorities:
                raise CannotTake("no_priorities", "priority")
            codes = ", ".join(sorted({one.code for one in self.priorities.values()}))
            raise CannotTake("no_such_priority", "priority", choices=codes)
        return found

    def write(self, planned: Planned) -> list[Trace]:
        row, data = planned.row, planned.data
        step = {name: row.get(name, None) for name in _STEP if row.get(name)}
        if planned.action == NEW:
            first = {
                name: step[name] for name in ("evidence", "evidence_source", "achieved_on") if name in step
            }
            result = add_result(
                priority=data["priority"],
                code=row.get("code") or self._free_code(data["priority"]),
                level=row.get("level", "network"),
                text=row.get("text"),
                rung=row.get("rung", "idea"),
                note=row.get("note"),
                source=self.setting.file_name,
                by=self.by,
                at=self.at,
                **first,
            )
            self._remember(result)
            return [Trace("result", result.pk, result.code, {}, {"version": result.version})]
        result = data["result"]
        kept = ("text", "level", "note", "rung", "achieved_on", "evidence", "evidence_source")
        before = {name: _plainly(getattr(result, name)) for name in kept}
        if data["said"]:
            result = reword_result(result=result, by=self.by, at=self.at, **data["said"])
        if data["moves"]:
            version, rung = result.version, row.get("rung")
            result = change_rung(
                result=result, rung=rung, version=version, by=self.by, at=self.at, **step
            ).result
        self._remember(result)
        return [Trace("result", result.pk, result.code, before, {"version": result.version})]

    def _free_code(self, priority: Any) -> str:
        number = 1 + sum(result.priority_id == priority.pk for result in self.by_code.values())
        while f"{priority.code}{number}".casefold() in self.by_code:
            number += 1
        return f"{priority.code}{number}"

    def take_back_many(self, rows: Sequence[Sequence[Trace]]) -> set[UUID]:
        """The new ones with which nothing was done."""
        return taken_together([row for row in rows if not row[0].before], self._take_together)

    def _take_together(self, rows: Sequence[Sequence[Trace]]) -> None:
        versions = {trace.id: trace.after["version"] for row in rows for trace in row}
        remove_results(network=self.network, versions=versions, by=self.by, at=self.at)

    def take_back(self, trace: Trace) -> None:
        result = Result.objects.select_related("priority__network").filter(pk=trace.id).first()
        if result is None:
            return
        acts = {"result": result, "version": trace.after["version"], "by": self.by, "at": self.at}
        if trace.before:
            put_result_back(before=trace.before, **acts)
        else:
            remove_result(**acts)


def _plainly(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
