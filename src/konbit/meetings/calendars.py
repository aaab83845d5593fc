"""Meetings as iCalendar (RFC 5545): a feed of all of a person's meetings, and one invitation for one person.

Each meeting is an event of its own, in UTC, so that no calendar has to know our time zones. An event names the group,
the place and the page: never the agenda, and no person but the one it is for.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr
from hashlib import sha256
from urllib.parse import quote

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from konbit.accounts.letters import address_behind_sign_in
from konbit.accounts.models import Person
from konbit.meetings.models import Meeting

PRODUCT = "-//Konbit//Meetings//EN"
LOOK_AGAIN = timedelta(hours=6)


def feed(person: Person, meetings: Sequence[Meeting], at: datetime) -> bytes:
    """Every meeting given, for a calendar that comes again for changes."""
    calendar = _calendar("PUBLISH")
    with translation.override(person.language):
        # Translators: the name of the calendar with all of a person's meetings
        name = _("Meetings (Konbit)")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting, person, at))
    return calendar.to_ical()


def fingerprint(person: Person, meetings: Sequence[Meeting]) -> str:
    """Differs whenever the feed says something else."""
    said = [person.language]
    for one in meetings:
        said += [str(one.pk), str(one.version), one.state, one.group.name]
    return sha256("\n".join(said).encode()).hexdigest()


def invitation(meeting: Meeting, person: Person, at: datetime) -> tuple[str, bytes, str]:
    """One meeting for one person's calendar, as an attachment: a request, or that it is called off."""
    method = "CANCEL" if meeting.state == "missed" else "REQUEST"
    calendar = _calendar(method)
    event = _event(meeting, person, at)
    attendee = vCalAddress(f"mailto:{quote(person.email or '', safe='@+')}")
    attendee.params["CN"] = vText(person.name)
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    # A regret is said on a page, where somebody who stands in can be named; a calendar's reply would not be read.
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee, encode=0)
    calendar.add_component(event)
    return f"{meeting.day}.ics", calendar.to_ical(), f"text/calendar; method={method}; charset=utf-8"


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(meeting: Meeting, person: Person, at: datetime) -> Event:
    event = Event()
    event.add("uid", str(meeting.pk))
    event.add("sequence", meeting.version)
    event.add("dtstamp", at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("status", "CANCELLED" if meeting.state == "missed" else "CONFIRMED")
    with translation.override(person.language):
        event.add("summary", _("Meeting: %(group)s") % {"group": meeting.group.name})
    where = [one for one in (meeting.place, meeting.link) if one]
    if where:
        event.add("location", ", ".join(where))
    event.add("url", address_behind_sign_in("meeting", person.language, meeting_id=str(meeting.pk)))
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["CN"] = vText(meeting.group.name)
    event.add("organizer", organizer, encode=0)
    return event
