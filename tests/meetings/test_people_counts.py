"""How many people came to a meeting: each person once, parents and residents as a line of their own."""

from konbit.meetings.record_content import people_counts


def row(person, role="member", mode="in_person"):
    return {"person_id": person, "role": role, "mode": mode}


def test_who_sits_in_two_seats_is_counted_once():
    assert people_counts({"attendance": [row("a"), row("a", "facilitator"), row("b")]}) == {
        "parents_and_residents": 0,
        "others": 2,
    }


def test_a_parent_is_never_counted_among_the_others():
    came = [row("a"), row("p", "parent_or_resident"), row("p"), row("gone", "parent_or_resident", "absent")]
    assert people_counts({"attendance": came}) == {"parents_and_residents": 1, "others": 1}
