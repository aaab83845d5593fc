"""G-1: awards lie in a tree of organizations; what is passed on never exceeds what is held."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from konbit.foundation.refusals import ChangedMeanwhile, NotAllowed, Refusal
from konbit.grants.models import Award, AwardChange, AwardPlace
from konbit.grants.operations.awards import (
    award_grant,
    cancel_award,
    change_amount,
    change_award,
    complete_award,
    propose_award,
    set_places,
)
from konbit.grants.operations.deliverables import add_deliverable, finish_deliverable
from konbit.grants.operations.interests import answer_interest, choose_deciding, set_money_settings
from konbit.grants.operations.payments import pay, promise_payment
from konbit.grants.operations.spending import record_spending
from tests.grants.makers import AWARDED_ON, ROOT_CENTS, SHELL, BestStartTree, Chain
from tests.makers import AT, a_decision, a_meeting, a_network, a_person, a_seat, actor, an_organization

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 6)


@pytest.fixture
def chain():
    return Chain()


def refusal_of(operation, **said):
    with pytest.raises(Refusal) as caught:
        operation(**{"by": SHELL, "at": AT, **said})
    return caught.value


def test_g1_equal_shares_by_largest_remainder_fill_the_root_to_the_cent():
    tree = BestStartTree()
    assert sorted(tree.shares) == [117_857_142] * 2 + [117_857_143] * 12
    regions = tree.regions()
    assert [region.cents for region in regions] == [
        471_428_572, 471_428_572, 235_714_286, 235_714_286, 235_714_284,
    ]  # fmt: skip
    assert sum(region.cents for region in regions) == ROOT_CENTS
    assert AwardPlace.objects.filter(award__in=regions).count() == 14


def test_g1_fourteen_times_the_larger_share_is_refused_naming_two_cents():
    tree = BestStartTree(shares=[117_857_143] * 14)
    with pytest.raises(Refusal) as caught:
        tree.regions()
    assert caught.value.code == "award_over_parent"
    assert "0.02 over" in caught.value.sentence
    assert Award.objects.filter(parent=tree.root).count() == 4


def test_g1_amounts_by_place_are_refused_above_their_award_naming_two_cents():
    tree = BestStartTree()
    places = {tree.place(f"Community {one}").pk: 117_857_143 for one in range(14)}
    refusal = refusal_of(set_places, award=tree.root, places=places, version=tree.root.version)
    assert refusal.code == "places_over_award"
    assert "0.02 over" in refusal.sentence
    assert not tree.root.places.exists()
    first = next(iter(places))
    set_places(award=tree.root, places=places | {first: 117_857_141}, version=2, by=SHELL, at=AT)
    assert tree.root.places.count() == 14


def test_g1_a_parent_is_not_lowered_below_what_was_passed_on(chain):
    root = chain.award()
    chain.award("North grantee", "Mill contractor", 60_000_00, parent=root)
    lowered = {"award": root, "reason": "Less came in", "version": root.version}
    refusal = refusal_of(change_amount, cents=59_999_98, **lowered)
    assert "0.02 over" in refusal.sentence
    assert change_amount(cents=60_000_00, **lowered, by=SHELL, at=AT).cents == 60_000_00


def test_g1_a_place_is_no_recipient(chain):
    place = chain.place("Riverside")
    said = {"network": chain.network, "funder": chain.body("Funder"), "title": "For a place", "cents": 1}
    refusal = refusal_of(propose_award, recipient=place, **said)
    assert "Riverside is a place, and a place cannot receive money." in refusal.sentence
    assert not Award.objects.exists()


def test_what_is_passed_on_counts_once_it_is_awarded(chain):
    root = chain.award()
    first, second = (
        chain.proposal("North grantee", name, 60_000_00, parent=root)
        for name in ("Mill contractor", "Dam contractor")
    )
    for proposal in (first, second):
        chain.answer(proposal)
    award_grant(award=first, awarded_on=AWARDED_ON, by=SHELL, at=AT)
    refusal = refusal_of(award_grant, award=second, awarded_on=AWARDED_ON)
    assert (refusal.code, refusal.facts["over"]) == ("award_over_parent", "20,000.00")
    second.refresh_from_db()
    assert second.state == "proposed"


def test_only_who_holds_the_money_passes_it_on(chain):
    root = chain.award()
    with pytest.raises(Refusal) as caught:
        chain.proposal("Funder", "Mill contractor", 1, parent=root)
    assert "Only North grantee holds the money" in caught.value.sentence


IMPOSSIBLE = [
    ({"currency": "CAD"}, "currencies_mixed", "currency"),
    ({"currency": "XYZ"}, "unknown_word", "currency"),
    ({"money_kind": "stolen"}, "unknown_word", "money_kind"),
    ({"regrant": "FRG999"}, "unknown_word", "regrant"),
    ({"starts_on": date(2024, 12, 31)}, "term_begins_before_parent", "starts_on"),
    ({"ends_on": date(2027, 1, 1)}, "term_ends_after_parent", "ends_on"),
    ({"ends_on": date(2025, 1, 1), "starts_on": date(2025, 1, 2)}, "term_runs_backward", "ends_on"),
    ({"recipient": "North grantee"}, "awarded_to_themselves", "recipient"),
    ({"cents": 0}, "amount_is_nothing", "cents"),
    ({"cents": -1}, "amount_is_nothing", "cents"),
    ({"cents": None}, "amount_is_nothing", "cents"),
    ({"cents": 10**15 + 1}, "amount_is_too_large", "cents"),
    ({"code": "A-1"}, "code_is_taken", "code"),
    ({"code": "é 1"}, "code_is_not_plain", "code"),
    ({"code": "a" * 61}, "code_is_not_plain", "code"),
    ({"places": {uuid4(): None}}, "place_of_another_network", None),
]


def test_what_cannot_be_is_refused_and_nothing_is_stored(chain):
    root = chain.award()
    for changed, code, field in IMPOSSIBLE:
        said = {"recipient": "Mill contractor", "cents": 1_00, **changed}
        with pytest.raises(Refusal) as caught:
            chain.proposal("North grantee", said.pop("recipient"), said.pop("cents"), parent=root, **said)
        assert (caught.value.code, caught.value.field) == (code, field)
        assert caught.value.sentence
    assert Award.objects.count() == 1
    assert AwardPlace.objects.count() == 0


def test_a_term_that_says_nothing_is_the_parents(chain):
    root = chain.award()
    child = chain.award("North grantee", "Mill contractor", 1, parent=root, starts_on=None, ends_on=None)
    assert (child.starts_on, child.ends_on) == (root.starts_on, root.ends_on)


def test_everything_an_award_names_is_its_own_networks(chain):
    elsewhere = a_network()
    body, seat = an_organization(elsewhere, "Elsewhere"), a_seat(elsewhere, "Elsewhere")
    said = {"network": chain.network, "funder": chain.body("Funder"), "title": "Out", "cents": 1}
    assert refusal_of(propose_award, recipient=body, **said).code == "award_outside_network"
    asked = refusal_of(propose_award, recipient=chain.body("North grantee"), deciding=[seat], **said)
    assert asked.code == "seat_cannot_decide"
    assert not Award.objects.exists()


def test_the_same_sending_is_stored_once(chain):
    key = uuid4()
    assert chain.proposal(key=key) == chain.proposal(key=key)
    assert Award.objects.count() == 1


def test_nobody_awards_before_each_deciding_seat_has_answered(chain):
    proposal = chain.proposal(deciding=[chain.seats["Funder"], chain.seats["North grantee"]])
    refusal = refusal_of(award_grant, award=proposal, awarded_on=AWARDED_ON)
    assert "Not answered yet: Funder, North grantee." in refusal.sentence
    funder, grantee = chain.seats["Funder"], chain.seats["North grantee"]
    answer_interest(award=proposal, seat=funder, answer="none", by=actor(chain.people["Funder"]), at=AT)
    assert "yet: North grantee." in refusal_of(award_grant, award=proposal, awarded_on=AWARDED_ON).sentence
    said = {"award": proposal, "seat": grantee, "answer": "declared"}
    assert refusal_of(answer_interest, **said).code == "interest_needs_words"
    answer_interest(**said, what="It receives this money", by=SHELL, at=AT)
    awarded = award_grant(award=proposal, awarded_on=AWARDED_ON, by=SHELL, at=AT)
    said = dict(awarded.interests.values_list("seat__organization__name", "decided"))
    assert said == {"Funder": True, "North grantee": False}
    assert awarded.interests.get(seat=grantee).stepped_aside
    late = refusal_of(answer_interest, award=awarded, seat=grantee, answer="none")
    assert late.code == "award_is_in_another_state"


def test_with_nobody_left_nothing_is_awarded_unless_the_printed_rule_says_otherwise(chain):
    proposal = chain.proposal()
    chain.answer(proposal, "declared", "The director sits on its board")
    assert refusal_of(award_grant, award=proposal, awarded_on=AWARDED_ON).code == "nobody_decides"
    rule = {"network": chain.network, "is_public": False, "interested_may_decide": True}
    rule |= {"publisher_prefix": "", "version": 1}
    assert refusal_of(set_money_settings, interest_rule=" ", **rule).code == "rule_is_not_printed"
    set_money_settings(interest_rule="Who has an interest says so and decides.", **rule, by=SHELL, at=AT)
    awarded = award_grant(award=proposal, awarded_on=AWARDED_ON, by=SHELL, at=AT)
    assert awarded.interests.get().decided


def test_seats_are_chosen_anew_and_what_was_answered_stays(chain):
    funder, north, south = (chain.seats[name] for name in ("Funder", "North grantee", "South grantee"))
    proposal = chain.proposal(deciding=[funder, north])
    answer_interest(award=proposal, seat=funder, answer="none", by=SHELL, at=AT)
    choose_deciding(award=proposal, seats=[south], version=1, by=SHELL, at=AT)
    asked = proposal.interests.values_list("seat__organization__name", flat=True)
    assert set(asked) == {"Funder", "South grantee"}


def test_only_the_holder_of_a_seat_answers_for_it_and_only_who_gives_awards(chain):
    proposal = chain.proposal()
    funder, stranger = actor(chain.people["Funder"]), actor(chain.people["South grantee"])
    convener = actor(a_person())
    for by in (stranger, convener):
        with pytest.raises(NotAllowed):
            answer_interest(award=proposal, seat=chain.seats["Funder"], answer="none", by=by, at=AT)
    answer_interest(award=proposal, seat=chain.seats["Funder"], answer="none", by=funder, at=AT)
    with pytest.raises(NotAllowed):
        award_grant(award=proposal, awarded_on=AWARDED_ON, by=stranger, at=AT)
    assert award_grant(award=proposal, awarded_on=AWARDED_ON, by=funder, at=AT).state == "active"


def test_an_award_waits_for_the_decision_it_rests_on(chain):
    meeting = a_meeting(chain.network)
    decision = a_decision(meeting, state="not_adopted")
    proposal = chain.proposal(decision=decision)
    chain.answer(proposal)
    refusal = refusal_of(award_grant, award=proposal, awarded_on=AWARDED_ON)
    assert "We meet every six weeks" in refusal.sentence
    ahead = refusal_of(award_grant, award=proposal, awarded_on=TODAY + timedelta(days=1))
    assert ahead.code == "day_lies_ahead"


def test_each_step_is_written_down_with_what_was_and_what_became(chain):
    award = chain.award()
    raised = change_amount(award=award, cents=120_000_00, reason="More came in", version=2, by=SHELL, at=AT)
    said = {"award": raised, "cents": 1, "version": 3}
    assert refusal_of(change_amount, reason=" ", **said).code == "reason_is_missing"
    changed = change_award(award=raised, version=3, purpose="Homes", by=SHELL, at=AT)
    assert changed.version == 4
    with pytest.raises(ChangedMeanwhile):
        change_award(award=raised, version=3, purpose="Else", by=SHELL, at=AT)
    done = complete_award(award=changed, version=4, by=SHELL, at=AT)
    assert refusal_of(change_amount, award=done, cents=1, reason="x", version=5).code.startswith("award_is")
    steps = AwardChange.objects.filter(award=award).values_list(
        "number", "step", "cents_before", "cents_after", "reason"
    )
    assert list(steps) == [
        (1, "proposed", None, 100_000_00, ""),
        (2, "awarded", None, 100_000_00, ""),
        (3, "raised", 100_000_00, 120_000_00, "More came in"),
        (4, "term", 120_000_00, 120_000_00, ""),
        (5, "completed", 120_000_00, 120_000_00, ""),
    ]


def test_a_term_is_not_shortened_past_what_lies_in_it(chain):
    root = chain.award()
    child = chain.award("North grantee", "Mill contractor", 50_000_00, parent=root)
    refusal = refusal_of(change_award, award=root, version=2, ends_on=date(2026, 6, 30))
    assert "“For Mill contractor” was passed on from this award" in refusal.sentence
    change_award(award=child, version=2, ends_on=date(2025, 12, 31), by=SHELL, at=AT)
    change_award(award=root, version=2, ends_on=date(2026, 6, 30), by=SHELL, at=AT)
    spent = {"cents": 1_00, "what": "Rent", "by": SHELL, "at": AT}
    record_spending(award=root, spent_on=date(2025, 3, 1), **spent)
    refusal = refusal_of(change_award, award=child, version=3, starts_on=date(2027, 1, 1))
    assert refusal.code == "term_runs_backward"
    cancel_award(award=child, reason="Moved away", version=3, by=SHELL, at=AT)
    refusal = refusal_of(change_award, award=root, version=3, starts_on=date(2025, 3, 2))
    assert refusal.code == "day_before_term"


def test_a_cancelled_award_is_worth_what_was_paid(chain):
    root = chain.award(places={chain.place("Riverside").pk: 90_000_00})
    child = chain.award("North grantee", "Mill contractor", 10_000_00, parent=root)
    paid, _open = (
        promise_payment(award=root, cents=40_000_00, due_on=TODAY, by=SHELL, at=AT) for _ in range(2)
    )
    pay(payment=paid, paid_on=TODAY, by=SHELL, at=AT)
    ending = {"award": root, "reason": "Closed its doors", "version": root.version}
    assert "is not ended yet" in refusal_of(cancel_award, **ending).sentence
    cancel_award(award=child, reason="Closed", version=child.version, by=SHELL, at=AT)
    cancelled = cancel_award(**ending, by=SHELL, at=AT)
    assert (cancelled.state, cancelled.cents) == ("cancelled", 40_000_00)
    assert root.payments.filter(withdrawn_at=None).count() == 1
    assert root.places.get().cents is None


def test_a_dropped_proposal_holds_nothing(chain):
    dropped = cancel_award(award=chain.proposal(), reason="Not this year", version=1, by=SHELL, at=AT)
    assert (dropped.state, dropped.cents, dropped.awarded_on) == ("cancelled", 0, None)


def test_more_spent_than_paid_stands_in_the_way_of_cancelling(chain):
    award = chain.award()
    record_spending(award=award, cents=5_00, spent_on=TODAY, what="Rent", by=SHELL, at=AT)
    refusal = refusal_of(cancel_award, award=award, reason="Closed", version=award.version)
    assert "5.00 over" in refusal.sentence
    award.refresh_from_db()
    assert award.state == "active"


def test_deliverables_lie_in_the_term_and_are_done_once(chain):
    award = chain.award()
    outside = refusal_of(add_deliverable, award=award, what="A map", due_on=date(2027, 1, 1))
    assert (outside.code, outside.field) == ("day_after_term", "due_on")
    map_of = add_deliverable(award=award, what="A map", due_on=date(2025, 6, 1), by=SHELL, at=AT)
    assert refusal_of(finish_deliverable, deliverable=map_of, done_on=date(2025, 6, 1)).field == "done_on"
    finish_deliverable(deliverable=map_of, done_on=TODAY, by=SHELL, at=AT)
    assert refusal_of(finish_deliverable, deliverable=map_of, done_on=TODAY).code == "deliverable_is_done"
