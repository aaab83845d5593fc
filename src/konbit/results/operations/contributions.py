"""Who had a part in a result: written down, corrected, withdrawn. A contribution, never the cause."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.network.models import Organization
from konbit.results import policies
from konbit.results.changing import set_changed
from konbit.results.conditions import refuse_other_addresses
from konbit.results.models import Contribution, Result


class ContributionIsSomebodys(Refusal):
    code, kind, field = "contribution_is_somebodys", Kind.UNREADABLE, "body"
    says = _("Say who had a part: choose an organization, or write another body.")


class ContributionIsOneBodys(Refusal):
    code, kind, field = "contribution_is_one_bodys", Kind.UNREADABLE, "body"
    says = _("One line holds the part of one body. Choose an organization or write another body, not both.")


class ContributorOfAnotherNetwork(Refusal):
    code, field = "contributor_of_another_network", "organization"
    says = _("This organization is in another network. Write its name as another body.")


class ContributionIsWithdrawn(Refusal):
    code = "contribution_is_withdrawn"
    says = _("This contribution was withdrawn meanwhile.")


@transaction.atomic
def add_contribution(
    *,
    result: Result,
    did: str,
    says_who: str,
    by: Actor,
    at: datetime,
    organization: Organization | None = None,
    body: str = "",
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Contribution:
    """Write down that an organization, or another body, had a part in a result: what it did, and who says so.

    Raises:
        NotAllowed: neither who keeps the register nor the holder of a seat of this organization.
        ContributionIsSomebodys, ContributionIsOneBodys, ContributorOfAnotherNetwork: whose part it was is not clear.
        SourceIsNoAddress: nobody else could open what says so.
    """
    network = result.priority.network
    require(policies.may_write_contribution(by, network, organization))
    if key and (there := Contribution.objects.filter(key=key).first()):
        return there
    _check(result, organization, body, says_who)
    contribution = Contribution.objects.create(
        result=result,
        organization=organization,
        body=body.strip(),
        did=did.strip(),
        says_who=says_who.strip(),
        written_by_id=by.person_id,
        written_at=at,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    _note(contribution, "results.add_contribution", ["organization", "body", "did", "says_who"], by=by, at=at)
    return contribution


@transaction.atomic
def correct_contribution(
    *,
    contribution: Contribution,
    version: int,
    did: str,
    says_who: str,
    by: Actor,
    at: datetime,
    organization: Organization | None = None,
    body: str = "",
) -> Contribution:
    """Say better whose part it was, what was done, or who says so.

    Raises:
        NotAllowed: not allowed for whose part it was, or for whose it shall be.
        ContributionIsWithdrawn: it stands no more.
        ContributionIsSomebodys, ContributionIsOneBodys, ContributorOfAnotherNetwork, SourceIsNoAddress: as when
        adding one.
        ChangedMeanwhile: somebody corrected it since `version`.
    """
    contribution = _locked(contribution, by)
    network = contribution.result.priority.network
    require(policies.may_write_contribution(by, network, organization))
    if contribution.withdrawn_at is not None:
        raise ContributionIsWithdrawn
    _check(contribution.result, organization, body, says_who)
    values = {
        "organization_id": organization.pk if organization else None,
        "body": body.strip(),
        "did": did.strip(),
        "says_who": says_who.strip(),
    }
    fields = set_changed(contribution, values, version)
    contribution.save(update_fields=[*fields, "version"])
    _note(contribution, "results.correct_contribution", fields, by=by, at=at)
    return contribution


@transaction.atomic
def withdraw_contribution(*, contribution: Contribution, by: Actor, at: datetime) -> Contribution:
    """Take it off the list; it stays written down. Withdrawn twice, it is withdrawn once."""
    contribution = _locked(contribution, by)
    if contribution.withdrawn_at is None:
        contribution.withdrawn_at = at
        contribution.save(update_fields=["withdrawn_at"])
        _note(contribution, "results.withdraw_contribution", ["withdrawn_at"], by=by, at=at)
    return contribution


@transaction.atomic
def undo_withdraw_contribution(*, contribution: Contribution, by: Actor, at: datetime) -> Contribution:
    """Put a withdrawn contribution back on the list."""
    contribution = _locked(contribution, by)
    if contribution.withdrawn_at is not None:
        contribution.withdrawn_at = None
        contribution.save(update_fields=["withdrawn_at"])
        _note(contribution, "results.undo_withdraw_contribution", ["withdrawn_at"], by=by, at=at)
    return contribution


def _locked(contribution: Contribution, by: Actor) -> Contribution:
    contribution = (
        Contribution.objects.select_for_update(of=("self",))
        .select_related("result__priority__network", "organization__network")
        .get(pk=contribution.pk)
    )
    network = contribution.result.priority.network
    require(policies.may_write_contribution(by, network, contribution.organization))
    return contribution


def _check(result: Result, organization: Organization | None, body: str, says_who: str) -> None:
    if organization is None and not body.strip():
        raise ContributionIsSomebodys
    if organization is not None and body.strip():
        raise ContributionIsOneBodys
    if organization is not None and organization.network_id != result.priority.network_id:
        raise ContributorOfAnotherNetwork
    refuse_other_addresses(says_who=says_who)


def _note(contribution: Contribution, verb: str, fields: list[str], *, by: Actor, at: datetime) -> None:
    network_id = contribution.result.priority.network_id
    write_entry(verb, about=contribution, by=by, at=at, group_id=network_id, fields=fields)
