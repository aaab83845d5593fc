"""Addresses of the public money trail and the interests behind it."""

from django.urls import path

from konbit.grants.pages import interests, trail

urlpatterns = [
    path("money/", trail.money_trails, name="money_trails"),
    path("money/<slug:address>/", trail.money_trail, name="money_trail"),
    path("groups/<slug:address>/money/interests/<uuid:interest_id>/", interests.interest, name="interest"),
]
