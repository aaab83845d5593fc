"""Hand-over packs: of whom, for whom."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.meetings import policies
from konbit.meetings.models import HandOverPack
from konbit.network.models import Holder
from konbit.network.queries import day_in, on_day

STAYS_NEW = timedelta(days=60)
_WITH_SEAT = ("seat__group", "seat__organization", "seat__community", "person")


def leaving_holders(at: datetime, looks_back: timedelta) -> QuerySet[Holder]:
    """Everybody whose time in a seat has an end that is near or was not long ago, and whose pack is not with the next
    holder yet."""
    return Holder.objects.filter(until__isnull=False, until__gte=(at - looks_back).date()).select_related(
        *_WITH_SEAT
    )


def next_holders(pack: HandOverPack, at: datetime) -> list[Holder]:
    """Who holds the seat now and came when the pack's holder was leaving, or later."""
    holder = pack.holder
    today = day_in(holder.seat.group, at)
    found = holder.seat.holders.filter(on_day(today), since__gte=holder.until).exclude(person=holder.person)
    return list(found.select_related("person"))


def pack_by_id(pack_id: UUID) -> HandOverPack:
    """The pack behind a link or a job; nobody's rights are asked."""
    return HandOverPack.objects.select_related(*(f"holder__{name}" for name in _WITH_SEAT)).get(pk=pack_id)


def pack_for(by: Actor, pack_id: UUID) -> HandOverPack:
    """A pack that the person may read: the leaving holder, whoever holds the seat now, and the facilitators.

    Raises:
        NotFound: there is none, or the person may not know of it.
    """
    found = HandOverPack.objects.filter(pk=pack_id).exists() and pack_by_id(pack_id)
    if not found or not policies.may_read_pack(by, found):
        raise NotFound
    return found


def packs_for(by: Actor, at: datetime) -> list[HandOverPack]:
    """What came with the seats this person holds, as long as it is new to them."""
    seats = [held.id for held in by.memberships if held.kind == "seat"]
    found = HandOverPack.objects.filter(holder__seat__member__in=seats, made_at__gte=at - STAYS_NEW)
    # A hand-over that was planned and taken back brings nothing.
    found = found.filter(holder__until__isnull=False)
    found = found.exclude(holder__person=by.person_id).select_related(
        *(f"holder__{name}" for name in _WITH_SEAT)
    )
    return list(found.order_by("-made_at"))
