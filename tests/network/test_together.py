"""Collaborations, offers and asks, who is missing at the table, and support needs: through the pages."""

from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from konbit.audit.models import Entry
from konbit.network.models import Collaboration, Launch, Offer, SupportNeed
from konbit.network.operations.capacity import NeedComesFirst, say_who_was_asked, write_need
from konbit.network.operations.collaborations import log_collaboration
from konbit.network.operations.launching import say_who_is_wanted
from konbit.network.operations.offers import make_offer
from konbit.network.operations.organizations import add_community, add_organization, merge_organizations
from konbit.network.operations.seats import open_seat, seat_person
from konbit.network.queries.launching import gaps_of
from konbit.network.queries.together import (
    collaborating_seats,
    edges_of,
    needs_by_group,
    needs_by_organization,
    needs_of,
    offers_of,
)
from tests.makers import (
    AT,
    SHELL,
    a_group,
    a_network,
    a_person,
    a_seat,
    an_organization,
    client_of,
    clock_stands_at,
    convener_of,
    the_person_with,
)

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 6)


@pytest.fixture(autouse=True)
def the_day(settings):
    clock_stands_at(settings)


def page(name, group, *more):
    return reverse(name, args=[group.address, *more])


def text_of(answer):
    return answer.content.decode()


def logged(network, one, other, **said):
    values = {"about": "A sheet of services", "began_how": "at_a_meeting", "began_on": TODAY, **said}
    return log_collaboration(network=network, one=one, other=other, **values, by=SHELL, at=AT)


# --- collaborations ---


def test_n10_a_member_logs_a_collaboration_on_a_page_and_the_map_has_one_edge_more():
    network = a_network()
    health = a_seat(network, "Health", holder=a_person("Ana"))
    colleges = a_seat(network, "Colleges", holder=a_person("Bo"))
    a_seat(network, "Corrections", holder=a_person("Cy"))
    ana = client_of(health.holders.get().person)
    sent = {
        "one": str(health.organization.pk),
        "other": str(colleges.organization.pk),
        "about": "Train navigators together",
        "began_how": "at_a_meeting",
        "began_on": "2025-03-01",
        "key": str(uuid4()),
    }
    assert edges_of(network, TODAY) == []
    answer = ana.post(page("log_collaboration", network), sent)
    assert answer.status_code == 302, text_of(answer)
    ana.post(page("log_collaboration", network), sent)
    assert Collaboration.objects.count() == 1, "sent twice, it is logged once"
    edges = edges_of(network, TODAY)
    assert [(edge.one.name, edge.other.name) for edge in edges] == [("Health", "Colleges")]
    shown = text_of(ana.get(page("together", network)))
    assert "2 of 3 organizations with a seat work with at least one other." in shown
    assert "At a meeting of the network" in shown
    assert Entry.objects.filter(action="network.log_collaboration", group_id=network.pk).exists()


def test_n10_members_collaborating_is_recomputed_from_the_log_and_is_the_seats_with_an_edge():
    network = a_network()
    seats = [a_seat(network, f"Agency {number}", holder=a_person()) for number in range(5)]
    bodies = [seat.organization for seat in seats]
    logged(network, bodies[0], bodies[1])
    logged(network, bodies[1], bodies[2])
    ended = logged(network, bodies[3], bodies[4], began_on=date(2025, 1, 1))
    degree = {body.pk: 0 for body in bodies}
    for edge in edges_of(network, TODAY):
        degree[edge.one.pk] += 1
        degree[edge.other.pk] += 1
    found = collaborating_seats(network, TODAY)
    assert (found.seats, found.of) == (sum(count >= 1 for count in degree.values()), 5) == (5, 5)
    Collaboration.objects.filter(pk=ended.pk).update(ended_on=TODAY)
    assert collaborating_seats(network, TODAY).seats == 3


def test_n10_a_merge_moves_the_edge_and_what_becomes_one_with_itself_is_no_edge():
    network = a_network()
    kept, double, third = (
        a_seat(network, name).organization for name in ("Health", "Dept. of Health", "MDHS")
    )
    logged(network, double, third)
    logged(network, kept, double)
    merge_organizations(kept=kept, doubled=double, by=SHELL, at=AT)
    assert [(edge.one, edge.other) for edge in edges_of(network, TODAY)] == [(kept, third)]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"other": "same"}, "other"), ({"began_on": "2025-03-07"}, "began_on"), ({"about": ""}, "about")],
)
def test_n10_what_cannot_be_logged_is_refused_at_its_field_and_nothing_is_lost(change, field):
    network = a_network()
    health = a_seat(network, "Health", holder=a_person("Ana"))
    colleges = an_organization(network, "Colleges")
    sent = {
        "one": str(health.organization.pk),
        "other": str(colleges.pk),
        "about": "Train navigators together",
        "began_how": "introduced",
        "began_on": "2025-03-01",
        **change,
    }
    if sent["other"] == "same":
        sent["other"] = sent["one"]
    answer = client_of(health.holders.get().person).post(page("log_collaboration", network), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    if field != "about":
        assert "Train navigators together" in text_of(answer)
    assert not Collaboration.objects.exists()


def test_n10_nobody_logs_for_organizations_of_others():
    network = a_network()
    ana = client_of(a_seat(network, "Health", holder=a_person("Ana")).holders.get().person)
    one, other = an_organization(network, "A"), an_organization(network, "B")
    it = logged(network, one, other)
    assert ana.post(page("withdraw_collaboration", network, it.pk)).status_code == 403
    assert ana.get(page("end_collaboration", network, it.pk)).status_code == 403
    sent = {
        "one": str(one.pk),
        "other": str(other.pk),
        "about": "x",
        "began_how": "introduced",
        "began_on": "2025-03-01",
    }
    assert ana.post(page("log_collaboration", network), sent).status_code == 422
    assert Collaboration.objects.count() == 1


def test_a_slip_is_taken_back_in_one_step_and_brought_back_in_another():
    network = a_network()
    convener = client_of(the_person_with(network, "convener"))
    it = logged(network, an_organization(network, "A"), an_organization(network, "B"))
    convener.post(page("withdraw_collaboration", network, it.pk))
    assert edges_of(network, TODAY) == []
    convener.post(page("restore_collaboration", network, it.pk))
    assert len(edges_of(network, TODAY)) == 1
    answer = convener.post(page("end_collaboration", network, it.pk), {"ended_on": "2025-03-05"})
    assert list(answer.context["form"].errors) == ["ended_on"], "it began on the 6th"
    convener.post(page("end_collaboration", network, it.pk), {"ended_on": "2025-03-06"})
    assert "Ended" in text_of(convener.get(page("together", network)))


# --- offers and asks ---


def offered(network, name, kind="train", *, where=(), **said):
    body = network.organizations.filter(name=name).first() or an_organization(network, name)
    return make_offer(
        network=network,
        organization=body,
        kind=kind,
        what=said.pop("what", f"{name} can"),
        communities=where,
        by=SHELL,
        at=said.pop("at", AT),
        **said,
    )


def test_e5_who_can_train_here_gives_exactly_the_organizations_whose_live_offers_match():
    network = a_network()
    compton = add_community(network=network, name="Compton", by=SHELL, at=AT)
    watts = add_community(network=network, name="Watts", by=SHELL, at=AT)
    offered(network, "Here", where=[compton])
    offered(network, "Everywhere")
    offered(network, "There", where=[watts])
    offered(network, "Hosts", "host", where=[compton])
    offered(network, "Expired", where=[compton], at=AT - timedelta(days=30), until=TODAY - timedelta(days=1))
    offered(network, "Last day", where=[compton], until=TODAY)
    offered(network, "Looks for it", where=[compton], is_ask=True)
    gone = offered(network, "Taken back", where=[compton])
    member = client_of(a_seat(network, "Health", holder=a_person("Ana")).holders.get().person)
    client_of(the_person_with(network, "convener")).post(page("withdraw_offer", network, gone.pk))

    found = offers_of(network, TODAY, kind="train", community_id=str(compton.pk))
    assert {one.organization.name for one in found} == {"Here", "Everywhere", "Last day"}
    asked = urlencode({"kind": "train", "community": compton.pk})
    shown = text_of(member.get(page("offers", network) + "?" + asked))
    for name in ("Here", "Everywhere", "Last day"):
        assert f"<strong>{name}</strong>" in shown
    for name in ("There", "Hosts", "Expired", "Taken back"):
        assert f"<strong>{name}</strong>" not in shown


def test_e5_words_are_found_without_their_accents():
    network = a_network()
    offered(network, "A", what="Entènèt ak đào tạo en español")
    for said in ("entenet", "dao tao", "ESPANOL", "Đào"):
        assert len(offers_of(network, TODAY, said=said)) == 1, said
    assert offers_of(network, TODAY, said="internet") == []


def test_e5_a_member_offers_for_its_own_organization_and_for_no_other():
    network = a_network()
    ana = client_of(a_seat(network, "Health", holder=a_person("Ana")).holders.get().person)
    other = an_organization(network, "B")
    own = network.organizations.get(name="Health")
    sent = {"organization": str(own.pk), "kind": "host", "what": "A room for forty", "is_ask": "no"}
    assert ana.post(page("new_offer", network), sent).status_code == 302
    assert ana.post(page("new_offer", network), {**sent, "organization": str(other.pk)}).status_code == 422
    assert Offer.objects.get().organization == own
    assert not Offer.objects.get().is_ask
    late = ana.post(page("new_offer", network), {**sent, "until": "2025-03-05"})
    assert list(late.context["form"].errors) == ["until"]


# --- who is missing ---


def test_e4_of_eight_wanted_sectors_six_are_held_the_page_names_the_two_and_the_launch_keeps_the_gap():
    network = a_network()
    wanted = [
        "human_services",
        "health",
        "workforce",
        "education",
        "justice",
        "disability",
        "business",
        "philanthropy",
    ]
    say_who_is_wanted(network=network, sectors=wanted, communities=[], by=SHELL, at=AT)
    for sector in wanted[:6]:
        body = add_organization(network=network, name=sector.title(), sector=sector, by=SHELL, at=AT)
        a_seat(network, body.name, holder=a_person())
    empty = add_organization(network=network, name="Chamber", sector="business", by=SHELL, at=AT)
    seat = a_seat(network, empty.name)
    convener = client_of(the_person_with(network, "convener"))
    shown = text_of(convener.get(page("launch", network)))
    assert "No seat yet for: Business, Philanthropy. You can launch anyway" in shown
    assert convener.post(page("launch", network), {"note": "We begin."}).status_code == 302
    kept = Launch.objects.get()
    assert kept.missing == {"sectors": ["business", "philanthropy"], "communities": []}
    assert len(kept.held["sectors"]) == 6
    seat_person(seat=seat, person=a_person(), by=SHELL, at=AT)
    shown = text_of(convener.get(page("launch", network)))
    assert "Missing on that day: Business, Philanthropy." in shown, "the founding record does not change"
    again = convener.post(page("launch", network), {"note": ""})
    assert again.status_code == 409
    assert Launch.objects.count() == 1


def test_e4_a_community_is_held_by_its_seat_or_by_residents_of_its_partnership():
    network = a_network()
    partnership = a_group(network)
    names = {name: add_community(network=network, name=name, by=SHELL, at=AT) for name in ("A", "B")}
    names["C"] = add_community(network=network, name="C", partnership=partnership, by=SHELL, at=AT)
    say_who_is_wanted(network=network, sectors=[], communities=list(names.values()), by=SHELL, at=AT)
    seat = open_seat(group=network, community=names["A"], role="community_partnership", by=SHELL, at=AT)
    seat_person(seat=seat, person=a_person(), by=SHELL, at=AT)
    a_seat(partnership, title="Resident 1", holder=a_person())
    gaps = gaps_of(network, TODAY)
    assert gaps.held.communities == ("A", "C")
    assert gaps.missing.communities == ("B",)


def test_e4_only_those_who_look_after_the_network_say_who_is_wanted_and_the_convener_launches():
    network = a_network()
    ana = client_of(a_seat(network, "Health", holder=a_person("Ana")).holders.get().person)
    assert ana.get(page("launch", network)).status_code == 200
    assert ana.post(page("launch", network), {"note": ""}).status_code == 403
    assert ana.post(page("wanted", network), {"sectors": ["health"]}).status_code == 403
    assert not Launch.objects.exists()


# --- support needs ---


def test_n36_a_need_is_open_until_all_four_are_filled_on_the_pages():
    network = a_network()
    health = a_seat(network, "Health", holder=a_person("Ana"))
    trainer = an_organization(network, "Trainer")
    ana = client_of(health.holders.get().person)
    sent = {
        "need": "Learn to run a listening session",
        "organization": str(health.organization.pk),
        "needed_on": "2025-03-01",
    }
    assert ana.post(page("new_need", network), sent).status_code == 302
    need = SupportNeed.objects.get()
    steps = [
        ("asked", {"asked_of": str(trainer.pk), "asked_on": "2025-03-02"}),
        ("given", {"given_by": str(trainer.pk), "given_on": "2025-03-05", "given": "A day of practice"}),
        ("changed", {"what_changed": "Two staff hold sessions on their own"}),
    ]
    for step, values in steps:
        assert need.is_open
        assert "1 of 1 need is open." in text_of(ana.get(page("capacity", network)))
        answer = ana.post(page("need_step", network, need.pk, step), values)
        assert answer.status_code == 302, text_of(answer)
        need.refresh_from_db()
    assert not need.is_open
    assert "0 of 1 need is open." in text_of(ana.get(page("capacity", network)))


def test_n36_listing_by_group_and_by_organization_gives_the_same_needs_once():
    network = a_network()
    inside = a_group(network)
    body = an_organization(network, "Health")
    by = convener_of(network)
    for group, organization in ((network, None), (network, body), (inside, body), (inside, None)):
        write_need(group=group, organization=organization, need="Learn", by=SHELL, at=AT)
    needs = needs_of(by, network)
    everything = [need for need in SupportNeed.objects.all() if by.in_group(need.group_id)]
    assert {need.pk for need in needs} == {need.pk for need in everything}
    for lists in (needs_by_group(needs), needs_by_organization(needs, "A group's own")):
        listed = [need.pk for one in lists for need in one.needs]
        assert sorted(listed) == sorted(need.pk for need in needs)


def test_n36_steps_come_in_their_order():
    network = a_network()
    convener = client_of(the_person_with(network, "convener"))
    body = an_organization(network, "Trainer")
    need = write_need(group=network, need="Learn", by=SHELL, at=AT)
    early = convener.post(page("need_step", network, need.pk, "changed"), {"what_changed": "All"})
    assert early.status_code == 409
    given = {"given_by": str(body.pk), "given_on": "2025-03-06", "given": "Help"}
    assert convener.post(page("need_step", network, need.pk, "given"), given).status_code == 409
    with pytest.raises(NeedComesFirst):
        say_who_was_asked(need=need, asked_of=body, asked_on=TODAY - timedelta(days=1), by=SHELL, at=AT)
    assert convener.post(page("need_step", network, need.pk, "nothing"), {}).status_code == 404


def test_n36_nobody_writes_the_need_of_another_organization_and_a_stranger_sees_none():
    network, elsewhere = a_network(), a_network()
    ana = client_of(a_seat(network, "Health", holder=a_person("Ana")).holders.get().person)
    need = write_need(
        group=network, organization=an_organization(network, "B"), need="Learn", by=SHELL, at=AT
    )
    assert ana.post(page("withdraw_need", network, need.pk)).status_code == 403
    assert ana.get(page("need_step", network, need.pk, "asked")).status_code == 403
    stranger = client_of(the_person_with(elsewhere, "convener"))
    assert stranger.get(page("capacity", network)).status_code == 404
    assert stranger.post(page("withdraw_need", elsewhere, need.pk)).status_code == 404
    assert Client().get(page("together", network)).status_code == 404
