"""The plain ideas of a meeting, on generated values."""

import unicodedata
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from konbit.meetings.domain import commitment_states, quorum
from konbit.meetings.domain.next_step import Standing, next_step
from konbit.meetings.domain.no_names import names_within
from konbit.meetings.domain.record_difference import LISTS, Difference, differences
from konbit.meetings.domain.run_sheet import begins, minutes_over

# Letters whose capitals are one letter too; what is no letter stands around a name and never in a word.
letters = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzáéíóúñđơưẹọ"), min_size=1, max_size=8)
names = st.lists(letters, min_size=1, max_size=3).map(lambda parts: " ".join(part.title() for part in parts))
around = st.sampled_from(["", " ", ".", ", ", "(", "“", "\n", ": ", "-", "’", "\u00a0"])
spaces = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", " \n "])
capitals = st.sampled_from([str.lower, str.upper, str.title, str.swapcase])

values = st.one_of(st.none(), st.text(max_size=5), st.integers(0, 9), st.booleans())
rows = st.dictionaries(st.sampled_from(["wording", "owner", "state", "title", "private"]), values, max_size=5)
ids = st.sampled_from(["a", "b", "c", "d", "e"])
lists = st.dictionaries(ids, rows, max_size=5).map(
    lambda found: [{**row, "id": key} for key, row in found.items()]
)
contents = st.builds(
    lambda plain, listed: {**plain, **listed},
    st.dictionaries(st.sampled_from(["place", "starts_at", "votes_present"]), values, max_size=3),
    st.fixed_dictionaries({}, optional=dict.fromkeys(LISTS, lists)),
)


# --- names ------------------------------------------------------------------------------------


@given(name=names, before=around, after=around, said=capitals, space=spaces)
def test_a_name_is_found_wherever_it_stands_as_words_of_its_own(name, before, after, said, space):
    assume(len(name) > 1)
    written = said(name).replace(" ", space)
    assert names_within(f"we heard{before or ' '}{written}{after}", [name]) == [name]


@given(name=names, more=letters)
def test_a_longer_word_is_another_word(name, more):
    assert names_within(f"{name}{more}", [name]) == []
    assert names_within(f"{more}{name}", [name]) == []


@given(text=st.text(max_size=80), known=st.lists(names, max_size=4))
def test_what_is_found_is_known_and_each_once_the_longest_first(text, known):
    found = names_within(text, known)
    assert set(found) <= set(known)
    assert len(found) == len(set(found))
    assert [len(name) for name in found] == sorted((len(name) for name in found), reverse=True)


def test_letters_that_look_alike_are_alike_however_they_are_stored():
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert names_within(f"José {unicodedata.normalize(form, 'Nguyễn')} said so", ["Nguyễn"]) == ["Nguyễn"]


def test_signs_in_a_name_are_no_pattern():
    assert names_within("We met Acme (USA) today", ["Acme (USA)", "A.me", ".*"]) == ["Acme (USA)"]
    assert names_within("We met nobody", [".*", "", "W"]) == []


# --- what differs between two records --------------------------------------------------------------


@given(contents)
def test_a_record_does_not_differ_from_itself(content):
    assert differences(content, content) == []


@given(contents, contents)
def test_two_records_without_a_difference_are_the_same(before, after):
    def said(content):
        """Every field that holds something, by list and row; an order is no difference."""
        plain = {("meeting", "", key): value for key, value in content.items() if key not in LISTS}
        listed = {
            (kind, row["id"], key): value
            for kind in LISTS
            for row in content.get(kind, [])
            for key, value in row.items()
        }
        return {key: value for key, value in {**plain, **listed}.items() if value is not None}

    found = differences(before, after)
    one, other = said(before), said(after)
    changed = {key for key in {*one, *other} if one.get(key) != other.get(key)}
    told = {(each.kind, each.id, each.field) for each in found}
    rows_told = {(kind, row) for kind, row, _field in told}
    missed = {key for key in changed if key not in told and (key[0], key[1]) not in rows_told}
    assert not missed, "every changed field is told, or the whole row that came or left"
    assert bool(found) == bool(changed)


@given(contents, st.sampled_from(LISTS), ids, rows)
def test_a_row_that_comes_is_told_once_and_one_that_leaves_too(content, kind, row_id, row):
    others = [one for one in content.get(kind, []) if one["id"] != row_id]
    without = {**content, kind: others}
    with_it = {**content, kind: [*others, {**row, "id": row_id}]}
    title = row.get("wording") or row.get("title") or ""
    assert differences(without, with_it) == [Difference(kind, row_id, "wording", None, str(title))]
    assert differences(with_it, without) == [Difference(kind, row_id, "wording", str(title), None)]


@given(contents, contents)
def test_told_backwards_before_and_after_change_places(one, other):
    there = {(each.kind, each.id, each.field, each.before, each.after) for each in differences(one, other)}
    back = {(each.kind, each.id, each.field, each.after, each.before) for each in differences(other, one)}
    assert there == back


# --- quorum -----------------------------------------------------------------------------------


@given(st.integers(1, 500))
def test_a_quorum_is_more_than_half_and_not_one_more_than_that(held):
    needed = quorum.needed(held)
    assert needed > held / 2
    assert needed - 1 <= held / 2
    assert quorum.is_met(present=needed, held=held)
    assert not quorum.is_met(present=needed - 1, held=held)


@given(present=st.integers(0, 500), held=st.integers(0, 500), more=st.integers(0, 50))
def test_who_comes_later_never_takes_a_quorum_away(present, held, more):
    if quorum.is_met(present=present, held=held):
        assert quorum.is_met(present=present + more, held=held)


def test_where_no_seat_votes_nothing_can_be_decided():
    assert not quorum.is_met(present=0, held=0)
    assert not quorum.is_met(present=3, held=0)


# --- run sheet --------------------------------------------------------------------------------

START = datetime(2025, 3, 6, 16, 0, tzinfo=UTC)
lengths = st.lists(st.integers(0, 120), max_size=20)


@given(lengths)
def test_each_item_begins_when_the_ones_before_it_are_over(minutes):
    moments = begins(START, minutes)
    assert len(moments) == len(minutes)
    assert moments == sorted(moments)
    for number, moment in enumerate(moments):
        assert moment - START == timedelta(minutes=sum(minutes[:number]))


@given(lengths, st.integers(0, 600))
def test_what_is_over_is_what_has_to_go(minutes, length):
    over = minutes_over(minutes, length)
    assert over >= 0
    assert (over == 0) == (sum(minutes) <= length)
    if over:
        assert sum(minutes) - over == length


# --- the next step ----------------------------------------------------------------------------

standings = st.builds(
    Standing,
    state=st.sampled_from(["planned", "ready", "open", "closed", "published"]),
    facilitates=st.booleans(),
    items=st.integers(0, 3),
    requests=st.integers(0, 2),
    open_needs=st.integers(0, 2),
    minutes_over=st.integers(-30, 30),
    is_due=st.booleans(),
    checked_in=st.integers(0, 2),
    owed=st.integers(0, 2),
)


@given(standings)
def test_everybody_is_told_one_next_step_that_they_can_take(standing):
    step = next_step(standing)
    if not standing.facilitates:
        assert step in {"ask", "join", "answer", "wait", "read"}
    if step == "set_ready":
        ready = standing.items and not standing.requests and not standing.open_needs
        assert standing.state == "planned"
        assert ready
        assert standing.minutes_over <= 0
    assert (step == "review") == (standing.facilitates and standing.state == "closed")
    if step == "answer":
        assert standing.owed
        assert standing.state in ("closed", "published")


# --- the life of a commitment ----------------------------------------------------------------------


def test_nothing_is_promised_before_its_owner_says_so():
    promising = {
        step for step, (_from, to) in commitment_states.STEPS.items() if commitment_states.is_promised(to)
    }
    from_proposed = {step for step in promising if commitment_states.can(step, "proposed")}
    assert from_proposed == {"accept", "agree"}, (
        "the owner accepts, or a facilitator agrees to the owner's own words"
    )
    assert not any(commitment_states.is_promised(state) for state in ("", "proposed", "declined"))


def test_every_answer_is_the_owners_alone():
    assert set(commitment_states.STEPS) - commitment_states.OWNERS_STEPS == {
        "propose",
        "agree",
        "refuse",
        "carry",
    }
