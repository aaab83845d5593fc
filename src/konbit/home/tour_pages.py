"""The page "where this comes from"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from konbit.home import tour


@require_GET
def tour_page(request: HttpRequest) -> HttpResponse:
    stops = tour.stops()
    sections = [
        {
            "kind": kind.replace(" ", "-"),
            "heading": heading,
            "stops": [stop for stop in stops if stop.kind == kind],
        }
        for kind, heading in tour.KINDS.items()
    ]
    facts = {
        "sections": sections,
        "is_loaded": tour.public_example() is not None,
        "linked": sum(stop.url is not None for stop in stops),
        "total": len(stops),
    }
    return render(request, "home/tour.html", facts)
