"""The example networks. They are loaded once in a process, by every verb there is; each later test gets the same rows."""

from functools import partial

from django.apps import apps

from konbit.home.operations.example import load_maln
from konbit.home.operations.example_best_start import load_best_start
from konbit.network.queries import group_by_address
from tests.makers import AT, SHELL

_kept = {}


def maln(*, with_meetings=True):
    """The Mississippi network, nine days before a meeting."""
    return _standing("maln", partial(load_maln, by=SHELL, at=AT, with_meetings=with_meetings), with_meetings)


def best_start():
    """The network of Los Angeles."""
    return _standing("best_start", partial(load_best_start, by=SHELL, at=AT))


def _standing(address, load, *how):
    key = (address, *how)
    if key in _kept:
        for model, rows in _kept[key]:
            model._base_manager.bulk_create(rows)
    else:
        models = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]
        before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in models}
        load()
        came = ((model, model._base_manager.exclude(pk__in=before[model])) for model in models)
        _kept[key] = [(model, list(rows)) for model, rows in came if rows]
    return group_by_address(address)
