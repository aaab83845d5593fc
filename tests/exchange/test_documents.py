"""Slides, documents, workbooks and the PDF: they say what their page says to this person, and nothing else."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

import konbit
from konbit.exchange.documents.deck import BOTTOM, HEIGHT, TOP, Line, _height, _parts
from konbit.exchange.documents.road_map_pdf import road_map_lines
from konbit.meetings.models import AgendaItem, PreRead, Record
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_ready
from konbit.meetings.operations.records import publish_record
from konbit.network.models import Group
from konbit.results.models import Result
from konbit.results.operations.priorities import add_priority, set_baseline
from konbit.results.operations.results import change_rung
from konbit.results.operations.road_map import plan_result
from konbit.results.queries import road_map_for
from tests import examples
from tests.exchange.reading_documents import document_words, everything_in, sheet_rows, slides_of
from tests.makers import (
    AT,
    a_commitment,
    a_decision,
    a_meeting,
    a_person,
    a_question,
    a_role,
    a_seat,
    actor,
    an_item,
    check_in_seats,
    client_of,
    clock_stands_at,
    facilitator_of,
)
from tests.results.planning import River
from tests.results.test_report import an_indicator

pytestmark = pytest.mark.django_db
VIETNAMESE = "Xây nhà ở gần nhà máy để mỗi gia đình đều đi bộ được"


@pytest.fixture
def river(settings):
    clock_stands_at(settings)
    return River()


@pytest.fixture
def meeting(river):
    """A meeting that was held: its pre-read frozen, its record published; one item is private, one names nobody."""
    meeting = a_meeting(river.network, state="planned", seats=3, item="Homes near the mill")
    private = an_item(meeting, "A quarrel about the hall", background="Who holds the keys", is_private=True)
    quiet = an_item(
        meeting, "Exit interviews", is_no_names=True, lead=river.seats["River Clinic"].member, minutes=10
    )
    AgendaItem.objects.filter(pk=quiet.pk).update(asked_by=river.seats["Town Schools"].member)
    AgendaItem.objects.filter(title="Homes near the mill").update(
        lead=river.seats["Mill Works"].member, background="The mill sells two plots."
    )
    by = facilitator_of(river.network)
    set_ready(meeting=meeting, by=by, at=AT)
    meeting = open_meeting(meeting=meeting, by=by, at=AT)
    check_in_seats(meeting, 3)
    a_decision(meeting, "We ask the town for both plots", dissent="Some would wait.")
    a_commitment(meeting, river.seats["Mill Works"].member, "Name a price")
    a_question(meeting, wording="When does the town answer?")
    for row, item in (
        (a_decision(meeting, "We change the lock"), private),
        (a_decision(meeting, "We listen"), quiet),
    ):
        row.item = item
        if item == quiet:
            row.owner = row.proposed_by = river.seats["River Clinic"].member
        row.save()
    meeting = close_meeting(meeting=meeting, by=by, at=AT + timedelta(hours=2))
    publish_record(meeting=meeting, by=by, at=AT + timedelta(days=1))
    meeting.refresh_from_db()
    return meeting


def got(client, name, *args, status=200):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status, name
    return answer.content


# --- the pre-read as slides, the record as a document ----------------------------------------------


def test_the_pre_read_downloads_as_slides_from_its_page(river, meeting):
    client = river.client("Mill Works")
    page = client.get(reverse("pre_read", args=[meeting.pk])).content.decode()
    address = reverse("pre_read_slides", args=[meeting.pk, 1])
    assert f'href="{address}"' in page
    slides = slides_of(client.get(address).content)
    assert slides[0].startswith(
        "Pre-read of March 6, 2025 Thursday, March 6, 2025, 10:00 am to 11:30 am River"
    )
    told = " ".join(slides)
    for said in (
        "Homes near the mill",
        "The mill sells two plots.",
        "Led by Mill Works",
        "A quarrel about the hall",
    ):
        assert said in told
    assert all("Version 1 of the pre-read" in slide for slide in slides)


def test_n3_a_no_names_item_names_nobody_in_slides_and_document(river, meeting):
    client = river.client("Mill Works")
    for content in (
        got(client, "pre_read_slides", meeting.pk, 1),
        got(client, "record_document", meeting.pk, 1),
    ):
        told = everything_in(content)
        assert "Exit interviews" in told
        assert "No names" in told
    slides = [
        one for one in slides_of(got(client, "pre_read_slides", meeting.pk, 1)) if "Exit interviews" in one
    ]
    words = document_words(got(client, "record_document", meeting.pk, 1))
    part = words[words.index("Exit interviews") : words.index("What became of the promises")]
    for name in ("River Clinic", "Town Schools", "Leader of River Clinic", "Leader of Town Schools"):
        assert not any(name in slide for slide in slides)
        assert name not in part


def test_n3_a_funder_finds_nothing_private_in_slides_and_document(river, meeting):
    funder = client_of(a_role(river.network, "funder").person)
    for name in ("pre_read_slides", "record_document"):
        told = everything_in(got(funder, name, meeting.pk, 1))
        for hidden in ("quarrel", "Who holds the keys", "We change the lock"):
            assert hidden not in told
        assert "Homes near the mill" in told
        assert "quarrel" in everything_in(got(river.client("Mill Works"), name, meeting.pk, 1))


def test_n3_only_members_get_them(river, meeting):
    for client in (Client(), client_of(a_person())):
        for name in ("pre_read_slides", "record_document"):
            got(client, name, meeting.pk, 1, status=404)
        got(client, "report_slides", "river", meeting.pk, status=404)
        got(client, "road_map_pdf", "river", status=404)
        got(client, "register_workbook", "river", status=404)


def test_the_record_downloads_as_a_document_that_says_what_its_page_says(river, meeting):
    client = river.client("Mill Works")
    page = client.get(reverse("record", args=[meeting.pk])).content.decode()
    assert f'href="{reverse("record_document", args=[meeting.pk, 1])}"' in page
    words = document_words(got(client, "record_document", meeting.pk, 1))
    for said in (
        "River coalition Record of March 6, 2025 Version 1",
        "We ask the town for both plots",
        "Dissent: Some would wait.",
        "Name a price Owner: Mill Works",
        "When does the town answer?",
        "Voting seats present: 3 of 3",
        "Mill Works Leader of Mill Works In person",
    ):
        assert said in words


def test_the_same_version_is_the_same_bytes(river, meeting):
    client = river.client("Mill Works")
    for name, *args in (
        ("pre_read_slides", meeting.pk, 1),
        ("record_document", meeting.pk, 1),
        ("report_slides", "river", meeting.pk),
        ("road_map_pdf", "river"),
        ("register_workbook", "river"),
    ):
        assert got(client, name, *args) == got(client, name, *args), name


def test_they_speak_the_language_of_the_page(river, meeting):
    client = river.client("Mill Works")
    address = reverse("record_document", args=[meeting.pk, 1]).replace("/en/", "/vi/", 1)
    content = client.get(address).content
    assert 'w:val="vi-VN"' in everything_raw(content)
    assert 'w:val="en-US"' in everything_raw(content), "what people typed stays marked as theirs"


def everything_raw(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return " ".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_a_long_text_goes_on_to_further_slides_and_never_runs_out_of_one():
    lines = [Line("Many words in a row, and then some more of them. " * 60), Line("short"), Line("x" * 400)]
    slides = _parts(lines)
    assert len(slides) > 1
    for slide in slides:
        assert sum(_height(line) for line in slide) <= BOTTOM - TOP
    assert (
        " ".join(line.text for slide in slides for line in slide).split()
        == " ".join(line.text for line in lines).split()
    )
    assert BOTTOM < HEIGHT


@pytest.mark.parametrize("filling", range(1, 12))
def test_what_is_said_about_an_item_stands_on_its_slide(filling):
    items = [
        line
        for number in range(40)
        for line in (Line(f"– Item {number}"), Line(f"Comes back: {number}", "soft"))
    ]
    lines = [*[Line(f"Before {number}") for number in range(filling)], *items]
    below = [Line("Below", "strong"), *items]
    for slide in [*_parts(lines), *_parts(below)]:
        for line, after in zip(slide, [*slide[1:], None], strict=True):
            if line.text.startswith("– Item"):
                assert after is not None
                assert after.text.endswith(f" {line.text.split()[-1]}")
        assert slide[-1].kind != "strong"
        assert sum(_height(line) for line in slide) <= BOTTOM - TOP


# --- road map, register, report --------------------------------------------------------------------


def test_n9_the_pdf_holds_every_open_result_once_and_each_line_says_where_it_comes_from(river):
    for code in ("H1", "H2", "H3"):
        river.result(code, text=VIETNAMESE if code == "H2" else f"Homes of {code}")
    river.result("H4", rung="achieved", evidence="Keys")
    owner = river.seats["Mill Works"].member
    planned = Result.objects.get(code="H1")
    plan_result(result=planned, version=1, owner=owner, planned_until=date(2025, 6, 30), by=river.by, at=AT)
    road_map = road_map_for(actor(river.people["Mill Works"]), river.network, AT)
    lines = road_map_lines(road_map)
    assert sorted(line.code for line in lines if line.code) == ["H1", "H2", "H3"]
    assert all(line.of for line in lines)
    with pikepdf.open(io.BytesIO(got(river.client("Mill Works"), "road_map_pdf", "river"))) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]) == "Road map: River coalition"
        assert str(pdf.Root["/Lang"]) == "en"
        assert pdf.Root["/MarkInfo"]["/Marked"]
        fonts = {str(font["/BaseFont"]) for font in pdf.pages[0]["/Resources"]["/Font"].values()}
    assert fonts
    assert all("PublicSans" in font for font in fonts), "no letter falls back to another font"


def test_n9_the_pdf_names_no_owner_to_the_public(river):
    Group.objects.update(results_are_public=True)
    river.network.refresh_from_db()
    result = river.result("H1")
    plan_result(result=result, version=1, owner=river.seats["Mill Works"].member, by=river.by, at=AT)
    lines = road_map_lines(road_map_for(actor(a_person()), river.network, AT))
    assert not any("Mill Works" in line.text for line in lines)
    assert got(Client(), "road_map_pdf", "river").startswith(b"%PDF")
    rows = sheet_rows(got(Client(), "register_workbook", "river"))
    assert not any(cell and "Mill Works" in str(cell) for row in rows for cell in row)


def test_the_register_downloads_as_a_workbook_whose_cells_nothing_runs(river):
    river.result(
        "H1", text='=HYPERLINK("http://example.org","Homes")', evidence="@SUM(A1:A9)", rung="achieved"
    )
    owner = river.seats["Mill Works"].member
    second = river.result("H2")
    plan_result(result=second, version=1, owner=owner, planned_until=date(2025, 6, 30), by=river.by, at=AT)
    client = river.client("Mill Works")
    page = client.get(reverse("results", args=["river"])).content.decode()
    assert f'href="{reverse("register_workbook", args=["river"])}"' in page
    header, first, other = sheet_rows(got(client, "register_workbook", "river"))
    told = dict(zip(header, first, strict=True))
    assert told["Baseline"] == "No baseline"
    assert told["Result"].startswith("'=HYPERLINK")
    assert told["Evidence"] == "'@SUM(A1:A9)"
    told = dict(zip(header, other, strict=True))
    assert (told["Planned for"], told["Who sees to it"]) == ("Quarter 2 of 2025", "Mill Works")


def test_n7_of_four_priorities_the_one_without_day_is_flagged_once_on_the_slides(river):
    priorities = [river.priority] + [
        add_priority(network=river.network, code=code, name=f"Priority {code}", by=river.by, at=AT)
        for code in ("J", "K", "L")
    ]
    for priority in priorities:
        day = None if priority.code == "K" else date(2024, 5, 1)
        set_baseline(
            priority=priority, version=1, text="Few homes", on=day, source="Survey", by=river.by, at=AT
        )
    an_indicator(river, river.priority, "both", "41.5", "36.75")
    an_indicator(river, river.priority, "alone", "77.5")
    held = a_meeting(river.network, state="published", seats=3, seats_present=3)
    slides = slides_of(got(river.client("Mill Works"), "report_slides", "river", held.pk))
    told = " ".join(slides)
    assert told.count("No baseline") == 1
    assert "Priority K No baseline" in told
    (both,) = [slide for slide in slides if "41.5 percent" in slide]
    assert "36.75 percent" in both
    assert "77.5" not in told
    assert "Few homes" not in told


def test_the_report_s_slides_keep_levels_apart_and_tell_what_moved(river):
    result = river.result("H1", rung="exploring")
    change_rung(result=result, rung="committed", version=1, by=river.by, at=AT)
    held = a_meeting(river.network, state="published", seats=3, seats_present=3)
    told = " ".join(slides_of(got(river.client("Mill Works"), "report_slides", "river", held.pk)))
    assert "Network: What the members did together. 1 committed" in told
    assert "Population: How families fare. No result at this level" in told
    assert "H1: Homes of H1 From “Exploring” to “Committed”. Level: Network" in told


def test_no_template_or_document_says_that_somebody_caused_something():
    for file in (Path(konbit.__file__).parent / "exchange" / "documents").glob("*.py"):
        text = file.read_text()
        assert "attributed" not in text
        assert "caused" not in text


def test_n3_in_the_example_every_document_opens_and_says_made_up(settings):
    network = examples.maln()
    clock_stands_at(settings)
    member = client_of(a_seat(network, "Ferry company", holder=a_person()).holders.get().person)
    record, pre_read = Record.objects.first(), PreRead.objects.first()
    assert record is not None
    assert pre_read is not None
    for name, about in (("record_document", record), ("pre_read_slides", pre_read)):
        seat = a_seat(about.meeting.group, f"Company of {name}", holder=a_person())
        content = got(client_of(seat.holders.get().person), name, about.meeting_id, about.version)
        assert "Made up: the people and meetings of this example do not exist." in everything_in(content)
    for language in ("es", "ht", "vi"):
        for name in ("road_map_pdf", "register_workbook"):
            address = reverse(name, args=["maln"]).replace("/en/", f"/{language}/", 1)
            assert member.get(address).status_code == 200
