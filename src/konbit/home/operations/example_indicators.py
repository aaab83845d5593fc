"""The indicators of the Mississippi example: what public pages tell of them, and one series that is made up and says so."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from konbit.foundation.actor import Actor
from konbit.home.facts import source_words, text_of
from konbit.network.models import Group
from konbit.network.queries import day_in
from konbit.results.models import Indicator
from konbit.results.operations.figures import mark_baseline, publish_figure, record_figure
from konbit.results.operations.indicators import add_indicator, set_goal
from konbit.results.queries import priority_by_code

MADE_UP = "made_up"
MADE_UP_SOURCE = "Made up for the example"


@transaction.atomic
def write_indicators(
    *, network: Group, book: Mapping[str, Any], made_up: Mapping[str, Any], by: Actor, at: datetime
) -> None:
    """Add the indicators of both books. A public figure without a period stays a draft, and says why."""
    for line in book["indicators"]:
        _from_public_page(network, book, line, by=by, at=at)
    for line in made_up["indicators"]:
        _made_up_series(network, line, by=by, at=at)


def _from_public_page(
    network: Group, book: Mapping[str, Any], line: Mapping[str, Any], *, by: Actor, at: datetime
) -> None:
    source, told = source_words(book, line["source"]), line["figure"]
    indicator = add_indicator(
        network=network,
        code=line["id"],
        name=text_of(line["name"]),
        unit=line["unit"],
        direction=line["direction"],
        population=line["population"],
        label="public_record",
        source=source,
        by=by,
        at=at,
    )
    figure = record_figure(
        indicator=indicator,
        value=Decimal(told["value"]) if "value" in told else None,
        qualifier=told.get("qualifier", ""),
        place=told["place"],
        period_start=told.get("period_start"),
        period_end=told.get("period_end"),
        source=f"{line['publisher']}, in: {source}" if "publisher" in line else source,
        # The page was read when the example was put together, which is told as the day of loading.
        retrieved_on=day_in(network, at),
        note=told.get("reason", ""),
        label="public_record",
        by=by,
        at=at,
    )
    if told.get("publish"):
        figure = publish_figure(figure=figure, version=figure.version, by=by, at=at)
        # The first dated, sourced value of an indicator is its baseline.
        mark_baseline(figure=figure, version=figure.version, by=by, at=at)


def _made_up_series(network: Group, line: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    indicator = add_indicator(
        network=network,
        code=line["id"],
        name=text_of(line["name"]),
        unit=line["unit"],
        direction=line["direction"],
        level=line["level"],
        counts=line["counts"],
        population=line["population"],
        priority=priority_by_code(network, line["priority"]),
        label=MADE_UP,
        by=by,
        at=at,
    )
    goal = line["goal"]
    set_goal(
        indicator=indicator,
        version=indicator.version,
        goal_value=Decimal(goal["value"]),
        goal_on=goal["on"],
        goal_source=goal["source"],
        by=by,
        at=at,
    )
    for told in line["years"]:
        _publish(indicator, line["place"], told["year"], told, by=by, at=at)
    parts = line["parts"]
    for told in parts["of"]:
        part = {"breakdown_dim": parts["dim"], "breakdown_value": told["part"]}
        _publish(indicator, line["place"], parts["year"], told, by=by, at=at, **part)


def _publish(
    indicator: Indicator,
    place: str,
    year: int,
    told: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    **part: str,
) -> None:
    first = date(year, 1, 1)
    figure = record_figure(
        indicator=indicator,
        value=Decimal(told["value"]),
        n=told["n"],
        place=place,
        period_start=first,
        period_end=first.replace(month=12, day=31),
        source=MADE_UP_SOURCE,
        retrieved_on=day_in(indicator.network, at),
        is_provisional=told.get("provisional", False),
        label=MADE_UP,
        by=by,
        at=at,
        **part,
    )
    figure = publish_figure(figure=figure, version=figure.version, by=by, at=at)
    if told.get("baseline"):
        mark_baseline(figure=figure, version=figure.version, by=by, at=at)
