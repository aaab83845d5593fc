"""Addresses of the funding pipeline."""

from django.urls import path

from konbit.grants.pages import pipeline

_MONEY = "groups/<slug:address>/money/"
_SOURCE = f"{_MONEY}funding/<uuid:source_id>/"
_PURSUIT = f"{_MONEY}pursuits/<uuid:pursuit_id>/"

urlpatterns = [
    path(f"{_MONEY}funding/", pipeline.funding, name="funding"),
    path(f"{_MONEY}funding/new/", pipeline.new_funding_source, name="new_funding_source"),
    path(_SOURCE, pipeline.funding_source, name="funding_source"),
    path(f"{_SOURCE}change/", pipeline.change_funding_source, name="change_funding_source"),
    path(f"{_SOURCE}pursue/", pipeline.new_pursuit, name="new_pursuit"),
    path(f"{_MONEY}pursuits/", pipeline.pursuits, name="pursuits"),
    path(_PURSUIT, pipeline.pursuit, name="pursuit"),
    path(f"{_PURSUIT}change/", pipeline.change_pursuit, name="change_pursuit"),
    path(f"{_PURSUIT}next/", pipeline.move_pursuit, name="move_pursuit"),
    path(f"{_PURSUIT}back/", pipeline.undo_move_pursuit, name="undo_move_pursuit"),
    path(f"{_PURSUIT}stages/<int:number>/", pipeline.correct_days, name="correct_days"),
    path(f"{_PURSUIT}award/", pipeline.tie_award, name="tie_award"),
]
