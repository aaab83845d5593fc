"""Addresses of change agendas, long-term outcomes, alignment and strategic plans."""

from django.urls import path

from konbit.results.pages import alignment, change_agendas, strategic_plans

GROUP = "groups/<slug:address>/"
# The address is the community partnership's.
AGENDA = GROUP + "change-agenda/"
STRATEGY = AGENDA + "strategies/<slug:code>/"
ACTION = AGENDA + "actions/<uuid:action_id>/"
OUTCOME = GROUP + "outcomes/<slug:code>/"
PLAN = GROUP + "plans/<uuid:plan_id>/"

agendas = [
    path(GROUP + "change-agendas/", change_agendas.change_agendas, name="change_agendas"),
    path(AGENDA, change_agendas.change_agenda, name="change_agenda"),
    path(AGENDA + "begin/", change_agendas.begin_agenda, name="begin_agenda"),
    path(AGENDA + "title/", change_agendas.rename_agenda, name="rename_agenda"),
    path(AGENDA + "publish/", change_agendas.publish_agenda, name="publish_agenda"),
    path(AGENDA + "versions/<int:number>/", change_agendas.agenda_version, name="agenda_version"),
    path(AGENDA + "close/", change_agendas.close_agenda, name="close_agenda"),
    path(AGENDA + "open/", change_agendas.undo_close_agenda, name="undo_close_agenda"),
    path(AGENDA + "add-strategy/", change_agendas.add_strategy, name="add_strategy"),
    path(STRATEGY, change_agendas.change_strategy, name="change_strategy"),
    path(STRATEGY + "retire/", change_agendas.retire_strategy, name="retire_strategy"),
    path(STRATEGY + "take-up/", change_agendas.undo_retire_strategy, name="undo_retire_strategy"),
    path(STRATEGY + "actions/", change_agendas.add_action, name="add_action"),
    path(STRATEGY + "alignment/", alignment.propose_alignment, name="propose_alignment"),
    *(
        path(f"{ACTION}{words}/", change_agendas.action_step, {"step": step}, name=f"{step}_action")
        for step, words in (
            ("finish", "done"),
            ("undo_finish", "not-done"),
            ("withdraw", "withdraw"),
            ("undo_withdraw", "restore"),
        )
    ),
    path(AGENDA + "comments/", change_agendas.comment_on_agenda, name="comment_on_agenda"),
    path(AGENDA + "comments/<uuid:comment_id>/answer/", change_agendas.answer_comment, name="answer_comment"),
    path(
        AGENDA + "comments/<uuid:comment_id>/withdraw/",
        change_agendas.withdraw_comment,
        name="withdraw_comment",
    ),
    path(
        AGENDA + "alignment/<uuid:alignment_id>/withdraw/",
        alignment.withdraw_alignment,
        name="withdraw_alignment",
    ),
]

urlpatterns = [
    *agendas,
    path(GROUP + "alignment/", alignment.alignment, name="alignment"),
    path(GROUP + "alignment/<uuid:alignment_id>/", alignment.answer_alignment, name="answer_alignment"),
    path(GROUP + "outcomes/", alignment.long_term_outcomes, name="long_term_outcomes"),
    path(GROUP + "add-outcome/", alignment.new_outcome, name="new_outcome"),
    path(OUTCOME, alignment.change_outcome, name="change_outcome"),
    path(OUTCOME + "retire/", alignment.retire_outcome, name="retire_outcome"),
    path(OUTCOME + "take-up/", alignment.undo_retire_outcome, name="undo_retire_outcome"),
    path(GROUP + "plans/", strategic_plans.plans, name="plans"),
    path(GROUP + "add-plan/", strategic_plans.new_plan, name="new_plan"),
    path(PLAN, strategic_plans.plan, name="plan"),
    path(PLAN + "write/", strategic_plans.write_plan, name="write_plan"),
    path(PLAN + "<int:number>/", strategic_plans.plan, name="plan_version"),
    path(PLAN + "<int:number>/publish/", strategic_plans.publish_plan, name="publish_plan"),
    path(PLAN + "<int:number>/consultations/", strategic_plans.add_consultation, name="add_consultation"),
    path(
        PLAN + "consultations/<uuid:consultation_id>/",
        strategic_plans.say_what_became,
        name="say_what_became",
    ),
]
