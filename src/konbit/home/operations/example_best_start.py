"""Load Best Start of Los Angeles as an example: its funder, five regions and fourteen communities are public record.

People and meetings are made up and say so. So is how its money was shared out: see `example_money`.
"""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from konbit.accounts.models import Person
from konbit.accounts.operations.people import add_person
from konbit.foundation.actor import Actor
from konbit.home.facts import facts, label_of, source_words, text_of
from konbit.home.operations.example import MADE_UP, STOOD_FOR, Loaded
from konbit.home.operations.example_meetings import hold_and_plan_meetings
from konbit.home.operations.example_money import load_money
from konbit.network.models import Community, Group
from konbit.network.operations.groups import found_group, found_network
from konbit.network.operations.organizations import add_community, add_organization
from konbit.network.operations.seats import give_role, open_seat, seat_person
from konbit.network.queries import group_by_address
from konbit.results.operations.long_goals import add_milestone, set_long_goal
from konbit.results.operations.priorities import add_priority

LANGUAGES = ["en", "es", "ht", "vi"]


@transaction.atomic
def load_best_start(*, by: Actor, at: datetime) -> Loaded:
    """Load Best Start so that it stands nine days before a meeting. Where it is loaded, nothing changes.

    The network, its funder, the regional grantees, the fourteen communities and the North Star come from public pages;
    community partnerships are groups whose residents are made up.
    """
    book, made_up = facts("best_start"), facts("best_start_example")
    known = group_by_address(book["network"]["address"])
    if known is not None:
        return Loaded(known, was_there=True)
    began = at - STOOD_FOR
    network = _found(book, made_up, by=by, at=began)
    _seat_the_funder(network, book, made_up, by=by, at=began)
    for line in book["regions"]:
        _found_region(network, book, made_up, line, by=by, at=began)
    for line in made_up["roles"]:
        give_role(
            group=network, role=line["role"], person=_person(line, by, began), label=MADE_UP, by=by, at=began
        )
    for line in book["result_areas"]:
        add_priority(
            network=network,
            code=line["id"],
            name=text_of(line["name"]),
            label="public_record",
            source=source_words(book, line["source"]),
            by=by,
            at=began,
        )
    _aim_at_the_long_goal(network, book, by=by, at=began)
    hold_and_plan_meetings(groups=[network], scripts=made_up["meetings"], by=by, at=at)
    load_money(network=network, book=book, made_up=made_up, by=by, began=began, at=at)
    return Loaded(network, was_there=False)


def _aim_at_the_long_goal(network: Group, book: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """The North Star. No public page ties an indicator to it, so nothing is said about progress."""
    told = book["long_goal"]
    goal = set_long_goal(
        network=network,
        name=told["name"],
        text=text_of(told["text"]),
        due_on=told["due_on"],
        day_note=told["day_note"],
        label="public_record",
        source=source_words(book, told["source"]),
        by=by,
        at=at,
    )
    for line in told["milestones"]:
        add_milestone(
            goal=goal,
            text=text_of(line["text"]),
            due_on=line["due_on"],
            label="public_record",
            source=source_words(book, line["source"]),
            by=by,
            at=at,
        )


def _found(book: Mapping[str, Any], made_up: Mapping[str, Any], *, by: Actor, at: datetime) -> Group:
    told, meeting = book["network"], made_up["meeting"]
    return found_network(
        founder=None,
        address=told["address"],
        name=told["name"],
        purpose=told["purpose"],
        interval_days=meeting["interval_days"],
        language="en",
        languages=LANGUAGES,
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


def _seat_the_funder(
    network: Group, book: Mapping[str, Any], made_up: Mapping[str, Any], *, by: Actor, at: datetime
) -> None:
    """The funder has a seat without a vote, and its officer the funder's role."""
    told, officer = book["funder"], _person(made_up["funder"], by, at)
    funder = add_organization(
        network=network,
        name=told["name"],
        sector=told["sector"],
        label="public_record",
        source=source_words(book, told["source"]),
        by=by,
        at=at,
    )
    seat = open_seat(
        group=network, organization=funder, role="funder", votes=False, label=MADE_UP, by=by, at=at
    )
    seat_person(seat=seat, person=officer, by=by, at=at)
    give_role(group=network, role="funder", person=officer, organization=funder, label=MADE_UP, by=by, at=at)


def _found_region(
    network: Group,
    book: Mapping[str, Any],
    made_up: Mapping[str, Any],
    told: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """A region with its regional grantee, who has a seat with a vote in the network and one in the region."""
    sourced = {"label": "public_record", "source": source_words(book, told["source"])}
    grantee = add_organization(
        network=network, name=told["grantee"], sector=told["sector"], **sourced, by=by, at=at
    )
    region = found_group(
        parent=network,
        founder=None,
        address=told["address"],
        name=told["name"],
        kind="region",
        language="en",
        languages=LANGUAGES,
        time_zone=made_up["meeting"]["time_zone"],
        **sourced,
        by=by,
        at=at,
    )
    lead = _person(made_up["grantees"][told["id"]], by, at)
    for group in (network, region):
        seat = open_seat(
            group=group, organization=grantee, role="regional_grantee", label=MADE_UP, by=by, at=at
        )
        seat_person(seat=seat, person=lead, by=by, at=at)
    give_role(group=region, role="convener", person=lead, label=MADE_UP, by=by, at=at)
    for line in book["communities"]:
        if line["region"] == told["id"]:
            _found_partnership(network, region, book, made_up, line, by=by, at=at)


def _found_partnership(
    network: Group,
    region: Group,
    book: Mapping[str, Any],
    made_up: Mapping[str, Any],
    told: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
) -> Community:
    """A community with its partnership, a group of its own, which has a seat in its region."""
    place = slugify(told["name"])
    sourced = {"label": label_of(told), "source": source_words(book, told["source"])}
    partnership = found_group(
        parent=region,
        founder=None,
        address=f"best_start-{place}"[:60],
        name=f"{told['name']} community partnership",
        kind="community_partnership",
        language="en",
        languages=LANGUAGES,
        time_zone=made_up["meeting"]["time_zone"],
        **sourced,
        by=by,
        at=at,
    )
    community = add_community(
        network=network,
        name=told["name"],
        region=region,
        partnership=partnership,
        **sourced,
        by=by,
        at=at,
    )
    residents = made_up["residents"]
    people = [
        _person(
            {
                "name": residents["name"].format(community=told["name"], number=number),
                "email": residents["email"].format(community=place, number=number),
                "language": residents["language"],
            },
            by,
            at,
        )
        for number in range(1, residents["count"] + 1)
    ]
    for person in people:
        seat = open_seat(
            group=partnership,
            title=person.name,
            role="parent_or_resident",
            label=MADE_UP,
            by=by,
            at=at,
        )
        seat_person(seat=seat, person=person, by=by, at=at)
    give_role(group=partnership, role="convener", person=people[0], label=MADE_UP, by=by, at=at)
    seat = open_seat(
        group=region, community=community, role="community_partnership", label=MADE_UP, by=by, at=at
    )
    seat_person(seat=seat, person=people[0], by=by, at=at)
    return community


def _person(line: Mapping[str, Any], by: Actor, at: datetime) -> Person:
    return add_person(
        name=line["name"], email=line["email"], language=line["language"], is_example=True, by=by, at=at
    )
