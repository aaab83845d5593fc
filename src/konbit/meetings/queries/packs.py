"""Hand-over packs: of whom, for whom."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.meetings import policies
from konbit.meetings.models import HandOverPack
from konbit.network.models import Holder, Seat
from konbit.network.queries import day_in, on_day

_WITH_SEAT = ("seat__group", "seat__organization", "seat__community", "person")


def leaving_holders(at: datetime, looks_back: timedelta) -> QuerySet[Holder]:
    """Everybody whose time in a seat has an end that is near or was not long ago, and whose pack is not with the next
    holder yet."""
    return Holder.objects.filter(until__isnull=False, until__gte=(at - looks_back).date()).select_related(*_WITH_SEAT)


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


def packs_of(by: Actor, seat: Seat) -> list[HandOverPack]:
    """The packs of a seat that the person may read, newest first."""
    found = HandOverPack.objects.filter(holder__seat=seat).select_related(*(f"holder__{name}" for name in _WITH_SEAT))
    return [pack for pack in found.order_by("-made_at") if policies.may_read_pack(by, pack)]
