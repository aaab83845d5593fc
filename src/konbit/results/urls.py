"""Addresses of the results room."""

from django.urls import path

from konbit.results import pages, serving_pages

urlpatterns = [
    path("groups/<slug:address>/results/", pages.results, name="results"),
    path("groups/<slug:address>/results/<slug:code>/", pages.result, name="result"),
    path("groups/<slug:address>/results/<slug:code>/serving/", serving_pages.add_serving, name="add_serving"),
    path("commitments/<uuid:commitment_id>/serves/", serving_pages.serves, name="serves"),
    path(
        "commitments/<uuid:commitment_id>/serves/<slug:code>/end/",
        serving_pages.end_serving,
        name="end_serving",
    ),
    path("groups/<slug:address>/priorities/<slug:code>/", pages.priority, name="priority"),
    path("groups/<slug:address>/priorities/<slug:code>/baseline/", pages.set_baseline, name="set_baseline"),
    path("groups/<slug:address>/add-priority/", pages.add_priority, name="add_priority"),
    path("groups/<slug:address>/add-result/", pages.add_result, name="add_result"),
]
