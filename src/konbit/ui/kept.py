"""What somebody typed and sent after they were signed out: kept in their session, shown back, and sent again by them.

It says nothing about the address: whatever is sent by nobody to an address that leads nowhere for nobody is kept alike.
"""

from typing import Any

from django.http import HttpRequest

KEY = "kept"
MOST = 100_000
# Not typed by a person.
SKIPPED = {"csrfmiddlewaretoken", "password"}


def keep(request: HttpRequest) -> list[str]:
    """Keep what was sent, up to 100,000 characters; answers the texts a person typed. The session keeps it as long as
    it lives."""
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        if name.rpartition("-")[2] not in SKIPPED
        for value in values
    ]
    if sum(len(value) for _name, value in fields) > MOST:
        return []
    request.session[KEY] = {"path": request.get_full_path(), "fields": fields}
    return typed(fields)


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """What was kept: path, fields, and the texts a person typed; None where nothing was."""
    found = request.session.get(KEY)
    return {**found, "typed": typed(found["fields"])} if found else None


def throw_away(request: HttpRequest) -> None:
    """Forget what was kept."""
    request.session.pop(KEY, None)


def forget_what_went_through(request: HttpRequest) -> None:
    """Forget what was kept for this very address: it was sent again, and stored."""
    session = getattr(request, "session", {})
    if KEY in session and session[KEY]["path"] == request.get_full_path():
        throw_away(request)


def typed(fields: list[list[str]]) -> list[str]:
    """The values that read like words: several of them, or a line of its own."""
    return [value for _name, value in fields if " " in value.strip() or "\n" in value.strip()]
