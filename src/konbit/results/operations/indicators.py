"""Indicators: what is measured, about whom, in which unit, which way is better, and what the network aims at."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.foundation.texts import written
from konbit.network.models import Group, Organization
from konbit.results import policies
from konbit.results.conditions import refuse_other_addresses
from konbit.results.models import Indicator, Priority, Result
from konbit.results.queries import indicator_as_typed


class IndicatorsBelongToTheNetwork(Refusal):
    code = "indicators_belong_to_the_network"
    says = _("Indicators belong to the whole network. Add them there, not in the group “%(group)s”.")


class IndicatorCodeIsUsed(Refusal):
    code, field = "indicator_code_is_used", "code"
    says = _(
        "The code “%(code)s” stands for another indicator of this network. Choose another one, such as “%(other)s”."
    )


class TiedToAnotherNetwork(Refusal):
    code = "tied_to_another_network"
    says = _("The priority, the result and the organization of an indicator belong to its own network.")


class StaffAreAnOrganizations(Refusal):
    code, kind, field = "staff_are_an_organizations", Kind.UNREADABLE, "organization"
    says = _(
        "Vacancy, turnover and pay of staff are an organization's. Say whose staff it is, and choose the level “%(level)s”."
    )


class GoalNeedsItsDay(Refusal):
    code, kind, field = "goal_needs_its_day", Kind.UNREADABLE, "goal_on"
    says = _("A goal needs a day by which it shall be reached. Write the day, or leave the goal empty.")


class GoalNeedsItsValue(Refusal):
    code, kind, field = "goal_needs_its_value", Kind.UNREADABLE, "goal_value"
    says = _("A day alone is no goal. Write the value to be reached, or leave both empty.")


@transaction.atomic
def add_indicator(
    *,
    network: Group,
    code: str,
    name: dict[str, Any] | str,
    unit: str,
    direction: str,
    population: str,
    by: Actor,
    at: datetime,
    level: str = "population",
    counts: str = "published",
    concerns_staff: bool = False,
    organization: Organization | None = None,
    priority: Priority | None = None,
    result: Result | None = None,
    note: str = "",
    label: str = "",
    source: str = "",
) -> Indicator:
    """Add a measured series, without figures. A plain name is taken to be in the network's own language.

    Raises:
        IndicatorsBelongToTheNetwork: the group lies inside a network.
        IndicatorCodeIsUsed: another indicator has this code, whatever the capitals.
        TiedToAnotherNetwork: a priority, result or organization of another network.
        StaffAreAnOrganizations: it is about staff, and nobody says whose.
    """
    require(policies.may_keep_register(by, network))
    if network.parent_id is not None:
        raise IndicatorsBelongToTheNetwork(group=network.name)
    # One after the other: two people who add at once get one code once.
    Group.objects.select_for_update().get(pk=network.pk)
    if network.indicators.filter(code__iexact=code).exists():
        raise IndicatorCodeIsUsed(code=code, other=f"{code}_2")
    indicator = Indicator(
        network=network,
        code=code,
        name=written(name.strip(), network.language) if isinstance(name, str) else name,
        unit=unit.strip(),
        direction=direction,
        population=population.strip(),
        level=level,
        counts=counts,
        concerns_staff=concerns_staff,
        organization=organization,
        priority=priority,
        result=result,
        note=note.strip(),
        label=label,
        source=source,
    )
    _check(indicator)
    indicator.save(force_insert=True)
    write_entry(
        "results.add_indicator",
        about=indicator,
        by=by,
        at=at,
        group_id=network.pk,
        fields=["code", "name", "unit", "direction", "level", "population", "counts"],
    )
    return indicator


@transaction.atomic
def change_indicator(
    *,
    indicator: Indicator,
    version: int,
    name: str,
    unit: str,
    direction: str,
    population: str,
    level: str,
    counts: str,
    by: Actor,
    at: datetime,
    concerns_staff: bool = False,
    organization: Organization | None = None,
    priority: Priority | None = None,
    result: Result | None = None,
    note: str = "",
) -> Indicator:
    """Say anew what an indicator is. Its code stays, since files and other programs know it by that.

    Raises:
        ChangedMeanwhile: somebody saved it since `version`.
        TiedToAnotherNetwork, StaffAreAnOrganizations: as when adding one.
    """
    indicator = _lock(indicator, version, by)
    said = dict(indicator.name)
    language = indicator.network.language
    if said.get(language, {}).get("text") != name.strip():
        said = written(name.strip(), language)
    values = {
        "name": said,
        "unit": unit.strip(),
        "direction": direction,
        "population": population.strip(),
        "level": level,
        "counts": counts,
        "concerns_staff": concerns_staff,
        "organization": organization,
        "priority": priority,
        "result": result,
        "note": note.strip(),
    }
    for field, value in values.items():
        setattr(indicator, field, value)
    _check(indicator)
    return _save(indicator, "results.change_indicator", list(values), by, at)


@transaction.atomic
def set_goal(
    *,
    indicator: Indicator,
    version: int,
    goal_value: Decimal | None,
    goal_on: date | None,
    goal_source: str = "",
    by: Actor,
    at: datetime,
) -> Indicator:
    """Say what value shall be reached by which day, and who set that goal; or take the goal away with both empty.

    Raises:
        GoalNeedsItsDay, GoalNeedsItsValue: one of the two is missing.
        SourceIsNoAddress: nobody else could open what sets it.
        ChangedMeanwhile: somebody saved the indicator since `version`.
    """
    indicator = _lock(indicator, version, by)
    if goal_value is not None and goal_on is None:
        raise GoalNeedsItsDay
    if goal_value is None and goal_on is not None:
        raise GoalNeedsItsValue
    refuse_other_addresses(goal_source=goal_source)
    indicator.goal_value, indicator.goal_on, indicator.goal_source = goal_value, goal_on, goal_source.strip()
    return _save(indicator, "results.set_goal", ["goal_value", "goal_on", "goal_source"], by, at)


def _lock(indicator: Indicator, version: int, by: Actor) -> Indicator:
    indicator = (
        Indicator.objects.select_for_update(of=("self",)).select_related("network").get(pk=indicator.pk)
    )
    require(policies.may_keep_register(by, indicator.network))
    if indicator.version != version:
        raise ChangedMeanwhile(theirs=indicator_as_typed(indicator), version=indicator.version)
    return indicator


def _save(indicator: Indicator, verb: str, fields: list[str], by: Actor, at: datetime) -> Indicator:
    indicator.version += 1
    indicator.save(update_fields=[*fields, "version"])
    write_entry(verb, about=indicator, by=by, at=at, group_id=indicator.network_id, fields=fields)
    return indicator


def _check(indicator: Indicator) -> None:
    network = indicator.network
    tied = [
        indicator.priority and indicator.priority.network_id,
        indicator.result and indicator.result.priority.network_id,
        indicator.organization and indicator.organization.network_id,
    ]
    if any(one is not None and one != network.pk for one in tied):
        raise TiedToAnotherNetwork
    if indicator.concerns_staff and (indicator.organization is None or indicator.level != "organization"):
        raise StaffAreAnOrganizations(level=indicator.get_level_display())
