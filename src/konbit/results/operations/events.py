"""Events: something held for an audience, with the material that was shown there."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.attachments import ReadFile
from konbit.foundation.refusals import Refusal, require
from konbit.network.models import Group, Organization
from konbit.network.operations.attachments import add_attachment
from konbit.results import policies
from konbit.results.changing import set_changed
from konbit.results.conditions import refuse_bare_evidence
from konbit.results.models import Artifact, Event


class HolderOfAnotherNetwork(Refusal):
    code, field = "holder_of_another_network", "held_by"
    says = _("This organization is in another network. Choose one of this network, or none.")


class ArtifactOfAnotherNetwork(Refusal):
    code, field = "artifact_of_another_network", "artifacts"
    says = _("This document stands on another network's register. Choose one of this network.")


@transaction.atomic
def add_event(
    *,
    network: Group,
    name: str,
    by: Actor,
    at: datetime,
    held_on: date | None = None,
    held_by: Organization | None = None,
    audience: str = "",
    people: int | None = None,
    place: str = "",
    note: str = "",
    artifacts: Sequence[Artifact] = (),
    file: ReadFile | None = None,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Event:
    """Write down an event. What is not known yet may come later; until then it is evidence for nothing.

    Raises:
        HolderOfAnotherNetwork, ArtifactOfAnotherNetwork: something of another network.
    """
    require(policies.may_keep_register(by, network))
    if key and (there := Event.objects.filter(key=key).first()):
        return there
    _check(network, held_by, artifacts)
    event = Event.objects.create(
        network=network,
        name=name.strip(),
        held_on=held_on,
        held_by=held_by,
        audience=audience.strip(),
        people=people,
        place=place.strip(),
        note=note.strip(),
        key=key or uuid4(),
        label=label,
        source=source,
    )
    event.artifacts.set(artifacts)
    _note(event, "results.add_event", ["name", "held_on", "audience", "note", "artifacts"], by=by, at=at)
    if file is not None:
        add_attachment(kind="event", record_id=event.pk, file=file, by=by, at=at)
    return event


@transaction.atomic
def change_event(
    *,
    event: Event,
    version: int,
    name: str,
    by: Actor,
    at: datetime,
    held_on: date | None = None,
    held_by: Organization | None = None,
    audience: str = "",
    people: int | None = None,
    place: str = "",
    note: str = "",
    artifacts: Sequence[Artifact] = (),
) -> Event:
    """Say anew what was held, when, for whom and with which material.

    Raises:
        HolderOfAnotherNetwork, ArtifactOfAnotherNetwork: as when adding one.
        EventIsEvidence: it is evidence for a result and would lose what makes it so.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    event = Event.objects.select_for_update(of=("self",)).select_related("network").get(pk=event.pk)
    require(policies.may_keep_register(by, event.network))
    _check(event.network, held_by, artifacts)
    values = {
        "name": name.strip(),
        "held_on": held_on,
        "held_by_id": held_by.pk if held_by else None,
        "audience": audience.strip(),
        "people": people,
        "place": place.strip(),
        "note": note.strip(),
    }
    fields = set_changed(event, values, version)
    event.save(update_fields=[*fields, "version"])
    event.artifacts.set(artifacts)
    refuse_bare_evidence(event)
    _note(event, "results.change_event", [*fields, "artifacts"], by=by, at=at)
    return event


def _check(network: Group, held_by: Organization | None, artifacts: Sequence[Artifact]) -> None:
    if held_by is not None and held_by.network_id != network.pk:
        raise HolderOfAnotherNetwork
    if any(one.network_id != network.pk for one in artifacts):
        raise ArtifactOfAnotherNetwork


def _note(event: Event, verb: str, fields: list[str], *, by: Actor, at: datetime) -> None:
    write_entry(verb, about=event, by=by, at=at, group_id=event.network_id, fields=fields)
