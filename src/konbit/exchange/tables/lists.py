"""The lists that pages show, as single tables: the same rows as the page, for the same reader."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from konbit.exchange.archive.indicators import INDICATOR_COLUMNS, indicator_rows
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.grants.queries.networks import money_network, open_network
from konbit.grants.queries.trail import TRAIL_COLUMNS, trail_rows
from konbit.grants.queries.work import ACTIVITY_COLUMNS, activities_of, activity_rows
from konbit.meetings.queries import commitments_for, meetings_of
from konbit.network import policies
from konbit.network.models import Group
from konbit.network.queries import (
    day_in,
    group_for,
    members_of,
    network_of,
    organizations_of,
    public_group,
)
from konbit.results.exports import exported_results

Rows = tuple[tuple[str, ...], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True)
class List:
    """One table: what it is called, what it holds, and the door to it: who reads it, as its page decides it."""

    title: str | Promise
    holds: str | Promise
    rows: Callable[[Group, Actor, datetime], Rows]
    door: Callable[[Actor, str], Group] = group_for

    def is_open(self, by: Actor, group: Group) -> bool:
        """Whether this reader gets the table of this group."""
        try:
            self.door(by, group.address)
        except NotFound:
            return False
        return True


def _members(group: Group, by: Actor, at: datetime) -> Rows:
    """One row for each person in a seat or a role, and for each seat that nobody holds. Addresses only for those who
    look after the members."""
    bodies = {one.pk: one.name for one in network_of(group).organizations.all()}
    looks_after = bool(policies.may_change_group(by, group))
    header = ("organization", "title", "name", "role", "votes", *(("email",) if looks_after else ()))
    rows = []
    for member in members_of(group, day_in(group, at)):
        body = bodies.get(member.organization_id, "")
        title = member.name if member.kind == "seat" and not body else ""
        for person in member.people or (None,):
            name, email = (person.name, person.email or "") if person else ("", "")
            rows.append((body, title, name, member.role, member.votes, *((email,) if looks_after else ())))
    return header, rows


def _organizations(group: Group, _by: Actor, _at: datetime) -> Rows:
    return ("name", "short_name", "sector"), [
        (one.name, one.short_name, one.sector) for one in organizations_of(group)
    ]


def _commitments(group: Group, by: Actor, _at: datetime) -> Rows:
    header = ("wording", "owner", "due_on", "state", "progress", "carried", "captured_on")
    return header, [
        (
            one.wording,
            "" if one.item.is_no_names else one.owner.name,
            one.due_on,
            one.state,
            one.progress,
            one.carried,
            day_in(group, one.captured_at),
        )
        for one in commitments_for(by, group)
    ]


def _meetings(group: Group, _by: Actor, _at: datetime) -> Rows:
    header = ("number", "day", "starts_at", "ends_at", "place", "link", "state", "missed_because")
    return header, [
        (one.number, one.day, one.starts_at, one.ends_at, one.place, one.link, one.state, one.missed_because)
        for one in meetings_of(group)
    ]


def _results(group: Group, _by: Actor, _at: datetime) -> Rows:
    found = exported_results(group)
    header = tuple(found[0]) if found else ("id", "priority", "level", "rung", "text")
    return header, [tuple(_in_a_cell(value) for value in row.values()) for row in found]


def _in_a_cell(value: Any) -> Any:
    return " ".join(str(one) for one in value) if isinstance(value, list) else value


def _indicators(group: Group, _by: Actor, _at: datetime) -> Rows:
    return INDICATOR_COLUMNS, [
        tuple(row[name] for name in INDICATOR_COLUMNS) for row in indicator_rows([group])
    ]


def _money_trail(group: Group, _by: Actor, _at: datetime) -> Rows:
    return TRAIL_COLUMNS, trail_rows(group)


def _activities(group: Group, _by: Actor, _at: datetime) -> Rows:
    return ACTIVITY_COLUMNS, activity_rows(activities_of(group).iterator(2000))


LISTS = {
    "members": List(_("Members"), _("Seats and roles, and who holds them today."), _members),
    "organizations": List(_("Organizations"), _("The organizations of the network."), _organizations),
    "meetings": List(_("Meetings"), _("All meetings of the group, with day, place and state."), _meetings),
    "commitments": List(
        _("Commitments"), _("What was promised, by whom and by when, and how it stands."), _commitments
    ),
    "results": List(
        _("Results"),
        _("Every result with its priority, its rung and what shows it."),
        _results,
        door=public_group,
    ),
    "indicators": List(
        _("Indicators"), _("Every published figure, small counts withheld."), _indicators, door=public_group
    ),
    "money_trail": List(
        _("Money trail"),
        _("Every award with who received it, for what, who decided it and which interests they declared."),
        _money_trail,
        door=lambda _by, address: open_network(address),
    ),
    "activities": List(
        _("Activities"),
        _("What organizations did with money, with who did it and under which award."),
        _activities,
        door=money_network,
    ),
}
