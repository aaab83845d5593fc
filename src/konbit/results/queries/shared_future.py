"""The shared future: its versions, what differs between them, and which organizations stand behind which."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.foundation.texts import say
from konbit.network.models import Group, Organization
from konbit.results import policies
from konbit.results.domain.word_difference import word_difference
from konbit.results.models import Affirmation, Statement
from konbit.results.queries.differences import Difference


@dataclass(frozen=True)
class StandsBehind:
    """An organization that stands behind a version, and whether this person may take that back for it."""

    organization: Organization
    affirmation: Affirmation
    may_withdraw: bool


@dataclass(frozen=True)
class Asked:
    """An organization for which this person holds a seat, and what it affirmed of the version, if it did."""

    organization: Organization
    affirmation: Affirmation | None


@dataclass(frozen=True)
class SharedFuture:
    """One version of the statement as one person sees it. Who affirmed is for members of the network alone."""

    statement: Statement
    is_newest: bool
    difference: Difference | None
    affirmed: tuple[StandsBehind, ...]
    # Those who affirmed the version before this one, and not this one.
    waiting: tuple[StandsBehind, ...]
    asked: tuple[Asked, ...]


def statements_of(by: Actor, network: Group) -> list[Statement]:
    """The versions, newest first. A draft is for members of the network alone."""
    found = network.statements.select_related("published_by", "network")
    return list(found if by.in_group(network.pk) else found.exclude(published_at=None))


def newest_statement(network: Group) -> Statement | None:
    """The version that was published last."""
    return network.statements.exclude(published_at=None).first()


def draft_of(network: Group) -> Statement | None:
    """The version that is being written."""
    return network.statements.filter(published_at=None).first()


def statement_by_number(by: Actor, network: Group, number: int) -> Statement:
    """This version of the statement.

    Raises:
        NotFound: there is none, or it is a draft and the person no member.
    """
    found = next((one for one in statements_of(by, network) if one.number == number), None)
    if found is None:
        raise NotFound
    return found


def shared_future_for(by: Actor, statement: Statement) -> SharedFuture:
    """A version with its difference to the one before, who stands behind it, and who stood behind the one before."""
    network = statement.network
    newest = newest_statement(network)
    before = network.statements.filter(number__lt=statement.number).first()
    is_member = by.in_group(network.pk)
    here = standing_behind(statement) if is_member else {}
    there = standing_behind(before) if is_member and before else {}
    return SharedFuture(
        statement=statement,
        is_newest=newest is not None and newest.pk == statement.pk,
        difference=_difference(before, statement) if before else None,
        affirmed=_seen(by, here.values()),
        waiting=_seen(by, (one for pk, one in there.items() if pk not in here)),
        asked=_asked(by, statement, here),
    )


def standing_behind(statement: Statement) -> dict[UUID, Affirmation]:
    """The affirmations of a version that stand, by organization; one of a merged double is the kept one's."""
    found = statement.affirmations.filter(withdrawn_at=None).select_related(
        "organization__merged_into", "statement__network"
    )
    return {stands_for(one.organization).pk: one for one in found}


def stands_for(organization: Organization) -> Organization:
    """The organization itself; of a merged double, the one that stayed."""
    while organization.merged_into is not None:
        organization = organization.merged_into
    return organization


def seated_for(by: Actor, network: Group) -> list[Organization]:
    """The organizations for which the person holds a seat in the network."""
    held = {
        one.organization_id
        for one in by.in_this_group(network.pk)
        if one.kind == "seat" and one.organization_id is not None
    }
    return list(network.organizations.filter(pk__in=held, merged_into=None))


def affirmation_in(network: Group, affirmation_id: UUID) -> Affirmation:
    """An affirmation of this network's statement.

    Raises:
        NotFound: it is none of this network.
    """
    found = (
        Affirmation.objects.select_related("statement__network", "organization__merged_into")
        .filter(statement__network=network, pk=affirmation_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def text_of(statement: Statement) -> str:
    """The words as they were written, in the network's own language."""
    return say(statement.text, statement.network.language).text


def _difference(before: Statement, after: Statement) -> Difference:
    return Difference(before, word_difference(text_of(before), text_of(after)))


def _seen(by: Actor, affirmations: Iterable[Affirmation]) -> tuple[StandsBehind, ...]:
    found = [
        StandsBehind(
            stands_for(one.organization),
            one,
            bool(policies.may_affirm_for(by, stands_for(one.organization))),
        )
        for one in affirmations
    ]
    return tuple(sorted(found, key=lambda one: one.organization.name.casefold()))


def _asked(by: Actor, statement: Statement, standing: dict[UUID, Affirmation]) -> tuple[Asked, ...]:
    return tuple(
        Asked(organization, standing.get(organization.pk))
        for organization in seated_for(by, statement.network)
    )
