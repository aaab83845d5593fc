"""A group's members by name alone say what the full list says, in its order."""

import pytest

from konbit.network.queries import day_in, members_of, names_of, voting_seats
from tests.makers import AT, a_network, a_parent, a_person, a_role, a_seat

pytestmark = pytest.mark.django_db


def test_members_by_name_are_the_members_in_their_order():
    group = a_network()
    a_seat(group, "Department of Health", holder=a_person("Leader of health"))
    a_seat(group, "A school board", votes=False)
    a_seat(group, title="Guest seat", holder=a_person("Guest"))
    a_parent(group)
    a_role(group, "funder")
    day = day_in(group, AT)
    full = [(one.kind, one.name, one.role, one.people_names) for one in members_of(group, day)]
    assert [(one.kind, one.name, one.role, one.people_names) for one in names_of(group, day)] == full
    assert voting_seats(group, day) == sum(one.votes for one in members_of(group, day))
