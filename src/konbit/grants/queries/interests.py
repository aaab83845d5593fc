"""What deciding seats answered, and what is still asked of a person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.grants import policies
from konbit.grants.models import Award, Interest
from konbit.network.models import Group


@dataclass(frozen=True)
class InterestLine:
    """What one deciding seat said about one award, and whether the reader may answer for it now."""

    interest: Interest
    may_answer: bool


def interests_of(award: Award, by: Actor) -> list[InterestLine]:
    """The deciding seats of an award, by name."""
    found = award.interests.select_related("seat__organization", "seat__community")
    return sorted(
        (InterestLine(one, may_answer_now(by, award, one)) for one in found),
        key=lambda line: (line.interest.seat.name, str(line.interest.pk)),
    )


def may_answer_now(by: Actor, award: Award, interest: Interest) -> bool:
    """The holder of the seat answers, and answers anew, until the award is decided."""
    return award.state == "proposed" and bool(policies.may_answer_interest(by, interest.seat))


def interest_in(network: Group, interest_id: UUID) -> Interest:
    """The question to one seat about one award of this network.

    Raises:
        NotFound: there is none.
    """
    around = ("award__funder", "award__recipient", "seat__organization", "seat__community")
    found = Interest.objects.filter(award__network=network, pk=interest_id).select_related(*around).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class AskedInterest:
    """An interest that waits for an answer, since when."""

    interest: Interest
    asked_at: datetime


def interests_owed_by(by: Actor) -> list[AskedInterest]:
    """What the seats of this person were asked about awards that are proposed, and have not answered."""
    seats = [held.id for held in by.memberships if held.kind == "seat"]
    found = (
        Interest.objects.filter(seat__member_id__in=seats, answer="", award__state="proposed")
        .select_related("award__network", "award__recipient", "seat__organization", "seat__community")
        .annotate(asked_at=Min("award__changes__at"))
    )
    return [AskedInterest(one, one.asked_at) for one in found]
