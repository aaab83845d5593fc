"""How awards stand while the rows of a list are looked at: earlier rows of the file count as if they were in."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta
from typing import Any

from konbit.exchange.imports.faults import CannotTake
from konbit.exchange.imports.kind import Row
from konbit.foundation.money import plain_amount
from konbit.grants.domain.balances import Balance, Term, over_what_is_held, what_an_amount_leaves_out
from konbit.grants.models import Award
from konbit.grants.queries.balances import balance_of
from konbit.network.models import Group


@dataclass
class Standing:
    """One award: who holds its money, in which term and currency, and what became of it."""

    code: str
    title: str
    # The organization that received it, by its id, or by the compared name of one that the file adds.
    holder: Any
    holder_name: str
    currency: str
    term: Term
    is_active: bool
    balance: Balance

    def pass_on(self, more: int) -> None:
        """Pass so much more of it on, or take so much less away.

        Raises:
            CannotTake: it holds less.
        """
        over = over_what_is_held(self.balance, more)
        if over:
            facts = {"awarded": self.balance.awarded, "held": max(0, more - over), "over": over}
            said = {name: plain_amount(cents) for name, cents in facts.items()}
            raise CannotTake("over_parent", "amount", parent=self.title, **said)
        self.balance = replace(self.balance, passed_on=self.balance.passed_on + more)

    def become(self, cents: int, placed: int) -> None:
        """It is worth this, and so much is named for places.

        Raises:
            CannotTake: more was passed on, spent or promised.
        """
        would_be = replace(self.balance, placed=placed)
        left_out = what_an_amount_leaves_out(would_be, cents)
        if left_out is not None:
            raise CannotTake("amount_leaves_out", "amount", over=plain_amount(left_out[1]))
        self.balance = replace(would_be, awarded=cents)

    def carry(self, row: Row, said: dict[str, Any], term: Term) -> Term:
        """Pass a new award on; answers its term, which is this one's where the row says none.

        Raises:
            CannotTake: this award does not carry it.
        """
        column = "parent" if row.get("parent") else "related"
        if not self.is_active:
            raise CannotTake("parent_is_over", column, parent=self.title)
        if self.holder != said["funder"][0]:
            raise CannotTake("parent_is_held_by_other", "funder", holder=self.holder_name, parent=self.title)
        if self.currency != said["currency"]:
            raise CannotTake("parent_in_other_currency", "currency", parent=self.title, theirs=self.currency)
        term = term.within(self.term)
        if term.runs_backward or not term.lies_in(self.term):
            begins, here = self.term.starts_on, term.starts_on
            day = "starts_on" if begins and here and here < begins else "ends_on"
            raise CannotTake("outside_parents_term", day, parent=self.title, term=_words(self.term))
        self.pass_on(said["cents"])
        return term


class Standings:
    """The awards of a network by code; those in the database are looked up once rows need them."""

    def __init__(self, network: Group) -> None:
        self._network = network
        self._codes = set(network.awards.order_by().values_list("code", flat=True))
        self._known: dict[str, Standing | None] = {}

    def of(self, code: str) -> Standing | None:
        if code not in self._known:
            award = self.award(code)
            self._known[code] = award and _standing_of(award)
        return self._known[code]

    def award(self, code: str) -> Award | None:
        """The award as it stands in the database."""
        if code not in self._codes:
            return None
        rows = self._network.awards.select_related("funder", "recipient", "parent", "priority", "network")
        return rows.filter(code=code).prefetch_related("places").first()

    def add(self, standing: Standing) -> None:
        self._known[standing.code] = standing


def _standing_of(award: Award) -> Standing:
    return Standing(
        code=award.code,
        title=award.title,
        holder=award.recipient_id,
        holder_name=award.recipient.name,
        currency=award.currency,
        term=Term(award.starts_on, award.ends_on),
        is_active=award.state == "active",
        balance=balance_of(award),
    )


def _words(term: Term) -> str:
    """The term as a list writes it, such as 2025-01-01 – 2025-12-31."""
    return " – ".join(day.isoformat() if day else "…" for day in (term.starts_on, term.ends_on))


def last_day_of(first: date, months: int) -> date | None:
    """The last day of so many months from this day on; None beyond the calendar."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if year > MAXYEAR:
        return None
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1])) - timedelta(days=1)
