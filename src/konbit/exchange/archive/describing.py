"""The archive in words, for people and for programs: a data dictionary, CSVW metadata and Table Schema, all generated."""

import inspect
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from konbit.exchange.archive.columns import Column
from konbit.exchange.archive.contents import TRAVEL, Table

HEADER = ("table", "column", "type", "may_be_empty", "codes", "points_to", "meaning")
NUMBER = Column(name="number", holds="whole number", may_be_empty=False, largest=2**63 - 1)

# Our types in the words of CSVW and of Table Schema.
CSVW = {
    "id": "string", "text": "string", "day": "date", "moment": "dateTime", "time": "time", "decimal": "decimal",
    "whole number": "integer", "yes or no": "boolean", "structure": "json",
}  # fmt: skip
TABLE_SCHEMA = {
    "id": "string", "text": "string", "day": "date", "moment": "datetime", "time": "time", "decimal": "number",
    "whole number": "integer", "yes or no": "boolean", "structure": "any",
}  # fmt: skip


@cache
def _dictionary() -> dict[str, Any]:
    return yaml.safe_load((Path(__file__).parent / "dictionary.yaml").read_text(encoding="utf-8"))


def meaning(table: Table, column: str) -> str:
    """What the column means, in a sentence; empty where nobody has said it."""
    words = _dictionary()
    found = words["tables"].get(table.name, {}).get(column) or words["columns"].get(column, "")
    return str(found)


def meaning_of_table(table: Table) -> str:
    """What a row of the table is, in a sentence."""
    if table.model._meta.auto_created:
        one, other = table.name.rsplit("/", 1)[1].split("_")
        return f"Which of the {other} belong to which {one}: one row for each pair."
    text = inspect.getdoc(table.model) or ""
    return " ".join(text.split("\n\n")[0].split())


def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns as they stand in the files."""
    return (*((NUMBER,) if table.is_numbered else ()), *table.columns)


def dictionary_rows() -> list[dict[str, Any]]:
    """One line for each table, and one for each of its columns."""
    return [row for table in TRAVEL for row in (_line_of_table(table), *_lines_of_columns(table))]


def _line_of_table(table: Table) -> dict[str, Any]:
    return {**dict.fromkeys(HEADER, ""), "table": table.name, "meaning": meaning_of_table(table)}


def _lines_of_columns(table: Table) -> list[dict[str, Any]]:
    return [
        {
            "table": table.name,
            "column": column.name,
            "type": column.holds,
            "may_be_empty": "yes" if column.may_be_empty else "no",
            "codes": " ".join(code for code in column.codes if code),
            "points_to": column.points_to.lower().replace(".", "/"),
            "meaning": meaning(table, column.name),
        }
        for column in columns_of(table)
    ]


def csvw_of(table: Table, *, is_whole: bool) -> dict[str, Any]:
    """The description of a table that stands beside its CSV, as CSV on the Web wants it."""
    return csvw(
        f"{table.name.rsplit('/', 1)[1]}.csv",
        meaning_of_table(table),
        [
            {
                "name": column.name,
                "titles": column.name,
                "datatype": CSVW[column.holds],
                "dc:description": meaning(table, column.name),
                "required": is_whole and _is_required(column),
            }
            for column in columns_of(table)
        ],
        primary_key="id" if _has_key(table) else "",
    )


def csvw(
    url: str, description: str, columns: list[dict[str, Any]], *, primary_key: str = ""
) -> dict[str, Any]:
    """Metadata of one table."""
    schema = {"columns": columns, **({"primaryKey": primary_key} if primary_key else {})}
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "url": url,
        "dc:description": description,
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": schema,
    }


def table_schema_of(table: Table, *, is_whole: bool) -> dict[str, Any]:
    """The table as a resource of a data package."""
    fields = [
        {
            "name": column.name,
            "type": TABLE_SCHEMA[column.holds],
            **({"format": "any"} if column.holds in ("moment", "time") else {}),
            "description": meaning(table, column.name),
            **({"constraints": {"required": True}} if is_whole and _is_required(column) else {}),
        }
        for column in columns_of(table)
    ]
    return {
        "name": table.name.replace("/", "-"),
        "path": f"{table.name}.csv",
        "description": meaning_of_table(table),
        "schema": {"fields": fields, **({"primaryKey": "id"} if _has_key(table) else {})},
    }


def _has_key(table: Table) -> bool:
    return "id" in table.header


def _is_required(column: Column) -> bool:
    # A text may be empty, and an empty text is an empty cell.
    return not column.may_be_empty and column.holds != "text"
