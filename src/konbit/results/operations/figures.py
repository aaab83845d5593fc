"""Figures: the values of an indicator. Each begins as a draft; a published one says all that a reader must know."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.network.queries import day_in
from konbit.results import policies
from konbit.results.conditions import refuse_other_addresses
from konbit.results.models import Figure, Indicator
from konbit.results.queries import figure_as_typed, missing_words

FIELDS = (
    "period_start",
    "period_end",
    "place",
    "breakdown_dim",
    "breakdown_value",
    "value",
    "qualifier",
    "numerator",
    "denominator",
    "n",
    "source",
    "retrieved_on",
    "is_provisional",
    "method_changed",
    "note",
)


class FigureIsEmpty(Refusal):
    code, kind, field = "figure_is_empty", Kind.UNREADABLE, "value"
    says = _("Nothing is filled in. Write what is known so far, such as the value, the period or the source.")


class FigureIsIncomplete(Refusal):
    code, kind = "figure_is_incomplete", Kind.UNREADABLE
    says = _("A figure is published only when it is complete. Still missing: %(missing)s.")


class FigureNeedsItsCount(Refusal):
    code, kind, field = "figure_needs_its_count", Kind.UNREADABLE, "n"
    says = _(
        "This indicator is about answers of members or staff. "
        "Write how many answered, so that a small number can be withheld."
    )


class FigureStandsAlready(Refusal):
    code = "figure_stands_already"
    says = _(
        "This indicator has a figure for this period, place and part already. Correct that one, or change the period."
    )


class PeriodRunsBackward(Refusal):
    code, kind, field = "period_runs_backward", Kind.UNREADABLE, "period_end"
    says = _("The period ends on %(end)s, before it begins. Write a later day.")


class RetrievedAhead(Refusal):
    code, kind, field = "retrieved_ahead", Kind.UNREADABLE, "retrieved_on"
    says = _("%(typed)s is still to come. Write the day on which somebody read the source, up to %(today)s.")


class PartNeedsBoth(Refusal):
    code, kind, field = "part_needs_both", Kind.UNREADABLE, "breakdown_value"
    says = _(
        "A part needs both: by what it is broken down, and which part this is. Leave both empty for all."
    )


class CountsDoNotFit(Refusal):
    code, kind, field = "counts_do_not_fit", Kind.UNREADABLE, "numerator"
    says = _("The number counted cannot be below zero or more than the number it was counted out of.")


class CorrectionNeedsNote(Refusal):
    code, kind, field = "correction_needs_note", Kind.UNREADABLE, "note"
    says = _("This figure is published. Say in the note what was corrected and why.")


class BaselineIsNotPublished(Refusal):
    code = "baseline_is_not_published"
    says = _("A draft is no baseline. Publish the figure first.")


class BaselineIsForAll(Refusal):
    code = "baseline_is_for_all"
    says = _("A baseline is a figure for everybody, not for one part. Choose one that is not broken down.")


@transaction.atomic
def record_figure(*, indicator: Indicator, by: Actor, at: datetime, label: str = "", **values: Any) -> Figure:
    """Write down a figure as a draft, complete or not. The same draft sent twice stands once.

    Raises:
        FigureStandsAlready: there is one for this period, place and part.
        FigureIsEmpty: it says nothing.
        PeriodRunsBackward, RetrievedAhead, PartNeedsBoth, CountsDoNotFit, SourceIsNoAddress: it cannot be right.
    """
    indicator = (
        Indicator.objects.select_for_update(of=("self",)).select_related("network").get(pk=indicator.pk)
    )
    require(policies.may_keep_register(by, indicator.network))
    figure = Figure(indicator=indicator, label=label, **_trimmed(values))
    _check(figure, at)
    same = _same_place(figure).first()
    if same is not None:
        if all(getattr(same, field) == getattr(figure, field) for field in FIELDS):
            return same
        raise FigureStandsAlready
    figure.save(force_insert=True)
    _write("results.record_figure", figure, by, at, FIELDS)
    return figure


@transaction.atomic
def correct_figure(*, figure: Figure, version: int, by: Actor, at: datetime, **values: Any) -> Figure:
    """Say anew what a figure is. A published one stays published, stays complete, and its note says what was corrected.

    Raises:
        ChangedMeanwhile: somebody saved it since `version`.
        CorrectionNeedsNote: it is published and nothing says why it changes.
        FigureIsIncomplete, FigureNeedsItsCount: it is published and would miss something.
        FigureStandsAlready, FigureIsEmpty, PeriodRunsBackward, RetrievedAhead, PartNeedsBoth, CountsDoNotFit,
        SourceIsNoAddress: as when recording.
    """
    figure = _lock(figure, version, by)
    note_before = figure.note
    for field, value in _trimmed(values).items():
        setattr(figure, field, value)
    _check(figure, at)
    if _same_place(figure).exclude(pk=figure.pk).exists():
        raise FigureStandsAlready
    if figure.state == "published":
        if not figure.note or figure.note == note_before:
            raise CorrectionNeedsNote
        _require_complete(figure)
    if figure.is_baseline and figure.breakdown_dim:
        raise BaselineIsForAll
    return _save(figure, "results.correct_figure", FIELDS, by, at)


@transaction.atomic
def publish_figure(*, figure: Figure, version: int, by: Actor, at: datetime) -> Figure:
    """Let a figure stand on pages and in reports. Published twice, it stands once.

    Raises:
        FigureIsIncomplete: value, unit, period, place, population, source or day of retrieval is missing; it says which.
        FigureNeedsItsCount: it is about few people's answers, and nobody says of how many.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    figure = _lock(figure, version, by)
    if figure.state == "published":
        return figure
    _require_complete(figure)
    figure.state = "published"
    return _save(figure, "results.publish_figure", ["state"], by, at)


@transaction.atomic
def mark_baseline(*, figure: Figure, version: int, by: Actor, at: datetime) -> Figure:
    """Let this published figure be the one that later ones are held against, in place of the one before.

    Raises:
        BaselineIsNotPublished: it is a draft.
        BaselineIsForAll: it is one part of a breakdown.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    figure = _lock(figure, version, by)
    if figure.state != "published":
        raise BaselineIsNotPublished
    if figure.breakdown_dim:
        raise BaselineIsForAll
    if figure.is_baseline:
        return figure
    figure.indicator.figures.filter(is_baseline=True).update(is_baseline=False)
    figure.is_baseline = True
    return _save(figure, "results.mark_baseline", ["is_baseline"], by, at)


def _trimmed(values: dict[str, Any]) -> dict[str, Any]:
    return {field: value.strip() if isinstance(value, str) else value for field, value in values.items()}


def _check(figure: Figure, at: datetime) -> None:
    # A box that is ticked says nothing of its own, and zero is a value.
    if all(getattr(figure, field) in (None, "") for field in FIELDS if field != "is_provisional"):
        raise FigureIsEmpty
    refuse_other_addresses(source=figure.source)
    start, end, read = figure.period_start, figure.period_end, figure.retrieved_on
    if start is not None and end is not None and end < start:
        raise PeriodRunsBackward(end=end.isoformat())
    today = day_in(figure.indicator.network, at)
    if read is not None and read > today:
        raise RetrievedAhead(typed=read.isoformat(), today=today.isoformat())
    if bool(figure.breakdown_dim) != bool(figure.breakdown_value):
        raise PartNeedsBoth
    if not _fits(figure.numerator, figure.denominator):
        raise CountsDoNotFit


def _fits(numerator: Decimal | None, denominator: Decimal | None) -> bool:
    if any(count is not None and count < 0 for count in (numerator, denominator)):
        return False
    return numerator is None or denominator is None or numerator <= denominator


def _require_complete(figure: Figure) -> None:
    if missing := missing_words(figure):
        raise FigureIsIncomplete(missing=", ".join(missing))
    if figure.indicator.counts == "members" and figure.n is None and figure.denominator is None:
        raise FigureNeedsItsCount


def _same_place(figure: Figure) -> Any:
    """Figures for the same period, place and part. An unknown day of a period is the same as another unknown one."""
    return Figure.objects.filter(
        indicator=figure.indicator,
        place=figure.place,
        breakdown_dim=figure.breakdown_dim,
        breakdown_value=figure.breakdown_value,
        **_day("period_start", figure.period_start),
        **_day("period_end", figure.period_end),
    )


def _day(field: str, day: date | None) -> dict[str, Any]:
    return {f"{field}__isnull": True} if day is None else {field: day}


def _lock(figure: Figure, version: int, by: Actor) -> Figure:
    figure = (
        Figure.objects.select_for_update(of=("self",)).select_related("indicator__network").get(pk=figure.pk)
    )
    require(policies.may_keep_register(by, figure.indicator.network))
    if figure.version != version:
        raise ChangedMeanwhile(theirs=figure_as_typed(figure), version=figure.version)
    return figure


def _save(figure: Figure, verb: str, fields: Any, by: Actor, at: datetime) -> Figure:
    figure.version += 1
    figure.save(update_fields=[*fields, "version"])
    _write(verb, figure, by, at, fields)
    return figure


def _write(verb: str, figure: Figure, by: Actor, at: datetime, fields: Any) -> None:
    write_entry(verb, about=figure, by=by, at=at, group_id=figure.indicator.network_id, fields=list(fields))
