"""Addresses of the results room."""

from django.urls import path

from konbit.results import agenda_urls
from konbit.results.evidence_urls import standing_behind
from konbit.results.pages import (
    indicators,
    long_goals,
    priorities,
    register,
    report,
    road_map,
    serving,
    shared_future,
)

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
    path("groups/<slug:address>/indicators/", indicators.all_indicators, name="indicators"),
    path("groups/<slug:address>/add-indicator/", indicators.add_indicator, name="add_indicator"),
    path("groups/<slug:address>/indicators/<slug:code>/", indicators.indicator, name="indicator"),
    path(
        "groups/<slug:address>/indicators/<slug:code>/change/",
        indicators.change_indicator,
        name="change_indicator",
    ),
    path("groups/<slug:address>/indicators/<slug:code>/goal/", indicators.set_goal, name="set_goal"),
    path(
        "groups/<slug:address>/indicators/<slug:code>/figures/",
        indicators.record_figure,
        name="record_figure",
    ),
    path("groups/<slug:address>/figures/<uuid:figure_id>/", indicators.correct_figure, name="correct_figure"),
    path(
        "groups/<slug:address>/figures/<uuid:figure_id>/publish/",
        indicators.publish_figure,
        name="publish_figure",
    ),
    path(
        "groups/<slug:address>/figures/<uuid:figure_id>/baseline/",
        indicators.mark_baseline,
        name="mark_baseline",
    ),
    path("groups/<slug:address>/long-goal/", long_goals.long_goal, name="long_goal"),
    path("groups/<slug:address>/long-goal/change/", long_goals.set_long_goal, name="set_long_goal"),
    path("groups/<slug:address>/long-goal/milestones/", long_goals.add_milestone, name="add_milestone"),
    path(
        "groups/<slug:address>/long-goal/milestones/<uuid:milestone_id>/",
        long_goals.reach_milestone,
        name="reach_milestone",
    ),
    path("groups/<slug:address>/results/<slug:code>/plan/", road_map.plan, name="plan_result"),
    path("groups/<slug:address>/road-map/", road_map.road_map, name="road_map"),
    path("groups/<slug:address>/shared-future/", shared_future.shared_future, name="shared_future"),
    path("groups/<slug:address>/shared-future/write/", shared_future.write, name="write_statement"),
    path(
        "groups/<slug:address>/shared-future/<int:number>/",
        shared_future.shared_future,
        name="shared_future_version",
    ),
    path(
        "groups/<slug:address>/shared-future/<int:number>/publish/",
        shared_future.publish,
        name="publish_statement",
    ),
    path(
        "groups/<slug:address>/shared-future/<int:number>/affirm/",
        shared_future.affirm,
        name="affirm_statement",
    ),
    path(
        "groups/<slug:address>/affirmations/<uuid:affirmation_id>/withdraw/",
        shared_future.withdraw,
        name="withdraw_affirmation",
    ),
    path("groups/<slug:address>/report/", report.report, name="report"),
    path("groups/<slug:address>/report/<uuid:meeting_id>/", report.report, name="report_of_cycle"),
    path(
        "groups/<slug:address>/priorities/<slug:code>/name/",
        priorities.rename_priority,
        name="rename_priority",
    ),
    path(
        "groups/<slug:address>/priorities/<slug:code>/retire/",
        priorities.retire_priority,
        name="retire_priority",
    ),
    path(
        "groups/<slug:address>/priorities/<slug:code>/take-up/",
        priorities.undo_retire_priority,
        name="undo_retire_priority",
    ),
    *standing_behind,
    *agenda_urls.urlpatterns,
]
