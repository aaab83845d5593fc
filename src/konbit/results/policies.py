"""Who may keep the register of priorities and results."""

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import YES, Answer, no
from konbit.meetings.models import Commitment
from konbit.network.models import Community, Group, Organization
from konbit.network.policies import may_see_group_publicly
from konbit.network.queries import is_inside
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


# --- change agendas, long-term outcomes, alignment, plans of funders ---


def may_see_agendas(by: Actor, network: Group) -> Answer:
    """Members of the network and of every group inside it see its change agendas, outcomes, alignment and plans."""
    if is_inside(by, network):
        return YES
    return no("not_a_member", _("Only members of this network see this."))


def acts_for(by: Actor, organization: Organization) -> bool:
    """Whether the person holds a seat or a role of this organization, in any group of its network."""
    # A double that was merged is the one that stayed.
    same = {organization.pk, organization.merged_into_id} - {None}
    return any(held.organization_id in same for held in by.memberships)


def may_edit_agenda(by: Actor, community: Community) -> Answer:
    """Only the community partnership: its seats, its convener and its facilitator. Never a funder."""
    funders = {held.organization_id for held in by.memberships if held.role == "funder"} - {None}
    ours = [
        held
        for held in by.in_this_group(community.partnership_id)
        if held.role != "funder" and held.organization_id not in funders
    ]
    if any(held.kind == "seat" or held.role in ("convener", "facilitator") for held in ours):
        return YES
    if by.channel == "command":
        return YES
    return no(
        "community_partnership_only",
        _(
            "Only the community's own partnership writes, publishes and closes its change agenda. "
            "Others can comment on it."
        ),
    )


def may_comment(by: Actor, network: Group) -> Answer:
    """Comments are organizations': whoever acts for one of the network's comments in its name."""
    ours = [held.organization_id for held in by.memberships if held.organization_id is not None]
    if ours and network.organizations.filter(pk__in=ours).exists():
        return YES
    return no(
        "comments_are_organizations",
        _("A comment is made in the name of an organization, and you act for none of this network."),
    )


def may_comment_for(by: Actor, organization: Organization, network: Group) -> Answer:
    """Whoever acts for an organization of the network comments in its name."""
    if organization.network_id == network.pk and (acts_for(by, organization) or by.channel == "command"):
        return YES
    return no("its_own_comment", _("Only somebody who acts for this organization comments in its name."))


def may_propose_alignment(by: Actor, community: Community) -> Answer:
    """The community partnership proposes. A funder asks, and never proposes on a community's behalf."""
    if may_edit_agenda(by, community):
        return YES
    return no(
        "community_proposes",
        _(
            "Only the community proposes that a strategy meets an outcome. "
            "If you think that one does, ask the community with a comment on its change agenda."
        ),
    )


def may_answer_alignment(by: Actor, funder: Organization) -> Answer:
    """Only the funder whose outcome it is confirms an alignment, or says why not."""
    if acts_for(by, funder) or by.channel == "command":
        return YES
    return no(
        "funder_confirms",
        _("Only somebody who acts for the funder of this outcome confirms the alignment, or says why not."),
    )


def may_keep_for_funder(by: Actor, funder: Organization) -> Answer:
    """A funder's outcomes and plans are kept by its own people, or by those who keep the register."""
    if acts_for(by, funder) or may_keep_register(by, funder.network):
        return YES
    return no(
        "the_funders_own",
        _("Only somebody who acts for this funder, a convener or a facilitator may write this."),
    )
