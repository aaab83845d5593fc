"""A look at a package of 360Giving as it stands in a file: what is wrong, and what is most likely a slip."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from konbit.exchange.giving_360.schema import wrong_in_package
from konbit.exchange.giving_360.slips import Warned, about
from konbit.exchange.schemas import Wrong
from konbit.exchange.tables.exact_json import read_exactly


@dataclass(frozen=True)
class Look:
    """How many grants there are, what the schema refuses, and what to look at again."""

    grants: int
    wrong: list[Wrong]
    warned: list[Warned]

    def lines(self) -> Iterator[str]:
        """All of it, a line each."""
        for one in self.wrong:
            yield f"wrong: {one.where}: {one.says}"
        for one in self.warned:
            more = ", …" if one.count > len(one.first) else ""
            yield f"look again: {one.says} ({one.count} grants: {', '.join(one.first)}{more})"


def look_at(text: str | bytes, today: date) -> Look:
    """Look at the package.

    Raises:
        ValueError: it is no JSON.
    """
    package = read_exactly(text)
    grants = package.get("grants") if isinstance(package, dict) else None
    if not isinstance(grants, list):
        return Look(0, list(wrong_in_package(package)), [])
    return Look(len(grants), list(wrong_in_package(package)), about(package, today))
