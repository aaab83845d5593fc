"""Attendance: known by the meeting's day, the seat or role, and the person of that day."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from konbit.exchange.domain.words_of_cells import plain
from konbit.exchange.imports.columns import Column
from konbit.exchange.imports.faults import CannotTake
from konbit.exchange.imports.kind import CHANGED, NEW, SAME, Kind, Planned, Row, Trace
from konbit.exchange.imports.organizations import ORGANIZATION_NAMES
from konbit.meetings.models import Attendance as Noted
from konbit.meetings.models import Meeting
from konbit.meetings.operations.imported import note_attendance, take_attendance_back
from konbit.meetings.words import MODES
from konbit.network.models import GroupMember
from konbit.network.queries import members_of

_MODES_ALSO = {
    "in_person": "yes|present|attended|here|x|1|in the room|presente|en persona|sí|asistió|wi|prezan|an pèsòn|có|có mặt",
    "by_link": "online|remote|virtual|zoom|video|phone|en línea|virtualmente|sou entènèt|trực tuyến|từ xa",
    "absent": "no|not present|excused|regrets|0|ausente|no asistió|non|absan|pa vini|không|vắng mặt",
}


class Attendance(Kind):
    code = "attendance"
    known_by = ("meeting", "person")
    columns = (
        Column(
            "meeting",
            _("Day of the meeting"),
            "meeting|date|meeting date|day|fecha|fecha de la reunión|reunión|dat|dat reyinyon|jou|ngày|ngày họp|cuộc họp",
            reads="day",
            is_needed=True,
            sample=("2026-01-15", "2026-01-15"),
        ),
        Column(
            "person",
            _("Person"),
            "name|full name|attendee|participant|nombre|persona|asistente|non|moun|patisipan|họ tên|người tham dự|tên",
            most=200,
            is_needed=True,
            sample=(_("Leader of the department"), _("Parent of the north side")),
        ),
        Column(
            "organization",
            _("Organization or seat"),
            ORGANIZATION_NAMES + "|seat|affiliation|representing|for|asiento|plas|ghế",
            most=200,
            says_when_empty=True,
            hint=_("Needed only where the person holds several seats or roles."),
            sample=(_("Department of Health"), _("Parent member 1")),
        ),
        Column(
            "mode",
            _("How"),
            "attendance|present|attended|status|mode|asistencia|modo|presencia|prezans|kijan|tham dự|hình thức",
            reads="choice",
            choices=MODES,
            choices_also=_MODES_ALSO,
            says_when_empty=True,
            hint=_("Empty means in person."),
            sample=(MODES["in_person"], MODES["by_link"]),
        ),
    )

    def prepare(self) -> None:
        """Meetings of the group by their day, and what was noted at each as rows ask for it."""
        self.meetings: dict[Any, Meeting] = {meeting.day: meeting for meeting in self.group.meetings.all()}
        self.sitting: dict[Any, list[Any]] = {}
        self.noted: dict[Any, dict[tuple[Any, Any], Noted]] = {}

    def plan(self, row: Row) -> Planned:
        meeting = self.meetings.get(row.get("meeting"))
        if meeting is None or meeting.state == "missed":
            raise CannotTake("no_such_meeting", "meeting")
        if not (meeting.is_open or meeting.is_held):
            raise CannotTake("meeting_not_held", "meeting")
        member, person = self._who(meeting, row)
        self.once(row, (meeting.pk, member.id, person.pk), "person")
        there = self._noted_at(meeting).get((member.id, person.pk))
        mode = row.get("mode", there.mode if there else "in_person")
        action = NEW if there is None else SAME if there.mode == mode else CHANGED
        return Planned(
            row,
            action,
            {"meeting": meeting, "member": member, "person": person, "mode": mode, "there": there},
            row.changes_from({"mode": there.mode}) if there else (),
        )

    def _who(self, meeting: Meeting, row: Row) -> tuple[Any, Any]:
        """The seat or role for which this person came: who held it on the day of the meeting, or holds it today."""
        for day in (meeting.day, self.day):
            found = list(_of_name(self._sitting_on(day), row))
            if len(found) > 1:
                raise CannotTake("doubled_name", "person")
            if found:
                return found[0]
        raise CannotTake("no_such_person", "person")

    def _sitting_on(self, day: Any) -> list[Any]:
        if day not in self.sitting:
            self.sitting[day] = members_of(self.group, day)
        return self.sitting[day]

    def _noted_at(self, meeting: Meeting) -> dict[tuple[Any, Any], Noted]:
        if meeting.pk not in self.noted:
            rows = Noted.objects.filter(meeting=meeting)
            self.noted[meeting.pk] = {(one.member_id, one.person_id): one for one in rows}
        return self.noted[meeting.pk]

    def write(self, planned: Planned) -> list[Trace]:
        data, there = planned.data, planned.data["there"]
        before = {}
        if there is not None:
            before = {"mode": there.mode, "is_delegate": there.is_delegate, "at": there.at.isoformat()}
        noted = note_attendance(
            meeting=data["meeting"],
            member=GroupMember.objects.get(pk=data["member"].id),
            person=data["person"],
            mode=data["mode"],
            is_delegate=bool(there and there.is_delegate),
            by=self.by,
            at=self.at,
        )
        self._noted_at(data["meeting"])[data["member"].id, data["person"].pk] = noted
        return [Trace("attendance", noted.pk, data["person"].name, before, {"at": noted.at.isoformat()})]

    def take_back(self, trace: Trace) -> None:
        noted = Noted.objects.select_related("meeting__group", "person").filter(pk=trace.id).first()
        if noted is not None:
            noted_at = type(self.at).fromisoformat(trace.after["at"])
            take_attendance_back(
                attendance=noted, noted_at=noted_at, before=trace.before, by=self.by, at=self.at
            )


def _of_name(members: list[Any], row: Row) -> Iterable[tuple[Any, Any]]:
    name, body = plain(row.get("person")), plain(row.get("organization"))
    found = [
        (member, person)
        for member in members
        for person in member.people
        if plain(person.name) == name and (not body or member.kind == "role" or plain(member.name) == body)
    ]
    seats = [one for one in found if one[0].kind == "seat"]
    # Who has a seat comes for it; a role beside it is no second attendance.
    return seats or found
