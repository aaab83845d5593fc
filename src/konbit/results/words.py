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

# How long one period of the road map is, in months.
ROAD_MAP_PERIODS = {3: _("a quarter"), 6: _("half a year"), 12: _("a year")}

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
