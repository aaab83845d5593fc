"""What a list brings into a tree of money, and takes back: many awards at once, each active from its day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entries
from konbit.foundation.actor import Actor
from konbit.foundation.many_rows import insert_rows
from konbit.foundation.money import plain_amount
from konbit.foundation.refusals import Refusal, require
from konbit.grants import policies
from konbit.grants.award_terms import AwardOverParent, check_award, check_places
from konbit.grants.conditions import refuse_day_ahead, refuse_no_amount
from konbit.grants.models import Award, AwardChange, AwardPlace
from konbit.grants.operations.awards import AwardIsHeldBySomebodyElse, CodeIsTaken
from konbit.grants.queries.balances import balance_of
from konbit.network.models import Group, Organization
from konbit.results.acting import acting_words
from konbit.results.models import Priority


class ParentIsNotThere(Refusal):
    code, field = "parent_is_not_there", "parent"
    says = _("The network has no award “%(typed)s” from which this could be passed on.")


class AwardChangedSinceTheList(Refusal):
    code = "award_changed_since_the_list"
    says = _("“%(name)s” was used or changed since the import. It stays as it is.")


@dataclass(frozen=True)
class ListedAward:
    """One award as a list names it. `parent` is the code of the award it is passed on from."""

    code: str
    title: str
    funder: Organization
    recipient: Organization
    cents: int
    awarded_on: date
    parent: str = ""
    purpose: str = ""
    currency: str = "USD"
    money_kind: str = "public"
    starts_on: date | None = None
    ends_on: date | None = None
    regrant: str = ""
    priority: Priority | None = None
    places: Mapping[UUID, int | None] = field(default_factory=dict)
    label: str = ""


@transaction.atomic
def bring_in_awards(
    *, network: Group, listed: Sequence[ListedAward], source: str, by: Actor, at: datetime
) -> list[Award]:
    """Bring many awards in, active from their days: all or none. A child stands after the award it is passed on from.

    No seat is asked: a list tells of awards that were decided before. That is said by the list's name as their source.

    Raises:
        CodeIsTaken: an award of the network has one of these codes.
        ParentIsNotThere: a parent is neither in the network nor earlier in the list.
        AwardIsHeldBySomebodyElse, AwardOverParent: a parent does not carry what is passed on from it.
        DayLiesAhead, AmountIsNothing, AmountIsTooLarge: a day or an amount cannot be.
        And whatever `check_award` and `check_places` refuse.
    """
    require(policies.may_keep_money(by, network))
    codes = [one.code for one in listed]
    taken = network.awards.filter(code__in=codes).values_list("code", flat=True).first()
    if taken is not None or len(set(codes)) < len(codes):
        raise CodeIsTaken(typed=taken or next(one for one in codes if codes.count(one) > 1))
    known = _parents(network, listed)
    held = {award.pk: balance_of(award).held for award in known.values()}
    made = []
    for one in listed:
        award = _award(network, one, known, source)
        _check(award, one, held, at)
        known[award.code], held[award.pk] = award, award.cents
        made.append(award)
    _store(made, listed, network, by, at)
    return made


def _parents(network: Group, listed: Sequence[ListedAward]) -> dict[str, Award]:
    """The awards of the network that some of these are passed on from, locked, by code."""
    codes = {one.parent for one in listed if one.parent}
    rows = Award.objects.select_for_update(of=("self",)).filter(network=network, code__in=codes)
    return {award.code: award for award in rows.select_related("recipient", "network").order_by("pk")}


def _award(network: Group, one: ListedAward, known: Mapping[str, Award], source: str) -> Award:
    parent = known.get(one.parent)
    if one.parent and parent is None:
        raise ParentIsNotThere(typed=one.parent)
    return Award(
        network=network, parent=parent, code=one.code, title=one.title, purpose=one.purpose, funder=one.funder,
        recipient=one.recipient, money_kind=one.money_kind, state="active", cents=one.cents, currency=one.currency,
        awarded_on=one.awarded_on, starts_on=one.starts_on, ends_on=one.ends_on, regrant=one.regrant,
        priority=one.priority, label=one.label, source=source,
    )  # fmt: skip


def _check(award: Award, one: ListedAward, held: dict[UUID, int], at: datetime) -> None:
    """The award can be, and its parent carries it; `held` is what each parent still holds, and goes down."""
    refuse_no_amount(award.cents)
    refuse_day_ahead(award.network, "awarded_on", award.awarded_on, at)
    check_award(award, (), is_awarded=True)
    if one.places:
        check_places(award, one.places)
    parent = award.parent
    if parent is None:
        return
    if parent.recipient_id != award.funder_id:
        raise AwardIsHeldBySomebodyElse(holder=parent.receiver.name, parent=parent.title)
    over = award.cents - held[parent.pk]
    if over > 0:
        raise AwardOverParent(
            over=plain_amount(over),
            awarded=plain_amount(parent.cents),
            held=plain_amount(held[parent.pk]),
            parent=parent.title,
        )
    held[parent.pk] -= award.cents


def _store(made: list[Award], listed: Sequence[ListedAward], network: Group, by: Actor, at: datetime) -> None:
    # Parents stand before their children, so that every row finds what it points to.
    insert_rows(Award, same={"network_id": network.pk}, each=[_row_of(award) for award in made])
    AwardPlace.objects.bulk_create(
        AwardPlace(award=award, community_id=community_id, cents=cents)
        for award, one in zip(made, listed, strict=True)
        for community_id, cents in one.places.items()
    )
    acted_as = acting_words(by, network)
    AwardChange.objects.bulk_create(
        AwardChange(
            award=award, number=1, step="awarded", cents_after=award.cents, at=at, person_id=by.person_id,
            acted_as=acted_as, reason=award.source,
        )
        for award in made
    )  # fmt: skip
    fields = ["cents", "recipient", "awarded_on"]
    write_entries("grants.bring_in_award", about=made, by=by, at=at, group_id=network.pk, fields=fields)


def _row_of(award: Award) -> dict[str, object]:
    names = (field.attname for field in Award._meta.concrete_fields)
    return {name: getattr(award, name) for name in names if name != "network_id"}


@transaction.atomic
def remove_awards(*, network: Group, versions: Mapping[UUID, int], by: Actor, at: datetime) -> None:
    """Take out awards that a list brought in, each with the version it came with: all or none.

    Raises:
        AwardChangedSinceTheList: one was changed, or something stands on it: money passed on, payments, reports.
    """
    require(policies.may_keep_money(by, network))
    there = Award.objects.filter(pk__in=list(versions), network=network)
    found = list(there.order_by("pk"))
    used = Q(interests__isnull=False) | Q(deliverables__isnull=False) | Q(checklist__isnull=False)
    touched = there.filter(used | Q(changes__number__gt=1)).first()
    changed = touched or next((one for one in found if one.version != versions[one.pk]), None)
    if changed is not None:
        raise AwardChangedSinceTheList(name=changed.code)
    fields = ["cents", "recipient"]
    write_entries("grants.take_award_out", about=found, by=by, at=at, group_id=network.pk, fields=fields)
    try:
        with transaction.atomic():
            there.delete()
    except ProtectedError as fault:
        name = found[0].code if len(found) == 1 else network.name
        raise AwardChangedSinceTheList(name=name) from fault
