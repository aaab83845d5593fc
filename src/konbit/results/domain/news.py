"""News of a result: a step on the ladder, or an answer about a commitment that serves it (network.md, section b, rule 9).

Loading a record is no news. An achieved, sustained or dropped result is not tested for silence: it has its checks.
"""

from datetime import datetime

from konbit.results.domain.ladder import DROPPED, LADDER, REACHED

# A full cycle runs from one held meeting to the next; so long a result may be silent.
CYCLES = 2
TESTED = tuple(rung for rung in LADDER if rung not in REACHED and rung != DROPPED)


def is_silent(
    *, rung: str, since: datetime | None, last_news: datetime | None, written_at: datetime | None = None
) -> bool:
    """Whether nothing was heard of a result for two full cycles, which began at `since` (None: fewer have passed).

    `written_at` is when a member wrote it down; a result that is younger than two cycles cannot be silent for two. It is
    unknown of a loaded record.
    """
    if since is None or rung not in TESTED:
        return False
    known = [moment for moment in (last_news, written_at) if moment is not None]
    return not known or max(known) < since
