"""A network's awards as a package of 360Giving. The same awards are the same bytes."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from konbit.exchange.giving_360 import VERSION
from konbit.exchange.queries.awarded import Awarded, awarded_in
from konbit.exchange.tables.grants_json import LABEL, MONEY_KIND, PLACE_AMOUNT, REGRANT, STATE
from konbit.foundation.texts import say
from konbit.grants.models import Award, AwardPlace
from konbit.grants.queries.networks import money_settings_of
from konbit.grants.steps import the_one_that_stays
from konbit.grants.words import AWARD_STATES, MONEY_KINDS
from konbit.network.models import Group, Organization
from konbit.network.words import LABELS


def prefix_of(network: Group) -> tuple[str, bool]:
    """The publisher's prefix in identifiers, and whether the network said it in its money settings. Its own short address
    stands in where it did not; that one is registered nowhere."""
    said = money_settings_of(network).publisher_prefix
    return (said, True) if said else (network.address, False)


def package_of(network: Group) -> dict[str, Any]:
    """The package, in the network's own language whoever takes it."""
    with translation.override(network.language):
        prefix, is_said = prefix_of(network)
        awarded = awarded_in(network)
        return {
            "version": VERSION,
            "title": _("Grants of %(network)s") % {"network": network.name},
            "description": _described(prefix, is_said=is_said),
            "publisher": {"name": network.name},
            **({"modified": moment(max(one.changed_at for one in awarded))} if awarded else {}),
            "grants": [_grant(one, prefix, network) for one in awarded],
        }


def _described(prefix: str, *, is_said: bool) -> str:
    if is_said:
        return _("Awards with what was paid and returned. Identifiers begin with 360G-%(prefix)s.") % {
            "prefix": prefix
        }
    return _(
        "Awards with what was paid and returned. The prefix “%(prefix)s” is the network’s short address; it is not "
        "registered with 360Giving."
    ) % {"prefix": prefix}


def identifier(prefix: str, award: Award) -> str:
    return f"360G-{prefix}-{award.code}"


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def exactly(cents: int) -> Decimal:
    """Whole cents as an amount with two digits after the point."""
    return Decimal(cents).scaleb(-2)


def _grant(one: Awarded, prefix: str, network: Group) -> dict[str, Any]:
    award = one.award
    grant = {
        "id": identifier(prefix, award),
        "title": award.title,
        "description": award.purpose or award.title,
        "currency": award.currency,
        "amountAwarded": exactly(award.cents),
        "amountDisbursed": exactly(one.disbursed),
        "awardDate": award.awarded_on.isoformat(),
        "plannedDates": _dates(award),
        "recipientOrganization": [_organization(award.recipient, prefix)],
        "fundingOrganization": [_organization(award.funder, prefix)],
        "beneficiaryLocation": [_place(place, award.currency) for place in award.places.all()],
        "grantProgramme": _program(award, network),
        "fundingType": [_class(MONEY_KIND, award.money_kind, MONEY_KINDS[award.money_kind])],
        "classifications": _classes(one),
        "relatedActivity": [identifier(prefix, one.parent)] if one.parent else [],
        "regrantType": one.regrant,
        "dateModified": moment(one.changed_at),
    }
    return {name: value for name, value in grant.items() if value not in ("", [])}


def _dates(award: Award) -> list[dict[str, str]]:
    days = {"startDate": award.starts_on, "endDate": award.ends_on}
    said = {name: day.isoformat() for name, day in days.items() if day is not None}
    return [said] if said else []


def _organization(organization: Organization, prefix: str) -> dict[str, str]:
    """No register's number is kept of an organization: it has an identifier of this publisher's own."""
    body = the_one_that_stays(organization)
    return {"id": f"360G-{prefix}-org-{body.pk}", "name": body.name}


def _place(place: AwardPlace, currency: str) -> dict[str, str]:
    told = {"name": place.community.name}
    if place.cents is not None:
        told["description"] = f"{PLACE_AMOUNT}{exactly(place.cents)} {currency}"
    return told


def _program(award: Award, network: Group) -> list[dict[str, str]]:
    if award.priority is None:
        return []
    return [{"code": award.priority.code, "title": say(award.priority.name, network.language).text}]


def _classes(one: Awarded) -> list[dict[str, str]]:
    award = one.award
    classes = [_class(STATE, award.state, AWARD_STATES[award.state])]
    if one.regrant and not one.regrant_is_confirmed:
        classes.append(_class(REGRANT, "our_reading", _("Our reading, not confirmed by the funder")))
    if award.label:
        classes.append(_class(LABEL, award.label, LABELS[award.label], award.source))
    return classes


def _class(vocabulary: str, code: str, title: Any, description: str = "") -> dict[str, str]:
    told = {"vocabulary": vocabulary, "code": code, "title": str(title)}
    return {**told, "description": description} if description else told
