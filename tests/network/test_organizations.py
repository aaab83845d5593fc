"""Organizations are known once in a network; a doubled one is merged without loss, and the merge is taken back."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from konbit.foundation.refusals import ChangedMeanwhile, NotAllowed, NotFound
from konbit.network.models import Community, Holder, Organization, OrganizationMerge, RoleHolding, Seat
from konbit.network.operations.members import bring_in
from konbit.network.operations.organizations import (
    AlreadyMerged,
    CommunityIsThere,
    MergeAlreadyUndone,
    MergeNeedsTwo,
    OrganizationIsThere,
    add_community,
    add_organization,
    change_organization,
    merge_organizations,
    undo_merge,
)
from konbit.network.operations.seats import end_holder, end_role, give_role
from konbit.network.queries import merges_of, organization_in, organizations_of
from tests.makers import (
    AT,
    a_group,
    a_network,
    a_person,
    a_role,
    a_seat,
    actor,
    an_organization,
    convener_of,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)


def everything():
    """Every row a merge could touch."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (Organization, Seat, RoleHolding, Holder)
    }


def merge(kept, doubled, at=LATER):
    network = kept.network
    return merge_organizations(
        kept=Organization.objects.get(pk=kept.pk),
        doubled=Organization.objects.get(pk=doubled.pk),
        by=convener_of(network), at=at,
    )  # fmt: skip


def undo(one):
    return undo_merge(merge=one, by=convener_of(one.kept.network), at=LATER)


# --- H-7 --------------------------------------------------------------------------------------


def test_h7_a_merged_double_gives_its_seats_and_roles_with_all_their_history():
    network = a_network()
    seat = a_seat(network, "Dept. of Health", holder=a_person("Ana"))
    end_holder(holder=seat.holders.get(), by=convener_of(network), at=AT + timedelta(days=5))
    double = seat.organization
    held = give_role(
        group=network,
        role="navigator",
        person=a_person(),
        organization=double,
        by=convener_of(network),
        at=AT,
    )
    end_role(held=held, by=convener_of(network), at=AT)
    kept = an_organization(network, "Department of Health")
    holders, members = list(Holder.objects.values()), [seat.member_id, held.member_id]

    merge(kept, double)
    seat.refresh_from_db()
    held.refresh_from_db()
    assert seat.organization == held.organization == kept
    assert [seat.member_id, held.member_id] == members, "what they own stays theirs"
    assert list(Holder.objects.values()) == holders
    assert organizations_of(network) == [kept]
    assert seat.name == "Department of Health"


def test_h7_a_merge_is_taken_back_in_one_step_and_nothing_else_with_it():
    network = a_network()
    doubles = a_seat(network, "Dept. of Health", holder=a_person())
    own = a_seat(network, "Department of Health", holder=a_person())
    before = everything()
    merged = merge(own.organization, doubles.organization)
    assert list(merges_of(network)) == [merged]
    newer = a_seat(a_group(network), "Department of Health")
    undo(merged)
    newer_row = Seat.objects.filter(pk=newer.pk)
    assert newer_row.get().organization == own.organization, "what came after the merge stays"
    after = everything()
    after["Seat"] = [row for row in after["Seat"] if row["id"] != newer.pk]
    after["RoleHolding"] = [row for row in after["RoleHolding"] if row in before["RoleHolding"]]
    assert after == before
    assert not merges_of(network).exists()


def test_h7_a_merge_taken_back_twice_is_refused():
    network = a_network()
    merged = merge(an_organization(network, "A"), an_organization(network, "B"))
    undo(merged)
    with pytest.raises(MergeAlreadyUndone):
        undo(merged)


def test_h7_of_two_merges_in_a_row_the_later_is_taken_back_first():
    network = a_network()
    seat = a_seat(network, "A")
    a, b, c = seat.organization, an_organization(network, "B"), an_organization(network, "C")
    first, second = merge(b, a), merge(c, b)
    with pytest.raises(AlreadyMerged) as refused:
        undo(first)
    assert "B" in refused.value.sentence
    assert Seat.objects.get().organization == c
    undo(second)
    assert Seat.objects.get().organization == b
    undo(first)
    assert Seat.objects.get().organization == a


def test_h7_what_was_merged_once_cannot_be_merged_again_before_it_is_taken_back():
    network = a_network()
    a, b, c = (an_organization(network, name) for name in "ABC")
    merged = merge(a, b)
    for kept, doubled in ((c, b), (b, c)):
        with pytest.raises(AlreadyMerged):
            merge(kept, doubled)
    undo(merged)
    merge(c, b)


def test_h7_two_rows_of_one_network_are_needed():
    network, elsewhere = a_network(), a_network()
    here, there = an_organization(network, "A"), an_organization(elsewhere, "A")
    for doubled in (here, there):
        with pytest.raises(MergeNeedsTwo) as refused:
            merge(here, doubled)
        assert refused.value.field == "doubled"
    assert not OrganizationMerge.objects.exists()


def test_h7_only_the_convener_of_the_network_merges_and_takes_back():
    network = a_network()
    a, b = an_organization(network, "A"), an_organization(network, "B")
    facilitator = a_role(network, "facilitator").person
    of_a_group = convener_of(a_group(network))
    for by in (actor(facilitator), of_a_group, actor(a_person())):
        with pytest.raises(NotAllowed):
            merge_organizations(kept=a, doubled=b, by=by, at=LATER)
    merged = merge(a, b)
    for by in (actor(facilitator), of_a_group):
        with pytest.raises(NotAllowed):
            undo_merge(merge=merged, by=by, at=LATER)


class Merges(TestCase):
    """Whatever is merged into whatever, in whichever order: taken back, everything is as it was."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        # An organization sits once in a group; merging may bring two seats together.
        seats=st.lists(
            st.tuples(st.integers(0, 4), st.booleans(), st.booleans()),
            max_size=6,
            unique_by=lambda seat: seat[:2],
        ),
        roles=st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=3),
        merges=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6),
        order=st.randoms(use_true_random=False),
    )
    def test_h7_merges_then_taken_back_restore_everything_exactly(self, seats, roles, merges, order):
        network = a_network()
        group = a_group(network)
        by, names = convener_of(network), [f"Organization {number}" for number in range(5)]
        bodies = [an_organization(network, name) for name in names]
        for number, inside, left in seats:
            seat = a_seat(group if inside else network, names[number], holder=a_person())
            if left:
                end_holder(holder=seat.holders.get(), by=convener_of(seat.group), at=LATER)
        for number, ended in roles:
            held = give_role(
                group=network, role="navigator", person=a_person(), organization=bodies[number], by=by, at=AT
            )
            if ended:
                end_role(held=held, by=by, at=LATER)
        before = everything()

        done = []
        for kept, doubled in merges:
            try:
                done.append(merge(bodies[kept], bodies[doubled]))
            except (AlreadyMerged, MergeNeedsTwo):
                continue
        standing = list(done)
        while standing:
            one = order.choice(standing)
            now = everything()
            try:
                undo(OrganizationMerge.objects.get(pk=one.pk))
            except AlreadyMerged:
                assert everything() == now
            else:
                standing.remove(one)
        assert everything() == before


# --- added and corrected ----------------------------------------------------------------------


def test_an_organization_stands_once_whatever_its_capitals_and_spaces():
    network = a_network()
    an_organization(network, "Department of Health")
    with pytest.raises(OrganizationIsThere) as refused:
        add_organization(network=network, name=" department  OF health ", by=convener_of(network), at=AT)
    assert refused.value.field == "name"
    assert Organization.objects.count() == 1


def test_two_networks_may_each_know_an_organization_of_one_name():
    for network in (a_network(), a_network()):
        an_organization(network, "Department of Health")
    assert Organization.objects.count() == 2


def test_naming_a_double_that_was_merged_brings_in_the_one_that_stayed():
    network = a_network()
    kept, doubled = (
        an_organization(network, "Department of Health"),
        an_organization(network, "Dept. of Health"),
    )
    merge(kept, doubled)
    seat = bring_in(group=network, organization="dept. of health", by=convener_of(network), at=LATER)
    assert seat.organization == kept
    assert Organization.objects.count() == 2


def test_a_correction_cannot_take_anothers_name():
    network = a_network()
    a, b = an_organization(network, "A"), an_organization(network, "B")
    values = {"short_name": "", "sector": "health", "version": 1, "by": convener_of(network), "at": AT}
    with pytest.raises(OrganizationIsThere):
        change_organization(organization=b, name="a", **values)
    change_organization(organization=a, name="a", **values)
    assert Organization.objects.get(pk=a.pk).name == "a"
    assert Organization.objects.get(pk=b.pk).sector == "other"


def test_two_corrections_at_once_show_both_and_overwrite_nothing():
    network = a_network()
    body = an_organization(network, "A")
    values = {"organization": body, "version": body.version, "by": convener_of(network), "at": AT}
    change_organization(name="A", short_name="", sector="health", **values)
    with pytest.raises(ChangedMeanwhile) as refused:
        change_organization(name="A", short_name="", sector="education", **values)
    assert refused.value.facts == {"theirs": {"sector": "health"}, "version": 2}
    assert Organization.objects.get().sector == "health"


def test_an_organization_of_another_network_is_not_found():
    here, there = a_network(), a_network()
    with pytest.raises(NotFound):
        organization_in(here, an_organization(there, "A").pk)


def test_only_those_who_look_after_the_network_correct_its_organizations():
    network = a_network()
    body, group = an_organization(network, "A"), a_group(network)
    with pytest.raises(NotAllowed):
        change_organization(
            organization=body,
            name="B",
            short_name="",
            sector="other",
            version=1,
            by=convener_of(group),
            at=AT,
        )


def test_a_community_stands_once_in_a_network_with_its_region_and_partnership():
    network = a_network()
    region = a_group(network, kind="region")
    partnership = a_group(region, kind="community_partnership")
    community = add_community(
        network=network,
        name="Bolivar",
        region=region,
        partnership=partnership,
        by=convener_of(network),
        at=AT,
    )
    assert (community.region, community.partnership) == (region, partnership)
    with pytest.raises(CommunityIsThere):
        add_community(network=network, name=" bolivar ", by=convener_of(network), at=AT)
    assert Community.objects.count() == 1
