"""G-2: a dated transition from direct support to a network, with tasks and hand-over; the past stays as it was."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from konbit.foundation.clock import move_demo_clock
from konbit.grants.models import RelationOwner, Transition, TransitionTask
from konbit.grants.operations.reports import set_report_due
from konbit.grants.queries.transitions import relation_owner_on
from tests.grants.makers import SHELL, Chain
from tests.makers import AT, clock_stands_at
from tests.results.standing_behind import at, page, read, stranger

pytestmark = pytest.mark.django_db

# The clock stands at March 6, 2025.
DAY = date(2025, 5, 1)
PLACES = ("East mill", "West mill")


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    chain = Chain()
    for name in PLACES:
        chain.place(name)
    return chain


def plan_form(chain, **typed):
    hand_overs = {f"community_{chain.place(name).pk}": chain.body("North grantee").pk for name in PLACES}
    return {
        "name": "From direct support to a network",
        "on": DAY.isoformat(),
        "before": chain.body("Funder").pk,
        "key": str(uuid4()),
        **hand_overs,
        **typed,
    }


def plan(chain, **typed):
    answer = chain.keeper.post(at("new_transition"), plan_form(chain, **typed))
    assert answer.status_code == 302, read(answer)
    return Transition.objects.latest("on")


def add_task(chain, transition, what="Introduce the grantee", owner="Funder"):
    typed = {"what": what, "owner": chain.body(owner).pk, "key": str(uuid4())}
    assert chain.keeper.post(at("new_transition_task", transition.pk), typed).status_code == 302
    return TransitionTask.objects.get(what=what)


def owner_on(chain, day, name=PLACES[0]):
    owner = relation_owner_on(chain.place(name), day)
    return owner and owner.name


def test_g2_before_the_day_the_funder_looks_after_it_and_from_it_the_regional_grantee(chain):
    plan(chain)
    assert [owner_on(chain, DAY + timedelta(days=days)) for days in (-4000, -1, 0, 4000)] == [
        "Funder", "Funder", "North grantee", "North grantee",
    ]  # fmt: skip
    listed = "East mill Funder until May 1, 2025 North grantee from May 1, 2025"
    assert listed in page(chain.clients["Mill contractor"], "relation_owners")
    bold = '<strong lang="en">{}</strong>'
    shown = chain.clients["Mill contractor"].get(at("relation_owners")).content.decode()
    assert (bold.format("Funder") in shown, bold.format("North grantee") in shown) == (True, False)
    move_demo_clock(AT + timedelta(days=56))
    shown = chain.clients["Mill contractor"].get(at("relation_owners")).content.decode()
    assert (bold.format("Funder") in shown, bold.format("North grantee") in shown) == (False, True)


def test_g2_reports_for_the_time_before_keep_the_funder(chain):
    award = chain.award("Funder", "South grantee", places={chain.place(PLACES[0]).pk: None})

    def due(begins, ends):
        return set_report_due(
            award=award,
            period_from=begins,
            period_until=ends,
            due_on=ends + timedelta(days=30),
            by=SHELL,
            at=AT,
        )

    before, after = due(date(2025, 1, 1), date(2025, 4, 30)), due(DAY, date(2025, 6, 30))
    assert after.owed_to.name == "Funder"
    transition = plan(chain)
    for report, reader in ((before, "Funder"), (after, "North grantee")):
        report.refresh_from_db()
        assert report.owed_to.name == reader
    assert due(date(2025, 7, 1), date(2025, 9, 30)).owed_to.name == "North grantee"
    assert due(date(2025, 4, 1), date(2025, 6, 1)).owed_to.name == "Funder"
    typed = {"on": "2025-07-15", "version": transition.version}
    assert chain.keeper.post(at("move_transition", transition.pk), typed).status_code == 302
    after.refresh_from_db()
    assert after.owed_to.name == "Funder"


def test_g2_the_plan_cannot_close_with_an_open_task(chain):
    transition = plan(chain)
    tasks = [add_task(chain, transition, what) for what in ("Introduce the grantee", "Hand over the files")]
    move_demo_clock(AT + timedelta(days=60))
    close = at("close_transition", transition.pk)
    refused = chain.keeper.post(close)
    assert refused.status_code == 409
    assert "while tasks are open: “Introduce the grantee”, “Hand over the files”." in read(refused)
    assert chain.clients["Funder"].post(at("finish_transition_task", tasks[0].pk)).status_code == 302
    refused = chain.keeper.post(close)
    assert "while tasks are open: “Hand over the files”." in read(refused)
    assert Transition.objects.get().closed_at is None
    chain.keeper.post(at("finish_transition_task", tasks[1].pk))
    assert chain.keeper.post(close).status_code == 302
    assert "Closed" in page(chain.clients["Mill contractor"], "transition", transition.pk)
    assert chain.keeper.post(close).status_code == 409
    assert chain.keeper.post(at("reopen_transition_task", tasks[0].pk)).status_code == 409
    assert owner_on(chain, DAY) == "North grantee"


def test_a_plan_whose_day_is_ahead_moves_or_is_called_off_but_does_not_close(chain):
    transition = plan(chain)
    assert chain.keeper.post(at("close_transition", transition.pk)).status_code == 409
    for day, says in (("2025-03-06", "Choose a day after today"), ("", "")):
        refused = chain.keeper.post(at("move_transition", transition.pk), {"on": day, "version": 1})
        assert refused.status_code == 422
        assert says in read(refused)
    moved = chain.keeper.post(at("move_transition", transition.pk), {"on": "2025-06-01", "version": 1})
    assert moved.status_code == 302
    assert [owner_on(chain, day) for day in (DAY, date(2025, 5, 31), date(2025, 6, 1))] == [
        "Funder", "Funder", "North grantee",
    ]  # fmt: skip
    late = chain.keeper.post(at("move_transition", transition.pk), {"on": "2025-07-01", "version": 1})
    assert late.status_code == 409
    assert chain.keeper.post(at("call_off_transition", transition.pk), {"version": 2}).status_code == 302
    assert owner_on(chain, date(2026, 1, 1)) == "Funder"
    assert "Nothing changes hands" in page(chain.keeper, "transition", transition.pk)


def test_g2_once_its_day_has_come_the_plan_is_moved_no_more(chain):
    transition = plan(chain)
    move_demo_clock(AT + timedelta(days=56))
    for verb, typed in (("move_transition", {"on": "2025-12-01"}), ("call_off_transition", {})):
        refused = chain.keeper.post(at(verb, transition.pk), {**typed, "version": 1})
        assert refused.status_code == 409
        assert "has come, and what was stays as it was" in read(refused)
    assert owner_on(chain, DAY) == "North grantee"


def test_a_second_plan_builds_on_the_first_and_never_cuts_into_the_past(chain):
    first = plan(chain)
    to_south = {f"community_{chain.place(PLACES[0]).pk}": chain.body("South grantee").pk}
    stays = {f"community_{chain.place(PLACES[1]).pk}": ""}
    early = chain.keeper.post(at("new_transition"), plan_form(chain, on="2025-05-01", **to_south, **stays))
    assert early.status_code == 409
    assert "changed on May 1, 2025 already" in read(early)
    plan(chain, on="2026-05-01", **to_south, **stays)
    assert [owner_on(chain, date(year, 6, 1)) for year in (2024, 2025, 2026)] == [
        "Funder", "North grantee", "South grantee",
    ]  # fmt: skip
    for day in ("2026-05-01", "2027-01-01"):
        over = chain.keeper.post(at("move_transition", first.pk), {"on": day, "version": 1})
        assert "changes hands again on May 1, 2026" in read(over)
    over = chain.keeper.post(at("call_off_transition", first.pk), {"version": 1})
    assert over.status_code == 409
    assert RelationOwner.objects.filter(until=None).count() == 2


def test_what_cannot_be_planned_is_refused_and_nothing_is_stored(chain):
    nothing = {f"community_{chain.place(name).pk}": "" for name in PLACES}
    to_the_funder = {f"community_{chain.place(PLACES[1]).pk}": chain.body("Funder").pk}
    for typed, says in (
        ({"name": " "}, "Give the plan a name"),
        (nothing, "Choose for at least one community"),
        ({"before": ""}, "Nobody said who looks after “East mill” until then."),
        (to_the_funder, "“Funder” looks after “West mill” already."),
        ({"on": "not a day"}, ""),
        ({"before": str(uuid4())}, ""),
    ):
        refused = chain.keeper.post(at("new_transition"), plan_form(chain, **typed))
        assert refused.status_code in (409, 422), typed
        assert says in read(refused)
    assert not Transition.objects.exists()
    assert not RelationOwner.objects.exists()


def test_who_looks_after_a_community_is_said_once_then_changed_by_a_plan(chain):
    address = at("name_relation_owner", chain.place(PLACES[0]).pk)
    typed = {"organization": chain.body("Funder").pk, "since": "2020-01-01"}
    assert chain.keeper.post(address, typed).status_code == 302
    again = chain.keeper.post(address, {"organization": chain.body("South grantee").pk})
    assert again.status_code == 409
    assert "Plan a transition to change that" in read(again)
    assert owner_on(chain, date(2019, 12, 31)) is None
    assert owner_on(chain, DAY) == "Funder"


def test_only_the_funder_and_those_who_keep_the_network_plan_and_everybody_in_it_reads(chain):
    transition = plan(chain)
    task = add_task(chain, transition, owner="North grantee")
    contractor = chain.clients["Mill contractor"]
    assert "Introduce the grantee" in page(contractor, "transition", transition.pk)
    for verb, pk in (
        ("move_transition", transition.pk),
        ("call_off_transition", transition.pk),
        ("close_transition", transition.pk),
        ("new_transition_task", transition.pk),
        ("finish_transition_task", task.pk),
        ("remove_transition_task", task.pk),
    ):
        assert contractor.post(at(verb, pk), {}).status_code == 403, verb
        assert stranger().post(at(verb, pk), {}).status_code == 404, verb
    assert contractor.get(at("new_transition")).status_code == 403
    assert chain.clients["North grantee"].post(at("finish_transition_task", task.pk)).status_code == 302
    assert chain.clients["North grantee"].post(at("remove_transition_task", task.pk)).status_code == 403
