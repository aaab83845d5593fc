"""The audit trail: what was done, what was refused, by whom; never changed, and never a value."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction

from konbit.accounts.operations.links import make_link
from konbit.accounts.operations.people import add_person, change_details, choose_password
from konbit.audit import queries
from konbit.audit.models import Entry
from konbit.audit.operations import write_entry, write_refusal
from konbit.foundation.actor import NOBODY
from konbit.foundation.refusals import NotAllowed, Refusal
from konbit.network.models import Group, Organization
from konbit.network.operations.groups import change_settings
from konbit.network.operations.members import add_member, bring_in, hand_over
from konbit.network.operations.organizations import add_community, add_organization
from tests.makers import (
    AT,
    SHELL,
    a_commitment,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    actor,
    an_item,
    convener_of,
    facilitator_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    write_entry("test.touch", about=a_person(), by=SHELL, at=AT, fields=["name"])
    return Entry.objects.latest("sequence")


def every_entry():
    return list(Entry.objects.order_by("sequence").values())


def refuses_all(change):
    """The database refuses the change, and the table is as it was."""
    before = every_entry()
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        change()
    assert every_entry() == before


# --- append-only ------------------------------------------------------------------------------


def test_an_entry_cannot_be_changed(entry):
    refuses_all(lambda: Entry.objects.filter(pk=entry.pk).update(action="test.nothing"))


def test_an_entry_cannot_be_saved_again(entry):
    entry.refusal = "hidden"
    refuses_all(entry.save)


def test_an_entry_cannot_be_removed(entry):
    refuses_all(entry.delete)


def test_all_entries_together_cannot_be_removed(entry):
    refuses_all(Entry.objects.all().delete)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET at = at", "DELETE FROM audit_entry", "UPDATE audit_entry SET fields = '[]'"],
)
def test_no_statement_past_the_application_changes_an_entry(entry, statement):
    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    refuses_all(run)


@pytest.mark.postgres
def test_the_table_cannot_be_emptied(entry):
    def truncate():
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE audit_entry")

    refuses_all(truncate)


# --- written with what it tells of ------------------------------------------------------------


def test_an_entry_is_written_in_the_transaction_of_what_was_done():
    before = Entry.objects.count()
    with transaction.atomic():
        a_person("Rolled back")
        assert Entry.objects.count() == before + 1
        transaction.set_rollback(True)
    assert Entry.objects.count() == before


def test_what_is_refused_leaves_no_entry_that_it_was_done():
    network, stranger = a_network(), a_person()
    before = Entry.objects.count()
    with pytest.raises(NotAllowed), transaction.atomic():
        bring_in(group=network, organization="Acme", by=actor(stranger), at=AT)
    assert Entry.objects.count() == before
    assert not Organization.objects.exists()


def test_half_of_a_verb_is_never_written():
    # The organization is added before the invitation is refused: neither it nor its entry may stay.
    network = a_network()
    before = every_entry()
    with pytest.raises(Refusal):
        bring_in(
            group=network,
            organization="Acme",
            name="Kim",
            send_invitation=True,
            by=convener_of(network),
            at=AT,
        )
    assert every_entry() == before
    assert not Organization.objects.exists()


def test_an_entry_names_who_did_it_in_which_role_and_through_which_channel():
    network = a_network()
    by = convener_of(network)
    add_organization(network=network, name="Acme", by=by, at=AT)
    entry = queries.entries(network.pk).first()
    assert (entry.action, entry.allowed, entry.channel) == ("network.add_organization", True, "page")
    assert entry.person_id == by.person_id
    assert entry.role == "convener, facilitator"
    assert by.holds(entry.membership_id)
    assert (entry.about_kind, entry.about_id) == ("network.organization", str(Organization.objects.get().pk))
    assert entry.fields == ["name", "sector"]
    assert entry.at == AT


def test_an_act_at_the_command_line_is_the_operators():
    a_person()
    entry = queries.entries().first()
    assert (entry.person_id, entry.role, entry.channel) == (None, "operator", "command")


def test_the_entries_of_a_group_are_its_own_newest_first():
    here, there = a_network(), a_network()
    for name in ("First", "Second"):
        add_organization(network=here, name=name, by=convener_of(here), at=AT)
    add_organization(network=there, name="Elsewhere", by=convener_of(there), at=AT)
    found = list(queries.entries(here.pk))
    assert {entry.group_id for entry in found} == {here.pk}
    assert [entry.sequence for entry in found] == sorted((entry.sequence for entry in found), reverse=True)
    assert queries.entries().first().group_id == there.pk


def test_a_refused_attempt_by_nobody_is_written_with_its_code():
    write_refusal("sign_in", refusal="too_many_tries", by=NOBODY, at=AT)
    entry = queries.entries().first()
    assert (entry.action, entry.allowed, entry.refusal) == ("sign_in", False, "too_many_tries")
    assert entry.person_id is None


# --- never a value ----------------------------------------------------------------------------

MARK = "Quetzalcoatl"


def entries_with(text):
    rows = json.dumps(every_entry(), default=str)
    return text.lower() in rows.lower()


def a_busy_day():
    """Many verbs, each given the mark wherever a person could have typed it."""
    network = a_network(name=f"Network {MARK}", address=MARK.lower(), purpose=MARK, place=MARK)
    by = convener_of(network)
    change_settings(group=network, version=1, name=f"{MARK} 2", place=f"{MARK} hall", by=by, at=AT)
    seat = bring_in(
        group=network, organization=f"{MARK} Inc", name=f"Ana {MARK}", email=f"{MARK}@example.org",
        send_invitation=True, by=by, at=AT,
    )  # fmt: skip
    hand_over(
        holder=seat.holders.get(),
        name=f"Bo {MARK}",
        until=date(2025, 3, 10),
        email=f"b-{MARK}@example.org",
        by=by,
        at=AT,
    )
    add_member(group=network, name=f"Cy {MARK}", role="member", by=by, at=AT)
    add_community(network=network, name=MARK, by=by, at=AT)
    person = add_person(name=MARK, email=f"c-{MARK}@example.org", by=by, at=AT)
    mine = actor(person)
    change_details(
        person=person, name=f"{MARK} 3", email=f"d-{MARK}@example.org", language="vi", by=mine, at=AT
    )
    choose_password(person=person, password=f"{MARK} is my password", by=mine, at=AT)
    make_link(person=person, purpose="sign_in", by=mine, at=AT)
    meeting = a_meeting(a_network(), state="planned", seats=1)
    an_item(meeting, MARK, background=MARK)
    meeting = a_meeting(seats=1, seats_present=1, item=f"{MARK}'s bus")
    a_commitment(meeting, wording=f"Call {MARK}")


def test_no_entry_holds_anything_that_a_person_typed():
    a_busy_day()
    assert Entry.objects.count() > 25
    assert not entries_with(MARK)


def test_the_search_for_typed_values_would_find_one():
    network = a_network()
    write_entry("test.leak", about=network, by=SHELL, at=AT, fields=[f"name={MARK}"])
    assert entries_with(MARK)


def test_what_an_entry_calls_fields_are_names_of_fields():
    a_busy_day()
    for entry in Entry.objects.exclude(about_kind=""):
        assert all(field.isidentifier() for field in entry.fields), entry.fields


def test_no_column_of_an_entry_could_hold_a_long_text():
    for field in Entry._meta.get_fields():
        assert not isinstance(field, models.TextField)


# --- no names ---------------------------------------------------------------------------------


def test_what_is_done_in_a_no_names_item_is_marked_so():
    meeting = a_meeting(state="planned", seats=1)
    an_item(meeting, "Something without names", is_no_names=True)
    assert queries.entries(meeting.group_id).first().unnamed


def test_entries_stand_in_the_order_they_were_written_whatever_their_moment():
    network = a_network()
    first = Entry.objects.latest("sequence").sequence
    change_settings(
        group=network, version=1, name="Later", by=facilitator_of(network), at=AT - timedelta(days=1)
    )
    assert Entry.objects.latest("sequence").sequence > first
    assert Group.objects.get(pk=network.pk).name == "Later"


def test_a_seats_entry_is_found_by_the_record_it_is_about():
    seat = a_seat(a_network())
    found = Entry.objects.filter(about_kind="network.seat", about_id=str(seat.pk))
    assert [entry.action for entry in found] == ["network.open_seat"]
