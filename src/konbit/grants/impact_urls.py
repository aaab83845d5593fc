"""Addresses of what money is meant to reach, and of what a funder's plans answer."""

from django.urls import path

from konbit.grants.pages import impact

_MONEY = "groups/<slug:address>/money/"

urlpatterns = [
    # The address is a network's, a region's or a community partnership's.
    path(f"{_MONEY}impact/", impact.impact, name="impact"),
    path(f"{_MONEY}plans/<uuid:plan_id>/", impact.plan_answers, name="plan_answers"),
]
