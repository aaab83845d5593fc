"""Pursuits of funding: opened by an organization's own people, moved from stage to stage, each with its days.

Two that are visible see each other before one of them applies. What the trail of the network would tell of a pursuit
that is not visible stands in the trail of the installation alone, which names nobody.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, NotFound, Refusal, require
from konbit.grants import policies, words
from konbit.grants.domain.stages import are_in_order, closes_before_it_opened, ways_on
from konbit.grants.models import Award, FundingSource, Pursuit, PursuitStage
from konbit.grants.operations.funding_sources import ResultOfAnotherNetwork
from konbit.grants.queries.pipeline import awards_for, others_of, shown_by, span_of
from konbit.network.models import Organization
from konbit.network.queries import day_in
from konbit.results.changing import set_changed
from konbit.results.models import Result


class PursuesItAlready(Refusal):
    code, kind, field = "pursues_it_already", Kind.CONFLICT, "organization"
    says = _("%(organization)s pursues this source already. Go on with that one.")


class PursuedElsewhere(Refusal):
    code, kind, field = "pursued_elsewhere", Kind.UNREADABLE, "organization"
    says = _("A pursuit is of organizations of this network. One of these belongs to another one.")


class PartnerIsItself(Refusal):
    code, kind, field = "partner_is_itself", Kind.UNREADABLE, "partners"
    says = _("%(organization)s is no partner of itself. Choose other organizations, or none.")


class StageLiesAhead(Refusal):
    code, kind, field = "stage_lies_ahead", Kind.UNREADABLE, "on"
    says = _("%(typed)s is still to come. A stage is written down once its day has come.")


@transaction.atomic
def open_pursuit(
    *,
    funding_source: FundingSource,
    organization: Organization,
    by: Actor,
    at: datetime,
    is_visible: bool = False,
    on: date | None = None,
    sought_cents: int | None = None,
    partners: Collection[Organization] = (),
    results: Collection[Result] = (),
    note: str = "",
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Pursuit:
    """Say that an organization pursues a source, found on this day. Other members see it only if it is visible.

    Raises:
        PursuesItAlready: it does so by another pursuit.
        PursuedElsewhere, PartnerIsItself, ResultOfAnotherNetwork: what it names does not fit.
        StageLiesAhead: the day is still to come.
    """
    require(policies.may_pursue_for(by, organization))
    # Whoever comes next toward the same source waits, so that of two at once the later one sees the earlier.
    funding_source = FundingSource.objects.select_for_update(of=("self",)).select_related("network").get(
        pk=funding_source.pk
    )  # fmt: skip
    if key and (there := funding_source.pursuits.filter(key=key, organization=organization).first()):
        return there
    if funding_source.pursuits.filter(organization=organization).exists():
        raise PursuesItAlready(organization=organization.name)
    today = day_in(funding_source.network, at)
    opened_on = on or today
    _refuse_ahead(opened_on, today)
    pursuit = Pursuit(
        source_of_funding=funding_source,
        organization=organization,
        is_visible=is_visible,
        sought_cents=sought_cents,
        note=note.strip(),
        entered_by_id=by.person_id,
        entered_at=at,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    _check(pursuit, partners, results)
    pursuit.save(force_insert=True)
    pursuit.partners.set(partners)
    pursuit.results.set(results)
    PursuitStage.objects.create(pursuit=pursuit, number=1, stage=pursuit.stage, opened_on=opened_on)
    _note(pursuit, "grants.open_pursuit", ["stage"], by=by, at=at)
    return pursuit


@transaction.atomic
def change_pursuit(
    *,
    pursuit: Pursuit,
    partners: Collection[Organization],
    results: Collection[Result],
    version: int,
    by: Actor,
    at: datetime,
    **said: Any,
) -> Pursuit:
    """Say anew who sees it (`is_visible`), what is sought (`sought_cents`), with whom, for which results, and a `note`.

    Raises:
        PursuedElsewhere, PartnerIsItself, ResultOfAnotherNetwork: as when opening one.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    pursuit = _locked(pursuit, by)
    values = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    was_visible = pursuit.is_visible
    ties = {"partners": partners, "results": results}
    fields = set_changed(pursuit, values, version, ties, by_code=["results"])
    _check(pursuit, partners, results)
    for name, rows in ties.items():
        getattr(pursuit, name).set(rows)
    pursuit.save(update_fields=[*(name for name in fields if name not in ties), "version"])
    is_told = pursuit.is_visible and was_visible
    _note(pursuit, "grants.change_pursuit", fields, is_told=is_told, by=by, at=at)
    return pursuit


class NotTheNextStage(Refusal):
    code, field = "not_the_next_stage", "stage"
    says = _("From “%(stage)s” this cannot follow. Choose one of those on the list.")


class StageClosedBeforeItOpened(Refusal):
    code, kind, field = "stage_closed_before_it_opened", Kind.UNREADABLE, "on"
    says = _(
        "“%(stage)s” opened on %(opened_on)s, so it cannot close before that day. Write that day or a later one."
    )


class OthersPursueItToo(Refusal):
    code = "others_pursue_it_too"
    says = _(
        "Before you set “applied”, see who pursues the same source: %(names)s. You may want to speak with them "
        "first. Their names stand on the page now; to set “applied” all the same, send it once more."
    )


@transaction.atomic
def move_pursuit(
    *, pursuit: Pursuit, stage: str, on: date, version: int, by: Actor, at: datetime, shown: str = ""
) -> Pursuit:
    """Close the stage it stands in on this day, and open the next one. `shown` is the mark of the names that the page
    showed, of those who pursue the same source.

    Raises:
        NotTheNextStage: stages follow each other in their order.
        StageClosedBeforeItOpened, StageLiesAhead: the day cannot be.
        OthersPursueItToo: it applies, and somebody who pursues the same source was not among the names shown.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    pursuit = _locked(pursuit, by)
    if pursuit.version != version:
        raise ChangedMeanwhile(theirs={}, version=pursuit.version)
    if stage not in ways_on(pursuit.stage):
        raise NotTheNextStage(stage=pursuit.get_stage_display())
    last = pursuit.stages.order_by("number").last()
    _refuse_before_opened(last, on)
    _refuse_ahead(on, day_in(pursuit.source_of_funding.network, at))
    if stage == "applied":
        _refuse_unseen(pursuit, shown)
    last.closed_on = on
    last.save(update_fields=["closed_on"])
    PursuitStage.objects.create(pursuit=pursuit, number=last.number + 1, stage=stage, opened_on=on)
    _stand_in(pursuit, stage)
    _note(pursuit, "grants.move_pursuit", ["stage"], by=by, at=at)
    return pursuit


class NothingToTakeBack(Refusal):
    code = "nothing_to_take_back"
    says = _("This pursuit stands in its first stage. There is no step to take back.")


@transaction.atomic
def take_step_back(*, pursuit: Pursuit, version: int, by: Actor, at: datetime) -> Pursuit:
    """Take the last step back: the stage before it is open again, as if it had not closed. An award that was tied to
    it is tied no more.

    Raises:
        NothingToTakeBack: it took no step yet.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    pursuit = _locked(pursuit, by)
    if pursuit.version != version:
        raise ChangedMeanwhile(theirs={}, version=pursuit.version)
    *_earlier, last = pursuit.stages.order_by("number")
    if last.number == 1:
        raise NothingToTakeBack
    last.delete()
    before = pursuit.stages.get(number=last.number - 1)
    before.closed_on = None
    before.save(update_fields=["closed_on"])
    pursuit.award = None
    _stand_in(pursuit, before.stage)
    _note(pursuit, "grants.take_step_back", ["stage"], by=by, at=at)
    return pursuit


class StagesOverlap(Refusal):
    code, kind, field = "stages_overlap", Kind.UNREADABLE, "opened_on"
    says = _("These days run into the stage before or after. Write days between %(from)s and %(until)s.")


@transaction.atomic
def correct_days(
    *,
    pursuit: Pursuit,
    number: int,
    opened_on: date,
    closed_on: date | None,
    version: int,
    by: Actor,
    at: datetime,
) -> Pursuit:
    """Correct the days of one stage. The stage that it stands in has not closed.

    Raises:
        NotFound: it has none of this number.
        StageClosedBeforeItOpened, StageLiesAhead, StagesOverlap: the days cannot be.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    pursuit = _locked(pursuit, by)
    rows = list(pursuit.stages.order_by("number"))
    row = next((one for one in rows if one.number == number), None)
    if row is None:
        raise NotFound
    if pursuit.version != version:
        theirs = {"opened_on": str(row.opened_on), "closed_on": str(row.closed_on or "")}
        raise ChangedMeanwhile(theirs=theirs, version=pursuit.version)
    before, after = rows[: rows.index(row)][-1:], rows[rows.index(row) + 1 :][:1]
    # A stage that is over keeps a day on which it closed.
    row.opened_on, row.closed_on = opened_on, (closed_on or row.closed_on) if after else None
    if closes_before_it_opened(span_of(row)):
        raise _about("closed_on", StageClosedBeforeItOpened(**_opening(row)))
    today = day_in(pursuit.source_of_funding.network, at)
    for field, day in (("opened_on", row.opened_on), ("closed_on", row.closed_on)):
        _refuse_ahead(day, today, field)
    if not are_in_order([span_of(one) for one in rows]):
        raise StagesOverlap(
            **{
                "from": (before[0].closed_on if before else row.opened_on).isoformat(),
                "until": (after[0].opened_on if after else today).isoformat(),
            }
        )
    row.save(update_fields=["opened_on", "closed_on"])
    pursuit.version += 1
    pursuit.save(update_fields=["version"])
    _note(pursuit, "grants.correct_days", ["stages"], by=by, at=at)
    return pursuit


class NotAwardedYet(Refusal):
    code = "not_awarded_yet"
    says = _("Only a pursuit that was awarded leads to an award. This one stands at “%(stage)s”.")


class AwardIsOthers(Refusal):
    code, kind, field = "award_is_others", Kind.UNREADABLE, "award"
    says = _("Choose an award that this organization or one of its partners received in this network.")


@transaction.atomic
def tie_award(*, pursuit: Pursuit, award: Award | None, version: int, by: Actor, at: datetime) -> Pursuit:
    """Say which award a pursuit led to; or none again.

    Raises:
        NotAwardedYet: it was not awarded.
        AwardIsOthers: the award went to somebody else.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    pursuit = _locked(pursuit, by)
    if pursuit.stage != "awarded":
        raise NotAwardedYet(stage=pursuit.get_stage_display())
    if award is not None and not awards_for(pursuit).filter(pk=award.pk).exists():
        raise AwardIsOthers
    fields = set_changed(pursuit, {"award": award}, version)
    pursuit.save(update_fields=[*fields, "version"])
    _note(pursuit, "grants.tie_award", fields, by=by, at=at)
    return pursuit


def _locked(pursuit: Pursuit, by: Actor) -> Pursuit:
    """The pursuit, while nobody else moves toward its source."""
    FundingSource.objects.select_for_update().get(pk=pursuit.source_of_funding_id)
    pursuit = (
        Pursuit.objects.select_for_update(of=("self",))
        .select_related("source_of_funding__network", "organization__network", "award")
        .get(pk=pursuit.pk)
    )
    require(policies.may_pursue_for(by, pursuit.organization))
    return pursuit


def _check(pursuit: Pursuit, partners: Collection[Organization], results: Collection[Result]) -> None:
    network_id = pursuit.source_of_funding.network_id
    if any(one.network_id != network_id for one in (pursuit.organization, *partners)):
        raise PursuedElsewhere
    if pursuit.organization in partners:
        raise PartnerIsItself(organization=pursuit.organization.name)
    if any(one.priority.network_id != network_id for one in results):
        raise ResultOfAnotherNetwork


def _refuse_unseen(pursuit: Pursuit, shown: str) -> None:
    others = others_of(pursuit)
    seen = shown_by(shown, pursuit)
    if any(str(one.pk) not in seen for one in others):
        raise OthersPursueItToo(names=", ".join(one.organization.name for one in others))


def _opening(row: PursuitStage) -> dict[str, str]:
    return {"stage": str(words.PURSUIT_STAGES[row.stage]), "opened_on": row.opened_on.isoformat()}


def _refuse_before_opened(row: PursuitStage, on: date) -> None:
    if on < row.opened_on:
        raise StageClosedBeforeItOpened(**_opening(row))


def _refuse_ahead(day: date | None, today: date, field: str = "on") -> None:
    if day is not None and day > today:
        raise _about(field, StageLiesAhead(typed=day.isoformat()))


def _about(field: str, refusal: Refusal) -> Refusal:
    refusal.field = field
    return refusal


def _stand_in(pursuit: Pursuit, stage: str) -> None:
    pursuit.stage = stage
    pursuit.version += 1
    pursuit.save(update_fields=["stage", "award", "version"])


def _note(
    pursuit: Pursuit, verb: str, fields: list[str], *, by: Actor, at: datetime, is_told: bool | None = None
) -> None:
    """In the network's trail only where every member may know of it."""
    is_told = pursuit.is_visible if is_told is None else is_told
    group_id = pursuit.source_of_funding.network_id if is_told else None
    write_entry(verb, about=pursuit, by=by, at=at, group_id=group_id, fields=fields)
