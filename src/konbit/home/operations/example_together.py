"""What the members of the Mississippi example do with each other between meetings. All of it is made up and says so."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from konbit.accounts.models import Person
from konbit.foundation.actor import Actor
from konbit.network.models import Group, Organization
from konbit.network.operations.capacity import record_support, say_who_was_asked, write_need
from konbit.network.operations.collaborations import log_collaboration
from konbit.network.operations.launching import say_who_is_wanted
from konbit.network.operations.offers import make_offer
from konbit.network.queries import actor_for, day_in, group_by_address, organization_named
from konbit.results.operations.shared_future import affirm_statement, publish_statement, write_statement

MADE_UP = "made_up"


def work_together(*, network: Group, script: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Log collaborations, offers, asks, support needs and the shared future, each on its own day, by who would have
    done it."""
    say_who_is_wanted(network=network, sectors=script["wanted"]["sectors"], communities=[], by=by, at=at)
    for line in script["collaborations"]:
        then, who = _day(line, at), _who(line, at)
        log_collaboration(
            network=network,
            one=_organization(network, line["one"]),
            other=_organization(network, line["other"]),
            about=line["about"],
            began_how=line["began_how"],
            began_on=day_in(network, then),
            label=MADE_UP,
            by=who,
            at=then,
        )
    for line in script["offers"]:
        then = _day(line, at)
        until = day_in(network, then + timedelta(days=line["for_days"])) if "for_days" in line else None
        make_offer(
            network=network,
            organization=_organization(network, line["organization"]),
            is_ask=line.get("is_ask", False),
            kind=line["kind"],
            what=line["what"],
            until=until,
            label=MADE_UP,
            by=_who(line, at),
            at=then,
        )
    for line in script["needs"]:
        _need(network, line, at)
    _shared_future(network, script["shared_future"], at)


def _shared_future(network: Group, line: Mapping[str, Any], at: datetime) -> None:
    then, who = _day(line, at), _who(line, at)
    draft = write_statement(network=network, text=line["text"], version=0, by=who, at=then)
    statement = publish_statement(statement=draft, version=draft.version, by=who, at=then)
    for one in line["affirmed_by"]:
        organization = _organization(network, one["organization"])
        affirm_statement(statement=statement, organization=organization, by=_who(one, at), at=_day(one, at))


def _need(network: Group, line: Mapping[str, Any], at: datetime) -> None:
    then, who = _day(line, at), _who(line, at)
    need = write_need(
        group=group_by_address(line["group"]) if "group" in line else network,
        organization=_organization(network, line["organization"]) if "organization" in line else None,
        need=line["need"],
        label=MADE_UP,
        by=who,
        at=then,
    )
    if "asked_of" in line:
        asked_of = _organization(network, line["asked_of"])
        say_who_was_asked(need=need, asked_of=asked_of, asked_on=day_in(network, then), by=who, at=then)
    if given := line.get("given"):
        later = _day(given, at)
        record_support(
            need=need,
            given_by=_organization(network, given["by"]),
            given_on=day_in(network, later),
            given=given["what"],
            by=who,
            at=later,
        )


def _day(line: Mapping[str, Any], at: datetime) -> datetime:
    return at - timedelta(days=line["days_ago"])


def _who(line: Mapping[str, Any], at: datetime) -> Actor:
    return actor_for(Person.objects.get(name=line["who"], is_example=True), at)


def _organization(network: Group, name: str) -> Organization:
    found = organization_named(network, name)
    if found is None:
        raise LookupError(name)
    return found
