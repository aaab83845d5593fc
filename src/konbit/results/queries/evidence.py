"""What stands behind a result: artifacts with their receivers, and events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from konbit.foundation.refusals import NotFound
from konbit.network.models import Group
from konbit.results.models import Artifact, ArtifactReceipt, Event, EvidenceTie, Result


@dataclass(frozen=True)
class Evidence:
    """A tie between a result and what is evidence for it."""

    tie: EvidenceTie
    artifact: Artifact | None
    event: Event | None
    receipts: Sequence[ArtifactReceipt] = ()


def evidence_for(result: Result) -> list[Evidence]:
    """Artifacts by name with who received them and when, then events, the newest first."""
    ties = list(
        EvidenceTie.objects.filter(result=result)
        .select_related("artifact", "event__held_by")
        .prefetch_related("artifact__receipts__organization")
    )
    artifacts = sorted((tie for tie in ties if tie.artifact), key=lambda tie: tie.artifact.name)
    events = sorted((tie for tie in ties if tie.event), key=lambda tie: tie.event.held_on, reverse=True)
    return [Evidence(tie, tie.artifact, None, tuple(tie.artifact.receipts.all())) for tie in artifacts] + [
        Evidence(tie, None, tie.event) for tie in events
    ]


def evidence_choices(result: Result) -> list[tuple[str, Any]]:
    """Artifacts and events of the network that are not tied to the result yet, for a form."""
    network = result.priority.network
    artifacts = network.artifacts.exclude(evidence_ties__result=result).order_by("name")
    events = network.events.exclude(evidence_ties__result=result).order_by("-held_on", "name")
    groups = [
        (_("Documents"), [(f"artifact:{one.pk}", one.name) for one in artifacts]),
        (_("Events"), [(f"event:{one.pk}", one.name) for one in events]),
    ]
    return [(name, choices) for name, choices in groups if choices]


def tie_in(network: Group, tie_id: UUID) -> EvidenceTie:
    """A tie of a result of this network.

    Raises:
        NotFound: it is none.
    """
    found = (
        EvidenceTie.objects.select_related("result__priority__network")
        .filter(pk=tie_id, result__priority__network=network)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def results_shown_by(ties: Any) -> list[Result]:
    """The results for which something is evidence, in the register's order. Takes the ties of an artifact or event."""
    found = ties.select_related("result__priority__network").order_by(
        "result__priority__position", "result__code"
    )
    return [tie.result for tie in found]
