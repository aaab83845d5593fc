"""Indicators as they may be printed: stale ones marked, small numbers withheld, the baseline always beside the latest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.foundation.texts import say
from konbit.network.models import Group
from konbit.network.queries import day_in
from konbit.results import policies, words
from konbit.results.domain.figures import Move, is_stale, missing_in, move, still_to_go
from konbit.results.domain.withheld import Measured, Withheld, withheld
from konbit.results.figure_words import number_words, period_words, value_words, withheld_words
from konbit.results.models import Figure, Indicator, Priority, Result


@dataclass(frozen=True)
class PrintedFigure:
    """A published figure as it may be printed. Its numbers are in `value` and `n` only where they may be shown."""

    figure: Figure
    unit: str
    withheld: Withheld
    is_stale: bool

    @property
    def value(self) -> Decimal | None:
        return None if self._is_replaced else self.figure.value

    @property
    def n(self) -> int | None:
        """How many answered or were counted, where that may be shown."""
        return None if self._is_replaced else self.figure.n

    @property
    def suppressed(self) -> str:
        """Where the number is withheld, why: "primary" or "complementary"; else nothing."""
        return self.withheld.mark

    @property
    def _is_replaced(self) -> bool:
        return bool(self.withheld.mark or self.withheld.instead)

    @property
    def says(self) -> str:
        """The value with its unit, or what stands in its place."""
        if self._is_replaced:
            return withheld_words(self.withheld)
        return value_words(self.figure.value, self.unit, self.figure.qualifier)

    @property
    def period(self) -> str:
        return period_words(self.figure.period_start, self.figure.period_end)


@dataclass(frozen=True)
class BaselineAndLatest:
    """The two that reports print together or not at all (network.md, section c, rule 3)."""

    indicator: Indicator
    baseline: PrintedFigure
    latest: PrintedFigure

    @property
    def pair(self) -> tuple[PrintedFigure, PrintedFigure]:
        return self.baseline, self.latest

    @property
    def is_one_figure(self) -> bool:
        """Nothing newer than the baseline is published."""
        return self.baseline.figure.pk == self.latest.figure.pk

    @property
    def move(self) -> Move | None:
        """Which way it went; unknown where a number is withheld."""
        if self.is_one_figure or self.baseline.value is None or self.latest.value is None:
            return None
        return move(self.indicator.direction, self.baseline.value, self.latest.value)

    @property
    def difference(self) -> str:
        """How far the two lie apart, without a direction."""
        if self.baseline.value is None or self.latest.value is None:
            return ""
        return number_words(abs(self.latest.value - self.baseline.value))

    @property
    def still_to_go(self) -> Decimal | None:
        """How far the latest value is from the goal; None without a goal or where the number is withheld."""
        goal = self.indicator.goal_value
        if goal is None or self.latest.value is None:
            return None
        return still_to_go(self.indicator.direction, goal, self.latest.value)


@dataclass(frozen=True)
class Part:
    """One line of a breakdown."""

    name: str
    place: str
    printed: PrintedFigure


@dataclass(frozen=True)
class Breakdown:
    """The figures of one period by the parts of a population; an empty `dim` is a breakdown by place."""

    dim: str
    period: str
    parts: tuple[Part, ...]
    whole: tuple[PrintedFigure, ...]

    @property
    def has_places(self) -> bool:
        return len({part.place for part in self.parts}) > 1

    @property
    def withholds(self) -> bool:
        return any(part.printed.suppressed for part in self.parts)


@dataclass(frozen=True)
class IndicatorCard:
    """An indicator with everything that may be printed of it."""

    indicator: Indicator
    printed: tuple[PrintedFigure, ...]

    @property
    def both(self) -> BaselineAndLatest | None:
        """The baseline and the latest figure for the same place; None without a baseline."""
        baseline = next((one for one in self.printed if one.figure.is_baseline), None)
        if baseline is None:
            return None
        return BaselineAndLatest(self.indicator, baseline, self.series[-1])

    @property
    def series(self) -> tuple[PrintedFigure, ...]:
        """The figures for everybody in one place, oldest first: the baseline's place, else the one most measured."""
        whole = [one for one in self.printed if not one.figure.breakdown_dim]
        if not whole:
            return ()
        baseline = next((one for one in whole if one.figure.is_baseline), None)
        places = [one.figure.place for one in whole]
        place = baseline.figure.place if baseline else max(dict.fromkeys(places), key=places.count)
        return tuple(one for one in whole if one.figure.place == place)

    @property
    def table(self) -> tuple[PrintedFigure, ...]:
        """Every figure for everybody: those of the series, then those of other places."""
        shown = {one.figure.pk for one in self.series}
        others = [one for one in self.printed if not one.figure.breakdown_dim and one.figure.pk not in shown]
        return (*self.series, *sorted(others, key=lambda one: (one.figure.place, one.figure.period_end)))

    @property
    def last(self) -> Figure | None:
        """The latest figure of the series, for where it comes from; its numbers may be withheld."""
        return self.series[-1].figure if self.series else None

    @property
    def is_stale(self) -> bool:
        return bool(self.series) and self.series[-1].is_stale

    @property
    def breakdowns(self) -> list[Breakdown]:
        """Every breakdown of the latest period that has one, and the latest figures by place where there are several."""
        found = []
        for dim in dict.fromkeys(one.figure.breakdown_dim for one in self.printed):
            rows = [one for one in self.printed if one.figure.breakdown_dim == dim]
            last = max(one.figure.period_end for one in rows)
            rows = [one for one in rows if one.figure.period_end == last]
            if not dim and len({one.figure.place for one in rows}) < 2:
                continue
            whole = [
                one
                for one in self.printed
                if dim and not one.figure.breakdown_dim and one.figure.period_end == last
            ]
            parts = tuple(Part(one.figure.breakdown_value, one.figure.place, one) for one in rows)
            found.append(Breakdown(dim, rows[0].period, parts, tuple(whole)))
        return sorted(found, key=lambda one: one.dim)


def indicator_cards(network: Group, at: datetime) -> list[IndicatorCard]:
    """Every indicator of the network with its published figures, populations first and each level apart."""
    today = day_in(network, at)
    order = list(reversed(words.LEVELS))
    found = _with_figures(network.indicators.all())
    return sorted(
        (card_of(indicator, today) for indicator in found),
        key=lambda card: (order.index(card.indicator.level), card.indicator.code),
    )


def card_of(indicator: Indicator, today: date) -> IndicatorCard:
    """One indicator as it may be printed on a day."""
    figures = [figure for figure in indicator.figures.all() if figure.state == "published"]
    hidden = withheld(
        map(_measured, figures),
        counts=indicator.counts,
        unit=indicator.unit,
        is_sensitive=indicator.concerns_staff,
    )
    figures.sort(key=lambda one: (one.period_end, one.place, one.breakdown_dim, one.breakdown_value))
    return IndicatorCard(
        indicator,
        tuple(
            PrintedFigure(
                figure,
                indicator.unit,
                hidden.get(figure.pk, Withheld()),
                is_stale(figure.period_end, today),
            )
            for figure in figures
        ),
    )


def indicator_by_code(network: Group, code: str) -> Indicator:
    """The indicator of this network with this code, whatever its capitals.

    Raises:
        NotFound: the network has none.
    """
    found = _with_figures(network.indicators.filter(code__iexact=code)).first()
    if found is None:
        raise NotFound
    return found


def figure_by_id(network: Group, figure_id: UUID) -> Figure:
    """The figure of this network with this id.

    Raises:
        NotFound: the network has none.
    """
    found = (
        Figure.objects.select_related("indicator__network")
        .filter(indicator__network=network, pk=figure_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Draft:
    """A figure that nobody has published yet, with what it still misses."""

    figure: Figure
    missing: tuple[str, ...]

    @property
    def says(self) -> str:
        figure = self.figure
        if figure.value is None:
            return ""
        return value_words(figure.value, figure.indicator.unit, figure.qualifier)

    @property
    def period(self) -> str:
        return period_words(self.figure.period_start, self.figure.period_end)


def drafts_of(by: Actor, indicator: Indicator) -> list[Draft]:
    """Figures that are not published, for members of the network. Small numbers stay with those who keep them."""
    keeps = bool(policies.may_keep_register(by, indicator.network))
    if not keeps and (not by.in_group(indicator.network_id) or indicator.counts != "published"):
        return []
    return [
        Draft(figure, missing_words(figure)) for figure in indicator.figures.all() if figure.state == "draft"
    ]


def missing_of(figure: Figure) -> tuple[str, ...]:
    """What keeps the figure from being published, by name."""
    return missing_in(
        value=figure.value,
        period_start=figure.period_start,
        period_end=figure.period_end,
        place=figure.place,
        source=figure.source,
        retrieved_on=figure.retrieved_on,
        unit=figure.indicator.unit,
        population=figure.indicator.population,
    )


def missing_words(figure: Figure) -> tuple[str, ...]:
    """The same in words, in the language now active."""
    return tuple(str(words.FIGURE_PARTS[name]) for name in missing_of(figure))


# --- as forms show them ---


def indicator_choices(network: Group) -> list[tuple[str, str]]:
    """Code and name of each indicator, in the language now active, for a form."""
    language = get_language() or network.language
    return [(each.code, say(each.name, language).text) for each in network.indicators.all()]


def indicator_as_typed(indicator: Indicator) -> dict[str, object]:
    """An indicator as its form shows it, with the version it was read at."""
    language = indicator.network.language
    return {
        "code": indicator.code,
        "name": say(indicator.name, language).text,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "population": indicator.population,
        "level": indicator.level,
        "counts": indicator.counts,
        "concerns_staff": indicator.concerns_staff,
        "organization": str(indicator.organization_id or ""),
        "priority": indicator.priority.code if indicator.priority else "",
        "result": indicator.result.code if indicator.result else "",
        "note": indicator.note,
        "goal_value": _plain(indicator.goal_value),
        "goal_on": indicator.goal_on,
        "goal_source": indicator.goal_source,
        "version": indicator.version,
    }


def figure_as_typed(figure: Figure) -> dict[str, object]:
    """A figure as its form shows it, with the version it was read at."""
    shown: dict[str, object] = {
        name: getattr(figure, name)
        for name in (
            "period_start", "period_end", "place", "breakdown_dim", "breakdown_value", "qualifier", "n", "source",
            "retrieved_on", "is_provisional", "method_changed", "note", "version",
        )
    }  # fmt: skip
    numbers = {name: _plain(getattr(figure, name)) for name in ("value", "numerator", "denominator")}
    return {**shown, **numbers}


def _plain(value: Decimal | None) -> str:
    return "" if value is None else number_words(value).replace(",", "")


def _with_figures(found: QuerySet[Indicator]) -> QuerySet[Indicator]:
    figures = Figure.objects.select_related("indicator")
    return found.select_related("network", "organization", "priority", "result__priority").prefetch_related(
        Prefetch("figures", figures)
    )


def _measured(figure: Figure) -> Measured:
    return Measured(
        id=figure.pk,
        period_start=figure.period_start,
        period_end=figure.period_end,
        place=figure.place,
        dim=figure.breakdown_dim,
        part=figure.breakdown_value,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        n=figure.n,
    )


def cards_for(
    cards: Iterable[IndicatorCard], *, priority: Priority | None = None, result: Result | None = None
) -> Sequence[IndicatorCard]:
    """Those of the cards that measure this priority, or this result."""
    return [
        card
        for card in cards
        if (priority is not None and card.indicator.priority_id == priority.pk)
        or (result is not None and card.indicator.result_id == result.pk)
    ]
