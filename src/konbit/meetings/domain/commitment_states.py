"""The life of a commitment: which step is possible from which state."""

# step -> (states it may start from, state it leads to)
STEPS: dict[str, tuple[frozenset[str], str]] = {
    "propose": (frozenset({""}), "proposed"),
    "accept": (frozenset({"proposed"}), "accepted"),
    "decline": (frozenset({"proposed"}), "declined"),
    "amend": (frozenset({"proposed", "accepted"}), "proposed"),
    "agree": (frozenset({"proposed"}), "accepted"),
    "refuse": (frozenset({"proposed"}), "proposed"),
    "on_track": (frozenset({"accepted"}), "accepted"),
    "blocked": (frozenset({"accepted"}), "accepted"),
    "done": (frozenset({"accepted"}), "done"),
    "drop": (frozenset({"accepted"}), "dropped"),
    "carry": (frozenset({"accepted"}), "accepted"),
    "keep": (frozenset({"accepted"}), "accepted"),
    "hand_over": (frozenset({"accepted"}), "handed_over"),
    "take_over": (frozenset({"accepted"}), "accepted"),
}

# What only the owner may say; a facilitator may only write down what the owner said.
OWNERS_STEPS = frozenset(
    {
        "accept",
        "decline",
        "amend",
        "on_track",
        "blocked",
        "done",
        "drop",
        "keep",
        "hand_over",
        "take_over",
    }
)


def can(step: str, state: str) -> bool:
    """Whether the step is possible from this state."""
    return state in STEPS[step][0]


def after(step: str) -> str:
    """The state that a step leads to."""
    return STEPS[step][1]


def is_promised(state: str) -> bool:
    """Whether a commitment in this state counts as promised: its owner has accepted it."""
    return state in {"accepted", "done", "dropped", "handed_over"}
