"""Career ladders of a network's organizations, and two of them side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from konbit.foundation.refusals import NotFound
from konbit.foundation.texts import say
from konbit.network.models import Group
from konbit.results import words
from konbit.results.domain.pay import is_outside
from konbit.results.models import CareerLadder, LadderStep, Result
from konbit.results.queries.priorities import results_of
from konbit.ui.formats import us_money


@dataclass(frozen=True)
class StepShown:
    """A step with its pay in words."""

    step: LadderStep

    @property
    def range(self) -> str:
        facts = {"low": _dollars(self.step.low_cents), "high": _dollars(self.step.high_cents)}
        return words.PAY_RANGES[self.step.per] % facts

    @property
    def entry(self) -> str:
        """What somebody is paid who begins here, where a column says already that it is entry pay."""
        return self._entry(words.PAY_AMOUNTS)

    @property
    def entry_said(self) -> str:
        """The same, in words that say what it is."""
        return self._entry(words.PAY_AT_ENTRY)

    def _entry(self, said: Mapping[str, Any]) -> str:
        if self.step.entry_cents is None:
            return ""
        return said[self.step.per] % {"pay": _dollars(self.step.entry_cents)}

    @property
    def entry_is_outside(self) -> bool:
        """What is paid at entry lies outside the range of the step."""
        step = self.step
        return step.entry_cents is not None and is_outside(step.entry_cents, step.low_cents, step.high_cents)


@dataclass(frozen=True)
class Row:
    """One number of a step on two ladders; a ladder may have no step of this number."""

    number: int
    first: StepShown | None
    second: StepShown | None


def ladders_of(network: Group) -> QuerySet[CareerLadder]:
    """The ladders of the network's organizations, by organization and name."""
    return (
        CareerLadder.objects.filter(organization__network=network)
        .select_related("organization__network", "result__priority")
        .order_by("organization__name", "name")
    )


def ladder_in(network: Group, ladder_id: UUID) -> CareerLadder:
    """A ladder of one of this network's organizations.

    Raises:
        NotFound: it is none.
    """
    found = ladders_of(network).filter(pk=ladder_id).first()
    if found is None:
        raise NotFound
    return found


def steps_of(ladder: CareerLadder) -> list[StepShown]:
    """The steps of a ladder, from the first."""
    return [StepShown(step) for step in ladder.steps.order_by("number")]


def step_of(ladder: CareerLadder, step_id: UUID) -> LadderStep:
    """A step of this ladder.

    Raises:
        NotFound: it is none of this ladder.
    """
    found = ladder.steps.select_related("ladder__organization__network").filter(pk=step_id).first()
    if found is None:
        raise NotFound
    return found


def side_by_side(first: CareerLadder, second: CareerLadder) -> list[Row]:
    """Both ladders step by step, by the number of the step."""
    left, right = ({one.step.number: one for one in steps_of(ladder)} for ladder in (first, second))
    return [Row(number, left.get(number), right.get(number)) for number in sorted(left.keys() | right.keys())]


def ladders_for(result: Result) -> QuerySet[CareerLadder]:
    """The ladders that belong to a result."""
    return result.career_ladders.select_related("organization").order_by("organization__name", "name")


def ladder_choices(ladders: Iterable[CareerLadder]) -> list[tuple[str, str]]:
    """Ladders by whose they are and what they are called, for a form."""
    return [(str(one.pk), f"{one.organization.name}: {one.name}") for one in ladders]


def result_choices(network: Group) -> list[tuple[str, str]]:
    """Code and words of every result, in the language now active, for a form."""
    language = get_language() or network.language
    return [(one.code, f"{one.code}: {say(one.text, language).text}") for one in results_of(network)]


def _dollars(cents: int) -> str:
    # Whole cents are no float, so that nothing is rounded on the way.
    return us_money(f"{cents // 100}.{cents % 100:02d}")
