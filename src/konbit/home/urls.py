"""Addresses of the home room."""

from django.urls import path

from konbit.home import agenda_pages, operating_pages, pages, search_pages
from konbit.home.tour_pages import tour_page

urlpatterns = [
    path("", pages.front_page, name="front_page"),
    path("tour/", tour_page, name="tour"),
    path("search/", search_pages.search_page, name="search"),
    path("me/", pages.my_page, name="my_page"),
    path("me/kept/", pages.throw_away_kept, name="throw_away"),
    path("groups/<slug:address>/", pages.group, name="group"),
    path("groups/<slug:address>/trail/", pages.group_audit, name="group_audit"),
    path("meetings/<uuid:meeting_id>/agenda/draft/", agenda_pages.build, name="build_draft"),
    path("installation/", pages.installation, name="installation"),
    path("installation/networks/new/", pages.new_network, name="new_network"),
    path("installation/running/", operating_pages.operating_page, name="operating"),
    path(
        "installation/running/jobs/<uuid:job_id>/<slug:decision>/",
        operating_pages.decide_on_job,
        name="decide_on_job",
    ),
    path("installation/running/jobs/<slug:decision>/", operating_pages.decide_on_jobs, name="decide_on_jobs"),
    path("installation/running/backups/new/", operating_pages.new_backup, name="new_backup"),
    path("installation/running/backups/<str:name>/", operating_pages.restore, name="restore"),
    path("demo/seat/<slug:key>/", pages.take_seat, name="take_seat"),
    path("demo/clock/", pages.demo_clock, name="demo_clock"),
]
