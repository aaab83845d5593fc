"""The public money trail of a network: each award with who decided it, and sums in which nothing is counted twice.

Persons are named nowhere: a seat is named by its organization or its community, another one by its role.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Max, Q, QuerySet, Sum, Value, When
from django.utils.translation import override

from konbit.foundation.actor import Actor
from konbit.foundation.texts import say
from konbit.grants.models import Award, AwardChange, Interest, MoneySettings, OutsideMoney
from konbit.grants.queries.networks import money_settings_of, open_network
from konbit.network import words as network_words
from konbit.network.models import Group, Seat
from konbit.network.policies import may_see_group_publicly
from konbit.results import words as results_words

AWARDS_A_PAGE = 20
EXPORT_LANGUAGE = "en"
NONE_REPORTED = "none reported"
# At the top: nothing it is passed on from stands in the trail.
AT_THE_TOP = Q(parent=None) | Q(parent__awarded_on=None) | Q(parent__state="proposed")


@dataclass(frozen=True)
class Total:
    """The awards of one currency: what was given at the top, and what of it was passed on."""

    currency: str
    top_cents: int
    top_count: int
    passed_cents: int
    passed_count: int

    @property
    def cents(self) -> int:
        """The sum of all rows: what is passed on stands in it a second time."""
        return self.top_cents + self.passed_cents

    @property
    def count(self) -> int:
        return self.top_count + self.passed_count


@dataclass(frozen=True)
class SeatLine:
    """A deciding seat in public, with what it said."""

    seat: str
    interest: Interest


@dataclass(frozen=True)
class AwardLine:
    """One award as the trail shows it."""

    award: Award
    is_top: bool
    seats: tuple[SeatLine, ...]

    @property
    def deciders(self) -> list[str]:
        return [line.seat for line in self.seats if line.interest.decided]

    @property
    def declared(self) -> list[SeatLine]:
        return [line for line in self.seats if line.interest.answer == "declared"]


@dataclass(frozen=True)
class MoneyTrail:
    """What everybody sees of a network's money."""

    network: Group
    settings: MoneySettings
    lines: tuple[AwardLine, ...]
    page: Page[Award] | None
    totals: tuple[Total, ...]
    outside: tuple[OutsideMoney, ...]
    changed_at: datetime | None


def trail_of(address: str, page: str = "") -> MoneyTrail:
    """The trail of the network at this address, one page of its awards; all of them for `page` "all".

    Raises:
        NotFound: there is no such network, or it does not show its money.
    """
    network = open_network(address)
    awards = _awards(network)
    pages = None if page == "all" else Paginator(awards, AWARDS_A_PAGE).get_page(page)
    changes = AwardChange.objects.filter(award__network=network).exclude(award__awarded_on=None)
    return MoneyTrail(
        network=network,
        settings=money_settings_of(network),
        lines=tuple(_lines(awards if pages is None else pages)),
        page=pages,
        totals=tuple(totals_of(network)),
        outside=tuple(
            network.outside_money.filter(withdrawn_at=None).select_related("recipient__merged_into")
        ),
        changed_at=changes.aggregate(last=Max("at"))["last"],
    )


def may_open_group(by: Actor, network: Group) -> bool:
    """Whether the network's own page opens for this reader."""
    return bool(may_see_group_publicly(by, network))


def _in_the_trail(network: Group) -> QuerySet[Award]:
    """Every award that was made, a cancelled one too; not what is merely proposed."""
    return network.awards.exclude(state="proposed").exclude(awarded_on=None)


def _awards(network: Group) -> QuerySet[Award]:
    return (
        _in_the_trail(network)
        .select_related("funder__merged_into", "recipient__merged_into", "parent")
        .prefetch_related(
            "places__community",
            "results",
            "interests__seat__organization__merged_into",
            "interests__seat__community",
        )
        .annotate(is_top=Case(When(AT_THE_TOP, then=Value(True)), default=Value(False)))
        .order_by("-is_top", "-awarded_on", "code")
    )


def _lines(awards: Iterable[Award]) -> Iterator[AwardLine]:
    for award in awards:
        seats = sorted(
            (SeatLine(seat_in_public(one.seat), one) for one in award.interests.all()),
            key=lambda line: (line.seat, str(line.interest.pk)),
        )
        yield AwardLine(award, award.is_top, tuple(seats))


def totals_of(network: Group) -> list[Total]:
    """The sums over all awards of the trail, one for each currency."""
    sums = (
        _in_the_trail(network)
        .order_by()
        .values("currency")
        .annotate(
            top_cents=Sum("cents", filter=AT_THE_TOP),
            top_count=Count("pk", filter=AT_THE_TOP),
            all_cents=Sum("cents"),
            all_count=Count("pk"),
        )
    )
    return [
        Total(
            currency=one["currency"],
            top_cents=one["top_cents"] or 0,
            top_count=one["top_count"],
            passed_cents=one["all_cents"] - (one["top_cents"] or 0),
            passed_count=one["all_count"] - one["top_count"],
        )
        for one in sorted(sums, key=lambda one: one["currency"])
    ]


def seat_in_public(seat: Seat) -> str:
    """A seat without a person: by its organization or its community. Another one may be titled after who holds it, so
    its role stands for it."""
    if seat.organization is not None:
        return (seat.organization.merged_into or seat.organization).name
    return seat.community.name if seat.community is not None else str(network_words.ROLES[seat.role])


# --- as a file ----------------------------------------------------------------------------------

TRAIL_COLUMNS = (
    "code", "state", "awarded_on", "from", "recipient", "title", "purpose", "amount", "currency", "passed_on_from",
    "starts_on", "ends_on", "places", "results", "decided_by", "interests_declared", "stepped_aside", "label", "source",
)  # fmt: skip


def trail_rows(network: Group) -> Iterator[tuple[Any, ...]]:
    """The rows of the trail for a file, in one language. Their amounts make the sum of all rows of the page."""
    with override(EXPORT_LANGUAGE):
        lines = list(_lines(_awards(network)))
    for line in lines:
        award = line.award
        yield (
            award.code,
            award.state,
            award.awarded_on,
            award.giver.name,
            award.receiver.name,
            award.title,
            award.purpose,
            _amount(award.cents),
            award.currency,
            "" if line.is_top else award.parent.code,
            award.starts_on,
            award.ends_on,
            "; ".join(_place(place.community.name, place.cents) for place in award.places.all()),
            "; ".join(_result(result) for result in award.results.all()) or NONE_REPORTED,
            "; ".join(line.deciders),
            "; ".join(f"{one.seat}: {one.interest.what}" for one in line.declared),
            "; ".join(one.seat for one in line.seats if one.interest.stepped_aside),
            results_words.EXPORTED_LABELS[award.label],
            award.source,
        )


def _amount(cents: int) -> Decimal:
    """Whole cents as an exact amount with two decimals, however large."""
    return Decimal(cents).scaleb(-2)


def _place(name: str, cents: int | None) -> str:
    return name if cents is None else f"{name}: {_amount(cents):f}"


def _result(result: Any) -> str:
    return f"{result.code}: {say(result.text, EXPORT_LANGUAGE).text} ({results_words.EXPORTED_RUNGS[result.rung]})"
