"""What a publisher of grants should look at again: allowed by the standard, and yet most likely a slip.

Each slip is a code, a sentence, and a small look at one grant. `about` gathers them over a package.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Grant = Mapping[str, Any]

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(r"(?<![\w-])(?:\+?\d{1,3}[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])")
_EIN = re.compile(r"US-EIN-\d{2}-?\d{7}")
# A list of organizations and a number in it, as org-id.guide writes them: US-EIN-123456789, GB-CHC-1164883.
_LISTED = re.compile(r"(?:[A-Z]{2}|XI|XM|XR)-[A-Z0-9_]{2,12}-.+")
_ODD = re.compile(r"[\s,;\"'<>#?]")
_EARLIEST = date(1950, 1, 1)
_LARGE, _SMALL = Decimal(1_000_000_000), Decimal(1)
_LONGEST_TITLE, _SHORTEST_TITLE, _SHORTEST_DESCRIPTION = 140, 4, 10
_LONG_PLAN, _FAR_END, _MUCH_EARLIER = 15, 20, 2
_REGRANTS = frozenset(f"FRG0{number}0" for number in range(1, 8))
SHOWN = 5


@dataclass(frozen=True)
class Seen:
    """What is known beside the grant: today, and what the whole package holds."""

    today: date
    identifiers: frozenset[str]
    prefixes: frozenset[str]
    currencies: frozenset[str]
    amounts: Mapping[str, Decimal]
    passed_on: Mapping[str, Decimal]


@dataclass(frozen=True)
class Slip:
    """One kind of slip, and how a grant shows it."""

    code: str
    says: str | Promise
    shows: Callable[[Grant, Seen], Any]


@dataclass
class Warned:
    """A warning with how many grants show it, and the first of them."""

    slip: Slip
    count: int = 0
    first: list[str] = field(default_factory=list)

    @property
    def says(self) -> str:
        return str(self.slip.says)


# --- small looks ---


def _number(grant: Grant, name: str) -> Decimal | None:
    value = grant.get(name)
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return Decimal(value) if is_number else None


def _day(value: Any) -> date | None:
    """The first day that the text can mean."""
    found = _DAY.match(value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def _records(grant: Grant, name: str) -> list[Mapping[str, Any]]:
    value = grant.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _bodies(grant: Grant) -> list[Mapping[str, Any]]:
    return _records(grant, "recipientOrganization") + _records(grant, "fundingOrganization")


def _ids(grant: Grant, name: str) -> set[str]:
    return {_text(one.get("id")) for one in _records(grant, name)} - {""}


def _planned(grant: Grant, name: str) -> list[date]:
    return [day for one in _records(grant, "plannedDates") if (day := _day(one.get(name)))]


def _later(day: date, years: int) -> date:
    return day.replace(year=min(day.year + years, 9999), day=min(day.day, 28))


def _prefix(identifier: str) -> str:
    return "-".join(identifier.split("-")[:2])


def _has_wrong_duration(grant: Grant) -> bool:
    for one in _records(grant, "plannedDates"):
        start, end, months = _day(one.get("startDate")), _day(one.get("endDate")), _number(one, "duration")
        if start and end and months is not None:
            apart = (end.year - start.year) * 12 + end.month - start.month
            if abs(apart - months) > 1:
                return True
    return False


def _below(grant: Grant, name: str, other: str) -> bool:
    one, two = _number(grant, name), _number(grant, other)
    return one is not None and two is not None and one < two


def _has_part_of_a_cent(grant: Grant) -> bool:
    amount = _number(grant, "amountAwarded")
    return amount is not None and amount.is_finite() and int(amount.normalize().as_tuple().exponent) < -2


def _is_over_parent(grant: Grant, seen: Seen) -> bool:
    name = _text(grant.get("id"))
    return seen.passed_on.get(name, Decimal(0)) > seen.amounts.get(name, Decimal("Infinity"))


def _spans_too_long(grant: Grant) -> bool:
    starts, ends = _planned(grant, "startDate"), _planned(grant, "endDate")
    return bool(starts and ends and max(ends) > _later(min(starts), _LONG_PLAN))


def _begins_much_before_award(grant: Grant) -> bool:
    awarded, starts = _day(grant.get("awardDate")), _planned(grant, "startDate")
    return bool(awarded and starts and _later(min(starts), _MUCH_EARLIER) < awarded)


def _is_after(value: Any, day: date) -> bool:
    found = _day(value)
    return found is not None and found > day


SLIPS = (
    # Amounts
    Slip("amount_zero", _("The amount awarded is zero."), lambda g, _s: _number(g, "amountAwarded") == 0),
    Slip("amount_negative", _("The amount awarded is less than nothing."),
            lambda g, _s: (_number(g, "amountAwarded") or 0) < 0),
    Slip("amount_tiny", _("The amount awarded is less than one."),
            lambda g, _s: 0 < (_number(g, "amountAwarded") or 0) < _SMALL),
    Slip("amount_huge", _("The amount awarded is more than a billion."),
            lambda g, _s: (_number(g, "amountAwarded") or 0) > _LARGE),
    Slip("amount_part_of_a_cent", _("The amount awarded has a part of a cent."),
            lambda g, _s: _has_part_of_a_cent(g)),
    Slip("paid_over_awarded", _("More was paid than awarded."),
            lambda g, _s: _below(g, "amountAwarded", "amountDisbursed")),
    Slip("awarded_over_sought", _("More was awarded than applied for."),
            lambda g, _s: _below(g, "amountAppliedFor", "amountAwarded")),
    Slip("passed_on_over_awarded", _("More is passed on from it than was awarded."), _is_over_parent),
    Slip("currencies_mixed", _("The file mixes currencies, so its amounts cannot be added up."),
            lambda _g, s: len(s.currencies) > 1),
    # Days
    Slip("awarded_ahead", _("The day of the award is still to come."),
            lambda g, s: _is_after(g.get("awardDate"), s.today)),
    Slip("awarded_long_ago", _("The day of the award lies before 1950."),
            lambda g, _s: (_day(g.get("awardDate")) or _EARLIEST) < _EARLIEST),
    Slip("awarded_on_no_day", _("The day of the award is no day of the calendar."),
            lambda g, _s: bool(_text(g.get("awardDate"))) and _day(g.get("awardDate")) is None),
    Slip("no_term", _("Nothing is said of when the work begins and ends."),
            lambda g, _s: not _records(g, "plannedDates")),
    Slip("ends_before_it_begins", _("The work ends before it begins."),
            lambda g, _s: any(_is_after(one.get("startDate"), end) for one in _records(g, "plannedDates")
                              if (end := _day(one.get("endDate"))))),
    Slip("term_very_long", _("The work takes more than 15 years."), lambda g, _s: _spans_too_long(g)),
    Slip("ends_far_ahead", _("The work ends more than 20 years from now."),
            lambda g, s: any(day > _later(s.today, _FAR_END) for day in _planned(g, "endDate"))),
    Slip("begins_long_before_award", _("The work began more than two years before the award."),
            lambda g, _s: _begins_much_before_award(g)),
    Slip("duration_differs", _("The duration in months is not the time from the first to the last day."),
            lambda g, _s: _has_wrong_duration(g)),
    Slip("no_moment_of_change", _("Nothing is said of when the record was changed last."),
            lambda g, _s: not _text(g.get("dateModified"))),
    Slip("changed_ahead", _("The record was changed on a day that is still to come."),
            lambda g, s: _is_after(g.get("dateModified"), s.today)),
    # Words
    Slip("title_is_description", _("Title and description are the same."),
            lambda g, _s: _text(g.get("title")).casefold() == _text(g.get("description")).casefold()),
    Slip("title_long", _("The title is longer than 140 letters."),
            lambda g, _s: len(_text(g.get("title"))) > _LONGEST_TITLE),
    Slip("title_short", _("The title is shorter than 4 letters."),
            lambda g, _s: len(_text(g.get("title"))) < _SHORTEST_TITLE),
    Slip("description_short", _("The description is shorter than 10 letters."),
            lambda g, _s: len(_text(g.get("description"))) < _SHORTEST_DESCRIPTION),
    Slip("email_inside", _("Something looks like an e-mail address. Do not publish a person’s address."),
            lambda g, _s: any("@" in text and _EMAIL.search(text) for text in _texts(g))),
    Slip("phone_inside", _("Something looks like a telephone number."),
            lambda g, _s: any(_PHONE.search(text) for text in _texts(g))),
    # Who
    Slip("person_named", _("The recipient is a person. Do not publish a person’s name without their consent."),
            lambda g, _s: "recipientIndividual" in g),
    Slip("ein_wrong", _("A tax number after US-EIN- does not have nine digits."),
            lambda g, _s: any(_text(one.get("id")).startswith("US-EIN-") and not _EIN.fullmatch(_text(one.get("id")))
                              for one in _bodies(g))),
    Slip("body_not_listed", _("An organization has no number of a public register, only one of the publisher’s own."),
            lambda g, _s: any(not _LISTED.fullmatch(_text(one.get("id"))) for one in _bodies(g))),
    Slip("gives_to_itself", _("An organization gives money to itself."),
            lambda g, _s: _ids(g, "recipientOrganization") & _ids(g, "fundingOrganization")),
    Slip("several_recipients", _("Several organizations received one amount, and nobody can tell which part."),
            lambda g, _s: len(_records(g, "recipientOrganization")) > 1),
    Slip("several_funders", _("Several organizations gave one amount, and nobody can tell which part."),
            lambda g, _s: len(_records(g, "fundingOrganization")) > 1),
    # Where, and what for
    Slip("no_place", _("No place is named that it serves."), lambda g, _s: not _records(g, "beneficiaryLocation")),
    Slip("place_without_name", _("A place has no name."),
            lambda g, _s: any(not _text(one.get("name")) for one in _records(g, "beneficiaryLocation"))),
    Slip("place_without_code", _("A place has no code of a geography, so it cannot be put on a map."),
            lambda g, _s: any(not _text(one.get("geoCode")) for one in _records(g, "beneficiaryLocation"))),
    Slip("no_program", _("No program is named that it belongs to."),
            lambda g, _s: not _records(g, "grantProgramme")),
    # Identifiers
    Slip("identifier_without_prefix", _("The identifier does not begin with 360G- and a prefix."),
            lambda g, _s: not re.fullmatch(r"360G-[^-]+-.+", _text(g.get("id")))),
    Slip("identifier_odd", _("The identifier has a blank or a sign that programs stumble over."),
            lambda g, _s: _ODD.search(_text(g.get("id")))),
    Slip("prefixes_mixed", _("The file mixes identifiers of several publishers."),
            lambda _g, s: len(s.prefixes) > 1),
    Slip("related_unknown", _("It is related to a grant that is not in the file."),
            lambda g, s: any(_text(one).startswith("360G-") and one not in s.identifiers
                             for one in _list(g, "relatedActivity"))),
    Slip("regrant_unknown", _("The regrant code is none of the list."),
            lambda g, _s: "regrantType" in g and g["regrantType"] not in _REGRANTS),
)  # fmt: skip


def _list(grant: Grant, name: str) -> list[Any]:
    value = grant.get(name)
    return value if isinstance(value, list) else []


def about(package: Mapping[str, Any], today: date) -> list[Warned]:
    """What is to be looked at again in the package, in the order of the list."""
    grants = [one for one in _list(package, "grants") if isinstance(one, dict)]
    seen = _seen(grants, today)
    found = []
    for slip in SLIPS:
        warned = Warned(slip)
        for grant in grants:
            if slip.shows(grant, seen):
                warned.count += 1
                if warned.count <= SHOWN:
                    warned.first.append(_text(grant.get("id")))
        if warned.count:
            found.append(warned)
    return found


def _seen(grants: list[Grant], today: date) -> Seen:
    amounts = {_text(one.get("id")): _number(one, "amountAwarded") or Decimal(0) for one in grants}
    recipients = {_text(one.get("id")): _ids(one, "recipientOrganization") for one in grants}
    passed_on: dict[str, Decimal] = {}
    for grant in grants:
        for related in _list(grant, "relatedActivity"):
            # Passed on: who received the related grant gives this one.
            if isinstance(related, str) and recipients.get(related, set()) & _ids(
                grant, "fundingOrganization"
            ):
                passed_on[related] = passed_on.get(related, Decimal(0)) + amounts[_text(grant.get("id"))]
    return Seen(
        today=today,
        identifiers=frozenset(amounts),
        prefixes=frozenset(_prefix(name) for name in amounts),
        currencies=frozenset(_text(one.get("currency")) for one in grants),
        amounts=amounts,
        passed_on=passed_on,
    )
