"""Saving over what somebody else may have saved meanwhile: found out before anything is overwritten."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from django.db.models import Model

from konbit.foundation.refusals import ChangedMeanwhile

NO_TIES: Mapping[str, Collection[Model]] = MappingProxyType({})


def set_changed(
    row: Model,
    values: Mapping[str, Any],
    version: int,
    ties: Mapping[str, Collection[Model]] = NO_TIES,
    by_code: Collection[str] = (),
) -> list[str]:
    """Set what differs on the row, which the caller has locked and saves; answers the names of what differed.

    `ties` are the rows it is to be tied to; the caller sets them. A form knows those of `by_code` by their codes, and
    all others by their keys.

    Raises:
        ChangedMeanwhile: something would be overwritten that was saved after `version`.
    """
    fields = [name for name, value in values.items() if getattr(row, name) != value]
    tied = [name for name, rows in ties.items() if set(getattr(row, name).all()) != set(rows)]
    if (fields or tied) and row.version != version:
        theirs: dict[str, Any] = {name.removesuffix("_id"): _as_typed(getattr(row, name)) for name in fields}
        for name in tied:
            there = getattr(row, name).all()
            theirs[name] = [one.code if name in by_code else str(one.pk) for one in there]
        raise ChangedMeanwhile(theirs=theirs, version=row.version)
    for name in fields:
        setattr(row, name, values[name])
    row.version += 1
    return fields + tied


def _as_typed(value: Any) -> str:
    # A form knows a row by its key.
    value = value.pk if isinstance(value, Model) else value
    return "" if value is None else str(value)
