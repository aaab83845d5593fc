"""Money from outside the tree: shown beside it, and never part of what may be passed on."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.money import CURRENCIES
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.grants import policies
from konbit.grants.award_terms import AwardOutsideNetwork, UnknownWord
from konbit.grants.conditions import about, refuse_day_ahead, refuse_no_amount
from konbit.grants.models import OutsideMoney
from konbit.network.models import Group, Organization

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199


class OutsideMoneyWentToNobody(Refusal):
    code, kind, field = "outside_money_went_to_nobody", Kind.UNREADABLE, "body"
    says = _("Say who received it: an organization of this network, or in words who else did.")


class OutsideMoneyNeedsWords(Refusal):
    code, kind = "outside_money_needs_words", Kind.UNREADABLE
    says = _("Say where the money came from, and what it was for.")


class YearIsNoYear(Refusal):
    code, kind, field = "year_is_no_year", Kind.UNREADABLE, "year"
    says = _("Write the year with four digits, like 2021.")


@transaction.atomic
def record_outside_money(
    *,
    network: Group,
    from_whom: str,
    what: str,
    cents: int,
    by: Actor,
    at: datetime,
    recipient: Organization | None = None,
    body: str = "",
    currency: str = "USD",
    received_on: date | None = None,
    year: int | None = None,
    terms: str = "",
    decided_how: str = "",
    reported: str = "",
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> OutsideMoney:
    """Write down money that came from outside the tree, to an organization of the network or to a body that is none.

    Raises:
        OutsideMoneyNeedsWords, OutsideMoneyWentToNobody: from whom it came, what for, or who received it is missing.
        AmountIsNothing, AmountIsTooLarge, UnknownWord: the amount or its currency cannot be.
        AwardOutsideNetwork: the organization is another network's.
        DayLiesAhead, YearIsNoYear: it was not received then.
    """
    if recipient is None or not policies.is_seated_for(by, recipient):
        require(policies.may_keep_money(by, network))
    if key and (there := OutsideMoney.objects.filter(key=key).first()):
        return there
    refuse_no_amount(cents)
    if currency not in CURRENCIES:
        raise about("currency", UnknownWord(typed=currency, known=", ".join(CURRENCIES)))
    if not from_whom.strip() or not what.strip():
        raise about("what" if from_whom.strip() else "from_whom", OutsideMoneyNeedsWords())
    if recipient is None and not body.strip():
        raise OutsideMoneyWentToNobody
    if recipient is not None and recipient.network_id != network.pk:
        raise about("recipient", AwardOutsideNetwork())
    if received_on is not None:
        refuse_day_ahead(network, "received_on", received_on, at)
        year = received_on.year
    if year is not None and not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise YearIsNoYear
    money = OutsideMoney.objects.create(
        network=network,
        from_whom=from_whom.strip(),
        recipient=recipient,
        body="" if recipient else body.strip(),
        what=what.strip(),
        cents=cents,
        currency=currency,
        received_on=received_on,
        year=year,
        terms=terms.strip(),
        decided_how=decided_how.strip(),
        reported=reported.strip(),
        key=key or uuid4(),
        label=label,
        source=source,
    )
    write_entry(
        "grants.record_outside_money", about=money, by=by, at=at, group_id=network.pk, fields=["cents"]
    )
    return money


class OutsideMoneyIsWithdrawn(Refusal):
    code = "outside_money_is_withdrawn"
    says = _("This was withdrawn already.")


@transaction.atomic
def withdraw_outside_money(*, money: OutsideMoney, by: Actor, at: datetime) -> OutsideMoney:
    """Take back outside money that was written down by mistake.

    Raises:
        OutsideMoneyIsWithdrawn: it was already.
    """
    money = OutsideMoney.objects.select_for_update(of=("self",)).select_related("network").get(pk=money.pk)
    require(policies.may_keep_money(by, money.network))
    if money.withdrawn_at is not None:
        raise OutsideMoneyIsWithdrawn
    money.withdrawn_at = at
    money.version += 1
    money.save(update_fields=["withdrawn_at", "version"])
    write_entry(
        "grants.withdraw_outside_money",
        about=money,
        by=by,
        at=at,
        group_id=money.network_id,
        fields=["withdrawn_at"],
    )
    return money
