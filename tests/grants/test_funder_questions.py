"""G-11: questions to a funder, from the first asking to the asker's own word that they are answered."""

from datetime import timedelta
from uuid import uuid4

import pytest

from konbit.audit.models import Entry
from konbit.foundation.clock import move_demo_clock
from konbit.grants.models import FunderQuestion
from konbit.home.operations.agenda_draft import build_draft
from konbit.network.operations.seats import seat_person
from konbit.results.models import PlanVersion, StrategicPlan
from tests.grants.makers import Chain
from tests.makers import (
    AT,
    a_group,
    a_meeting,
    a_person,
    a_question,
    a_seat,
    client_of,
    clock_stands_at,
    facilitator_of,
)
from tests.results.standing_behind import at, page, read, stranger

pytestmark = pytest.mark.django_db

WORDING = "For how long is the support promised?"
OLD = "Older than 42 days"


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    chain = Chain()
    chain.award("Funder", "North grantee")
    return chain


def ask(chain, asker="North grantee", **typed):
    typed = {
        "wording": WORDING,
        "about": "Time frame",
        "asked_by": chain.seats[asker].pk,
        "owner": chain.seats["Funder"].pk,
        "key": str(uuid4()),
        **typed,
    }
    answer = chain.clients[asker].post(at("ask_funder", chain.body("Funder").pk), typed)
    assert answer.status_code == 302, read(answer)
    return FunderQuestion.objects.latest("asked_at")


def act(chain, who, verb, question, **typed):
    return chain.clients[who].post(at(verb, question.pk), typed)


def days_later(days):
    move_demo_clock(AT + timedelta(days=days))


def test_g11_red_on_the_funders_page_and_for_every_grantee_from_day_43(chain):
    question = ask(chain)
    readers = [
        chain.clients[name] for name in ("Funder", "North grantee", "South grantee", "Mill contractor")
    ]
    shown_on = [
        ("funder_page", chain.body("Funder").pk),
        ("funder_questions",),
        ("funder_question", question.pk),
    ]
    days_later(42)
    for reader in readers:
        for place in shown_on:
            text = page(reader, *place)
            assert WORDING in text
            assert "sked 42 days ago" in text
            assert OLD not in text
        assert "older than 42 days" not in page(reader, "funders")
    days_later(43)
    for reader in readers:
        for place in shown_on:
            assert OLD in page(reader, *place), place
        assert "1 older than 42 days" in page(reader, "funders")


def test_g11_the_funder_has_no_control_that_hides_a_question(chain):
    question = ask(chain)
    funder = chain.clients["Funder"]
    for verb, typed in (
        ("close_funder_question", {}),
        ("funder_question_not_answered", {"because": "No"}),
        ("change_funder_question", {"wording": "Something nicer", "version": question.version}),
    ):
        assert act(chain, "Funder", verb, question, **typed).status_code == 403
    act(chain, "Funder", "answer_funder_question", question, text="We shall see.")
    assert act(chain, "Funder", "close_funder_question", question).status_code == 403
    act(chain, "Funder", "name_question_owner", question, owner="")
    question.refresh_from_db()
    assert (question.state, question.wording, question.owner) == ("answered", WORDING, None)
    for name in ("Funder", "South grantee"):
        assert WORDING in page(chain.clients[name], "funder_page", chain.body("Funder").pk)
    assert "Close" not in page(funder, "funder_question", question.pk)


def test_g11_only_the_asker_closes_it_and_opens_it_again_with_its_first_age(chain):
    question = ask(chain)
    days_later(10)
    act(chain, "Funder", "answer_funder_question", question, text="For a while.")
    assert act(chain, "South grantee", "close_funder_question", question).status_code == 403
    no_reason = act(chain, "North grantee", "funder_question_not_answered", question, because=" ")
    assert no_reason.status_code == 422
    assert "Say in a sentence what is still missing." in read(no_reason)
    days_later(20)
    because = "It names no day."
    assert (
        act(chain, "North grantee", "funder_question_not_answered", question, because=because).status_code
        == 302
    )
    days_later(43)
    shown = page(chain.clients["South grantee"], "funder_question", question.pk)
    assert OLD in shown
    assert "First asked 43 days ago" in shown
    assert "An earlier answer For a while." in shown
    assert f"does not answer it: {because}" in shown
    act(chain, "Funder", "answer_funder_question", question, text="Until the end of 2026.")
    assert OLD not in page(chain.clients["South grantee"], "funder_page", chain.body("Funder").pk)
    assert act(chain, "North grantee", "close_funder_question", question).status_code == 302
    shown = page(chain.clients["Funder"], "funder_question", question.pk)
    assert "Who asked says that this is answered." in shown
    assert "For a while." in shown
    assert "Until the end of 2026." in shown
    again = act(chain, "North grantee", "funder_question_not_answered", question, because="It changed")
    assert again.status_code == 302
    assert "First asked 43 days ago" in page(chain.clients["Funder"], "funder_question", question.pk)
    done = [one.action for one in Entry.objects.filter(action__startswith="grants.").order_by("pk")]
    assert done[-6:] == [
        "grants.ask_funder", "grants.answer_funder_question", "grants.mark_not_answered",
        "grants.answer_funder_question", "grants.close_funder_question", "grants.mark_not_answered",
    ]  # fmt: skip


def test_g11_an_answer_may_point_to_a_published_version_of_the_funders_strategy(chain):
    question = ask(chain)
    plan = StrategicPlan.objects.create(
        network=chain.network, funder=chain.body("Funder"), name="The long view"
    )
    published = PlanVersion.objects.create(plan=plan, number=2, text="Until 2026", published_at=AT)
    draft = PlanVersion.objects.create(plan=plan, number=3, text="Until 2027")
    refused = act(chain, "Funder", "answer_funder_question", question, text="Here", plan_version=draft.pk)
    assert refused.status_code == 422
    act(chain, "Funder", "answer_funder_question", question, text="Here", plan_version=published.pk)
    assert "It is settled by “The long view”, version 2." in page(
        chain.clients["South grantee"], "funder_question", question.pk
    )


def test_every_seat_of_the_network_and_of_a_group_inside_it_asks_and_nobody_for_another(chain):
    group = a_group(chain.network)
    parent = a_person("Parent member 1")
    seat = a_seat(group, title="Seat of a parent", role="parent_or_resident", holder=parent)
    address = at("ask_funder", chain.body("Funder").pk)
    typed = {"wording": WORDING, "asked_by": seat.pk, "key": str(uuid4())}
    assert client_of(parent).post(address, typed).status_code == 302
    assert FunderQuestion.objects.get().asked_by == seat
    not_mine = chain.clients["South grantee"].post(address, {**typed, "key": str(uuid4())})
    assert not_mine.status_code == 422
    assert (
        chain.clients["Funder"].post(address, {**typed, "asked_by": chain.seats["Funder"].pk}).status_code
        == 422
    )
    assert stranger().post(address, typed).status_code == 404
    assert FunderQuestion.objects.count() == 1


def test_what_cannot_be_asked_is_refused_and_stays_typed(chain):
    address = at("ask_funder", chain.body("Funder").pk)
    typed = {"wording": WORDING, "asked_by": chain.seats["North grantee"].pk, "key": str(uuid4())}
    client = chain.clients["North grantee"]
    empty = client.post(address, {**typed, "wording": "  ", "about": "Time frame"})
    assert empty.status_code == 422
    assert "Write the question first." in read(empty)
    assert 'value="Time frame"' in empty.content.decode()
    early = client.post(address, {**typed, "due_on": "2025-03-06"})
    assert "An answer is due after the day of the question" in read(early)
    for wrong in ({"owner": "x" * 90}, {"due_on": "99999-01-01"}, {"asked_by": "1"}, {"wording": "a\x00b"}):
        assert client.post(address, {**typed, **wrong}).status_code == 422
    no_funder = client.post(at("ask_funder", chain.body("Dam contractor").pk), typed)
    assert no_funder.status_code == 409
    assert "gives no money in this network" in read(no_funder)
    assert client.get(at("ask_funder", uuid4())).status_code == 404
    assert not FunderQuestion.objects.exists()


def test_sent_twice_it_is_asked_once_and_answered_once(chain):
    key = str(uuid4())
    ask(chain, key=key)
    question = ask(chain, key=key)
    for _ in range(2):
        assert act(chain, "Funder", "answer_funder_question", question, text="Soon").status_code == 302
    assert FunderQuestion.objects.get().answers.count() == 1
    assert act(chain, "Funder", "answer_funder_question", question, text="Other").status_code == 409


def test_the_asker_may_reword_until_there_is_an_answer(chain):
    question = ask(chain)
    typed = {"wording": "Until when?", "about": "", "version": question.version}
    assert act(chain, "North grantee", "change_funder_question", question, **typed).status_code == 302
    late = act(
        chain, "North grantee", "change_funder_question", question, **{**typed, "wording": "How long?"}
    )
    assert late.status_code == 409
    assert "Somebody else changed this" in read(late)
    act(chain, "Funder", "answer_funder_question", question, text="Soon")
    question.refresh_from_db()
    typed = {**typed, "version": question.version}
    assert act(chain, "North grantee", "change_funder_question", question, **typed).status_code == 409


def test_questions_older_than_42_days_stand_in_part_5_once_and_leave_when_closed(chain):
    question = ask(chain)
    meeting = a_meeting(chain.network, state="planned", at=AT + timedelta(days=56), item="")
    by = facilitator_of(chain.network)
    build_draft(meeting=meeting, by=by, at=AT + timedelta(days=42))
    assert not meeting.items.exists()
    for _ in range(2):
        build_draft(meeting=meeting, by=by, at=AT + timedelta(days=43))
    item = meeting.items.get()
    assert (item.part, item.title, item.state) == (5, WORDING, "on_agenda")
    assert item.lead_id == chain.seats["Funder"].member_id
    agenda = chain.clients["South grantee"].get(f"/en/meetings/{meeting.pk}/agenda/")
    assert f'href="{at("funder_question", question.pk)}"' in agenda.content.decode()
    act(chain, "Funder", "answer_funder_question", question, text="Until 2026")
    act(chain, "North grantee", "close_funder_question", question)
    build_draft(meeting=meeting, by=by, at=AT + timedelta(days=44))
    assert meeting.items.get().state == "set_aside"


def test_g11_a_question_asked_in_a_meeting_stands_in_the_same_list(chain):
    meeting = a_meeting(chain.network)
    asked = a_question(meeting, chain.seats["Funder"].member, "Who pays for interpretation?")
    chain.seats["Funder"].role = "funder"
    chain.seats["Funder"].save()
    days_later(43)
    funder = chain.body("Funder").pk
    for reader in ("Funder", "South grantee"):
        answer = chain.clients[reader].get(at("funder_page", funder))
        assert f'href="/en/questions/{asked.pk}/"' in answer.content.decode()
        assert f"Who pays for interpretation? Open Asked 43 days ago {OLD}" in read(answer)
        assert "Who pays for interpretation?" in page(chain.clients[reader], "funder_questions")


@pytest.mark.parametrize("mark", ["is_private", "is_no_names"])
def test_a_private_question_or_one_without_names_stands_in_no_list_of_funders(chain, mark):
    meeting = a_meeting(chain.network)
    a_question(meeting, chain.seats["Funder"].member, "Who pays for interpretation?")
    meeting.items.update(**{mark: True})
    assert "interpretation" not in page(chain.keeper, "funder_page", chain.body("Funder").pk)


def test_who_is_in_no_group_of_the_question_does_not_read_it_on_the_funders_page(chain):
    group = a_group(chain.network)
    a_question(a_meeting(group), wording="Between us: who pays?", asked_of=a_seat(group, "Funder").member)
    assert "Between us" not in page(chain.clients["South grantee"], "funder_page", chain.body("Funder").pk)


def test_nobody_asks_a_giver_for_which_nobody_sits_in_the_network(chain):
    chain.award("Tobacco tax", "Funder")
    tax, client = chain.body("Tobacco tax"), chain.clients["North grantee"]
    address = at("ask_funder", tax.pk)
    says = "Nobody sits in the network for “Tobacco tax”, so nobody could answer."
    register = client.get(at("funder_questions")).content.decode()
    assert address not in register
    assert at("ask_funder", chain.body("Funder").pk) in register
    shown = client.get(at("funder_page", tax.pk))
    assert says in read(shown)
    assert address not in shown.content.decode()
    opened = client.get(address)
    assert (opened.status_code, says in read(opened)) == (409, True)
    typed = {"wording": WORDING, "asked_by": chain.seats["North grantee"].pk, "key": str(uuid4())}
    asked = client.post(address, typed)
    assert (asked.status_code, says in read(asked), WORDING in read(asked)) == (409, True, True)
    # An empty seat answers nothing; once somebody holds it, it can be asked.
    seat = a_seat(chain.network, "Tobacco tax")
    assert client.get(address).status_code == 409
    seat_person(seat=seat, person=a_person("Its officer"), by=facilitator_of(chain.network), at=AT)
    assert client.get(address).status_code == 200
    assert address in client.get(at("funder_questions")).content.decode()
    assert client.post(address, typed).status_code == 302
