"""What the frame of every page says about who acts."""

from django.http import HttpRequest

from konbit.network.queries import roles_of, seats_held


def acting(request: HttpRequest) -> dict[str, object]:
    """`acting_for`: the seats the person acts for, across groups; `acting_as`: without a seat, the roles."""
    by = getattr(request, "by", None)
    if by is None or by.person_id is None:
        return {}
    seats = seats_held(by)
    return {"acting_for": seats, "acting_as": [] if seats else roles_of(by)}
