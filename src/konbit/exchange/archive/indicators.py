"""The figures as one tidy table: each with its indicator, period, place and breakdown, small counts withheld as on pages.

The columns name the concepts of SDMX, so that a file for statistical offices is a matter of renaming.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from konbit.exchange.archive.describing import csvw
from konbit.network.models import Group
from konbit.results.exports import exported_figures

INDICATORS = "indicators/indicators"
_SDMX = "http://purl.org/linked-data/sdmx/2009/"
# Name, type in CSVW and in Table Schema, concept, meaning.
_COLUMNS = (
    ("indicator_id", "string", "string", "", "The short code of the indicator."),
    ("period_start", "date", "date", "dimension#refPeriod", "The first day of the period (TIME_PERIOD)."),
    ("period_end", "date", "date", "", "The last day of the period."),
    ("ref_area", "string", "string", "dimension#refArea", "The place (REF_AREA)."),
    ("breakdown_dim", "string", "string", "", "By what it is broken down. Empty for the whole."),
    ("breakdown_value", "string", "string", "", "Which part it tells of. Empty for the whole."),
    ("value", "decimal", "number", "measure#obsValue", "The value (OBS_VALUE). Empty where it is withheld."),
    ("numerator", "decimal", "number", "", "What was counted, where the value is a share."),
    ("denominator", "decimal", "number", "", "Of how many, where the value is a share."),
    ("unit", "string", "string", "attribute#unitMeasure", "The unit (UNIT_MEASURE)."),
    ("status", "string", "string", "attribute#obsStatus", "Whether it is provisional or stale (OBS_STATUS)."),
    (
        "suppressed",
        "string",
        "string",
        "",
        "Primary where the count is too small to be shown, complementary where it would give another away.",
    ),
    ("note", "string", "string", "", "What somebody added in their own words."),
)
_NUMBERS = ("value", "numerator", "denominator")
INDICATOR_COLUMNS = tuple(name for name, *_rest in _COLUMNS)
_MEANING = "The published figures of all indicators, one row each."


def indicator_rows(networks: Iterable[Group]) -> list[dict[str, Any]]:
    """The published figures of these networks, in an order that no database decides."""
    rows = [
        {**row, **{name: Decimal(row[name]) if row[name] else None for name in _NUMBERS}}
        for network in networks
        for row in exported_figures(network)
    ]
    return sorted(rows, key=lambda row: [str(row[name]) for name in INDICATOR_COLUMNS])


def indicators_csvw() -> dict[str, Any]:
    """What stands beside the CSV, as CSV on the Web wants it."""
    columns = [
        {
            "name": name,
            "titles": name,
            "datatype": kind,
            "dc:description": meaning,
            "required": False,
            **({"propertyUrl": _SDMX + concept} if concept else {}),
        }
        for name, kind, _schema, concept, meaning in _COLUMNS
    ]
    return csvw("indicators.csv", _MEANING, columns)


def indicators_schema() -> dict[str, Any]:
    """The table as a resource of a data package."""
    fields = [
        {"name": name, "type": kind, "description": meaning}
        for name, _csvw, kind, _concept, meaning in _COLUMNS
    ]
    return {
        "name": "indicators",
        "path": f"{INDICATORS}.csv",
        "description": _MEANING,
        "schema": {"fields": fields},
    }
