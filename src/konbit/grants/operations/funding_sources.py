"""Sources of funding: what could be applied for, until when, and whether a small group can manage it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.grants import policies
from konbit.grants.models import FundingSource
from konbit.network.models import Group
from konbit.results.changing import set_changed
from konbit.results.conditions import refuse_no_web_address
from konbit.results.models import Result


class SourceClosesBeforeItOpens(Refusal):
    code, kind, field = "source_closes_before_it_opens", Kind.UNREADABLE, "closes_on"
    says = _("This source opens on %(opens_on)s, so it cannot close earlier. Write a day from then on.")


class SourceStandsAlready(Refusal):
    code, field = "source_stands_already", "name"
    says = _("“%(name)s” of “%(giver)s” stands here already. Change that one, or write another name.")

    def __init__(self, there: FundingSource) -> None:
        super().__init__(name=there.name, giver=there.giver)
        self.instead = "funding_source", _("Look at the one that stands"), there.network.address, there.pk


class ResultOfAnotherNetwork(Refusal):
    code, kind, field = "result_of_another_network", Kind.UNREADABLE, "results"
    says = _("Choose results of this network. One of these belongs to another one.")


@transaction.atomic
def add_funding_source(
    *,
    network: Group,
    name: str,
    giver: str,
    by: Actor,
    at: datetime,
    what: str = "",
    opens_on: date | None = None,
    closes_on: date | None = None,
    most_cents: int | None = None,
    currency: str = "USD",
    match_required: str = "",
    paid_in_advance: str = "",
    pages: int | None = None,
    address: str = "",
    results: Collection[Result] = (),
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> FundingSource:
    """Tell the members of money that could be applied for. What is not known stays empty.

    Raises:
        SourceStandsAlready: another one has this name and this giver.
        SourceClosesBeforeItOpens: its days cannot be.
        AddressIsNotOnTheWeb: nobody could open its address.
        ResultOfAnotherNetwork: it would serve a result that is not this network's.
    """
    require(policies.may_tell_of_funding(by, network))
    if key and (there := network.funding_sources.filter(key=key).first()):
        return there
    found = FundingSource(
        network=network,
        name=name.strip(),
        giver=giver.strip(),
        what=what.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        most_cents=most_cents,
        currency=currency,
        match_required=match_required,
        paid_in_advance=paid_in_advance,
        pages=pages,
        address=address.strip(),
        added_at=at,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    _refuse_a_second(found)
    _check(found, results)
    found.save(force_insert=True)
    found.results.set(results)
    _note(found, "grants.add_funding_source", ["name", "giver"], by=by, at=at)
    return found


@transaction.atomic
def change_funding_source(
    *,
    funding_source: FundingSource,
    results: Collection[Result],
    version: int,
    by: Actor,
    at: datetime,
    **said: Any,
) -> FundingSource:
    """Say anew what is known of a source. Takes what `add_funding_source` takes.

    Raises:
        SourceStandsAlready, SourceClosesBeforeItOpens, AddressIsNotOnTheWeb, ResultOfAnotherNetwork: as when adding one.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    found = (
        FundingSource.objects.select_for_update(of=("self",))
        .select_related("network")
        .get(pk=funding_source.pk)
    )
    require(policies.may_tell_of_funding(by, found.network))
    values = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    fields = set_changed(found, values, version, {"results": results}, by_code=["results"])
    if {"name", "giver"} & {*fields}:
        _refuse_a_second(found)
    _check(found, results)
    found.results.set(results)
    found.save(update_fields=[*(name for name in fields if name != "results"), "version"])
    _note(found, "grants.change_funding_source", fields, by=by, at=at)
    return found


def _refuse_a_second(found: FundingSource) -> None:
    """Capitals and spaces make no other source."""
    others = found.network.funding_sources.exclude(pk=found.pk).select_related("network")
    there = next((one for one in others if _plain(one) == _plain(found)), None)
    if there is not None:
        raise SourceStandsAlready(there)


def _plain(one: FundingSource) -> tuple[str, ...]:
    return tuple(" ".join(said.casefold().split()) for said in (one.name, one.giver))


def _check(found: FundingSource, results: Collection[Result]) -> None:
    if found.opens_on and found.closes_on and found.closes_on < found.opens_on:
        raise SourceClosesBeforeItOpens(opens_on=found.opens_on.isoformat())
    refuse_no_web_address(address=found.address)
    if any(one.priority.network_id != found.network_id for one in results):
        raise ResultOfAnotherNetwork


def _note(found: FundingSource, verb: str, fields: list[str], *, by: Actor, at: datetime) -> None:
    write_entry(verb, about=found, by=by, at=at, group_id=found.network_id, fields=fields)
