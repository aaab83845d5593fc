"""When a meeting may decide: the group's own number of voting seats, else more than half of those that are held."""


def needed(held: int, chosen: int | None = None) -> int:
    """How many voting seats must be present, of those held; with none held, nothing can be decided."""
    return held // 2 + 1 if chosen is None else chosen


def is_met(*, present: int, held: int, chosen: int | None = None) -> bool:
    """Whether enough voting seats are present to decide."""
    return held > 0 and present >= needed(held, chosen)
