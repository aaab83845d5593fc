"""Items passed up to a parent group and the answers that come down: what each of both groups may know of the other."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet

from konbit.foundation.actor import Actor
from konbit.meetings import policies
from konbit.meetings.domain.passing import answer_matter, days_open, waiting_matter
from konbit.meetings.models import AgendaItem, Decision, Meeting
from konbit.meetings.queries.draft import HELD, taken_up
from konbit.network.models import Group
from konbit.network.queries import day_in, members_of

TAKEN_UP = ("open", *HELD)


def coming_meeting(group: Group, at: datetime) -> Meeting | None:
    """The group's next meeting that has not begun, today or later."""
    today = datetime.combine(day_in(group, at), time.min, ZoneInfo(group.time_zone))
    coming = group.meetings.filter(state__in=["planned", "ready"], starts_at__gte=today)
    return coming.order_by("starts_at").first()


def owner_in(group: Group, at: datetime) -> UUID | None:
    """Who owns by default what another group passes up: the facilitator, or the convener where there is none."""
    found = {one.role: one.id for one in reversed(members_of(group, day_in(group, at)))}
    return found.get("facilitator") or found.get("convener")


def decisions_to_name(group: Group) -> QuerySet[Decision]:
    """The group's own decisions, newest first: one of them may say that a private item goes up."""
    made = Decision.objects.filter(meeting__group=group, state="decided", withdrawn_at=None)
    return made.select_related("meeting", "item__meeting__group").order_by("-decided_at")


def first_raised(item: AgendaItem, at: datetime) -> datetime:
    """When the matter was first raised, in whichever group: asked for, captured, or else on the day of its meeting."""
    matters = (item.commitment, item.decision, item.question, item.parked)
    captured = next((one.captured_at for one in matters if one is not None), None)
    return item.raised_at or captured or min(at, item.meeting.starts_at)


def is_taken_up(item: AgendaItem) -> bool:
    """Whether a meeting had this item before it: its own, a later one to which it came back, or one further up."""
    if item.meeting.state in TAKEN_UP or (item.above is not None and item.above.answered_at is not None):
        return True
    came_back = AgendaItem.objects.filter(matter=waiting_matter(item.pk), state="on_agenda")
    return came_back.filter(meeting__state__in=TAKEN_UP).exists()


def answer_is_taken_up(origin: AgendaItem) -> bool:
    """Whether the group that asked began a meeting with the answer to this item of its own on its agenda."""
    there = AgendaItem.objects.filter(matter=answer_matter(origin.pk), state="on_agenda")
    return there.filter(meeting__state__in=TAKEN_UP).exists()


def with_passing(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """The items with what their lines say of passing, in one statement for all of them."""
    above = AgendaItem.objects.select_related("meeting__group", "lead__seat", "lead__role_holding")
    found = items.select_related("meeting__group", "origin__meeting__group")
    return found.prefetch_related(Prefetch("passed_up_as", queryset=above))


def _passed_up_by(group: Group) -> QuerySet[AgendaItem]:
    return with_passing(AgendaItem.objects.filter(meeting__group=group).exclude(passed_up_as=None))


def _passed_up_to(group: Group) -> QuerySet[AgendaItem]:
    return with_passing(AgendaItem.objects.filter(meeting__group=group).exclude(origin=None))


def answers_come_down(group: Group) -> list[AgendaItem]:
    """The group's own items that were answered above, while no held meeting of the group took the answer up.

    The answer is `item.above.answer`; on the draft agenda it stands under the matter "answer:<id of the item>". The
    oldest answer comes first.
    """
    answered = _passed_up_by(group).filter(passed_up_as__answered_at__isnull=False)
    found = list(answered.order_by("passed_up_as__answered_at", "pk"))
    held = taken_up(group, [answer_matter(one.pk) for one in found]) if found else set()
    return [one for one in found if answer_matter(one.pk) not in held]


def waiting_above(group: Group) -> list[AgendaItem]:
    """The group's own items that were passed up and have no answer yet, the oldest first."""
    waiting = _passed_up_by(group).filter(passed_up_as__answered_at=None)
    return list(waiting.order_by("passed_up_as__raised_at", "pk"))


def waiting_from_below(group: Group) -> list[AgendaItem]:
    """What came from below and stays unanswered though its meeting is over, the oldest first; what waits above itself
    is left out.

    On the draft agenda it stands under the matter "passed:<id of the item>".
    """
    left = _passed_up_to(group).filter(meeting__state__in=[*HELD, "missed"], answered_at=None)
    found = left.order_by("raised_at", "pk")
    return [one for one in found if one.above is None or one.above.answered_at is not None]


def answers_owed_by(by: Actor) -> list[AgendaItem]:
    """Items from below that a meeting has taken up and the person owes an answer as who leads them, oldest first."""
    mine = AgendaItem.objects.filter(lead__in=[held.id for held in by.memberships], answered_at=None)
    waiting = with_passing(mine.exclude(origin=None)).order_by("raised_at", "pk")
    return [one for one in waiting if policies.may_see_item(by, one) and is_taken_up(one)]


def answers_for(by: Actor) -> list[AgendaItem]:
    """Answers that came down to what the person asked for, and to the groups they facilitate, while no held meeting has
    taken them up; the newest first. The answer is `item.above.answer`."""
    groups = [held.group_id for held in by.memberships if held.role == "facilitator"]
    mine = AgendaItem.objects.filter(Q(meeting__group__in=groups) | Q(asked_by_person=by.person_id))
    answered = with_passing(mine.filter(passed_up_as__answered_at__isnull=False))
    found = list(answered.order_by("-passed_up_as__answered_at", "pk"))
    there = AgendaItem.objects.filter(state="on_agenda", meeting__state__in=HELD)
    taken = set(
        there.filter(matter__in=[answer_matter(one.pk) for one in found]).values_list("matter", flat=True)
    )
    return [one for one in found if answer_matter(one.pk) not in taken and policies.may_see_item(by, one)]


def passed_up_in(meeting: Meeting) -> list[AgendaItem]:
    """The items of a meeting to come that were passed up instead of being taken up."""
    return list(with_passing(meeting.items.filter(state="passed_up")))


def passed_by_and_to(by: Actor, group: Group) -> tuple[list[AgendaItem], list[AgendaItem]]:
    """What the group passed up, and what others passed up to it, newest first, as far as the person may see it."""
    up = _passed_up_by(group).order_by("-passed_up_as__raised_at", "pk")
    here = _passed_up_to(group).order_by("-raised_at", "pk")
    return [one for one in up if policies.may_see_item(by, one)], [
        one for one in here if policies.may_see_item(by, one)
    ]


@dataclass(frozen=True)
class Side:
    """The other group's side of a passed item: its name, and whether this reader may open it there."""

    item: AgendaItem
    may_open: bool

    @property
    def group(self) -> Group:
        return self.item.meeting.group


def sides_of(by: Actor, item: AgendaItem) -> tuple[Side | None, Side | None]:
    """The item below that this one came from, and the one above as which it was passed up."""
    sides = [one and Side(one, bool(policies.may_see_item(by, one))) for one in (item.origin, item.above)]
    return sides[0], sides[1]


def age_of(item: AgendaItem, at: datetime) -> int:
    """For how many days a passed item has been open, where its group lives; an answer ends it."""
    group = item.meeting.group
    answered = item.answered_at and day_in(group, item.answered_at)
    return days_open(day_in(group, item.raised_at), day_in(group, at), answered)
