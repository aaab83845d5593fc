"""Offers and asks: what an organization can do for others, and what it looks for."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.network import policies
from konbit.network.models import Community, Group, Offer, Organization
from konbit.network.queries import day_in


class OfferEndsBefore(Refusal):
    code, kind, field = "offer_ends_before", Kind.UNREADABLE, "until"
    says = _("The last day, %(until)s, lies before %(since)s. Choose a later one, or leave it empty.")


class OfferIsOver(Refusal):
    code, kind, field = "offer_is_over", Kind.UNREADABLE, "until"
    says = _(
        "%(until)s has passed, so nobody would find it. Choose a day from %(today)s on, or leave it empty."
    )


class OrganizationOfAnotherNetwork(Refusal):
    code, kind, field = "organization_of_another_network", Kind.UNREADABLE, "organization"
    says = _("Choose an organization of this network.")


@transaction.atomic
def make_offer(
    *,
    network: Group,
    organization: Organization,
    kind: str,
    what: str,
    by: Actor,
    at: datetime,
    is_ask: bool = False,
    communities: Sequence[Community] = (),
    since: date | None = None,
    until: date | None = None,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Offer:
    """Say what an organization can do for others, or asks of them; in some communities, or everywhere.

    It stands from `since` (today, if not said) through `until`, or until it is taken back.

    Raises:
        OrganizationOfAnotherNetwork, OfferEndsBefore, OfferIsOver.
    """
    require(policies.may_speak_for(by, network, organization))
    if key and (there := Offer.objects.filter(key=key).first()):
        return there
    if organization.network_id != network.pk or any(one.network_id != network.pk for one in communities):
        raise OrganizationOfAnotherNetwork
    today = day_in(network, at)
    since = since or today
    if until is not None and until < since:
        raise OfferEndsBefore(until=until.isoformat(), since=since.isoformat())
    if until is not None and until < today:
        raise OfferIsOver(until=until.isoformat(), today=today.isoformat())
    offer = Offer.objects.create(
        network=network,
        organization=organization,
        is_ask=is_ask,
        kind=kind,
        what=what.strip(),
        since=since,
        until=until,
        said_by_id=by.person_id,
        said_at=at,
        label=label,
        source=source,
        **({"key": key} if key else {}),
    )
    offer.communities.set(communities)
    fields = ["organization", "kind", "what", "communities", "since", "until"]
    write_entry("network.make_offer", about=offer, by=by, at=at, group_id=network.pk, fields=fields)
    return offer


@transaction.atomic
def withdraw_offer(*, offer: Offer, by: Actor, at: datetime) -> Offer:
    """Take an offer or an ask back: nobody finds it any more. Doing it twice changes nothing more."""
    return _stand("network.withdraw_offer", offer, stands=False, by=by, at=at)


@transaction.atomic
def restore_offer(*, offer: Offer, by: Actor, at: datetime) -> Offer:
    """Let an offer or an ask that was taken back stand again. Doing it twice changes nothing more."""
    return _stand("network.restore_offer", offer, stands=True, by=by, at=at)


def _stand(action: str, offer: Offer, *, stands: bool, by: Actor, at: datetime) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",)).select_related("network", "organization")
    found = rows.get(pk=offer.pk)
    require(policies.may_speak_for(by, found.network, found.organization))
    if stands != (found.withdrawn_at is None):
        found.withdrawn_at = None if stands else at
        found.save(update_fields=["withdrawn_at"])
        write_entry(action, about=found, by=by, at=at, group_id=found.network_id, fields=["withdrawn_at"])
    return found
