"""Groups nest: a network, a partnership in it, a working group in that; each its own, none inside itself."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from konbit.foundation.refusals import NotAllowed, NotFound
from konbit.network.domain.nesting import ancestors, would_be_own_ancestor
from konbit.network.models import Group
from konbit.network.operations.groups import (
    AddressIsUsed,
    AGroupCannotBeInsideItself,
    LiesInAnotherNetwork,
    found_group,
    place_group,
)
from konbit.network.queries import group_for, groups_of, network_of, subgroups_for
from tests.makers import (
    AT,
    SHELL,
    a_group,
    a_network,
    a_person,
    a_role,
    a_seat,
    actor,
    an_operator,
    convener_of,
)

IDS = [UUID(int=number) for number in range(1, 13)]


@st.composite
def forests(draw):
    """Groups and the group each lies in; parents come before their children, so no group is inside itself."""
    size = draw(st.integers(1, len(IDS)))
    parents = {IDS[0]: None}
    for place in range(1, size):
        parents[IDS[place]] = draw(st.sampled_from([None, *IDS[:place]]))
    return parents


def chain_ends(parents):
    """Whether walking up from every group comes to an end; written without the code under test."""
    for start in parents:
        group, steps = start, 0
        while group is not None:
            group, steps = parents[group], steps + 1
            if steps > len(parents):
                return False
    return True


@given(forests())
def test_the_groups_above_are_those_one_meets_walking_up(parents):
    for group in parents:
        walked, above = [], parents[group]
        while above is not None:
            walked.append(above)
            above = parents[above]
        assert ancestors(group, parents) == walked


@given(forests(), st.data())
def test_a_move_is_refused_exactly_when_it_would_close_a_ring(parents, data):
    group, parent = (data.draw(st.sampled_from(list(parents))) for _ in range(2))
    moved = {**parents, group: parent}
    assert would_be_own_ancestor(group, parent, parents) is not chain_ends(moved)


@given(st.dictionaries(st.sampled_from(IDS), st.sampled_from([None, *IDS])))
def test_even_a_ring_that_somebody_forced_into_the_table_ends_the_walk(parents):
    for group in IDS:
        assert len(ancestors(group, parents)) <= len(IDS)


class Placing(TestCase):
    """The same through the verb and the database."""

    @settings(max_examples=25, deadline=None)
    @given(
        forests(),
        st.lists(st.tuples(st.integers(0, len(IDS) - 1), st.integers(0, len(IDS) - 1)), max_size=8),
    )
    def test_n32_however_groups_are_placed_none_becomes_its_own_ancestor(self, parents, moves):
        network = a_network()
        groups = {}
        for place, (name, parent) in enumerate(parents.items()):
            groups[name] = Group.objects.create(
                address=f"tree-{network.address}-{place}", name=str(place), kind="region", founded_at=AT,
                parent=groups.get(parent, network),
            )  # fmt: skip
        there = list(groups.values())
        for moved, inside in moves:
            group, parent = there[moved % len(there)], there[inside % len(there)]
            before = Group.objects.get(pk=group.pk).parent_id
            try:
                place_group(group=Group.objects.get(pk=group.pk), parent=parent, by=SHELL, at=AT)
            except AGroupCannotBeInsideItself:
                assert Group.objects.get(pk=group.pk).parent_id == before
        assert chain_ends(dict(Group.objects.values_list("id", "parent_id")))
        for group in Group.objects.exclude(pk=network.pk).filter(address__startswith="tree-"):
            assert network_of(group) == network


@pytest.mark.django_db
class TestGroups:
    def test_a_network_cannot_be_placed_inside_one_of_its_own_groups(self):
        network = a_network()
        group = a_group(network)
        with pytest.raises(AGroupCannotBeInsideItself) as refused:
            place_group(group=network, parent=group, by=SHELL, at=AT)
        assert network.name in refused.value.sentence
        assert Group.objects.get(pk=network.pk).parent is None

    def test_the_database_itself_refuses_a_group_as_its_own_parent(self):
        group = a_group()
        with pytest.raises(IntegrityError), transaction.atomic():
            Group.objects.filter(pk=group.pk).update(parent=group)

    def test_a_group_is_placed_by_somebody_who_convenes_both(self):
        network = a_network()
        region, coalition = a_group(network, kind="region"), a_group(network, kind="parent_coalition")
        with pytest.raises(NotAllowed):
            place_group(group=coalition, parent=region, by=convener_of(coalition), at=AT)
        person = a_person()
        for group in (region, coalition):
            a_role(group, "convener", person)
        place_group(group=coalition, parent=region, by=actor(person), at=AT)
        assert Group.objects.get(pk=coalition.pk).parent == region

    def test_a_group_stays_in_its_network(self):
        group, elsewhere = a_group(), a_network()
        person = a_person()
        for one in (group, elsewhere):
            a_role(one, "convener", person)
        with pytest.raises(LiesInAnotherNetwork) as refused:
            place_group(group=group, parent=elsewhere, by=actor(person), at=AT)
        assert elsewhere.name in refused.value.sentence
        assert network_of(Group.objects.get(pk=group.pk)) != elsewhere

    def test_the_operator_founds_a_network_and_convenes_it(self):
        operator = an_operator()
        network = a_network(founder=operator)
        assert actor(operator).has_role(network.pk, "convener")
        assert actor(operator).has_role(network.pk, "facilitator")
        assert network.languages == ["en"]

    def test_nobody_but_the_operator_founds_a_network(self):
        with pytest.raises(NotAllowed):
            a_network(founder=a_person())
        assert not Group.objects.exists()

    def test_an_operator_who_is_no_member_does_not_read_a_network(self):
        network = a_network()
        other = an_operator("Second operator")
        with pytest.raises(NotFound):
            group_for(actor(other), network.address)

    def test_only_the_convener_founds_a_group_inside(self):
        network = a_network()
        facilitator, member = a_role(network, "facilitator").person, a_person()
        a_seat(network, holder=member)
        for person in (facilitator, member, a_person()):
            with pytest.raises(NotAllowed):
                found_group(
                    parent=network,
                    founder=person,
                    name="X",
                    address="x",
                    kind="region",
                    by=actor(person),
                    at=AT,
                )
        assert not Group.objects.filter(address="x").exists()

    def test_two_groups_never_have_the_same_address(self):
        network = a_network(address="delta")
        with pytest.raises(AddressIsUsed) as refused:
            a_group(network, address="delta")
        assert refused.value.field == "address"
        assert "delta" in refused.value.sentence

    def test_convening_the_network_opens_no_door_to_the_groups_inside(self):
        network = a_network()
        group = a_group(network, address="parents")
        with pytest.raises(NotFound):
            group_for(convener_of(network), "parents")
        assert subgroups_for(convener_of(network), network) == []
        assert groups_of(convener_of(network)) == [network]
        assert groups_of(convener_of(group)) == [group]
