"""Who may do what in a group."""

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.models import Attachment
from konbit.foundation.refusals import YES, Answer, no
from konbit.network.models import Group, Organization


def may_see_group(by: Actor, group: Group) -> Answer:
    """Members see their own group and no other."""
    return YES if by.in_group(group.pk) else no("not_a_member", _("Only members of this group see this."))


def may_see_group_publicly(by: Actor, group: Group) -> Answer:
    """A group that shows its results shows its name and results to everybody."""
    return YES if group.results_are_public else may_see_group(by, group)


def may_found_network(by: Actor) -> Answer:
    """The operator founds networks; an example loads by command."""
    if by.is_operator or by.channel == "command":
        return YES
    return no("operator_only", _("Only an operator of this installation may found a network."))


def may_change_group(by: Actor, group: Group) -> Answer:
    """Conveners and facilitators look after members and settings."""
    if by.has_role(group.pk, "convener", "facilitator") or by.channel == "command":
        return YES
    return no("convener_only", _("Only a convener or a facilitator of this group may do this."))


def may_convene(by: Actor, group: Group) -> Answer:
    """Naming facilitators, founding groups and deciding what the public sees is the convener's."""
    if by.has_role(group.pk, "convener") or by.channel == "command":
        return YES
    return no("only_the_convener", _("Only the convener of this group may do this."))


def may_remove_file(by: Actor, attachment: Attachment, group: Group) -> Answer:
    """Who added a file takes it away, or a facilitator or convener of the group it belongs to."""
    is_own = by.person_id is not None and by.person_id == attachment.added_by_id
    if is_own or by.has_role(group.pk, "facilitator", "convener"):
        return YES
    return no("not_your_file", _("Only who added this file, or a facilitator of this group, takes it away."))


def may_speak_for(by: Actor, network: Group, *organizations: Organization) -> Answer:
    """The holder of a seat of one of these organizations, anywhere in the network, speaks for it; for all of them those
    who look after the network."""
    ours = {organization.pk for organization in organizations}
    if any(held.kind == "seat" and held.organization_id in ours for held in by.memberships):
        return YES
    if may_change_group(by, network):
        return YES
    return no(
        "their_own_organization",
        _("Only the holder of a seat of that organization, a convener or a facilitator may do this."),
    )


def may_write_need(by: Actor, group: Group, *organizations: Organization | None) -> Answer:
    """A group's own need is written by those who look after it; an organization's also by the holder of its seat."""
    ours = {organization.pk for organization in organizations if organization is not None}
    if any(held.kind == "seat" and held.organization_id in ours for held in by.memberships):
        return YES
    return may_change_group(by, group)
