"""Letters for calendars: meetings that were set, moved or called off."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from konbit.accounts.letters import address_behind_sign_in, send_letter
from konbit.accounts.queries import person_by_id
from konbit.foundation.actor import SYSTEM
from konbit.foundation.outbox import handles
from konbit.foundation.schedule import regularly
from konbit.meetings import policies, queries
from konbit.meetings.calendars import invitation
from konbit.meetings.operations.calendars import tell_newcomers
from konbit.network.queries import actor_for


@regularly(
    "meetings.tell_newcomers",
    every=timedelta(minutes=10),
    says=_("Send the coming meetings to those who joined a group"),
)
def tell(*, at: datetime) -> None:
    """Tell those who came later of the meetings that were set before."""
    tell_newcomers(by=SYSTEM, at=at)


@handles("meetings.calendar_letter", says=_("Meetings for the calendar"))
def send_calendar_letter(*, group_id: UUID, person_id: UUID, meetings: str, at: datetime) -> None:
    """One letter to one person with an attachment for each meeting; nothing to somebody who has left, or of the past."""
    person = person_by_id(person_id)
    told = [one for one in queries.meetings_told(group_id, meetings) if one.starts_at > at]
    if not told or not policies.may_see_meetings(actor_for(person, at), told[0].group):
        return
    facts = {
        "group": told[0].group,
        "meetings": told,
        "only": told[0] if len(told) == 1 else None,
        "url": address_behind_sign_in("meetings", person.language, address=told[0].group.address),
        "calendar_url": address_behind_sign_in("my_calendar", person.language),
    }
    send_letter(
        person,
        "meetings/letters/calendar.txt",
        facts,
        kind="calendar",
        attachments=[invitation(one, person, at) for one in told],
    )
