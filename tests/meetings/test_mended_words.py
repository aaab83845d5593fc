"""What people met in the cycle and stumbled on: answers, letters, refusals and pages that now say what is so."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from konbit.accounts.queries import kinds_wanted
from konbit.foundation.actor import SYSTEM
from konbit.foundation.clock import ClockOnlyMovesForward, move_demo_clock
from konbit.foundation.refusals import Refusal
from konbit.meetings.forms import PulseForm
from konbit.meetings.models import AgendaItem, Commitment
from konbit.meetings.operations.agenda import ask_for_item, take_back_request
from konbit.meetings.operations.commitments import (
    ItsDayIsPast,
    accept_commitment,
    undo_answer,
)
from konbit.meetings.operations.cycle import run_step
from konbit.meetings.operations.meetings import close_meeting
from konbit.meetings.operations.progress import report_progress
from konbit.meetings.templatetags.meetings import votes_words
from tests.makers import (
    AT,
    a_commitment,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    actor,
    client_of,
    facilitator_of,
    letters_sent,
    the_person_with,
)
from tests.meetings.passing import House, above, held
from tests.meetings.reading import at, attributes, past_the_page, visit
from tests.meetings.test_answers_by_link import Letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
DAY = timedelta(days=1)


# --- sent again after the browser's way back --------------------------------------------------


def asked(title="Buses on Sunday", **changes):
    group = a_network()
    person = a_person("Leader of health")
    seat = a_seat(group, holder=person)
    meeting = a_meeting(group, seats=1, state="planned", at=AT + 14 * DAY)
    make = {"meeting": meeting, "title": title, "asked_by": seat.member, "by": actor(person), "at": AT}
    return {**make, **changes}


def test_the_same_item_sent_again_from_a_form_made_anew_is_one_item():
    request = asked()
    client = client_of(request["asked_by"].seat.holders.get().person)

    def sends(background):
        page = at(client, "ask_for_item", request["meeting"].pk)
        assert page.send(title="Buses on Sunday", background=background).status == 200

    sends("Line 7")
    sends("Line 7")
    assert AgendaItem.objects.filter(title="Buses on Sunday").count() == 1
    sends("Line 8")
    assert AgendaItem.objects.filter(title="Buses on Sunday").count() == 2


def test_what_was_taken_back_can_be_asked_for_anew():
    request = asked()
    first = ask_for_item(**request)
    take_back_request(item=first, by=request["by"], at=AT)
    assert ask_for_item(**request).pk != first.pk


# --- the focus after an act -------------------------------------------------------------------


def test_after_an_act_in_the_meeting_the_focus_goes_to_what_was_acted_upon():
    meeting = a_meeting(seats=2, seats_present=2)
    client, item = client_of(the_person_with(meeting.group, "facilitator")), meeting.items.first()
    owner = meeting.group.seats.filter(votes=True).first().member

    def lands_on(name, *args, **sent):
        answer = client.post(reverse(name, args=args), sent)
        assert answer.status_code == 302, answer.content[:500]
        place = answer.url.partition("#")[2]
        shown = visit(client, answer.url.partition("#")[0])
        assert place
        assert shown.all("section", id=place, tabindex="-1") or shown.all("li", id=place, tabindex="-1")
        return place

    capture = ("capture", meeting.pk, item.pk)
    placed = lands_on(*capture, "decision", **{"decision-wording": "We pay a sitter"})
    decision = meeting.decisions.get()
    assert placed == f"decision-{decision.pk}"
    typed = {"commitment-wording": "Call", "commitment-owner": owner.pk, "commitment-due_on": "2025-04-17"}
    placed = lands_on(*capture, "commitment", **typed)
    commitment = meeting.commitments.get()
    assert placed == f"commitment-{commitment.pk}"
    asked = {"question-wording": "Who pays?", "question-asked_of": owner.pk}
    assert lands_on(*capture, "question", **asked).startswith("question-")
    assert lands_on(*capture, "parkeditem", **{"parkeditem-wording": "Toys"}).startswith("parkeditem-")
    seat = meeting.group.seats.filter(votes=True).first()
    for choice in ("yes", "no"):
        assert lands_on("vote", decision.pk, seat.pk, choice=choice, hands="1") == f"decision-{decision.pk}"
    assert lands_on("withdraw", "commitment", commitment.pk) == "brought-about"
    assert lands_on("undo_withdraw", "commitment", commitment.pk) == f"commitment-{commitment.pk}"


# --- answers of owners ------------------------------------------------------------------------


def test_an_answer_that_met_another_one_offers_what_fits_now_and_says_what_was_answered():
    letters = Letters()
    first, second = letters.open(), letters.open()
    first.send(step="accept")
    move_demo_clock(AT + DAY)
    late = second.send(step="decline", note="No time")
    assert late.status == 409
    assert "The last step is “Accepted”, and it is “Accepted” now." in late.words
    offered = {attributes(one)["value"] for one in late.all("input", type="radio", name="step")}
    assert "on_track" in offered
    assert not offered & {"accept", "decline"}


def proposed_long_ago():
    """A proposal whose day has passed, and its owner."""
    meeting = a_meeting(seats=1, seats_present=1)
    owner = meeting.group.seats.get().holders.get().person
    commitment = a_commitment(meeting, due_in=10)
    close_meeting(meeting=meeting, by=facilitator_of(meeting.group), at=AT)
    move_demo_clock(AT + 20 * DAY)
    return commitment, owner


def test_a_proposal_past_its_day_is_accepted_for_a_day_from_today_on():
    commitment, owner = proposed_long_ago()
    page = at(client_of(owner), "commitment", commitment.pk)
    assert "Its day is past. To accept it, write a day from today on." in page.words
    refused = page.send(step="accept")
    assert refused.status == 422
    assert "It was to be done by March 16, 2025, and that day is past." in refused.words
    assert refused.send(step="accept", due_on="2025-03-20").status == 422
    taken = refused.send(step="accept", due_on="2025-04-17")
    assert taken.status == 200
    commitment.refresh_from_db()
    assert (commitment.state, commitment.due_on.isoformat()) == ("accepted", "2025-04-17")
    assert "To be done by April 17, 2025" in taken.words
    undo_answer(commitment=commitment, by=actor(owner, AT + 20 * DAY), at=AT + 20 * DAY)
    commitment.refresh_from_db()
    assert (commitment.state, commitment.due_on.isoformat()) == ("proposed", "2025-03-16")


def test_a_proposal_past_its_day_is_never_accepted_without_another_one():
    commitment, owner = proposed_long_ago()
    with pytest.raises(ItsDayIsPast):
        accept_commitment(commitment=commitment, by=actor(owner, AT + 20 * DAY), at=AT + 20 * DAY)


def test_before_its_day_another_day_is_a_change_that_the_facilitator_answers():
    meeting = a_meeting(seats=1, seats_present=1)
    owner = meeting.group.seats.get().holders.get().person
    commitment = a_commitment(meeting, due_in=10)
    later = commitment.due_on + 30 * DAY
    accept_commitment(commitment=commitment, due_on=later, by=actor(owner), at=AT)
    assert Commitment.objects.get().due_on == commitment.due_on


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "yes", "no"), [("vi", "Có", "Không"), ("es", "Sí", "No"), ("ht", "Wi", "Non")]
)
def test_yes_and_no_about_the_meeting_are_answers_and_not_votes(language, yes, no):
    with translation.override(language):
        form = PulseForm(questions=["useful"])
        assert [str(word) for _code, word in form.fields["useful"].choices] == [yes, no]


def test_one_who_abstained_and_several_who_did_in_spanish():
    with translation.override("es"):
        assert votes_words({"yes": 2, "no": 0, "abstain": 1}).endswith("1 se abstuvo")
        assert votes_words({"yes": 2, "no": 0, "abstain": 2}).endswith("2 se abstuvieron")


class _ItsDay(Refusal):
    says = "%(day)s is taken by %(name)s."


def test_a_day_in_a_refusal_stands_as_on_pages():
    for day in ("2025-03-06", AT.date()):
        with translation.override("en"):
            assert _ItsDay(day=day, name="Ana").sentence == "March 6, 2025 is taken by Ana."
        with translation.override("es"):
            assert _ItsDay(day=day, name="Ana").sentence == "6 de marzo de 2025 is taken by Ana."
    assert _ItsDay(day="2025-13-40", name="Ana").sentence == "2025-13-40 is taken by Ana."


# --- what was frozen --------------------------------------------------------------------------


def test_a_past_agenda_shows_the_day_by_which_it_was_due_then():
    meeting = a_meeting(seats=1, seats_present=1)
    owner = meeting.group.seats.get().holders.get().person
    commitment = a_commitment(meeting, due_in=42, accepted_by=owner)
    close_meeting(meeting=meeting, by=facilitator_of(meeting.group), at=AT)
    coming = a_meeting(meeting.group, seats=1, state="planned", at=AT + 42 * DAY)
    AgendaItem.objects.filter(meeting=coming).update(commitment=commitment)
    client = client_of(the_person_with(meeting.group, "facilitator"))
    assert "a commitment due on April 17, 2025" in at(client, "agenda", coming.pk).words
    held(coming, "closed")
    commitment.refresh_from_db()
    assert commitment.due_on.isoformat() != "2025-04-17", "it was carried"
    assert "a commitment due on April 17, 2025" in at(client, "agenda", coming.pk).words


def test_n32_the_pre_read_and_its_letter_say_which_group_passed_an_item_up():
    house = House()
    coming = house.meets(house.partnership)
    house.pass_up(house.item)
    assert above(house.item).meeting_id == coming.pk
    client = house.client(house.partnership)
    past_the_page(client, "meeting_step", coming.pk, "ready")
    assert "Passed up by Evening hours" in at(client, "pre_read", coming.pk).words
    letter = next(
        one for one in letters_sent(house.members[house.partnership]) if "Agenda for" in one.subject
    )
    assert "Passed up by Evening hours" in letter.body


# --- dead ends --------------------------------------------------------------------------------


def test_a_link_that_ended_leads_to_the_page_where_one_asks_for_a_sign_in_link():
    page = visit(Client(), reverse("answer", args=["nothing"]))
    assert page.status == 409
    assert page.all("a", href=reverse("sign_in"))
    assert ClockOnlyMovesForward.instead[0] == "demo_clock"


def test_a_clock_page_that_is_old_leads_back_to_the_clock():
    client = client_of(a_person())
    page = past_the_page(client, "demo_clock", moment=(AT - DAY).isoformat())
    assert page.status == 409
    assert page.all("a", href=reverse("demo_clock"))


# --- who stands in ----------------------------------------------------------------------------


def test_a_stand_in_gets_the_letter_in_the_language_that_was_asked_for_and_nobody_stands_in_for_itself():
    group = a_network()
    parent = a_person("Parent member 1")
    a_seat(group, title="Parent member 1", role="parent_or_resident", holder=parent)
    meeting = a_meeting(group, seats=0, state="planned", at=AT + 5 * DAY)
    page = at(client_of(parent), "cannot_come", meeting.pk)
    page.send(delegate="Tía Rosa", email="rosa@example.org", language="es")
    (letter,) = [one for one in letters_sent() if one.to == "rosa@example.org"]
    assert "Hola" in letter.body
    assert letter.body.count("Parent member 1") == 1


# --- what a letter says -----------------------------------------------------------------------


def test_the_reminder_says_what_is_silent_and_what_is_blocked():
    meeting = a_meeting(seats=1, seats_present=1)
    owner = meeting.group.seats.get().holders.get().person
    blocked = a_commitment(meeting, wording="Write a list", due_in=90, accepted_by=owner)
    silent = a_commitment(meeting, wording="Call employers", due_in=90, accepted_by=owner)
    Commitment.objects.filter(pk=silent.pk).update(asked_at=AT)
    close_meeting(meeting=meeting, by=facilitator_of(meeting.group), at=AT)
    report_progress(commitment=blocked, progress="blocked", note="No answer", by=actor(owner), at=AT)
    move_demo_clock(AT + 14 * DAY)
    run_step(meeting_id=meeting.pk, code="nudge", by=SYSTEM, at=AT + 14 * DAY)
    letter = next(one for one in letters_sent(owner) if "for a word from you" in one.subject)
    parts = letter.body.split("----------------------------------------")
    of_blocked, of_silent = (
        next(p for p in parts if words in p) for words in ("Write a list", "Call employers")
    )
    assert "You said that it is blocked." in of_blocked
    assert "We have not heard from you about it." in of_silent
    assert "We have not heard" not in of_blocked
    assert "Of some of what stands below" in parts[0]


def test_a_reminder_to_approve_the_agenda_is_not_silenced_with_the_run_sheet():
    person = a_person()
    assert {"run_sheet", "facilitator"} <= set(kinds_wanted(person))
