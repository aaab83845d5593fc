"""Addresses of the meetings room."""

from django.urls import path

from konbit.meetings.pages import agenda, commitments, holding, meetings, questions, records

ONE = "meetings/<uuid:meeting_id>/"
ITEM = ONE + "agenda/<uuid:item_id>/"
CAPTURED = "captured/<slug:kind>/<uuid:captured_id>/"

urlpatterns = [
    path("groups/<slug:address>/meetings/", meetings.meetings, name="meetings"),
    path("groups/<slug:address>/meetings/new/", meetings.new_meeting, name="new_meeting"),
    path("groups/<slug:address>/commitments/", commitments.commitments, name="commitments"),
    path(ONE, meetings.meeting, name="meeting"),
    path(ONE + "change/", meetings.edit_meeting, name="edit_meeting"),
    path(ONE + "step/<slug:name>/", meetings.step, name="meeting_step"),
    path(ONE + "access/", meetings.access, name="access"),
    path(ONE + "access/<uuid:need_id>/", meetings.answer_need, name="answer_need"),
    path(ONE + "agenda/", agenda.agenda, name="agenda"),
    path(ONE + "agenda/draft/", agenda.build, name="build_draft"),
    path(ONE + "agenda/new/", agenda.new_item, name="new_item"),
    path(ONE + "ask/", agenda.ask, name="ask_for_item"),
    path(ITEM, agenda.edit_item, name="edit_item"),
    path(ITEM + "aside/", agenda.put_aside, name="set_aside"),
    path(ITEM + "aside/undo/", agenda.take_back_aside, name="undo_set_aside"),
    path(ITEM + "move/<slug:way>/", agenda.move, name="move_item"),
    path(ONE + "run-sheet/", agenda.run_sheet, name="run_sheet"),
    path(ONE + "check-in/", holding.check_in_page, name="check_in"),
    path(ONE + "check-in/<uuid:member_id>/", holding.tap, name="tap"),
    path(ONE + "check-in/<uuid:member_id>/delegate/", holding.delegate, name="delegate"),
    path(ONE + "check-in/rows/<uuid:attendance_id>/undo/", holding.undo_tap, name="undo_check_in"),
    path(ONE + "live/", holding.live, name="live"),
    path(ONE + "items/<uuid:item_id>/<slug:kind>/", holding.capture, name="capture"),
    path(CAPTURED + "take-back/", holding.take_back, name="withdraw"),
    path(CAPTURED + "bring-back/", holding.bring_back, name="undo_withdraw"),
    path(CAPTURED + "words/", records.correct, name="correct"),
    path("decisions/<uuid:decision_id>/vote/<uuid:seat_id>/", holding.cast_vote, name="vote"),
    path("decisions/<uuid:decision_id>/outcome/", holding.outcome, name="outcome"),
    path("decisions/<uuid:decision_id>/outcome/undo/", holding.undo_outcome, name="undo_outcome"),
    path("commitments/<uuid:commitment_id>/", commitments.commitment, name="commitment"),
    path("commitments/<uuid:commitment_id>/undo/", commitments.undo_answer, name="undo_answer"),
    path("commitments/<uuid:commitment_id>/amendment/", commitments.agree, name="agree"),
    path("questions/<uuid:captured_id>/", questions.question, name="question"),
    path("questions/<uuid:captured_id>/undo/", questions.undo, name="undo_answer_question"),
    path("answer/<str:token>/", commitments.answer, name="answer"),
    path("answer/<str:token>/not-me/", commitments.not_me, name="not_me"),
    path(ONE + "review/", records.review, name="review"),
    path(ONE + "record/", records.record, name="record"),
    path(ONE + "record/<int:version>/", records.record, name="record_version"),
]
