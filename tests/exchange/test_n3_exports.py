"""N-3 in what leaves the house: no file names anybody with an item without names, or with anything made from it."""

import io
import json
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from konbit.audit.models import Entry
from konbit.foundation.attachments import keep, read_file
from konbit.foundation.models import Attachment
from konbit.meetings.hand_over_content import content_of as content_of_pack
from konbit.meetings.models import AgendaItem, Asked, CaptureClash, Commitment, HandOverPack, UnreadReply
from konbit.meetings.operations.agenda import ask_for_item, change_item
from konbit.meetings.operations.captures import ask_question, park
from konbit.meetings.operations.commitments import accept_commitment, propose_commitment
from konbit.meetings.operations.decisions import put_to_the_table, record_decision, vote
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_ready
from konbit.meetings.operations.pre_reads import freeze_pre_read
from konbit.meetings.operations.progress import report_progress
from konbit.meetings.operations.questions import answer_question
from konbit.meetings.operations.records import publish_record
from konbit.network.queries import day_in
from tests.exchange.installs import (
    an_empty_installation,
    parts_of,
    rows_of,
    taken_in,
    the_archive_of,
    what_sees,
)
from tests.makers import (
    AT,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    actor,
    an_item,
    check_in_seats,
    client_of,
    convener_of,
    facilitator_of,
    the_person_with,
)

pytestmark = pytest.mark.django_db

AUTHOR, AUTHORS = "Zylphina Quarrow", "Department of Marker Words"
TITLE = "Speaking openly about staff who leave"
MADE = (
    "meetings/agendaitem", "meetings/decision", "meetings/vote", "meetings/commitment", "meetings/commitmentchange",
    "meetings/question", "meetings/parkeditem", "meetings/captureclash", "meetings/preread", "meetings/record",
    "meetings/handoverpack", "meetings/unreadreply",
)  # fmt: skip


class Room:
    """A network in which somebody asked for, led, owned, voted on and answered everything of an item without names."""

    def __init__(self):
        self.network = a_network(name="Delta network", address="delta")
        self.author = a_person(AUTHOR)
        self.seat = a_seat(self.network, AUTHORS, holder=self.author)
        self.member = a_person("Ordinary member")
        a_seat(self.network, "Health fund", holder=self.member)
        self.meeting = a_meeting(self.network, seats=3, state="planned", item=None)
        self.by, self.own = facilitator_of(self.network), actor(self.author)
        # First asked for with names: the trail and a first pre-read know who it was.
        self.item = ask_for_item(
            meeting=self.meeting, title=f"What {AUTHOR} saw", asked_by=self.seat.member, by=self.own, at=AT
        )
        self.change(title=f"What {AUTHOR} saw", lead=self.seat.member)
        AgendaItem.objects.filter(pk=self.item.pk).update(state="on_agenda", minutes=10)
        freeze_pre_read(meeting=self.meeting, by=self.by, at=AT)
        self.change(title=TITLE, background="", is_no_names=True, lead=self.seat.member)
        self.meet()

    def change(self, **changes):
        self.item.refresh_from_db()
        self.item = change_item(item=self.item, version=self.item.version, by=self.by, at=AT, **changes)

    def meet(self):
        meeting = a_meeting_begins(self.meeting, self.by)
        self.item = AgendaItem.objects.get(pk=self.item.pk)
        decision = put_to_the_table(
            item=self.item, wording="We hold exit talks", proposed_by=self.seat.member, owner=self.seat.member,
            by=self.own, at=AT,
        )  # fmt: skip
        vote(decision=decision, seat=self.seat, choice="yes", by=self.own, at=AT)
        record_decision(decision=decision, state="decided", by=self.by, at=AT)
        commitment = propose_commitment(
            item=self.item, wording="Write the first questions", owner=self.seat.member,
            due_on=day_in(self.network, AT) + timedelta(days=30), by=self.by, at=AT,
        )  # fmt: skip
        commitment = accept_commitment(commitment=commitment, by=self.own, at=AT)
        report_progress(commitment=commitment, progress="blocked", note="No room", by=self.own, at=AT)
        question = ask_question(
            item=self.item, wording="Who reads the answers?", asked_of=self.seat.member, by=self.own, at=AT
        )
        park(item=self.item, wording="Pay of those who stay", by=self.own, at=AT)
        close_meeting(meeting=meeting, by=self.by, at=AT)
        answer_question(question=question, answer="The group alone.", by=self.own, at=AT)
        publish_record(meeting=meeting, by=self.by, at=AT)
        self.left_over(commitment)

    def left_over(self, commitment):
        """What jobs and clashes would leave behind."""
        CaptureClash.objects.create(
            meeting=self.meeting, item=self.item, captured_kind="commitment", captured_id=commitment.pk,
            standing={"owner": str(self.seat.member_id)}, arrived={"owner": None}, key=commitment.key,
            person=self.author, at=AT,
        )  # fmt: skip
        Asked.objects.create(
            meeting=self.meeting, person=self.author, kind="ask", commitments=[str(commitment.pk)], at=AT
        )
        UnreadReply.objects.create(
            meeting=self.meeting, person=self.author, from_address="q@example.org", text="About the talks",
            because="which_one", at=AT,
        )  # fmt: skip
        HandOverPack.objects.create(
            holder=self.seat.holders.first(), made_at=AT,
            content=content_of_pack(self.seat, AT),
        )  # fmt: skip
        read = read_file("talks.csv", b"question\r\nWhy\r\n")
        Attachment.objects.create(
            about_kind="agenda_item", about_id=self.item.pk, name=read.name, media_type=read.media_type,
            size=len(read.content), sha256=read.sha256, stored_as=keep(read), added_by_id=self.author.pk, added_at=AT,
        )  # fmt: skip

    @property
    def marks(self):
        """What would tell who it was: names, and ids that lead to them."""
        seat = self.seat
        return [
            AUTHOR,
            AUTHORS,
            *(str(one) for one in (self.author.pk, seat.pk, seat.member_id, seat.organization_id)),
        ]


def a_meeting_begins(meeting, by):
    meeting = set_ready(meeting=meeting, by=by, at=AT)
    meeting = open_meeting(meeting=meeting, by=by, at=AT)
    check_in_seats(meeting, 3)
    return meeting


@pytest.fixture
def room(db):
    return Room()


def about_the_item(archive, room):
    """Every row of the item and of what was made from it, as text, by table."""
    near = {str(room.item.pk), str(room.meeting.pk)}
    ids = near | {
        row["id"] for table in MADE for row in rows_of(archive, table) if "id" in row and near & texts_in(row)
    }
    for table in (*MADE, "foundation/attachment", "audit/entry", "results/servedby"):
        for row in rows_of(archive, table):
            if ids & (texts_in(row) - {str(room.meeting.pk)}):
                yield table, row


def texts_in(row):
    return {value for value in row.values() if isinstance(value, str)}


def without_lists_of_people(row):
    """Who was at the meeting is no secret: a frozen record holds the list of those who came."""
    content = row.get("content")
    if not isinstance(content, dict):
        return row
    people = ("attendance", "expected", "seat")
    return {**row, "content": {name: told for name, told in content.items() if name not in people}}


@pytest.mark.parametrize("whose", ["convener", "author", "member"])
def test_n3_no_file_of_an_archive_names_anybody_with_it(room, whose):
    person = {
        "convener": the_person_with(room.network, "convener"),
        "author": room.author,
        "member": room.member,
    }[whose]
    archive = the_archive_of(room.network, actor(person)) if whose == "convener" else what_sees(person)
    told = list(about_the_item(archive, room))
    assert {table for table, _row in told} >= {
        "meetings/agendaitem",
        "meetings/decision",
        "meetings/commitment",
    }
    for table, row in told:
        text = json.dumps(without_lists_of_people(row), ensure_ascii=False)
        assert [mark for mark in room.marks if mark in text] == [], table
    assert not rows_of(archive, "meetings/vote"), "each single vote names a seat"
    assert not rows_of(archive, "meetings/unreadreply")


def test_n3_where_only_the_item_names_them_their_strings_stand_in_no_file_at_all(room):
    """Somebody who is no member asked, led and owned: then nothing else could tell the name."""
    outsider = a_person("Ottoline Vexwright")
    AgendaItem.objects.filter(pk=room.item.pk).update(asked_by_person=outsider)
    Commitment.objects.update(accepted_by=outsider, captured_by=outsider)
    Attachment.objects.update(added_by_id=outsider.pk)
    for archive in (the_archive_of(room.network), what_sees(room.member)):
        for name, data in parts_of(archive).items():
            assert outsider.name.encode() not in data, name
            assert str(outsider.pk).encode() not in data, name
            assert outsider.email.encode() not in data, name


def test_n3_the_records_come_through_and_the_second_archive_is_the_first(room):
    first = the_archive_of(room.network)
    an_empty_installation()
    network = taken_in(first)
    assert the_archive_of(network) == first
    commitment = Commitment.objects.get()
    assert (commitment.wording, commitment.state, commitment.owner.name) == (
        "Write the first questions",
        "accepted",
        "",
    )
    assert commitment.changes.count() == 3
    client = client_of(the_person_with(network, "facilitator"))
    meeting = commitment.meeting
    for page in (
        f"/en/commitments/{commitment.pk}/", f"/en/groups/{network.address}/commitments/", f"/en/meetings/{meeting.pk}/",
        f"/en/meetings/{meeting.pk}/agenda/", f"/en/meetings/{meeting.pk}/record/", f"/en/groups/{network.address}/trail/",
    ):  # fmt: skip
        answer = client.get(page)
        assert answer.status_code == 200, page
    an_item(a_meeting(network, seats=1, state="planned", at=AT + timedelta(days=42)), "Buses")


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_n3_the_table_of_commitments_names_no_owner(room, form):
    client = client_of(the_person_with(room.network, "facilitator"))
    answer = client.get(f"/en/groups/delta/tables/commitments.{form}")
    assert answer.status_code == 200
    body = answer.getvalue()
    if form == "xlsx":
        body = str([[cell.value for cell in row] for row in load_workbook(io.BytesIO(body)).active]).encode()
    assert b"Write the first questions" in body
    assert AUTHOR.encode() not in body
    assert AUTHORS.encode() not in body


def test_n3_private_items_leave_only_with_those_who_see_them():
    network = a_network(name="Delta network", address="delta")
    funder = a_person("Program officer")
    a_seat(network, "County Foundation", votes=False, role="funder", holder=funder)
    member = a_person("Ordinary member")
    a_seat(network, "Health fund", holder=member)
    meeting = a_meeting(network, seats=3, state="planned", item=None)
    an_item(meeting, "What two offices cannot do", is_private=True)
    an_item(meeting, "Buses")
    freeze_pre_read(meeting=meeting, by=facilitator_of(network), at=AT)
    stranger = a_person("Stranger")
    for person, sees in ((member, True), (funder, False), (stranger, False)):
        told = b"".join(parts_of(what_sees(person)).values())
        assert (b"What two offices cannot do" in told) == sees
        assert (b"Buses" in told) == (person != stranger)


@pytest.mark.parametrize(
    "address", ["take/", "take/network/", "tables/members.csv", "tables/commitments.xlsx"]
)
def test_n3_to_a_non_member_the_addresses_are_the_one_fixed_page(address):
    network = a_network(address="delta")
    client = client_of(a_person())
    method = client.post if "network" in address else client.get
    answer, nowhere = method(f"/en/groups/{network.address}/{address}"), method("/en/no/such/page/")
    assert (answer.status_code, answer.content) == (404, nowhere.content)


def test_only_the_convener_takes_the_whole_network_and_each_taking_is_noted(room):
    refused = client_of(room.member).post("/en/groups/delta/take/network/")
    assert refused.status_code == 403
    convener = the_person_with(room.network, "convener")
    taken = client_of(convener).post("/en/groups/delta/take/network/")
    assert taken.getvalue() == the_archive_of(room.network, convener_of(room.network))
    client_of(room.member).post("/en/me/take/").getvalue()
    noted = Entry.objects.filter(action__startswith="exchange.", channel="page")
    assert {(one.action, one.person_id) for one in noted} >= {
        ("exchange.export_network", convener.pk),
        ("exchange.export_mine", room.member.pk),
    }
