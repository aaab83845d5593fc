"""A file of CommonGrants held against our own schema."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from konbit.exchange.schemas import Wrong, wrong_in

SCHEMA = Path(__file__).parent / "schema.json"


def wrong_in_award_file(value: Any) -> Iterator[Wrong]:
    """Everything that is wrong in a file of awards and organizations."""
    yield from wrong_in(value, SCHEMA)
