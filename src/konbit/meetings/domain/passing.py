"""An item passed up: on which part of the parent's agenda it stands, how old it is, and the code of its answer."""

from datetime import date

DECISIONS_DUE, ASKED_FOR = 3, 8


def part_for(purpose: str) -> int:
    """A wish for a decision stands among the decisions due; anything else among what was asked for."""
    return DECISIONS_DUE if purpose == "decide" else ASKED_FOR


def days_open(raised: date, today: date, answered: date | None = None) -> int:
    """How many days an item has been open in every group it stands in, from its first raising to its answer."""
    return max(0, ((answered or today) - raised).days)


def answer_matter(item_id: object) -> str:
    """The code under which the answer to this item comes back on the agenda of the group that asked."""
    return f"answer:{item_id}"


def waiting_matter(item_id: object) -> str:
    """The code under which an item that came from below comes back until it is answered."""
    return f"passed:{item_id}"
