"""Grants in the words of the 360Giving standard, version 1.4.3 (packages of version 1.4).

`package` tells a network's awards as a package; `schema` holds any package against our own schema, written from the
standard's list of fields; `slips` says what is allowed and yet most likely a slip. A package comes in like any list:
`tables/grants_json` makes rows of it.

What the format cannot carry stays behind; `LOST` says so, and a test holds it against the tables.
"""

from django.utils.translation import gettext_lazy as _

VERSION = "1.4"

# What is told of an award, by its columns.
TOLD = {
    "grants.Award": {
        "parent_id", "code", "title", "purpose", "funder_id", "recipient_id", "money_kind", "state", "cents", "currency",
        "awarded_on", "starts_on", "ends_on", "regrant", "regrant_confirmed_at", "priority_id", "label", "source",
    },
    "grants.AwardPlace": {"community_id", "cents"},
    "grants.Payment": {"kind", "cents"},
}  # fmt: skip

# What is not, in words for people. Rows know each other by the identifiers of the package, so ids need no word.
LOST = {
    "grants.Award": {
        "terms": _("The terms of an award."),
        "decision_id": _("Which decision an award came from."),
        "strategy_id": _("Which strategy of a change agenda an award serves."),
    },
    "grants.AwardPlace": {},
    "grants.Payment": {
        "promised_on": _("The day on which each payment was promised."),
        "due_on": _("The day on which each payment is due."),
        "paid_on": _("The day on which each payment was made: only their sum is told."),
        "note": _("Notes on payments."),
        "withdrawn_at": _("Payments that were taken back."),
        "label": _("Labels of single payments."),
        "source": _("Sources of single payments."),
    },
}
LOST_TABLES = {
    "grants.AwardChange": _("The history of an award: what it was before it was raised or lowered, and why."),
    "grants.Interest": _("Which seats decided, and the interests they declared."),
    "grants.Deliverable": _("What an award is to bring about, by when."),
    "grants.Spending": _("What a recipient spent on its own work."),
    "grants.OutsideMoney": _("Money from outside the tree."),
    "grants.Report": _("Reports and their receipts."),
    "grants.Activity": _("What was done with the money."),
}


def lost() -> list[str]:
    """Everything that the file does not tell, in the language now active."""
    words = [*LOST_TABLES.values(), *(word for columns in LOST.values() for word in columns.values())]
    return [str(word) for word in words]
