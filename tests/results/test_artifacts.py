"""N-15: the register of documents, who approved them, and who received them."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from konbit.audit.models import Entry
from konbit.results.models import Artifact, ArtifactReceipt, EvidenceTie
from tests import examples
from tests.makers import AT, a_network, an_operator, client_of, clock_stands_at
from tests.results.standing_behind import River, at, page, read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def river():
    return River(results_are_public=True)


def add(river, **typed):
    given = {"name": "Ladders and pay", "kind": "career_ladder", "state": "draft", "key": str(uuid4())}
    return river.keeper.post(at("new_artifact"), {**given, **typed})


def test_n15_an_artifact_marked_approved_without_body_and_day_is_refused(river):
    no_body = add(river, state="approved", approved_on="2025-01-09")
    assert no_body.status_code == 422
    assert "“Approved” needs the body that approved it." in read(no_body)
    no_day = add(river, state="approved", approved_by="Personnel board")
    assert no_day.status_code == 422
    assert "“Approved” needs the day on which it was approved." in read(no_day)
    assert 'value="Personnel board"' in no_day.content.decode()
    ahead = add(river, state="approved", approved_by="Personnel board", approved_on="2026-01-09")
    assert "January 9, 2026 is still to come." in read(ahead)
    assert not Artifact.objects.exists()
    assert (
        add(river, state="approved", approved_by="Personnel board", approved_on="2025-01-09").status_code
        == 302
    )
    shown = page(stranger(), "artifact", Artifact.objects.get().pk)
    assert "Approved by Personnel board Approved on January 9, 2025" in shown


def test_n15_one_result_s_page_lists_who_got_the_document_of_another_and_when(river):
    add(river)
    artifact = Artifact.objects.get()
    typed = {"organization": river.health.pk, "received_on": "2025-02-03", "how": "By e-mail"}
    assert river.keeper.post(at("add_receiver", artifact.pk), typed).status_code == 302
    typed = {"receiver": "County library", "received_on": "2025-02-10"}
    assert river.keeper.post(at("add_receiver", artifact.pk), typed).status_code == 302
    for code in ("H1", "H2"):
        tied = river.member.post(at("add_evidence", code), {"evidence": f"artifact:{artifact.pk}"})
        assert tied.status_code == 302
    shown = page(stranger(), "result", "H2")
    assert "Department of Health · February 3, 2025 · By e-mail" in shown
    assert "County library · February 10, 2025" in shown
    assert "H1: Ten homes near the mill H2: A bus to the mill" in page(stranger(), "artifact", artifact.pk)
    assert "2 receivers" in page(stranger(), "artifacts")


def test_n15_gl2_lists_the_receivers_of_the_gl1_document_and_says_they_are_made_up(client):
    examples.maln()
    for code in ("GL1", "GL2"):
        shown = (
            read(client.get(f"/en/groups/maln/results/{code}/"))
            .split("Evidence")[1]
            .split("Who had a part")[0]
        )
        assert "Career ladders and pay of state agency staff" in shown
        assert "Approved by Personnel board on" in shown
        receivers = shown.split("Who received it")[1]
        assert receivers.count("made up") == 3
        assert "Department of Rehabilitation Services" in receivers


def test_a_receiver_is_somebody_and_one_and_the_day_has_come(river):
    add(river)
    address = at("add_receiver", Artifact.objects.get().pk)
    assert "Say who received it" in read(river.keeper.post(address, {"received_on": "2025-02-03"}))
    both = {"organization": river.health.pk, "receiver": "Library", "received_on": "2025-02-03"}
    assert "One line holds one receiver." in read(river.keeper.post(address, both))
    ahead = river.keeper.post(address, {"receiver": "Library", "received_on": "2025-03-07"})
    assert "March 7, 2025 is still to come." in read(ahead)
    assert not ArtifactReceipt.objects.exists()
    for _time in range(2):
        river.keeper.post(address, {"receiver": "Library", "received_on": "2025-02-03"})
    receipt = ArtifactReceipt.objects.get()
    river.keeper.post(at("remove_receiver", receipt.artifact_id, receipt.pk))
    assert not ArtifactReceipt.objects.exists()
    assert Entry.objects.filter(action="results.remove_receiver", group_id=river.network.pk).count() == 1


def test_what_is_evidence_by_mistake_is_taken_off(river):
    add(river)
    river.member.post(at("add_evidence", "H1"), {"evidence": f"artifact:{Artifact.objects.get().pk}"})
    tie = EvidenceTie.objects.get()
    assert stranger().post(at("end_evidence", tie.pk)).status_code == 404
    assert river.member.post(at("end_evidence", tie.pk)).status_code == 302
    assert "Ladders and pay" not in page(stranger(), "result", "H1")


def test_two_people_who_change_one_document_lose_nothing(river):
    add(river)
    artifact = Artifact.objects.get()
    typed = {"name": "Ladders", "kind": "document", "state": "draft", "version": 1}
    assert river.keeper.post(at("change_artifact", artifact.pk), typed).status_code == 302
    late = river.keeper.post(at("change_artifact", artifact.pk), {**typed, "name": "Pay"})
    assert late.status_code == 409
    assert "Ladders" in read(late)
    approve = {**typed, "state": "approved", "version": 2}
    assert river.keeper.post(at("change_artifact", artifact.pk), approve).status_code == 422


def test_its_file_comes_with_it_and_opens_to_whoever_sees_the_register(river, settings, tmp_path):
    settings.KONBIT_HOME = tmp_path
    file = SimpleUploadedFile("steps.csv", b"step,pay\n1,33000\n", content_type="text/csv")
    assert add(river, file=file).status_code == 302
    assert "steps.csv" in page(stranger(), "artifact", Artifact.objects.get().pk)


def test_only_who_keeps_the_register_adds_documents_and_nobody_sees_those_of_another_network(river):
    assert river.member.get(at("new_artifact")).status_code == 403
    assert "Add a document" not in page(river.member, "artifacts")
    add(river)
    artifact = Artifact.objects.get()
    other = a_network(founder=(keeper := an_operator()), address="lake")
    assert client_of(keeper).get(f"/en/groups/{other.address}/documents/{artifact.pk}/").status_code == 404
    river.network.results_are_public = False
    river.network.save()
    assert stranger().get(at("artifacts")).status_code == 404
    assert stranger().get(at("artifact", artifact.pk)).status_code == 404


def test_sent_twice_it_stands_once(river):
    key = str(uuid4())
    for _time in range(2):
        add(river, key=key)
    assert Artifact.objects.count() == 1
