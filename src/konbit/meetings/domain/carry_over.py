"""Carrying: a commitment that was not done at its due day goes on, twice at most before its owner must choose."""

CARRIES_BEFORE_CHOICE = 2

# What an owner may choose when a commitment was carried twice (network.md, section b, rule 7).
CHOICES = ("keep", "resize", "hand_over", "drop")


def must_choose(carried: int, carried_when_chosen: int) -> bool:
    """Whether the owner owes a choice: it was carried twice since the last one."""
    return carried - carried_when_chosen >= CARRIES_BEFORE_CHOICE


def is_carried(*, state: str, due: bool, carried: int, carried_when_chosen: int) -> bool:
    """Whether the end of a meeting carries it: promised, due, not done, and no choice is owed."""
    return state == "accepted" and due and not must_choose(carried, carried_when_chosen)
