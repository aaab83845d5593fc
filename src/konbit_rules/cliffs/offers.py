"""Job offers held against today: what is left a month under each, and what is gained and lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from konbit_rules.cliffs.what_is_left import (
    WHAT_IS_LEFT,
    Part,
    check_earner,
    following_pay,
    parts_of_what_is_left,
)
from konbit_rules.engine.spans import Fault, facts_of
from konbit_rules.households.household import Household, HouseholdError, Person
from konbit_rules.households.offers import Offer
from konbit_rules.law import Law, load_law
from konbit_rules.parameters.errors import LawError
from konbit_rules.screening import values_of

TODAY = "today"
MOST_NAMED = 6
MONTHS = 12


@dataclass(frozen=True, slots=True)
class OfferAnswer:
    """What is left under an offer, a month, and the change from today: whole, and by part as it adds or takes.

    `hours` are the hours of a week that were counted: the offer's, else today's; None where nobody told them.
    """

    name: str
    left: float
    change: float
    parts: Mapping[str, float]
    hours: float | None = None


def compare_offers(
    household: Household, offers: Sequence[Offer], as_of: date, earner: int = 1, law: Law | None = None
) -> tuple[OfferAnswer, ...]:
    """Each offer's money left a month against today's; today comes first.

    An offer takes the place of all wages the earner has today. Hours that it does not tell stay as they are.

    Raises:
        HouseholdError: no such person, an offer that cannot be, or a fact that is needed was not told.
        LawError: the law is broken or not loaded for that day or state.
    """
    law = law or load_law(as_of, state=household.state)
    check_earner(household, earner)
    parts = parts_of_what_is_left(law)
    household = following_pay(household)
    today = _under(law, parts, household, earner - 1, None)
    return (today, *(_against(today, _under(law, parts, household, earner - 1, offer)) for offer in offers))


def _under(
    law: Law, parts: Sequence[Part], household: Household, place: int, offer: Offer | None
) -> OfferAnswer:
    """An offer's amounts themselves."""
    changed = household if offer is None else _with_offer(household, place, offer)
    values = values_of(changed, law.day, law)
    left = values[WHAT_IS_LEFT]
    if isinstance(left, Fault):
        raise LawError(f"{left.rule} could not be worked out: {left.what}")
    if not isinstance(left, int | float):
        raise HouseholdError(f"offers can be compared when these are told too: {_untold(law, changed, left)}")
    now = {part.rule: part.sign * values[part.rule] / MONTHS for part in parts}  # type: ignore[operator]
    hours = changed.persons[place].facts.get("weekly_hours_worked")
    return OfferAnswer(
        offer.name if offer else TODAY, left / MONTHS, 0.0, now, hours if isinstance(hours, float) else None
    )


def _against(today: OfferAnswer, offer: OfferAnswer) -> OfferAnswer:
    changes = {rule: now - today.parts[rule] for rule, now in offer.parts.items()}
    return replace(offer, change=offer.left - today.left, parts=changes)


def _untold(law: Law, household: Household, left: object) -> str:
    """The facts that leave it open, with the names by which a family file tells them."""
    facts = sorted(facts_of(left), key=str)
    said = [
        f"{name} of {household.persons[place].name}" if place is not None else name
        for name, place in facts[:MOST_NAMED]
    ]
    more = [f"{len(facts) - MOST_NAMED} more"] if len(facts) > MOST_NAMED else []
    return ", ".join([*said, *more])


def _with_offer(household: Household, place: int, offer: Offer) -> Household:
    person = household.persons[place]
    facts = {**person.facts, "wages": offer.wages}
    if offer.hours is not None:
        facts["weekly_hours_worked"] = offer.hours
    persons = (*household.persons[:place], Person(person.name, facts), *household.persons[place + 1 :])
    try:
        return replace(household, persons=persons)
    except HouseholdError as refused:
        raise HouseholdError(f"{refused.what} (offer {offer.name})", field=refused.field) from None
