"""Commitments that serve a result."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from konbit.foundation.actor import Actor
from konbit.foundation.texts import say
from konbit.meetings.models import Commitment
from konbit.meetings.policies import may_see_commitment
from konbit.meetings.queries import OWNERS
from konbit.network.models import Group
from konbit.network.queries import network_of
from konbit.results import policies
from konbit.results.domain import news
from konbit.results.models import Result
from konbit.results.queries.priorities import results_of


@dataclass(frozen=True)
class Serving:
    """A commitment that serves a result, as one person sees it."""

    commitment: Commitment
    may_end: bool


def commitments_serving(by: Actor, result: Result) -> list[Serving]:
    """The commitments that serve the result, as far as the person may see them, by due day."""
    found = Commitment.objects.filter(serves__result=result, withdrawn_at=None)
    network = result.priority.network
    return [
        Serving(one, bool(policies.may_say_what_serves(by, network, one)))
        for one in _seen(by, found.order_by("due_on", "captured_at"))
    ]


def commitments_that_could_serve(by: Actor, result: Result) -> list[Commitment]:
    """Open commitments of the network that this person may tie to the result and that are not tied yet."""
    network = result.priority.network
    found = Commitment.objects.filter(
        meeting__group__in=[held.group_id for held in by.memberships],
        withdrawn_at=None,
        state__in=["proposed", "accepted"],
    ).exclude(serves__result=result)
    return [
        one
        for one in _seen(by, found.order_by("due_on", "captured_at"))
        if policies.may_say_what_serves(by, network, one) and network_of(one.meeting.group).pk == network.pk
    ]


def _seen(by: Actor, found: QuerySet[Commitment]) -> list[Commitment]:
    found = found.select_related("meeting__group__parent", "item__meeting__group", *OWNERS)
    return [one for one in found if may_see_commitment(by, one)]


def may_add_serving(by: Actor, result: Result) -> bool:
    """Whether the person may say of any commitment that it serves the result: a seat's own, or all of them."""
    return any(held.kind == "seat" for held in by.in_this_group(result.priority.network_id)) or bool(
        policies.may_keep_register(by, result.priority.network)
    )


def results_served_by(commitment: Commitment) -> list[Result]:
    """The results that a commitment serves, in the register's order."""
    return list(
        Result.objects.filter(served_by__commitment=commitment)
        .select_related("priority__network")
        .order_by("priority__position", "code")
    )


def result_choices(network: Group, without: Iterable[Result]) -> list[tuple[str, str]]:
    """Code and words of each result that is neither reached nor dropped, in the language now active, for a form."""
    left_out = {result.pk for result in without}
    language = get_language() or network.language
    return [
        (each.code, f"{each.code}: {say(each.text, language).text}")
        for each in results_of(network)
        if each.rung in news.TESTED and each.pk not in left_out
    ]
