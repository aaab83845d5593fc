"""Who may keep the register of priorities and results."""

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import YES, Answer, no
from konbit.meetings.models import Commitment
from konbit.network.models import Group, Organization
from konbit.network.policies import may_see_group_publicly
from konbit.results.models import Result


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


def may_speak_for(by: Actor, organization: Organization) -> Answer:
    """Those who keep the register, and whoever holds a seat of this organization in its network."""
    if is_seated_for(by, organization) or may_keep_register(by, organization.network):
        return YES
    return no(
        "its_seat_or_register_keeper",
        _("Only a convener, a facilitator or the holder of a seat of this organization may write this."),
    )


def may_write_contribution(by: Actor, network: Group, organization: Organization | None) -> Answer:
    """An organization's seat writes down the part it had itself; those who keep the register, everybody's."""
    if organization is None:
        return may_keep_register(by, network)
    return may_speak_for(by, organization)


def is_seated_for(by: Actor, organization: Organization) -> bool:
    """Whether the person holds a seat of this organization in its network."""
    # A double that was merged is the one that stayed.
    same = {organization.pk, organization.merged_into_id} - {None}
    return any(
        held.kind == "seat" and held.group_id == organization.network_id and held.organization_id in same
        for held in by.memberships
    )


def may_plan_result(by: Actor, result: Result) -> Answer:
    """Those who keep the register, and whoever sees to the result now."""
    if by.holds(result.owner_id) or may_keep_register(by, result.priority.network):
        return YES
    return no(
        "owner_of_the_result_or_register_keeper",
        _("Only a convener, a facilitator or the member who sees to this result may plan it."),
    )


def may_publish_statement(by: Actor, network: Group) -> Answer:
    """A version of the shared future is published by the convener, who signs for the network."""
    if by.has_role(network.pk, "convener") or by.channel == "command":
        return YES
    return no("convener_publishes", _("Only the convener of this network publishes the shared future."))


def may_affirm_for(by: Actor, organization: Organization) -> Answer:
    """Only the holder of a seat of the organization speaks for it: nobody affirms in another's name."""
    if is_seated_for(by, organization):
        return YES
    return no(
        "seat_of_the_organization_only",
        _("Only the holder of a seat of this organization says what it stands behind."),
    )
