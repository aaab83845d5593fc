"""How long a question waits for its answer, and from when on that is too long (network.md, section f)."""

from datetime import date, timedelta

# The rule of every network, whatever its own interval: a funder's answer is owed within six weeks. Older than this, the
# question is red on every page, and the next agenda takes it up.
ANSWERED_WITHIN = 42


def age_in_days(asked_on: date, today: date) -> int:
    """Days since the first asking, whatever was answered meanwhile."""
    return max(0, (today - asked_on).days)


def is_too_old(age: int) -> bool:
    """Whether it waits for longer than it should: not on the last day, from the next one on."""
    return age > ANSWERED_WITHIN


def answer_day(asked_on: date) -> date:
    """The day by which an answer is owed where nobody named another."""
    return asked_on + timedelta(days=ANSWERED_WITHIN)
