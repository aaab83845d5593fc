"""Saving over what somebody else may have saved meanwhile: found out before anything is overwritten."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from konbit.foundation.refusals import ChangedMeanwhile


def set_changed(row: Model, values: Mapping[str, Any], version: int) -> list[str]:
    """Set what differs on the row, which the caller has locked and saves; answers the names of what differed.

    Raises:
        ChangedMeanwhile: something would be overwritten that was saved after `version`.
    """
    fields = [name for name, value in values.items() if getattr(row, name) != value]
    if fields and row.version != version:
        theirs = {name.removesuffix("_id"): _as_typed(getattr(row, name)) for name in fields}
        raise ChangedMeanwhile(theirs=theirs, version=row.version)
    for name in fields:
        setattr(row, name, values[name])
    row.version += 1
    return fields


def _as_typed(value: Any) -> str:
    return "" if value is None else str(value)
