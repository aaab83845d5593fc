"""Print the agenda of a group's next meeting: `konbit agenda maln`, as text or as JSON.

It is for who runs the installation: titles stand as a facilitator reads them, private ones too, and the look is noted in
the audit trail. A *no names* item names nobody here either.
"""

import json
from typing import Any

from django.core.management.base import CommandError
from django.utils import translation

from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.home.agenda_exports import exported_agenda
from konbit.home.operations.agenda_draft import look_at_draft
from konbit.meetings.queries import is_drafted, next_meeting
from konbit.network.commands import NetworkCommand


class Command(NetworkCommand):
    help = "Print the agenda of the next meeting of a network or group; where no draft is built yet, as it would be."

    takes = "short address of the network or group, such as maln"

    def tell(self, group: Any, *, as_json: bool) -> None:
        meeting = next_meeting(group)
        if meeting is None:
            raise CommandError(
                f"{group.name} has no next meeting yet. A convener sets it on the group's pages."
            )
        is_built = is_drafted(meeting)
        items = look_at_draft(meeting=meeting, by=shell_operator(), at=clock.now())
        with translation.override(group.language):
            agenda = exported_agenda(group, meeting, items, is_built=is_built)
        if as_json:
            self.stdout.write(json.dumps(agenda, ensure_ascii=False, indent=2))
        else:
            self._write(agenda)

    def _write(self, agenda: dict[str, Any]) -> None:
        meeting = agenda["meeting"]
        built = "" if agenda["is_built"] else " (not built yet: as it would be)"
        self.stdout.write(f"{agenda['network']}, {meeting['starts_at']}, {meeting['minutes']} minutes{built}")
        for part in agenda["parts"]:
            self.stdout.write(f"{part['part']}. {part['name']}")
            for item in part["items"]:
                minutes = f"{item['minutes']:>3} min" if item["minutes"] else "       "
                self.stdout.write(f"  {minutes}  {item['title']}")
