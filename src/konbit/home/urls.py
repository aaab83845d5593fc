"""Addresses of the home room."""

from django.urls import path

from konbit.home import pages
from konbit.home.tour_pages import tour_page

urlpatterns = [
    path("", pages.front_page, name="front_page"),
    path("tour/", tour_page, name="tour"),
    path("me/", pages.my_page, name="my_page"),
    path("me/kept/", pages.throw_away_kept, name="throw_away"),
    path("groups/<slug:address>/", pages.group, name="group"),
    path("groups/<slug:address>/trail/", pages.group_audit, name="group_audit"),
    path("installation/", pages.installation, name="installation"),
    path("installation/networks/new/", pages.new_network, name="new_network"),
    path("demo/seat/<slug:key>/", pages.take_seat, name="take_seat"),
    path("demo/clock/", pages.demo_clock, name="demo_clock"),
]
