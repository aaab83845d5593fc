"""The pictures of money: where it goes, and what is promised and paid over time. Their sentences are computed."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.foundation.money import amount_words
from konbit.grants.domain.flow import Point, Stop
from konbit.grants.queries.flow import MoneyRun, PaymentsOverTime, Quarter, payments_over_time, runs_of
from konbit.network.models import Group
from konbit.ui.charts.bars import Bars
from konbit.ui.charts.flow import Band, Flow, Node, Tier

# A funder, a recipient and a place.
SHORTEST = 3


def flow_pictures(network: Group) -> list[Flow]:
    """Where the money of the network goes; one picture for each currency, none without awards."""
    runs = [run for run in runs_of(network) if run.flows]
    return [_picture(run, is_one_of_several=len(runs) > 1) for run in runs]


def payment_pictures(network: Group) -> list[Bars]:
    """What is promised and paid over time: by who gives the money first, and apart from it by who passes it on."""
    there = payments_over_time(network)
    are_several = len({found.currency for found in there}) > 1
    return [_bars(found, is_one_of_several=are_several) for found in there]


def _picture(run: MoneyRun, *, is_one_of_several: bool) -> Flow:
    named = {"currency": run.currency}
    return Flow(
        id=f"flow-{run.currency.lower()}",
        heading=_("Where the money goes: %(currency)s") % named
        if is_one_of_several
        else _("Where the money goes"),
        finding=_finding(run),
        tiers=tuple(
            Tier(name, tuple(Node(_key(point), _name(run, point), _is_open(point)) for point in points))
            for name, points in zip(_tier_names(run.steps), _points(run), strict=True)
        ),
        bands=tuple(Band(_key(source), _key(target), cents) for (source, target), cents in run.flows.items()),
        currency=run.currency,
        is_made_up=run.is_made_up,
    )


def _tier_names(steps: int) -> list[str]:
    recipients = [_("First recipient"), _("Regional grantee"), _("Local contractor")]
    between = [_("Recipient")] if steps == SHORTEST else recipients[SHORTEST - steps - 1 :]
    return [_("Funder"), *between, _("Communities served")]


def _key(point: Point) -> str:
    return f"{point[0]}:{point[1]}"


def _is_open(point: Point) -> bool:
    return point[1] in (Stop.NOT_PASSED_ON, Stop.NO_PLACE)


def _name(run: MoneyRun, point: Point) -> str:
    match point[1]:
        case Stop.NOT_PASSED_ON:
            return _("Not passed on")
        case Stop.NO_PLACE:
            return _("No place named")
    return run.names[point[1]]


def _points(run: MoneyRun) -> list[list[Point]]:
    """The points of each step: below who gives to them, then by name, and what is open last. Amounts do not matter, so
    that the order stays from year to year."""
    places: dict[Point, int] = {}
    columns = []
    for number in range(run.steps):
        givers: dict[Point, int] = {}
        for source, target in run.flows:
            if number == 0 and source[0] == 0:
                givers[source] = 0
            elif target[0] == number:
                givers[target] = min(givers.get(target, places[source]), places[source])
        column = sorted(
            givers, key=lambda point: (_is_open(point), givers[point], _name(run, point), point[1])
        )
        places |= {point: place for place, point in enumerate(column)}
        columns.append(column)
    return columns


def _finding(run: MoneyRun) -> str:
    """How much was given to how many, how much of it is passed on, and for how many places it is meant."""

    def reaching(number: int, *, is_open: bool) -> tuple[int, int]:
        """How much reaches this step, and how many points."""
        reached = [
            (point, cents)
            for (_source, point), cents in run.flows.items()
            if point[0] == number and _is_open(point) is is_open
        ]
        return sum(cents for _point, cents in reached), len({point for point, _cents in reached})

    def said(words: str, cents: int, count: int = 0) -> str:
        return words % {"amount": amount_words(cents, run.currency), "count": count}

    given, first = reaching(1, is_open=False)
    sentences = [
        said(
            ngettext(
                "%(amount)s was awarded to %(count)s organization.",
                "%(amount)s was awarded to %(count)s organizations.",
                first,
            ),
            given,
            first,
        )
    ]
    for number in range(2, run.steps - 1):
        passed, further = reaching(number, is_open=False)
        if number == 2:
            words = ngettext(
                "Of it, %(amount)s is passed on to %(count)s more.",
                "Of it, %(amount)s is passed on to %(count)s more.",
                further,
            )
        else:
            words = ngettext(
                "From there %(amount)s is passed on to %(count)s more.",
                "From there %(amount)s is passed on to %(count)s more.",
                further,
            )
        sentences.append(said(words, passed, further))
    placed, communities = reaching(run.steps - 1, is_open=False)
    without, _places = reaching(run.steps - 1, is_open=True)
    if communities:
        sentences.append(
            said(
                ngettext(
                    "%(amount)s is meant for %(count)s community by name.",
                    "%(amount)s is meant for %(count)s communities by name.",
                    communities,
                ),
                placed,
                communities,
            )
        )
    if without:
        sentences.append(said(_("%(amount)s names no place."), without))
    return " ".join(sentences)


def _bars(found: PaymentsOverTime, *, is_one_of_several: bool) -> Bars:
    returned = sum(one.returned for one in found.quarters)
    columns = [_("Promised"), _("Paid"), *([_("Returned")] if returned else [])]
    return Bars(
        id=f"payments-{found.currency.lower()}-{'passed-on' if found.is_passed_on else 'first'}",
        heading=_payments_heading(found, is_one_of_several=is_one_of_several),
        finding=_payments_finding(found, returned),
        over=_("Quarter"),
        columns=tuple(columns),
        periods=tuple(
            (_quarter_words(one), (one.promised, one.paid, one.returned)[: len(columns)])
            for one in found.quarters
        ),
        currency=found.currency,
        is_made_up=found.is_made_up,
    )


def _payments_heading(found: PaymentsOverTime, *, is_one_of_several: bool) -> str:
    if not is_one_of_several:
        return (
            _("Promised and paid: money passed on, at each step")
            if found.is_passed_on
            else _("Promised and paid")
        )
    words = (
        _("Promised and paid in %(currency)s: money passed on, at each step")
        if found.is_passed_on
        else _("Promised and paid in %(currency)s")
    )
    return words % {"currency": found.currency}


def _payments_finding(found: PaymentsOverTime, returned: int) -> str:
    facts = {
        "promised": amount_words(sum(one.promised for one in found.quarters), found.currency),
        "paid": amount_words(sum(one.paid for one in found.quarters), found.currency),
        "returned": amount_words(returned, found.currency),
    }
    if returned:
        words = _("Of %(promised)s promised, %(paid)s was paid; %(returned)s came back.")
    else:
        words = _("Of %(promised)s promised, %(paid)s was paid.")
    sentences = [words % facts]
    if found.is_passed_on:
        sentences.append(_("Each step that money is passed on counts the same money again."))
    return " ".join(sentences)


def _quarter_words(quarter: Quarter) -> str:
    """January to March 2026."""
    months = [
        _("January to March %(year)s"),
        _("April to June %(year)s"),
        _("July to September %(year)s"),
        _("October to December %(year)s"),
    ]
    return months[quarter.number - 1] % {"year": quarter.year}
