"""Organizations corrected, merged and un-merged: through the pages."""

import pytest
from django.test import Client
from django.urls import reverse

from konbit.network.models import Community, Organization, OrganizationMerge, Seat
from tests.makers import (
    a_group,
    a_network,
    a_person,
    a_role,
    a_seat,
    an_organization,
    signed_in,
    the_person_with,
)

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


def as_convener(group):
    return signed_in(Client(), the_person_with(group, "convener"))


def page(name, group, *more):
    return reverse(name, args=[group.address, *more])


def merged(client, group, kept, doubled):
    return client.post(page("merge_organizations", group), {"kept": str(kept.pk), "doubled": str(doubled.pk)})


def test_h7_a_doubled_organization_is_merged_and_the_merge_taken_back_in_one_step():
    network = a_network()
    seat = a_seat(network, "Dept. of Health", holder=a_person("Ana"))
    kept, double = an_organization(network, "Department of Health"), seat.organization
    client = as_convener(network)
    answer = merged(client, network, kept, double)
    assert answer.status_code == 302, text_of(answer)
    shown = client.get(answer.url)
    assert "“Dept. of Health” is part of “Department of Health”" in text_of(shown)
    undo = page("undo_merge", network, OrganizationMerge.objects.get().pk)
    assert undo in text_of(shown)
    seat = Seat.objects.get()
    assert seat.organization == kept
    seat_page = text_of(client.get(page("seat", network, seat.pk)))
    assert "Department of Health" in seat_page
    assert "Ana" in seat_page

    answer = client.post(undo)
    assert answer.status_code == 302
    shown = text_of(client.get(answer.url))
    assert "The merge is taken back. “Dept. of Health” stands alone again." in shown
    assert undo not in shown
    assert Seat.objects.get().organization == double
    assert client.post(undo).status_code == 404, "what was taken back is not there to take back"


def test_h7_merging_one_with_itself_is_refused_at_its_field():
    network = a_network()
    body = an_organization(network, "A")
    answer = merged(as_convener(network), network, body, body)
    assert answer.status_code == 409
    assert "Choose two different organizations" in text_of(answer)
    assert list(answer.context["form"].errors) == ["doubled"]
    assert not OrganizationMerge.objects.exists()


def test_h7_only_the_networks_convener_merges():
    network = a_network()
    a, b = an_organization(network, "A"), an_organization(network, "B")
    group = a_group(network)
    facilitator = signed_in(Client(), a_role(network, "facilitator").person)
    assert merged(facilitator, network, a, b).status_code == 403
    assert merged(as_convener(group), group, a, b).status_code == 403
    assert page("merge_organizations", network) not in text_of(
        facilitator.get(page("organizations", network))
    )
    merged(as_convener(network), network, a, b)
    undo = page("undo_merge", network, OrganizationMerge.objects.get().pk)
    assert facilitator.post(undo).status_code == 403
    assert OrganizationMerge.objects.get().undone_at is None


def test_h7_organizations_of_another_network_are_neither_offered_nor_taken():
    here, there = a_network(), a_network()
    mine, theirs = an_organization(here, "Mine"), an_organization(there, "Somebody's")
    client = as_convener(here)
    assert str(theirs.pk) not in text_of(client.get(page("merge_organizations", here)))
    assert merged(client, here, mine, theirs).status_code == 422
    assert client.get(page("organization", here, theirs.pk)).status_code == 404


def test_two_who_correct_one_organization_see_both_versions_and_lose_nothing():
    network = a_network()
    body = an_organization(network, "Department of Helth")
    values = {"name": body.name, "short_name": "", "sector": "other", "version": body.version}
    correction = page("organization", network, body.pk)
    first, second = as_convener(network), signed_in(Client(), a_role(network, "facilitator").person)
    assert first.post(correction, {**values, "name": "Department of Health"}).status_code == 302
    answer = second.post(correction, {**values, "name": "Health Department"})
    assert answer.status_code == 409
    assert 'value="Health Department"' in text_of(answer)
    assert "Department of Health" in text_of(answer)
    assert Organization.objects.get().name == "Department of Health"
    version = answer.context["form"]["version"].value()
    assert (
        second.post(correction, {**values, "name": "Health Department", "version": version}).status_code
        == 302
    )
    assert Organization.objects.get().name == "Health Department"


def test_an_organization_that_is_there_already_is_refused_and_what_was_typed_stays():
    network = a_network()
    an_organization(network, "Department of Health")
    client = as_convener(network)
    values = {"name": "DEPARTMENT of health", "short_name": "DoH", "sector": "health"}
    answer = client.post(page("new_organization", network), values)
    assert answer.status_code == 409
    assert "is in this network already" in text_of(answer)
    assert 'value="DoH"' in text_of(answer)
    assert Organization.objects.count() == 1


def test_a_convener_of_a_group_inside_reads_organizations_and_corrects_none():
    network = a_network()
    body, group = an_organization(network, "A"), a_group(network)
    client = as_convener(group)
    shown = text_of(client.get(page("organizations", group)))
    assert "A</p>" in shown
    assert page("organization", group, body.pk) not in shown
    assert client.get(page("organization", group, body.pk)).status_code == 403
    assert client.post(page("new_organization", group), {"name": "B", "sector": "other"}).status_code == 403
    assert Organization.objects.count() == 1


def test_a_community_is_added_with_the_partnership_that_its_convener_belongs_to():
    network = a_network()
    convener = the_person_with(network, "convener")
    region = a_group(network, kind="region", convener=convener)
    partnership = a_group(region, kind="community_partnership", convener=convener)
    client = as_convener(network)
    values = {"name": "Bolivar", "region": str(region.pk), "partnership": str(partnership.pk)}
    assert client.post(page("new_community", network), values).status_code == 302
    community = Community.objects.get()
    assert (community.region, community.partnership) == (region, partnership)
    assert "Bolivar" in text_of(client.get(page("members", network)))
    assert client.post(page("new_community", network), {"name": "BOLIVAR"}).status_code == 409
