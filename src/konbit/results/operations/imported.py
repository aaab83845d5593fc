"""What a list says of results and indicators beyond what their own verbs do, and how it is taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entries, write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal, require
from konbit.foundation.texts import written
from konbit.network.models import Group
from konbit.results import policies
from konbit.results.models import Figure, Indicator, Result, ResultChange

# What a list may say anew of a result and of a figure, and what is put back.
OF_A_RESULT = ("text", "level", "note")


class ChangedSinceTheList(Refusal):
    code = "changed_since_the_list"
    says = _("“%(name)s” was used or changed since the import. It stays as it is.")


@transaction.atomic
def reword_result(*, result: Result, by: Actor, at: datetime, **values: Any) -> Result:
    """Say a result's text, level or note anew, as a list has them. Where it stands is a step of its own."""
    network = result.priority.network
    require(policies.may_keep_register(by, network))
    result = Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    if isinstance(values.get("text"), str):
        values["text"] = written(values["text"].strip(), network.language)
    for name in OF_A_RESULT:
        if name in values:
            setattr(result, name, values[name])
    result.version += 1
    result.save(update_fields=[*values, "version"])
    write_entry(
        "results.reword_result", about=result, by=by, at=at, group_id=network.pk, fields=sorted(values)
    )
    return result


@transaction.atomic
def remove_result(*, result: Result, version: int, by: Actor, at: datetime) -> None:
    """Remove a result that a list brought in, as long as nothing was done with it.

    Raises:
        ChangedSinceTheList: it took a step, or something stands on it.
    """
    network = result.priority.network
    require(policies.may_keep_register(by, network))
    if result.version != version or result.served_by.exists():
        raise ChangedSinceTheList(name=result.code)
    write_entry("results.remove_result", about=result, by=by, at=at, group_id=network.pk, fields=["code"])
    _delete(result, result.code)


@transaction.atomic
def remove_results(*, network: Group, versions: Mapping[UUID, int], by: Actor, at: datetime) -> None:
    """Remove many results that a list brought in, each with the version it came with: all or none.

    Raises:
        ChangedSinceTheList: one of them took a step, or something stands on it.
    """
    require(policies.may_keep_register(by, network))
    there = Result.objects.filter(pk__in=list(versions), priority__network=network)
    found = list(there.order_by("pk"))
    used = there.filter(served_by__isnull=False).first()
    changed = used or next((one for one in found if one.version != versions[one.pk]), None)
    if changed is not None:
        raise ChangedSinceTheList(name=changed.code)
    write_entries("results.remove_result", about=found, by=by, at=at, group_id=network.pk, fields=["code"])
    try:
        with transaction.atomic():
            there.delete()
    except ProtectedError as fault:
        raise ChangedSinceTheList(name=network.name) from fault


@transaction.atomic
def put_result_back(*, result: Result, version: int, before: dict[str, Any], by: Actor, at: datetime) -> None:
    """Put back what stood before a list changed a result; the step it took, if any, is taken out of its history.

    Raises:
        ChangedSinceTheList: somebody changed it since.
    """
    network = result.priority.network
    require(policies.may_keep_register(by, network))
    result = Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    if result.version != version:
        raise ChangedSinceTheList(name=result.code)
    if before["rung"] != result.rung:
        ResultChange.objects.filter(result=result).order_by("-number")[:1].get().delete()
    result = _put_back(result, before)
    fields = sorted(before)
    write_entry("results.put_result_back", about=result, by=by, at=at, group_id=network.pk, fields=fields)


@transaction.atomic
def remove_figure(*, figure: Figure, version: int, by: Actor, at: datetime) -> None:
    """Remove a figure that a list brought in, as long as nobody corrected it.

    Raises:
        ChangedSinceTheList: somebody changed it since.
    """
    network = figure.indicator.network
    require(policies.may_keep_register(by, network))
    if figure.version != version:
        raise ChangedSinceTheList(name=figure.indicator.code)
    fields = ["value", "period_start", "period_end", "place"]
    write_entry("results.remove_figure", about=figure, by=by, at=at, group_id=network.pk, fields=fields)
    _delete(figure, figure.indicator.code)


@transaction.atomic
def put_figure_back(*, figure: Figure, version: int, before: dict[str, Any], by: Actor, at: datetime) -> None:
    """Put back what stood before a list changed a figure.

    Raises:
        ChangedSinceTheList: somebody changed it since.
    """
    network = figure.indicator.network
    require(policies.may_keep_register(by, network))
    if figure.version != version:
        raise ChangedSinceTheList(name=figure.indicator.code)
    figure = _put_back(figure, before)
    fields = sorted(before)
    write_entry("results.put_figure_back", about=figure, by=by, at=at, group_id=network.pk, fields=fields)


@transaction.atomic
def remove_indicator(*, indicator: Indicator, version: int, by: Actor, at: datetime) -> None:
    """Remove an indicator that a list brought in, once it has no figures.

    Raises:
        ChangedSinceTheList: it has figures of others, or somebody changed it.
    """
    require(policies.may_keep_register(by, indicator.network))
    if indicator.version != version:
        raise ChangedSinceTheList(name=indicator.code)
    group_id = indicator.network_id
    write_entry("results.remove_indicator", about=indicator, by=by, at=at, group_id=group_id, fields=["code"])
    _delete(indicator, indicator.code)


def _put_back[Row: Any](row: Row, before: dict[str, Any]) -> Row:
    for name, value in before.items():
        # Kept as text, in the form in which a column reads it.
        setattr(row, name, row._meta.get_field(name).to_python(value))
    row.version += 1
    row.save(update_fields=[*before, "version"])
    return row


def _delete(row: Model, name: str) -> None:
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError as fault:
        raise ChangedSinceTheList(name=name) from fault
