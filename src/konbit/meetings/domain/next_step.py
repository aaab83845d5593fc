"""The one thing to do next in a meeting, for whoever asks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Standing:
    """How far a meeting has come, as one person meets it."""

    state: str
    facilitates: bool
    items: int  # on the agenda
    requests: int  # asked for and not placed yet
    open_needs: int
    minutes_over: int
    is_due: bool  # its day is today or past
    checked_in: int
    owed: int  # commitments that wait for this person's answer


def next_step(standing: Standing) -> str:
    """The code of the next step: one, or "wait" when others have to act first."""
    if standing.state == "missed":
        return "missed"
    return _of_facilitator(standing) if standing.facilitates else _of_member(standing)


def _of_facilitator(standing: Standing) -> str:
    match standing.state:
        case "planned":
            return _preparing(standing)
        case "ready" if standing.requests and not standing.checked_in:
            # Asked for after the agenda was approved.
            return "place_requests"
        case "ready" if not standing.is_due:
            return "run_sheet"
        case "ready":
            return "open" if standing.checked_in else "check_in"
        case "open":
            return "go_on"
        case "closed":
            return "review"
        case _:
            return "answer" if standing.owed else "read"


def _preparing(standing: Standing) -> str:
    if not standing.items:
        return "build_draft"
    if standing.requests:
        return "place_requests"
    if standing.open_needs:
        return "answer_needs"
    return "shorten" if standing.minutes_over > 0 else "set_ready"


def _of_member(standing: Standing) -> str:
    match standing.state:
        case "planned" | "ready":
            return "ask"
        case "open":
            return "join"
        case _ if standing.owed:
            return "answer"
        case "closed":
            return "wait"
        case _:
            return "read"
