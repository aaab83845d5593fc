"""The list of programs, and one program with its rules and figures, on a day."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from konbit.foundation import clock
from konbit.lawbook.forms import day_of
from konbit.lawbook.queries import programs as known
from konbit.lawbook.queries.days import NEWEST, NotLoadedThen, law_on


@require_safe
def programs(request: HttpRequest) -> HttpResponse:
    """Every program in the pack, on a day."""
    facts, law = _on_a_day(request)
    if law is not None:
        facts |= {"packs": known.packs(law), "not_loaded": known.not_loaded(law), "law_version": law.version}
    return render(request, "lawbook/programs.html", facts, status=200 if law else 422)


@require_safe
def program(request: HttpRequest, code: str) -> HttpResponse:
    """A program's plain page, conditions, figures and steps, on a day."""
    facts, law = _on_a_day(request)
    newest = law_on(NEWEST)
    if known.program_page(code, newest, NEWEST) is None:
        raise Http404
    facts |= {"code": code, "title": known.name_of(code, newest)}
    if law is not None:
        facts["page"] = known.program_page(code, law, facts["day"])
        facts["first"] = known.first_day_of(code, law)
    return render(request, "lawbook/program.html", facts, status=200 if law else 422)


def _on_a_day(request: HttpRequest) -> tuple[dict[str, Any], Any]:
    """The day asked for with its law; no law where it cannot be read or lies before the loaded law."""
    today = clock.now().date()
    asked = request.GET.get("on", "").strip()
    day = day_of(asked, today)
    facts: dict[str, Any] = {
        "asked": asked or today.isoformat(),
        "day": day,
        "today": today,
        "is_today": day == today,
    }
    if day is None:
        return facts, None
    try:
        return facts, law_on(min(day, NEWEST))
    except NotLoadedThen as early:
        return {**facts, "first_day": early.first}, None
