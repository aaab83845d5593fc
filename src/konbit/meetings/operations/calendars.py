"""A person's calendar address: made, renewed and taken back by the person; and members who came later are told."""

from datetime import datetime, timedelta

from django.db import transaction

from konbit.accounts.models import Person
from konbit.accounts.operations.links import make_link, revoke_links
from konbit.accounts.policies import may_change_person
from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import require
from konbit.meetings import queries
from konbit.meetings.telling import tell_members
from konbit.meetings.words import CALENDAR_FEED

# A calendar asks for years; the address ends when the person takes it back.
LASTS = timedelta(days=3650)


@transaction.atomic
def make_feed(*, person: Person, by: Actor, at: datetime) -> str:
    """Make the address of the person's calendar; one that was there before stops working. Answers its secret part."""
    require(may_change_person(by, person))
    revoke_links(person=person, purpose=CALENDAR_FEED, about_id=None, by=by, at=at)
    return make_link(person=person, purpose=CALENDAR_FEED, lasts=LASTS, by=by, at=at)


@transaction.atomic
def revoke_feed(*, person: Person, by: Actor, at: datetime) -> int:
    """Take the address of the person's calendar back: it gives the fixed page of what is not there."""
    require(may_change_person(by, person))
    return revoke_links(person=person, purpose=CALENDAR_FEED, about_id=None, by=by, at=at)


def tell_newcomers(*, by: Actor, at: datetime) -> int:
    """Post one letter to whoever came into a group since its meetings were set; answers how many letters."""
    posted = 0
    for group in queries.groups_with_untold(at):
        with transaction.atomic():
            letters = tell_members(group, at)
            write_entry("meetings.tell_newcomers", about=group, by=by, at=at, group_id=group.pk, fields=[])
        posted += letters
    return posted
