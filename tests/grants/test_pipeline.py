"""N-17 and N-18: sources of money, who pursues them, and how many days each stage takes. Through the pages."""

from datetime import date
from uuid import uuid4

import pytest

from konbit.audit.models import Entry
from konbit.foundation.refusals import Refusal
from konbit.grants.models import FundingSource, Pursuit
from konbit.grants.operations.funding_sources import add_funding_source
from konbit.grants.operations.pursuits import move_pursuit, open_pursuit, tie_award
from konbit.grants.queries.pipeline import pursuits_seen
from konbit.network.operations.seats import seat_person
from tests.makers import AT, SHELL, a_person, a_seat, actor, client_of, clock_stands_at, convener_of
from tests.results.standing_behind import River, at, page, read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def river():
    """A network with three member organizations: health, jobs and school."""
    made = River()
    for name in ("jobs", "school"):
        person = a_person(f"Leader of {name}")
        seat = a_seat(made.network, f"Office of {name}", holder=person)
        setattr(made, name, seat.organization)
        setattr(made, f"{name}_leader", person)
        setattr(made, f"at_{name}", client_of(person))
    made.at_health = made.member
    return made


def a_source(river, name="Summer fund", **said):
    return add_funding_source(
        network=river.network, name=name, giver="River foundation", by=SHELL, at=AT, **said
    )


def a_pursuit(source, organization, *, stage="found", is_visible=True, on=date(2025, 1, 6), **said):
    """A pursuit that was taken to this stage, every step on one day."""
    pursuit = open_pursuit(
        funding_source=source,
        organization=organization,
        is_visible=is_visible,
        on=on,
        by=SHELL,
        at=AT,
        **said,
    )
    way = ["found", "deciding", "writing", "applied", "awarded"]
    for number, following in enumerate(way[1 : way.index(stage) + 1], start=1):
        pursuit = move_pursuit(pursuit=pursuit, stage=following, on=on, version=number, by=SHELL, at=AT)
    return pursuit


def move(client, pursuit, stage, on="2025-03-06", **typed):
    pursuit.refresh_from_db()
    typed = {"stage": stage, "on": on, "version": pursuit.version, **typed}
    return client.post(at("move_pursuit", pursuit.pk), typed)


def mark_on(client, pursuit):
    """The mark that the page of the next stage carries."""
    return client.get(at("move_pursuit", pursuit.pk)).context["form"].initial["shown"]


# --- N-17 -------------------------------------------------------------------------------------


def test_n17_two_visible_members_see_each_other_before_applied_can_be_set(river):
    source = a_source(river)
    ours = a_pursuit(source, river.health, stage="writing")
    theirs = a_pursuit(source, river.jobs, stage="writing")
    assert "These members pursue the same source Office of jobs" in page(
        river.at_health, "move_pursuit", ours.pk
    )
    assert "These members pursue the same source Department of Health" in page(
        river.at_jobs, "move_pursuit", theirs.pk
    )
    assert "Others pursue this source too Office of jobs" in page(river.at_health, "pursuit", ours.pk)
    assert move(river.at_health, ours, "applied", shown=mark_on(river.at_health, ours)).status_code == 302
    ours.refresh_from_db()
    assert ours.stage == "applied"


def test_n17_who_did_not_see_the_names_is_shown_them_and_may_then_apply(river):
    source = a_source(river)
    ours = a_pursuit(source, river.health, stage="writing")
    theirs = a_pursuit(source, river.jobs, stage="writing")
    for mark in ("", "made-up", mark_on(river.at_jobs, theirs)):
        refused = move(river.at_health, ours, "applied", shown=mark)
        assert refused.status_code == 409
        assert "see who pursues the same source: Office of jobs." in read(refused)
    again = refused.context["form"]["shown"].value()
    assert move(river.at_health, ours, "applied", shown=again).status_code == 302


def test_n17_somebody_who_came_since_the_names_were_shown_is_named_first(river):
    source = a_source(river)
    ours = a_pursuit(source, river.health, stage="writing")
    a_pursuit(source, river.jobs)
    mark = mark_on(river.at_health, ours)
    a_pursuit(source, river.school)
    refused = move(river.at_health, ours, "applied", shown=mark)
    assert "Office of jobs, Office of school." in read(refused)
    assert Pursuit.objects.get(pk=ours.pk).stage == "writing"
    # Who stopped pursuing it is named no more, and hinders nobody.
    mark = mark_on(river.at_health, ours)
    Pursuit.objects.exclude(pk=ours.pk).update(stage="dropped")
    assert move(river.at_health, ours, "applied", shown=mark).status_code == 302


@pytest.mark.parametrize("private", ["ours", "theirs", "both"])
def test_n17_if_one_is_private_neither_sees_anything(river, private):
    source = a_source(river)
    ours = a_pursuit(source, river.health, stage="writing", is_visible=private == "theirs", note="Our plan")
    theirs = a_pursuit(source, river.jobs, stage="writing", is_visible=private == "ours")
    for client, own, other, name in (
        (river.at_health, ours, theirs, "Office of jobs"),
        (river.at_jobs, theirs, ours, "Department of Health"),
    ):
        for shown in (
            page(client, "pursuits"),
            page(client, "funding"),
            page(client, "funding_source", source.pk),
            page(client, "pursuit", own.pk),
            page(client, "move_pursuit", own.pk),
        ):
            assert name not in shown
            assert "Others pursue" not in shown
        assert client.get(at("pursuit", other.pk)).status_code == 404
        assert move(client, other, "applied").status_code == 404
        assert "of 1 pursuit" in page(client, "pursuit", own.pk)
        assert move(client, own, "applied").status_code == 302


def test_n17_a_private_pursuit_is_seen_by_its_own_people_and_partners_alone(river):
    source = a_source(river)
    hidden = a_pursuit(source, river.health, is_visible=False, partners=[river.school])
    for client in (river.at_health, river.at_school):
        assert "Department of Health" in page(client, "funding_source", source.pk)
        assert client.get(at("pursuit", hidden.pk)).status_code == 200
    for client in (river.at_jobs, river.keeper):
        assert "Nobody that you can see." in page(client, "funding_source", source.pk)
        assert "How long each stage takes" not in page(client, "pursuits")
        for name in ("pursuit", "change_pursuit", "move_pursuit", "tie_award"):
            assert client.get(at(name, hidden.pk)).status_code == 404
    # A partner reads it; only its own people move it.
    assert move(river.at_school, hidden, "deciding").status_code == 403
    assert move(river.at_health, hidden, "deciding").status_code == 302


def test_n17_the_trail_of_the_network_does_not_tell_of_a_private_pursuit(river):
    source = a_source(river)
    a_pursuit(source, river.health, stage="deciding", is_visible=False)
    told = Entry.objects.filter(group_id=river.network.pk, about_kind="grants.pursuit")
    assert not told.exists()
    a_pursuit(source, river.jobs)
    assert [entry.action for entry in told] == ["grants.open_pursuit"]


def test_n17_pipeline_links_source_results_and_organizations(river):
    client, typed = river.at_health, {"name": "Summer fund", "giver": "River foundation", "currency": "USD"}
    sent = client.post(at("new_funding_source"), {**typed, "results": ["H1", "H2"], "key": str(uuid4())})
    assert sent.status_code == 302
    source = FundingSource.objects.get()
    typed = {
        "organization": river.health.pk,
        "is_visible": "yes",
        "partners": [river.jobs.pk],
        "results": "H2",
    }
    sent = client.post(
        at("new_pursuit", source.pk), {**typed, "sought_cents": "12,500.50", "key": str(uuid4())}
    )
    assert sent.status_code == 302, read(sent)
    shown = page(river.at_school, "pursuit", Pursuit.objects.get().pk)
    assert "Sought $12,500.50 Partners Office of jobs Results it would serve H2" in shown
    assert "Results it serves H1 , H2" in page(river.at_school, "funding_source", source.pk)
    again = client.post(at("new_pursuit", source.pk), {**typed, "key": str(uuid4())})
    assert again.status_code == 409
    assert "Department of Health pursues this source already." in read(again)


# --- N-18 -------------------------------------------------------------------------------------


def test_n18_days_per_stage_and_their_median_are_computed_from_dates(river):
    source = a_source(river)
    for organization, days in (
        (river.health, (6, 16, 26)),
        (river.jobs, (6, 10, 11)),
        (river.school, (6, 9)),
    ):
        pursuit = a_pursuit(source, organization)
        stages = ("deciding", "writing")
        for version, (stage, day) in enumerate(zip(stages, days[1:], strict=False), start=1):
            on = date(2025, 1, day)
            move_pursuit(pursuit=pursuit, stage=stage, on=on, version=version, by=SHELL, at=AT)
    ours = Pursuit.objects.get(organization=river.health)
    shown = page(river.at_health, "pursuit", ours.pk)
    # Found took 10, 4 and 3 days; deciding 10 and 1.
    assert "Found January 6, 2025 January 16, 2025 10 4 days, of 3 pursuits" in shown
    assert "Deciding whether to apply January 16, 2025 January 26, 2025 10 5.5 days, of 2 pursuits" in shown
    assert "Writing January 26, 2025 Still open 39 so far –" in shown
    assert "%" not in shown
    medians = page(river.at_jobs, "pursuits")
    assert "Found 4 3 Deciding whether to apply 5.5 2" in medians


def test_n18_a_stage_closed_before_it_opened_is_refused(river):
    pursuit = a_pursuit(a_source(river), river.health, on=date(2025, 2, 3))
    refused = move(river.at_health, pursuit, "deciding", on="2025-02-02")
    assert refused.status_code == 422
    assert "opened on February 3, 2025, so it cannot close before that day" in read(refused)
    assert 'value="2025-02-02"' in refused.content.decode()
    assert move(river.at_health, pursuit, "deciding", on="2025-02-03").status_code == 302
    typed = {"opened_on": "2025-02-03", "closed_on": "2025-02-01", "version": 2}
    refused = river.at_health.post(at("correct_days", pursuit.pk, 1), typed)
    assert "cannot close before that day" in read(refused)


def test_n18_stages_follow_in_order_and_no_day_lies_ahead(river):
    pursuit = a_pursuit(a_source(river), river.health)
    skipped = move(river.at_health, pursuit, "applied")
    assert skipped.status_code == 422
    ahead = move(river.at_health, pursuit, "deciding", on="2025-03-07")
    assert ahead.status_code == 422
    assert "March 7, 2025 is still to come." in read(ahead)
    assert move(river.at_health, pursuit, "dropped").status_code == 302
    pursuit.refresh_from_db()
    with pytest.raises(Refusal, match="not_the_next_stage"):
        move_pursuit(pursuit=pursuit, stage="deciding", on=AT.date(), version=2, by=SHELL, at=AT)


def test_n18_days_are_corrected_without_running_into_the_next_stage(river):
    pursuit = a_pursuit(a_source(river), river.health)
    move(river.at_health, pursuit, "deciding", on="2025-01-20")
    address = at("correct_days", pursuit.pk, 1)
    into = {"opened_on": "2025-01-08", "closed_on": "2025-01-21", "version": 2}
    refused = river.at_health.post(address, into)
    assert "run into the stage before or after" in read(refused)
    assert river.at_health.post(address, {**into, "closed_on": "2025-01-18"}).status_code == 302
    assert "January 8, 2025 January 18, 2025 10" in page(river.at_health, "pursuit", pursuit.pk)
    assert river.at_health.post(address, {**into, "closed_on": "2025-01-18"}).status_code == 409
    assert river.at_health.get(at("correct_days", pursuit.pk, 9)).status_code == 404


def test_n18_what_makes_a_source_fit_for_small_groups_is_filterable(river):
    a_source(river, "Easy fund", match_required="no", paid_in_advance="yes", pages=3)
    a_source(river, "Hard fund", match_required="yes", paid_in_advance="no", pages=40)
    a_source(river, "Unknown fund", results=[river.results[0]])
    a_source(river, "Past fund", closes_on=date(2025, 3, 5), match_required="no")

    def found(**asked):
        answer = river.at_health.get(at("funding"), asked)
        return sorted(source.name.split()[0] for source in answer.context["sources"])

    assert found(match="no") == ["Easy", "Past"]
    assert found(match="no", is_open="on") == ["Easy"]
    assert found(match="unknown") == ["Unknown"]
    assert found(advance="yes") == ["Easy"]
    assert found(advance="no") == ["Hard"]
    assert found(pages="10") == ["Easy"]
    assert found(match="no", advance="yes", pages="3") == ["Easy"]
    assert found(result="H1") == ["Unknown"]
    assert len(found()) == 4
    # What nobody could have chosen narrows nothing.
    assert len(found(pages="-1", match="odd")) == 4
    assert "No source fits" in read(river.at_health.get(at("funding"), {"pages": "0"}))


# --- the rest ---------------------------------------------------------------------------------


def test_a_step_is_taken_back_and_the_stage_before_is_open_again(river):
    pursuit = a_pursuit(a_source(river), river.health, stage="awarded")
    address = at("undo_move_pursuit", pursuit.pk)
    assert river.at_health.post(address, {"version": "x"}).status_code == 409
    for version in (5, 6, 7, 8):
        assert river.at_health.post(address, {"version": version}).status_code == 302
    pursuit.refresh_from_db()
    assert pursuit.stage == "found"
    assert [row.closed_on for row in pursuit.stages.all()] == [None]
    assert "no step to take back" in read(river.at_health.post(address, {"version": 9}))


def test_a_pursuit_that_was_awarded_may_lead_to_an_award(river):
    pursuit = a_pursuit(a_source(river), river.health, stage="applied")
    early = river.at_health.post(at("tie_award", pursuit.pk), {"award": "", "version": 4})
    assert early.status_code == 409
    assert "Only a pursuit that was awarded leads to an award." in read(early)
    move(river.at_health, pursuit, "awarded")
    assert (
        river.at_health.post(at("tie_award", pursuit.pk), {"award": uuid4(), "version": 5}).status_code == 422
    )
    pursuit = tie_award(pursuit=pursuit, award=None, version=5, by=SHELL, at=AT)
    assert pursuit.award is None


def test_who_sees_it_and_with_whom_is_changed_by_its_own_people(river):
    pursuit = a_pursuit(a_source(river), river.health)
    typed = {"is_visible": "no", "partners": [river.jobs.pk], "note": "Ask for help", "version": 1}
    address = at("change_pursuit", pursuit.pk)
    assert river.at_jobs.post(address, typed).status_code == 403
    assert river.at_health.post(address, typed).status_code == 302
    pursuit.refresh_from_db()
    assert (pursuit.is_visible, pursuit.note, pursuit.partners.get()) == (False, "Ask for help", river.jobs)
    stale = river.at_health.post(address, {**typed, "partners": [], "note": "No"})
    assert stale.status_code == 409
    assert pursuit.partners.count() == 1


def test_a_source_is_told_of_and_mended_by_every_member(river):
    source = a_source(river)
    address = at("change_funding_source", source.pk)
    typed = {"name": "Summer fund", "giver": "River foundation", "currency": "USD", "version": 1}
    backward = river.at_jobs.post(address, {**typed, "opens_on": "2025-05-02", "closes_on": "2025-05-01"})
    assert "This source opens on May 2, 2025" in read(backward)
    elsewhere = river.at_jobs.post(address, {**typed, "address": "javascript:alert(1)"})
    assert elsewhere.status_code == 422
    assert river.at_jobs.post(address, {**typed, "most_cents": "25000", "pages": "4"}).status_code == 302
    assert "The most that it gives $25,000" in page(river.at_health, "funding_source", source.pk)
    assert river.at_health.post(address, {**typed, "most_cents": "30000"}).status_code == 409


def test_it_is_closed_to_strangers_and_an_operator_alone(river):
    source = a_source(river)
    pursuit = a_pursuit(source, river.health)
    for name, arguments in (
        ("funding", ()),
        ("pursuits", ()),
        ("new_funding_source", ()),
        ("funding_source", (source.pk,)),
        ("new_pursuit", (source.pk,)),
        ("pursuit", (pursuit.pk,)),
        ("correct_days", (pursuit.pk, 1)),
    ):
        assert stranger().get(at(name, *arguments)).status_code == 404, name
        assert client_of(a_person()).get(at(name, *arguments)).status_code == 404, name


def test_a_person_of_two_organizations_sees_others_for_the_visible_one(river):
    source, by = a_source(river), actor(river.jobs_leader)
    theirs = a_pursuit(source, river.health)
    assert theirs in pursuits_seen(by, river.network)
    a_pursuit(source, river.jobs, is_visible=False)
    assert theirs not in pursuits_seen(by, river.network)
    seat_person(seat=river.school.seats.get(), person=river.jobs_leader, by=convener_of(river.network), at=AT)
    both = actor(river.jobs_leader)
    assert theirs not in pursuits_seen(both, river.network)
    a_pursuit(source, river.school)
    assert theirs in pursuits_seen(both, river.network)


def test_sending_a_form_twice_stores_once(river):
    key = str(uuid4())
    typed = {"name": "Summer fund", "giver": "River foundation", "currency": "USD", "key": key}
    for _time in range(2):
        assert river.at_health.post(at("new_funding_source"), typed).status_code == 302
    source = FundingSource.objects.get()
    typed = {"organization": river.health.pk, "is_visible": "no", "key": key}
    for _time in range(2):
        assert river.at_health.post(at("new_pursuit", source.pk), typed).status_code == 302
    assert Pursuit.objects.count() == 1
