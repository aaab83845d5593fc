"""What was done and refused in the whole installation, for its operators: codes and ids, no names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from konbit.audit import queries
from konbit.foundation.refusals import NotFound

ROWS = 200


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """The newest entries, or those before the one whose number stands in `before`."""
    if not request.by.is_operator:
        raise NotFound
    found, before = queries.entries(), request.GET.get("before", "")
    # An address that was mistyped shows the newest ones.
    is_number = before.isascii() and before.isdigit() and len(before) < 19
    if is_number:
        found = found.filter(sequence__lt=int(before))
    entries = list(found[: ROWS + 1])
    facts = {
        "entries": entries[:ROWS],
        "older_than": entries[ROWS - 1].sequence if len(entries) > ROWS else None,
        "is_newest": not is_number,
    }
    return render(request, "audit/audit.html", facts)
