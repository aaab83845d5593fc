"""Take a network, or what one may see, along as a file. Each is noted in the audit trail.

The archives are read in a transaction that writes nothing; the note is a short one of its own, before anybody has the file.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.exchange import policies
from konbit.exchange.archive.packing import write_network
from konbit.exchange.archive.seen import write_seen
from konbit.exchange.common_grants.award_file import award_file_of
from konbit.exchange.giving_360.package import package_of
from konbit.exchange.tables.exact_json import exact_json
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal, require
from konbit.network.models import Group
from konbit.network.queries import network_of

# Standards in which awards are told, by the name of the file.
AWARD_FORMS: dict[str, Callable[[Group], dict[str, Any]]] = {
    "360giving": package_of,
    "common-grants": award_file_of,
}


class OnlyNetworksTravel(Refusal):
    code = "only_networks_travel"
    says = _("“%(group)s” is a part of “%(network)s”. Only a whole network can be taken along.")


def export_network(*, network: Group, to: IO[bytes] | Path, by: Actor, at: datetime) -> dict[str, Any]:
    """Write everything of a network into one archive, and answer its manifest. An empty installation that takes it in
    holds the same records. The network does not change by it: the next archive is the same to the byte. Whoever writes
    meanwhile does not wait for it.

    Raises:
        OnlyNetworksTravel: it is a group inside a network.
        NotAllowed: neither its convener nor whoever runs the installation.
    """
    with _one_moment():
        if network.parent is not None:
            raise OnlyNetworksTravel(group=network.name, network=network_of(network).name)
        require(policies.may_export_network(by, network))
        manifest = write_network(network, to)
    with transaction.atomic():
        write_entry("exchange.export_network", about=network, by=by, at=at, group_id=network.pk)
    return manifest


def export_mine(*, to: IO[bytes] | Path, by: Actor, at: datetime) -> dict[str, Any]:
    """Write everything that the person may see, in all their groups, into one archive, and answer its manifest. Whoever
    writes meanwhile does not wait for it.

    Raises:
        NotAllowed: nobody is signed in.
    """
    with _one_moment():
        require(policies.may_export_mine(by))
        person, manifest = write_seen(to, by)
    with transaction.atomic():
        write_entry("exchange.export_mine", about=person, by=by, at=at)
    return manifest


@transaction.atomic
def note_table(*, group: Group, table: str, by: Actor, at: datetime) -> None:
    """Note that somebody took one table of a group along, as a file."""
    write_entry("exchange.export_table", about=group, by=by, at=at, group_id=group.pk, fields=[table])


class NothingAwarded(Refusal):
    code = "nothing_awarded"
    says = _("“%(network)s” has awarded nothing yet, so there is nothing to write.")


class OnlyNetworksHoldMoney(Refusal):
    code = "only_networks_hold_money"
    says = _("“%(group)s” is a part of “%(network)s”. The awards of the whole network are taken along.")


def export_awards(*, network: Group, form: str, by: Actor, at: datetime) -> str:
    """The awards of a network in the words of another standard: `form` is one of `AWARD_FORMS`. For a member and at the
    command line it is noted that they were taken along.

    Raises:
        NotAllowed: the network does not show its money to everybody, and this is no member.
        OnlyNetworksHoldMoney: it is a group inside a network.
        NothingAwarded: nothing was awarded there yet.
    """
    if network.parent is not None:
        raise OnlyNetworksHoldMoney(group=network.name, network=network_of(network).name)
    require(policies.may_take_money(by, network))
    with _one_moment():
        told = AWARD_FORMS[form](network)
    if not told.get("grants") and not told.get("awards"):
        raise NothingAwarded(network=network.name)
    if by.person_id is not None or by.channel == "command":
        note_table(group=network, table=form, by=by, at=at)
    return exact_json(told)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Every table is read as it stood when the first was, and nothing is locked for it: an archive may take minutes."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    is_sqlite = connection.vendor == "sqlite"
    mode = getattr(connection, "transaction_mode", None)
    if is_sqlite:
        # Whoever means to write locks the file at once; whoever only reads must not.
        connection.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            if not is_sqlite:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if is_sqlite:
            connection.transaction_mode = mode
