"""What the frame of every page says about who acts."""

from django.http import HttpRequest

from konbit.network.queries import on_behalf_of


def acting(request: HttpRequest) -> dict[str, object]:
    """`acting_for`: names of the seats or roles the person acts for, across groups."""
    by = getattr(request, "by", None)
    return {"acting_for": on_behalf_of(by) if by is not None and by.person_id else []}
