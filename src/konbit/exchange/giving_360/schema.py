"""A package of 360Giving held against our own schema, and against itself: each identifier stands once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from konbit.exchange.schemas import Wrong, wrong_in

SCHEMA = Path(__file__).parent / "schema.json"


def wrong_in_package(package: Any) -> Iterator[Wrong]:
    """Everything that is wrong in a package."""
    yield from wrong_in(package, SCHEMA)
    seen: dict[str, int] = {}
    grants = package.get("grants") if isinstance(package, dict) else None
    for place, grant in enumerate(grants if isinstance(grants, list) else ()):
        name = grant.get("id") if isinstance(grant, dict) else None
        if not isinstance(name, str):
            continue
        first = seen.setdefault(name, place)
        if first != place:
            yield Wrong(f"grants[{place}].id", f"grants[{first}] has the identifier “{name}” too.")
