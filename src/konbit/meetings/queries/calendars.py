"""What belongs into a person's calendar, and what their calendar was not told yet."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from konbit.accounts.links import token_for
from konbit.accounts.models import Link, Person
from konbit.meetings.models import Meeting, ToldOfMeeting
from konbit.meetings.words import CALENDAR_FEED
from konbit.network.models import Group
from konbit.network.queries import actor_for, day_in, people_of

# Meetings that are over stay in a calendar for a season.
KEPT = timedelta(days=92)
# What the series lays a year ahead is told with the next letter, at the latest so long before it.
SOON = timedelta(days=92)


def meetings_for_calendar(person: Person, at: datetime) -> list[Meeting]:
    """The meetings of every group in which the person holds a seat or a role now."""
    groups = {held.group_id for held in actor_for(person, at).memberships}
    return list(
        Meeting.objects.filter(group__in=groups, starts_at__gt=at - KEPT)
        .select_related("group")
        .order_by("starts_at")
    )


def feed_token(person: Person, at: datetime) -> str:
    """The secret part of the address of the person's calendar; "" where there is none."""
    link = Link.objects.filter(
        person=person, purpose=CALENDAR_FEED, revoked_at=None, expires_at__gt=at
    ).first()
    return token_for(link.pk) if link else ""


def untold(group: Group, at: datetime) -> dict[UUID, list[Meeting]]:
    """By person in the group: the coming meetings of which their calendar knows nothing, or another version."""
    coming = list(group.meetings.filter(starts_at__gt=at).order_by("starts_at"))
    told = _versions_told(coming)
    found = {}
    for person in people_of(group, day_in(group, at)) if coming else []:
        wanting = [one for one in coming if _is_wanting(one, told.get((one.pk, person.pk)))]
        if wanting:
            found[person.pk] = wanting
    return found


def _versions_told(meetings: list[Meeting]) -> dict[tuple[Any, Any], int]:
    rows = ToldOfMeeting.objects.filter(meeting__in=meetings)
    return {
        (meeting, person): version
        for meeting, person, version in rows.values_list("meeting", "person", "version")
    }


def _is_wanting(meeting: Meeting, told: int | None) -> bool:
    return meeting.state != "missed" if told is None else told != meeting.version


def groups_with_untold(at: datetime) -> list[Group]:
    """Groups with somebody who came later and knows of no meeting, or not of one that is near."""
    coming = {"meetings__starts_at__gt": at, "meetings__state__in": ["planned", "ready"]}
    return [
        group
        for group in Group.objects.filter(**coming).distinct()
        if any(
            _is_pressing(group, person_id, wanting, at) for person_id, wanting in untold(group, at).items()
        )
    ]


def _is_pressing(group: Group, person_id: UUID, wanting: list[Meeting], at: datetime) -> bool:
    if any(one.starts_at < at + SOON for one in wanting):
        return True
    return not ToldOfMeeting.objects.filter(
        person=person_id, meeting__group=group, meeting__starts_at__gt=at
    ).exists()


def meetings_told(group_id: UUID, listed: str) -> list[Meeting]:
    """The meetings a letter was posted about, as "<id>:<version> ..."; without those that changed again since."""
    versions = dict(one.split(":") for one in listed.split())
    found = (
        Meeting.objects.filter(pk__in=versions, group=group_id).select_related("group").order_by("starts_at")
    )
    return [one for one in found if str(one.version) == versions[str(one.pk)]]
