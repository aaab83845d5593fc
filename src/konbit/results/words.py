"""The fixed lists of this room: stored codes, the words people read, and the words of exports."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

RUNGS = {
    "idea": _("Idea"),
    "exploring": _("Exploring"),
    "committed": _("Committed"),
    "in_progress": _("In progress"),
    "achieved": _("Achieved"),
    "sustained": _("Sustained"),
    "dropped": _("Dropped"),
}

# What each rung means, for the person who chooses one.
RUNG_MEANINGS = {
    "idea": _("Somebody named it. Nobody works on it yet."),
    "exploring": _("Members look into whether and how."),
    "committed": _("Members said they will do it."),
    "in_progress": _("Work is under way."),
    "achieved": _("It is done. There is evidence."),
    "sustained": _("It still held twelve months or more after it was achieved."),
    "dropped": _("Nobody goes on with it, for a stated reason."),
}

# How many results stand on a rung.
RUNG_COUNTS = {
    "idea": ngettext_lazy("%(count)d idea", "%(count)d ideas", "count"),
    "exploring": ngettext_lazy("%(count)d being explored", "%(count)d being explored", "count"),
    "committed": ngettext_lazy("%(count)d committed", "%(count)d committed", "count"),
    "in_progress": ngettext_lazy("%(count)d in progress", "%(count)d in progress", "count"),
    "achieved": ngettext_lazy("%(count)d achieved", "%(count)d achieved", "count"),
    "sustained": ngettext_lazy("%(count)d sustained", "%(count)d sustained", "count"),
    "dropped": ngettext_lazy("%(count)d dropped", "%(count)d dropped", "count"),
}

# The kind of tag each rung is shown with.
RUNG_TAGS = {rung: "stopped" if rung == "dropped" else "calm" for rung in RUNGS}

LEVELS = {
    "network": _("Network"),
    "organization": _("Organization"),
    "population": _("Population"),
}

LEVEL_MEANINGS = {
    "network": _("What the members did together."),
    "organization": _("What one member changed."),
    "population": _("How families fare."),
}

# Exports speak one language, so that a file means the same wherever it was made.
EXPORTED_RUNGS = {rung: rung.replace("_", " ") for rung in RUNGS}
EXPORTED_LEVELS = {level: level for level in LEVELS}
EXPORTED_LABELS = {
    "public_record": "public record",
    "our_reading": "our reading",
    "made_up": "made up",
    "": "",
}

DIRECTIONS = {
    "up": _("Higher is better"),
    "down": _("Lower is better"),
    "none": _("No direction is wished for"),
}

# Whose counts stand behind an indicator: families and members are protected from small numbers, each by its own rule.
COUNTED = {
    "families": _("Families or people served"),
    "members": _("Answers of members or staff"),
    "published": _("A published statistic"),
}

FIGURE_STATES = {"draft": _("Draft"), "published": _("Published")}

PAY_PERIODS = {"hour": _("an hour"), "month": _("a month"), "year": _("a year")}

ARTIFACT_KINDS = {
    "document": _("Document"),
    "map": _("Map"),
    "form": _("Form"),
    "career_ladder": _("Career ladder"),
    "other": _("Something else"),
}
ARTIFACT_STATES = {"draft": _("Draft"), "approved": _("Approved")}

PILOT_STATES = {"planned": _("Planned"), "running": _("Running"), "closed": _("Closed")}
PILOT_OUTCOMES = {"keep": _("Keep"), "change": _("Change"), "stop": _("Stop")}

# The kind of tag each of these states is shown with.
ARTIFACT_TAGS = {"draft": "attention", "approved": "calm"}
PILOT_TAGS = {"planned": "attention", "running": "calm", "closed": "stopped"}

# What each outcome means, for the person who chooses one.
PILOT_OUTCOME_MEANINGS = {
    "keep": _("It goes on as it is."),
    "change": _("It goes on in another way."),
    "stop": _("It ends."),
}

# What a pilot must say before it starts.
PILOT_PARTS = {
    "baseline": _("how things stood before"),
    "baseline_on": _("the day of the baseline"),
    "baseline_source": _("the source of the baseline"),
    "participants": _("the number of participants"),
    "decide_on": _("the day on which the network decides about it"),
}

# What an event must say before it is evidence.
EVENT_PARTS = {
    "held_on": _("its day"),
    "audience": _("its audience"),
    "material": _("a note or a document"),
}

# What a step of a career ladder pays, by the period of its pay.
PAY_RANGES = {
    "hour": _("%(low)s to %(high)s an hour"),
    "month": _("%(low)s to %(high)s a month"),
    "year": _("%(low)s to %(high)s a year"),
}
PAY_AMOUNTS = {
    "hour": _("%(pay)s an hour"),
    "month": _("%(pay)s a month"),
    "year": _("%(pay)s a year"),
}
PAY_AT_ENTRY = {
    "hour": _("Entry pay: %(pay)s an hour"),
    "month": _("Entry pay: %(pay)s a month"),
    "year": _("Entry pay: %(pay)s a year"),
}

# A period of the road map by the number of its months: its name, how far a result lies behind, and how its plan moved.
PERIOD_NAMES = {
    3: _("Quarter %(number)s of %(year)s"),
    6: _("Half-year %(number)s of %(year)s"),
    12: _("The year %(year)s"),
}
BEHIND = {
    3: ngettext_lazy("%(count)d quarter behind its plan", "%(count)d quarters behind its plan", "count"),
    6: ngettext_lazy("%(count)d half-year behind its plan", "%(count)d half-years behind its plan", "count"),
    12: ngettext_lazy("%(count)d year behind its plan", "%(count)d years behind its plan", "count"),
}

# What a figure must say before it is published.
FIGURE_PARTS = {
    "value": _("the value"),
    "unit": _("the unit"),
    "period": _("the period, with its first and last day"),
    "place": _("the place"),
    "population": _("about whom it is"),
    "source": _("the source"),
    "retrieved_on": _("the day on which the source was read"),
}

COMMENT_STATES = {
    "open": _("Not answered yet"),
    "adopted": _("Adopted"),
    "not_adopted": _("Not adopted"),
}
COMMENT_TAGS = {"open": "attention", "adopted": "calm", "not_adopted": "stopped"}

ALIGNMENT_STATES = {
    "proposed": _("Proposed"),
    "confirmed": _("Confirmed"),
    "refused": _("Refused"),
}
ALIGNMENT_TAGS = {"proposed": "attention", "confirmed": "calm", "refused": "stopped"}
