"""Which artifacts and events are evidence for which results."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.network.queries import day_in
from konbit.results import policies
from konbit.results.models import Artifact, Event, EvidenceTie, Result
from konbit.results.queries.events import missing_of, words_for_missing


class EvidenceOfAnotherNetwork(Refusal):
    code, field = "evidence_of_another_network", "evidence"
    says = _("This belongs to another network. Choose something of this network.")


class EventSaysTooLittle(Refusal):
    code, kind, field = "event_says_too_little", Kind.UNREADABLE, "evidence"
    says = _(
        "“%(name)s” cannot be evidence yet. Missing: %(missing)s. Write it on the event's page, then choose it here."
    )


class EventLiesAhead(Refusal):
    code, kind, field = "event_lies_ahead", Kind.UNREADABLE, "evidence"
    says = _("“%(name)s” is on %(day)s, which is still to come. It can be evidence once it was held.")


@transaction.atomic
def tie_artifact(*, result: Result, artifact: Artifact, by: Actor, at: datetime) -> EvidenceTie:
    """Say that a document, a map or a form is evidence for a result. Said twice, it stands once.

    Raises:
        EvidenceOfAnotherNetwork: it stands on another network's register.
    """
    require(policies.may_change_rung(by, result.priority.network))
    if artifact.network_id != result.priority.network_id:
        raise EvidenceOfAnotherNetwork
    tie, is_new = EvidenceTie.objects.get_or_create(result=result, artifact=artifact, defaults={"at": at})
    if is_new:
        _note(tie, "results.tie_artifact", "artifact", by=by, at=at)
    return tie


@transaction.atomic
def tie_event(*, result: Result, event: Event, by: Actor, at: datetime) -> EvidenceTie:
    """Say that an event is evidence for a result. Said twice, it stands once.

    Raises:
        EvidenceOfAnotherNetwork: it is another network's.
        EventSaysTooLittle: its day, its audience or its material is missing.
        EventLiesAhead: it was not held yet.
    """
    network = result.priority.network
    require(policies.may_change_rung(by, network))
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.network_id != network.pk:
        raise EvidenceOfAnotherNetwork
    if missing := missing_of(event):
        raise EventSaysTooLittle(name=event.name, missing=words_for_missing(missing))
    if event.held_on > day_in(network, at):
        raise EventLiesAhead(name=event.name, day=event.held_on.isoformat())
    tie, is_new = EvidenceTie.objects.get_or_create(result=result, event=event, defaults={"at": at})
    if is_new:
        _note(tie, "results.tie_event", "event", by=by, at=at)
    return tie


@transaction.atomic
def end_tie(*, tie: EvidenceTie, by: Actor, at: datetime) -> None:
    """Say that something is no evidence for a result after all."""
    require(policies.may_change_rung(by, tie.result.priority.network))
    tie = EvidenceTie.objects.select_related("result__priority").filter(pk=tie.pk).first()
    if tie is not None:
        _note(tie, "results.end_tie", "artifact" if tie.artifact_id else "event", by=by, at=at)
        tie.delete()


def _note(tie: EvidenceTie, verb: str, what: str, *, by: Actor, at: datetime) -> None:
    network_id = tie.result.priority.network_id
    write_entry(verb, about=tie, by=by, at=at, group_id=network_id, fields=["result", what])
