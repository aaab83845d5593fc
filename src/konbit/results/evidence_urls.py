"""Addresses of what stands behind results: contributions, documents, events, career ladders, pilots."""

from django.urls import path

from konbit.results.pages import artifacts, career_ladders, contributions, events, evidence, pilots

GROUP = "groups/<slug:address>/"
RESULT = GROUP + "results/<slug:code>/"
ARTIFACT = GROUP + "documents/<uuid:artifact_id>/"
EVENT = GROUP + "events/<uuid:event_id>/"
LADDER = GROUP + "career-ladders/<uuid:ladder_id>/"
PILOT = GROUP + "pilots/<uuid:pilot_id>/"
PART = GROUP + "contributions/<uuid:contribution_id>/"

standing_behind = [
    path(RESULT + "contributions/", contributions.add_contribution, name="add_contribution"),
    path(PART, contributions.correct_contribution, name="correct_contribution"),
    path(PART + "withdraw/", contributions.withdraw_contribution, name="withdraw_contribution"),
    path(PART + "restore/", contributions.undo_withdraw_contribution, name="undo_withdraw_contribution"),
    path(RESULT + "evidence/", evidence.add_evidence, name="add_evidence"),
    path(RESULT + "check/", evidence.check_result, name="check_result"),
    path(GROUP + "evidence/<uuid:tie_id>/end/", evidence.end_evidence, name="end_evidence"),
    path(GROUP + "documents/", artifacts.artifacts, name="artifacts"),
    path(GROUP + "documents/new/", artifacts.new_artifact, name="new_artifact"),
    path(ARTIFACT, artifacts.artifact, name="artifact"),
    path(ARTIFACT + "change/", artifacts.change_artifact, name="change_artifact"),
    path(ARTIFACT + "receivers/", artifacts.add_receiver, name="add_receiver"),
    path(ARTIFACT + "receivers/<uuid:receipt_id>/remove/", artifacts.remove_receiver, name="remove_receiver"),
    path(GROUP + "events/", events.events, name="events"),
    path(GROUP + "events/new/", events.new_event, name="new_event"),
    path(EVENT, events.event, name="event"),
    path(EVENT + "change/", events.change_event, name="change_event"),
    path(GROUP + "career-ladders/", career_ladders.career_ladders, name="career_ladders"),
    path(GROUP + "career-ladders/new/", career_ladders.new_career_ladder, name="new_career_ladder"),
    path(LADDER, career_ladders.career_ladder, name="career_ladder"),
    path(LADDER + "change/", career_ladders.change_career_ladder, name="change_career_ladder"),
    path(LADDER + "steps/", career_ladders.add_ladder_step, name="add_ladder_step"),
    path(LADDER + "steps/<uuid:step_id>/", career_ladders.change_ladder_step, name="change_ladder_step"),
    path(
        LADDER + "steps/<uuid:step_id>/remove/", career_ladders.remove_ladder_step, name="remove_ladder_step"
    ),
    path(GROUP + "pilots/", pilots.pilots, name="pilots"),
    path(GROUP + "pilots/new/", pilots.new_pilot, name="new_pilot"),
    path(PILOT, pilots.pilot, name="pilot"),
    path(PILOT + "change/", pilots.change_pilot, name="change_pilot"),
    path(PILOT + "start/", pilots.start_pilot, name="start_pilot"),
    path(PILOT + "close/", pilots.close_pilot, name="close_pilot"),
]
