"""Taking a partner on under an award: what to see to, offered as a list and added to."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.grants import policies, words
from konbit.grants.models import Award, ChecklistItem
from konbit.network.queries import day_in


class ChecklistHasItems(Refusal):
    code = "checklist_has_items"
    says = gettext_lazy("This award has its list already. Add what is missing.")


@transaction.atomic
def start_checklist(*, award: Award, by: Actor, at: datetime) -> list[ChecklistItem]:
    """Begin with the list that is offered, in the words of the network's own language.

    Raises:
        NotAllowed: the person acts neither for the funder nor for the recipient.
        ChecklistHasItems: there is one.
    """
    award = _locked(award, by)
    if award.checklist.exists():
        raise ChecklistHasItems
    with translation.override(award.network.language):
        offered = [str(what) for what in words.CHECKLIST]
    items = [
        ChecklistItem(award=award, position=position, what=what)
        for position, what in enumerate(offered, start=1)
    ]
    ChecklistItem.objects.bulk_create(items)
    _note(award, "grants.start_checklist", ["checklist"], by, at)
    return items


class ItemIsEmpty(Refusal):
    code, kind, field = "item_is_empty", Kind.UNREADABLE, "what"
    says = gettext_lazy("Say in a few words what is to be seen to.")


@transaction.atomic
def add_checklist_item(
    *,
    award: Award,
    what: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> ChecklistItem:
    """Add something of one's own to the list.

    Raises:
        NotAllowed: the person acts neither for the funder nor for the recipient.
        ItemIsEmpty.
    """
    award = _locked(award, by)
    if key and (there := ChecklistItem.objects.filter(key=key).first()):
        return there
    if not what.strip():
        raise ItemIsEmpty
    item = ChecklistItem.objects.create(
        award=award,
        position=award.checklist.count() + 1,
        what=what.strip(),
        key=key or uuid4(),
        label=label,
        source=source,
    )
    _note(award, "grants.add_checklist_item", ["checklist"], by, at)
    return item


class SeenToDayLiesAhead(Refusal):
    code, kind, field = "seen_to_day_lies_ahead", Kind.UNREADABLE, "done_on"
    says = gettext_lazy("What is seen to lies behind: %(typed)s is still to come.")


@transaction.atomic
def tick_checklist_item(
    *, item: ChecklistItem, by: Actor, at: datetime, done_on: date | None = None
) -> ChecklistItem:
    """Say that it is seen to: today, unless another day is named.

    Raises:
        NotAllowed: the person acts neither for the funder nor for the recipient.
        SeenToDayLiesAhead.
    """
    award = _locked(item.award, by)
    today = day_in(award.network, at)
    if done_on is not None and done_on > today:
        raise SeenToDayLiesAhead(typed=done_on.isoformat())
    return _mark(item, done_on or today, "grants.tick_checklist_item", by, at)


@transaction.atomic
def untick_checklist_item(*, item: ChecklistItem, by: Actor, at: datetime) -> ChecklistItem:
    """Say that it is not seen to after all.

    Raises:
        NotAllowed: the person acts neither for the funder nor for the recipient.
    """
    _locked(item.award, by)
    return _mark(item, None, "grants.untick_checklist_item", by, at)


@transaction.atomic
def remove_checklist_item(*, item: ChecklistItem, by: Actor, at: datetime) -> None:
    """Take off the list what does not concern this partner.

    Raises:
        NotAllowed: the person acts neither for the funder nor for the recipient.
    """
    award = _locked(item.award, by)
    ChecklistItem.objects.filter(pk=item.pk).delete()
    _note(award, "grants.remove_checklist_item", ["checklist"], by, at)


def _mark(item: ChecklistItem, done_on: date | None, verb: str, by: Actor, at: datetime) -> ChecklistItem:
    item.done_on, item.done_by_id = done_on, by.person_id if done_on else None
    item.save(update_fields=["done_on", "done_by"])
    _note(item.award, verb, ["checklist"], by, at)
    return item


def _locked(award: Award, by: Actor) -> Award:
    award = (
        Award.objects.select_for_update(of=("self",))
        .select_related("network", "funder__network", "recipient__network")
        .get(pk=award.pk)
    )
    require(policies.may_take_on(by, award))
    return award


def _note(award: Award, verb: str, fields: list[str], by: Actor, at: datetime) -> None:
    write_entry(verb, about=award, by=by, at=at, group_id=award.network_id, fields=fields)
