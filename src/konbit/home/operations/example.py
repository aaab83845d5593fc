"""Load the Mississippi network as an example: sourced facts, and beside them people and meetings that are made up.

Every row carries its label. Everything goes through the operations a person would use, each on its own day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from konbit.accounts.models import Person
from konbit.accounts.operations.people import add_person
from konbit.foundation.actor import Actor
from konbit.home.facts import facts, label_of, source_words, text_of
from konbit.home.operations.example_evidence import write_evidence
from konbit.home.operations.example_indicators import write_indicators
from konbit.home.operations.example_initiative import show_initiative_money
from konbit.home.operations.example_meetings import hold_and_plan_meetings
from konbit.home.operations.example_together import work_together
from konbit.network.models import Group, Organization, Seat
from konbit.network.operations.groups import found_group, found_network
from konbit.network.operations.organizations import add_organization
from konbit.network.operations.seats import give_role, open_seat, seat_person
from konbit.network.queries import group_by_address
from konbit.results.domain.ladder import REACHED
from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import add_result

MADE_UP = "made_up"
# The network stands for a while before its last meeting: two cycles.
STOOD_FOR = timedelta(days=84)


@dataclass(frozen=True)
class Loaded:
    """The example network, and whether it was there before."""

    network: Group
    was_there: bool


@transaction.atomic
def load_maln(*, by: Actor, at: datetime, with_meetings: bool = True) -> Loaded:
    """Load the Mississippi network so that it stands nine days before a meeting. Where it is loaded, nothing changes.

    Organizations, priorities and results come from public pages. People, meetings and promises are made up; without
    meetings, the network stands as on the day it was founded.
    """
    book, made_up = facts("maln"), facts("maln_example")
    known = group_by_address(book["network"]["address"])
    if known is not None:
        return Loaded(known, was_there=True)
    began = at - STOOD_FOR if with_meetings else at
    network = _found(book, made_up, by=by, at=began)
    seats = _open_seats(network, book, by=by, at=began)
    _seat_people(network, seats, made_up, by=by, at=began)
    parents = _found_parents(network, book, made_up, by=by, at=began)
    _write_register(network, book, by=by, at=began)
    write_indicators(network=network, book=book, made_up=made_up, by=by, at=began)
    write_evidence(network=network, book=book, made_up=made_up, by=by, at=began)
    show_initiative_money(network=network, book=book, by=by, at=began)
    if with_meetings:
        hold_and_plan_meetings(groups=(network, parents), scripts=made_up["meetings"], by=by, at=at)
        work_together(network=network, script=made_up["together"], by=by, at=at)
    return Loaded(network, was_there=False)


def _found(book: Mapping[str, Any], made_up: Mapping[str, Any], *, by: Actor, at: datetime) -> Group:
    told, meeting = book["network"], made_up["meeting"]
    return found_network(
        founder=None,
        address=told["address"],
        name=told["name"],
        short_name=told["short_name"],
        purpose=told["purpose"],
        interval_days=told["interval_days"],
        language="en",
        languages=["en", "es", "ht", "vi"],
        time_zone=meeting["time_zone"],
        meets_from=time.fromisoformat(meeting["from"]),
        meets_until=time.fromisoformat(meeting["until"]),
        place=told["place"],
        results_are_public=True,
        label="public_record",
        source=source_words(book, told["source"]),
        by=by,
        at=at,
    )


def _open_seats(network: Group, book: Mapping[str, Any], *, by: Actor, at: datetime) -> dict[str, Seat]:
    """One seat for each organization: with a vote for the ten members, without one for the others."""
    seats = {}
    for votes, lines in ((True, book["organizations"]), (False, book["organizations_without_vote"])):
        for line in lines:
            organization = add_organization(
                network=network,
                name=line["name"],
                short_name=line.get("short_name", ""),
                sector=line["sector"],
                label=label_of(line),
                source=source_words(book, line["source"]),
                by=by,
                at=at,
            )
            # That each member holds one voting seat is our choice for the example, whoever the member is.
            seats[line["id"]] = open_seat(
                group=network,
                organization=organization,
                role=line["role"],
                votes=votes,
                label=MADE_UP,
                by=by,
                at=at,
            )
    return seats


def _made_up_person(line: Mapping[str, Any], *, by: Actor, at: datetime) -> Person:
    return add_person(
        name=line["name"],
        email=line["email"],
        language=line.get("language", "en"),
        is_example=True,
        by=by,
        at=at,
    )


def _seat_people(
    network: Group, seats: Mapping[str, Seat], made_up: Mapping[str, Any], *, by: Actor, at: datetime
) -> None:
    told = facts("maln")
    for line in [*made_up["leaders"], made_up["funder"]]:
        seat_person(seat=seats[line["seat"]], person=_made_up_person(line, by=by, at=at), by=by, at=at)
    funding = seats[made_up["funder"]["seat"]]
    officer = _made_up_person(made_up["funder"], by=by, at=at)
    give_role(
        group=network,
        role="funder",
        person=officer,
        organization=funding.organization,
        label=MADE_UP,
        by=by,
        at=at,
    )
    for line in made_up["roles"]:
        organization: Organization | None = seats[line["organization"]].organization
        give_role(
            group=network,
            role=line["role"],
            person=_made_up_person(line, by=by, at=at),
            organization=organization,
            label=line["label"],
            source=source_words(told, "ect_network"),
            by=by,
            at=at,
        )


def _found_parents(
    network: Group, book: Mapping[str, Any], made_up: Mapping[str, Any], *, by: Actor, at: datetime
) -> Group:
    """The parent coalition is public record; its six seats and all its meetings are made up."""
    told, made = book["groups"][0], made_up["parents"]
    parents = found_group(
        parent=network,
        founder=None,
        address=told["address"],
        name=told["name"],
        kind=told["kind"],
        interval_days=made["interval_days"],
        language="en",
        languages=["en", "es", "ht", "vi"],
        time_zone=made_up["meeting"]["time_zone"],
        meets_from=time.fromisoformat(made["from"]),
        meets_until=time.fromisoformat(made["until"]),
        place=made["place"],
        label="public_record",
        source=source_words(book, told["source"]),
        by=by,
        at=at,
    )
    people = {}
    for line in made["members"]:
        people[line["name"]] = _made_up_person(line, by=by, at=at)
        seat = open_seat(
            group=parents, title=line["name"], role="parent_or_resident", label=MADE_UP, by=by, at=at
        )
        seat_person(seat=seat, person=people[line["name"]], by=by, at=at)
    for role in ("convener", "facilitator"):
        give_role(group=parents, role=role, person=people[made[role]], label=MADE_UP, by=by, at=at)
    give_role(
        group=network,
        role="parent_or_resident",
        person=people[made["in_network"]],
        label=MADE_UP,
        by=by,
        at=at,
    )
    return parents


def _write_register(network: Group, book: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """The four priorities, without a baseline since none is published, and the sixteen results."""
    priorities = {}
    for line in book["priorities"]:
        priorities[line["id"]] = add_priority(
            network=network,
            code=line["id"],
            name=text_of(line["name"]),
            label="public_record",
            source=source_words(book, line["source"]),
            by=by,
            at=at,
        )
    for line in book["results"]:
        source = source_words(book, line["source"])
        # A result loaded from a public page has that page as its evidence; on which day it was achieved is unknown.
        add_result(
            priority=priorities[line["priority"]],
            code=line["id"],
            level=line["level"],
            rung=line["rung"],
            text=text_of(line["text"]),
            evidence=source if line["rung"] in REACHED else "",
            note=line.get("note", ""),
            label="public_record",
            source=source,
            by=by,
            at=at,
        )
