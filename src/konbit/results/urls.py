"""Addresses of the results room."""

from django.urls import path

from konbit.results.pages import register, serving

urlpatterns = [
    path("groups/<slug:address>/results/", register.results, name="results"),
    path("groups/<slug:address>/results/<slug:code>/", register.result, name="result"),
    path("groups/<slug:address>/results/<slug:code>/serving/", serving.add_serving, name="add_serving"),
    path("commitments/<uuid:commitment_id>/serves/", serving.serves, name="serves"),
    path(
        "commitments/<uuid:commitment_id>/serves/<slug:code>/end/",
        serving.end_serving,
        name="end_serving",
    ),
    path("groups/<slug:address>/priorities/<slug:code>/", register.priority, name="priority"),
    path(
        "groups/<slug:address>/priorities/<slug:code>/baseline/", register.set_baseline, name="set_baseline"
    ),
    path("groups/<slug:address>/add-priority/", register.add_priority, name="add_priority"),
    path("groups/<slug:address>/add-result/", register.add_result, name="add_result"),
]
