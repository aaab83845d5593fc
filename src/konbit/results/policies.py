"""Who may keep the register of priorities and results."""

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import YES, Answer, no
from konbit.meetings.models import Commitment
from konbit.network.models import Group
from konbit.network.policies import may_see_group_publicly


def may_keep_register(by: Actor, network: Group) -> Answer:
    """Conveners and facilitators add priorities, baselines and results."""
    if by.has_role(network.pk, "convener", "facilitator") or by.channel == "command":
        return YES
    return no("register_keepers_only", _("Only a convener or a facilitator of this network may do this."))


def may_change_rung(by: Actor, network: Group) -> Answer:
    """Those who keep the register, and whoever holds a seat with a vote: results are the members' own."""
    votes = any(held.votes and held.group_id == network.pk for held in by.memberships)
    if votes or may_keep_register(by, network):
        return YES
    return no(
        "voting_members_only",
        _(
            "Only a convener, a facilitator or the holder of a seat with a vote may change where a result stands."
        ),
    )


def may_say_what_serves(by: Actor, network: Group, commitment: Commitment) -> Answer:
    """The owner of the commitment, where they may see the register, and those who keep it."""
    is_owner = by.holds(commitment.owner_id) and may_see_group_publicly(by, network)
    if is_owner or may_keep_register(by, network):
        return YES
    return no(
        "owner_or_register_keeper",
        _("Only the owner of a commitment, a convener or a facilitator says which result it serves."),
    )
