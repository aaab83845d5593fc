"""How exact the library is: families worked by hand, agreement with another calculator, and where each figure is from."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString

from konbit.lawbook.measured import LIBRARY, measured
from konbit.lawbook.plain_pages import page_of
from konbit_rules import Law


@dataclass(frozen=True)
class Compared:
    """One answer held against another calculator's, over many random families."""

    label: str
    compared: int
    agree: int
    positives: int
    after_recorded: int

    @property
    def percent(self) -> str:
        """How many of a hundred agree; never rounded up to all of them."""
        if not self.compared:
            return "—"
        return f"{self.agree * 10_000 // self.compared / 100:.2f}%"


@dataclass(frozen=True)
class Comparison:
    """A measured run against another calculator."""

    made_on: date
    compared_with: str
    households: int
    seeds: str
    rows: tuple[Compared, ...]


@dataclass(frozen=True)
class Casebook:
    """All families worked by hand, and those that do not agree."""

    made_on: date
    total: int
    passed: int
    sources_read: int
    failures: tuple[str, ...]

    @property
    def sources_not_read(self) -> int:
        """Families whose figures rest on a source that was not read."""
        return self.total - self.sources_read


def casebook() -> Casebook | None:
    """How the casebook came out when this version was made; none where no figures ship with it."""
    found = measured()
    if found is None:
        return None
    counted = found["cases"].values()
    return Casebook(
        _day(found["made_on"]),
        sum(one["cases"] for one in counted),
        sum(one["passed"] for one in counted),
        sum(one["sources_read"] for one in counted),
        tuple(found.get("failures", ())),
    )


def comparison() -> Comparison | None:
    """The last measured run that ships with the library; none where there is none."""
    found = measured()
    if found is None:
        return None
    samples = found["samples"]
    return Comparison(
        _day(found["made_on"]),
        found["compared_with"],
        sum(sample["households"] for sample in samples),
        ", ".join(str(sample["seed"]) for sample in samples),
        tuple(
            Compared(row["label"], row["compared"], row["agree"], row["positives"], row["after_recorded"])
            for row in found["columns"].values()
        ),
    )


def disagreements(path: Path = LIBRARY / "disagreements.md") -> SafeString | None:
    """The register of disagreements that ships with the library."""
    return page_of(path, highest=3)


def figures_made_by(law: Law) -> list[tuple[str, int]]:
    """How many figures in force were read at their source (an empty name), and how many each recorder took down."""
    counted = Counter("" if value.read else value.recorded_by or "" for value in law.graph.values.values())
    return sorted(counted.items(), key=lambda one: (one[0] != "", -one[1]))


def _day(said: Any) -> date:
    return said if isinstance(said, date) else date.fromisoformat(str(said))
