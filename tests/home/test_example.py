"""The example network of Mississippi: what is loaded, what each row says of itself, and how it stands."""

import re
from datetime import timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.apps import apps
from django.core.management import call_command

from konbit.accounts.models import Person
from konbit.audit.models import Entry
from konbit.home.facts import facts
from konbit.meetings.models import (
    AccessNeed,
    AgendaItem,
    Attendance,
    Commitment,
    Decision,
    Meeting,
    ParkedItem,
    Question,
)
from konbit.network.models import Group, Holder, Organization, RoleHolding, Seat
from konbit.network.queries import day_in, voting_seats
from konbit.results.models import Priority, Result
from tests import examples
from tests.makers import AT

pytestmark = pytest.mark.django_db

LANGUAGES = {"en", "es", "ht", "vi"}
# Names that stand letter for letter in every language (GLOSSARY.md), as far as these texts hold them.
PROTECTED = ("MDHS", "Department of Health", "Fayette", "Portland")


@pytest.fixture
def maln():
    return examples.maln()


@pytest.fixture
def parents(maln):
    return maln.subgroups.get()


def held(group):
    return Meeting.objects.get(group=group, state="published")


def coming(group):
    return Meeting.objects.filter(group=group, state="planned").order_by("starts_at").first()


def texts_of_the_facts():
    book = facts("maln")
    for line in book["priorities"]:
        yield line["id"], line["name"]
    for line in book["results"]:
        yield line["id"], line["text"]
    for line in facts("tour")["things"]:
        yield line["id"], line["title"]


def rows():
    """How many rows each table holds."""
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def test_n4_fifteen_holders_in_ten_organizations_load_without_a_second_organization(maln):
    voting = Seat.objects.filter(group=maln, votes=True)
    assert voting.count() == 10
    assert Holder.objects.filter(seat__in=voting, until=None).count() == 15
    assert Organization.objects.filter(network=maln).count() == 13
    assert len(set(Organization.objects.values_list("name", flat=True))) == 13


def test_n4_convener_funder_and_initiative_partner_load_without_a_vote_and_ten_seats_count(maln):
    without = Seat.objects.filter(group=maln, votes=False)
    assert {seat.name for seat in without} == {
        "American Public Human Services Association", "W.K. Kellogg Foundation", "Administration for Children and Families",
    }  # fmt: skip
    assert voting_seats(maln, day_in(maln, AT)) == 10
    assert held(maln).votes_held == 10
    roles = RoleHolding.objects.filter(group=maln)
    assert sorted(roles.values_list("role", flat=True)) == [
        "convener",
        "facilitator",
        "facilitator",
        "funder",
        "parent_or_resident",
    ]
    assert without.get(role="funder").holders.get().person.name == "Foundation program officer 1"


def test_n8_priorities_and_results_load_with_their_labels_and_sources(maln):
    assert list(Priority.objects.values_list("code", flat=True)) == ["GL", "IP", "CX", "CE"]
    assert not any(priority.has_baseline for priority in Priority.objects.all())
    assert Result.objects.filter(label="public_record").exclude(source="").count() == 16
    for result in Result.objects.all():
        assert set(result.text) == LANGUAGES
        assert {language: part["state"] for language, part in result.text.items()} == {
            "en": "source", "es": "machine", "ht": "machine", "vi": "machine",
        }  # fmt: skip


def test_n32_the_parent_coalition_is_a_group_of_its_own_with_another_interval(maln, parents):
    assert (maln.interval_days, parents.interval_days) == (42, 28)
    assert parents.parent == maln
    assert parents.kind == "parent_coalition"
    assert maln.results_are_public
    assert not parents.results_are_public
    assert voting_seats(parents, day_in(parents, AT)) == 6
    parent = Person.objects.get(name="Parent member 3")
    assert set(parent.roles.values_list("group__address", "role")) == {
        ("maln", "parent_or_resident"),
        ("maln-parents", "facilitator"),
    }


def test_what_is_sourced_says_so_and_what_is_made_up_says_so(maln):
    labels = dict(Organization.objects.values_list("name", "label"))
    assert labels.pop("Community College Board") == "our_reading"
    assert set(labels.values()) == {"public_record"}
    assert not Organization.objects.filter(source="").exists()
    assert set(Group.objects.values_list("label", flat=True)) == {"public_record"}
    assert set(Seat.objects.values_list("label", flat=True)) == {"made_up"}
    by_role = set(RoleHolding.objects.values_list("role", "label"))
    assert by_role == {
        ("convener", "public_record"), ("facilitator", "public_record"), ("facilitator", "our_reading"),
        ("parent_or_resident", "made_up"), ("funder", "made_up"), ("convener", "made_up"), ("facilitator", "made_up"),
    }  # fmt: skip


def test_people_are_named_by_role_and_reachable_nowhere(maln):
    everybody = Person.objects.exclude(email=None)
    assert everybody.count() == 25
    assert everybody.filter(is_example=True, email__endswith="@maln.example").count() == 25
    assert set(everybody.values_list("language", flat=True)) == LANGUAGES


def test_the_network_stands_nine_days_before_a_meeting_and_one_cycle_after_the_last(maln, parents):
    today = day_in(maln, AT)
    assert day_in(maln, coming(maln).starts_at) == today + timedelta(days=9)
    assert day_in(maln, held(maln).starts_at) == today + timedelta(days=9 - 42)
    assert day_in(parents, coming(parents).starts_at) == today + timedelta(days=14)
    assert day_in(parents, held(parents).starts_at) == today + timedelta(days=14 - 28)


def test_n1_both_groups_have_a_year_of_meetings_ahead_by_their_own_interval(maln, parents):
    for group, interval in ((maln, 42), (parents, 28)):
        days = [one.day for one in Meeting.objects.filter(group=group)]
        assert {(after - before).days for before, after in pairwise(days)} == {interval}
        assert days[-1] + timedelta(days=interval) > days[1] + timedelta(days=365)
    assert list(Meeting.objects.filter(group=maln).values_list("number", flat=True)) == list(range(1, 11))


def test_the_last_meeting_was_held_with_people_in_the_room_by_link_absent_and_one_who_stood_in(maln):
    came = Attendance.objects.filter(meeting=held(maln))
    assert {mode: came.filter(mode=mode).exists() for mode in ("in_person", "by_link", "absent")} == {
        "in_person": True, "by_link": True, "absent": True,
    }  # fmt: skip
    assert came.get(is_delegate=True).member.name == "Department of Rehabilitation Services"
    assert came.get(person__name="Parent member 3").member.role == "parent_or_resident"
    assert held(maln).records.get().content["votes_present"] == 9


def test_the_last_meeting_left_decisions_promises_and_questions_behind(maln):
    meeting = held(maln)
    decisions = Decision.objects.filter(meeting=meeting, state="decided")
    assert decisions.count() == 3
    assert sorted(decision.votes.count() for decision in decisions) == [0, 9, 9]
    promises = Commitment.objects.filter(meeting=meeting)
    assert sorted(promises.values_list("state", flat=True)) == [
        "accepted", "accepted", "declined", "done", "proposed", "proposed",
    ]  # fmt: skip
    waiting = [promise for promise in promises if promise.state == "proposed" and not promise.is_amended]
    assert [promise.owner.name for promise in waiting] == ["Department of Health"]
    assert [promise.owner.name for promise in promises if promise.is_amended] == ["Accelerate Mississippi"]
    asked = Question.objects.filter(meeting=meeting, state="open")
    assert {question.asked_of.name for question in asked} == {
        "W.K. Kellogg Foundation",
        "Department of Mental Health",
    }
    assert ParkedItem.objects.filter(meeting=meeting).exists()
    assert AgendaItem.objects.filter(meeting=meeting, is_private=True).count() == 1
    assert AgendaItem.objects.filter(meeting=meeting, is_no_names=True).count() == 1


def test_the_next_meeting_has_a_draft_and_waits_for_its_facilitator(maln):
    meeting = coming(maln)
    assert sorted(AccessNeed.objects.filter(meeting=meeting).values_list("state", flat=True)) == [
        "met",
        "open",
    ]
    asked_for = AgendaItem.objects.filter(meeting=meeting).exclude(asked_by=None)
    assert {(item.asked_by.name, item.state) for item in asked_for} == {
        ("Department of Health", "on_agenda"), ("Parent member 3", "requested"),
    }  # fmt: skip
    assert AgendaItem.objects.filter(meeting=meeting).exclude(commitment=None).count() == 4
    assert AgendaItem.objects.filter(meeting=meeting).exclude(decision=None).count() == 1
    planned = AgendaItem.objects.filter(meeting=meeting).values_list("minutes", flat=True)
    assert sum(planned) <= meeting.length_minutes


def test_parents_voted_in_their_own_meeting_and_ask_for_something_in_the_next(parents):
    decision = Decision.objects.get(meeting=held(parents))
    assert (decision.state, decision.votes.count(), decision.votes.filter(choice="yes").count()) == (
        "decided",
        5,
        4,
    )
    assert decision.proposed_by.name == "Parent member 3"
    assert (
        AgendaItem.objects.get(meeting=coming(parents), state="requested").asked_by.name == "Parent member 3"
    )


def test_nothing_in_the_example_happened_after_the_visitor_arrived(maln):
    assert not Entry.objects.filter(at__gt=AT).exists()
    assert not Entry.objects.filter(allowed=False).exists()


def test_the_ended_rule_is_told_as_history_and_eligible_apart_from_served(maln):
    about = " ".join(f"{item.title} {item.background}" for item in AgendaItem.objects.all())
    assert "The child support condition ended on 2023-05-15" in about
    assert "Eligible is not served" in about
    proposed = " ".join(Decision.objects.values_list("wording", flat=True))
    assert "child support" not in proposed.lower()


def test_loading_twice_changes_nothing_and_says_so(maln):
    before = rows()
    out = StringIO()
    call_command("load_example", "maln", stdout=out)
    assert "Mississippi Action Learning Network is loaded already; nothing was changed." in out.getvalue()
    assert rows() == before


def test_one_command_loads_the_example_and_says_what_is_public_and_what_is_made_up():
    out = StringIO()
    call_command("load_example", "maln", stdout=out)
    assert out.getvalue().startswith("Mississippi Action Learning Network is loaded.")
    assert "people and meetings are made up" in out.getvalue()
    assert Result.objects.count() == 16


def test_every_text_of_the_facts_stands_in_four_languages():
    for name, words in texts_of_the_facts():
        assert set(words) == LANGUAGES, name
        assert len(set(words.values())) == 4, name


@pytest.mark.parametrize("protected", PROTECTED)
def test_protected_names_stand_letter_for_letter(protected):
    for name, words in texts_of_the_facts():
        if protected in words["en"]:
            assert all(protected in said for said in words.values()), name


def test_no_number_gets_lost_between_languages():
    for name, words in texts_of_the_facts():
        numbers = {language: sorted(re.findall(r"\d+", said)) for language, said in words.items()}
        assert len({tuple(found) for found in numbers.values()}) == 1, name
