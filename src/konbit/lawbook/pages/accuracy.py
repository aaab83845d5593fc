"""How exact the library is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konbit.foundation import clock
from konbit.lawbook.queries import accuracy as measured
from konbit.lawbook.queries.days import first_day, law_on
from konbit.lawbook.queries.programs import all_cards


@require_safe
def accuracy(request: HttpRequest) -> HttpResponse:
    """Cases, agreement with another calculator, disagreements, what is covered, and where figures are from."""
    today = clock.now().date()
    law = law_on(max(today, first_day()))
    facts = {
        "today": today,
        "law_version": law.version,
        "cards": all_cards(law),
        "casebook": measured.casebook(),
        "comparison": measured.comparison(),
        "disagreements": measured.disagreements(),
        "figures": measured.figures_made_by(law),
    }
    return render(request, "lawbook/accuracy.html", facts)
