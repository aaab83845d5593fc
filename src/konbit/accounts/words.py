"""The fixed lists of this room: stored codes and the words people read."""

from django.utils.translation import gettext_lazy as _

# Kinds of letters that a person may switch off. Invitations and sign-in links cannot be: they are asked for.
LETTER_KINDS = {
    "before_meeting": _("Before a meeting: what to bring, and that you cannot come"),
    "questions_to_owner": _("Questions about the commitments you own"),
    "pre_read": _("The agenda with what to read"),
    "run_sheet": _("The run sheet, for facilitators"),
    "facilitator": _("Reminders to facilitators: an agenda to approve, a record to publish"),
    "digest": _("The record after a meeting"),
    "pulse": _("How was the meeting? Answers carry no name"),
    "nudge": _("A reminder of silent or blocked commitments"),
    "hand_over": _("What goes with a seat that changes hands"),
    "calendar": _("Meetings for your calendar: set, moved, called off"),
}

# What came of a letter that came in.
PLACED, BOUNCE, AUTOMATIC, UNPLACED = "placed", "bounce", "automatic", "unplaced"

# What a key for programs may do, as a form offers it, and the scopes that are kept.
KEY_CHOICES = {
    "read": _("Read what you may see"),
    "write": _("Read, and do what you may do"),
}
KEY_SCOPES = {"read": ["read"], "write": ["read", "write"]}
