"""Which commitments serve which result: what their owners answer is news for it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal, require
from konbit.meetings.models import Commitment
from konbit.network.queries import network_of
from konbit.results import policies
from konbit.results.models import Result, ServedBy


class ServesAnotherNetwork(Refusal):
    code, field = "serves_another_network", "commitment"
    says = _("This commitment was made in another network. Choose one of this network.")


class CommitmentIsOver(Refusal):
    code, field = "commitment_is_over", "commitment"
    says = _("This commitment is over, so it begins to serve nothing now. Choose one that is open.")


@transaction.atomic
def tie_commitment(*, result: Result, commitment: Commitment, by: Actor, at: datetime) -> ServedBy:
    """Say that a commitment serves a result. Said twice, it stands once.

    Raises:
        NotAllowed: neither who keeps the register nor the commitment's owner.
        ServesAnotherNetwork: the result belongs to another network.
        CommitmentIsOver: it is no longer open.
    """
    require(policies.may_say_what_serves(by, result.priority.network, commitment))
    if network_of(commitment.meeting.group).pk != result.priority.network_id:
        raise ServesAnotherNetwork
    if commitment.withdrawn_at or commitment.state not in ("proposed", "accepted"):
        raise CommitmentIsOver
    tie, is_new = ServedBy.objects.get_or_create(result=result, commitment=commitment)
    if is_new:
        _write("results.tie_commitment", tie, by, at)
    return tie


@transaction.atomic
def untie_commitment(*, result: Result, commitment: Commitment, by: Actor, at: datetime) -> None:
    """Say that a commitment does not serve a result after all.

    Raises:
        NotAllowed: neither who keeps the register nor the commitment's owner.
    """
    require(policies.may_say_what_serves(by, result.priority.network, commitment))
    tie = ServedBy.objects.filter(result=result, commitment=commitment).first()
    if tie is not None:
        _write("results.untie_commitment", tie, by, at)
        tie.delete()


def _write(action: str, tie: ServedBy, by: Actor, at: datetime) -> None:
    write_entry(
        action,
        about=tie,
        by=by,
        at=at,
        group_id=tie.result.priority.network_id,
        fields=["result", "commitment"],
        unnamed=tie.commitment.item.is_no_names,
    )
