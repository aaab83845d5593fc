"""What somebody brings as an archive is refused in a sentence, or taken in whole: never half, never a fault."""

import io
import json
import zipfile
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from konbit.accounts.models import Person
from konbit.audit.models import Entry
from konbit.exchange.archive import opening
from konbit.exchange.archive.contents import TRAVEL
from konbit.exchange.operations.moving_in import import_network
from konbit.foundation.refusals import NotAllowed, Refusal
from konbit.network.models import Group, Seat
from tests.exchange.installs import (
    an_empty_installation,
    parts_of,
    taken_in,
    the_archive_of,
    what_sees,
    zipped,
)
from tests.exchange.mutations import summed
from tests.exchange.networks import a_full_network
from tests.makers import AT, a_network, a_person, a_role, actor, an_operator, client_of, convener_of

pytestmark = pytest.mark.django_db


@cache
def made() -> bytes:
    archive = the_archive_of(a_full_network())
    an_empty_installation()
    return archive


@pytest.fixture
def archive(db):
    """The archive of a full network, in an installation that is empty now."""
    return made()


def refused(archive, code=None) -> str:
    """The sentence with which it is refused; nothing of it may have stayed."""
    with pytest.raises(Refusal) as refusal:
        taken_in(archive)
    assert not Group.objects.exists()
    assert not Person.objects.exists()
    assert not Entry.objects.exists()
    if code is not None:
        assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".") or "konbit" in refusal.value.sentence
    return refusal.value.sentence


def with_rows(archive, table, change, *, both=True):
    """The archive with rows of a table changed by somebody careful, who mends every sum."""
    parts = parts_of(archive)
    rows = json.loads(parts[f"{table}.json"])
    change(rows)
    found = next(one for one in TRAVEL if one.name == table)
    parts[f"{table}.json"] = opening.table_json(found, rows)
    if both:
        parts[f"{table}.csv"] = opening.table_csv(found, rows)
    return summed(parts)


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"name,email\r\n", b"PK\x05\x06" + bytes(18), zipped({"a.txt": b"a"})]
)
def test_what_is_no_archive_is_refused(data):
    assert "no archive" in refused(data, "no_archive")


def test_the_archive_of_one_person_is_refused():
    network = a_full_network()
    mine = what_sees(Person.objects.get(pk=convener_of(network).person_id))
    an_empty_installation()
    refused(mine, "archive_of_one_person")


def test_another_version_of_the_format_is_refused(archive):
    parts = parts_of(archive)
    manifest = json.loads(parts["manifest.json"]) | {"format_version": 99}
    refused(zipped({**parts, "manifest.json": json.dumps(manifest).encode()}), "archive_of_other_version")


def test_other_columns_and_missing_tables_are_refused(archive):
    parts = parts_of(archive)
    del parts["network/seat.json"]
    refused(summed(parts), "archive_of_other_version")
    rows = json.loads(parts_of(archive)["network/seat.json"])
    rows[0]["more"] = 1
    refused(
        summed({**parts_of(archive), "network/seat.json": json.dumps(rows).encode()}),
        "archive_of_other_version",
    )


def test_a_changed_byte_is_found_by_its_sum(archive):
    parts = parts_of(archive)
    changed = parts["network/organization.json"].replace(b"Health", b"Wealth")
    said = refused(zipped({**parts, "network/organization.json": changed}), "archive_is_damaged")
    assert "network/organization.json" in said


def test_csv_and_json_that_disagree_are_refused(archive):
    changed = with_rows(
        archive, "network/organization", lambda rows: rows[0].update(name="Other"), both=False
    )
    refused(changed, "archive_contradicts_itself")


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("network/seat", "votes", "yes"),
        ("network/seat", "id", "no-id"),
        ("network/seat", "role", "king"),
        ("network/seat", "opened_on", "06.03.2025"),
        ("network/group", "interval_days", 10**9),
        ("network/group", "interval_days", True),
        ("network/group", "name", None),
        ("network/group", "name", "x" * 500),
        ("network/group", "name", "a\x00b"),
        ("network/group", "offsets", []),
        ("meetings/meeting", "starts_at", "2025-03-06T10:00:00"),
        ("results/figure", "value", "1e9"),
        ("results/figure", "value", 1.5),
        ("accounts/person", "quiet_from", "9 pm"),
    ],
)
def test_a_cell_that_cannot_stand_there_is_named(archive, table, column, value):
    said = refused(
        with_rows(archive, table, lambda rows: rows[0].update({column: value})), "archive_wrong_cell"
    )
    assert table in said
    assert column in said


def test_a_pointer_to_nothing_is_named(archive):
    nobody = "00000000-0000-0000-0000-000000000000"
    changed = with_rows(archive, "network/holder", lambda rows: rows[0].update(person_id=nobody))
    assert "network/holder" in refused(changed, "archive_points_nowhere")


def test_what_the_tables_themselves_refuse_is_refused_in_a_sentence(archive):
    """A meeting that ends before it begins; the same seat twice."""
    early = "2001-01-01T00:00:00Z"
    refused(
        with_rows(archive, "meetings/meeting", lambda rows: rows[0].update(ends_at=early)),
        "archive_contradicts_itself",
    )
    refused(
        with_rows(archive, "network/seat", lambda rows: rows.append(rows[0])), "archive_contradicts_itself"
    )


def test_names_put_back_into_an_item_without_names_are_refused(archive):
    """The network is exported again before anything stays: what an archive would never hold comes in by none."""

    def name_somebody(rows):
        rows[0].update(is_no_names=True, asked_by_id=rows[0]["asked_by_id"])

    refused(with_rows(archive, "meetings/agendaitem", name_somebody), "archive_contradicts_itself")


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/passwd", "files/../../x", "network\\seat.json", "more.exe"]
)
def test_a_path_that_leads_out_is_refused_and_nothing_is_unpacked(archive, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused(summed({**parts_of(archive), name: b"x"}))
    assert list(tmp_path.iterdir()) == []


def test_a_part_twice_is_refused(archive):
    made = io.BytesIO(archive)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(made, "a") as parts:
        parts.writestr("network/seat.json", b"[]")
    refused(made.getvalue(), "no_archive")


@pytest.mark.parametrize("filling", [b"\x00", b"0,", b" "])
def test_what_unpacks_without_end_is_refused_and_not_unpacked(archive, filling):
    bomb = summed({**parts_of(archive), "network/seat.json": b"[" + filling * (1 << 24) + b"0]"})
    assert len(bomb) < 1 << 20
    refused(bomb, "archive_too_big")


def test_a_part_larger_than_its_limit_is_refused(archive, monkeypatch):
    monkeypatch.setattr(opening, "MOST_IN_A_PART", 1 << 10)
    refused(archive, "archive_too_big")


def test_lists_in_lists_without_end_are_refused(archive):
    deep = b"[" * 200_000 + b"]" * 200_000
    refused(summed({**parts_of(archive), "network/seat.json": deep}))


# --- what is here already -----------------------------------------------------------------------


def test_a_network_that_is_here_is_not_taken_in_again(archive):
    network = taken_in(archive)
    seats = Seat.objects.count()
    with pytest.raises(Refusal) as refusal:
        taken_in(archive)
    assert refusal.value.code == "network_is_here"
    assert network.name in refusal.value.sentence
    assert Seat.objects.count() == seats


def test_an_address_of_somebody_else_is_refused_and_named(archive):
    people = json.loads(parts_of(archive)["accounts/person.json"])
    email = next(person["email"] for person in people if person["email"])
    a_person("Somebody else", email=email.upper())
    with pytest.raises(Refusal) as refusal:
        taken_in(archive)
    assert refusal.value.code == "person_is_somebody_else"
    assert email in refusal.value.sentence
    assert not Group.objects.exists()


def test_people_who_came_with_another_network_are_the_same_people(db):
    """Two networks of one installation move one after the other; who is in both is one person there too."""
    one = a_full_network()
    other = a_network()
    shared = one.roles.first().person
    a_role(other, "facilitator", shared)
    archives = [the_archive_of(one), the_archive_of(other)]
    an_empty_installation()
    again = [taken_in(each) for each in archives]
    assert [the_archive_of(each) for each in again] == archives
    assert Person.objects.filter(pk=shared.pk).count() == 1


def test_only_an_operator_takes_a_network_in(archive):
    person = a_person()
    with pytest.raises(NotAllowed):
        import_network(source=io.BytesIO(archive), by=actor(person), at=AT)
    assert client_of(person).get("/en/installation/networks/take-in/").status_code == 404


def test_the_operator_takes_it_in_on_a_page_and_is_told_what_is_wrong(archive):
    client = client_of(an_operator())
    page = "/en/installation/networks/take-in/"
    assert client.get(page).status_code == 200
    wrong = client.post(page, {"source": SimpleUploadedFile("a.zip", archive[:-300])})
    assert wrong.status_code == 422
    assert "no archive" in wrong.content.decode()
    right = client.post(page, {"source": SimpleUploadedFile("a.zip", archive)}, follow=True)
    assert "is taken in" in right.content.decode()
    assert Group.objects.filter(address="delta").exists()
