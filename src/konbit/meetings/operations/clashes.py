"""Two different sayings of the same thing: both are kept, and the facilitator chooses. Nothing is overwritten."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal, require
from konbit.meetings import policies
from konbit.meetings.conditions import refuse_names
from konbit.meetings.models import CaptureClash, Captured, Decision
from konbit.meetings.operations.captures import ask_question, correct_wording, park, undo_withdraw, withdraw
from konbit.meetings.operations.commitments import propose_commitment
from konbit.meetings.operations.decisions import put_to_the_table, record_decision, undo_record_decision
from konbit.meetings.queries import CAPTURED
from konbit.network.queries import member_in

MEMBERS = {"owner", "proposed_by", "asked_of"}
DAYS = {"due_on", "review_on"}
ANEW = {
    "decision": put_to_the_table,
    "commitment": propose_commitment,
    "question": ask_question,
    "parkeditem": park,
}


class ClashIsResolved(Refusal):
    code = "clash_is_resolved"
    says = _("Somebody chose between these two already. Look at the page again.")


@transaction.atomic
def keep_clash(
    *, captured: Captured, arrived: dict[str, Any], key: UUID, by: Actor, at: datetime
) -> CaptureClash:
    """Keep what arrived beside what stands, field by field. `key` is the sending: sent again, it is kept once.

    Raises:
        NamesInside: it holds a name under a *no names* item.
    """
    require(policies.may_put_to_the_table(by, captured.meeting))
    if there := CaptureClash.objects.filter(key=key).first():
        return there
    said = {name: _plain(value) for name, value in arrived.items()}
    for name, value in said.items():
        if isinstance(value, str):
            refuse_names(captured.meeting, name, value, no_names=captured.item.is_no_names)
    clash = CaptureClash.objects.create(
        meeting=captured.meeting,
        item=captured.item,
        captured_kind=captured.kind,
        captured_id=captured.pk,
        standing=_standing(captured, said),
        arrived=said,
        key=key,
        person_id=by.person_id,
        at=at,
    )
    _write("meetings.keep_clash", clash, by, at, *said)
    return clash


@transaction.atomic
def resolve_clash(*, clash: CaptureClash, chosen: str, by: Actor, at: datetime) -> CaptureClash:
    """Choose what stands ("standing") or what came second ("arrived"). What came second is stored by the operation
    that would have stored it, with all its refusals; both stay in the clash.

    Raises:
        ClashIsResolved: somebody chose the other one.
        MeetingIsNotOpen and others: as of the operation that stores what came second.
    """
    require(policies.may_facilitate(by, clash.meeting))
    clash = _locked(clash)
    if clash.resolved_at is not None:
        if clash.chosen == chosen:
            return clash
        raise ClashIsResolved
    if chosen == "arrived":
        captured = CAPTURED[clash.captured_kind].objects.get(pk=clash.captured_id)
        clash.standing = _standing(captured, clash.arrived)
        _say(clash, clash.arrived, by, at)
    clash.chosen, clash.resolved_at, clash.resolved_by_id = chosen, at, by.person_id
    clash.save()
    _write("meetings.resolve_clash", clash, by, at, "chosen", *(clash.arrived if chosen == "arrived" else ()))
    return clash


@transaction.atomic
def undo_resolve_clash(*, clash: CaptureClash, by: Actor, at: datetime) -> CaptureClash:
    """Take a choice back: what stood before it stands again, and both are shown once more.

    Raises:
        MeetingIsNotOpen and others: as of the operation that stores what stood before.
    """
    require(policies.may_facilitate(by, clash.meeting))
    clash = _locked(clash)
    if clash.resolved_at is None:
        return clash
    if clash.chosen == "arrived":
        _say(clash, clash.standing, by, at)
    clash.chosen, clash.resolved_at, clash.resolved_by = "", None, None
    clash.save()
    _write("meetings.undo_resolve_clash", clash, by, at, "chosen")
    return clash


def _locked(clash: CaptureClash) -> CaptureClash:
    found = CaptureClash.objects.select_for_update(of=("self",)).select_related("meeting__group", "item")
    return found.get(pk=clash.pk)


def _standing(captured: Captured, said: dict[str, Any]) -> dict[str, Any]:
    """What stands now in the fields of which something else is said; and the row, should another come to stand."""
    values = {name: _plain(getattr(captured, name, None)) for name in said if name != "withdrawn"}
    return {**values, "withdrawn": captured.withdrawn_at is not None, "row": str(captured.pk)}


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.strip() or None
    return value if value is None or isinstance(value, bool | int) else str(value)


def _write(action: str, clash: CaptureClash, by: Actor, at: datetime, *fields: str) -> None:
    write_entry(
        action,
        about=clash,
        by=by,
        at=at,
        group_id=clash.meeting.group_id,
        fields=[name for name in fields if name not in ("row", "withdrawn")],
        unnamed=clash.item.is_no_names,
    )


def _say(clash: CaptureClash, side: dict[str, Any], by: Actor, at: datetime) -> None:
    """Let this side stand, by the operations that people use."""
    rows = CAPTURED[clash.captured_kind].objects.select_related("meeting__group", "item__meeting__group")
    captured = rows.get(pk=clash.captured_id)
    if side.get("row") not in (None, str(captured.pk)):
        # What stood before was written down anew: it comes back, and the new one goes.
        withdraw(captured=captured, by=by, at=at)
        captured = rows.get(pk=side["row"])
        clash.captured_id = captured.pk
    goes = bool(side.get("withdrawn"))
    if captured.withdrawn_at is not None and not goes:
        undo_withdraw(captured=captured, by=by, at=at)
    if "state" in side:
        _record(captured, _restored(clash, side), by, at)
    elif _differs(captured, side, "wording"):
        correct_wording(captured=captured, wording=side["wording"], version=captured.version, by=by, at=at)
    elif any(_differs(captured, side, name) for name in side if name not in ("row", "withdrawn")):
        _write_down_anew(clash, captured, side, by, at)
    if goes and captured.withdrawn_at is None:
        withdraw(captured=captured, by=by, at=at)


def _differs(captured: Captured, side: dict[str, Any], *names: str) -> bool:
    """Whether the row and the side differ in these fields, and in no others."""
    fields = [name for name in side if name not in ("row", "withdrawn")]
    other = {name for name in fields if _plain(getattr(captured, name)) != side[name]}
    return bool(other) and other <= set(names)


def _record(decision: Decision, side: dict[str, Any], by: Actor, at: datetime) -> None:
    if decision.state != "proposed":
        undo_record_decision(decision=decision, by=by, at=at)
    if side["state"] != "proposed":
        record_decision(decision=decision, **side, by=by, at=at)


def _write_down_anew(
    clash: CaptureClash, captured: Captured, side: dict[str, Any], by: Actor, at: datetime
) -> None:
    """No operation gives a captured thing another owner or day: the one is taken back, and the other written down."""
    withdraw(captured=captured, by=by, at=at)
    values = _restored(clash, side)
    if captured.kind == "question":
        values["asked_by"] = captured.asked_by
    anew = ANEW[captured.kind](item=captured.item, **values, key=clash.key, by=by, at=at)
    if anew.withdrawn_at is not None:
        undo_withdraw(captured=anew, by=by, at=at)
    clash.captured_id = anew.pk


def _restored(clash: CaptureClash, side: dict[str, Any]) -> dict[str, Any]:
    """The values of a side as operations take them."""
    values: dict[str, Any] = {}
    for name, value in side.items():
        if name in ("row", "withdrawn"):
            continue
        if name in MEMBERS:
            values[name] = member_in(clash.meeting.group, UUID(value)) if value else None
        elif name in DAYS:
            values[name] = date.fromisoformat(value) if value else None
        else:
            values[name] = "" if value is None else value
    return values
