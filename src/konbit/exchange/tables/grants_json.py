"""A package of 360Giving as rows with the headers of the standard's own spreadsheets, so that it is read like any table.

It knows nothing of Django and trusts nothing it reads. What a cell cannot hold side by side stands line by line in it.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from konbit.exchange.tables.exact_json import read_exactly

# Under these vocabularies a file of Konbit's own says more than the standard asks.
MONEY_KIND, STATE, LABEL, REGRANT = (
    "Konbit: kind of money", "Konbit: state", "Konbit: label", "Konbit: regrant code",
)  # fmt: skip
PLACE_AMOUNT = "Amount for this place: "

_PLAIN = {
    "Identifier": "id",
    "Title": "title",
    "Description": "description",
    "Currency": "currency",
    "Amount Awarded": "amountAwarded",
    "Award Date": "awardDate",
}
_FIRST = {
    "Planned Dates:Start Date": ("plannedDates", "startDate"),
    "Planned Dates:End Date": ("plannedDates", "endDate"),
    "Planned Dates:Duration (months)": ("plannedDates", "duration"),
    "Grant Programme:Code": ("grantProgramme", "code"),
}
_EACH = {
    "Recipient Org:Identifier": ("recipientOrganization", "id"),
    "Recipient Org:Name": ("recipientOrganization", "name"),
    "Funding Org:Identifier": ("fundingOrganization", "id"),
    "Funding Org:Name": ("fundingOrganization", "name"),
}
_OWN = {"Kind of money": MONEY_KIND, "State of the award": STATE, "Label": LABEL}


def grants_in(text: str) -> list[dict[str, Any]]:
    """The grants of a package.

    Raises:
        ValueError: it is none.
    """
    package = read_exactly(text)
    grants = package.get("grants") if isinstance(package, dict) else None
    if not isinstance(grants, list) or not all(isinstance(one, dict) for one in grants):
        raise ValueError("no list of grants")
    return grants


def rows_of(grants: list[dict[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """The headers, and a row for each grant."""
    rows = [_row(one) for one in grants]
    # A column that nobody fills is none: where one stands, a cell of it may have to be filled.
    headers = [name for name in _HEADERS if name in _NEEDED or any(row[name] for row in rows)]
    return headers, [[row[name] for name in headers] for row in rows]


_HEADERS = [
    *_PLAIN,
    *_FIRST,
    *_EACH,
    "Beneficiary Location:Name",
    "Related Activity",
    "For Regrant Type",
    *_OWN,
]
_NEEDED = (
    "Identifier",
    "Title",
    "Currency",
    "Amount Awarded",
    "Award Date",
    "Recipient Org:Name",
    "Funding Org:Name",
)


def _row(grant: Mapping[str, Any]) -> dict[str, str]:
    own = {name: _class(grant, vocabulary) for name, vocabulary in _OWN.items()}
    is_our_reading = _class(grant, REGRANT) == "our_reading"
    return {
        **{header: _cell(grant.get(name)) for header, name in _PLAIN.items()},
        **{header: next(_values(grant, *path), "") for header, path in _FIRST.items()},
        **{header: "\n".join(_values(grant, *path)) for header, path in _EACH.items()},
        "Beneficiary Location:Name": "\n".join(_places(grant)),
        "Related Activity": "\n".join(map(_cell, _listed(grant, "relatedActivity"))),
        "For Regrant Type": "" if is_our_reading else _cell(grant.get("regrantType")),
        **own,
    }


def _cell(value: Any) -> str:
    """A plain value as a cell of a spreadsheet; a number digit by digit."""
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _listed(grant: Mapping[str, Any], name: str) -> list[Any]:
    value = grant.get(name)
    return value if isinstance(value, list) else []


def _records(grant: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    yield from (one for one in _listed(grant, name) if isinstance(one, dict))


def _values(grant: Mapping[str, Any], name: str, inner: str) -> Iterator[str]:
    yield from (text for one in _records(grant, name) if (text := _cell(one.get(inner))))


def _class(grant: Mapping[str, Any], vocabulary: str) -> str:
    classes = [*_records(grant, "fundingType"), *_records(grant, "classifications")]
    return next((_cell(one.get("code")) for one in classes if one.get("vocabulary") == vocabulary), "")


def _places(grant: Mapping[str, Any]) -> Iterator[str]:
    """Each place, with the amount for it where a file of Konbit's own says one."""
    for one in _records(grant, "beneficiaryLocation"):
        name, told = " ".join(_cell(one.get("name")).split()), _cell(one.get("description"))
        amount = told.removeprefix(PLACE_AMOUNT).split() if told.startswith(PLACE_AMOUNT) else []
        if name:
            yield f"{name}: {amount[0]}" if amount else name
