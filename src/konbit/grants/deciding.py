"""Who decides an award: the seats that are asked, and which of them are left once they have answered."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal
from konbit.grants.models import Award, Interest
from konbit.grants.queries.networks import money_settings_of
from konbit.network.models import Seat
from konbit.network.queries import network_of


class SeatCannotDecide(Refusal):
    code, kind, field = "seat_cannot_decide", Kind.UNREADABLE, "deciding"
    says = _("An award is decided by open seats of its own network. “%(seat)s” is none of them.")


def ask_seats(award: Award, seats: Iterable[Seat]) -> None:
    """Ask each of these seats what ties it to the recipient of this award. What was answered stays.

    Raises:
        SeatCannotDecide: a seat is none of the award's network, or was closed.
    """
    there = set(award.interests.values_list("seat_id", flat=True))
    for seat in seats:
        if seat.closed_on is not None or network_of(seat.group).pk != award.network_id:
            raise SeatCannotDecide(seat=seat.name)
        if seat.pk not in there:
            there.add(seat.pk)
            Interest.objects.create(award=award, seat=seat)


class SeatHasNotAnswered(Refusal):
    code = "seat_has_not_answered"
    says = _(
        "A seat decides once it has said what ties it to %(recipient)s. Not answered yet: %(seats)s. "
        "An answer about another award does not count here."
    )


class NobodyWasAsked(Refusal):
    code = "nobody_was_asked"
    says = _("No seat was asked to decide this award. Choose who decides it first.")

    def __init__(self, award: Award) -> None:
        super().__init__()
        self.instead = "choose_seats", _("Choose who decides"), award.network.address, award.code


class NobodyDecides(Refusal):
    code = "nobody_decides"
    says = _("No seat is left to decide this award. Ask a seat that has no interest in %(recipient)s.")


class OwnSeatStepsAside(Refusal):
    code, kind = "own_seat_steps_aside", Kind.NOT_ALLOWED
    says = _(
        "Your seat declared an interest in %(recipient)s, so it steps aside. "
        "Somebody who holds a seat that decides, or a facilitator without an interest, awards this money."
    )


def decide(award: Award, by: Actor) -> None:
    """Mark who decides and who steps aside for a declared interest, by the network's own rule.

    Raises:
        NobodyWasAsked: no seat was asked.
        SeatHasNotAnswered: one of the seats has not.
        NobodyDecides: all step aside.
        OwnSeatStepsAside: the person holds a seat that steps aside, and none that decides.
    """
    seats = ("seat__organization", "seat__community")
    interests = list(award.interests.select_for_update(of=("self",)).select_related(*seats))
    if not interests:
        raise NobodyWasAsked(award)
    silent = [interest.seat.name for interest in interests if not interest.answer]
    if silent:
        raise SeatHasNotAnswered(recipient=award.receiver.name, seats=", ".join(sorted(silent)))
    stay = money_settings_of(award.network).interested_may_decide
    for interest in interests:
        interest.stepped_aside = interest.answer == "declared" and not stay
        interest.decided = not interest.stepped_aside
    if not any(interest.decided for interest in interests):
        raise NobodyDecides(recipient=award.receiver.name)
    mine = [interest for interest in interests if by.holds(interest.seat.member_id)]
    if mine and not any(interest.decided for interest in mine):
        raise OwnSeatStepsAside(recipient=award.receiver.name)
    Interest.objects.bulk_update(interests, ["decided", "stepped_aside"])
