"""Commitments from an action list: known by their words and their owner among those that still stand in the group.

What a list calls open is not promised: it is proposed, and its owner is asked. What it calls accepted, done or dropped is
written down as the file's word. The commitments are kept under the group's next meeting, or its last one where no next
one is set, in items that stand on no agenda; the draft agenda takes up what is open.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import batched
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konbit.exchange.domain.words_of_cells import plain
from konbit.exchange.imports.columns import Column
from konbit.exchange.imports.faults import CannotTake
from konbit.exchange.imports.kind import CHANGED, NEW, SAME, Kind, Planned, Row, Setting, Trace
from konbit.exchange.imports.remarks import Remark
from konbit.foundation.refusals import Refusal
from konbit.meetings.models import Commitment
from konbit.meetings.operations.imported import (
    OPEN,
    ListedCommitment,
    bring_in_commitments,
    follow_file,
    take_all_listed_back,
    take_listed_back,
    unfollow_file,
)
from konbit.meetings.queries import last_meeting, next_day, next_meeting
from konbit.meetings.words import COMMITMENT_STATES, PROGRESS
from konbit.network.models import Organization
from konbit.network.queries import members_of

# So many are taken back in one statement.
TOGETHER = 500


class NoMeetingYet(Refusal):
    code = "no_meeting_yet"
    says = _(
        "Commitments are kept under a meeting, and this group has none yet. Set its next meeting, then import the list."
    )


# What lists say of an action, and what is written down: state and progress.
STATUS_WORDS = {
    "proposed": COMMITMENT_STATES["proposed"],
    "accepted": COMMITMENT_STATES["accepted"],
    "in_progress": _("In progress"),
    "on_track": _("On track"),
    "blocked": _("Blocked"),
    "done": COMMITMENT_STATES["done"],
    "dropped": COMMITMENT_STATES["dropped"],
    "declined": COMMITMENT_STATES["declined"],
}
_STANDS_FOR = {
    "in_progress": ("accepted", ""),
    "on_track": ("accepted", "on_track"),
    "blocked": ("accepted", "blocked"),
}
_STATUS_ALSO = {
    "proposed": "open|new|planned|not started|not yet started|not begun|to do|todo|pending|future|upcoming|idea|tbd|"
    "pendiente|propuesto|propuesta|abierto|abierta|sin empezar|no iniciado|nouvo|pa kòmanse|pwopoze|an atant|"
    "mới|chưa bắt đầu|đề xuất|đang chờ",
    "accepted": "agreed|committed|assigned|confirmed|aceptado|aceptada|acordado|aksepte|dakò|đã nhận|đã chấp nhận|đồng ý",
    # What is late is accepted, and its due day says that it is late; nothing is known to block it.
    "in_progress": "late|overdue|delayed|behind|atrasado|retrasado|an reta|chậm trễ|"
    "in process|ongoing|on going|underway|under way|started|active|begun|working|continuing|"
    "en curso|en proceso|en progreso|iniciado|an pwogrè|ap fèt|kòmanse|đang thực hiện|đang làm|đang tiến hành",
    "on_track": "ontrack|on schedule|green|en camino|al día|sou bon wout|đúng tiến độ|đúng hướng",
    "blocked": "stalled|on hold|at risk|red|stuck|waiting|bloqueado|bloqueada|en espera|bloke|bị chặn|tạm dừng|vướng mắc",
    "done": "complete|completed|finished|closed|achieved|implemented|yes|hecho|hecha|completado|completada|terminado|"
    "finalizado|fini|fèt|konplè|xong|hoàn thành|đã xong|đã hoàn thành",
    "dropped": "cancelled|canceled|abandoned|withdrawn|removed|discontinued|no longer|cancelado|cancelada|abandonado|"
    "descartado|anile|kite tonbe|hủy|đã hủy|bỏ",
    "declined": "refused|rejected|no|rechazado|rechazada|refize|từ chối",
}


def _stands_for(word: str) -> tuple[str, str]:
    """The state and the progress that a word of a list stands for."""
    return _STANDS_FOR.get(word, (word, ""))


def _status_of(stands: dict[str, Any]) -> str:
    """The word of a list for a state and its progress."""
    return stands["progress"] if stands["state"] == "accepted" and stands["progress"] else stands["state"]


class Commitments(Kind):
    code = "commitments"
    in_bulk = True
    known_by = ("wording", "owner")
    columns = (
        Column(
            "wording",
            _("Action"),
            "commitment|action item|action items|task|what|promise|to do|deliverable|activity|action description|"
            "acción|accion|tarea|compromiso|qué|aksyon|travay|angajman|kisa|hành động|việc|công việc|cam kết|nhiệm vụ",
            reads="long_text",
            most=2000,
            is_needed=True,
            sample=(
                _("Send the evening hours of the clinic to the library"),
                _("Ask two employers about child care"),
            ),
        ),
        Column(
            "owner",
            _("Owner"),
            "lead|lead agency|lead organization|lead partner|who|responsible|responsible party|assigned to|assignee|"
            "organization|owner organization|responsable|quién|líder|a cargo de|dueño|responsab|kiyès|mèt|ki moun|"
            "người phụ trách|chịu trách nhiệm|đơn vị chủ trì|chủ trì|ai",
            most=200,
            is_needed=True,
            hint=_("An organization, a seat or a person of this group."),
            sample=(_("Department of Health"), _("Community College Board")),
        ),
        Column(
            "person",
            _("Person"),
            "who|name|contact|contact person|contact name|staff|lead person|person responsible|responsible person|"
            "owner name|persona|contacto|quién|moun|kontak|kiyès|người liên hệ|ai",
            most=200,
            hint=_(
                "Whom the list names beside the owner. The name is kept in the history of the commitment."
            ),
            sample=(_("Leader of the department"), ""),
        ),
        Column(
            "due_on",
            _("Due on"),
            "due|due date|deadline|by when|when|target date|finish date|end date|completion date|fecha límite|"
            "fecha limite|vencimiento|plazo|cuándo|para cuándo|dat limit|dènye dat|kilè|hạn|hạn chót|ngày đến hạn|khi nào",
            reads="day",
            hint=_("Empty means the next meeting."),
            sample=("2026-03-05", "2026-04-16"),
        ),
        Column(
            "status",
            _("Status"),
            "state|progress|stage|current status|estado|estatus|situación|eta|sitiyasyon|trạng thái|tình trạng|tiến độ",
            reads="choice",
            choices=STATUS_WORDS,
            choices_also=_STATUS_ALSO,
            hint=_("Empty means that its owner has not accepted it."),
            sample=(STATUS_WORDS["in_progress"], STATUS_WORDS["proposed"]),
        ),
        Column(
            "topic",
            _("Strategy or topic"),
            "strategy|topic|theme|goal|category|area|focus area|priority|agenda item|estrategia|tema|meta|objetivo|"
            "estrateji|sijè|tèm|objektif|chiến lược|chủ đề|mục tiêu",
            most=300,
            sample=(_("Health"), _("Work")),
        ),
        Column(
            "partners",
            _("Partners"),
            "partner|with|other partners|supporting|support|supporting organizations|collaborators|socios|aliados|con|"
            "colaboradores|patnè|avèk|đối tác|phối hợp|cùng với",
            most=1000,
            sample=(_("Library, school district"), ""),
        ),
        Column(
            "done_on",
            _("Done on"),
            "completed on|date completed|done date|finished on|fecha de cierre|completado el|fini dat|ngày hoàn thành",
            reads="day",
            sample=("", ""),
        ),
        Column(
            "note",
            _("Note"),
            "notes|comment|comments|remarks|update|updates|progress notes|details|nota|notas|comentarios|observaciones|"
            "nòt|remak|kòmantè|ghi chú|nhận xét",
            reads="long_text",
            most=4000,
            sample=(_("They agreed by phone."), ""),
        ),
    )

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.meeting = next_meeting(self.group) or last_meeting(self.group)
        if self.meeting is None:
            raise NoMeetingYet

    def prepare(self) -> None:
        """Owners by each name they go by, the commitments that stand, and the day on which an empty due day falls."""
        self.next_day = next_day(self.group, self.at)
        self.owners: dict[str, set[Any]] = {}
        # Who holds each seat or role, and whose names lead to an owner though no seat is called so.
        self.holders: dict[Any, set[str]] = {}
        self.only_people: set[str] = set()
        short = dict(
            Organization.objects.filter(network=self.network)
            .exclude(short_name="")
            .values_list("pk", "short_name")
        )
        for member in members_of(self.group, self.day):
            bodies = {plain(name) for name in (member.name, short.get(member.organization_id, ""))} - {""}
            people = {plain(person.name) for person in member.people} - {""}
            self.holders[member.id] = people
            if member.kind == "seat":
                self.only_people |= people - bodies
            for name in bodies | people:
                self.owners.setdefault(name, set()).add(member.id)
        self._merged_names()
        self.wordings = {plain(wording) for wording in self._standing().values_list("wording", flat=True)}
        self.__dict__.pop("there", None)

    def _standing(self) -> QuerySet[Commitment]:
        return Commitment.objects.filter(meeting__group=self.group, withdrawn_at=None).order_by()

    @cached_property
    def there(self) -> dict[tuple[str, Any], dict[str, Any]]:
        """The commitments that stand, by their words and owner; looked up once a row has words that stand."""
        fields = ("pk", "state", "progress", "due_on", "version", "amended_wording", "amended_due_on")
        found = self._standing().order_by("captured_at", "pk").values_list("wording", "owner_id", *fields)
        return {
            (plain(wording), owner_id): dict(zip(fields, rest, strict=True))
            for wording, owner_id, *rest in found
        }

    def _merged_names(self) -> None:
        """A double that was merged leads to the seat of the organization that stayed."""
        doubles = self.network.organizations.exclude(merged_into=None).select_related("merged_into")
        for double in doubles:
            stays = self.owners.get(plain(double.merged_into.name))
            if stays:
                self.owners.setdefault(plain(double.name), stays)

    def plan(self, row: Row) -> Planned:
        owner_id = self._owner(row.get("owner"))
        key = (plain(row.get("wording")), owner_id)
        self.once(row, key, "wording")
        there = self.there.get(key) if key[0] in self.wordings else None
        status = row.get("status")
        state, progress = _stands_for(status or "proposed")
        person = self._person(row)
        remarks = self._said_of(person, owner_id) if person else []
        if there is None:
            listed = ListedCommitment(
                wording=row.get("wording"),
                owner_id=owner_id,
                due_on=row.get("due_on", row.get("done_on", self.next_day)),
                state=state,
                progress=progress,
                topic=row.get("topic"),
                note=self._note(row, person),
            )
            if "due_on" not in row.values:
                without = self._no_day if "done_on" not in row.values else Remark("no_day_done")
                remarks = [without, *remarks]
            return Planned(row, NEW, listed, (), remarks)
        follows = self._follow(row, there, status, state, progress)
        return follows if follows.action == SAME else replace(follows, remarks=remarks)

    @cached_property
    def _no_day(self) -> Remark:
        return Remark("no_day", (self.next_day.isoformat(),))

    def _person(self, row: Row) -> str:
        """The person whom the list names: in a column of their own, or as the owner where a seat owns it."""
        return row.get("person") or (row.get("owner") if plain(row.get("owner")) in self.only_people else "")

    def _said_of(self, person: str, owner_id: Any) -> list[Remark]:
        holds = plain(person) in self.holders.get(owner_id, ())
        return [Remark("person_holds" if holds else "person_elsewhere", (), person)]

    @classmethod
    def meaning(cls, column: Column, choice: str) -> str:
        """What a word of states comes to: the state, and the progress where it says one."""
        if column.code != "status":
            return super().meaning(column, choice)
        state, progress = _stands_for(choice)
        words = [COMMITMENT_STATES[state], *([PROGRESS[progress]] if progress else [])]
        return ", ".join(str(word) for word in words)

    def _follow(self, row: Row, there: dict[str, Any], status: str, state: str, progress: str) -> Planned:
        """What the file says otherwise than the record; an empty cell says nothing, nor does “in progress” of progress."""
        wished = {"state": there["state"], "progress": there["progress"]}
        if status and not (
            state == "accepted" and status in ("accepted", "in_progress") and there["state"] == state
        ):
            wished = {"state": state, "progress": progress}
        wished["due_on"] = row.get("due_on", there["due_on"])
        if all(there[name] == value for name, value in wished.items()):
            return Planned(row, SAME)
        if there["state"] not in OPEN:
            if wished["state"] == there["state"]:
                return Planned(row, SAME)
            said = STATUS_WORDS.get(status, state)
            raise CannotTake("is_over_here", "status", state=COMMITMENT_STATES[there["state"]], said=said)
        if there["amended_wording"] or there["amended_due_on"]:
            raise CannotTake("is_amended_here", "wording")
        data = {**wished, "pk": there["pk"], "note": self._note(row, self._person(row))}
        before, after = _status_of(there), _status_of(wished)
        changes = [("status", before, after)] if before != after else []
        if there["due_on"] != wished["due_on"]:
            changes.append(("due_on", there["due_on"], wished["due_on"]))
        return Planned(row, CHANGED, data, changes)

    def _owner(self, name: str) -> Any:
        found = self.owners.get(plain(name))
        if found is None:
            parts = [
                part for sign in ("/", ";", ",", " and ", " & ", " y ", "\n") for part in name.split(sign)[1:]
            ]
            raise CannotTake("several_owners" if parts else "no_such_owner", "owner")
        if len(found) > 1:
            raise CannotTake("doubled_name", "owner")
        return next(iter(found))

    @cached_property
    def _sayings(self) -> tuple[str, str, str, str]:
        """What goes into a history beside the file's own words, in the group's language."""
        with translation.override(self.group.language):
            return (
                gettext("From the file “%(file)s”, row %(row)s."),
                gettext("It names %(person)s."),
                gettext("Partners: %(partners)s."),
                gettext("Done on %(day)s, as the file says."),
            )

    def _note(self, row: Row, person: str) -> str:
        """What the list says beside the commitment, in the group's language: it goes into the history."""
        from_file, named, partners, done = self._sayings
        parts = [from_file % {"file": self.setting.file_name, "row": row.number}]
        if person:
            parts.append(named % {"person": person.rstrip(".")})
        if row.get("partners"):
            parts.append(partners % {"partners": row.get("partners").rstrip(".")})
        if row.get("done_on"):
            parts.append(done % {"day": row.get("done_on").isoformat()})
        return " ".join([*parts, row.get("note")]).strip()

    def write_all(self, planned: Sequence[Planned]) -> list[list[Trace]]:
        """New ones many at once; each changed one through the verb that follows a file."""
        new = [one for one in planned if one.action == NEW]
        made = bring_in_commitments(
            meeting=self.meeting, listed=[one.data for one in new], by=self.by, at=self.at
        )
        traces = {
            one.row.number: [Trace("commitment", commitment.pk, commitment.wording[:100])]
            for one, commitment in zip(new, made, strict=True)
        }
        for one in planned:
            if one.action == CHANGED:
                values = {name: one.data[name] for name in ("state", "progress", "due_on", "note")}
                commitment = Commitment.objects.select_related("meeting__group").get(pk=one.data["pk"])
                changed = follow_file(commitment=commitment, by=self.by, at=self.at, **values)
                after = {"version": changed.version}
                traces[one.row.number] = [
                    Trace("commitment", changed.pk, changed.wording[:100], {"followed": True}, after)
                ]
        return [traces[one.row.number] for one in planned]

    def take_back_many(self, rows: Sequence[Sequence[Trace]]) -> set[UUID]:
        """The new ones that nobody answered."""
        taken: set[UUID] = set()
        for some in batched((trace.id for row in rows for trace in row if not trace.before), TOGETHER):
            taken.update(take_all_listed_back(group=self.group, ids=some, by=self.by, at=self.at))
        return taken

    def take_back(self, trace: Trace) -> None:
        commitment = Commitment.objects.select_related("meeting__group", "item").get(pk=trace.id)
        if trace.before:
            unfollow_file(commitment=commitment, version=trace.after["version"], by=self.by, at=self.at)
        else:
            take_listed_back(commitment=commitment, by=self.by, at=self.at)
