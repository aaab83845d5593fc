"""N-6: the shared future is versioned, affirmed per organization, and says who affirmed which version, when."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from konbit.audit.models import Entry
from konbit.foundation.refusals import ChangedMeanwhile, NotAllowed
from konbit.network.models import Group, Organization
from konbit.network.operations.organizations import merge_organizations
from konbit.results.domain.word_difference import ADDED, SAME, TAKEN_OUT, word_difference
from konbit.results.models import Affirmation, Statement
from konbit.results.operations.shared_future import (
    NewerStatementStands,
    StatementIsADraft,
    StatementSaysTheSame,
    affirm_statement,
    publish_statement,
    withdraw_affirmation,
    write_statement,
)
from tests.makers import AT, a_person, a_role, a_seat, actor, client_of, clock_stands_at
from tests.meetings.reading import visit
from tests.results.planning import River, press

LATER = datetime(2025, 9, 4, 16, 0, tzinfo=UTC)
ONE = "Every family can live near its work."
TWO = "Every family can live near its work, and walk to school."
WORDS = st.text(alphabet="ab \n", max_size=60)


@given(before=WORDS, after=WORDS)
def test_n6_the_difference_holds_both_texts_word_by_word(before, after):
    runs = word_difference(before, after)
    assert "".join(run.text for run in runs if run.kind != TAKEN_OUT).split() == after.split()
    assert "".join(run.text for run in runs if run.kind != ADDED).split() == before.split()
    if before.split() == after.split():
        assert {run.kind for run in runs} <= {SAME}


@pytest.fixture
def river(db, settings):
    clock_stands_at(settings)
    return River()


def future(client, number=None):
    name, args = ("shared_future_version", ["river", number]) if number else ("shared_future", ["river"])
    return visit(client, reverse(name, args=args))


def write(river, text):
    return visit(river.client(), reverse("write_statement", args=["river"])).send(text=text)


def publish(river, number):
    answer = press(future(river.client(), number), f"Publish version {number}")
    assert f"Version {number} is published." in answer.words
    return answer


def affirm(river, name, number):
    answer = press(future(river.client(name)), f"{name} affirms version {number}")
    assert f"{name} affirmed version {number} on" in answer.words
    return answer


@pytest.fixture
def affirmed(river):
    """Version 1 is published, and two of three organizations affirm it."""
    write(river, ONE)
    publish(river, 1)
    for name in ("Mill Works", "River Clinic"):
        affirm(river, name, 1)
    return river


def test_n6_an_affirmation_names_version_and_date(affirmed):
    shown = future(affirmed.client("Town Schools"))
    part = shown.part("affirmed")
    assert part == (
        "Organizations that affirm version 1 Mill Works Version 1, affirmed on March 6, 2025 "
        "River Clinic Version 1, affirmed on March 6, 2025"
    )
    affirmation = Affirmation.objects.get(organization__name="Mill Works")
    assert affirmation.acted_as == "Mill Works"
    assert affirmation.person == affirmed.people["Mill Works"]
    actions = set(Entry.objects.values_list("action", flat=True))
    assert {"results.write_statement", "results.publish_statement", "results.affirm_statement"} <= actions


def test_n6_publishing_version_2_shows_the_difference_and_lists_exactly_who_affirmed_1_and_not_2(
    affirmed, settings
):
    write(affirmed, TWO)
    clock_stands_at(settings, LATER)
    shown = publish(affirmed, 2)
    assert "5 words added. 1 word taken out." in shown.part("difference")
    html = shown.html
    assert re.search(r"<ins>.*?added:.*?work, and walk to school\..*?</ins>", html, re.DOTALL)
    assert re.search(r"<del>.*?taken out:.*?work\..*?</del>", html, re.DOTALL)
    heading = "Affirmed version 1, and not version 2 "
    assert shown.part("waiting") == (
        heading
        + "Mill Works Version 1, affirmed on March 6, 2025 River Clinic Version 1, affirmed on March 6, 2025"
    )
    affirm(affirmed, "River Clinic", 2)
    affirm(affirmed, "Town Schools", 2)
    now = future(affirmed.client())
    assert now.part("waiting") == heading + "Mill Works Version 1, affirmed on March 6, 2025"
    assert "River Clinic Version 2, affirmed on September 4, 2025" in now.part("affirmed")
    # The first version stays as it was read, with who affirmed it.
    assert "River Clinic Version 1, affirmed on March 6, 2025" in future(affirmed.client(), 1).part(
        "affirmed"
    )


def test_n6_an_affirmation_taken_back_no_longer_counts_and_can_be_given_again(affirmed):
    write(affirmed, TWO)
    publish(affirmed, 2)
    back = press(future(affirmed.client("Mill Works"), 1), "Take the affirmation back: Mill Works")
    assert "Mill Works no longer affirms version 1." in back.words
    assert "Mill Works" not in future(affirmed.client()).part("waiting")
    affirm(affirmed, "Mill Works", 2)
    press(future(affirmed.client("Mill Works")), "Take the affirmation back: Mill Works")
    affirm(affirmed, "Mill Works", 2)
    found = Affirmation.objects.filter(organization__name="Mill Works", statement__number=2)
    assert [one.withdrawn_at is None for one in found.order_by("at", "withdrawn_at")].count(True) == 1
    assert found.count() == 2


def test_n6_only_the_seat_of_an_organization_speaks_for_it(affirmed):
    clinic = Organization.objects.get(name="River Clinic")
    newest = Statement.objects.get()
    affirmation = Affirmation.objects.get(organization=clinic)
    for by in (affirmed.by, actor(affirmed.people["Mill Works"])):
        with pytest.raises(NotAllowed):
            affirm_statement(statement=newest, organization=clinic, by=by, at=AT)
        with pytest.raises(NotAllowed):
            withdraw_affirmation(affirmation=affirmation, by=by, at=AT)
    # A page offers it only to the seat, and refuses what it did not offer.
    assert "affirms version" not in future(affirmed.client()).words
    address = reverse("affirm_statement", args=["river", 1])
    assert affirmed.client().post(address, {"organization": clinic.pk}).status_code == 403


def test_n6_only_the_convener_publishes_and_a_published_version_never_changes(river):
    facilitator = a_role(river.network, "facilitator").person
    page = visit(client_of(facilitator), reverse("write_statement", args=["river"])).send(text=ONE)
    assert "The draft is saved." in page.words
    assert "Publish version 1" not in page.words
    draft = Statement.objects.get()
    with pytest.raises(NotAllowed):
        publish_statement(statement=draft, version=1, by=actor(facilitator), at=AT)
    clinic, holder = Organization.objects.get(name="River Clinic"), actor(river.people["River Clinic"])
    with pytest.raises(StatementIsADraft):
        affirm_statement(statement=draft, organization=clinic, by=holder, at=AT)
    write_statement(network=river.network, text=TWO, version=1, by=actor(facilitator), at=AT)
    with pytest.raises(ChangedMeanwhile):
        publish_statement(statement=draft, version=1, by=river.by, at=AT)
    publish(river, 1)
    again = publish_statement(statement=draft, version=1, by=river.by, at=LATER)
    assert again.published_at == AT
    write(river, ONE)
    assert [one.number for one in Statement.objects.all()] == [2, 1]
    assert Statement.objects.get(number=1).text["en"]["text"] == TWO


def test_n6_who_reads_an_old_page_cannot_affirm_what_is_no_longer_the_newest(affirmed):
    write(affirmed, TWO)
    publish(affirmed, 2)
    schools = Organization.objects.get(name="Town Schools")
    with pytest.raises(NewerStatementStands):
        affirm_statement(
            statement=Statement.objects.get(number=1),
            organization=schools,
            by=actor(affirmed.people["Town Schools"]),
            at=AT,
        )
    answer = affirmed.client("Town Schools").post(
        reverse("affirm_statement", args=["river", 1]), {"organization": schools.pk}
    )
    assert answer.status_code == 409
    assert "Version 2 was published meanwhile." in answer.content.decode()


def test_a_version_that_says_the_same_is_not_published(affirmed):
    write(affirmed, ONE)
    with pytest.raises(StatementSaysTheSame):
        publish_statement(statement=Statement.objects.get(number=2), version=1, by=affirmed.by, at=AT)


def test_two_drafts_at_once_are_one_and_the_second_writer_is_told(river):
    write_statement(network=river.network, text=ONE, version=0, by=river.by, at=AT)
    with pytest.raises(ChangedMeanwhile) as told:
        write_statement(network=river.network, text=TWO, version=0, by=river.by, at=AT)
    assert told.value.facts["theirs"] == {"text": ONE}
    same = write_statement(network=river.network, text=ONE, version=0, by=river.by, at=AT)
    assert (Statement.objects.count(), same.version) == (1, 1)


def test_an_organization_merged_into_another_is_listed_once_under_the_kept_name(affirmed):
    double = a_seat(affirmed.network, "River Clinik", holder=a_person()).organization
    kept = Organization.objects.get(name="Town Schools")
    merge_organizations(
        kept=kept, doubled=Organization.objects.get(name="River Clinic"), by=affirmed.by, at=AT
    )
    part = future(affirmed.client()).part("affirmed")
    assert "Town Schools Version 1" in part
    assert "River Clinic" not in part
    assert double.name not in part


def test_n6_the_public_reads_the_published_words_and_no_draft_and_no_member(affirmed, client):
    Group.objects.update(results_are_public=True)
    write(affirmed, TWO)
    shown = future(client)
    assert ONE in shown.words
    for hidden in ("walk to school", "Mill Works", "River Clinic", "Draft"):
        assert hidden not in shown.words
    assert client.get(reverse("shared_future_version", args=["river", 2])).status_code == 404
    assert "walk to school" in future(affirmed.client("Mill Works"), 2).words
    assert date(2025, 3, 6) == Statement.objects.get(number=1).published_at.date()


def test_n6_the_group_s_page_and_the_front_page_lead_to_it(affirmed, client):
    affirmed.result("H1")
    address = reverse("shared_future", args=["river"])
    assert address in visit(affirmed.client("Mill Works"), reverse("group", args=["river"])).html
    Group.objects.update(results_are_public=True)
    assert address in visit(client, reverse("front_page")).html
