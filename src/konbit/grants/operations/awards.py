"""Awards: proposed, awarded by seats that said what ties them to the recipient, changed, completed or cancelled."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.grants import policies
from konbit.grants.award_terms import (
    Places,
    check_award,
    check_fits,
    check_places,
    check_within_term,
    places_as_fields,
    store_places,
)
from konbit.grants.conditions import (
    refuse_day_ahead,
    refuse_no_amount,
    refuse_no_reason,
    refuse_other_state,
    refuse_other_version,
)
from konbit.grants.deciding import ask_seats, decide
from konbit.grants.ending import lower_to_what_was_kept, refuse_too_low
from konbit.grants.models import Award
from konbit.grants.steps import hold, lock, note_act, note_step, the_one_that_stays
from konbit.meetings.models import Decision
from konbit.network.models import Community, Group, Organization, Seat
from konbit.results.changing import set_changed
from konbit.results.models import Priority, Result, Strategy


class PlaceIsNoRecipient(Refusal):
    code, kind, field = "place_is_no_recipient", Kind.UNREADABLE, "recipient"
    says = _(
        "%(name)s is a place, and a place cannot receive money. Choose the organization that receives it, and name "
        "%(name)s among the places it serves."
    )


class CodeIsTaken(Refusal):
    code, field = "code_is_taken", "code"
    says = _("Another award of this network has the code “%(typed)s”. Write another one, or leave it empty.")


class AwardIsHeldBySomebodyElse(Refusal):
    code, field = "award_is_held_by_somebody_else", "funder"
    says = _("Only %(holder)s holds the money of “%(parent)s”, so only it passes some of it on.")


@transaction.atomic
def propose_award(
    *,
    network: Group,
    funder: Organization,
    recipient: Organization | Community,
    title: str,
    cents: int,
    by: Actor,
    at: datetime,
    parent: Award | None = None,
    code: str = "",
    purpose: str = "",
    money_kind: str = "public",
    currency: str = "USD",
    starts_on: date | None = None,
    ends_on: date | None = None,
    terms: str = "",
    regrant: str = "",
    decision: Decision | None = None,
    priority: Priority | None = None,
    strategy: Strategy | None = None,
    results: Iterable[Result] = (),
    places: Places | None = None,
    deciding: Iterable[Seat] = (),
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Award:
    """Propose that one organization gives another money, for a term and for places. Each deciding seat is asked what
    ties it to the recipient. Of a term that says nothing, the one of the award it is passed on from holds.

    Raises:
        PlaceIsNoRecipient: what should receive it is a place.
        AwardIsHeldBySomebodyElse: the money of `parent` is another organization's.
        AwardOverParent: it is more than the parent still holds.
        CodeIsTaken: another award of the network has this code.
        SeatCannotDecide: a deciding seat is none of this network, or was closed.
        And whatever `check_award` and `check_places` refuse.
    """
    if isinstance(recipient, Community):
        raise PlaceIsNoRecipient(name=recipient.name)
    require(policies.may_give_for(by, funder))
    if key and (there := Award.objects.filter(key=key).first()):
        return there
    refuse_no_amount(cents)
    award = Award(
        network=network,
        parent=parent and lock(parent),
        code=code.strip() or _next_code(network),
        title=title.strip(),
        purpose=purpose.strip(),
        funder=the_one_that_stays(funder),
        recipient=the_one_that_stays(recipient),
        money_kind=money_kind,
        cents=cents,
        currency=currency,
        starts_on=starts_on,
        ends_on=ends_on,
        terms=terms.strip(),
        regrant=regrant,
        decision=decision,
        priority=priority,
        strategy=strategy,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    results, places = list(results), dict(places or {})
    if network.awards.filter(code=award.code).exists():
        raise CodeIsTaken(typed=award.code)
    _check_holder(award)
    check_award(award, results)
    check_fits(award)
    check_places(award, places)
    award.save(force_insert=True)
    award.results.set(results)
    store_places(award, places)
    ask_seats(award, deciding)
    note_step(award, "proposed", "grants.propose_award", ["cents", "recipient", "places"], by=by, at=at)
    return award


class DecisionIsNotTaken(Refusal):
    code = "decision_is_not_taken"
    says = _("The decision this award rests on is not taken: “%(wording)s”. Award it once it is.")


@transaction.atomic
def award_grant(*, award: Award, awarded_on: date, by: Actor, at: datetime) -> Award:
    """Award what was proposed. Every deciding seat has said what ties it to the recipient; one with a declared interest
    steps aside, unless the network's rule says otherwise.

    Raises:
        AwardIsInAnotherState: it was awarded or dropped already.
        DayLiesAhead: it is said to be awarded on a day that is still to come.
        DecisionIsNotTaken: the decision it rests on was not adopted, or is still on the table.
        NobodyWasAsked, SeatHasNotAnswered, NobodyDecides: no seat was asked, one has not answered, or none is left
            that may decide.
        OwnSeatStepsAside: the person holds a seat that steps aside, and none that decides.
        AwardOverParent, ParentIsNotActive, and what else `check_award` refuses: the award it is passed on from does
            not carry it.
    """
    award = hold(award, by, policies.gives)
    refuse_other_state(award, "proposed")
    refuse_day_ahead(award.network, "awarded_on", awarded_on, at)
    check_award(award, award.results.all(), is_awarded=True)
    check_fits(award)
    check_places(award, dict(award.places.values_list("community_id", "cents")))
    decision = award.decision
    if decision is not None and (decision.state not in ("decided", "sense") or decision.withdrawn_at):
        raise DecisionIsNotTaken(wording=decision.wording)
    decide(award, by)
    award.state, award.awarded_on = "active", awarded_on
    award.version += 1
    award.save(update_fields=["state", "awarded_on", "version"])
    note_step(award, "awarded", "grants.award_grant", ["state", "awarded_on"], by=by, at=at)
    return award


@transaction.atomic
def change_amount(*, award: Award, cents: int, reason: str, version: int, by: Actor, at: datetime) -> Award:
    """Raise or lower an award, for a stated reason.

    Raises:
        AmountIsNothing, ReasonIsMissing: an amount or a reason is missing. An award is ended by cancelling it.
        AwardOverParent: raised, it is more than the parent still holds.
        AmountLeavesOut: lowered, it is less than what was passed on, spent, promised or named for places.
        AwardIsInAnotherState: it was completed or cancelled.
        ChangedMeanwhile: somebody saved the award since `version`.
    """
    award = hold(award, by, policies.gives)
    refuse_other_state(award, "proposed", "active")
    refuse_no_amount(cents)
    reason = refuse_no_reason(reason)
    refuse_too_low(award, cents)
    before = award.cents
    fields = set_changed(award, {"cents": cents}, version)
    if fields:
        check_fits(award, instead_of=before if award.state == "active" else 0)
        award.save(update_fields=["cents", "version"])
        step = "raised" if cents > before else "lowered"
        note_step(award, step, "grants.change_amount", fields, by=by, at=at, before=before, reason=reason)
    return award


@transaction.atomic
def change_award(*, award: Award, version: int, by: Actor, at: datetime, **said: Any) -> Award:
    """Say anew for what an award is, for which term, under which terms, and what it is tied to.

    Takes title, purpose, money_kind, starts_on, ends_on, terms, regrant, decision, priority, strategy and results.

    Raises:
        TermLeavesOut: the term would not hold an award passed on, a spending or a deliverable any more.
        AwardIsInAnotherState: it was completed or cancelled.
        ChangedMeanwhile: somebody saved the award since `version`.
        And whatever `check_award` refuses.
    """
    award = hold(award, by, policies.gives)
    refuse_other_state(award, "proposed", "active")
    values = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    results = list(values.pop("results", award.results.all()))
    fields = set_changed(award, values, version, {"results": results})
    check_award(award, results)
    check_within_term(award)
    if "regrant" in fields:
        # Who gives the money says itself how it is passed on.
        award.regrant_confirmed_at = at if policies.is_seated_for(by, award.funder) else None
    award.save()
    award.results.set(results)
    if fields:
        note_step(award, "term", "grants.change_award", fields, by=by, at=at, before=award.cents)
    return award


@transaction.atomic
def set_places(*, award: Award, places: Places, version: int, by: Actor, at: datetime) -> Award:
    """Say which communities an award serves, and how much of it is meant for each. These stand instead of earlier ones.

    Raises:
        PlaceOfAnotherNetwork: a community is none of this network.
        PlaceAmountIsNegative, PlacesOverAward: the amounts cannot be.
        AwardIsInAnotherState: it was completed or cancelled.
        ChangedMeanwhile: somebody saved the award since `version`.
    """
    award = hold(award, by, policies.gives, policies.receives)
    refuse_other_state(award, "proposed", "active")
    refuse_other_version(award, version, **places_as_fields(award, places))
    check_places(award, places)
    award.places.all().delete()
    store_places(award, places)
    award.version += 1
    award.save(update_fields=["version"])
    note_step(award, "places", "grants.set_places", ["places"], by=by, at=at, before=award.cents)
    return award


class RegrantIsConfirmed(Refusal):
    code = "regrant_is_confirmed"
    says = _("Who gives this money has said already that this is right, or there is nothing to confirm yet.")


@transaction.atomic
def confirm_regrant(*, award: Award, by: Actor, at: datetime) -> Award:
    """The funder's own people say that the award is passed on as it is written. Until then it is our reading.

    Raises:
        NotAllowed: somebody else would say so for them.
        RegrantIsConfirmed: they said so, or nothing is written.
    """
    award = lock(award)
    require(policies.may_confirm_regrant(by, award))
    if not award.regrant or award.regrant_confirmed_at is not None:
        raise RegrantIsConfirmed
    award.regrant_confirmed_at = at
    award.save(update_fields=["regrant_confirmed_at"])
    note_act(award, "grants.confirm_regrant", ["regrant"], by=by, at=at)
    return award


class ChildrenAreActive(Refusal):
    code = "children_are_active"
    says = _(
        "“%(title)s” was passed on from this award and is not ended yet. Complete or cancel that one first."
    )


@transaction.atomic
def cancel_award(*, award: Award, reason: str, version: int, by: Actor, at: datetime) -> Award:
    """End an award for a stated reason: it is worth what was paid and did not come back, and nothing is promised any
    more. A proposal is dropped.

    Raises:
        ReasonIsMissing: nobody said why.
        ChildrenAreActive: money that was passed on from it is still at work, or proposed.
        MoreUsedThanPaid: more was spent and passed on than was paid.
        AwardIsInAnotherState: it was completed or cancelled already.
        ChangedMeanwhile: somebody saved the award since `version`.
    """
    award = hold(award, by, policies.gives)
    refuse_other_state(award, "proposed", "active")
    reason = refuse_no_reason(reason)
    refuse_other_version(award, version)
    _refuse_active_children(award)
    award.payments.filter(kind="payment", paid_on=None, withdrawn_at=None).update(withdrawn_at=at)
    award.state = "cancelled"
    lower_to_what_was_kept(award, "cancelled", reason, "grants.cancel_award", by=by, at=at)
    return award


@transaction.atomic
def complete_award(*, award: Award, version: int, by: Actor, at: datetime) -> Award:
    """Complete an award whose work is done. What is promised may still be paid, and what is left over returned.

    Raises:
        ChildrenAreActive: money that was passed on from it is still at work, or proposed.
        AwardIsInAnotherState: it is not active.
        ChangedMeanwhile: somebody saved the award since `version`.
    """
    award = hold(award, by, policies.gives)
    refuse_other_state(award, "active")
    refuse_other_version(award, version)
    _refuse_active_children(award)
    award.state = "completed"
    award.version += 1
    award.save(update_fields=["state", "version"])
    note_step(award, "completed", "grants.complete_award", ["state"], by=by, at=at, before=award.cents)
    return award


def _refuse_active_children(award: Award) -> None:
    child = award.children.filter(state__in=("proposed", "active")).first()
    if child is not None:
        raise ChildrenAreActive(title=child.title)


def _check_holder(award: Award) -> None:
    parent = award.parent
    if parent is not None and the_one_that_stays(parent.recipient).pk != award.funder.pk:
        raise AwardIsHeldBySomebodyElse(holder=parent.receiver.name, parent=parent.title)


def _next_code(network: Group) -> str:
    """A-12: one more than there are awards, or the next one that is free."""
    number = network.awards.count() + 1
    while network.awards.filter(code=f"A-{number}").exists():
        number += 1
    return f"A-{number}"
