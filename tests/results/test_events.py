"""N-20: an event with its audience and material, and when it may be evidence."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from konbit.foundation.attachments import files_of
from konbit.results.models import Artifact, Event, EvidenceTie
from tests import examples
from tests.makers import AT, clock_stands_at
from tests.results.standing_behind import River, at, page, read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def river():
    return River(results_are_public=True)


WHOLE = {"held_on": "2025-02-03", "audience": "Child care providers", "note": "What child care help covers"}


def add(river, **typed):
    answer = river.keeper.post(at("new_event"), {"name": "Sharing meeting", "key": str(uuid4()), **typed})
    assert answer.status_code == 302, read(answer)
    return Event.objects.latest("pk") if Event.objects.count() == 1 else Event.objects.get(name=typed["name"])


def show(river, event, code="H1"):
    return river.member.post(at("add_evidence", code), {"evidence": f"event:{event.pk}"})


@pytest.mark.parametrize(
    ("left_out", "named"),
    [("held_on", "its day"), ("audience", "its audience"), ("note", "a note or a document")],
)
def test_n20_without_day_audience_or_material_it_is_no_evidence_and_the_refusal_names_what_is_missing(
    river, left_out, named
):
    event = add(river, **{name: value for name, value in WHOLE.items() if name != left_out})
    assert f"It cannot be evidence yet Missing: {named}." in page(river.keeper, "event", event.pk)
    refused = show(river, event)
    assert refused.status_code == 422
    assert f"“Sharing meeting” cannot be evidence yet. Missing: {named}." in read(refused)
    assert not EvidenceTie.objects.exists()


def test_n20_an_event_with_all_three_is_evidence_and_stands_on_the_result(river):
    event = add(river, **WHOLE, held_by=river.health.pk)
    assert show(river, event).status_code == 302
    shown = page(stranger(), "result", "H1")
    assert "Sharing meeting February 3, 2025 Held by Department of Health Child care providers" in shown
    assert "Evidence for H1: Ten homes near the mill" in page(stranger(), "event", event.pk)


def test_n20_a_document_of_the_register_is_material_as_good_as_a_note(river):
    river.keeper.post(at("new_artifact"), {"name": "One page", "kind": "document", "state": "draft"})
    event = add(river, **{**WHOLE, "note": ""}, artifacts=[Artifact.objects.get().pk])
    assert show(river, event).status_code == 302


def test_n20_ip1_has_an_information_sharing_meeting_as_evidence(client):
    examples.maln()
    shown = read(client.get("/en/groups/maln/results/IP1/")).split("Evidence")[1].split("Who had a part")[0]
    assert "Information-sharing meeting on child care help" in shown
    assert "made up" in shown


def test_an_event_to_come_is_no_evidence_yet(river):
    event = add(river, **{**WHOLE, "held_on": "2025-03-07"})
    refused = show(river, event)
    assert refused.status_code == 422
    assert "is on March 7, 2025, which is still to come" in read(refused)


def test_what_is_evidence_keeps_what_makes_it_so(river):
    event = add(river, **WHOLE)
    show(river, event)
    typed = {"name": "Sharing meeting", **WHOLE, "audience": "", "version": 1}
    refused = river.keeper.post(at("change_event", event.pk), typed)
    assert refused.status_code == 409
    assert "Missing now: its audience." in read(refused)
    assert Event.objects.get().audience == "Child care providers"
    assert river.keeper.post(at("change_event", event.pk), {**typed, "audience": "Staff"}).status_code == 302


def test_few_who_came_are_not_counted_in_public(river):
    event = add(river, **WHOLE, people=7)
    assert "How many came Fewer than 11" in page(stranger(), "event", event.pk)
    Event.objects.update(people=11)
    assert "How many came 11" in page(stranger(), "event", event.pk)


def with_file_alone(river):
    """An event whose only material is its file, and that file."""
    file = SimpleUploadedFile("slides.csv", b"page,words\n1,Help\n", content_type="text/csv")
    event = add(river, **{**WHOLE, "note": ""}, file=file)
    return event, files_of("event", event.pk).get()


def test_n20_the_only_material_of_what_is_evidence_is_not_taken_away(river, settings, tmp_path):
    settings.KONBIT_HOME = tmp_path
    event, file = with_file_alone(river)
    assert show(river, event).status_code == 302
    refused = river.keeper.post(reverse("remove_attachment", args=[file.pk]))
    assert refused.status_code == 409
    assert "Missing now: a note or a document." in read(refused)
    assert "slides.csv" in page(stranger(), "event", event.pk)


def test_a_file_is_taken_away_where_a_note_stays_or_nothing_is_shown_by_it(river, settings, tmp_path):
    settings.KONBIT_HOME = tmp_path
    event, file = with_file_alone(river)
    remove = reverse("remove_attachment", args=[file.pk])
    assert river.keeper.post(remove).status_code == 302
    river.keeper.post(reverse("undo_remove_attachment", args=[file.pk]))
    show(river, event)
    Event.objects.update(note="What was shown")
    assert river.keeper.post(remove).status_code == 302
