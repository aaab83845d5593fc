"""Addresses of the funder's duties, of transitions, and of how partners are taken on."""

from django.urls import path

from konbit.grants.pages import funder, funder_questions, onboarding, transitions

_MONEY = "groups/<slug:address>/money/"
_FUNDER = f"{_MONEY}funders/<uuid:organization_id>/"
_QUESTION = f"{_MONEY}questions/<uuid:question_id>/"
_TRANSITION = f"{_MONEY}transitions/<uuid:transition_id>/"
_TASK = f"{_MONEY}transitions/tasks/<uuid:task_id>/"
_FIRST = f"{_MONEY}awards/<slug:code>/first-months/"
_ITEM = f"{_MONEY}partners/<uuid:checklist_item_id>/"

urlpatterns = [
    path(f"{_MONEY}funders/", funder.funders, name="funders"),
    path(_FUNDER, funder.funder_page, name="funder_page"),
    path(f"{_FUNDER}ask/", funder_questions.ask_funder, name="ask_funder"),
    path(f"{_MONEY}questions/", funder_questions.funder_questions, name="funder_questions"),
    path(_QUESTION, funder_questions.funder_question, name="funder_question"),
    path(f"{_QUESTION}change/", funder_questions.change_funder_question, name="change_funder_question"),
    path(f"{_QUESTION}owner/", funder_questions.name_question_owner, name="name_question_owner"),
    path(f"{_QUESTION}answer/", funder_questions.answer_funder_question, name="answer_funder_question"),
    path(f"{_QUESTION}close/", funder_questions.close_funder_question, name="close_funder_question"),
    path(
        f"{_QUESTION}not-answered/", funder_questions.mark_not_answered, name="funder_question_not_answered"
    ),
    path(f"{_MONEY}communities/", transitions.relation_owners, name="relation_owners"),
    path(
        f"{_MONEY}communities/<uuid:community_id>/",
        transitions.name_relation_owner,
        name="name_relation_owner",
    ),
    path(f"{_MONEY}transitions/", transitions.transitions, name="transitions"),
    path(f"{_MONEY}transitions/new/", transitions.new_transition, name="new_transition"),
    path(_TRANSITION, transitions.transition, name="transition"),
    path(f"{_TRANSITION}move/", transitions.move_transition, name="move_transition"),
    path(f"{_TRANSITION}call-off/", transitions.call_off_transition, name="call_off_transition"),
    path(f"{_TRANSITION}close/", transitions.close_transition, name="close_transition"),
    path(f"{_TRANSITION}task/", transitions.new_transition_task, name="new_transition_task"),
    path(f"{_TASK}done/", transitions.finish_transition_task, name="finish_transition_task"),
    path(f"{_TASK}open/", transitions.reopen_transition_task, name="reopen_transition_task"),
    path(f"{_TASK}remove/", transitions.remove_transition_task, name="remove_transition_task"),
    path(f"{_MONEY}partners/", onboarding.partners, name="partners"),
    path(_FIRST, onboarding.first_months, name="first_months"),
    path(f"{_FIRST}list/", onboarding.start_checklist, name="start_checklist"),
    path(f"{_FIRST}new/", onboarding.new_checklist_item, name="new_checklist_item"),
    path(f"{_ITEM}done/", onboarding.tick_checklist_item, name="tick_checklist_item"),
    path(f"{_ITEM}open/", onboarding.untick_checklist_item, name="untick_checklist_item"),
    path(f"{_ITEM}remove/", onboarding.remove_checklist_item, name="remove_checklist_item"),
]
