"""Take a whole network in, as another installation gave it along: all of it or nothing."""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from django.db import DatabaseError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import import_entries, write_entry
from konbit.exchange import policies
from konbit.exchange.archive.contents import TRAVEL, Table, tables
from konbit.exchange.archive.opening import ArchiveContradictsItself, Opened, open_archive
from konbit.exchange.archive.packing import write_network
from konbit.exchange.archive.rows import plain_row
from konbit.exchange.archive.unnamed import Row
from konbit.foundation import attachments
from konbit.foundation.actor import Actor
from konbit.foundation.attachments import FileRefused
from konbit.foundation.refusals import Refusal, require
from konbit.network.models import Group

PERSON, MUTED, ENTRY, ATTACHMENT = (
    "accounts.Person", "accounts.MutedKind", "audit.Entry", "foundation.Attachment"
)  # fmt: skip
# Rows written at once.
AT_ONCE = 500


class NetworkIsHere(Refusal):
    code, field = "network_is_here", "source"
    says = _(
        "“%(network)s” is in this installation already. A network is taken in once, where it is not yet."
    )


class RowsAreHere(Refusal):
    code, field = "rows_are_here", "source"
    says = _(
        "“%(network)s” cannot be taken in: %(what)s is in this installation already. Nothing was taken in."
    )


class AddressIsTaken(Refusal):
    code, field = "address_is_taken", "source"
    says = _(
        "“%(network)s” cannot be taken in: a group here has the short address “%(address)s”. Nothing was taken in."
    )


class PersonIsSomebodyElse(Refusal):
    code, field = "person_is_somebody_else", "source"
    says = _(
        "“%(network)s” cannot be taken in: somebody here already uses the address %(email)s, and this archive does not "
        "say that it is the same person. Take it into an empty installation. Nothing was taken in."
    )


class PersonIsOtherHere(Refusal):
    code, field = "person_is_other_here", "source"
    says = _(
        "“%(network)s” cannot be taken in: %(person)s is here already, and what is known here is not what the archive "
        "says. Nothing was taken in."
    )


@transaction.atomic
def import_network(*, source: IO[bytes] | Path, by: Actor, at: datetime) -> Group:
    """Take in the archive of a whole network. It is read and checked from beginning to end before anything is written;
    afterwards the network is exported once more, and unless that is the same, nothing stays. No letter is sent.

    Raises:
        NotAllowed: whoever brings it does not look after the installation.
        ArchiveRefused: it is no archive, damaged, of another version, or contradicts itself.
        NetworkIsHere, RowsAreHere, AddressIsTaken, PersonIsSomebodyElse, PersonIsOtherHere: what is here is in the way.
    """
    require(policies.may_import_network(by))
    opened = open_archive(source)
    _look_what_is_here(opened)
    try:
        # A savepoint: what the database refuses leaves a transaction in which nothing more can be asked.
        with transaction.atomic():
            _write(opened, by, at)
    except DatabaseError as fault:
        raise ArchiveContradictsItself(what=opened.network_name) from fault
    network = Group.objects.get(pk=opened.network_id)
    _look_that_it_is_the_same(network, opened)
    write_entry("exchange.import_network", about=network, by=by, at=at, group_id=network.pk)
    return network


def _look_what_is_here(opened: Opened) -> None:
    network = opened.network_name
    if Group.objects.filter(pk=opened.network_id).exists():
        raise NetworkIsHere(network=network)
    for row in opened.rows["network.Group"]:
        if Group.objects.filter(address=row["address"]).exists():
            raise AddressIsTaken(network=network, address=row["address"])
    _look_at_people(opened)
    for table in TRAVEL:
        if not table.has_id or table.label == PERSON:
            continue
        key = table.model._meta.pk.attname
        for some in _some(opened.rows[table.label]):
            there = table.model.objects.filter(pk__in=[row[key] for row in some]).first()
            if there is not None:
                raise RowsAreHere(network=network, what=f"{table.name} {there.pk}")


def _look_at_people(opened: Opened) -> None:
    """The same address is the same person only where the ids are the same too, and then all of it must be."""
    table = tables()[PERSON]
    for some in _some(opened.rows[PERSON]):
        here = table.model.objects.in_bulk([row["id"] for row in some])
        for row in some:
            person = here.get(row["id"])
            if person is not None:
                if _plain(table, person) != _plain_of(table, row):
                    raise PersonIsOtherHere(network=opened.network_name, person=person.name)
            elif row["email"] and table.model.objects.filter(email__iexact=row["email"]).exists():
                raise PersonIsSomebodyElse(network=opened.network_name, email=row["email"])


def _plain(table: Table, record: Model) -> Row:
    return plain_row(table, record)


def _plain_of(table: Table, row: Row) -> Row:
    return {column.name: column.plain(row[column.name]) for column in table.columns}


def _write(opened: Opened, by: Actor, at: datetime) -> None:
    people = tables()[PERSON].model.objects.in_bulk([row["id"] for row in opened.rows[PERSON]])
    for table in TRAVEL:
        rows = opened.rows[table.label]
        if table.label == ENTRY:
            import_entries(entries=[_values(table, row) for row in rows], by=by, at=at)
            continue
        if table.label == PERSON:
            rows = [row for row in rows if row["id"] not in people]
        if table.label == MUTED:
            rows = [row for row in rows if row["person_id"] not in people]
        records = [table.model(**_values(table, row)) for row in rows]
        for record in records:
            if getattr(record, "key", "") is None:
                record.key = uuid4()
            if table.label == PERSON:
                record.set_unusable_password()
            if table.label == ATTACHMENT:
                record.stored_as = _keep(record, opened)
        table.model.objects.bulk_create(records, batch_size=AT_ONCE)


def _values(table: Table, row: Row) -> dict[str, Any]:
    return {column.name: row[column.name] for column in table.columns}


def _keep(record: Any, opened: Opened) -> str:
    """Keep the bytes of a file, read first as one that somebody sends."""
    data = opened.files[record.sha256]
    try:
        read = attachments.read_file(record.name, data)
    except FileRefused as refusal:
        raise ArchiveContradictsItself(what=refusal.sentence) from refusal
    return attachments.keep(replace(read, content=data))


def _look_that_it_is_the_same(network: Group, opened: Opened) -> None:
    again = write_network(network, io.BytesIO())
    if again != opened.manifest:
        others = [
            name for name, facts in opened.manifest["files"].items() if again["files"].get(name) != facts
        ]
        raise ArchiveContradictsItself(what=", ".join(sorted(others)[:5]))


def _some(rows: list[Row]) -> Iterable[list[Row]]:
    for begin in range(0, len(rows), AT_ONCE):
        yield rows[begin : begin + AT_ONCE]
