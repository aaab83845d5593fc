"""What an award may name: the choices of a form, and what was chosen."""

from typing import Any

from django.utils.translation import get_language

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.foundation.texts import say
from konbit.grants import policies
from konbit.grants.models import Award
from konbit.meetings.policies import may_see_item
from konbit.meetings.queries import decisions_to_name
from konbit.network.models import Community, Group, Organization, Seat
from konbit.network.queries import communities_of, organizations_of
from konbit.results.models import Priority, Result, Strategy
from konbit.results.queries.networks import organization_choices

Choices = list[tuple[str, str]]
MOST_WORDS = 100
# With more seats than this a form offers those of the network itself first.
MOST_AT_FIRST = 15


def recipient_named(network: Group, typed: str) -> Organization | Community:
    """The organization that was chosen; or the place, where somebody named one.

    Raises:
        NotFound: it is neither.
    """
    found = network.organizations.filter(pk=typed).first() or network.communities.filter(pk=typed).first()
    if found is None:
        raise NotFound
    return found


def organizations_giving(by: Actor, network: Group) -> list[Organization]:
    """The organizations whose money this person may award."""
    there = organizations_of(network)
    if policies.may_keep_money(by, network):
        return there
    return [one for one in there if policies.is_seated_for(by, one)]


def seats_that_may_decide(network: Group) -> list[Seat]:
    """The open seats of the network and of the groups inside it, by name."""
    groups, inside = [network.pk], [network.pk]
    while inside:
        inside = list(Group.objects.filter(parent__in=inside).values_list("pk", flat=True))
        groups += inside
    seats = Seat.objects.filter(group__in=groups, closed_on=None)
    found = seats.select_related("group__parent", "organization", "community")
    return sorted(found, key=lambda seat: (seat.group_id != network.pk, seat.name, str(seat.pk)))


def seat_choices(network: Group) -> Choices:
    return [
        (str(seat.pk), seat.name if seat.group_id == network.pk else f"{seat.name} ({seat.group.name})")
        for seat in seats_that_may_decide(network)
    ]


def first_seat_choices(network: Group) -> Choices:
    """The seats to choose from while an award is being proposed: of many, those of the network itself."""
    found = seats_that_may_decide(network)
    own = [(str(seat.pk), seat.name) for seat in found if seat.group_id == network.pk]
    return own if own and len(found) > MOST_AT_FIRST else seat_choices(network)


def seats_chosen(network: Group, typed: list[str]) -> list[Seat]:
    """The seats that were chosen in a form."""
    return [seat for seat in seats_that_may_decide(network) if str(seat.pk) in typed]


def community_choices(network: Group) -> Choices:
    return [(str(one.pk), one.name) for one in communities_of(network)]


def award_choices(by: Actor, network: Group, award: Award | None = None) -> dict[str, Any]:
    """What a form about an award offers. What the award names already stays in the list."""
    language = get_language() or network.language
    priorities = [one for one in network.priorities.all() if one.retired_on is None or _is_named(award, one)]
    return {
        "funder": [(str(one.pk), one.name) for one in organizations_giving(by, network)],
        "recipient": organization_choices(network),
        "places": [pk for pk, _name in community_choices(network)],
        "deciding": first_seat_choices(network),
        "priority": [(str(one.pk), say(one.name, language).text) for one in priorities],
        "strategy": [(str(one.pk), _short(one.text)) for one in _strategies(network, award)],
        "decision": [(str(one.pk), _short(one.wording)) for one in _decisions(by, network, award)],
        "results": [
            (str(one.pk), f"{one.code}: {say(one.text, language).text}") for one in _results(network)
        ],
    }


def ties_chosen(
    by: Actor, network: Group, typed: dict[str, Any], award: Award | None = None
) -> dict[str, Any]:
    """The rows behind what was chosen in such a form."""
    chosen = set(typed.get("results", ()))
    return {
        "priority": _one(Priority.objects.filter(network=network), typed.get("priority")),
        "strategy": _one(_strategies(network, award), typed.get("strategy")),
        "decision": _one(_decisions(by, network, award), typed.get("decision")),
        "results": [one for one in _results(network) if str(one.pk) in chosen],
    }


def _one(rows: Any, typed: str | None) -> Any:
    return next((row for row in rows if str(row.pk) == typed), None) if typed else None


def _is_named(award: Award | None, row: Any) -> bool:
    return award is not None and row.pk in (award.priority_id, award.strategy_id, award.decision_id)


def _strategies(network: Group, award: Award | None) -> list[Strategy]:
    there = Strategy.objects.filter(agenda__community__network=network).select_related("agenda__community")
    return [one for one in there if one.retired_on is None or _is_named(award, one)]


def _decisions(by: Actor, network: Group, award: Award | None) -> list[Any]:
    """Decisions of the network that this person may read."""
    made = [one for one in decisions_to_name(network) if may_see_item(by, one.item)]
    if award is not None and award.decision is not None and award.decision not in made:
        made.append(award.decision)
    return made


def _results(network: Group) -> list[Result]:
    return list(Result.objects.filter(priority__network=network).select_related("priority__network"))


def _short(text: str) -> str:
    return text if len(text) <= MOST_WORDS else text[: MOST_WORDS - 1] + "…"
