"""What the frame of every page says about who acts."""

from django.http import HttpRequest

from konbit.network.queries import roles_of, seats_held


def acting(request: HttpRequest) -> dict[str, object]:
    """`acting_for`: the seats the person acts for, across groups; `acting_as`: without a seat, the roles."""
    by = getattr(request, "by", None)
    if by is None or by.person_id is None:
        return {}
    # A seat named after the person, such as a parent's, needs no second mention.
    seats = [name for name in seats_held(by) if name != request.user.name]
    return {"acting_for": seats, "acting_as": [] if seats else roles_of(by)}
