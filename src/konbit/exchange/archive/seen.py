"""What one person may see, as an archive: the same rules as the pages, asked of the same policies."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from konbit.accounts.models import Person
from konbit.audit.queries import entries
from konbit.exchange.archive.contents import ENTRIES_BEHIND, Table
from konbit.exchange.archive.indicators import indicator_rows
from konbit.exchange.archive.packing import SEEN, Whose, write_archive
from konbit.exchange.archive.rows import gathered
from konbit.exchange.archive.unnamed import Row
from konbit.foundation.actor import Actor
from konbit.foundation.models import Attachment
from konbit.grants.queries.pipeline import pursuits_seen
from konbit.grants.queries.reports import may_write
from konbit.meetings import policies as meetings
from konbit.meetings.hand_over_content import readable as readable_pack
from konbit.meetings.pre_read_content import readable as readable_pre_read
from konbit.meetings.record_content import readable as readable_record
from konbit.network import policies as network
from konbit.network.models import Group
from konbit.network.queries import groups_of, network_of
from konbit.results import policies as results

# Shown to every member of any group of the network.
OF_THE_NETWORK = (
    "network.Organization", "network.Community", "results.ChangeAgenda", "results.AgendaVersion", "results.Strategy",
    "results.StrategyAction", "results.AgendaComment", "results.LongTermOutcome", "results.Alignment",
    "results.StrategicPlan", "results.PlanVersion", "results.Consultation",
)  # fmt: skip
# What belongs to a pursuit of funding, and is seen by whoever sees that.
OF_A_PURSUIT = ("grants.Pursuit_partners", "grants.Pursuit_results", "grants.PursuitStage")
# What the policies read of a row.
READ_WITH = {
    "meetings.AgendaItem": ("meeting__group",),
    "meetings.AccessNeed": ("meeting__group",),
    "meetings.Attendance": ("meeting__group",),
    "meetings.Regret": ("meeting__group",),
    "meetings.Decision": ("item__meeting__group",),
    "meetings.Question": ("item__meeting__group",),
    "meetings.ParkedItem": ("item__meeting__group",),
    "meetings.Commitment": ("item__meeting__group",),
    "meetings.CommitmentChange": ("commitment__item__meeting__group",),
    "meetings.Vote": ("decision__item__meeting__group", "seat"),
    "meetings.CaptureClash": ("item__meeting__group", "meeting__group"),
    "meetings.CycleStep": ("meeting__group",),
    "meetings.PreRead": ("meeting__group",),
    "meetings.Record": ("meeting__group",),
    "meetings.UnreadReply": ("meeting__group",),
    "meetings.HandOverPack": ("holder__seat__group",),
    "network.Invitation": ("group",),
    "network.OrganizationMerge": ("kept__network",),
    "results.Statement": ("network",),
    "results.StrategyAction": ("commitment__item__meeting__group",),
    "grants.Award": ("decision__item__meeting__group",),
    "grants.ActivityShare": ("activity",),
    "grants.Report": ("award__recipient__network",),
    "results.ServedBy": ("commitment__item__meeting__group",),
    "results.ResultChange": ("result__priority",),
}
# Of other people, pages tell the name and whether they were made up.
TOLD_OF_OTHERS = ("id", "name", "is_example")


def write_seen(to: IO[bytes] | Path, by: Actor) -> tuple[Person, dict[str, Any]]:
    """Write all that the person may see, in all their groups; answers the person and the manifest."""
    person = Person.objects.get(pk=by.person_id)
    reader = _Reader(by, person)
    tables = gathered(reader.all_groups, reader.records, keep=reader.kept, people=[str(person.pk)])
    whose = Whose(SEEN, str(person.pk), person.name)
    return person, write_archive(to, whose, tables, indicator_rows(reader.registers))


class _Reader:
    """One person, with what they may see of each table."""

    def __init__(self, by: Actor, person: Person) -> None:
        self.by, self.person = by, person
        groups = groups_of(by)
        above = {one.pk: one for one in map(network_of, groups)}
        self.groups = [one.pk for one in groups]
        self.networks = sorted(above)
        self.registers = [
            one for _pk, one in sorted(above.items()) if network.may_see_group_publicly(by, one)
        ]
        self.all_groups = sorted({*self.groups, *self.networks})
        self._looked_after = {one.pk for one in groups if network.may_change_group(by, one)}
        self._rules: dict[str, Callable[[Any, Row], Row | None]] = {
            "network.Invitation": self._if(lambda one: self._is_me(one) or self._changes(one.group_id)),
            "network.OrganizationMerge": self._if(lambda one: self._changes(one.kept.network_id)),
            "meetings.AccessNeed": self._need,
            "meetings.AgendaItem": self._item,
            "meetings.Attendance": self._if(self._was_told),
            "meetings.Regret": self._if(lambda one: self._is_me(one) or self._facilitates(one)),
            "meetings.Decision": self._captured,
            "meetings.Question": self._captured,
            "meetings.ParkedItem": self._captured,
            "meetings.Commitment": self._commitment,
            "meetings.CommitmentChange": self._if(lambda one: self._sees_commitment(one.commitment)),
            "meetings.Vote": self._if(self._sees_vote),
            "meetings.CaptureClash": self._if(
                lambda one: self._facilitates(one) and meetings.may_see_item(by, one.item)
            ),
            "meetings.CycleStep": self._if(self._facilitates),
            "meetings.ToldOfMeeting": self._if(self._is_me),
            "meetings.PreRead": self._pre_read,
            "meetings.Record": self._record,
            "meetings.HandOverPack": self._pack,
            "meetings.UnreadReply": self._if(self._facilitates),
            "results.Figure": lambda _one, _row: None,
            "results.Statement": self._if(
                lambda one: one.published_at or results.may_keep_register(by, one.network)
            ),
            "results.ServedBy": self._if(lambda one: self._sees_commitment(one.commitment)),
            "results.ResultChange": self._step,
            "results.StrategyAction": self._action,
            "grants.Award": self._award,
            "grants.ActivityShare": self._if(lambda one: one.activity.withdrawn_at is None),
            "grants.Report": self._report,
            "grants.Pursuit": self._if(lambda one: one.pk in self._pursuits),
            **dict.fromkeys(OF_A_PURSUIT, self._if(lambda one: one.pursuit_id in self._pursuits)),
            "accounts.Person": self._told_of,
            "accounts.MutedKind": self._if(self._is_me),
        }

    def records(self, table: Table) -> Any:
        """The rows of the groups and networks that the person knows at all."""
        if table.label == "audit.Entry":
            found = entries().filter(group_id__in=self._looked_after).exclude(action__in=ENTRIES_BEHIND)
            return found.order_by("sequence")
        if table.label == "foundation.Attachment":
            return Attachment.objects.filter(removed_at=None).order_by("pk")
        if table.label in OF_THE_NETWORK or table.label.startswith("grants."):
            groups: Any = self.networks
        elif table.label.startswith("results."):
            groups = [one.pk for one in self.registers]
        else:
            groups = self.groups
        found = table.model.objects.filter(**{f"{table.group}__in": groups}).order_by(*table.order)
        return found.select_related(*READ_WITH[table.label]) if table.label in READ_WITH else found

    @cached_property
    def _pursuits(self) -> set[Any]:
        """The pursuits of funding that the person may see."""
        found = Group.objects.filter(pk__in=self.networks)
        return {pk for one in found for pk in pursuits_seen(self.by, one).values_list("pk", flat=True)}

    def kept(self, table: Table, record: Any, row: Row) -> Row | None:
        """The row as the person may see it; nothing where they may not, or where it was taken back."""
        if row.get("withdrawn_at") is not None:
            return None
        rule = self._rules.get(table.label)
        return row if rule is None else rule(record, row)

    @staticmethod
    def _if(says: Callable[[Any], Any]) -> Callable[[Any, Row], Row | None]:
        return lambda record, row: row if says(record) else None

    def _is_me(self, record: Any) -> bool:
        return self.person.pk in (record.person_id, getattr(record, "delegate_id", None))

    def _changes(self, group_id: Any) -> bool:
        return group_id in self._looked_after

    def _facilitates(self, record: Any) -> bool:
        return bool(meetings.may_facilitate(self.by, record.meeting))

    def _prepares(self, group: Group) -> bool:
        return bool(meetings.may_call_meeting(self.by, group))

    def _was_told(self, record: Any) -> bool:
        """Who came stands in the record; before it is published, the facilitator alone sees it."""
        return record.meeting.state == "published" or self._facilitates(record)

    def _need(self, record: Any, row: Row) -> Row:
        """What is needed, and what became of it: whose need it is, only those know who prepare the meeting."""
        if self._prepares(record.meeting.group):
            return row
        return {**row, "asked_by_id": None, "detail": None, "because": None}

    def _item(self, record: Any, row: Row) -> Row | None:
        is_mine = record.asked_by_person_id == self.person.pk
        if not meetings.may_see_item(self.by, record) or (record.state == "taken_back" and not is_mine):
            return None
        return row if is_mine else {**row, "asked_by_person_id": None}

    def _captured(self, record: Any, row: Row) -> Row | None:
        seen = meetings.may_see_item(self.by, record.item)
        return {**row, "captured_by_id": None} if seen else None

    def _commitment(self, record: Any, row: Row) -> Row | None:
        return {**row, "captured_by_id": None} if self._sees_commitment(record) else None

    def _sees_commitment(self, commitment: Any) -> bool:
        return commitment.withdrawn_at is None and bool(meetings.may_see_commitment(self.by, commitment))

    def _sees_vote(self, vote: Any) -> bool:
        decision = vote.decision
        if decision.withdrawn_at is not None or not meetings.may_see_item(self.by, decision.item):
            return False
        return self.by.holds(vote.seat.member_id) or bool(
            meetings.may_facilitate(self.by, decision.item.meeting)
        )

    def _pre_read(self, record: Any, row: Row) -> Row:
        group = record.meeting.group
        private, prepares = self._sees_private(group), self._prepares(group)
        return {**row, "content": readable_pre_read(row["content"], private=private, in_full=prepares)}

    def _record(self, record: Any, row: Row) -> Row:
        return {
            **row,
            "content": readable_record(row["content"], private=self._sees_private(record.meeting.group)),
        }

    def _sees_private(self, group: Group) -> bool:
        return bool(meetings.may_see_private(self.by, group))

    def _pack(self, record: Any, row: Row) -> Row | None:
        if not meetings.may_read_pack(self.by, record):
            return None
        return {**row, "content": readable_pack(row["content"], of_the_seat=False)}

    def _step(self, record: Any, row: Row) -> Row:
        is_member = self.by.in_group(record.result.priority.network_id)
        return row if is_member else {**row, "person_id": None}

    def _action(self, record: Any, row: Row) -> Row:
        """An act of a strategy; the commitment that it is, only where the person sees that."""
        seen = record.commitment is None or self._sees_commitment(record.commitment)
        return row if seen else {**row, "commitment_id": None}

    def _award(self, record: Any, row: Row) -> Row:
        """An award; the decision it came from, only where the person sees that."""
        decision = record.decision
        seen = decision is None or (
            decision.withdrawn_at is None and meetings.may_see_item(self.by, decision.item)
        )
        return row if seen else {**row, "decision_id": None}

    def _report(self, record: Any, row: Row) -> Row:
        """What a recipient is still writing is for its own people."""
        return row if may_write(self.by, record) else {**row, "draft": {}}

    def _told_of(self, record: Any, row: Row) -> Row:
        if record.pk == self.person.pk:
            return row
        return {name: value if name in TOLD_OF_OTHERS else None for name, value in row.items()}
