"""Carrying: a commitment that was not done at its due day goes on, twice at most before its owner must choose."""

CARRIES_BEFORE_CHOICE = 2


def answers(state: str, *, owes_choice: bool, waits_for_holder: bool) -> tuple[str, ...]:
    """The answers an owner can give now, the likeliest first; () where there is nothing to answer."""
    if state == "proposed":
        return ("accept", "amend", "decline")
    if state != "accepted":
        return ()
    first = ("take_over",) if waits_for_holder else ()
    if owes_choice:
        return (*first, "done", "keep", "amend", "hand_over", "drop")
    return (*first, "on_track", "blocked", "done", "amend", "hand_over", "drop")


def must_choose(carried: int, carried_when_chosen: int) -> bool:
    """Whether the owner owes a choice: it was carried twice since the last one."""
    return carried - carried_when_chosen >= CARRIES_BEFORE_CHOICE


def is_carried(*, state: str, due: bool, carried: int, carried_when_chosen: int) -> bool:
    """Whether the end of a meeting carries it: promised, due, not done, and no choice is owed."""
    return state == "accepted" and due and not must_choose(carried, carried_when_chosen)
