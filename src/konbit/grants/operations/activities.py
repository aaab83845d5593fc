"""Activities: recorded once by the one who did them, under the awards that carried them; changed, and withdrawn."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.grants import policies
from konbit.grants.conditions import refuse_day_ahead, term_of
from konbit.grants.domain.reached import list_of
from konbit.grants.domain.shares import WHOLE, percent_words, together_of
from konbit.grants.models import Activity, ActivityShare, Award
from konbit.grants.queries.bodies import is_of
from konbit.grants.steps import the_one_that_stays
from konbit.network.models import Community, Organization
from konbit.results.changing import set_changed

# Work may be entered late, when its award is completed already.
CARRIES_WORK = ("active", "completed")
MOST_PEOPLE = 100_000_000
Shares = Mapping[UUID, int]


class WorkLacksWords(Refusal):
    code, kind, field = "work_lacks_words", Kind.UNREADABLE, "what"
    says = _("Say in one sentence what was done.")


class WorkNeedsAward(Refusal):
    code, kind = "work_needs_award", Kind.UNREADABLE
    says = _("Say under which award this was done. Write 100 percent where it is one alone.")


class SharesAreNotWhole(Refusal):
    code, kind = "shares_are_not_whole", Kind.UNREADABLE
    says = _("The shares make %(total)s percent together. They must make exactly 100.")


class WorkUnderOtherAward(Refusal):
    code = "work_under_other_award"
    says = _("%(organization)s did not receive one of these awards. Choose awards that it received.")


class AwardCarriesNoWork(Refusal):
    code = "award_carries_no_work"
    says = _("The state of “%(award)s” is “%(state)s”, so no work stands under it.")


class WorkOutsideTerm(Refusal):
    code, kind, field = "work_outside_term", Kind.UNREADABLE, "done_on"
    says = _("%(typed)s lies outside the term of “%(award)s”. Check the day, or choose another award.")


class PlaceOfAnotherNetwork(Refusal):
    code, field = "place_of_another_network", "community"
    says = _("This community belongs to another network. Choose one of this network.")


class TooManyPeople(Refusal):
    code, kind, field = "too_many_people", Kind.UNREADABLE, "people"
    says = _("This number of people cannot be right. Write how many were reached that day.")


@transaction.atomic
def record_activity(
    *,
    organization: Organization,
    kind: str,
    what: str,
    done_on: date,
    shares: Shares,
    by: Actor,
    at: datetime,
    community: Community | None = None,
    people: int | None = None,
    same_people: str = "",
    note: str = "",
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Activity:
    """Record what an organization did, once. `shares`: each of its awards that carried it, with its part in hundredths
    of a percent. Every report above takes it from here.

    Raises:
        WorkLacksWords, DayLiesAhead, TooManyPeople: what, when or how many is not said, or cannot be.
        WorkNeedsAward, SharesAreNotWhole: the shares do not make a whole.
        WorkUnderOtherAward, AwardCarriesNoWork, WorkOutsideTerm: an award did not carry it.
        PlaceOfAnotherNetwork: the community is another network's.
    """
    require(policies.may_work_for(by, organization))
    if key and (there := Activity.objects.filter(key=key).first()):
        return there
    organization = the_one_that_stays(organization)
    activity = Activity(
        network=organization.network,
        organization=organization,
        kind=kind,
        what=what.strip(),
        done_on=done_on,
        community=community,
        people=people,
        same_people=same_people.strip(),
        people_list=list_of(organization.pk, same_people),
        note=note.strip(),
        entered_by_id=by.person_id,
        entered_at=at,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    awards = _awards(activity, shares)
    _check(activity, awards, at)
    activity.save(force_insert=True)
    _store_shares(activity, shares)
    _note(activity, "grants.record_activity", ["what", "done_on", "people", "shares"], by=by, at=at)
    return activity


class WorkIsWithdrawn(Refusal):
    code = "work_is_withdrawn"
    says = _("This activity was withdrawn. Take it up again first.")


@transaction.atomic
def change_activity(
    *, activity: Activity, version: int, by: Actor, at: datetime, shares: Shares | None = None, **said: Any
) -> Activity:
    """Say anew what was done, when, where, with how many, and under which awards. What was submitted stays as it was.

    Takes what `record_activity` takes, but for the organization.

    Raises:
        WorkIsWithdrawn: it counts no more.
        ChangedMeanwhile: somebody saved it since `version`.
        And whatever `record_activity` refuses.
    """
    activity = _locked(activity, by)
    if activity.withdrawn_at is not None:
        raise WorkIsWithdrawn
    kept = dict(activity.shares.values_list("award_id", "share"))
    shares = kept if shares is None else dict(shares)
    values = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    if "same_people" in values:
        values["people_list"] = list_of(activity.organization_id, values["same_people"])
    if shares != kept and activity.version != version:
        theirs = {f"share_{one.hex}": percent_words(kept.get(one, 0)) for one in {**kept, **shares}}
        raise ChangedMeanwhile(theirs=theirs, version=activity.version)
    fields = set_changed(activity, values, version)
    awards = _awards(activity, shares, kept)
    _check(activity, awards, at)
    activity.save(update_fields=[*fields, "version"])
    if fields or shares != kept:
        activity.shares.all().delete()
        _store_shares(activity, shares)
        changed = [*fields, *(["shares"] if shares != kept else [])]
        _note(activity, "grants.change_activity", changed, by=by, at=at)
    return activity


@transaction.atomic
def withdraw_activity(*, activity: Activity, by: Actor, at: datetime) -> Activity:
    """Let an activity count no more: it was entered by mistake. What was submitted stays as it was."""
    return _let_stand(activity, "grants.withdraw_activity", None, by=by, at=at)


@transaction.atomic
def restore_activity(*, activity: Activity, by: Actor, at: datetime) -> Activity:
    """Let a withdrawn activity count again."""
    return _let_stand(activity, "grants.restore_activity", "stands", by=by, at=at)


def _let_stand(activity: Activity, verb: str, stands: str | None, *, by: Actor, at: datetime) -> Activity:
    activity = _locked(activity, by)
    if (activity.withdrawn_at is None) == bool(stands):
        return activity
    activity.withdrawn_at = None if stands else at
    activity.version += 1
    activity.save(update_fields=["withdrawn_at", "version"])
    activity.shares.update(stands=bool(stands))
    _note(activity, verb, ["withdrawn_at"], by=by, at=at)
    return activity


def _locked(activity: Activity, by: Actor) -> Activity:
    activity = (
        Activity.objects.select_for_update(of=("self",))
        .select_related("network", "organization__network")
        .get(pk=activity.pk)
    )
    require(policies.may_work_for(by, activity.organization))
    return activity


def _awards(activity: Activity, shares: Shares, kept: Shares | None = None) -> list[Award]:
    """The awards named, locked, so that none ends or is cancelled meanwhile."""
    found = list(
        Award.objects.select_for_update(of=("self",))
        .select_related("recipient")
        .filter(pk__in=shares, network=activity.network)
        .order_by("pk")
    )
    if len(found) < len(shares) or not all(is_of(one.recipient, activity.organization) for one in found):
        raise WorkUnderOtherAward(organization=activity.organization.name)
    for award in found:
        # What stood under an award before it was cancelled stays there.
        if award.state not in CARRIES_WORK and award.pk not in (kept or {}):
            raise AwardCarriesNoWork(award=award.title, state=award.state_word)
    total = sum(shares.values())
    if not shares:
        raise WorkNeedsAward
    if total != WHOLE or min(shares.values()) <= 0:
        raise SharesAreNotWhole(total=percent_words(total))
    return found


def _check(activity: Activity, awards: list[Award], at: datetime) -> None:
    if not activity.what:
        raise WorkLacksWords
    refuse_day_ahead(activity.network, "done_on", activity.done_on, at)
    for award in awards:
        if not term_of(award).holds(activity.done_on):
            raise WorkOutsideTerm(typed=activity.done_on, award=award.title)
    if activity.community is not None and activity.community.network_id != activity.network_id:
        raise PlaceOfAnotherNetwork
    if activity.people is not None and not 0 <= activity.people <= MOST_PEOPLE:
        raise TooManyPeople


def _store_shares(activity: Activity, shares: Shares) -> None:
    together = together_of(shares)
    ActivityShare.objects.bulk_create(
        ActivityShare(
            activity=activity,
            award_id=award,
            share=share,
            network_id=activity.network_id,
            together=together,
            people_list=activity.people_list,
            is_relationship=activity.kind == "relationship",
            people=activity.people,
        )
        for award, share in shares.items()
    )


def _note(activity: Activity, verb: str, fields: list[str], *, by: Actor, at: datetime) -> None:
    write_entry(verb, about=activity, by=by, at=at, group_id=activity.network_id, fields=fields)
