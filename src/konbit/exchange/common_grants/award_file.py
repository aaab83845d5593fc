"""A network's awards and organizations as a file of CommonGrants. The same records are the same bytes."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from konbit.exchange.common_grants import VERSION
from konbit.exchange.giving_360.package import exactly, moment
from konbit.exchange.queries.awarded import Awarded, awarded_in
from konbit.grants.models import Award
from konbit.grants.steps import the_one_that_stays
from konbit.grants.words import MONEY_KINDS
from konbit.network.models import Group, Organization
from konbit.network.words import LABELS

STATES = {"active": "awarded", "completed": "completed", "cancelled": "cancelled"}


def award_file_of(network: Group) -> dict[str, Any]:
    """The file, in the network's own language whoever takes it."""
    with translation.override(network.language):
        awarded = awarded_in(network)
        return {
            "commonGrants": VERSION,
            "name": _("Grants of %(network)s") % {"network": network.name},
            "awards": [_award(one) for one in awarded],
            "organizations": _organizations(awarded),
            "customFields": {"passedOn": _passed_on(awarded), "labels": _labels(awarded)},
        }


def _award(one: Awarded) -> dict[str, Any]:
    award = one.award
    return {
        "id": str(award.pk),
        "title": award.title,
        "identifiers": {"otherIds": {"awd:konbit:code": _code(award)}},
        "description": award.purpose or award.title,
        "status": {"value": STATES[award.state]},
        "funding": {
            "details": str(MONEY_KINDS[award.money_kind]),
            "awardedAmount": _money(award.cents, award.currency),
            "disbursedAmount": _money(one.disbursed, award.currency),
        },
        "keyDates": _dates(award),
        "funders": {"primary": _reference(award.funder)},
        "recipientOrganizations": {"primary": _reference(award.recipient)},
        "createdAt": moment(one.began_at),
        "lastModifiedAt": moment(one.changed_at),
    }


def _code(award: Award) -> dict[str, Any]:
    return {"registry": {"code": "awd:konbit:code"}, "id": award.code}


def _money(cents: int, currency: str) -> dict[str, str]:
    return {"amount": str(exactly(cents)), "currency": currency}


def _dates(award: Award) -> dict[str, Any]:
    dates = {
        "awardDate": {
            "name": _("Day of the award"),
            "eventType": "singleDate",
            "date": award.awarded_on.isoformat(),
        }
    }
    if award.starts_on and award.ends_on:
        dates["periodOfPerformance"] = {
            "name": _("Term"),
            "eventType": "dateRange",
            "startDate": award.starts_on.isoformat(),
            "endDate": award.ends_on.isoformat(),
        }
    return dates


def _reference(organization: Organization) -> dict[str, str]:
    body = the_one_that_stays(organization)
    return {"id": str(body.pk), "name": body.name}


def _organizations(awarded: list[Awarded]) -> list[dict[str, str]]:
    """Every organization that gives or receives, once."""
    bodies = (body for one in awarded for body in (one.award.funder, one.award.recipient))
    found = {one["id"]: one for one in map(_reference, bodies)}
    return [found[key] for key in sorted(found)]


def _passed_on(awarded: list[Awarded]) -> dict[str, Any]:
    links = [
        {"award": str(one.award.pk), "from": str(one.parent.pk), "regrantType": one.regrant}
        for one in awarded
        if one.parent
    ]
    return {
        "name": "passedOn",
        "fieldType": "array",
        "value": links,
        "description": _("Which award is passed on from which."),
    }


def _labels(awarded: list[Awarded]) -> dict[str, Any]:
    labels = [
        {"award": str(one.award.pk), "label": one.award.label, "says": str(LABELS[one.award.label])}
        for one in awarded
        if one.award.label
    ]
    return {
        "name": "labels",
        "fieldType": "array",
        "value": labels,
        "description": _("In an example: whether an award is public record, our reading, or made up."),
    }
