"""G-9: result areas are each network's own: added, renamed, retired; nothing assumes four."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from konbit.foundation.clock import move_demo_clock
from konbit.results.models import Priority, Result
from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import PriorityIsRetired, add_result
from tests.makers import AT, a_network, client_of, clock_stands_at, convener_of, the_person_with
from tests.results.standing_behind import River, at, page, read, stranger

pytestmark = pytest.mark.django_db

NAMES = ("Housing", "Work", "Health", "Schools", "Buses", "Food")


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def river():
    return River(results_are_public=True)


def rename(river, name="Homes near work", version=1):
    return river.keeper.post(at("rename_priority", "H"), {"name": name, "version": version})


def add(river, code, text, priority="H"):
    typed = {"priority": priority, "code": code, "text": text, "level": "network", "rung": "idea"}
    return river.keeper.post(at("add_result"), typed)


def test_g9_what_was_written_under_a_name_keeps_it_in_sight(river):
    move_demo_clock(AT + timedelta(days=1))
    assert rename(river).status_code == 302
    assert add(river, "H3", "A clinic at the mill").status_code == 302
    old, new = page(stranger(), "result", "H1"), page(stranger(), "result", "H3")
    assert "Homes near work (then called “Housing near work”)" in old
    assert "Homes near work" in new
    assert "then called" not in new
    register = page(stranger(), "results")
    assert register.count("Its priority was then called “Housing near work”.") == 2
    assert "“Housing near work”, until March 7, 2025" in page(stranger(), "priority", "H")


def test_g9_renamed_twice_each_result_keeps_the_name_it_was_written_under(river):
    rename(river)
    add(river, "H3", "A clinic at the mill")
    rename(river, "Homes", version=2)
    assert "(then called “Housing near work”)" in page(stranger(), "result", "H1")
    assert "(then called “Homes near work”)" in page(stranger(), "result", "H3")


def test_g9_a_retired_priority_takes_no_new_results_and_keeps_its_old_ones(river):
    assert river.keeper.post(at("retire_priority", "H")).status_code == 302
    for shown in (page(stranger(), "results"), page(stranger(), "priority", "H")):
        assert "Retired on March 6, 2025" in shown
        assert "Ten homes near the mill" in shown
    assert "Ten homes near the mill" in page(stranger(), "result", "H1")
    assert "Add a result" not in page(river.keeper, "priority", "H")
    assert add(river, "H3", "A clinic").status_code == 422
    priority, by = Priority.objects.get(), convener_of(river.network)
    with pytest.raises(PriorityIsRetired):
        add_result(priority=priority, code="H3", level="network", text="A clinic", by=by, at=AT)
    assert Result.objects.count() == 2


def test_g9_a_retired_priority_is_no_longer_among_those_of_the_front_page_and_may_be_taken_up_again(river):
    front, overview = reverse("front_page"), reverse("group", args=["river"])
    for address in (front, overview):
        assert "Housing near work" in read(stranger().get(address))
    river.keeper.post(at("retire_priority", "H"))
    for address in (front, overview):
        assert "Housing near work" not in read(stranger().get(address))
    assert "0 priorities 2 results" in read(stranger().get(front))
    assert river.keeper.post(at("retire_priority", "H")).status_code == 409
    assert river.keeper.post(at("undo_retire_priority", "H")).status_code == 302
    assert "Housing near work" in read(stranger().get(front))


@pytest.mark.parametrize("count", [3, 6])
def test_g9_every_page_that_lists_priorities_lists_as_many_as_there_are(count):
    network = a_network(address="river", name="River coalition", results_are_public=True)
    by = convener_of(network)
    for number, name in enumerate(NAMES[:count], start=1):
        priority = add_priority(network=network, code=f"A{number}", name=name, by=by, at=AT)
        add_result(priority=priority, code=f"R{number}", level="network", text=f"{name} first", by=by, at=AT)
    keeper = client_of(the_person_with(network, "convener"))
    pages = {
        "front page": (Client(), reverse("front_page")),
        "overview": (Client(), reverse("group", args=["river"])),
        "register": (Client(), at("results")),
        "register on paper": (Client(), at("results") + "?print"),
        "road map": (Client(), at("road_map")),
        "report": (keeper, at("report")),
    }
    for name, (client, address) in pages.items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        shown = read(answer)
        for priority in NAMES[:count]:
            assert priority in shown, (name, priority)
        for priority in NAMES[count:]:
            assert priority not in shown, (name, priority)
    choices = keeper.get(at("add_result")).content.decode()
    assert choices.count('<option value="A') == count
    assert f"{count} priorities" in read(Client().get(reverse("front_page")))


def test_g9_four_areas_one_renamed_and_one_retired(river):
    for code, name in (("A", "Air"), ("B", "Buses"), ("C", "Child care")):
        river.keeper.post(reverse("add_priority", args=["river"]), {"code": code, "name": name})
    rename(river)
    river.keeper.post(at("retire_priority", "A"))
    shown = page(stranger(), "results")
    assert (
        shown.index("Homes near work") < shown.index("Buses") < shown.index("Child care") < shown.index("Air")
    )
    front = read(stranger().get(reverse("front_page")))
    assert "3 priorities" in front


def test_two_names_are_never_alike_and_two_people_lose_nothing(river):
    river.keeper.post(reverse("add_priority", args=["river"]), {"code": "B", "name": "Buses"})
    assert "is called “Housing near work” already" in read(rename(river, "Housing near work"))
    assert "Another priority of this network is called “buses”." in read(rename(river, "buses"))
    rename(river)
    late = rename(river, "Homes")
    assert late.status_code == 409
    assert "Homes near work" in read(late)


def test_only_who_keeps_the_register_renames_and_retires(river):
    assert "Rename this priority" not in page(river.member, "priority", "H")
    for name in ("rename_priority", "retire_priority", "undo_retire_priority"):
        assert river.member.post(at(name, "H"), {"name": "x", "version": 1}).status_code == 403
        assert stranger().post(at(name, "H"), {"name": "x", "version": 1}).status_code == 404
