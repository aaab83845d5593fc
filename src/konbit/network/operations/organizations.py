"""Organizations and communities: added, corrected, merged when doubled, and un-merged."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Refusal, require
from konbit.foundation.texts import plain_name
from konbit.network import policies
from konbit.network.models import Community, Group, Organization, OrganizationMerge, RoleHolding, Seat


class OrganizationIsThere(Refusal):
    code, field = "organization_is_there", "name"
    says = _("“%(name)s” is in this network already. Choose it from the list, or write another name.")


class CommunityIsThere(Refusal):
    code, field = "community_is_there", "name"
    says = _("The community “%(name)s” is in this network already.")


class MergeNeedsTwo(Refusal):
    code, field = "merge_needs_two", "doubled"
    says = _("Choose two different organizations: one that stays, and its double.")


class AlreadyMerged(Refusal):
    code, field = "already_merged", "doubled"
    says = _("“%(name)s” was merged already. Take that merge back first.")


class MergeAlreadyUndone(Refusal):
    code = "merge_already_undone"
    says = _("This merge was taken back already.")


@transaction.atomic
def add_organization(
    *,
    network: Group,
    name: str,
    by: Actor,
    at: datetime,
    short_name: str = "",
    sector: str = "other",
    within: Group | None = None,
    label: str = "",
    source: str = "",
) -> Organization:
    """Add an organization to a network. `within` names the group that brings it in, when not the network itself.

    Raises:
        OrganizationIsThere: one of that name is there, whatever the capitals.
    """
    require(policies.may_change_group(by, within or network))
    name = " ".join(plain_name(name).split())
    if network.organizations.filter(name__iexact=name, merged_into=None).exists():
        raise OrganizationIsThere(name=name)
    organization = Organization.objects.create(
        network=network,
        name=name,
        short_name=plain_name(short_name),
        sector=sector,
        label=label,
        source=source,
    )
    write_entry(
        "network.add_organization",
        about=organization,
        by=by,
        at=at,
        group_id=network.pk,
        fields=["name", "sector"],
    )
    return organization


@transaction.atomic
def change_organization(
    *,
    organization: Organization,
    name: str,
    short_name: str,
    sector: str,
    version: int,
    by: Actor,
    at: datetime,
) -> Organization:
    """Correct an organization's name, short name or sector.

    Raises:
        OrganizationIsThere: another one has that name.
        ChangedMeanwhile: somebody saved another correction since `version`.
    """
    require(policies.may_change_group(by, organization.network))
    organization = Organization.objects.select_for_update().select_related("network").get(pk=organization.pk)
    values = {
        "name": " ".join(plain_name(name).split()),
        "short_name": plain_name(short_name),
        "sector": sector,
    }
    changed = [field for field, value in values.items() if getattr(organization, field) != value]
    if organization.version != version and changed:
        theirs = {field: getattr(organization, field) for field in changed}
        raise ChangedMeanwhile(theirs=theirs, version=organization.version)
    same_name = organization.network.organizations.filter(name__iexact=values["name"], merged_into=None)
    if same_name.exclude(pk=organization.pk).exists():
        raise OrganizationIsThere(name=values["name"])
    for field in changed:
        setattr(organization, field, values[field])
    organization.version += 1
    organization.save(update_fields=[*changed, "version"])
    write_entry(
        "network.change_organization",
        about=organization,
        by=by,
        at=at,
        group_id=organization.network_id,
        fields=changed,
    )
    return organization


@transaction.atomic
def merge_organizations(
    *, kept: Organization, doubled: Organization, by: Actor, at: datetime
) -> OrganizationMerge:
    """Merge a doubled organization into the one that stays: its seats and roles move over, with all their history.

    Raises:
        MergeNeedsTwo: both are the same row, or of two networks.
        AlreadyMerged: one of them was merged before.
    """
    require(policies.may_convene(by, kept.network))
    if kept.pk == doubled.pk or kept.network_id != doubled.network_id:
        raise MergeNeedsTwo
    for organization in (kept, doubled):
        if organization.merged_into_id is not None:
            raise AlreadyMerged(name=organization.name)
    seats, roles = Seat.objects.filter(organization=doubled), RoleHolding.objects.filter(organization=doubled)
    moved = {
        "seats": [str(pk) for pk in seats.values_list("pk", flat=True)],
        "roles": [str(pk) for pk in roles.values_list("pk", flat=True)],
    }
    seats.update(organization=kept)
    roles.update(organization=kept)
    doubled.merged_into = kept
    doubled.save(update_fields=["merged_into"])
    merge = OrganizationMerge.objects.create(kept=kept, doubled=doubled, merged_at=at, moved=moved)
    write_entry(
        "network.merge_organizations",
        about=merge,
        by=by,
        at=at,
        group_id=kept.network_id,
        fields=sorted(moved),
    )
    return merge


@transaction.atomic
def undo_merge(*, merge: OrganizationMerge, by: Actor, at: datetime) -> OrganizationMerge:
    """Take a merge back: what it moved, and only that, belongs to the double again.

    Raises:
        MergeAlreadyUndone: somebody took it back before.
        AlreadyMerged: the one that stayed was merged itself since; the later merge is taken back first.
    """
    require(policies.may_convene(by, merge.kept.network))
    merge = OrganizationMerge.objects.select_for_update().select_related("kept", "doubled").get(pk=merge.pk)
    if merge.undone_at is not None:
        raise MergeAlreadyUndone
    if merge.kept.merged_into_id is not None:
        raise AlreadyMerged(name=merge.kept.name)
    Seat.objects.filter(pk__in=merge.moved["seats"]).update(organization=merge.doubled)
    RoleHolding.objects.filter(pk__in=merge.moved["roles"]).update(organization=merge.doubled)
    merge.doubled.merged_into = None
    merge.doubled.save(update_fields=["merged_into"])
    merge.undone_at = at
    merge.save(update_fields=["undone_at"])
    write_entry(
        "network.undo_merge", about=merge, by=by, at=at, group_id=merge.kept.network_id, fields=["undone_at"]
    )
    return merge


@transaction.atomic
def add_community(
    *,
    network: Group,
    name: str,
    by: Actor,
    at: datetime,
    region: Group | None = None,
    partnership: Group | None = None,
    label: str = "",
    source: str = "",
) -> Community:
    """Add a community: a place, in a region or none, with its partnership or none yet.

    Raises:
        CommunityIsThere: one of that name is in the network.
    """
    require(policies.may_change_group(by, network))
    name = " ".join(plain_name(name).split())
    if network.communities.filter(name__iexact=name).exists():
        raise CommunityIsThere(name=name)
    community = Community.objects.create(
        network=network, name=name, region=region, partnership=partnership, label=label, source=source
    )
    write_entry("network.add_community", about=community, by=by, at=at, group_id=network.pk, fields=["name"])
    return community
