"""H-8: files of records. Who sees the record sees its files; what is refused says so, and nothing else typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.audit.models import Entry
from konbit.foundation import attachments, clock
from konbit.foundation.models import Attachment
from konbit.meetings.models import AgendaItem
from konbit.network.operations.attachments import add_attachment, remove_attachment
from konbit.results.models import Result
from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import add_result
from tests.foundation.hostile_files import a_pdf, a_picture
from tests.makers import (
    AT,
    a_commitment,
    a_meeting,
    a_network,
    a_parent,
    a_person,
    a_role,
    a_seat,
    actor,
    an_item,
    client_of,
    clock_stands_at,
    convener_of,
    facilitator_of,
    signed_in,
    the_person_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings, tmp_path):
    clock_stands_at(settings)
    settings.KONBIT_HOME = tmp_path


@pytest.fixture
def group():
    return a_network(address="delta", name="Delta network")


@pytest.fixture
def item(group):
    return a_meeting(group, seats=1, state="planned").items.get()


def a_file(name="plan.pdf", data=None):
    return SimpleUploadedFile(name, a_pdf() if data is None else data)


def added(item, name="plan.pdf", data=None, by=None):
    file = attachments.read_file(name, a_pdf() if data is None else data)
    by = by or facilitator_of(item.meeting.group)
    return add_attachment(kind="agenda_item", record_id=item.pk, file=file, by=by, at=AT)


def addresses(attachment):
    names = ("attachment", "download_attachment", "attachment_picture")
    return [reverse(name, args=[attachment.pk]) for name in names]


# --- with a form ------------------------------------------------------------------------------


def test_h8_a_member_asks_for_an_item_and_brings_a_file_along(item):
    member = a_parent(item.meeting.group)
    seat = item.meeting.group.seats.get(holders__person=member)
    client = client_of(member)
    sent = {"title": "Bus lines", "asked_by": seat.member_id, "file": a_file("Bus lines.PDF")}
    answer = client.post(reverse("ask_for_item", args=[item.meeting_id]), sent)
    assert answer.status_code == 302
    asked = AgendaItem.objects.get(title="Bus lines")
    attachment = Attachment.objects.get()
    assert (attachment.about_id, attachment.name) == (asked.pk, "Bus lines.pdf")
    page = client.get(reverse("agenda", args=[item.meeting_id])).content.decode()
    assert "Bus lines.pdf" in page
    assert reverse("attachment", args=[attachment.pk]) in page


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("plan.exe", b"MZ", "PDF, JPEG, PNG and CSV are."),
        ("plan.pdf", b"<script>alert(1)</script>", "is not what its name says"),
        ("plan.pdf", b"%PDF-" + bytes(10_000_000), "10 MB fit"),
        ("plan.csv", b"", "is empty"),
    ],
)
def test_h8_a_refused_file_says_so_and_nothing_else_typed_is_lost(item, name, data, says):
    member = a_parent(item.meeting.group)
    seat = item.meeting.group.seats.get(holders__person=member)
    sent = {
        "title": "Bus lines to the clinic",
        "background": "Three families asked.",
        "asked_by": seat.member_id,
        "is_private": "on",
        "file": a_file(name, data),
    }
    answer = client_of(member).post(reverse("ask_for_item", args=[item.meeting_id]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert 'value="Bus lines to the clinic"' in page
    assert "Three families asked." in page
    assert 'name="is_private"' in page.split("checked")[0].rsplit("<input", 1)[1]
    assert not Attachment.objects.exists()
    assert list(attachments.names_kept()) == []


def test_h8_when_something_else_is_wrong_the_form_asks_for_the_file_again(item):
    client = client_of(the_person_with(item.meeting.group, "facilitator"))
    sent = {"title": "", "minutes": "10", "purpose": "discuss", "background": "As typed", "file": a_file()}
    answer = client.post(reverse("new_item", args=[item.meeting_id]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose “plan.pdf” once more" in page
    assert "As typed" in page
    assert not Attachment.objects.exists()


def test_h8_an_item_is_changed_and_gets_a_file(item):
    client = client_of(the_person_with(item.meeting.group, "facilitator"))
    sent = {"title": "Transportation", "minutes": "10", "purpose": "discuss", "version": item.version}
    address = reverse("edit_item", args=[item.meeting_id, item.pk])
    assert client.post(address, {**sent, "file": a_file("lines.csv", b"a,b\n1,2\n")}).status_code == 302
    assert "lines.csv" in client.get(address).content.decode()
    assert Entry.objects.filter(action="network.add_attachment").count() == 1


def test_h8_evidence_of_a_result_comes_as_a_file(group):
    by = convener_of(group)
    priority = add_priority(network=group, code="H", name="Homes", by=by, at=AT)
    add_result(priority=priority, code="H1", level="network", text="Ten homes", by=by, at=AT)
    result = Result.objects.get()
    client = client_of(the_person_with(group, "convener"))
    address = reverse("result", args=["delta", "H1"])
    sent = {
        "rung": "committed",
        "version": result.version,
        "evidence": "The council voted",
        "reason": "As said",
    }
    refused = client.post(address, {**sent, "file": a_file("vote.png", b"no picture")})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "is not what its name says" in page
    assert "The council voted" in page
    assert "As said" in page
    assert Result.objects.get().rung == result.rung
    assert client.post(address, {**sent, "file": a_file("vote.png", a_picture())}).status_code == 302
    assert "vote.png" in client.get(address).content.decode()


def test_h8_evidence_of_a_commitment_is_added_by_its_owner(group):
    leader = a_person()
    seat = a_seat(group, holder=leader)
    commitment = a_commitment(a_meeting(group, seats=1, seats_present=1), seat.member, accepted_by=leader)
    client = client_of(leader)
    page = client.get(reverse("commitment", args=[commitment.pk])).content.decode()
    address = reverse("add_attachment", args=["commitment", commitment.pk])
    assert address in page
    answer = client.post(address, {"file": a_file("calls.csv", b"who,when\n")}, follow=True)
    assert "calls.csv" in answer.content.decode()
    other = client_of(a_role(group, "member").person)
    assert other.get(address).status_code == 403
    assert "calls.csv" in other.get(reverse("commitment", args=[commitment.pk])).content.decode()


# --- how it is sent ---------------------------------------------------------------------------


def test_h8_a_file_is_saved_and_never_opened_in_the_place_of_a_page(item):
    attachment = added(item, "Größe “A”.pdf")
    answer = client_of(the_person_with(item.meeting.group, "convener")).get(
        reverse("download_attachment", args=[attachment.pk])
    )
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF-")


def test_h8_a_look_at_it_picture_table_and_neither(item):
    client = client_of(the_person_with(item.meeting.group, "convener"))
    picture = added(item, "photo.jpg", a_picture("JPEG", size=(2000, 1000)))
    page = client.get(reverse("attachment", args=[picture.pk])).content.decode()
    small = reverse("attachment_picture", args=[picture.pk])
    assert f'src="{small}"' in page
    assert client.get(small).headers["Content-Type"] == "image/jpeg"
    table = added(item, "lines.csv", ("town,lines\n" + "Greenwood,<b>3</b>\n" * 50).encode())
    page = client.get(reverse("attachment", args=[table.pk])).content.decode()
    assert page.count("Greenwood") == 19
    assert "&lt;b&gt;3&lt;/b&gt;" in page
    document = added(item)
    assert client.get(reverse("attachment", args=[document.pk])).status_code == 200
    assert client.get(reverse("attachment_picture", args=[document.pk])).status_code == 404


def test_h8_files_lie_outside_the_web_root_under_names_that_say_nothing(item, settings):
    attachment = added(item, "Names of families.pdf")
    (name,) = attachments.names_kept()
    assert name == attachment.stored_as
    assert "families" not in name
    path = attachments.folder() / name
    assert path.stat().st_mode & 0o777 == 0o600
    assert not path.is_relative_to(settings.STATIC_ROOT)


# --- who sees it ------------------------------------------------------------------------------


def strangers():
    elsewhere = a_role(a_network(), "facilitator").person
    return [Client(), client_of(elsewhere), client_of(a_person())]


def test_h8_an_attachment_is_seen_by_those_who_see_its_item(group):
    meeting = a_meeting(group, seats=1, state="planned")
    open_one, private = meeting.items.get(), an_item(meeting, "Among us", is_private=True)
    files = [added(open_one), added(private)]
    member, funder = a_role(group, "member").person, a_role(group, "funder").person
    seen = {
        person: [client_of(person).get(addresses(one)[0]).status_code for one in files]
        for person in (member, funder)
    }
    assert seen == {member: [200, 200], funder: [200, 404]}
    for client in strangers():
        fixed = client.get("/en/there/is/nothing/here/").content
        for one in files:
            for address in addresses(one):
                answer = client.get(address)
                assert (answer.status_code, answer.content) == (404, fixed), address
    page = client_of(funder).get(reverse("agenda", args=[meeting.pk])).content.decode()
    assert page.count("plan.pdf") == 1


def test_h8_an_item_that_becomes_private_takes_its_file_along(group):
    meeting = a_meeting(group, seats=1, state="planned")
    item = meeting.items.get()
    address = addresses(added(item))[1]
    funder = client_of(a_role(group, "funder").person)
    assert funder.get(address).status_code == 200
    AgendaItem.objects.update(is_private=True)
    assert funder.get(address).status_code == 404


def test_h8_only_its_own_people_add_and_take_away(item):
    group = item.meeting.group
    member = a_role(group, "member").person
    attachment = added(item)
    client = client_of(member)
    assert (
        client.post(reverse("add_attachment", args=["agenda_item", item.pk]), {"file": a_file()}).status_code
        == 403
    )
    assert client.post(reverse("remove_attachment", args=[attachment.pk])).status_code == 403
    for stranger in strangers():
        assert stranger.get(reverse("add_attachment", args=["agenda_item", item.pk])).status_code == 404
        assert stranger.post(reverse("remove_attachment", args=[attachment.pk])).status_code == 404
    assert Attachment.objects.filter(removed_at=None).count() == 1
    assert client.get(reverse("add_attachment", args=["nothing", item.pk])).status_code == 404


def test_h8_a_file_is_taken_away_brought_back_and_at_last_deleted(item, settings):
    facilitator = the_person_with(item.meeting.group, "facilitator")
    attachment, client = added(item), client_of(facilitator)
    page = client.post(reverse("remove_attachment", args=[attachment.pk]), follow=True).content.decode()
    undo = reverse("undo_remove_attachment", args=[attachment.pk])
    assert undo in page
    assert client.get(addresses(attachment)[0]).status_code == 404
    assert client.post(undo, follow=True).status_code == 200
    assert client.get(addresses(attachment)[1]).status_code == 200
    client.post(reverse("remove_attachment", args=[attachment.pk]))
    now, later = clock.now(), timezone.now() + attachments.KEPT_UNNAMED * 2
    assert attachments.sweep(now, later) == 0
    assert attachments.sweep(now + attachments.KEPT_AFTER_REMOVAL * 2, later) == 1
    refused = client.post(undo)
    assert refused.status_code == 409
    actions = [
        one.action
        for one in Entry.objects.filter(
            action__startswith="network.", about_kind="foundation.attachment"
        ).order_by("sequence")
    ]
    assert actions == [
        "network.add_attachment", "network.remove_attachment", "network.undo_remove_attachment",
        "network.remove_attachment",
    ]  # fmt: skip


def test_h8_the_sweep_leaves_what_is_in_use_and_what_was_just_written(item):
    added(item)
    read = attachments.read_file("a.csv", b"a,b\n")
    attachments.keep(read)
    now = clock.now()
    assert attachments.sweep(now, timezone.now()) == 0
    assert attachments.sweep(now, timezone.now() + attachments.KEPT_UNNAMED * 2) == 1


def test_h8_the_same_file_sent_twice_is_added_once_and_there_is_a_limit(item):
    plan = a_pdf()
    first, again = added(item, data=plan), added(item, data=plan)
    assert first == again
    Attachment.objects.bulk_create(
        Attachment(
            about_kind="agenda_item", about_id=item.pk, name="x.pdf", media_type="application/pdf", size=1,
            sha256=str(number), stored_as=f"none-{number}", added_at=AT,
        )
        for number in range(attachments.MOST_FILES - 1)
    )  # fmt: skip
    client = client_of(the_person_with(item.meeting.group, "facilitator"))
    answer = client.post(
        reverse("add_attachment", args=["agenda_item", item.pk]), {"file": a_file("b.csv", b"b,c\n")}
    )
    assert answer.status_code == 409
    assert "20 files are here already" in answer.content.decode()


# --- no names ---------------------------------------------------------------------------------


def test_n3_a_file_of_a_no_names_item_tells_no_name(group):
    meeting = a_meeting(group, seats=1, state="planned")
    member = a_parent(group, "Zylphina Quarrow")
    item = an_item(meeting, "What one of us saw", is_no_names=True)
    AgendaItem.objects.filter(pk=item.pk).update(asked_by_person=member)
    item.refresh_from_db()
    client = client_of(member)
    address = reverse("add_attachment", args=["agenda_item", item.pk])
    for name, data in (("Zylphina Quarrow.pdf", None), ("list.csv", b"who\nzylphina quarrow\n")):
        refused = client.post(address, {"file": a_file(name, data)})
        assert refused.status_code == 422
        assert "it holds a name" in refused.content.decode()
    assert client.post(address, {"file": a_file("list.pdf")}).status_code == 302
    attachment = Attachment.objects.get()
    reader = client_of(a_role(group, "member").person)
    page = reader.get(reverse("attachment", args=[attachment.pk])).content.decode()
    assert "list.pdf" in page
    assert "Zylphina" not in page
    assert Entry.objects.get(action="network.add_attachment").unnamed


def test_n3_an_item_is_not_marked_while_its_file_is_called_by_a_name(item):
    a_parent(item.meeting.group, "Zylphina Quarrow")
    added(item, "Letter of Zylphina Quarrow.pdf")
    client = client_of(the_person_with(item.meeting.group, "facilitator"))
    answer = client.post(
        reverse("edit_item", args=[item.meeting_id, item.pk]),
        {"title": "T", "minutes": "5", "purpose": "discuss", "version": item.version, "is_no_names": "on"},
    )
    assert answer.status_code == 422


def test_h8_a_link_brings_a_file_and_a_removed_record_hides_it(item, settings):
    added(item)
    remove_attachment(
        attachment=Attachment.objects.get(),
        by=actor(the_person_with(item.meeting.group, "facilitator")),
        at=AT,
    )
    client = signed_in(Client(), the_person_with(item.meeting.group, "facilitator"))
    assert "plan.pdf" not in client.get(reverse("agenda", args=[item.meeting_id])).content.decode()
