"""Who had a part in a result, as one person sees it."""

from dataclasses import dataclass
from uuid import UUID

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.network.models import Group, Organization
from konbit.network.queries import organizations_of
from konbit.results import policies
from konbit.results.models import Contribution, Result


@dataclass(frozen=True)
class Part:
    """One line of the list, and whether this person may correct it."""

    contribution: Contribution
    may_correct: bool


def parts_in(by: Actor, result: Result) -> list[Part]:
    """Everybody who had a part in the result, in the order in which it was written down."""
    network = result.priority.network
    found = (
        result.contributions.filter(withdrawn_at=None)
        .select_related("organization__network", "organization__merged_into")
        .order_by("written_at", "did")
    )
    return [Part(one, bool(policies.may_write_contribution(by, network, one.organization))) for one in found]


def contribution_in(network: Group, contribution_id: UUID) -> Contribution:
    """A contribution to a result of this network; a withdrawn one too.

    Raises:
        NotFound: it is none of this network.
    """
    found = (
        Contribution.objects.select_related("result__priority__network", "organization__network")
        .filter(pk=contribution_id, result__priority__network=network)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def organizations_spoken_for(by: Actor, network: Group) -> list[Organization]:
    """The organizations about which this person may write: all for who keeps the register, else those of their seats."""
    found = organizations_of(network)
    if policies.may_keep_register(by, network):
        return found
    return [one for one in found if policies.is_seated_for(by, one)]
