"""Pages about the house itself: translations, labels, the gallery of components, and what stands where nothing is."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konbit.foundation.refusals import NotFound
from konbit.ui.catalogs import SOURCE_LANGUAGE, interface_review, own_name
from konbit.ui.charts.bars import Bars
from konbit.ui.charts.cliff import Cliff, Row, Stretch
from konbit.ui.charts.cliff import Point as CliffPoint
from konbit.ui.charts.flow import Band, Flow, Node, Tier
from konbit.ui.charts.trend import Line, Point, Trend
from konbit.ui.components import all_components
from konbit.ui.formats import long_day
from konbit.ui.forms import Form
from konbit.ui.kept import keep
from konbit.ui.sendings import by_script, refused, refused_by, signed_out


def translations(request: HttpRequest) -> HttpResponse:
    """How far the words of the interface were reviewed, by language, and what the states mean."""
    rows = []
    for code, _name in settings.LANGUAGES:
        if code != SOURCE_LANGUAGE:
            reviewed, total = interface_review(code)
            name = own_name(code)
            rows.append(
                {
                    "code": code,
                    "name": name,
                    "reviewed": reviewed,
                    "machine": total - reviewed,
                    "total": total,
                }
            )
    return render(request, "ui/translations.html", {"rows": rows})


def labels(request: HttpRequest) -> HttpResponse:
    """What "public record", "our reading" and "made up" mean."""
    return render(request, "ui/labels.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one fixed page for an address that leads nowhere, or nowhere for this person.

    What nobody in particular sends there may come from somebody whose session ended while they typed: it is kept.

    It is made without the request, so that nothing on it depends on who asks or for what.
    """
    nobody = not getattr(request, "user", None) or not request.user.is_authenticated
    if by_script(request):
        return signed_out() if nobody else refused_by(NotFound())
    if request.method == "POST" and nobody and (texts := keep(request)):
        return HttpResponse(render_to_string("ui/kept.html", {"typed": texts}), status=404)
    return HttpResponse(render_to_string("404.html"), status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """The page for what we could not work out. It promises nothing and asks nothing of the database."""
    return HttpResponse(
        render_to_string("500.html", {"reference": getattr(request, "reference", "")}), status=500
    )


def form_was_open_too_long(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form whose secret does not fit: changed in another window, or a browser without cookies."""
    if by_script(request):
        return refused("form_too_old", gettext("This form was open too long."), 403)
    return HttpResponse(render_to_string("403_csrf.html"), status=403)


class GalleryForm(Form):
    """One field of each kind, to look at."""

    title = forms.CharField(
        label=_("What shall we talk about?"), max_length=120, help_text=_("One line is enough.")
    )
    why = forms.CharField(label=_("Why now?"), widget=forms.Textarea, required=False)
    day = forms.DateField(label=_("Day"))
    starts = forms.TimeField(label=_("Starts"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=90)
    outcome = forms.ChoiceField(
        label=_("What do you want from the group?"),
        choices=[("decide", _("A decision")), ("advice", _("Advice")), ("know", _("That everybody knows"))],
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(label=_("Place"), choices=[("here", _("In the room")), ("far", _("By phone"))])
    private = forms.BooleanField(
        label=_("Keep this item among the group"), help_text=_("It will not stand in the published record.")
    )


def _trend() -> Trend:
    """A made-up series with what a trend can show: a withheld number, a provisional one, its baseline and its goal."""
    counted = gettext("days to first help")
    said = [(2019, 41), (2020, 46), (2021, None), (2022, 35), (2023, 29), (2024, 27)]
    points = tuple(
        Point(
            date(year, 12, 31),
            None if days is None else Decimal(days),
            gettext("Withheld") if days is None else str(days),
            str(year),
            str(year),
            is_provisional=year == 2024,
        )
        for year, days in said
    )
    baseline, goal = date(2019, 12, 31), date(2027, 12, 31)
    return Trend(
        "gallery-trend",
        capfirst(counted),
        gettext("4 days faster than last year"),
        gettext("Lower is better."),
        counted,
        points,
        Line(Decimal(41), baseline, (gettext("Baseline: %(value)s") % {"value": 41}, long_day(baseline))),
        Line(Decimal(14), goal, (gettext("Goal: %(value)s") % {"value": 14}, long_day(goal))),
        is_made_up=True,
    )


def _flow() -> Flow:
    """Made-up money on its way, some of it meant for no place."""
    tiers = (
        Tier(gettext("Funder"), (Node("fund", gettext("Community fund")),)),
        Tier(gettext("Regional grantee"), (Node("north", gettext("North")), Node("south", gettext("South")))),
        Tier(
            gettext("Places served"),
            (
                Node("river", gettext("River")),
                Node("hill", gettext("Hill")),
                Node("", gettext("No place named"), is_open=True),
            ),
        ),
    )
    bands = (
        Band("fund", "north", 600_000_00),
        Band("fund", "south", 400_000_00),
        Band("north", "river", 600_000_00),
        Band("south", "hill", 250_000_00),
        Band("south", "", 150_000_00),
    )
    finding = gettext("$150,000 of $1,000,000 names no place yet.")
    return Flow("gallery-flow", gettext("Where the money goes"), finding, tiers, bands, is_made_up=True)


def _bars() -> Bars:
    """Made-up money promised and paid."""
    return Bars(
        "gallery-bars",
        gettext("Promised and paid"),
        gettext("Of $1,000,000 promised, $700,000 is paid."),
        gettext("Quarter"),
        (gettext("Promised"), gettext("Paid")),
        (("2026-01", (500_000_00, 500_000_00)), ("2026-04", (500_000_00, 200_000_00))),
        is_made_up=True,
    )


def _cliff() -> Cliff:
    """A made-up family whose help ends at two places, with a stretch between them where a raise is mostly lost."""
    left = [(0, 1400), (1600, 2700), (1600, 2350), (2400, 2420), (2800, 2800), (2800, 2300), (4200, 3400)]
    return Cliff(
        "gallery-cliff",
        gettext("What is left as pay rises"),
        gettext("$100 more a month leaves this family $350 a month worse off."),
        gettext("Up: what is left, a month. Across: pay before taxes, a month."),
        gettext("Pay, a month"),
        gettext("with benefits"),
        gettext("pay alone"),
        tuple(CliffPoint(pay, amount, amount) for pay, amount in left),
        ((0, 0), (4200, 4200)),
        (
            Stretch(1600, 2700, gettext("From $1,600 on: $350 a month less. Worth it again from $2,700.")),
            Stretch(1700, 2400, gettext("From $1,700 to $2,400 most of a raise is lost."), is_plateau=True),
            Stretch(2800, 3436, gettext("From $2,800 on: $500 a month less. Worth it again from $3,436.")),
        ),
        (Row("$1,600", "$2,700", "$1,600", gettext("the last pay before the drop")),),
        (1500, 2631),
        (gettext("you are here"),),
    )


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in the language of the page. Only in development and in the demo."""
    if not (settings.DEBUG or settings.KONBIT_DEMO):
        raise Http404
    form = GalleryForm(
        {
            "title": "x" * 130,
            "why": "",
            "day": "March 5",
            "starts": "14:30",
            "minutes": "many",
            "place": "here",
        }
    )
    facts: dict[str, Any] = {
        "form": form,
        "components": all_components(),
        "moment": datetime(2026, 3, 5, 20, 14, tzinfo=UTC),
        "amount": 1234.5,
        "families": 2914,
        "trend": _trend(),
        "flow": _flow(),
        "bars": _bars(),
        "cliff": _cliff(),
    }
    return render(request, "ui/gallery.html", facts)
