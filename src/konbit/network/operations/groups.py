"""Found a network or a group inside one, and change its settings."""

from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.network import policies
from konbit.network.domain.nesting import would_be_own_ancestor
from konbit.network.models import Group, GroupMember, RoleHolding
from konbit.network.queries import day_in, network_of

# What the settings page may change, by name.
SETTINGS = (
    "name",
    "short_name",
    "purpose",
    "language",
    "languages",
    "time_zone",
    "working_days",
    "meets_from",
    "meets_until",
    "place",
    "meeting_link",
    "interval_days",
    "results_are_public",
)


class AddressIsUsed(Refusal):
    code, field = "address_is_used", "address"
    says = _("A group with the short address “%(address)s” is there already. Choose another one.")


class AGroupCannotBeInsideItself(Refusal):
    code, field = "group_inside_itself", "parent"
    says = _(
        "“%(group)s” cannot be placed inside itself or inside one of its own groups. Choose another group."
    )


class LiesInAnotherNetwork(Refusal):
    code, field = "lies_in_another_network", "parent"
    says = _("“%(parent)s” belongs to another network than “%(group)s”. Choose a group of the same network.")


class EndsBeforeItBegins(Refusal):
    code, kind, field = "ends_before_it_begins", Kind.UNREADABLE, "meets_until"
    says = _("Meetings end at %(ends)s, but begin at %(begins)s. Choose a later end.")


class LanguageNotAmongTheLanguages(Refusal):
    code, kind, field = "language_not_among_the_languages", Kind.UNREADABLE, "languages"
    says = _("The group's own language, %(language)s, must be among its languages. Tick it too.")


def _check_hours(begins: time | None, ends: time | None) -> None:
    if begins and ends and ends <= begins:
        raise EndsBeforeItBegins(begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}")


def _check_languages(own: str, languages: list[str]) -> None:
    if own not in languages:
        raise LanguageNotAmongTheLanguages(language=dict(settings.LANGUAGES).get(own, own))


def _found(
    *, by: Actor, at: datetime, founder: Person | None, roles: tuple[str, ...], **values: Any
) -> Group:
    if Group.objects.filter(address=values["address"]).exists():
        raise AddressIsUsed(address=values["address"])
    values.setdefault("languages", [values.get("language", "en")])
    _check_hours(values.get("meets_from"), values.get("meets_until"))
    _check_languages(values.get("language", "en"), values["languages"])
    group = Group.objects.create(founded_at=at, **values)
    for role in roles if founder else ():
        member = GroupMember.objects.create(group=group)
        RoleHolding.objects.create(
            member=member, group=group, role=role, person=founder, since=day_in(group, at)
        )
    write_entry("network.found_group", about=group, by=by, at=at, group_id=group.pk, fields=sorted(values))
    return group


@transaction.atomic
def found_network(*, founder: Person | None, by: Actor, at: datetime, **values: Any) -> Group:
    """Found a network: the topmost group. The founder becomes its convener and first facilitator.

    `values` are fields of the group: address, name, language and so on.

    Raises:
        AddressIsUsed, EndsBeforeItBegins, LanguageNotAmongTheLanguages.
    """
    require(policies.may_found_network(by))
    return _found(by=by, at=at, founder=founder, roles=("convener", "facilitator"), kind="network", **values)


@transaction.atomic
def found_group(*, parent: Group, founder: Person | None, by: Actor, at: datetime, **values: Any) -> Group:
    """Found a group inside another: a region, a partnership, a coalition or a working group, with its own interval.

    Raises:
        AddressIsUsed, EndsBeforeItBegins, LanguageNotAmongTheLanguages.
    """
    require(policies.may_convene(by, parent))
    return _found(by=by, at=at, founder=founder, roles=("convener", "facilitator"), parent=parent, **values)


@transaction.atomic
def change_settings(*, group: Group, version: int, by: Actor, at: datetime, **values: Any) -> Group:
    """Change a group's settings. They take effect from the next step on; meetings already set keep their own hours.

    Raises:
        ChangedMeanwhile: somebody saved other settings since `version`.
        EndsBeforeItBegins, LanguageNotAmongTheLanguages.
    """
    require(policies.may_change_group(by, group))
    group = Group.objects.select_for_update().get(pk=group.pk)
    changed = [name for name in SETTINGS if name in values and getattr(group, name) != values[name]]
    if "results_are_public" in changed:
        require(policies.may_convene(by, group))
    if group.version != version and changed:
        raise ChangedMeanwhile(theirs={name: getattr(group, name) for name in changed}, version=group.version)
    _check_hours(values.get("meets_from", group.meets_from), values.get("meets_until", group.meets_until))
    _check_languages(values.get("language", group.language), values.get("languages", group.languages))
    for name in changed:
        setattr(group, name, values[name])
    group.version += 1
    group.save(update_fields=[*changed, "version"])
    write_entry("network.change_settings", about=group, by=by, at=at, group_id=group.pk, fields=changed)
    return group


@transaction.atomic
def place_group(*, group: Group, parent: Group, by: Actor, at: datetime) -> Group:
    """Place a group inside another one of the network.

    Raises:
        AGroupCannotBeInsideItself: the new parent is the group, or lies inside it.
        LiesInAnotherNetwork: organizations and seats belong to one network.
    """
    require(policies.may_convene(by, group))
    require(policies.may_convene(by, parent))
    parent_of = dict(Group.objects.values_list("id", "parent_id"))
    if group.parent_id is None or would_be_own_ancestor(group.pk, parent.pk, parent_of):
        raise AGroupCannotBeInsideItself(group=group.name)
    if network_of(group) != network_of(parent):
        raise LiesInAnotherNetwork(group=group.name, parent=parent.name)
    group.parent = parent
    group.save(update_fields=["parent"])
    write_entry("network.place_group", about=group, by=by, at=at, group_id=group.pk, fields=["parent"])
    return group
