"""The grant to the initiative that the example network belongs to. It is the initiative's money and nobody else's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from konbit.foundation.actor import Actor
from konbit.grants.operations.interests import set_money_settings
from konbit.grants.operations.outside_money import record_outside_money
from konbit.home.facts import label_of, source_words
from konbit.network.models import Group


def show_initiative_money(*, network: Group, book: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Write down what the initiative received, as money from outside, and show the money trail to everybody.

    Of terms, decision and reports the sources say nothing; nothing stands in their place.
    """
    told = book["initiative"]
    record_outside_money(
        network=network,
        from_whom=told["from"],
        body=told["name"],
        what=told["what"],
        cents=told["grant_usd"] * 100,
        year=told["year"],
        label=label_of(told),
        source=source_words(book, told["source"]),
        by=by,
        at=at,
    )
    set_money_settings(
        network=network,
        is_public=True,
        interest_rule="",
        interested_may_decide=False,
        publisher_prefix="",
        version=1,
        by=by,
        at=at,
    )
