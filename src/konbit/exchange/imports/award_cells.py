"""What the cells of a list of awards say: who gives and receives, in which term, for which places."""

import hashlib
import re
from typing import Any
from uuid import UUID

from konbit.exchange.domain.words_of_cells import plain, tidy
from konbit.exchange.giving_360.package import prefix_of
from konbit.exchange.imports.award_order import parts_of_cell
from konbit.exchange.imports.award_standing import last_day_of
from konbit.exchange.imports.faults import CannotTake
from konbit.exchange.imports.kind import Row
from konbit.exchange.imports.remarks import Remark
from konbit.foundation.money import CURRENCIES, NotMoney, cents_of, plain_amount
from konbit.grants.domain.balances import Term
from konbit.network.models import Group

Places = dict[UUID, int | None]
# The id of an organization of the network, or the compared name of one that the file adds; and its name.
Body = tuple[Any, str]

_ODD = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_CODE, _SUM = 60, 12


def code_of(identifier: str, prefix: str) -> str:
    """The code of an award with this identifier: without our own prefix, and without what an address cannot hold."""
    bare = tidy(identifier).removeprefix(f"360G-{prefix}-")
    cleaned = _ODD.sub("-", bare).strip("-")
    if bare and cleaned == bare and len(bare) <= _LONGEST_CODE:
        return bare
    told = hashlib.sha256(bare.encode()).hexdigest()[:_SUM]
    return f"{cleaned[: _LONGEST_CODE - _SUM - 1]}-{told}".lstrip("-")


def bodies_of(network: Group) -> dict[str, Body]:
    """Every organization by its compared name and by its id, merged doubles leading to the one that stayed."""
    rows = {
        row[0]: row for row in network.organizations.order_by().values_list("pk", "name", "merged_into_id")
    }
    found: dict[str, Body] = {}
    for row in sorted(rows.values(), key=lambda row: row[2] is None):
        stays = row
        while stays[2] is not None:
            stays = rows[stays[2]]
        found[plain(row[1])] = found[str(row[0])] = (stays[0], stays[1])
    return found


class AwardCells:
    """Reads the cells of one row after another, in one network."""

    def __init__(self, network: Group) -> None:
        self.prefix, _is_said = prefix_of(network)
        self._bodies = bodies_of(network)
        self._communities = {
            plain(name): (pk, name) for pk, name in network.communities.values_list("pk", "name")
        }
        self._priorities: dict[str, Any] = {}
        for priority in network.priorities.filter(retired_on=None):
            names = [priority.code, *(part.get("text", "") for part in priority.name.values())]
            self._priorities |= {plain(name): priority for name in names if name}

    def code(self, identifier: str) -> str:
        return code_of(identifier, self.prefix)

    def said(self, row: Row, remarks: list[Remark]) -> dict[str, Any]:
        """Parties, amount and words of a new award.

        Raises:
            CannotTake: they cannot be.
        """
        if not row.get("amount"):
            raise CannotTake("nothing_awarded", "amount")
        funder, recipient = (self.body(row, column, remarks) for column in ("funder", "recipient"))
        if funder[0] == recipient[0]:
            raise CannotTake("gives_to_itself", "recipient")
        if "currency" not in row.values:
            remarks.append(Remark("read_as_dollars"))
        return {
            "funder": funder,
            "recipient": recipient,
            "cents": row.get("amount"),
            "currency": currency(row),
            "title": row.get("title"),
            "purpose": purpose(row),
            "money_kind": row.get("money_kind", "public"),
            "regrant": row.get("regrant"),
            "priority": self.priority(row, remarks),
            "label": row.get("label"),
        }

    def body(self, row: Row, column: str, remarks: list[Remark]) -> Body:
        """Who gives or receives; one that the network does not have is remembered as new.

        Raises:
            CannotTake: several stand there.
        """
        lines = [tidy(line) for line in row.get(column).splitlines() if tidy(line)]
        if len(lines) > 1:
            raise CannotTake("several_bodies", column)
        name = lines[0]
        ours = row.get(f"{column}_id").removeprefix(f"360G-{self.prefix}-org-")
        found = self._bodies.get(ours) or self._bodies.get(plain(name))
        if found is None:
            found = self._bodies[plain(name)] = (plain(name), name)
            remarks.append(Remark("body_added", (), name))
        return found

    def priority(self, row: Row, remarks: list[Remark]) -> Any:
        named = row.get("priority")
        found = self._priorities.get(plain(named))
        if named and found is None:
            remarks.append(Remark("program_left_out", (), named))
        return found

    def places(self, row: Row, remarks: list[Remark]) -> Places:
        """The communities it serves, with the amounts that follow their names.

        Raises:
            CannotTake: one stands twice, or the amounts are more than the award.
        """
        found: Places = {}
        for part in parts_of_cell(row.get("places")):
            name, cents = self._place(part)
            community = self._communities.get(plain(name))
            if community is None:
                remarks.append(Remark("place_left_out", (), name))
            elif community[0] in found:
                raise CannotTake("place_doubled", "places", place=name)
            else:
                found[community[0]] = cents
        over = sum(cents or 0 for cents in found.values()) - row.get("amount")
        if over > 0:
            raise CannotTake("places_over", "places", over=plain_amount(over))
        return found

    def _place(self, part: str) -> tuple[str, int | None]:
        """A place, and the amount that may follow it after a colon."""
        name, _colon, amount = part.rpartition(":")
        if not name or plain(part) in self._communities:
            return part, None
        try:
            return tidy(name), cents_of(amount)
        except NotMoney:
            return part, None

    def place_words(self, places: Places) -> str:
        """The places as a list writes them."""
        names = dict(self._communities.values())
        told = [
            names.get(pk, "") + (f": {plain_amount(cents)}" if cents is not None else "")
            for pk, cents in places.items()
        ]
        return "; ".join(sorted(told))


def currency(row: Row) -> str:
    said = row.get("currency", "USD").upper()
    if said not in CURRENCIES:
        raise CannotTake("no_such_currency", "currency", choices=", ".join(CURRENCIES))
    return said


def purpose(row: Row) -> str:
    """What is said beyond the title: a file of 360Giving repeats the title where nothing is."""
    said = row.get("purpose")
    return "" if tidy(said) == row.get("title") else said


def term(row: Row) -> Term:
    """From the first day to the last one, which may be said by a number of months."""
    starts_on, ends_on = row.get("starts_on", None), row.get("ends_on", None)
    if ends_on is None and starts_on is not None and row.get("months", 0):
        ends_on = last_day_of(starts_on, row.get("months"))
    found = Term(starts_on, ends_on)
    if found.runs_backward:
        raise CannotTake("ends_before_it_begins", "ends_on")
    return found
