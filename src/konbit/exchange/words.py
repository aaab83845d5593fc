"""The fixed lists of this room: stored codes and the words people read."""

from django.utils.translation import gettext_lazy as _

IMPORT_KINDS = {
    "organizations": _("Organizations"),
    "people_and_seats": _("People and seats"),
    "commitments": _("Commitments"),
    "results": _("Results"),
    "indicators": _("Indicators and their figures"),
    "attendance": _("Attendance"),
    "grants": _("Grants"),
}
# What one row of each kind says.
IMPORT_KIND_MEANINGS = {
    "organizations": _("One row for each organization of the network."),
    "people_and_seats": _("One row for each person: the seat or the role they hold, and their address."),
    "commitments": _("One row for each action: who owns it, by when, and how it stands."),
    "results": _("One row for each result, with its priority and where it stands."),
    "indicators": _(
        "One row for each figure: which indicator, for which period and place, and where it comes from."
    ),
    "attendance": _("One row for each person at each meeting."),
    "grants": _(
        "One row for each award: who gives how much to whom, from which day on. Also a file of 360Giving (JSON)."
    ),
}
IMPORT_STATES = {
    "uploaded": _("Columns to be matched"),
    "dates": _("Dates to be settled"),
    "checking": _("Being checked"),
    "checked": _("Checked, not imported"),
    "importing": _("Being imported"),
    "stopping": _("Being stopped"),
    "done": _("Imported"),
    "undoing": _("Being taken back"),
    "undone": _("Taken back"),
}
