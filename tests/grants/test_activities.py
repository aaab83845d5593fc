"""An activity is recorded once, by who did it, and is read everywhere above with its origin."""

from datetime import date
from uuid import uuid4

import pytest

from konbit.grants.models import Activity, ActivityShare
from konbit.grants.operations.awards import cancel_award, complete_award
from tests.grants.chain import Chain, at
from tests.makers import AT, a_network, a_person, a_seat, client_of, clock_stands_at, the_person_with
from tests.results.standing_behind import read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    return Chain()


def share_of(award):
    return f"share_{award.pk.hex}"


def typed(chain, **more):
    return {
        "kind": "training", "what": "A class for parents", "done_on": "2025-02-03", "community": str(chain.community.pk),
        "people": "12", "same_people": "Parents of Mill Street", "note": "", share_of(chain.first): "100",
        "key": str(uuid4()), **more,
    }  # fmt: skip


def record(chain, client=None, body="Contractor", **more):
    address = at("new_activity", chain.body(body).pk)
    return (client or chain.clients["Contractor"]).post(address, typed(chain, **more))


def test_it_is_entered_once_and_stands_everywhere_above_with_its_origin(chain):
    recorded = record(chain)
    assert recorded.status_code == 302, read(recorded)
    one = Activity.objects.get()
    line = "A class for parents Training · Mill Street February 3, 2025 Contractor To Contractor 12"
    for name in ("Contractor", "Grantee", "Funder", "Second contractor"):
        for query in ("", "?award=top", "?award=first", f"?organization={one.organization_id}"):
            assert line in read(chain.clients[name].get(at("activities") + query)), (name, query)
    for query in ("?award=second", "?award=other"):
        assert "A class for parents" not in read(chain.clients["Funder"].get(at("activities") + query))
    shown = read(chain.clients["Funder"].get(at("activity", one.pk)))
    assert "Done by Contractor on February 3, 2025." in shown
    assert "Award first: 100% of this activity" in shown


def test_sent_twice_it_is_stored_once(chain):
    key = str(uuid4())
    record(chain, key=key)
    record(chain, key=key)
    assert Activity.objects.count() == 1


def test_under_two_awards_it_names_its_share_in_each(chain):
    assert (
        record(chain, **{share_of(chain.first): "66.67", share_of(chain.other): "33.33"}).status_code == 302
    )
    assert sorted(ActivityShare.objects.values_list("award__code", "share")) == [
        ("first", 6667),
        ("other", 3333),
    ]
    shown = read(chain.clients["Funder"].get(at("activities") + "?award=top"))
    assert "To Contractor (66.67%) To Contractor (33.33%)" in shown
    # Above, where both meet, it is one activity and one number of people.
    assert "1 activity. They reached 12 people." in shown
    assert "may count a person twice" not in shown.lower()


@pytest.mark.parametrize(
    ("first", "other", "says"),
    [
        ("66.67", "33.34", "The shares make 100.01 percent together. They must make exactly 100."),
        ("50", "", "The shares make 50 percent together."),
        ("", "", "Say under which award this was done."),
        ("33.333", "66.667", "33.333"),
        ("-5", "105", "105"),
        ("1e400", "", "1e400"),
    ],
)
def test_shares_that_make_no_whole_are_refused_and_what_was_typed_stays(chain, first, other, says):
    refused = record(chain, **{share_of(chain.first): first, share_of(chain.other): other})
    assert refused.status_code == 422
    assert says in read(refused)
    assert 'value="Parents of Mill Street"' in refused.content.decode()
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("done_on", "2025-03-07", "March 7, 2025 is still to come."),
        ("done_on", "2024-06-30", "lies outside the term of “To Contractor”"),
        ("done_on", "2025-02-30", "2025-02-30"),
        ("what", "  ", "Say in one sentence what was done."),
        ("people", "-1", "-1"),
        ("people", "9" * 30, "This number of people cannot be right."),
        (
            "community",
            "00000000-0000-4000-8000-000000000000",
            "is not one of the answers for “In which community”",
        ),
        ("kind", "nonsense", "What kind of work"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(chain, field, value, says):
    refused = record(chain, **{field: value})
    assert refused.status_code == 422, read(refused)
    assert says in read(refused), read(refused)
    assert not Activity.objects.exists()


def test_only_awards_that_the_organization_received_are_offered(chain):
    offered = (
        chain.clients["Contractor"].get(at("new_activity", chain.body("Contractor").pk)).content.decode()
    )
    assert share_of(chain.first) in offered
    assert share_of(chain.second) not in offered
    refused = record(chain, **{share_of(chain.first): "", share_of(chain.second): "100"})
    assert refused.status_code == 422


def test_work_stands_under_an_award_that_is_completed_and_under_none_that_was_cancelled(chain):
    complete_award(award=chain.first, version=chain.first.version, by=chain.by("Grantee"), at=AT)
    cancel_award(
        award=chain.other, reason="No money", version=chain.other.version, by=chain.by("Grantee"), at=AT
    )
    assert record(chain).status_code == 302
    offered = (
        chain.clients["Contractor"].get(at("new_activity", chain.body("Contractor").pk)).content.decode()
    )
    assert share_of(chain.other) not in offered


def test_only_its_own_people_or_a_facilitator_record_what_an_organization_did(chain):
    assert record(chain, chain.clients["Second contractor"]).status_code == 403
    assert record(chain, stranger()).status_code == 404
    assert record(chain, client_of(the_person_with(chain.network, "facilitator"))).status_code == 302
    assert Activity.objects.count() == 1


def test_the_way_to_record_leads_straight_on_where_there_is_one_organization(chain):
    answer = chain.clients["Contractor"].get(at("record_for"))
    assert answer.url == at("new_activity", chain.body("Contractor").pk)
    several = read(client_of(the_person_with(chain.network, "facilitator")).get(at("record_for")))
    assert "Contractor Grantee Second contractor" in several
    none = a_person()
    a_seat(chain.network, "Library", holder=none)
    assert "You act for no organization with an award" in read(client_of(none).get(at("record_for")))
    assert "received no award in this network yet" in read(
        chain.clients["Funder"].get(at("new_activity", chain.body("Funder").pk))
    )


def test_it_is_changed_once_and_never_over_somebody_elses_words(chain):
    one = chain.done(people=12)
    address = at("change_activity", one.pk)
    page = chain.clients["Contractor"].get(address).content.decode()
    assert f'name="{share_of(chain.first)}" value="100"' in page
    changed = chain.clients["Contractor"].post(address, typed(chain, people="15", version=1))
    assert changed.status_code == 302, read(changed)
    assert ActivityShare.objects.get().people == 15
    late = chain.clients["Contractor"].post(address, typed(chain, people="16", version=1))
    assert late.status_code == 409
    assert "What stands there now: 15" in read(late)
    assert Activity.objects.get().people == 15


def test_its_shares_are_changed_under_the_same_guard(chain):
    one = chain.done(people=12)
    address = at("change_activity", one.pk)
    shares = {share_of(chain.first): "40", share_of(chain.other): "60"}
    assert chain.clients["Contractor"].post(address, typed(chain, version=1, **shares)).status_code == 302
    assert sorted(ActivityShare.objects.values_list("share", flat=True)) == [4000, 6000]
    back = {share_of(chain.first): "100", share_of(chain.other): ""}
    late = chain.clients["Contractor"].post(address, typed(chain, version=1, **back))
    assert late.status_code == 409
    assert "What stands there now: 40" in read(late)
    assert "What stands there now: 60" in read(late)
    assert ActivityShare.objects.count() == 2


def test_it_is_withdrawn_and_taken_up_again(chain):
    one = chain.done(people=12)
    client = chain.clients["Contractor"]
    assert chain.clients["Second contractor"].post(at("withdraw_activity", one.pk)).status_code == 403
    client.post(at("withdraw_activity", one.pk))
    assert "No activities yet" in read(client.get(at("activities")))
    assert "This activity was withdrawn" in read(client.get(at("activity", one.pk)))
    assert client.post(at("change_activity", one.pk), typed(chain, version=2)).status_code == 409
    client.post(at("restore_activity", one.pk))
    assert "1 activity." in read(client.get(at("activities")))
    assert client.get(at("withdraw_activity", one.pk)).status_code == 405


def test_a_list_of_people_counts_once_and_everything_else_is_marked(chain):
    chain.done(people=12, same_people="Class A")
    chain.done(people=14, same_people="class a", done_on=date(2025, 2, 10))
    once = read(chain.clients["Funder"].get(at("activities")))
    assert "2 activities. They reached 14 people." in once
    assert "This may count a person twice." not in once
    chain.done("Second contractor", chain.second, people=9)
    marked = read(chain.clients["Funder"].get(at("activities")))
    assert "3 activities. They reached 23 people. This may count a person twice." in marked


def test_activities_of_another_network_are_not_found(chain):
    one = chain.done()
    other = a_network(address="delta")
    keeper = client_of(the_person_with(other, "convener"))
    assert keeper.get(at("activity", one.pk)).status_code == 404
    assert keeper.get(at("activity", one.pk).replace("river", "delta")).status_code == 404
    assert keeper.get(at("activities").replace("river", "delta")).status_code == 200


@pytest.mark.parametrize(
    "query", ["?award=nothing", "?organization=x", "?page=x", "?page=99999999999999999999", "?award=%00"]
)
def test_an_address_that_means_nothing_shows_all(chain, query):
    chain.done()
    assert "1 activity." in read(chain.clients["Funder"].get(at("activities") + query))


def test_the_list_goes_along_as_a_file_for_members_alone(chain):
    chain.done("Contractor", chain.first, chain.other, people=12)
    address = at("download_table", "activities", "csv")
    lines = chain.clients["Funder"].get(address)
    text = b"".join(lines.streaming_content if lines.streaming else [lines.content]).decode()
    assert "2025-02-03,Contractor,training,A class,,12,,first other,50 50," in text
    assert stranger().get(address).status_code == 404
