"""Who had a part in a result: who writes it down, who corrects it, and how it reads."""

from uuid import uuid4

import pytest

from konbit.audit.models import Entry
from konbit.network.operations.organizations import merge_organizations
from konbit.results.models import Contribution
from tests import examples
from tests.makers import AT, a_network, an_organization, clock_stands_at, convener_of
from tests.results.standing_behind import River, at, page, read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def river():
    return River(results_are_public=True)


def write(client, code="H1", **typed):
    given = {"did": "Counted the empty homes", "says_who": "Minutes of May 2024", "key": str(uuid4())}
    return client.post(at("add_contribution", code), {**given, **typed})


def test_n30_a_result_lists_who_had_a_part_what_they_did_and_who_says_so(river):
    assert write(river.keeper, organization=river.health.pk).status_code == 302
    assert write(river.keeper, body="Mill workers", did="Wrote a letter").status_code == 302
    shown = page(stranger(), "result", "H1")
    parts = shown.split("Who had a part in it")[1]
    assert "Department of Health Counted the empty homes Who says so: Minutes of May 2024" in parts
    assert "Mill workers Wrote a letter" in parts
    assert "Correct" not in parts
    assert "Nobody has written down yet who had a part in it." in page(stranger(), "result", "H2")


def test_n30_the_example_lists_the_bodies_that_its_sources_name(client):
    examples.maln()
    shown = read(client.get("/en/groups/maln/results/GL1/")).split("Who had a part in it")[1]
    for words in (
        "State agency leaders",
        "Personnel board",
        "public record",
        "our reading",
        "Who says so: Article on",
    ):
        assert words in shown
    assert not Contribution.objects.exclude(label__in=["public_record", "our_reading"]).exists()


def test_the_holder_of_a_seat_writes_of_its_own_organization_alone(river):
    assert "Another body" not in read(river.member.get(at("add_contribution", "H1")))
    assert write(river.member, organization=river.health.pk).status_code == 302
    other = an_organization(river.network, "Division of Medicaid")
    assert write(river.member, organization=other.pk).status_code == 422
    # What the form does not offer is not taken either.
    assert write(river.member, organization=river.health.pk, body="Somebody else").status_code == 302
    assert not Contribution.objects.exclude(organization=river.health).exists()
    entry = Entry.objects.filter(action="results.add_contribution").first()
    assert (entry.person_id, entry.group_id) == (river.leader.pk, river.network.pk)


def test_a_line_says_whose_part_it_was_and_of_one_body_alone(river):
    nobody = write(river.keeper)
    assert nobody.status_code == 422
    assert "choose an organization, or write another body" in read(nobody)
    both = write(river.keeper, organization=river.health.pk, body="Mill workers")
    assert "One line holds the part of one body." in read(both)
    assert "Counted the empty homes" in read(both)
    elsewhere = an_organization(a_network(), "Far away")
    assert write(river.keeper, organization=elsewhere.pk).status_code == 422


def test_sent_twice_it_stands_once(river):
    key = str(uuid4())
    for _time in range(2):
        assert write(river.keeper, body="Mill workers", key=key).status_code == 302
    assert Contribution.objects.count() == 1


def test_its_writer_corrects_and_withdraws_it_and_may_take_that_back(river):
    write(river.member, organization=river.health.pk)
    line = Contribution.objects.get()
    typed = {"organization": river.health.pk, "did": "Counted all homes", "says_who": "Minutes", "version": 1}
    assert river.member.post(at("correct_contribution", line.pk), typed).status_code == 302
    assert "Counted all homes" in page(river.member, "result", "H1")
    late = river.keeper.post(at("correct_contribution", line.pk), {**typed, "did": "Counted none"})
    assert late.status_code == 409
    assert "Somebody else changed this while you were writing." in read(late)
    gone = river.member.post(at("withdraw_contribution", line.pk), follow=True)
    assert "It is off the list." in read(gone)
    assert "Counted all homes" not in page(river.member, "result", "H1")
    assert river.keeper.post(at("correct_contribution", line.pk), {**typed, "version": 2}).status_code == 409
    river.member.post(at("undo_withdraw_contribution", line.pk))
    assert "Counted all homes" in page(river.member, "result", "H1")


def test_nobody_touches_what_another_body_wrote(river):
    write(river.keeper, body="Mill workers")
    line = Contribution.objects.get()
    assert "Withdraw" not in page(river.member, "result", "H1")
    for name in ("correct_contribution", "withdraw_contribution"):
        assert river.member.post(at(name, line.pk), {"did": "x"}).status_code == 403
        assert stranger().post(at(name, line.pk), {"did": "x"}).status_code == 404
    assert Contribution.objects.get().withdrawn_at is None


def test_a_merged_double_is_shown_as_the_one_that_stayed(river):
    double = an_organization(river.network, "Health Dept.")
    write(river.keeper, organization=double.pk)
    merge_organizations(kept=river.health, doubled=double, by=convener_of(river.network), at=AT)
    parts = page(river.member, "result", "H1").split("Who had a part in it")[1]
    assert "Department of Health Counted" in parts
    assert "Withdraw" in parts
