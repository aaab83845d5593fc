"""When a meeting may decide: more than half of the voting seats that are held."""


def needed(held: int) -> int:
    """How many voting seats must be present, of those held; with none held, nothing can be decided."""
    return held // 2 + 1


def is_met(*, present: int, held: int) -> bool:
    """Whether enough voting seats are present to decide."""
    return held > 0 and present >= needed(held)
