"""The same source of money stands once in a network: a second one is refused with the way to the first."""

from uuid import uuid4

import pytest

from konbit.grants.models import FundingSource
from konbit.grants.operations.funding_sources import add_funding_source
from tests.makers import AT, SHELL, a_network, clock_stands_at
from tests.results.standing_behind import River, at, read

pytestmark = pytest.mark.django_db

SAYS = "“Small parks fund” of “City office” stands here already."


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def river():
    made = River()
    made.first = a_source(made.network)
    return made


def a_source(network, name="Small parks fund", giver="City office"):
    return add_funding_source(network=network, name=name, giver=giver, by=SHELL, at=AT)


def test_the_same_name_and_giver_are_refused_and_lead_to_the_first(river):
    typed = {"name": " small  PARKS fund ", "giver": "City Office", "currency": "USD", "key": str(uuid4())}
    refused = river.member.post(at("new_funding_source"), typed)
    assert refused.status_code == 409
    assert SAYS in read(refused)
    assert f'href="{at("funding_source", river.first.pk)}"' in refused.content.decode()
    assert "small  PARKS fund" in refused.content.decode()
    assert FundingSource.objects.count() == 1
    for other in ({"name": "Large parks fund"}, {"giver": "County office"}):
        sent = river.member.post(at("new_funding_source"), {**typed, **other, "key": str(uuid4())})
        assert sent.status_code == 302, read(sent)
    a_source(a_network())


def test_a_source_is_not_renamed_into_another_one_and_keeps_its_own_name(river):
    other = a_source(river.network, name="Large parks fund")
    typed = {"giver": "City office", "currency": "USD", "version": 1}
    address = at("change_funding_source", other.pk)
    refused = river.member.post(address, {**typed, "name": "Small Parks fund"})
    assert (refused.status_code, SAYS in read(refused)) == (409, True)
    assert river.member.post(address, {**typed, "name": "LARGE parks fund"}).status_code == 302
