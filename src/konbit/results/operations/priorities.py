"""Priorities and their baselines."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.foundation.texts import say, written
from konbit.network.models import Group
from konbit.network.queries import day_in
from konbit.results import policies
from konbit.results.conditions import refuse_other_addresses
from konbit.results.models import Priority, PriorityName
from konbit.results.queries import baseline_of


class PrioritiesBelongToTheNetwork(Refusal):
    code = "priorities_belong_to_the_network"
    says = _("Priorities belong to the whole network. Add them there, not in the group “%(group)s”.")


class PriorityCodeIsUsed(Refusal):
    code, field = "priority_code_is_used", "code"
    says = _(
        "The code “%(code)s” stands for another priority of this network. Choose another one, such as “%(other)s”."
    )


class BaselineSaysNothing(Refusal):
    code, kind, field = "baseline_says_nothing", Kind.UNREADABLE, "text"
    says = _("A baseline says how things stood. Write a statement, a value, or both.")


class BaselineLiesAhead(Refusal):
    code, kind, field = "baseline_lies_ahead", Kind.UNREADABLE, "on"
    says = _("A baseline looks back: %(typed)s is still to come. Write a day up to %(today)s.")


@transaction.atomic
def add_priority(
    *,
    network: Group,
    code: str,
    name: dict[str, Any] | str,
    by: Actor,
    at: datetime,
    label: str = "",
    source: str = "",
) -> Priority:
    """Add a priority after those the network has. A plain name is taken to be in the network's own language.

    Raises:
        PrioritiesBelongToTheNetwork: the group lies inside a network.
        PriorityCodeIsUsed: another priority has this code, whatever the capitals.
    """
    require(policies.may_keep_register(by, network))
    if network.parent_id is not None:
        raise PrioritiesBelongToTheNetwork(group=network.name)
    # One after the other: two people who add at once get two positions, and one code once.
    Group.objects.select_for_update().get(pk=network.pk)
    if network.priorities.filter(code__iexact=code).exists():
        raise PriorityCodeIsUsed(code=code, other=f"{code}2")
    texts = written(name, network.language) if isinstance(name, str) else name
    priority = Priority.objects.create(
        network=network,
        code=code,
        name=texts,
        position=network.priorities.count() + 1,
        label=label,
        source=source,
    )
    write_entry(
        "results.add_priority", about=priority, by=by, at=at, group_id=network.pk, fields=["code", "name"]
    )
    return priority


@transaction.atomic
def set_baseline(
    *,
    priority: Priority,
    version: int,
    by: Actor,
    at: datetime,
    text: str = "",
    value: str = "",
    on: date | None = None,
    source: str = "",
) -> Priority:
    """Write down how things stood before. Without a day or a source it is kept, and the priority stays flagged.

    Raises:
        BaselineSaysNothing: neither a statement nor a value was given.
        BaselineLiesAhead: its day is still to come.
        SourceIsNoAddress: nobody else could open its source.
        ChangedMeanwhile: somebody saved another baseline since `version`.
    """
    require(policies.may_keep_register(by, priority.network))
    priority = Priority.objects.select_for_update().select_related("network").get(pk=priority.pk)
    network = priority.network
    today = day_in(network, at)
    if not text.strip() and not value.strip():
        raise BaselineSaysNothing
    if on is not None and on > today:
        raise BaselineLiesAhead(typed=on.isoformat(), today=today.isoformat())
    refuse_other_addresses(source=source)
    if priority.version != version:
        theirs = {field: "" if said is None else str(said) for field, said in baseline_of(priority).items()}
        raise ChangedMeanwhile(theirs=theirs, version=priority.version)
    priority.baseline_text = written(text.strip(), network.language) if text.strip() else None
    priority.baseline_value, priority.baseline_on, priority.baseline_source = (
        value.strip(),
        on,
        source.strip(),
    )
    priority.version += 1
    fields = ["baseline_text", "baseline_value", "baseline_on", "baseline_source"]
    priority.save(update_fields=[*fields, "version"])
    write_entry("results.set_baseline", about=priority, by=by, at=at, group_id=network.pk, fields=fields)
    return priority


class PriorityIsCalledSo(Refusal):
    code, field = "priority_is_called_so", "name"
    says = _("This priority is called “%(name)s” already. Write another name.")


class PriorityNameIsUsed(Refusal):
    code, field = "priority_name_is_used", "name"
    says = _("Another priority of this network is called “%(name)s”. Write another name.")


@transaction.atomic
def rename_priority(*, priority: Priority, name: str, version: int, by: Actor, at: datetime) -> Priority:
    """Give a priority another name, in the network's own language. What was written before keeps the old one in sight.

    Raises:
        PriorityIsCalledSo, PriorityNameIsUsed: the name is its own, or another priority's.
        ChangedMeanwhile: somebody saved the priority since `version`.
    """
    priority = _locked(priority, by)
    network, name = priority.network, " ".join(name.split())
    called = say(priority.name, network.language).text
    if called == name:
        raise PriorityIsCalledSo(name=name)
    if priority.version != version:
        raise ChangedMeanwhile(theirs={"name": called}, version=priority.version)
    others = network.priorities.exclude(pk=priority.pk)
    if any(say(one.name, network.language).text.casefold() == name.casefold() for one in others):
        raise PriorityNameIsUsed(name=name)
    number = priority.names_before.count() + 1
    PriorityName.objects.create(priority=priority, number=number, name=priority.name, until=at)
    priority.name = written(name, network.language)
    if priority.label:
        # In an example, what somebody typed is no public record.
        priority.label, priority.source = "made_up", ""
    return _save(priority, "results.rename_priority", ["name", "label", "source"], by, at)


class AlreadyRetired(Refusal):
    code = "already_retired"
    says = _("This priority was retired already.")


class NotRetired(Refusal):
    code = "not_retired"
    says = _("This priority is not retired.")


@transaction.atomic
def retire_priority(*, priority: Priority, by: Actor, at: datetime) -> Priority:
    """From today on nothing new stands under this priority. What stands under it stays there.

    Raises:
        AlreadyRetired: it was retired before.
    """
    priority = _locked(priority, by)
    if priority.retired_on is not None:
        raise AlreadyRetired
    priority.retired_on = day_in(priority.network, at)
    return _save(priority, "results.retire_priority", ["retired_on"], by, at)


@transaction.atomic
def undo_retire_priority(*, priority: Priority, by: Actor, at: datetime) -> Priority:
    """Take up a retired priority again.

    Raises:
        NotRetired: it stands.
    """
    priority = _locked(priority, by)
    if priority.retired_on is None:
        raise NotRetired
    priority.retired_on = None
    return _save(priority, "results.undo_retire_priority", ["retired_on"], by, at)


def _locked(priority: Priority, by: Actor) -> Priority:
    priority = Priority.objects.select_for_update(of=("self",)).select_related("network").get(pk=priority.pk)
    require(policies.may_keep_register(by, priority.network))
    return priority


def _save(priority: Priority, verb: str, fields: list[str], by: Actor, at: datetime) -> Priority:
    priority.version += 1
    priority.save(update_fields=[*fields, "version"])
    write_entry(verb, about=priority, by=by, at=at, group_id=priority.network_id, fields=fields)
    return priority
