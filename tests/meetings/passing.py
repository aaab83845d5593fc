"""Three groups in each other, an item of the innermost one, and the steps that people take with it on pages."""

from datetime import timedelta

from django.urls import reverse

from konbit.foundation.clock import move_demo_clock
from konbit.meetings.models import AgendaItem
from konbit.meetings.operations.meetings import close_meeting, open_meeting, set_ready
from konbit.meetings.operations.records import publish_record
from tests.makers import (
    AT,
    a_group,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    an_item,
    client_of,
    facilitator_of,
    the_person_with,
)
from tests.meetings.reading import at

TITLE = "Evening child care in two streets"
DAY = timedelta(days=1)


class House:
    """A working group in a community partnership in a network; each with its convener, who facilitates, and a member."""

    def __init__(self, *, held="open"):
        self.network = a_network(name="Delta network", address="delta", interval_days=42)
        self.partnership = a_group(
            self.network, name="Eastside partnership", address="eastside", kind="community_partnership",
            interval_days=28,
        )  # fmt: skip
        self.working = a_group(self.partnership, name="Evening hours", address="evening", interval_days=14)
        self.members = {}
        for group in (self.network, self.partnership, self.working):
            self.members[group] = a_person(f"Member of {group.address}")
            a_seat(group, f"Body of {group.address}", holder=self.members[group])
        self.meeting = a_meeting(self.working, seats=1, seats_present=1, state=held)
        self.item = an_item(self.meeting, TITLE, purpose="decide", background="Two sitters left.")

    def client(self, group):
        return client_of(the_person_with(group, "facilitator"))

    def meets(self, group, moment=AT + 7 * DAY, **more):
        return a_meeting(group, seats=1, state="planned", at=moment, **more)

    def page(self, item, group=None, person=None):
        client = client_of(person) if person else self.client(group or item.meeting.group)
        return at(client, "passing", item.meeting_id, item.pk)

    def pass_up(self, item, **typed):
        return self.page(item).send(reverse("pass_up", args=[item.meeting_id, item.pk]), **typed)

    def answer(self, item, text="Yes, from September."):
        return self.page(item).send(reverse("answer_down", args=[item.meeting_id, item.pk]), answer=text)


def held(meeting, state="published"):
    """The meeting, brought to this state on its day."""
    by, moment = facilitator_of(meeting.group), meeting.starts_at
    move_demo_clock(moment)
    meeting.refresh_from_db()
    if meeting.state == "planned":
        meeting = set_ready(meeting=meeting, by=by, at=moment)
    meeting = open_meeting(meeting=meeting, by=by, at=moment)
    if state in ("closed", "published"):
        meeting = close_meeting(meeting=meeting, by=by, at=moment)
    if state == "published":
        publish_record(meeting=meeting, by=by, at=moment)
    return meeting


def above(item):
    return AgendaItem.objects.select_related("meeting__group").get(origin=item)


def fresh(row):
    return type(row).objects.get(pk=row.pk)
