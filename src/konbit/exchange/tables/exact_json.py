"""JSON whose numbers are exact: an amount of money is never a float, neither written nor read."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NoReturn


def exact_json(value: Any) -> str:
    """The value as JSON, indented, its mappings in the order they have. A Decimal is written digit by digit."""
    return "".join(_parts(value, "\n")) + "\n"


def _parts(value: Any, line: str) -> Iterator[str]:
    if isinstance(value, Decimal):
        yield format(value, "f")
    elif isinstance(value, Mapping) and value:
        inner = line + "  "
        for number, (key, one) in enumerate(value.items()):
            yield f"{',' if number else '{'}{inner}{json.dumps(key, ensure_ascii=False)}: "
            yield from _parts(one, inner)
        yield line + "}"
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        inner = line + "  "
        for number, one in enumerate(value):
            yield f"{',' if number else '['}{inner}"
            yield from _parts(one, inner)
        yield line + "]"
    else:
        yield json.dumps(value, ensure_ascii=False, allow_nan=False)


def read_exactly(text: str | bytes) -> Any:
    """What the JSON says, its numbers exact.

    Raises:
        ValueError: it is none, names no number where one stands, or nests without end.
    """
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except RecursionError as fault:
        raise ValueError("nested without end") from fault


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)
