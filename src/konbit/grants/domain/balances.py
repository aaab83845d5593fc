"""What an award holds, in whole cents, and the rules by which no cent is promised twice or lost.

An award's recipient passes money on and spends it. Its funder promises and pays, and some of it may come back. Of what
came back nothing is promised or paid any more.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Balance:
    """One award: what it is worth, and what became of it."""

    awarded: int
    # To other organizations, by awards under this one.
    passed_on: int = 0
    spent: int = 0
    # Every promise, the paid ones among them.
    promised: int = 0
    paid: int = 0
    returned: int = 0
    # The amounts named for single places.
    placed: int = 0

    @property
    def used(self) -> int:
        return self.passed_on + self.spent

    @property
    def held(self) -> int:
        """What may still be passed on or spent."""
        return self.awarded - self.used

    @property
    def committed(self) -> int:
        """What is promised, without what came back."""
        return self.promised - self.returned

    @property
    def kept(self) -> int:
        """What was paid and did not come back."""
        return self.paid - self.returned


def over_what_is_held(balance: Balance, cents: int) -> int:
    """By how much passing this on, or spending it, goes over what is still held."""
    return max(0, cents - balance.held)


def over_what_is_awarded(balance: Balance, cents: int) -> int:
    """By how much a further promise goes over the award."""
    return max(0, balance.committed + cents - balance.awarded)


def over_what_was_paid(balance: Balance, cents: int) -> int:
    """By how much a return is more than what was paid and did not come back yet."""
    return max(0, cents - balance.kept)


def what_an_amount_leaves_out(balance: Balance, cents: int) -> tuple[str, int] | None:
    """What an award of this amount would not cover any more: "used", "committed" or "placed", and by how much."""
    found = (
        ("used", balance.used - cents),
        ("committed", balance.committed - cents),
        ("placed", balance.placed - cents),
    )
    return next(((what, over) for what, over in found if over > 0), None)


def over_the_places(cents: int, places: list[int | None]) -> int:
    """By how much the amounts named for places are more than the award. A place may go without an amount."""
    return max(0, sum(named or 0 for named in places) - cents)


@dataclass(frozen=True)
class Term:
    """From the first day to the last one. None: nobody said."""

    starts_on: date | None
    ends_on: date | None

    def holds(self, day: date) -> bool:
        after_start = self.starts_on is None or day >= self.starts_on
        return after_start and (self.ends_on is None or day <= self.ends_on)

    def within(self, outer: "Term") -> "Term":
        """This term; where it says nothing, what the outer one says."""
        return Term(self.starts_on or outer.starts_on, self.ends_on or outer.ends_on)

    def lies_in(self, outer: "Term") -> bool:
        """Whether no day of this term lies outside the other."""
        starts_inside = outer.starts_on is None or (
            self.starts_on is not None and self.starts_on >= outer.starts_on
        )
        ends_inside = outer.ends_on is None or (self.ends_on is not None and self.ends_on <= outer.ends_on)
        return starts_inside and ends_inside

    @property
    def runs_backward(self) -> bool:
        return self.starts_on is not None and self.ends_on is not None and self.ends_on < self.starts_on


def faults_of(balance: Balance) -> list[str]:
    """Which rules this balance breaks: none, whatever was done with the award."""
    rules = {
        "negative": min(balance.awarded, balance.kept, balance.committed) >= 0,
        "used": balance.used <= balance.awarded,
        "paid": balance.kept <= balance.committed,
        "promised": balance.committed <= balance.awarded,
        "placed": balance.placed <= balance.awarded,
    }
    return [name for name, is_kept in rules.items() if not is_kept]
