"""Records of this room that files are added to: items of an agenda, and commitments as evidence."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from konbit.foundation.actor import Actor
from konbit.foundation.attachments import FileHolder, holds_files
from konbit.foundation.refusals import Answer, NotFound
from konbit.meetings import policies, queries
from konbit.meetings.conditions import refuse_names
from konbit.meetings.models import AgendaItem, Commitment


class AgendaItems(FileHolder):
    """What people should know before: seen by whoever sees the item."""

    code = "agenda_item"

    def find(self, by: Actor, record_id: UUID) -> AgendaItem:
        item = AgendaItem.objects.select_related("meeting__group").filter(pk=record_id).first()
        if item is None or not policies.may_see_item(by, item):
            raise NotFound
        return item

    def may_add(self, by: Actor, record: AgendaItem) -> Answer:
        return policies.may_add_to_item(by, record)

    def group(self, record: AgendaItem) -> Any:
        return record.meeting.group

    def page(self, record: AgendaItem) -> str:
        return reverse("agenda", args=[record.meeting_id]) + f"#item-{record.pk}"

    def words(self, record: AgendaItem) -> str:
        return record.title

    def has_no_names(self, record: AgendaItem) -> bool:
        return record.is_no_names

    def refuse(self, record: AgendaItem, *texts: str) -> None:
        refuse_names(record.meeting, "file", *texts, no_names=record.is_no_names)


class Commitments(FileHolder):
    """Evidence of what was done."""

    code = "commitment"

    def find(self, by: Actor, record_id: UUID) -> Commitment:
        return queries.commitment_for(by, record_id)

    def may_add(self, by: Actor, record: Commitment) -> Answer:
        return policies.may_add_to_commitment(by, record)

    def group(self, record: Commitment) -> Any:
        return record.meeting.group

    def page(self, record: Commitment) -> str:
        return reverse("commitment", args=[record.pk])

    def words(self, record: Commitment) -> str:
        return record.wording

    def has_no_names(self, record: Commitment) -> bool:
        return record.item.is_no_names

    def refuse(self, record: Commitment, *texts: str) -> None:
        refuse_names(record.meeting, "file", *texts, no_names=record.item.is_no_names)


holds_files(AgendaItems())
holds_files(Commitments())
