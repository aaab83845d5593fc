"""Two sayings of the same thing: nothing is overwritten, both are kept, and the facilitator chooses. And what the script
of the live page is told when it sends what waited on a device."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.foundation.refusals import NotAllowed
from konbit.meetings.conditions import IsTakenBack, NamesInside, SaidOtherwise
from konbit.meetings.models import CaptureClash, Commitment, Decision, ParkedItem, Vote
from konbit.meetings.operations.captures import correct_wording, park, withdraw
from konbit.meetings.operations.clashes import ClashIsResolved, keep_clash, resolve_clash, undo_resolve_clash
from konbit.meetings.operations.commitments import accept_commitment
from konbit.meetings.operations.decisions import VotedMeanwhile, record_decision, vote
from konbit.meetings.operations.meetings import close_meeting
from konbit.meetings.operations.records import ClashIsOpen, publish_record
from tests.makers import (
    AT,
    a_commitment,
    a_decision,
    a_meeting,
    a_parked_item,
    a_person,
    a_proposal,
    a_seat,
    actor,
    an_item,
    client_of,
    facilitator_of,
    the_person_with,
)
from tests.meetings.reading import at as page_at
from tests.meetings.reading import past_the_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
LATER = AT + timedelta(minutes=5)
SENSE = {"state": "sense", "right": "advise", "dissent": "", "review_on": None}


@pytest.fixture
def meeting():
    return a_meeting(seats=3, seats_present=3)


def clash_of(captured, key=None, **arrived):
    by = facilitator_of(captured.meeting.group)
    return keep_clash(captured=captured, arrived=arrived, key=key or uuid4(), by=by, at=LATER)


def choose(clash, chosen):
    by = facilitator_of(clash.meeting.group)
    return resolve_clash(clash=clash, chosen=chosen, by=by, at=LATER)


def take_back_choice(clash):
    return undo_resolve_clash(clash=clash, by=facilitator_of(clash.meeting.group), at=LATER)


# --- operations ----------------------------------------------------------------------------------


def test_second_outcome_is_kept_beside_the_first_and_overwrites_nothing(meeting):
    decision = a_decision(meeting, state="decided")
    clash = clash_of(decision, **SENSE)
    decision.refresh_from_db()
    assert decision.state == "decided"
    assert clash.standing["state"] == "decided"
    assert clash.arrived["state"] == "sense"


def test_sending_the_second_again_keeps_it_once(meeting):
    decision, key = a_decision(meeting), uuid4()
    assert clash_of(decision, key, **SENSE) == clash_of(decision, key, **SENSE)
    assert CaptureClash.objects.count() == 1


def test_choosing_what_arrived_records_it_and_taking_the_choice_back_restores_what_stood(meeting):
    decision = a_decision(meeting, state="decided", dissent="Not in summer.")
    clash = clash_of(decision, **SENSE)
    choose(clash, "arrived")
    decision.refresh_from_db()
    assert (decision.state, decision.right, decision.dissent) == ("sense", "advise", "")
    take_back_choice(clash)
    decision.refresh_from_db()
    assert (decision.state, decision.right, decision.dissent) == ("decided", "decide", "Not in summer.")
    clash.refresh_from_db()
    assert clash.resolved_at is None


def test_choosing_what_stands_changes_nothing_but_the_clash(meeting):
    decision = a_decision(meeting)
    before = Decision.objects.filter(pk=decision.pk).values().get()
    clash = choose(clash_of(decision, **SENSE), "standing")
    assert Decision.objects.filter(pk=decision.pk).values().get() == before
    assert clash.chosen == "standing"


def test_a_choice_is_made_once(meeting):
    clash = clash_of(a_decision(meeting), **SENSE)
    choose(clash, "standing")
    assert choose(clash, "standing").chosen == "standing"
    with pytest.raises(ClashIsResolved):
        choose(clash, "arrived")


def test_only_the_facilitator_chooses(meeting):
    clash = clash_of(a_decision(meeting), **SENSE)
    member = a_person()
    a_seat(meeting.group, "Library", holder=member)
    with pytest.raises(NotAllowed):
        resolve_clash(clash=clash, chosen="arrived", by=actor(member), at=LATER)


def test_choice_has_the_refusals_of_the_ordinary_operation():
    meeting = a_meeting(seats=4, seats_present=1)
    decision = a_decision(meeting, state="sense")
    clash = clash_of(decision, **{**SENSE, "state": "decided"})
    with pytest.raises(Exception, match="no_quorum"):
        choose(clash, "arrived")
    decision.refresh_from_db()
    clash.refresh_from_db()
    assert decision.state == "sense"
    assert clash.resolved_at is None


def test_outcome_of_a_proposal_taken_back_brings_it_back_when_chosen(meeting):
    decision = a_proposal(meeting)
    by = facilitator_of(meeting.group)
    withdraw(captured=decision, by=by, at=AT)
    with pytest.raises(IsTakenBack):
        record_decision(decision=decision, state="sense", by=by, at=LATER)
    clash = clash_of(decision, **SENSE)
    assert clash.standing["withdrawn"] is True
    choose(clash, "arrived")
    decision.refresh_from_db()
    assert (decision.withdrawn_at, decision.state) == (None, "sense")
    take_back_choice(clash)
    decision.refresh_from_db()
    assert decision.withdrawn_at is not None
    assert decision.state == "proposed"


def test_second_wording_is_stored_as_a_correction(meeting):
    parked = a_parked_item(meeting)
    clash = clash_of(parked, wording="Winter hours")
    choose(clash, "arrived")
    parked.refresh_from_db()
    assert parked.wording == "Winter hours"
    take_back_choice(clash)
    parked.refresh_from_db()
    assert parked.wording == "Summer hours"


def test_same_commitment_with_another_owner_is_written_down_anew_and_once(meeting):
    commitment = a_commitment(meeting)
    other = meeting.group.members.filter(seat__votes=True).exclude(pk=commitment.owner_id).first()
    said = {"wording": commitment.wording, "due_on": commitment.due_on}
    clash = clash_of(commitment, owner=str(other.pk), **said)
    for _again in range(2):
        choose(clash, "arrived")
        (stands,) = Commitment.objects.filter(withdrawn_at=None)
        assert stands.owner == other
        take_back_choice(clash)
        (stands,) = Commitment.objects.filter(withdrawn_at=None)
        assert stands == commitment
    assert Commitment.objects.count() == 2


def test_commitment_that_its_owner_accepted_stays_as_it_is(meeting):
    commitment = a_commitment(meeting)
    clash = clash_of(commitment, wording="Call thirty employers")
    owner = commitment.owner.seat.holders.first().person
    accept_commitment(commitment=commitment, by=actor(owner), at=LATER)
    with pytest.raises(Exception, match="it_is_answered"):
        choose(clash, "arrived")


def test_no_names_holds_for_what_arrived(meeting):
    a_seat(meeting.group, "Harbor School", holder=a_person())
    item = an_item(meeting, "Speaking openly", is_no_names=True)
    by = facilitator_of(meeting.group)
    parked = park(item=item, wording="We come back to it", by=by, at=AT)
    with pytest.raises(NamesInside):
        clash_of(parked, wording="Harbor School comes back to it")
    assert not CaptureClash.objects.exists()


def test_record_waits_until_somebody_chose(meeting):
    clash = clash_of(a_decision(meeting), **SENSE)
    by = facilitator_of(meeting.group)
    close_meeting(meeting=meeting, by=by, at=LATER)
    with pytest.raises(ClashIsOpen):
        publish_record(meeting=meeting, by=by, at=LATER)
    choose(clash, "standing")
    assert publish_record(meeting=meeting, by=by, at=LATER).version == 1


def test_audit_names_fields_and_no_values(meeting):
    choose(clash_of(a_parked_item(meeting), wording="Winter hours"), "arrived")
    entries = list(Entry.objects.filter(action__in=["meetings.keep_clash", "meetings.resolve_clash"]))
    assert [one.fields for one in entries] == [["wording"], ["chosen", "wording"]]
    assert "Winter" not in json.dumps([one.fields for one in entries])


def test_recording_the_same_twice_changes_nothing(meeting):
    decision = a_decision(meeting, state="decided")
    again = record_decision(decision=decision, state="decided", by=facilitator_of(meeting.group), at=LATER)
    assert again.version == decision.version
    assert again.decided_at == decision.decided_at


def test_same_form_with_other_words_is_no_silent_success(meeting):
    key, by = uuid4(), facilitator_of(meeting.group)
    item = meeting.items.first()
    first = park(item=item, wording="Summer hours", key=key, by=by, at=AT)
    assert park(item=item, wording="Summer hours", key=key, by=by, at=AT) == first
    with pytest.raises(SaidOtherwise):
        park(item=item, wording="Winter hours", key=key, by=by, at=AT)


def test_waiting_vote_does_not_overwrite_what_the_holder_voted_meanwhile(meeting):
    decision = a_proposal(meeting)
    seat = meeting.group.seats.filter(votes=True).first()
    holder, by = actor(seat.holders.first().person), facilitator_of(meeting.group)
    vote(decision=decision, seat=seat, choice="no", by=holder, at=LATER)
    with pytest.raises(VotedMeanwhile):
        vote(decision=decision, seat=seat, choice="yes", by=by, at=LATER, since=AT)
    assert Vote.objects.get().choice == "no"
    # Without `since` it was sent at once, with the page in view.
    vote(decision=decision, seat=seat, choice="yes", by=by, at=LATER)
    assert Vote.objects.get().choice == "yes"


# --- pages ---------------------------------------------------------------------------------------


def script(person, name, *args, sending=None, writer=None, **fields):
    """What the page's script is told."""
    client = client_of(person) if person else Client()
    fields = {"sending": sending or uuid4(), "person": (writer or person).pk, **fields}
    answer = client.post(reverse(name, args=args), fields, headers={"Accept": "application/json"})
    assert answer["Content-Type"] == "application/json"
    return answer.status_code, answer.json()


@pytest.fixture
def facilitator(meeting):
    return the_person_with(meeting.group, "facilitator")


def parks(person, meeting, wording="Summer hours", key=None, **more):
    fields = {"parkeditem-wording": wording, "parkeditem-key": key or uuid4()}
    args = [meeting.pk, meeting.items.first().pk, "parkeditem"]
    return script(person, "capture", *args, **fields, **more)


def test_script_is_told_that_it_is_stored_once_however_often_it_sends(meeting, facilitator):
    key = uuid4()
    for _again in range(3):
        status, said = parks(facilitator, meeting, key=key, sending=key)
        assert (status, said["saved"]) == (200, True)
        assert said["address"].startswith(reverse("live", args=[meeting.pk]))
    assert ParkedItem.objects.count() == 1


def test_sending_again_after_a_correction_is_no_clash(meeting, facilitator):
    key = uuid4()
    parks(facilitator, meeting, key=key, sending=key)
    parked, by = ParkedItem.objects.get(), actor(facilitator)
    correct_wording(captured=parked, wording="Summer opening hours", version=1, by=by, at=AT)
    assert parks(facilitator, meeting, key=key, sending=key)[0] == 200
    assert not CaptureClash.objects.exists()


def test_words_edited_after_they_were_stored_are_kept_beside_and_the_sender_is_told(meeting, facilitator):
    key = uuid4()
    parks(facilitator, meeting, key=key, sending=key)
    status, said = parks(facilitator, meeting, "Winter hours", key=key)
    assert status == 200
    assert "facilitator chooses" in said["clash"]
    assert ParkedItem.objects.get().wording == "Summer hours"
    assert CaptureClash.objects.get().arrived["wording"] == "Winter hours"


def test_without_a_script_the_form_says_so_and_stores_a_further_one_when_sent_again(meeting, facilitator):
    page = page_at(client_of(facilitator), "live", meeting.pk)
    address = reverse("capture", args=[meeting.pk, meeting.items.first().pk, "parkeditem"])
    assert page.send(address, wording="Summer hours").status == 200
    refused = page.send(address, wording="Winter hours")
    assert refused.status == 409
    assert "stored before" in refused.words
    assert refused.send(address).status == 200
    assert sorted(ParkedItem.objects.values_list("wording", flat=True)) == ["Summer hours", "Winter hours"]


def test_script_is_told_why_not_with_the_form_as_the_page_would_show_it(meeting, facilitator):
    status, said = parks(facilitator, meeting, wording="")
    assert status == 422
    assert "In its own words" in said["refused"]["sentence"]
    assert "error-summary" in said["refused"]["summary"]
    assert "aria-invalid" in said["refused"]["fields"]
    by = actor(facilitator)
    close_meeting(meeting=meeting, by=by, at=AT)
    status, said = parks(facilitator, meeting)
    assert (status, said["refused"]["code"]) == (409, "meeting_is_not_open")


def test_script_without_a_session_is_told_to_sign_in_whatever_the_address(meeting, facilitator):
    status, said = script(
        None, "capture", meeting.pk, meeting.items.first().pk, "parkeditem", writer=facilitator
    )
    assert (status, said["refused"]["code"]) == (401, "signed_out")
    other = script(None, "capture", uuid4(), uuid4(), "parkeditem", writer=facilitator)
    assert other == (status, said)


def test_what_one_person_wrote_is_not_stored_for_another(meeting, facilitator):
    member = a_person()
    a_seat(meeting.group, "Library", holder=member)
    status, said = parks(member, meeting, writer=facilitator)
    assert (status, said["refused"]["code"]) == (401, "somebody_else")
    assert not ParkedItem.objects.exists()


def test_idle_session_ends_without_clearing_the_device_and_signing_out_clears_it(meeting, facilitator):
    client = client_of(facilitator)
    client.session.flush()
    answer = client.get(reverse("live", args=[meeting.pk]))
    assert answer.status_code == 404
    assert "Clear-Site-Data" not in answer
    assert '"storage"' in client_of(facilitator).post(reverse("sign_out"))["Clear-Site-Data"]
    kept = client_of(facilitator).post(reverse("sign_out"), {"keeps": "1"})
    assert '"storage"' not in kept["Clear-Site-Data"]


def test_script_gets_a_fresh_token_only_for_the_person_it_asks_for(meeting, facilitator):
    client, address = client_of(facilitator), reverse("live", args=[meeting.pk])
    ask = {"headers": {"Accept": "application/json"}}
    assert client.get(f"{address}?person={facilitator.pk}", **ask).json()["token"]
    assert client.get(f"{address}?person={uuid4()}", **ask).status_code == 401
    assert "text/html" in client.get(address)["Content-Type"]


def test_old_token_is_told_to_the_script(meeting, facilitator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(facilitator)
    address = reverse("capture", args=[meeting.pk, meeting.items.first().pk, "parkeditem"])
    answer = client.post(address, {}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["refused"]["code"]) == (403, "form_too_old")


def outcome(person, decision, state, **more):
    return script(
        person, "outcome", decision.pk, **{f"{decision.pk.hex}-state": state, f"{decision.pk.hex}-right": "decide"},
        **more,
    )  # fmt: skip


def test_different_outcomes_make_a_card_for_the_facilitator_and_one_choice_closes_it(meeting, facilitator):
    decision = a_proposal(meeting)
    assert "clash" not in outcome(facilitator, decision, "decided")[1]
    assert "clash" not in outcome(facilitator, decision, "decided")[1], "the same twice is no clash"
    assert "clash" in outcome(facilitator, decision, "not_adopted")[1]
    clash = CaptureClash.objects.get()
    page = page_at(client_of(facilitator), "live", meeting.pk)
    card = page.part(f"clash-{clash.pk}")
    assert "Two people wrote different things" in card
    assert "Decided" in card
    assert "Not adopted" in card
    done = page.send(reverse("resolve_clash", args=[meeting.pk, clash.pk]), chosen="arrived")
    assert "Not adopted" in done.words
    assert "Two people wrote different things" not in done.words
    decision.refresh_from_db()
    assert decision.state == "not_adopted"
    undone = done.undo()
    assert "Two people wrote different things" in undone.words
    decision.refresh_from_db()
    assert decision.state == "decided"


def test_card_stands_on_the_review_page_and_the_record_waits(meeting, facilitator):
    decision = a_decision(meeting)
    outcome(facilitator, decision, "not_adopted")
    close_meeting(meeting=meeting, by=actor(facilitator), at=LATER)
    page = page_at(client_of(facilitator), "review", meeting.pk)
    clash = CaptureClash.objects.get()
    assert "What came second" in page.part(f"clash-{clash.pk}")
    refused = page.send(reverse("review", args=[meeting.pk]))
    assert refused.status == 409
    assert "Choose first which of both stands" in refused.words
    kept = refused.send(reverse("resolve_clash", args=[meeting.pk, clash.pk]), chosen="standing")
    assert kept.send(reverse("review", args=[meeting.pk])).status == 200


def test_members_see_no_card_and_may_not_choose(meeting, facilitator):
    outcome(facilitator, a_decision(meeting), "not_adopted")
    member = a_person()
    a_seat(meeting.group, "Library", holder=member)
    assert "wrote different things" not in page_at(client_of(member), "live", meeting.pk).words
    clash = CaptureClash.objects.get()
    answer = past_the_page(client_of(member), "resolve_clash", meeting.pk, clash.pk, chosen="arrived")
    assert answer.status == 403


def test_card_of_an_item_without_names_names_nobody(meeting, facilitator):
    item = an_item(meeting, "Speaking openly", is_no_names=True)
    owners = list(meeting.group.members.filter(seat__votes=True))
    key, args = uuid4(), [meeting.pk, item.pk, "question"]
    fields = {"question-wording": "May we come back to it?", "question-key": key}
    script(facilitator, "capture", *args, **fields, **{"question-asked_of": owners[0].pk}, sending=key)
    said = script(facilitator, "capture", *args, **fields, **{"question-asked_of": owners[1].pk})[1]
    assert "clash" in said
    card = page_at(client_of(facilitator), "live", meeting.pk).part("clashes")
    assert "Not shown: no names" in card
    assert facilitator.name not in card
    assert not [owner.name for owner in owners if owner.name in card]


def test_same_words_corrected_by_two_are_kept_both(meeting, facilitator):
    parked = a_parked_item(meeting)
    args = ["parkeditem", parked.pk]
    first = script(facilitator, "correct", *args, wording="Summer opening hours", version=1)
    second = script(facilitator, "correct", *args, wording="Hours in summer", version=1)
    assert "clash" not in first[1]
    assert "clash" in second[1]
    parked.refresh_from_db()
    assert parked.wording == "Summer opening hours"
    # Without a script, as before: both in view, and saving again is a choice.
    answer = past_the_page(client_of(facilitator), "correct", *args, wording="Other hours", version=1)
    assert answer.status == 409
    assert "Summer opening hours" in answer.words
