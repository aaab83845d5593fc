"""Who may see and do what with the money of a network."""

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import YES, Answer, no
from konbit.network.models import Group, Organization
from konbit.network.policies import may_change_group
from konbit.network.queries import groups_of, network_of


def may_see_money(by: Actor, network: Group) -> Answer:
    """Members of the network and of every group inside it see its money, each award and each duty."""
    if by.in_group(network.pk) or any(network_of(group).pk == network.pk for group in groups_of(by)):
        return YES
    return no("not_a_member", _("Only members of this network see this."))


def is_seated_for(by: Actor, organization: Organization | None) -> bool:
    """Whether the person holds a seat or a role of this organization, anywhere in its network."""
    if organization is None:
        return False
    # A double that was merged is the one that stayed.
    same = {organization.pk, organization.merged_into_id} - {None}
    return any(held.organization_id in same for held in by.memberships)


def may_keep_money(by: Actor, network: Group) -> Answer:
    """Conveners and facilitators look after the network's settings and what nobody else enters."""
    return may_change_group(by, network)


def may_give_for(by: Actor, organization: Organization) -> Answer:
    """An organization's own people award, change and pay what it gives; a convener or facilitator on its behalf."""
    if is_seated_for(by, organization) or may_keep_money(by, organization.network):
        return YES
    return no(
        "its_own_money",
        _("Only somebody who acts for the organization that gives this money, or a facilitator, may do this."),
    )


def may_work_for(by: Actor, organization: Organization) -> Answer:
    """What an organization did, spent and reports is entered by its own people, or by those who look after the network."""
    if is_seated_for(by, organization) or may_keep_money(by, organization.network):
        return YES
    return no(
        "its_own_work",
        _("Only somebody who acts for this organization, or a facilitator, may write this."),
    )
