"""The example network of Los Angeles: five regions, fourteen communities, their funder; people and meetings made up."""

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client

from konbit.accounts.models import Person
from konbit.home.facts import facts
from konbit.home.operations.example import load_maln
from konbit.home.operations.example_best_start import load_best_start
from konbit.meetings.models import AgendaItem, Meeting, Question
from konbit.network.models import Community, Group, Organization, Seat
from konbit.network.queries import day_in, voting_seats
from tests import examples
from tests.makers import AT, SHELL, client_of, clock_stands_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def best_start():
    return examples.best_start()


def test_five_regions_hold_fourteen_communities_4_4_2_2_2_and_each_community_has_its_partnership(best_start):
    regions = Group.objects.filter(parent=best_start, kind="region").order_by("name")
    assert [region.communities_of_region.count() for region in regions] == [4, 4, 2, 2, 2]
    partnerships = {community.partnership for community in Community.objects.filter(network=best_start)}
    assert len(partnerships) == 14
    assert {group.kind for group in partnerships} == {"community_partnership"}
    assert {group.parent for group in partnerships} == set(regions)


def test_seven_placements_are_sourced_and_seven_are_our_reading(best_start):
    labels = list(Community.objects.filter(network=best_start).values_list("label", flat=True))
    assert (labels.count("public_record"), labels.count("our_reading")) == (7, 7)
    assert not Community.objects.filter(network=best_start, source="").exists()


def test_the_funder_has_no_vote_and_the_five_regional_grantees_have_one_each(best_start):
    funder = Seat.objects.get(group=best_start, organization__name="First 5 LA")
    assert (funder.role, funder.votes) == ("funder", False)
    assert voting_seats(best_start, day_in(best_start, AT)) == 5
    sourced = Organization.objects.filter(network=best_start, label="public_record")
    # The funder, the five grantees, and the tax that the money comes from.
    assert sourced.count() == 7


def test_what_is_not_public_record_says_that_it_is_made_up(best_start):
    groups = Group.objects.filter(address__startswith="best_start")
    assert set(Seat.objects.filter(group__in=groups).values_list("label", flat=True)) == {"made_up"}
    assert Person.objects.exists()
    assert not Person.objects.filter(is_example=False).exists()
    assert all(name.startswith(("First 5 LA", "Resident of", "Network ")) or " lead 1" in name
               for name in Person.objects.values_list("name", flat=True))  # fmt: skip


def test_it_stands_nine_days_before_its_next_meeting_and_the_five_questions_to_the_funder_are_open(
    best_start,
):
    coming = Meeting.objects.filter(group=best_start, state="planned").order_by("starts_at").first()
    assert day_in(best_start, coming.starts_at) - day_in(best_start, AT) == timedelta(days=9)
    asked = Question.objects.filter(meeting__group=best_start, state="open")
    assert asked.count() == 5
    assert {one.asked_of.role for one in asked} == {"funder"}
    assert AgendaItem.objects.filter(meeting=coming, question__in=asked).count() == 5


def test_loading_it_again_changes_nothing(best_start):
    def rows():
        return {model._meta.label: model.objects.count() for model in apps.get_models()}

    before = rows()
    assert load_best_start(by=SHELL, at=AT + timedelta(days=1)).was_there
    call_command("load_example", "best_start", stdout=StringIO())
    assert rows() == before


def test_both_examples_stand_side_by_side_and_neither_sees_the_other(best_start, settings):
    clock_stands_at(settings)
    maln = load_maln(by=SHELL, at=AT).network
    leader = Person.objects.get(name="Department of Health leader 1")
    theirs = client_of(leader)
    assert theirs.get(f"/en/groups/{maln.address}/meetings/").status_code == 200
    assert theirs.get("/en/groups/best_start/meetings/").status_code == 404
    lead = client_of(Person.objects.get(name="Para Los Niños lead 1"))
    assert lead.get("/en/groups/best_start/meetings/").status_code == 200
    assert lead.get("/en/groups/maln/meetings/").status_code == 404


def test_a_resident_sees_the_partnership_and_not_another_one(best_start):
    resident = client_of(Person.objects.get(name="Resident of Metro LA 2"))
    assert resident.get("/en/groups/best_start-metro-la/").status_code == 200
    assert resident.get("/en/groups/best_start-east-la/").status_code == 404


def test_the_front_page_shows_the_network_with_its_questions_and_their_age(best_start, settings):
    clock_stands_at(settings)
    page = Client().get("/en/").content.decode()
    assert "Best Start" in page
    assert "5 questions to the funder are open; the oldest was asked 33 days ago" in page
    assert "What sustains the work when the money ends?" in page


def test_h1_facts_speak_four_languages():
    book = facts("best_start")
    texts = [line["name"] for line in book["result_areas"]]
    texts += [book["long_goal"]["text"], *(one["text"] for one in book["long_goal"]["milestones"])]
    for text in texts:
        assert set(text) == {"en", "es", "ht", "vi"}
        assert len(set(text.values())) == 4


def test_g14_the_north_star_counts_the_days_and_says_nothing_about_progress(best_start, settings):
    clock_stands_at(settings)
    page = Client().get("/en/groups/best_start/long-goal/").content.decode()
    # From 2025-03-06 to 2028-12-31.
    assert "1,396 days left" in page
    assert "The source gives only the year, 2028" in page
    front = Client().get("/en/").content.decode()
    assert "North Star" in front
    assert "1,396 days left" in front
