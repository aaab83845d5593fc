"""H-6: search over one's networks. It finds by word in four languages, and never what somebody may not see."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.foundation import attachments
from konbit.foundation.outbox import work_until_empty
from konbit.home.models import SearchText
from konbit.home.search import index, keeping
from konbit.home.search.kind import kinds
from konbit.meetings.models import AgendaItem, Commitment
from konbit.meetings.operations.agenda import ask_for_item, change_item
from konbit.meetings.operations.captures import correct_wording, withdraw
from konbit.meetings.operations.commitments import propose_commitment
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_ready
from konbit.meetings.operations.records import publish_record
from konbit.meetings.operations.regrets import say_cannot_come
from konbit.network.operations.attachments import add_attachment, remove_attachment
from konbit.network.operations.groups import change_settings
from konbit.network.operations.organizations import change_organization, merge_organizations
from konbit.network.operations.seats import end_holder
from konbit.results.models import Statement
from konbit.results.operations.career_ladders import add_ladder, add_step
from konbit.results.operations.contributions import add_contribution, withdraw_contribution
from konbit.results.operations.long_goals import add_milestone, reach_milestone, set_long_goal
from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import add_result
from tests.makers import (
    AT,
    a_commitment,
    a_decision,
    a_group,
    a_meeting,
    a_network,
    a_parent,
    a_parked_item,
    a_person,
    a_question,
    a_role,
    a_seat,
    actor,
    an_item,
    an_operator,
    an_organization,
    check_in_seats,
    client_of,
    clock_stands_at,
    convener_of,
    facilitator_of,
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
def member(group):
    return client_of(a_role(group, "member").person)


def page_of(client, words, **more):
    answer = client.get(reverse("search"), {"q": words, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def found(client, words, **more):
    """The titles of what was found, without their marks."""
    answer = client.get(reverse("search"), {"q": words, **more})
    assert answer.status_code == 200
    hits = answer.context["found"].hits
    return ["".join(part.text for part in hit.title.parts) for hit in hits]


def kinds_found(client, words):
    return {hit.kind.code for hit in client.get(reverse("search"), {"q": words}).context["found"].hits}


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Trợ cấp giữ trẻ ở đường Lê Lợi", ["tro cap", "Đường", "duong", "DUONG le", "giữ trẻ", "lợi"]),
        ("Subsidio para el cuidado de niños en Jesús María", ["ninos", "NIÑOS", "jesus maria", "subsidio"]),
        ("Èd pou gadri timoun, òganizasyon yo ak fanmi", ["ed pou", "òganizasyon", "oganizasyon", "timoun"]),
        ("Child-care subsidy: transportation to work", ["child", "CARE subsidy", "transport", "child-care"]),
    ],
)  # fmt: skip
def test_h6_it_finds_by_word_in_four_languages_with_and_without_accents(group, member, written, typed):
    an_item(a_meeting(group, seats=1, state="planned", item=""), written)
    for words in typed:
        assert found(member, words) == [written], words


def test_h6_the_last_word_may_be_only_begun_and_the_others_not(group, member):
    an_item(a_meeting(group, seats=1, state="planned", item=""), "Transportation to work")
    assert found(member, "transp") == ["Transportation to work"]
    assert found(member, "work transp") == ["Transportation to work"]
    assert found(member, "transp work") == []


def test_h6_words_in_quotation_marks_stand_side_by_side(group, member):
    meeting = a_meeting(group, seats=1, state="planned", item="")
    an_item(meeting, "Child care in the evening")
    an_item(meeting, "Care for each child")
    assert len(found(member, "child care")) == 2
    for typed in ('"child care"', "“Child Care”", "«child care» evening"):
        assert found(member, typed) == ["Child care in the evening"], typed
    assert found(member, '"care child"') == []


def test_h6_the_words_are_marked_where_they_stand(group, member):
    an_item(
        a_meeting(group, seats=1, state="planned", item=""),
        "Bus lines",
        background="x " * 300 + "Đường Lê Lợi & <b>",
    )
    page = page_of(member, "duong")
    assert "<mark>Đường</mark> Lê Lợi &amp; &lt;b&gt;" in page
    assert "Bus lines" in page


def test_h6_a_text_in_four_languages_is_found_by_each_and_shown_in_the_readers(group, member):
    by = convener_of(group)
    words = {
        "en": {"text": "Child care", "state": "source"},
        "es": {"text": "Cuidado infantil", "state": "machine"},
        "vi": {"text": "Giữ trẻ", "state": "machine"},
        "ht": {"text": "Gadri", "state": "machine"},
    }
    add_priority(network=group, code="CC", name=words, by=by, at=AT)
    for typed in ("child", "cuidado", "giu tre", "gadri"):
        assert found(member, typed) == ["Child care"], typed
    answer = member.get(reverse("search").replace("/en/", "/es/"), {"q": "gadri"})
    assert "Cuidado infantil" in answer.content.decode()


# --- every kind -------------------------------------------------------------------------------


def test_h6_it_finds_each_kind_of_record_where_its_page_is(group, member):
    by, facilitator = convener_of(group), facilitator_of(group)
    seat = a_seat(group, "Zebra office", holder=a_person("Zebra leader"))
    a_role(group, "member", a_person("Zebra member"))
    a_group(group, name="Zebra working group")
    meeting = a_meeting(group, seats=1, seats_present=1, item="Zebra item")
    a_decision(meeting, "Zebra decision")
    a_commitment(meeting, seat.member, "Zebra commitment")
    a_question(meeting, seat.member, "Zebra question?")
    a_parked_item(meeting, "Zebra parked")
    meeting = close_meeting(meeting=meeting, by=facilitator, at=AT)
    publish_record(meeting=meeting, by=facilitator, at=AT)
    priority = add_priority(network=group, code="Z", name="Zebra priority", by=by, at=AT)
    add_result(priority=priority, code="Z1", level="network", text="Zebra result", by=by, at=AT)
    add_attachment(
        kind="agenda_item",
        record_id=meeting.items.get().pk,
        file=attachments.read_file("zebra list.csv", b"a,b\n"),
        by=facilitator,
        at=AT,
    )
    wanted = {
        "organization", "seat", "role", "agenda_item", "decision", "commitment", "question", "parked_item", "record",
        "priority", "result", "file",
    }  # fmt: skip
    assert kinds_found(member, "zebra") == wanted
    assert kinds_found(client_of(the_person_with(group, "convener")), "delta") >= {"group"}
    for hit in member.get(reverse("search"), {"q": "zebra"}).context["found"].hits:
        assert member.get(hit.address.partition("#")[0]).status_code == 200, hit.kind.code
    assert found(member, "zebra", kind="decision") == ["Zebra decision"]
    assert set(found(member, "zebra leader")) == {"Zebra office"}


def test_h6_it_finds_the_long_goal_its_milestones_and_what_stands_behind_results(group, member):
    by = convener_of(group)
    goal = set_long_goal(
        network=group, name="Heron", text="Every family is heard", due_on=AT.date(), by=by, at=AT
    )
    milestone = add_milestone(goal=goal, text="Kestrel", due_on=AT.date(), by=by, at=AT)
    priority = add_priority(network=group, code="Z", name="Children", by=by, at=AT)
    result = add_result(priority=priority, code="Z1", level="network", text="More places", by=by, at=AT)
    part = add_contribution(
        result=result, did="Opened a heron room", says_who="Minutes", body="Library", by=by, at=AT
    )
    ladder = add_ladder(organization=an_organization(group), name="Heron staff", by=by, at=AT)
    add_step(ladder=ladder, number=1, title="Kestrel keeper", low=1, high=2, per="year", by=by, at=AT)
    assert kinds_found(member, "heron") == {"long_goal", "contribution", "career_ladder"}
    assert kinds_found(member, "kestrel") == {"long_goal", "career_ladder"}
    for hit in member.get(reverse("search"), {"q": "heron"}).context["found"].hits:
        assert "eron" in member.get(hit.address).content.decode(), hit.kind.code
    reach_milestone(
        milestone=milestone, version=1, reached_on=AT.date(), evidence="Pelican report", by=by, at=AT
    )
    assert kinds_found(member, "pelican") == {"long_goal"}
    withdraw_contribution(contribution=part, by=by, at=AT)
    assert kinds_found(member, "heron") == {"long_goal", "career_ladder"}
    assert found(Client(), "heron") == []


def test_h6_names_come_first_and_then_the_newest(group, member):
    for number, days in enumerate((1, 3, 2)):
        meeting = a_meeting(group, seats=1, state="planned", item="")
        AgendaItem.objects.filter(pk=an_item(meeting, f"Lantern {number}").pk).update(
            raised_at=AT + timedelta(days=days)
        )
    an_organization(group, "Lantern house")
    keeping.rebuild_everything()
    assert found(member, "lantern") == ["Lantern house", "Lantern 1", "Lantern 2", "Lantern 0"]


def test_h6_pages_of_twenty_lead_on_and_back(group, member):
    meeting = a_meeting(group, seats=1, state="planned", item="")
    for number in range(45):
        an_item(meeting, f"Lantern {number}")
    pages = [found(member, "lantern", page=number) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({title for page in pages for title in page}) == 45
    first, last = page_of(member, "lantern"), page_of(member, "lantern", page=3)
    assert "page=2" in first
    assert "page=4" not in last
    assert found(member, "lantern", page="-1' OR 1=1") == pages[0]


# --- who may see ------------------------------------------------------------------------------


TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def strangers():
    elsewhere = a_role(a_network(), "facilitator").person
    return [Client(), client_of(elsewhere), client_of(an_operator()), client_of(a_person())]


def test_n3_nobody_from_outside_finds_anything_of_a_group(group):
    a_seat(group, "Lantern office", holder=a_person("Lantern leader"))
    meeting = a_meeting(group, seats=1, seats_present=1, item="Lantern item")
    a_commitment(meeting, wording="Lantern commitment")
    for client in strangers():
        there, absent = (TOKEN.sub("", page_of(client, words)) for words in ("lantern", "nowhere"))
        assert found(client, "lantern") == []
        assert there == absent.replace("nowhere", "lantern"), (
            "what was not found looks like what is not there"
        )


def test_n3_a_private_item_and_what_came_of_it_are_found_by_members_alone(group, member):
    facilitator = facilitator_of(group)
    leader = a_person("Leader of health")
    seat = a_seat(group, holder=leader)
    funder = client_of(a_role(group, "funder").person)
    meeting = a_meeting(group, seats=1, state="planned", item="")
    item = an_item(meeting, "Lantern matter", is_private=True)
    meeting = open_meeting(meeting=set_ready(meeting=meeting, by=facilitator, at=AT), by=facilitator, at=AT)
    check_in_seats(meeting, 1)
    item.refresh_from_db()
    commitment = propose_commitment(
        item=item, wording="Lantern promise", owner=seat.member, due_on=AT.date() + timedelta(days=9), by=facilitator, at=AT,
    )  # fmt: skip
    a_decision(meeting, "Lantern decision")
    add_attachment(
        kind="agenda_item",
        record_id=item.pk,
        file=attachments.read_file("lantern.csv", b"a\n"),
        by=facilitator,
        at=AT,
    )
    publish_record(meeting=close_meeting(meeting=meeting, by=facilitator, at=AT), by=facilitator, at=AT)
    assert kinds_found(member, "lantern") == {"agenda_item", "commitment", "decision", "file"}
    assert found(funder, "lantern") == []
    assert found(client_of(leader), "lantern promise") == [commitment.wording]
    Commitment.objects.filter(pk=commitment.pk).update(owner=group.roles.get(role="funder").member)
    keeping.rebuild_everything()
    assert found(funder, "lantern") == ["Lantern promise"], "an owner sees what they owe"


def test_n3_an_item_that_becomes_private_is_lost_to_others_at_once(group):
    funder = client_of(a_role(group, "funder").person)
    meeting = a_meeting(group, seats=1, state="planned", item="")
    item = an_item(meeting, "Lantern matter")
    assert found(funder, "lantern") == ["Lantern matter"]
    change_item(item=item, version=item.version, is_private=True, by=facilitator_of(group), at=AT)
    assert found(funder, "lantern") == []
    AgendaItem.objects.update(is_private=False)
    assert found(funder, "lantern") == [], "an index that is behind is only too narrow"
    keeping.rebuild_everything()
    AgendaItem.objects.update(is_private=True)
    assert found(funder, "lantern") == [], "the policy is asked again for each hit"


def test_n3_the_authors_name_finds_no_item_without_names(group, member):
    author = a_parent(group, "Zylphina Quarrow")
    seat = group.seats.get(holders__person=author)
    meeting = a_meeting(group, seats=1, state="planned", item="")
    ask_for_item(
        meeting=meeting,
        title="What one of us saw",
        asked_by=seat.member,
        is_no_names=True,
        by=actor(author),
        at=AT,
    )
    assert found(member, "what one of us") == ["What one of us saw"]
    assert kinds_found(member, "Zylphina") == {"seat"}
    assert kinds_found(member, "quarrow saw") == set()
    page = page_of(member, "what one of us saw")
    assert "Zylphina" not in page
    assert "zylphina" not in SearchText.objects.get(kind="agenda_item").words


def test_n3_whoever_stands_in_for_one_meeting_finds_nothing_in_the_group(group):
    leader, deputy = a_person("Leader"), a_person("Deputy", email="deputy@example.org")
    seat = a_seat(group, holder=leader)
    meeting = a_meeting(group, seats=1, state="planned", item="Lantern")
    say_cannot_come(
        meeting=meeting,
        members=[seat.member],
        person=leader,
        delegate="deputy@example.org",
        by=actor(leader),
        at=AT,
    )
    assert found(client_of(deputy), "lantern") == []


def test_h6_who_leaves_finds_nothing_any_more_and_another_network_stays_apart(group):
    leader = a_person()
    holder = a_seat(group, "Lantern office", holder=leader).holders.get()
    other = a_network()
    a_role(other, "member", leader)
    an_organization(other, "Lantern of the other network")
    client = client_of(leader)
    assert len(found(client, "lantern")) == 3
    end_holder(holder=holder, by=convener_of(group), at=AT)
    assert found(client, "lantern") == ["Lantern of the other network"]


def test_h6_a_member_of_a_working_group_finds_the_networks_organizations_and_not_its_meetings(group):
    inside = a_group(group)
    an_organization(group, "Lantern office")
    a_meeting(group, seats=1, state="planned", item="Lantern of the network")
    a_meeting(inside, seats=1, state="planned", item="Lantern of the working group")
    client = client_of(a_role(inside, "member").person)
    assert found(client, "lantern") == ["Lantern office", "Lantern of the working group"]


def test_h6_everybody_finds_what_a_network_shows_to_everybody_and_no_more(group):
    by = convener_of(group)
    priority = add_priority(network=group, code="L", name="Lantern priority", by=by, at=AT)
    add_result(priority=priority, code="L1", level="network", text="Lantern result", by=by, at=AT)
    a_meeting(group, seats=1, state="planned", item="Lantern item")
    assert found(Client(), "lantern") == []
    group.refresh_from_db()
    change_settings(group=group, version=group.version, results_are_public=True, by=by, at=AT)
    assert found(Client(), "lantern") == ["Lantern priority", "Lantern result"]


# --- what is not published --------------------------------------------------------------------


def test_n27_drafts_older_versions_and_what_was_taken_back_are_found_nowhere(group, member):
    facilitator = facilitator_of(group)
    meeting = a_meeting(group, seats=1, seats_present=1, item="Buses")
    decision, question = (
        a_decision(meeting, "Lantern decision"),
        a_question(meeting, wording="Lantern question?"),
    )
    meeting = close_meeting(meeting=meeting, by=facilitator, at=AT)
    assert kinds_found(member, "lantern decision") == set(), "its record is not published"
    publish_record(meeting=meeting, by=facilitator, at=AT)
    assert kinds_found(member, "lantern decision") == {"decision"}
    meeting.refresh_from_db()
    correct_wording(
        captured=decision, wording="Beacon decision", version=decision.version, by=facilitator, at=AT
    )
    assert kinds_found(member, "beacon") == set(), "the next version is not published"
    publish_record(meeting=meeting, correction="The word was wrong", by=facilitator, at=AT)
    assert kinds_found(member, "lantern decision") == set(), "the older version is no more"
    assert kinds_found(member, "beacon") == {"decision"}
    assert kinds_found(member, "lantern question") == {"question"}
    withdraw(captured=question, by=facilitator, at=AT)
    assert kinds_found(member, "lantern") == set()
    assert not SearchText.objects.filter(words__contains="lantern").exists()


def test_n27_only_the_newest_published_shared_future_is_found(group, member):
    def version(number, text, published):
        Statement.objects.create(
            network=group,
            number=number,
            text={"en": {"text": text, "state": "source"}},
            published_at=published,
        )

    version(1, "Lantern future", AT)
    keeping.rebuild("statement")
    assert found(member, "lantern") == ["Lantern future"]
    version(2, "Beacon future", AT)
    version(3, "Draft future", None)
    keeping.rebuild("statement")
    assert (found(member, "lantern"), found(member, "beacon")) == ([], ["Beacon future"])
    assert found(member, "draft") == []


def test_h6_a_file_taken_away_is_not_found(group, member):
    meeting = a_meeting(group, seats=1, state="planned")
    file, by = attachments.read_file("lantern.csv", b"a\n"), facilitator_of(group)
    attachment = add_attachment(kind="agenda_item", record_id=meeting.items.get().pk, file=file, by=by, at=AT)
    assert found(member, "lantern") == ["lantern.csv"]
    remove_attachment(attachment=attachment, by=by, at=AT)
    assert found(member, "lantern") == []


# --- the index --------------------------------------------------------------------------------


def test_h6_names_that_change_are_found_by_the_new_one(group, member):
    by = convener_of(group)
    one = a_seat(group, "Lantern office").organization
    double = an_organization(group, "Beacon office")
    said = {"name": "Candle office", "short_name": "", "sector": "other"}
    change_organization(organization=one, version=one.version, **said, by=by, at=AT)
    assert found(member, "lantern") == []
    assert kinds_found(member, "candle") == {"organization", "seat"}
    one.refresh_from_db()
    merge_organizations(kept=double, doubled=one, by=by, at=AT)
    assert kinds_found(member, "candle") == set()
    assert kinds_found(member, "beacon") == {"organization", "seat"}


def test_h6_the_index_is_built_anew_and_says_how_many_rows_differed(group, member):
    from io import StringIO

    from django.core.management import call_command

    a_meeting(group, seats=1, seats_present=1, item="Lantern item")
    assert {
        code: differed for code, (_there, differed) in keeping.rebuild_everything().items() if differed
    } == {}
    rows = SearchText.objects.count()
    lost = SearchText.objects.filter(kind="agenda_item").delete()[0]
    SearchText.objects.filter(kind="seat").update(words="something else")
    SearchText.objects.create(
        kind="result", record_id=uuid.uuid4(), doors="", words="lantern", is_name=False, at=AT
    )
    SearchText.objects.create(
        kind="gone", record_id=uuid.uuid4(), doors="", words="lantern", is_name=False, at=AT
    )
    out = StringIO()
    call_command("search_index", stdout=out)
    assert (
        f"Altogether {lost + SearchText.objects.filter(kind='seat').count() + 1} rows differed."
        in out.getvalue()
    )
    assert SearchText.objects.count() == rows
    assert "Lantern item" in found(member, "lantern item")


def test_h6_each_night_a_job_compares_every_kind(group, member, django_capture_on_commit_callbacks):
    from konbit.home.jobs import look_after_what_is_kept

    a_meeting(group, seats=1, state="planned", item="Lantern item")
    SearchText.objects.all().delete()
    look_after_what_is_kept(at=AT)
    look_after_what_is_kept(at=AT)
    work_until_empty()
    assert found(member, "lantern item") == ["Lantern item"]


def test_h6_what_is_refused_leaves_the_index_as_it_was(group, member):
    from django.db import transaction

    meeting = a_meeting(group, seats=1, state="planned", item="")
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 - the verb, then the fault
        an_item(meeting, "Lantern item")
        raise RuntimeError
    assert not SearchText.objects.filter(words__contains="lantern").exists()
    assert found(member, "lantern") == []


def test_h6_a_kind_that_nobody_registered_is_not_found_and_no_row_is_shown_from_the_index(group, member):
    key = f"group{group.pk.hex}"
    SearchText.objects.create(
        kind="agenda_item", record_id=uuid.uuid4(), doors=key, words="lantern", is_name=False, at=AT
    )
    assert found(member, "lantern") == []
    item = an_item(a_meeting(group, seats=1, state="planned", item=""), "Buses")
    SearchText.objects.filter(record_id=item.pk).update(words="lantern")
    assert found(member, "lantern") == [], "the record itself says something else"


def test_h6_the_group_filter_stands_in_the_query(group, member):
    with CaptureQueriesContext(connection) as queries:
        found(member, "lantern")
    (asked,) = [one["sql"] for one in queries if "home_searchtext" in one["sql"]]
    assert f"group{group.pk.hex}" in asked


def test_h6_every_kind_says_who_sees_it():
    for kind in kinds():
        assert kind.model.objects is not None
        assert callable(kind.is_seen)
        assert kind.code in {one.code for one in kinds()}
    assert index.LOOKED_THROUGH >= 1000


# --- hostile words ----------------------------------------------------------------------------

HOSTILE = [
    '"', "'", '"""', "AND", "OR NOT", "NEAR(a b)", "a*", "*", "^a", "words:a", "doors : group", "a AND", "(", ")", "{a}: b",
    "-a", "a & b | !c", "<->", ":*", "\\", "%", "_", ";DROP TABLE home_searchtext", "\x00", "a\x00b", "\x00" * 99,
    "<script>alert(1)</script>", "\u202eabc", "😀", "ǁ", "ǁ ǁ", "ا", "字", "½", "ﬁ", "e\u0301", "\u0301", "İstanbul",
    "a" * 3000, "a " * 3000, '"' + "a " * 500 + '"', "“„”«»", "'a':*", "a:*b", "$1", "%s %(a)s", "1e5abc", "3.14", "a@b.c",
    "http://a.b/c?d=e", "-1", "+1 601", "\ufeff", "\u00ad", "\n\r\t",
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_h6_hostile_words_are_words(group, member, number):
    typed = HOSTILE[number]
    an_item(
        a_meeting(group, seats=1, state="planned", item=""),
        "Lantern",
        background=typed.replace("\x00", " ")[:500],
    )
    for client in (member, Client()):
        answer = client.get(reverse("search"), {"q": typed, "kind": typed, "page": typed})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content


def test_h6_a_megabyte_and_bytes_that_are_no_text_are_answered(member):
    assert member.get(reverse("search"), {"q": "lantern " * 130_000}).status_code == 200
    for raw in ("q=%ED%A0%80", "q=%FF%FE", "q=%00", "q=%C0%AF", "q=%F0%9F", "q", "q=a&q=b", "q[]=a"):
        assert member.get(reverse("search") + "?" + raw).status_code == 200, raw


def test_h6_what_somebody_looks_for_is_written_down_nowhere(group, member, caplog):
    before = Entry.objects.count()
    page_of(member, "lantern secret")
    page_of(member, "lantern secret", page=99)
    assert Entry.objects.count() == before
    assert "lantern" not in caplog.text
    assert not SearchText.objects.filter(words__contains="secret").exists()


def test_h6_every_page_leads_to_the_search_which_needs_no_script(member):
    page = member.get(reverse("my_page")).content.decode()
    assert f'href="{reverse("search")}"' in page
    empty = member.get(reverse("search")).content.decode()
    assert 'name="q"' in empty
    assert "What are you looking for?" in empty
    nothing = page_of(member, "nowhere")
    assert "Nothing was found" in nothing
    assert "Try fewer words" in nothing
