"""Support needs: what a group or an organization must learn or be lent; asked, given, and what changed."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.network import policies
from konbit.network.models import Group, Organization, SupportNeed
from konbit.network.queries import day_in, network_of


class NeedComesFirst(Refusal):
    code, kind = "need_comes_first", Kind.UNREADABLE
    says = _("%(day)s lies before the step ahead of it, %(earlier)s. Write a day from then on.")


class DayLiesAhead(Refusal):
    code, kind = "day_lies_ahead", Kind.UNREADABLE
    says = _("%(day)s is still to come. Write the day on which it happened, up to %(today)s.")


class NotAskedYet(Refusal):
    code = "not_asked_yet"
    says = _("Nobody was asked for this support yet. Say first who was asked, and when.")


class NotGivenYet(Refusal):
    code = "not_given_yet"
    says = _("This support was not given yet. Say first who gave it, and when.")


@transaction.atomic
def write_need(
    *,
    group: Group,
    need: str,
    by: Actor,
    at: datetime,
    organization: Organization | None = None,
    needed_on: date | None = None,
    key: UUID | None = None,
    label: str = "",
) -> SupportNeed:
    """Write down what the group, or one of its organizations, must learn or be lent. It stays open until somebody was
    asked, it was given, and what changed is said.

    Raises:
        DayLiesAhead.
    """
    require(policies.may_write_need(by, group, organization))
    if key and (there := SupportNeed.objects.filter(key=key).first()):
        return there
    needed_on = needed_on or day_in(group, at)
    _check_day(group, "needed_on", needed_on, None, at)
    written = SupportNeed.objects.create(
        group=group,
        organization=organization,
        need=need.strip(),
        needed_on=needed_on,
        written_by_id=by.person_id,
        written_at=at,
        label=label,
        **({"key": key} if key else {}),
    )
    _note("network.write_need", written, by, at, ["need", "organization", "needed_on"])
    return written


@transaction.atomic
def say_who_was_asked(
    *, need: SupportNeed, asked_of: Organization, asked_on: date, by: Actor, at: datetime
) -> SupportNeed:
    """Say which organization was asked for the support, and when.

    Raises:
        DayLiesAhead, NeedComesFirst.
    """
    need = _locked(need)
    require(policies.may_write_need(by, need.group, need.organization))
    _check_day(need.group, "asked_on", asked_on, need.needed_on, at)
    need.asked_of, need.asked_on = asked_of, asked_on
    return _saved("network.say_who_was_asked", need, by, at, ["asked_of", "asked_on"])


@transaction.atomic
def record_support(
    *,
    need: SupportNeed,
    given_by: Organization,
    given_on: date,
    given: str,
    by: Actor,
    at: datetime,
) -> SupportNeed:
    """Record that the support was given: by whom, when, and what it was.

    Raises:
        NotAskedYet, DayLiesAhead, NeedComesFirst.
    """
    need = _locked(need)
    require(policies.may_write_need(by, need.group, need.organization, given_by))
    if need.asked_on is None:
        raise NotAskedYet
    _check_day(need.group, "given_on", given_on, need.asked_on, at)
    need.given_by, need.given_on, need.given = given_by, given_on, given.strip()
    return _saved("network.record_support", need, by, at, ["given_by", "given_on", "given"])


@transaction.atomic
def say_what_changed(*, need: SupportNeed, what_changed: str, by: Actor, at: datetime) -> SupportNeed:
    """Say what changed through the support. Only then is the need no longer open.

    Raises:
        NotGivenYet.
    """
    need = _locked(need)
    require(policies.may_write_need(by, need.group, need.organization))
    if need.given_on is None:
        raise NotGivenYet
    need.what_changed, need.changed_on = what_changed.strip(), day_in(need.group, at)
    return _saved("network.say_what_changed", need, by, at, ["what_changed", "changed_on"])


@transaction.atomic
def withdraw_need(*, need: SupportNeed, by: Actor, at: datetime) -> SupportNeed:
    """Take back a need that was written by mistake. Doing it twice changes nothing more."""
    need = _locked(need)
    require(policies.may_write_need(by, need.group, need.organization))
    if need.withdrawn_at is None:
        need.withdrawn_at = at
        _saved("network.withdraw_need", need, by, at, ["withdrawn_at"])
    return need


def _locked(need: SupportNeed) -> SupportNeed:
    rows = SupportNeed.objects.select_for_update(of=("self",)).select_related("group", "organization")
    return rows.get(pk=need.pk)


def _check_day(group: Group, field: str, day: date, earlier: date | None, at: datetime) -> None:
    today = day_in(group, at)
    refusal: Refusal | None = None
    if day > today:
        refusal = DayLiesAhead(day=day.isoformat(), today=today.isoformat())
    elif earlier is not None and day < earlier:
        refusal = NeedComesFirst(day=day.isoformat(), earlier=earlier.isoformat())
    if refusal is not None:
        refusal.field = field
        raise refusal


def _saved(action: str, need: SupportNeed, by: Actor, at: datetime, fields: list[str]) -> SupportNeed:
    need.version += 1
    need.save(update_fields=[*fields, "version"])
    _note(action, need, by, at, fields)
    return need


def _note(action: str, need: SupportNeed, by: Actor, at: datetime, fields: list[str]) -> None:
    write_entry(action, about=need, by=by, at=at, group_id=network_of(need.group).pk, fields=fields)
