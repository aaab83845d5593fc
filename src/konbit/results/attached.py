"""Records of this room that files are added to: results with their evidence, artifacts, events."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from konbit.foundation.actor import Actor
from konbit.foundation.attachments import FileHolder, holds_files
from konbit.foundation.refusals import Answer, NotFound
from konbit.foundation.texts import say
from konbit.network.policies import may_see_group_publicly
from konbit.results import policies
from konbit.results.conditions import refuse_bare_evidence
from konbit.results.models import Artifact, Event, Result


class Results(FileHolder):
    """Evidence: seen by whoever sees the register, added by whoever may say where a result stands."""

    code = "result"

    def find(self, by: Actor, record_id: UUID) -> Result:
        return _seen(by, Result.objects.select_related("priority__network"), record_id, self)

    def may_add(self, by: Actor, record: Result) -> Answer:
        return policies.may_change_rung(by, record.priority.network)

    def group(self, record: Result) -> Any:
        return record.priority.network

    def page(self, record: Result) -> str:
        return reverse("result", args=[record.priority.network.address, record.code])

    def words(self, record: Result) -> str:
        return say(record.text, record.priority.network.language).text


class Artifacts(FileHolder):
    """The document itself: seen by whoever sees the register, added by whoever keeps it."""

    code = "artifact"

    def find(self, by: Actor, record_id: UUID) -> Artifact:
        return _seen(by, Artifact.objects.select_related("network"), record_id, self)

    def may_add(self, by: Actor, record: Artifact) -> Answer:
        return policies.may_keep_register(by, record.network)

    def group(self, record: Artifact) -> Any:
        return record.network

    def page(self, record: Artifact) -> str:
        return reverse("artifact", args=[record.network.address, record.pk])

    def words(self, record: Artifact) -> str:
        return record.name


class Events(FileHolder):
    """What was shown at an event: seen by whoever sees the register, added by whoever keeps it."""

    code = "event"

    def find(self, by: Actor, record_id: UUID) -> Event:
        return _seen(by, Event.objects.select_related("network"), record_id, self)

    def may_add(self, by: Actor, record: Event) -> Answer:
        return policies.may_keep_register(by, record.network)

    def group(self, record: Event) -> Any:
        return record.network

    def page(self, record: Event) -> str:
        return reverse("event", args=[record.network.address, record.pk])

    def words(self, record: Event) -> str:
        return record.name

    def refuse_without(self, record: Event) -> None:
        refuse_bare_evidence(record)


def _seen(by: Actor, records: QuerySet[Any], record_id: UUID, holder: FileHolder) -> Any:
    """The record, where the register of its network opens to the person."""
    found = records.filter(pk=record_id).first()
    if found is None or not may_see_group_publicly(by, holder.group(found)):
        raise NotFound
    return found


holds_files(Results())
holds_files(Artifacts())
holds_files(Events())
