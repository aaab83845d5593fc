"""What must hold for an award whenever it is proposed, awarded or changed: its parties, term, amount and places."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.validators import slug_re
from django.utils.translation import gettext_lazy as _

from konbit.foundation.money import CURRENCIES, MOST_CENTS, plain_amount
from konbit.foundation.refusals import Kind, Refusal
from konbit.grants import words
from konbit.grants.conditions import AmountIsTooLarge, about, refuse_day_outside_term, term_of
from konbit.grants.domain.balances import over_the_places, over_what_is_held
from konbit.grants.models import Award, AwardPlace
from konbit.grants.queries.balances import balance_of
from konbit.network.queries import network_of
from konbit.results.models import Result

Places = Mapping[UUID, int | None]
LONGEST_CODE = 60


class CodeIsNotPlain(Refusal):
    code, kind, field = "code_is_not_plain", Kind.UNREADABLE, "code"
    says = _("A code has up to 60 letters without accents, digits, hyphens and underscores, like BS-2024-3.")


class UnknownWord(Refusal):
    code, kind = "unknown_word", Kind.UNREADABLE
    says = _("“%(typed)s” is none of these: %(known)s.")


class AwardedToThemselves(Refusal):
    code, field = "awarded_to_themselves", "recipient"
    says = _("Nobody awards money to themselves. Record what %(name)s spends on its own work as spending.")


class AwardOutsideNetwork(Refusal):
    code = "award_outside_network"
    says = _("Everything an award names belongs to its own network. Choose from this network.")


class TermRunsBackward(Refusal):
    code, kind, field = "term_runs_backward", Kind.UNREADABLE, "ends_on"
    says = _("The term begins on %(starts_on)s. Write an end on that day or later.")


class CurrenciesMixed(Refusal):
    code, field = "currencies_mixed", "currency"
    says = _("The money of “%(parent)s” is in %(theirs)s. What is passed on from it is in %(theirs)s too.")


class TermBeginsBeforeParent(Refusal):
    code, kind, field = "term_begins_before_parent", Kind.UNREADABLE, "starts_on"
    says = _("“%(parent)s”, which this is passed on from, begins on %(starts_on)s. Begin that day or later.")


class TermEndsAfterParent(Refusal):
    code, kind, field = "term_ends_after_parent", Kind.UNREADABLE, "ends_on"
    says = _("“%(parent)s”, which this is passed on from, ends on %(ends_on)s. End that day or earlier.")


class ParentIsNotActive(Refusal):
    code, field = "parent_is_not_active", "parent"
    says = _("Money is passed on from an active award. The state of “%(parent)s” is “%(state)s”.")


def check_award(award: Award, results: Iterable[Result], *, is_awarded: bool = False) -> None:
    """The award names what is its network's, in words we know, and lies in the term of what it is passed on from.

    Where its term says nothing, it is set to that of the parent. A proposal may wait for a parent that is proposed.

    Raises:
        CodeIsNotPlain, UnknownWord, AwardedToThemselves, AwardOutsideNetwork, TermRunsBackward, ParentIsNotActive,
        CurrenciesMixed, TermBeginsBeforeParent, TermEndsAfterParent: it does not.
    """
    _check_words(award)
    if award.funder.pk == award.recipient.pk:
        raise AwardedToThemselves(name=award.receiver.name)
    _check_network(award, results)
    parent = award.parent
    if parent is not None:
        if parent.state not in (("active",) if is_awarded else ("active", "proposed")):
            raise ParentIsNotActive(parent=parent.title, state=parent.state_word)
        if award.currency != parent.currency:
            raise CurrenciesMixed(parent=parent.title, theirs=parent.currency)
        term = term_of(award).within(term_of(parent))
        award.starts_on, award.ends_on = term.starts_on, term.ends_on
    if term_of(award).runs_backward:
        raise TermRunsBackward(starts_on=award.starts_on)
    if parent is not None and not term_of(award).lies_in(term_of(parent)):
        if parent.starts_on is not None and award.starts_on < parent.starts_on:
            raise TermBeginsBeforeParent(parent=parent.title, starts_on=parent.starts_on)
        raise TermEndsAfterParent(parent=parent.title, ends_on=parent.ends_on)


def _check_words(award: Award) -> None:
    if len(award.code) > LONGEST_CODE or not slug_re.fullmatch(award.code):
        raise CodeIsNotPlain
    known = {"money_kind": words.MONEY_KINDS, "regrant": {"", *words.REGRANTS}, "currency": CURRENCIES}
    for field, there in known.items():
        if getattr(award, field) not in there:
            raise about(field, UnknownWord(typed=getattr(award, field), known=", ".join(filter(None, there))))


def _check_network(award: Award, results: Iterable[Result]) -> None:
    tied = {
        "funder": award.funder.network_id,
        "recipient": award.recipient.network_id,
        "parent": award.parent and award.parent.network_id,
        "priority": award.priority and award.priority.network_id,
        "strategy": award.strategy and award.strategy.agenda.community.network_id,
        "decision": award.decision and network_of(award.decision.meeting.group).pk,
    }
    tied |= {f"result {result.code}": result.priority.network_id for result in results}
    for field, network_id in tied.items():
        if network_id is not None and network_id != award.network_id:
            raise about("results" if field.startswith("result ") else field, AwardOutsideNetwork())


class AwardOverParent(Refusal):
    code, field = "award_over_parent", "cents"
    says = _(
        "This is %(over)s over: of the %(awarded)s of “%(parent)s”, %(held)s is still held. "
        "Lower this amount, or raise that award first."
    )


def check_fits(award: Award, *, instead_of: int = 0) -> None:
    """The award is no more than what its parent still holds; `instead_of` is what it counts there already.

    Raises:
        AwardOverParent: it is more; says by how much.
    """
    if award.parent is None:
        return
    balance = balance_of(award.parent)
    over = over_what_is_held(balance, award.cents - instead_of)
    if over:
        raise AwardOverParent(
            over=plain_amount(over),
            awarded=plain_amount(balance.awarded),
            held=plain_amount(balance.held + instead_of),
            parent=award.parent.title,
        )


class TermLeavesOut(Refusal):
    code, field = "term_leaves_out", "ends_on"
    says = _(
        "“%(title)s” was passed on from this award and would lie outside the new term. Change that one first."
    )


def check_within_term(award: Award) -> None:
    """What was passed on, spent and is to be brought about lies inside the award's term.

    Raises:
        TermLeavesOut, DayBeforeTerm, DayAfterTerm: something does not.
    """
    for child in award.children.exclude(state="cancelled"):
        if not term_of(child).lies_in(term_of(award)):
            raise TermLeavesOut(title=child.title)
    days = list(award.spending.filter(withdrawn_at=None).values_list("spent_on", flat=True))
    days += award.deliverables.values_list("due_on", flat=True)
    for day in days:
        refuse_day_outside_term(award, "ends_on", day)


class PlaceOfAnotherNetwork(Refusal):
    code, kind = "place_of_another_network", Kind.UNREADABLE
    says = _("One of these places is no community of this network. Choose from its communities.")


class PlaceAmountIsNegative(Refusal):
    code, kind = "place_amount_is_negative", Kind.UNREADABLE
    says = _("An amount for a place is not less than nothing. Leave it empty where there is no amount.")


class PlacesOverAward(Refusal):
    code = "places_over_award"
    says = _(
        "The amounts for places are %(over)s over: together they are more than the %(awarded)s of the award. "
        "Lower one of them."
    )


def check_places(award: Award, places: Places) -> None:
    """The places are the network's, and their amounts no more than the award's.

    Raises:
        PlaceOfAnotherNetwork, PlaceAmountIsNegative, AmountIsTooLarge, PlacesOverAward: they are not.
    """
    named = [cents for cents in places.values() if cents is not None]
    if any(cents < 0 for cents in named):
        raise PlaceAmountIsNegative
    if any(cents > MOST_CENTS for cents in named):
        raise AmountIsTooLarge
    if award.network.communities.filter(pk__in=list(places)).count() != len(places):
        raise PlaceOfAnotherNetwork
    over = over_the_places(award.cents, named)
    if over:
        raise PlacesOverAward(over=plain_amount(over), awarded=plain_amount(award.cents))


def places_as_fields(award: Award, places: Places) -> dict[str, Any]:
    """Of the places that stand now, what differs from these: which it `serves`, and `cents_` of each place."""
    stand = dict(award.places.values_list("community_id", "cents"))
    found: dict[str, Any] = {"serves": [str(pk) for pk in stand]} if set(stand) != set(places) else {}
    differ = [pk for pk in {**stand, **places} if stand.get(pk) != places.get(pk)]
    return found | {f"cents_{pk}": stand.get(pk) for pk in differ}


def store_places(award: Award, places: Places) -> None:
    AwardPlace.objects.bulk_create(
        AwardPlace(award=award, community_id=community_id, cents=cents)
        for community_id, cents in places.items()
    )
