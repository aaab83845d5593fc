"""A small form that answers with the law. Nothing of it is saved, logged, or kept by a browser's cache."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from konbit.foundation import clock
from konbit.lawbook.answers import answers_of, not_held
from konbit.lawbook.curve import highest_pay, may_be_anything, says_too_little, view_of
from konbit.lawbook.forms import FIRST_PEOPLE, MOST_PEOPLE, TryForm, count_of, form_for, only_those_who_stay
from konbit.lawbook.queries.days import NotLoadedThen, law_on
from konbit.ui.formats import long_day
from konbit_rules import HouseholdError, Law, LawError, find_cliffs, screen, values_of

LOG = logging.getLogger("konbit.lawbook")


@sensitive_post_parameters()
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def try_it(request: HttpRequest) -> HttpResponse:
    """The form, and below its heading the answer to what was sent."""
    today = clock.now().date()
    if request.method != "POST":
        return _page(request, form_for(FIRST_PEOPLE)(initial={"day": today.isoformat(), "earner": "1"}))
    people = count_of(request.POST.get("people", ""))
    if people is None:
        empty = form_for(FIRST_PEOPLE)(initial={"day": today.isoformat(), "earner": "1"})
        return _page(request, empty, status=422, too_many=True)
    sent, people = only_those_who_stay(request.POST.dict(), people, untouched_too="add" in request.POST)
    if "add" in request.POST:
        people = min(people + 1, MOST_PEOPLE)
        return _page(request, form_for(people)(initial=sent), added=people)
    form = form_for(people)(sent)
    if not form.is_valid() or not _law_is_loaded(form):
        return _page(request, form, status=422)
    return _page(request, form, **_answered(form))


def _law_is_loaded(form: TryForm) -> bool:
    try:
        law_on(form.cleaned_data["day"])
    except NotLoadedThen as early:
        form.add_error("day", _("No law is loaded before %(day)s.") % {"day": long_day(early.first)})
        return False
    return True


def _answered(form: TryForm) -> dict[str, Any]:
    day, household = form.cleaned_data["day"], form.household
    law = law_on(day)
    screening = screen(household, day, law)
    for answer in screening.answers.values():
        if answer.fault:
            LOG.error("rule %s of %s failed, law %s", answer.fault, answer.code, law.version)
    return {
        "answers": answers_of(screening),
        "day": day,
        "not_held": not_held(screening),
        **_curve(form, law),
    }


def _curve(form: TryForm, law: Law) -> dict[str, Any]:
    """The curve, or why there is none. Whatever fails here, the answers stand."""
    if "what_is_left" not in law.graph.rules:
        return {
            "no_curve": _("The curve rests on all programs, and not all of them are loaded for this day.")
        }
    day, earner, household = form.cleaned_data["day"], int(form.cleaned_data["earner"]), form.household
    if "wages" not in household.persons[earner - 1].facts:
        return {
            "no_curve": _("For a curve, tell today’s pay of the person it shall follow; 0 is an answer too.")
        }
    too_little = {"no_curve": _("Too much is not known for a curve. What would settle most stands above.")}
    try:
        if may_be_anything(values_of(household, day, law)["what_is_left"]):
            return too_little
        curve = find_cliffs(household, day, earner, highest_pay(household, earner), law)
    except (HouseholdError, LawError):
        # Its own words hold the family's pay, so they are not written down.
        LOG.error("the curve could not be worked out, law %s", law.version)  # noqa: TRY400
        return {"no_curve": _("We could not work the curve out now.")}
    return too_little if says_too_little(curve) else {"curve": view_of(curve, form.hourly(earner))}


def _page(request: HttpRequest, form: TryForm, status: int = 200, **facts: Any) -> HttpResponse:
    return render(
        request,
        "lawbook/try.html",
        {
            "form": form,
            "people": form.people,
            "may_add": form.people < MOST_PEOPLE,
            "most": MOST_PEOPLE,
            **facts,
        },
        status=status,
    )
