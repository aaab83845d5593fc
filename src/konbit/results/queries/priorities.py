"""The register: priorities with their results, and where each result stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import get_language

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.foundation.texts import say
from konbit.network.models import Group
from konbit.network.policies import may_see_group_publicly
from konbit.results import words
from konbit.results.domain import ladder
from konbit.results.models import Priority, Result, ResultChange
from konbit.results.queries.news import silent_ids

# So many results of one priority stand on one page: a page of thousands is neither read nor quick.
SHOWN_AT_ONCE = 48


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

    @property
    def first(self) -> tuple[Standing, ...]:
        """As many as stand on a page of all priorities; the priority's own page shows the others."""
        return self.standings[:SHOWN_AT_ONCE]

    @property
    def shows_all(self) -> bool:
        return len(self.standings) <= SHOWN_AT_ONCE


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
        .prefetch_related("priority__names_before")
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
    """Code and name of each priority that is not retired, in the language now active, for a form."""
    language = get_language() or network.language
    return [
        (each.code, say(each.name, language).text)
        for each in priorities_of(network)
        if each.retired_on is None
    ]


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
    """The network's priorities, in its own order; the retired ones last."""
    found = network.priorities.select_related("network").prefetch_related("names_before")
    return sorted(found, key=lambda each: each.retired_on is not None)


def register(network: Group) -> list[PriorityCard]:
    """Every priority of the network with its results."""
    priorities = {each.pk: each for each in priorities_of(network)}
    # The priorities are read once and not with each result: a network may have thousands.
    results = list(results_of(network).select_related(None).prefetch_related(None))
    for result in results:
        result.priority = priorities[result.priority_id]
    by_priority: dict[object, list[Standing]] = {}
    for standing in _standings(network, results):
        by_priority.setdefault(standing.result.priority_id, []).append(standing)
    return [PriorityCard(each, tuple(by_priority.get(pk, ()))) for pk, each in priorities.items()]


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
