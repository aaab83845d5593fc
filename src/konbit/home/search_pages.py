"""The search page: everybody may ask, and finds what they may see."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from konbit.home.domain.folding import LONGEST_QUERY
from konbit.home.search.kind import kinds
from konbit.home.search.seeking import search, shown_query


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    typed, kind = request.GET.get("q", ""), request.GET.get("kind", "")
    found = search(request.by, typed, kind=kind, page=_number(request.GET.get("page", "")))
    shown = shown_query(typed)[:LONGEST_QUERY]

    def address(**more: object) -> str:
        asked = {"q": shown, "kind": kind if kind in known else "", **more}
        return reverse("search") + "?" + urlencode({name: value for name, value in asked.items() if value})

    known = {one.code: one.word for one in kinds()}
    facts = {
        "typed": shown,
        "was_cut": len(typed) > LONGEST_QUERY,
        "found": found,
        "kind": kind if kind in known else "",
        "kinds": sorted(known.items(), key=lambda one: str(one[1])),
        "groups": found.hits and {hit.group.pk for hit in found.hits},
        "next": address(page=found.page + 1) if found.has_next else "",
        "previous": address(page=found.page - 1) if found.page > 1 else "",
        "all_kinds": address(kind=""),
    }
    return render(request, "home/search.html", facts)
