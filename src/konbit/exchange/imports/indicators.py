"""Indicators and their figures: one row for each figure. An indicator is known by its code; a figure by its indicator,
its period, its place and the part of the population.

What defines a new indicator may stand in its first row alone. A complete figure is published, any other stays a draft.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konbit.exchange.domain.words_of_cells import plain
from konbit.exchange.imports.columns import Column
from konbit.exchange.imports.faults import CannotTake
from konbit.exchange.imports.kind import CHANGED, NEW, SAME, Kind, Planned, Row, Setting, Trace
from konbit.exchange.imports.organizations import ORGANIZATION_NAMES
from konbit.network.queries import organization_named
from konbit.results.models import Figure, Indicator
from konbit.results.operations.figures import correct_figure, mark_baseline, publish_figure, record_figure
from konbit.results.operations.imported import (
    ChangedSinceTheList,
    put_figure_back,
    remove_figure,
    remove_indicator,
)
from konbit.results.operations.indicators import add_indicator, set_goal
from konbit.results.queries import missing_of
from konbit.results.words import COUNTED, DIRECTIONS, LEVELS

_YEAR = re.compile(r"(\d{4})")
_YEARS = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})\s*-?\s*Q([1-4])|Q([1-4])\s*-?\s*(\d{4})", re.IGNORECASE)

_DEFINED_BY = ("name", "unit", "direction", "level", "population", "counts", "organization")
# Without these nobody could read the figure.
_NEEDED = ("name", "unit", "population")
_FIXED = ("unit", "direction", "level", "counts")
_GOAL = ("goal_value", "goal_on", "goal_source")
_SAID = ("value", "qualifier", "numerator", "denominator", "n", "source", "retrieved_on", "note")


class Indicators(Kind):
    code = "indicators"
    known_by = ("code", "period", "period_start", "period_end", "place", "breakdown_value")
    columns = (
        Column(
            "code",
            _("Short code of the indicator"),
            "code|indicator code|indicator id|id|measure id|código|kòd|mã|mã chỉ số",
            reads="code",
            most=40,
            is_needed=True,
            sample=("child_poverty", "child_poverty"),
        ),
        Column(
            "name",
            _("Indicator"),
            "indicator name|name|measure|metric|indicador|nombre|endikatè|non|chỉ số|tên",
            most=300,
            sample=(_("Children in poverty"), ""),
        ),
        Column("unit", _("Unit"), "units|unidad|inite|đơn vị", most=60, sample=("percent", "")),
        Column(
            "direction",
            _("Which way is better"),
            "direction|better|trend|dirección|direksyon|hướng",
            reads="choice",
            choices=DIRECTIONS,
            choices_also={
                "up": "up|higher|increase|more|mayor|aumentar|tăng|cao hơn",
                "down": "down|lower|decrease|less|menor|disminuir|giảm|thấp hơn",
                "none": "none|neither|ninguna|okenn|không",
            },
            sample=(DIRECTIONS["down"], ""),
        ),
        Column(
            "level", _("Level"), "nivel|nivo|cấp", reads="choice", choices=LEVELS, sample=(LEVELS["population"], "")
        ),
        Column(
            "population",
            _("About whom"),
            "population|group|about|who|población|popilasyon|dân số|đối tượng",
            most=300,
            sample=(_("Children under 18"), ""),
        ),
        Column(
            "counts",
            _("What it counts"),
            "counts|counted|type of count|cuenta|sa li konte|đếm",
            reads="choice",
            choices=COUNTED,
            choices_also={"families": "families|people", "members": "members|staff", "published": "published|statistic"},
            sample=(COUNTED["published"], ""),
        ),
        Column(
            "organization",
            _("Organization"),
            ORGANIZATION_NAMES,
            most=200,
            hint=_("Only for an indicator of one organization."),
            says_when_empty=True, sample=("", ""),
        ),
        Column(
            "period",
            _("Year or period"),
            "period|year|time period|año|periodo|período|ane|peryòd|năm|kỳ",
            most=40,
            hint=_("Like 2022, 2022-04 or 2022 Q1. Or two columns for its first and last day."),
            says_when_empty=True, sample=("2022", "2023"),
        ),
        Column(
            "period_start",
            _("Period begins"),
            "start|period start|from|start date|inicio|desde|kòmansman|bắt đầu|từ",
            reads="day",
            says_when_empty=True, sample=("", ""),
        ),
        Column(
            "period_end",
            _("Period ends"),
            "end|period end|to|until|end date|fin|hasta|finisman|kết thúc|đến",
            reads="day",
            says_when_empty=True, sample=("", ""),
        ),
        Column(
            "place",
            _("Place"),
            "location|county|state|city|geography|region|lugar|condado|kote|konte|nơi|địa điểm|quận",
            most=120,
            says_when_empty=True, sample=("Mississippi", "Mississippi"),
        ),
        Column(
            "breakdown_dim",
            _("Broken down by"),
            "breakdown|disaggregated by|dimension|desglose|pa gwoup|phân theo",
            most=60,
            says_when_empty=True, sample=("", ""),
        ),
        Column(
            "breakdown_value", _("Part"), "subgroup|segment|category|parte|subgrupo|pati|phần", most=120,
            says_when_empty=True, sample=("", "")
        ),
        Column(
            "value", _("Value"), "figure|amount|rate|percent|percentage|valor|valè|giá trị", reads="number",
            sample=("27.6", "26.1"),
        ),
        Column(
            "qualifier", _("Word before the value"), "qualifier|about|modifier", most=40, hint=_("Such as “about”."),
            sample=("", ""),
        ),
        Column("numerator", _("Counted"), "numerator|numerador|nimeratè|tử số", reads="number", sample=("", "")),
        Column("denominator", _("Out of"), "denominator|denominador|denominatè|mẫu số", reads="number", sample=("", "")),
        Column("n", _("How many answered"), "n|sample size|respondents|responses|muestra|kantite|số người", reads="whole",
               sample=("", "")),
        Column(
            "source", _("Source"), "data source|reference|url|link|fuente|sous|nguồn", most=300,
            sample=("Census SAIPE", "Census SAIPE"),
        ),
        Column(
            "retrieved_on",
            _("Read on"),
            "retrieved|retrieved on|accessed|date accessed|as of|consultado el|dat li|ngày truy cập",
            reads="day",
            hint=_("The day on which somebody read the source."),
            sample=("2026-01-15", "2026-01-15"),
        ),
        Column(
            "is_baseline", _("Baseline"), "is baseline|base line|línea base|baz|cơ sở", reads="yes_no",
            sample=(_("yes"), _("no")),
        ),
        Column("goal_value", _("Goal"), "target|target value|goal value|meta|objektif|mục tiêu", reads="number",
               sample=("20", "")),
        Column("goal_on", _("Goal by"), "target date|goal date|goal year|fecha meta|hạn mục tiêu", reads="day",
               sample=("2028-12-31", "")),
        Column("goal_source", _("Who set the goal"), "goal source|target source|fuente de la meta", most=300,
               sample=(_("Our network"), "")),
        Column("note", _("Note"), "notes|comment|comments|nota|notas|nòt|ghi chú", most=400, sample=("", "")),
    )  # fmt: skip

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        # What earlier rows of the file said of an indicator.
        self.defined: dict[str, dict[str, Any]] = {}

    def prepare(self) -> None:
        """Indicators by code, and their figures by period, place and part."""
        self.by_code = {
            one.code.casefold(): one
            for one in Indicator.objects.filter(network=self.network).select_related("network")
        }
        figures = Figure.objects.filter(indicator__network=self.network).select_related("indicator__network")
        self.figures = {_place_of(one): one for one in figures}

    def plan(self, row: Row) -> Planned:
        code = row.get("code").casefold()
        defined = self.defined.setdefault(code, {})
        for name in _DEFINED_BY:
            if row.get(name):
                defined.setdefault(name, row.get(name))
        start, end = _period(row)
        key = (start, end, row.get("place"), row.get("breakdown_dim"), row.get("breakdown_value"))
        self.once(row, (code, *key), "code")
        indicator = self.by_code.get(code)
        data = {"indicator": indicator, "key": key, "defined": defined}
        if indicator is None:
            self._check_defined(defined)
            return Planned(row, NEW, data)
        self._check_same(indicator, row)
        there = self.figures.get((indicator.pk, *key))
        if there is None and self._says_a_figure(row):
            return Planned(row, NEW, data)
        said = self._differences(there, row) if there is not None else {}
        data |= {"figure": there, "goal": self._goal(indicator, row)}
        changes = [(name, getattr(there, name), value) for name, value in said.items()]
        changes += [(name, getattr(indicator, name), value) for name, value in data["goal"].items()]
        return Planned(row, CHANGED if changes else SAME, data, changes)

    def _says_a_figure(self, row: Row) -> bool:
        return any(
            name in row.values for name in ("value", "numerator", "period", "period_start", "period_end")
        )

    def _check_defined(self, defined: dict[str, Any]) -> None:
        lacking = [
            column for column in self.columns if column.code in _NEEDED and not defined.get(column.code)
        ]
        if lacking:
            words = ", ".join(str(column.says) for column in lacking)
            raise CannotTake("new_indicator_needs", lacking[0].code, columns=words)
        name = defined.get("organization")
        if name and organization_named(self.network, name) is None:
            raise CannotTake("no_such_organization", "organization")

    def _check_same(self, indicator: Indicator, row: Row) -> None:
        """What defines an indicator that stands is changed on its page, never by a figure."""
        stands = {name: getattr(indicator, name) for name in _FIXED}
        for name in _FIXED:
            if plain(str(row.get(name, stands[name]))) != plain(str(stands[name])):
                raise CannotTake("indicator_differs", name, code=indicator.code)

    def _differences(self, figure: Figure, row: Row) -> dict[str, Any]:
        said = {name: row.values[name] for name in _SAID if name in row.values}
        found = {name: value for name, value in said.items() if getattr(figure, name) != value}
        if row.get("is_baseline") and not figure.is_baseline:
            found["is_baseline"] = True
        return found

    def _goal(self, indicator: Indicator, row: Row) -> dict[str, Any]:
        if "goal_value" not in row.values:
            return {}
        wished = {name: row.get(name, getattr(indicator, name)) for name in _GOAL}
        return wished if any(getattr(indicator, name) != value for name, value in wished.items()) else {}

    def write(self, planned: Planned) -> list[Trace]:
        row, data, traces = planned.row, planned.data, []
        indicator = data["indicator"] or self._add(row, data["defined"], traces)
        goal = self._goal(indicator, row)
        if goal:
            before = {} if traces else {name: _plainly(getattr(indicator, name)) for name in _GOAL}
            indicator = set_goal(
                indicator=indicator, version=indicator.version, by=self.by, at=self.at, **goal
            )
            traces.append(Trace("goal", indicator.pk, indicator.code, before, {"version": indicator.version}))
        self.by_code[indicator.code.casefold()] = indicator
        figure = data.get("figure")
        if figure is None and self._says_a_figure(row):
            figure = self._record(indicator, row, data["key"])
            traces.append(Trace("figure", figure.pk, indicator.code, {}, {"version": figure.version}))
        elif figure is not None and self._differences(figure, row):
            traces.append(self._correct(figure, row))
        return traces

    def _add(self, row: Row, defined: dict[str, Any], traces: list[Trace]) -> Indicator:
        name = defined.get("organization")
        indicator = add_indicator(
            network=self.network,
            code=row.get("code"),
            name=defined["name"],
            unit=defined["unit"],
            population=defined["population"],
            direction=defined.get("direction", "none"),
            level=defined.get("level", "organization" if name else "population"),
            counts=defined.get("counts", "published"),
            organization=organization_named(self.network, name) if name else None,
            source=self.setting.file_name,
            by=self.by,
            at=self.at,
        )
        traces.append(Trace("indicator", indicator.pk, indicator.code, {}, {"version": indicator.version}))
        return indicator

    def _record(self, indicator: Indicator, row: Row, key: tuple[Any, ...]) -> Figure:
        names = ("period_start", "period_end", "place", "breakdown_dim", "breakdown_value")
        said = {name: row.values[name] for name in _SAID if name in row.values}
        figure = record_figure(
            indicator=indicator, by=self.by, at=self.at, **dict(zip(names, key, strict=True)), **said
        )
        if not missing_of(figure):
            figure = publish_figure(figure=figure, version=figure.version, by=self.by, at=self.at)
        return self._marked(figure, row)

    def _marked(self, figure: Figure, row: Row) -> Figure:
        if row.get("is_baseline") and not figure.is_baseline:
            figure = mark_baseline(figure=figure, version=figure.version, by=self.by, at=self.at)
        self.figures[_place_of(figure)] = figure
        return figure

    def _correct(self, figure: Figure, row: Row) -> Trace:
        kept = (*_SAID, "is_baseline", "state")
        before = {name: _plainly(getattr(figure, name)) for name in kept}
        said = {
            name: value for name, value in self._differences(figure, row).items() if name != "is_baseline"
        }
        if said:
            if figure.state == "published" and "note" not in said:
                with translation.override(self.network.language):
                    said["note"] = gettext("Corrected from the file “%(file)s”.") % {
                        "file": self.setting.file_name
                    }
            figure = correct_figure(figure=figure, version=figure.version, by=self.by, at=self.at, **said)
        if figure.state == "draft" and not missing_of(figure):
            figure = publish_figure(figure=figure, version=figure.version, by=self.by, at=self.at)
        figure = self._marked(figure, row)
        return Trace("figure", figure.pk, figure.indicator.code, before, {"version": figure.version})

    def take_back(self, trace: Trace) -> None:
        table = Figure if trace.what == "figure" else Indicator
        there = table.objects.filter(pk=trace.id).first()
        if there is None:
            return
        acts = {"version": trace.after["version"], "by": self.by, "at": self.at}
        if trace.what == "indicator":
            # Its goal came in the same row and goes with it.
            remove_indicator(indicator=there, **{**acts, "version": there.version})
        elif trace.what == "goal":
            self._take_goal_back(there, trace)
        elif trace.before:
            put_figure_back(figure=there, before=trace.before, **acts)
        else:
            remove_figure(figure=there, **acts)

    def _take_goal_back(self, indicator: Indicator, trace: Trace) -> None:
        if indicator.version != trace.after["version"]:
            raise ChangedSinceTheList(name=indicator.code)
        if trace.before:
            goal = {
                name: Indicator._meta.get_field(name).to_python(value) for name, value in trace.before.items()
            }
            set_goal(indicator=indicator, version=indicator.version, by=self.by, at=self.at, **goal)


def _place_of(figure: Figure) -> tuple[Any, ...]:
    period = (figure.period_start, figure.period_end)
    return (figure.indicator_id, *period, figure.place, figure.breakdown_dim, figure.breakdown_value)


def _period(row: Row) -> tuple[date | None, date | None]:
    """The first and the last day: from their own columns, else from a text such as 2022, 2022-04 or 2022 Q1."""
    if row.get("period_start") or row.get("period_end"):
        return row.get("period_start", None), row.get("period_end", None)
    text = row.get("period")
    if not text:
        return None, None
    found = _in_words(text)
    if found is None:
        raise CannotTake("no_period", "period")
    return found


def _in_words(text: str) -> tuple[date, date] | None:
    try:
        if found := _YEAR.fullmatch(text):
            return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
        if found := _YEARS.fullmatch(text):
            return date(int(found[1]), 1, 1), date(int(found[2]), 12, 31)
        if found := _MONTH.fullmatch(text):
            return _months(int(found[1]), int(found[2]), 1)
        if found := _QUARTER.fullmatch(text):
            year, quarter = int(found[1] or found[4]), int(found[2] or found[3])
            return _months(year, quarter * 3 - 2, 3)
    except ValueError:
        return None
    return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    after = date(year + (month + count - 1) // 12, (month + count - 1) % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def _plainly(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
