"""Collaborations between two organizations outside the meetings: logged, ended, and taken back when mistyped."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.network import policies
from konbit.network.models import Collaboration, Group, Organization
from konbit.network.queries import day_in


class TakesTwo(Refusal):
    code, kind, field = "takes_two", Kind.UNREADABLE, "other"
    says = _("Choose two different organizations of this network.")


class BeganInTheFuture(Refusal):
    code, kind, field = "began_in_the_future", Kind.UNREADABLE, "began_on"
    says = _("%(day)s is still to come. Write the day on which it began, up to %(today)s.")


class EndsBeforeItBegan(Refusal):
    code, kind, field = "ends_before_it_began", Kind.UNREADABLE, "ended_on"
    says = _("It began on %(began)s. Write a last day from then on, up to %(today)s.")


class HasEndedAlready(Refusal):
    code = "has_ended_already"
    says = _("This has ended already. Nothing was changed.")


@transaction.atomic
def log_collaboration(
    *,
    network: Group,
    one: Organization,
    other: Organization,
    about: str,
    began_how: str,
    began_on: date,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Collaboration:
    """Log that two organizations of the network work together, on what, since when, and how it began.

    Raises:
        TakesTwo: both are the same, or one is of another network.
        BeganInTheFuture.
    """
    require(policies.may_speak_for(by, network, one, other))
    if key and (there := Collaboration.objects.filter(key=key).first()):
        return there
    if one.pk == other.pk or {one.network_id, other.network_id} != {network.pk}:
        raise TakesTwo
    today = day_in(network, at)
    if began_on > today:
        raise BeganInTheFuture(day=began_on.isoformat(), today=today.isoformat())
    logged = Collaboration.objects.create(
        network=network,
        one=one,
        other=other,
        about=about.strip(),
        began_how=began_how,
        began_on=began_on,
        logged_by_id=by.person_id,
        logged_at=at,
        label=label,
        source=source,
        **({"key": key} if key else {}),
    )
    fields = ["one", "other", "about", "began_how", "began_on"]
    write_entry("network.log_collaboration", about=logged, by=by, at=at, group_id=network.pk, fields=fields)
    return logged


@transaction.atomic
def end_collaboration(
    *, collaboration: Collaboration, ended_on: date, by: Actor, at: datetime
) -> Collaboration:
    """Say on which day two organizations stopped working together on this. It stays on the record.

    Raises:
        HasEndedAlready, EndsBeforeItBegan.
    """
    found = _locked(collaboration)
    require(policies.may_speak_for(by, found.network, found.one, found.other))
    if found.ended_on is not None or found.withdrawn_at is not None:
        raise HasEndedAlready
    today = day_in(found.network, at)
    if not found.began_on <= ended_on <= today:
        raise EndsBeforeItBegan(began=found.began_on.isoformat(), today=today.isoformat())
    found.ended_on = ended_on
    found.version += 1
    found.save(update_fields=["ended_on", "version"])
    write_entry(
        "network.end_collaboration",
        about=found,
        by=by,
        at=at,
        group_id=found.network_id,
        fields=["ended_on"],
    )
    return found


@transaction.atomic
def withdraw_collaboration(*, collaboration: Collaboration, by: Actor, at: datetime) -> Collaboration:
    """Take back what was logged by mistake: it counts nowhere. Doing it twice changes nothing more."""
    return _stand("network.withdraw_collaboration", collaboration, stands=False, by=by, at=at)


@transaction.atomic
def restore_collaboration(*, collaboration: Collaboration, by: Actor, at: datetime) -> Collaboration:
    """Bring back what was taken back. Doing it twice changes nothing more."""
    return _stand("network.restore_collaboration", collaboration, stands=True, by=by, at=at)


def _stand(
    action: str, collaboration: Collaboration, *, stands: bool, by: Actor, at: datetime
) -> Collaboration:
    found = _locked(collaboration)
    require(policies.may_speak_for(by, found.network, found.one, found.other))
    if stands != (found.withdrawn_at is None):
        found.withdrawn_at = None if stands else at
        found.save(update_fields=["withdrawn_at"])
        write_entry(action, about=found, by=by, at=at, group_id=found.network_id, fields=["withdrawn_at"])
    return found


def _locked(collaboration: Collaboration) -> Collaboration:
    rows = Collaboration.objects.select_for_update(of=("self",)).select_related("network", "one", "other")
    return rows.get(pk=collaboration.pk)
