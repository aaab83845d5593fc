"""The fixed lists of this room: stored codes and the words people read."""

from django.utils.translation import gettext_lazy as _

GROUP_KINDS = {
    "network": _("Network"),
    "region": _("Region"),
    "community_partnership": _("Community partnership"),
    "parent_coalition": _("Parent coalition"),
    "working_group": _("Working group"),
}

# Roles as network.md names them. "Partner" is never one: the word means too many things.
ROLES = {
    "convener": _("Convener"),
    "facilitator": _("Facilitator"),
    "funder": _("Funder"),
    "regional_grantee": _("Regional grantee"),
    "local_contractor": _("Local contractor"),
    "agency": _("Agency"),
    "member": _("Member"),
    "elected_official": _("Elected official"),
    "advisory_council": _("Advisory council"),
    "community_partnership": _("Community partnership"),
    "parent_or_resident": _("Parent or resident member"),
    "navigator": _("Navigator"),
}

# What a seat may stand for; the other roles are held by persons.
SEAT_ROLES = {code: ROLES[code] for code in ROLES if code not in ("convener", "facilitator", "navigator")}
PERSON_ROLES = {
    code: ROLES[code]
    for code in ("convener", "facilitator", "funder", "parent_or_resident", "navigator", "member")
}

SECTORS = {
    "human_services": _("Human services"),
    "health": _("Health"),
    "workforce": _("Workforce"),
    "education": _("Education"),
    "child_welfare": _("Child welfare"),
    "justice": _("Justice"),
    "disability": _("Disability"),
    "business": _("Business"),
    "intermediary": _("Intermediary"),
    "nonprofit": _("Nonprofit"),
    "philanthropy": _("Philanthropy"),
    "federal_partner": _("Federal partner"),
    "public": _("Public body"),
    "residents": _("Residents"),
    "other": _("Other"),
}

WEEKDAYS = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}

# The offsets of a cycle in days, by the name they are kept under: before the meeting, and after it.
OFFSETS_BEFORE = {
    "draft": _("The draft agenda is built"),
    "ask": _("Owners are asked about their commitments"),
    "pre_read": _("The agenda is approved, and members can read it"),
    "run_sheet": _("The run sheet is ready"),
}
OFFSETS_AFTER = {
    "publish": _("The record is published"),
    "answer": _("Owners have answered, and members have said how it was"),
    "nudge": _("Silent or blocked commitments get one reminder"),
}

# On every card and row of example data.
LABELS = {"public_record": _("Public record"), "our_reading": _("Our reading"), "made_up": _("Made up")}

# The purpose of a link in an invitation.
INVITATION = "invitation"

# How two organizations came to work together.
BEGINNINGS = {
    "at_a_meeting": _("At a meeting of the network"),
    "after_a_decision": _("After a decision or a commitment of the network"),
    "introduced": _("Somebody of the network introduced them"),
    "through_the_funder": _("Through a funder"),
    "before_the_network": _("They worked together before the network"),
    "otherwise": _("In another way"),
}

# What an organization can do for others, or asks of others.
OFFER_KINDS = {
    "host": _("Host"),
    "facilitate": _("Facilitate"),
    "train": _("Train"),
    "lend": _("Lend"),
    "interpret": _("Interpret"),
    "other": _("Something else"),
}

# How long one period of a network's road map is, in months.
ROAD_MAP_PERIODS = {3: _("A quarter"), 6: _("Half a year"), 12: _("A year")}
