"""The sample sheet of each kind: headers in the reader's language, and rows that show what belongs under them."""

from konbit.exchange.imports import KINDS


def sample_of(kind: str) -> tuple[list[str], list[list[str]]]:
    """The headers of the kind's columns in the language now active, and two example rows."""
    columns = KINDS[kind].columns
    rows = [[str(value) for value in row] for row in zip(*(column.sample for column in columns), strict=True)]
    return [str(column.says) for column in columns], rows
