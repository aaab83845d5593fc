"""A report's frozen content in the words of a page: days, amounts and names of its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from konbit.foundation.money import amount_words
from konbit.grants import words
from konbit.grants.domain.report_states import Change
from konbit.results.domain.word_difference import Run, word_difference

MONEY = {
    "awarded": _("Awarded"),
    "passed_on": _("Passed on"),
    "held": _("Still held"),
    "committed": _("Promised to the recipient"),
    "paid": _("Paid to the recipient"),
    "returned": _("Returned"),
    "spent": _("Spent"),
    "paid_in_period": _("Paid to the recipient in this period"),
    "spent_in_period": _("Spent in this period"),
}
REACHED = {
    "activities": _("Activities"),
    "relationships": _("Of these, building a relationship"),
    "people": _("People reached"),
    "may_count_twice": _("May count a person twice"),
    "uncounted": _("Activities whose people nobody counted"),
}


def shown_content(content: dict[str, Any], form: str | None) -> dict[str, Any]:
    """The content with days as days, and with each written part and each amount under its name."""
    asked = words.REPORT_FORMS[form or words.REPORT_FORM]
    currency = content["award"]["currency"]
    money = content["money"]
    return content | {
        "as_of": _day(content["as_of"]),
        "period": [_day(one) for one in content["period"]],
        "written": [(asked[name], said) for name, said in content["written"].items() if said],
        "money": [(MONEY[name], amount_words(money[name], currency)) for name in MONEY if name in money],
        "activities": [
            one
            | {"done_on": _day(one["done_on"]), "kind": words.ACTIVITY_KINDS.get(one["kind"], one["kind"])}
            for one in content["activities"]
        ],
        "deliverables": [
            one | {name: _day(one[name]) for name in ("due_on", "done_on")} for one in content["deliverables"]
        ],
        "unlisted": content["reached"]["activities"] - len(content["activities"]),
    }


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


@dataclass(frozen=True)
class ChangeRow:
    """One line of the difference between two versions: what it is about, and how it was and is."""

    about: Any
    before: Any
    after: Any
    # Of a written part: its words, those taken out and those added marked.
    runs: list[Run]


def rows_of_changes(changes: list[Change], currency: str) -> Iterator[ChangeRow]:
    """The difference between two versions, in words."""
    for one in changes:
        if one.part == "written":
            about = words.REPORT_FORMS[words.REPORT_FORM].get(one.about, one.about)
            yield ChangeRow(about, "", "", word_difference(one.before, one.after))
        elif one.part == "money":
            before, after = (amount_words(cents or 0, currency) for cents in (one.before, one.after))
            yield ChangeRow(MONEY[one.about], before, after, [])
        elif one.part == "reached":
            yield ChangeRow(REACHED[one.about], _plain(one.before), _plain(one.after), [])
        else:
            yield ChangeRow(one.about, _row(one.before), _row(one.after), [])


def _plain(value: Any) -> Any:
    return (_("Yes") if value else _("No")) if isinstance(value, bool) else value


def _row(row: dict[str, Any] | None) -> str:
    """What one activity or deliverable said, as one line; nothing where it was not there."""
    if row is None:
        return ""
    said = [row.get("done_on"), row["what"], row["by"], row.get("community"), row.get("people")]
    return " · ".join(str(one) for one in said if one not in (None, ""))
