"""Why a row is refused: a stable code with its facts, and the sentence in the reader's language."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

LONGEST_VALUE = 80
SAYS = {
    "missing": _("“%(header)s” is empty, and every row needs it."),
    "formula": _("This cell holds a formula. Paste its value in place of it."),
    "error": _("This cell holds an error of the spreadsheet program. Mend it, or empty it."),
    "too_long": _("This is %(count)s letters long, and %(most)s fit."),
    "no_day": _("This is not a day we can read. Write it like 2026-03-05."),
    "no_such_day": _("There is no such day in the calendar."),
    "two_ways": _("This day reads in two ways. Say whether the day or the month stands first."),
    "short_year": _("Write the year with four digits."),
    "out_of_time": _("This year cannot be right. Write one from 1900 to 2199."),
    "no_number": _(
        "This is not a number we can read. Write it like 1234.5, with at most six digits after the point."
    ),
    "amount_two_ways": _(
        "A comma can part thousands or begin a fraction, so this reads in two ways. Write %(plainly)s, or $%(plainly)s.00."
    ),
    "amount_unreadable": _("This is not an amount we can read. Write it like 1234.50."),
    "amount_negative": _("An award is never less than nothing. Write the amount that was awarded."),
    "amount_too_large": _("This is more than can be kept. Write less than ten trillion."),
    "nothing_awarded": _("Nothing is awarded here. Write the amount that was awarded, or leave the row out."),
    "no_whole_number": _("This is not a whole number. Write it in digits, like 12."),
    "no_yes_or_no": _("Write yes or no."),
    "no_address": _("This is not an e-mail address. Write it like name@example.org."),
    "no_such_choice": _("This is none of the words that are known here: %(choices)s."),
    "no_code": _("Use letters without accents, digits and hyphens, without spaces."),
    "doubled_row": _("This is the same as row %(first)s. Take one of them away."),
    "told_otherwise": _(
        "Row %(first)s is about the same one and says something else of it. Take one of them away, or mend it."
    ),
    "address_in_row": _(
        "Row %(first)s has this address too, with the name “%(name)s”. Two people have two addresses: mend one of them."
    ),
    "seat_told_otherwise": _(
        "Row %(first)s says “%(said)s” of the seat “%(seat)s”, and this row says “%(here)s”. A seat has one role and one "
        "vote, whoever sits there. Write the same in both rows, or give this person a seat of their own."
    ),
    "nobody_named": _("The row names no organization, no seat and no person. Fill in one of them."),
    "no_such_owner": _(
        "No member of this group has this name. Import people and seats first, or write the name as the members page does."
    ),
    "several_owners": _(
        "A commitment has one owner. Write the first one here, and the others in a column for partners."
    ),
    "doubled_name": _(
        "Several members of this group have this name. Write the name of the organization or the seat."
    ),
    "is_over_here": _("It is “%(state)s” here since, and the file says “%(said)s”. Nothing is changed."),
    "is_amended_here": _("Its owner asks for other words or another day. Agree or refuse first."),
    "no_such_priority": _("The network has no such priority. Add it first, or write its code: %(choices)s."),
    "no_priorities": _("The network has no priorities yet. Add them on the page of results first."),
    "code_under_other_priority": _("The code “%(code)s” stands under another priority."),
    "no_such_organization": _("The network has no organization of this name. Import organizations first."),
    "no_period": _(
        "This is not a period we can read. Write a year, like 2022, or two days in columns of their own."
    ),
    "no_such_meeting": _(
        "This group has no meeting on that day. Attendance can be noted for meetings that stand here."
    ),
    "meeting_not_held": _("The meeting of that day was not held yet."),
    "no_such_person": _("Nobody of this name sits in this group. Write the name as the members page does."),
    "other_address": _(
        "Somebody of this name sits there with another address. People change their own address themselves."
    ),
    "address_of_another": _(
        "This address belongs to somebody of another name. Correct the name or the address, or leave the address empty."
    ),
    "new_indicator_needs": _("A new indicator needs: %(columns)s. Fill them in, at least in its first row."),
    "indicator_differs": _("The indicator “%(code)s” says something else here. Change it on its page first."),
    "identifier_doubled": _(
        "Row %(other)s has this identifier too. Each award has its own: mend one of them, or take it away."
    ),
    "gives_to_itself": _(
        "Who gives and who receives is the same organization. Nobody awards money to themselves."
    ),
    "several_bodies": _(
        "Several organizations stand here. An award has one: write each amount in a row of its own."
    ),
    "no_such_currency": _("This currency is not known here. Write one of these: %(choices)s."),
    "award_ahead": _("This day is still to come. Bring an award in once it is awarded."),
    "ends_before_it_begins": _("The term ends before it begins. Mend one of the two days."),
    "award_was_dropped": _("The file says “%(state)s” of this award. Only money that was awarded comes in."),
    "no_such_parent": _(
        "Neither the network nor this file has an award “%(parent)s” that can be taken in. Bring that one in first."
    ),
    "parent_is_over": _("“%(parent)s”, from which it is passed on, is no longer active."),
    "parent_is_held_by_other": _(
        "“%(holder)s” holds the money of “%(parent)s”, so only it passes some of it on."
    ),
    "parent_in_other_currency": _("The money of “%(parent)s”, from which it is passed on, is in %(theirs)s."),
    "outside_parents_term": _(
        "It lies outside the term of “%(parent)s”, from which it is passed on: %(term)s."
    ),
    "over_parent": _(
        "This is %(over)s over: of the %(awarded)s of “%(parent)s”, %(held)s is left for this row."
    ),
    "places_over": _("The amounts for places are %(over)s more than the award. Lower one of them."),
    "place_doubled": _("The place “%(place)s” stands here twice. Write it once."),
    "amount_leaves_out": _(
        "The award cannot be lowered to this: %(over)s more was passed on, spent, promised or named for places."
    ),
    "award_is_over": _("This award is “%(state)s” here. What is over is not changed by a list."),
    "award_differs": _("The award “%(code)s” says something else here. Change it on its page first."),
    "refused": "%(says)s",
}


# Found while a row is planned, in a cell that could as well be empty.
LEFT_EMPTY = frozenset(["seat_told_otherwise"])


class CannotTake(Exception):
    """A row cannot be taken in. `column` is the code of the column it is about, where it is about one."""

    def __init__(self, code: str, column: str = "", /, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.column = column
        self.facts = facts


@dataclass(frozen=True)
class Fault:
    """What is wrong in one row, and where in it a person looks. `column` is named where its cell could be left empty
    instead of refusing the row; `is_left_empty` says that it was.
    """

    row: int
    letters: str
    header: str
    value: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    column: str = ""
    is_left_empty: bool = False

    @property
    def says(self) -> str:
        """The sentence in the language now active."""
        return str(SAYS[self.code]) % self.facts

    def as_list(self) -> list[Any]:
        """To be kept, and read again by `fault_from`."""
        facts = {name: str(value) for name, value in self.facts.items()}
        place = [self.row, self.letters, self.header, self.value]
        return [*place, self.code, facts, self.column, self.is_left_empty]


def fault_from(kept: list[Any]) -> Fault:
    return Fault(*kept)


def shortened(value: str) -> str:
    """What stands in the cell, short enough to be shown beside the sentence."""
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
