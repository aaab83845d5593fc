"""The register of artifacts, and who received which."""

from uuid import UUID

from django.db.models import Count, QuerySet

from konbit.foundation.refusals import NotFound
from konbit.network.models import Group
from konbit.results.models import Artifact, ArtifactReceipt


def artifacts_of(network: Group) -> QuerySet[Artifact]:
    """The network's artifacts by name, each knowing how many received it."""
    return network.artifacts.annotate(receivers=Count("receipts")).order_by("name")


def artifact_in(network: Group, artifact_id: UUID) -> Artifact:
    """An artifact of this network.

    Raises:
        NotFound: it is none of this network.
    """
    found = network.artifacts.select_related("network").filter(pk=artifact_id).first()
    if found is None:
        raise NotFound
    return found


def receipts_of(artifact: Artifact) -> QuerySet[ArtifactReceipt]:
    """Who received it, in the order of the days."""
    return artifact.receipts.select_related("organization").order_by(
        "received_on", "organization__name", "receiver"
    )


def receipt_of(artifact: Artifact, receipt_id: UUID) -> ArtifactReceipt:
    """A receipt of this artifact.

    Raises:
        NotFound: it is none of this artifact.
    """
    found = artifact.receipts.select_related("artifact").filter(pk=receipt_id).first()
    if found is None:
        raise NotFound
    return found
