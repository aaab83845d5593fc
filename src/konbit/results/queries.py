"""What pages want to know about priorities and results."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import get_language

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.foundation.texts import say
from konbit.meetings.models import Commitment
from konbit.meetings.policies import may_see_commitment
from konbit.meetings.queries import OWNERS, answered_since, held_since
from konbit.network.models import Group
from konbit.network.policies import may_see_group_publicly
from konbit.network.queries import network_of
from konbit.results import policies, words
from konbit.results.domain import ladder, news
from konbit.results.models import Priority, Result, ResultChange, ServedBy


@dataclass(frozen=True)
class RungCount:
    """How many results stand on one rung."""

    rung: str
    count: int

    @property
    def in_words(self) -> str:
        return words.RUNG_COUNTS[self.rung] % {"count": self.count}

    @property
    def tag(self) -> str:
        return words.RUNG_TAGS[self.rung]


@dataclass(frozen=True)
class Standing:
    """A result with where it stands on the ladder, and what says so."""

    result: Result
    was_changed: bool
    # Nothing was heard of it for two full cycles: said as "no news", never as "on track".
    is_silent: bool = False

    @property
    def rung_label(self) -> str:
        """Label of the rung: read from the source until somebody moved it in the example; none on real records."""
        if not self.result.label:
            return ""
        return "made_up" if self.was_changed else "our_reading"

    @property
    def level_label(self) -> str:
        return "our_reading" if self.result.label == "public_record" else self.result.label

    @property
    def step(self) -> int | None:
        """The number of the rung on the ladder, from 1; none for a dropped result."""
        return ladder.LADDER.index(self.result.rung) + 1 if self.result.rung in ladder.LADDER else None

    @property
    def steps(self) -> int:
        return len(ladder.LADDER)

    @property
    def is_reached(self) -> bool:
        return self.result.rung in ladder.REACHED

    @property
    def planned_checks(self) -> tuple[date, ...]:
        """When somebody looks whether an achieved result still holds."""
        return ladder.planned_checks(self.result.achieved_on) if self.result.rung == "achieved" else ()


@dataclass(frozen=True)
class PriorityCard:
    """A priority with its results."""

    priority: Priority
    standings: tuple[Standing, ...]

    @property
    def counts(self) -> list[RungCount]:
        return rung_counts(standing.result for standing in self.standings)


def rung_counts(results: Iterable[Result]) -> list[RungCount]:
    """How many results stand on each rung, highest rung first; empty rungs are left out."""
    found = Counter(result.rung for result in results)
    order = [*reversed(ladder.LADDER), ladder.DROPPED]
    return [RungCount(rung, found[rung]) for rung in order if found[rung]]


def results_of(network: Group) -> QuerySet[Result]:
    """The network's results in the order of its priorities, each knowing how often it was changed."""
    return (
        Result.objects.filter(priority__network=network)
        .select_related("priority__network")
        .annotate(times_changed=Count("changes"))
        .order_by("priority__position", "priority__code", "code")
    )


def _standings(network: Group, results: Iterable[Result]) -> tuple[Standing, ...]:
    silent = set(silent_ids(network))
    return tuple(Standing(result, result.times_changed > 0, result.pk in silent) for result in results)


def may_look(by: Actor, network: Group) -> bool:
    """Whether the person may open the network's register."""
    return bool(may_see_group_publicly(by, network))


def priority_choices(network: Group) -> list[tuple[str, str]]:
    """Code and name of each priority, in the language now active, for a form."""
    language = get_language() or network.language
    return [(each.code, say(each.name, language).text) for each in priorities_of(network)]


def baseline_of(priority: Priority) -> dict[str, object]:
    """The baseline as a form shows it, with the version it was read at."""
    text = say(priority.baseline_text, priority.network.language).text if priority.baseline_text else ""
    return {
        "text": text,
        "value": priority.baseline_value,
        "on": priority.baseline_on,
        "source": priority.baseline_source,
        "version": priority.version,
    }


def priorities_of(network: Group) -> list[Priority]:
    """The network's priorities, in its own order."""
    return list(network.priorities.select_related("network"))


def register(network: Group) -> list[PriorityCard]:
    """Every priority of the network with its results."""
    by_priority: dict[object, list[Standing]] = {}
    for standing in _standings(network, results_of(network)):
        by_priority.setdefault(standing.result.priority_id, []).append(standing)
    return [PriorityCard(each, tuple(by_priority.get(each.pk, ()))) for each in priorities_of(network)]


def priority_by_code(network: Group, code: str) -> Priority:
    """The priority of this network with this code, whatever its capitals.

    Raises:
        NotFound: the network has none.
    """
    found = network.priorities.select_related("network").filter(code__iexact=code).first()
    if found is None:
        raise NotFound
    return found


def priority_card(network: Group, code: str) -> PriorityCard:
    """One priority with its results.

    Raises:
        NotFound: the network has none of this code.
    """
    priority = priority_by_code(network, code)
    return PriorityCard(priority, _standings(network, results_of(network).filter(priority=priority)))


def result_by_code(network: Group, code: str) -> Standing:
    """The result of this network with this code, whatever its capitals.

    Raises:
        NotFound: the network has none.
    """
    result = results_of(network).filter(code__iexact=code).first()
    if result is None:
        raise NotFound
    return _standings(network, [result])[0]


def changes_of(result: Result) -> QuerySet[ResultChange]:
    """Every step the result took, newest first."""
    return result.changes.select_related("person").order_by("-number")


# --- news ---


def open_results(network: Group) -> int:
    """How many results of the network are neither reached nor dropped."""
    return Result.objects.filter(priority__network=network, rung__in=news.TESTED).count()


def silent_ids(network: Group) -> list[UUID]:
    """The open results of which nothing was heard for two full cycles, in the order of the register."""
    since = held_since(network, news.CYCLES)
    if since is None:
        return []
    # News are few and lately; so the search begins with them, and other networks' fall away below.
    heard = set(ResultChange.objects.filter(at__gte=since).values_list("result", flat=True))
    heard |= set(
        ServedBy.objects.filter(commitment__in=answered_since(since)).values_list("result", flat=True)
    )
    tested = Result.objects.filter(priority__network=network, rung__in=news.TESTED)
    return [
        pk
        for pk, rung, written_at in tested.order_by(
            "priority__position", "priority__code", "code"
        ).values_list("pk", "rung", "written_at")
        if news.is_silent(
            rung=rung, since=since, last_news=since if pk in heard else None, written_at=written_at
        )
    ]


def results_in_order(ids: Sequence[UUID]) -> list[Result]:
    """The results of these ids, in their order."""
    found = Result.objects.in_bulk(ids)
    return [found[one] for one in ids]


@dataclass(frozen=True)
class Move:
    """A result that stands on another rung than it did."""

    result: Result
    rung_before: str

    @property
    def word_before(self) -> str:
        return str(words.RUNGS[self.rung_before])

    @property
    def word_after(self) -> str:
        return self.result.rung_word


def moved_since(network: Group, since: datetime | None) -> list[Move]:
    """The results that stand on another rung than at this moment (None: than at first), in the register's order."""
    changes = ResultChange.objects.select_related("result__priority")
    # By the moment where there is one: by the network, every step that its results ever took would be read.
    changes = (
        changes.filter(result__priority__network=network)
        if since is None
        else [
            change
            for change in changes.filter(at__gte=since)
            if change.result.priority.network_id == network.pk
        ]
    )
    first: dict[object, ResultChange] = {}
    for change in sorted(changes, key=lambda one: one.number):
        first.setdefault(change.result_id, change)
    moves = [
        Move(change.result, change.rung_before)
        for change in first.values()
        if change.rung_before != change.result.rung
    ]
    return sorted(moves, key=lambda move: _place_in_register(move.result))


def _place_in_register(result: Result) -> tuple[int, str, str]:
    return result.priority.position, result.priority.code, result.code


# --- commitments that serve a result ---


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
