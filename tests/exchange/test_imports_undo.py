"""Taking a long list back: at once where nobody touched it, and what somebody used since stays, whichever way it goes."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from konbit.accounts.models import Person
from konbit.exchange.imports.kind import Kind
from konbit.exchange.imports.people_and_seats import PeopleAndSeats
from konbit.network.models import Holder, Organization, RoleHolding, Seat
from konbit.network.operations.members import invite
from konbit.results.models import Result
from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import change_rung
from tests.exchange.lists import as_csv, at, brought, counted, taken_back
from tests.makers import AT, a_network, client_of, clock_stands_at, convener_of, the_person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(settings):
    clock_stands_at(settings)
    return a_network()


@pytest.fixture
def client(group):
    return client_of(the_person_with(group, "convener"))


def deletions(ask):
    """How many statements that delete something this needs."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    return sum(query["sql"].startswith("DELETE") for query in asked)


def test_many_people_go_again_in_few_deletions_and_who_was_used_stays(group, client):
    people = Person.objects.count()
    rows = [["Organization", "Contact name", "Email", "Role"]]
    rows += [[f"Body {n // 2}", f"Leader {n}", f"leader-{n}@example.org", "Member"] for n in range(12)]
    rows += [["", f"Navigator {n}", "", "Navigator"] for n in range(2)]
    run = brought(client, group, "people_and_seats", as_csv(rows))
    assert counted(run) == (14, 0, 0, 0)
    assert deletions(lambda: client.post(at(run, "import_step", "undo"))) < 30
    run.refresh_from_db()
    assert (run.state, run.kept) == ("undone", [])
    assert (Person.objects.count(), Organization.objects.count(), Seat.objects.count()) == (people, 0, 0)
    run = brought(client, group, "people_and_seats", as_csv(rows))
    used = Person.objects.get(name="Leader 11")
    invite(group=group, person=used, by=convener_of(group), at=AT)
    undone = taken_back(client, run)
    # The second holder of the seat was invited: both the seat and what came with it stay.
    assert undone.kept == [[13, "Leader 11"], [12, "Body 5"]]
    assert set(Holder.objects.values_list("person__name", flat=True)) >= {"Leader 10", "Leader 11"}
    assert Organization.objects.get().name == "Body 5"
    assert not RoleHolding.objects.filter(role="navigator").exists()


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=[pytest.mark.full, pytest.mark.slow])])
def test_rows_taken_back_together_leave_what_rows_taken_back_one_by_one_leave(settings, monkeypatch, seed):
    clock_stands_at(settings)
    left = []
    for at_once in (True, False):
        if not at_once:
            monkeypatch.setattr(PeopleAndSeats, "take_back_many", Kind.take_back_many)
        chance, group = Random(seed), a_network()
        client = client_of(the_person_with(group, "convener"))
        rows = [["Organization", "Contact name", "Email", "Role"]]
        for number in range(12):
            body = chance.choice(["", "Clinic", "Library", "Works", f"Body {number}"])
            role = chance.choice(["Member", ""]) if body else "Navigator"
            rows.append([body, f"Leader {number}", f"s{seed}-{at_once}-{number}@example.org", role])
        run = brought(client, group, "people_and_seats", as_csv(rows), leaves_out=True)
        for person in Person.objects.filter(holdings__seat__group=group).order_by("name"):
            if chance.random() < 0.2:
                invite(group=group, person=person, by=convener_of(group), at=AT)
        undone = taken_back(client, run)
        seats = {(one.name, holder.person.name) for one in group.seats.all() for holder in one.holders.all()}
        bodies = set(group.organizations.values_list("name", flat=True))
        left.append((undone.kept, seats, bodies, group.roles.count()))
    assert left[0] == left[1]
    assert left[0][0], "something stayed"


def test_many_results_go_again_in_few_deletions_and_who_took_a_step_stays(group, client):
    by = convener_of(group)
    add_priority(network=group, code="GL", name="Good living", by=by, at=AT)
    rows = [["Priority", "Code", "Result"], *(["GL", f"GL{n}", f"Result {n}"] for n in range(1, 31))]
    run = brought(client, group, "results", as_csv(rows))
    stepped = Result.objects.get(code="GL7")
    change_rung(result=stepped, rung="exploring", version=stepped.version, by=by, at=AT)
    # One by one it would be several for each of the thirty.
    assert deletions(lambda: client.post(at(run, "import_step", "undo"))) < 2 * 30
    run.refresh_from_db()
    assert run.kept == [[8, "GL7"]]
    assert list(Result.objects.values_list("code", flat=True)) == ["GL7"]
