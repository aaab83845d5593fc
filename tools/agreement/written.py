"""The register's own counts: one line below each group's heading, a number for each sample."""

import re
from collections.abc import Mapping, Sequence

HEADING = "### "
COUNTS = "Households: "
LINE = re.compile(r"Households: (?P<counts>\d+(?:, \d+)*) \(\d+\.\d\d%\)")


def counts_in(register: str) -> dict[str, tuple[int, ...]]:
    """Heading of each group with a line of counts -> households in each sample."""
    found: dict[str, tuple[int, ...]] = {}
    heading = ""
    for line in register.splitlines():
        if line.startswith(HEADING):
            heading = line.removeprefix(HEADING)
        elif match := LINE.fullmatch(line):
            found[heading] = tuple(map(int, match["counts"].split(", ")))
    return found


def with_counts(register: str, counts: Mapping[str, Sequence[int]], households: int) -> str:
    """The register with the line of each group written anew."""
    lines: list[str] = []
    heading = ""
    for line in register.splitlines():
        if line.startswith(HEADING):
            heading = line.removeprefix(HEADING)
        if line.startswith(COUNTS) and heading in counts:
            share = sum(counts[heading]) / households
            lines.append(f"{COUNTS}{', '.join(map(str, counts[heading]))} ({share:.2%})")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"
