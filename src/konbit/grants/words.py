"""The fixed lists of this room: stored codes and the words people read."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

AWARD_STATES = {
    "proposed": _("Proposed"),
    "active": _("Active"),
    "completed": _("Completed"),
    "cancelled": _("Cancelled"),
}
AWARD_TAGS = {"proposed": "attention", "active": "calm", "completed": "calm", "cancelled": "stopped"}

# How far down the tree an award stands: the top, then what was passed on, and so on.
TIERS = (_("From the funder"), _("Passed on once"), _("Passed on twice"))


def tier_word(depth: int) -> str:
    """The step of the tree in words."""
    if depth < len(TIERS):
        return str(TIERS[depth])
    return gettext("Passed on %(times)d times") % {"times": depth}


MONEY_KINDS = {
    "public": _("Public money"),
    "foundation": _("Foundation money"),
    "other": _("Other money"),
}

AWARD_STEPS = {
    "proposed": _("Proposed"),
    "awarded": _("Awarded"),
    "raised": _("Raised"),
    "lowered": _("Lowered"),
    "term": _("Term or purpose changed"),
    "places": _("Places changed"),
    "completed": _("Completed"),
    "cancelled": _("Cancelled"),
}

# The regrant codes of 360Giving 1.4.3, in our words.
REGRANTS = {
    "FRG010": _("Common regrant"),
    "FRG020": _("Passed to an intermediary"),
    "FRG030": _("Match funding"),
    "FRG040": _("Funders together"),
    "FRG050": _("Through a fiscal sponsor"),
    "FRG060": _("Endowment"),
    "FRG070": _("For several purposes"),
}

PAYMENT_KINDS = {"payment": _("Payment"), "return": _("Money returned")}

INTERESTS = {"none": _("No interest"), "declared": _("Interest declared")}

ACTIVITY_KINDS = {
    "relationship": _("Building a relationship"),
    "meeting": _("Meeting or gathering"),
    "training": _("Training"),
    "visit": _("Visit to a family"),
    "outreach": _("Outreach"),
    "other": _("Other work"),
}

REPORT_STATES = {
    "due": _("Due"),
    "draft": _("Draft"),
    "submitted": _("Submitted"),
    "returned": _("Returned"),
    "accepted": _("Accepted"),
}
# How late a report is; in time says nothing.
LATENESS = {"late": _("Late"), "very_late": _("Very late")}
# The written parts of a report, by the version of its form. A version never changes: a new one is added.
REPORT_FORM = "1"
REPORT_FORMS = {
    "1": {
        "said": _("What was done with the money"),
        "learned": _("What was learned"),
        "asked_for": _("What is asked of the funder"),
    }
}
REPORT_ANSWERS = {"returned": _("Returned"), "accepted": _("Accepted")}
REPORT_TAGS = {
    "due": "attention",
    "draft": "attention",
    "submitted": "calm",
    "returned": "attention",
    "accepted": "calm",
}

QUESTION_STATES = {"open": _("Open"), "answered": _("Answered, not confirmed"), "closed": _("Closed")}

# Yes, no, or nobody said: unknown is a proper answer.
KNOWN = {"yes": _("Yes"), "no": _("No"), "": _("Not known")}

# What a pursuit of funding goes through, in order; the last four end it.
PURSUIT_STAGES = {
    "found": _("Found"),
    "deciding": _("Deciding whether to apply"),
    "writing": _("Writing"),
    "applied": _("Applied"),
    "awarded": _("Awarded"),
    "declined": _("Declined"),
    "dropped": _("Dropped"),
}
PURSUIT_TAGS = {
    "found": "calm",
    "deciding": "calm",
    "writing": "calm",
    "applied": "calm",
    "awarded": "calm",
    "declined": "stopped",
    "dropped": "stopped",
}
ENDING_STAGES = ("awarded", "declined", "dropped")

# What is offered where a partner is taken on; each network adds its own.
CHECKLIST = (
    _("Both sides know whom to call, and when"),
    _("The agreement is signed, and both sides have a copy"),
    _("The first payment has its day"),
    _("What is reported, when and in which form is said"),
    _("The community knows the new partner, and the partner has met the community"),
    _("Languages and access needs of the people served are written down"),
    _("Who answers questions at the funder is named"),
    _("What counts as work in the first six months is said: relationships count"),
)
