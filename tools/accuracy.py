"""Measures the library against another calculator and writes what the accuracy page shows.

    .venv/bin/python tools/accuracy.py 2026-11-22 101=../shared/oracle 202=FOLDER 303=FOLDER

A sample is its seed and a folder with persons_MS.csv.gz and expected_MS.csv.gz. Writes src/konbit_rules/accuracy.yaml, and
the counts of households in src/konbit_rules/disagreements.md, whose words stay as they are. Ends with status 1 where a
household is in no group of the register.
"""

import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from konbit_rules.casebook import Report, check  # noqa: E402
from konbit_rules.law import Law, load_law  # noqa: E402
from tools.agreement import GROUPS, Agreement, Sample, Sorted, compare, read_sample, sort  # noqa: E402
from tools.agreement.register import LABELS, PROGRAMS  # noqa: E402
from tools.agreement.samples import AS_OF  # noqa: E402
from tools.agreement.sorting import CARRIED_ON  # noqa: E402
from tools.agreement.written import with_counts  # noqa: E402

LIBRARY = ROOT / "src" / "konbit_rules"
FIGURES, REGISTER = LIBRARY / "accuracy.yaml", LIBRARY / "disagreements.md"
COMPARED_WITH = "policyengine-us 2.68.0"
HEAD = "# How near the library comes to another calculator. Written by tools/accuracy.py, never by hand.\n"
TITLES = {group.code: group.title for group in GROUPS} | {
    CARRIED_ON + code: CARRIED_ON + program.title for code, program in PROGRAMS.items()
}


def main(words: list[str]) -> int:
    """Measures, writes, and prints one line a column."""
    made_on, *named = words
    folders = {int(seed): Path(folder) for seed, folder in (word.split("=", 1) for word in named)}
    law, report = load_law(AS_OF), check()
    samples = {seed: read_sample(folder) for seed, folder in folders.items()}
    measured = {seed: (compare(one.ours, one.expected), sort(one)) for seed, one in samples.items()}
    written = {
        "made_on": date.fromisoformat(made_on),
        "compared_with": COMPARED_WITH,
        "law_version": law.version,
        "samples": [{"seed": seed, "households": one.households} for seed, one in samples.items()],
        "columns": {column: column_of(column, measured) for column in LABELS},
        "cases": cases(report),
        "failures": [failure.name for failure in report.failures],
        "figures": figures(law),
    }
    text = yaml.safe_dump(written, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
    FIGURES.write_text(HEAD + text, encoding="utf-8")
    write_register(samples, {seed: found for seed, (_, found) in measured.items()})
    for name, one in written["columns"].items():
        share, after = one["agree"] / one["compared"], one["after_recorded"] / one["compared"]
        print(f"{name:26} {one['agree']:6} of {one['compared']:6} {share:8.2%}  with recorded {after:8.2%}")
    return int(any(found.not_explained for _, found in measured.values()))


def column_of(column: str, measured: Mapping[int, tuple[dict[str, Agreement], Sorted]]) -> dict[str, Any]:
    """One column over all samples, its groups, and the figures of each sample."""
    program, label = LABELS[column]
    each = {seed: one_sample(column, *found) for seed, found in measured.items()}
    groups: Counter[str] = Counter()
    for _, found in measured.values():
        groups.update({group: len(ids) for group, ids in found.groups.get(column, {}).items()})
    return {
        "program": program,
        "label": label,
        **{word: sum(one[word] for one in each.values()) for word in next(iter(each.values()))},
        "groups": [{"name": TITLES[group], "households": count} for group, count in groups.most_common()],
        "by_sample": each,
    }


def one_sample(column: str, agreements: Mapping[str, Agreement], found: Sorted) -> dict[str, int]:
    """The figures of one column in one sample."""
    one = agreements[column]
    return {
        "compared": one.compared,
        "agree": one.agree,
        "positives": one.positives,
        "after_recorded": one.compared - len(found.not_explained.get(column, ())),
    }


def cases(report: Report) -> dict[str, dict[str, int]]:
    """The casebook by program."""
    return {
        program: {"cases": one.cases, "passed": one.passed, "sources_read": one.sources_read}
        for program, one in report.programs.items()
    }


def figures(law: Law) -> dict[str, dict[str, int]]:
    """Figures in force by the folder they stand in: those whose source was read, and the others."""
    counted: dict[str, Counter[bool]] = {}
    for name, value in law.graph.values.items():
        folder = Path(law.graph.texts.parameters[name].path).parent
        counted.setdefault(f"{folder.parent.name}/{folder.name}", Counter())[bool(value.read)] += 1
    return {folder: {"read": one[True], "not_read": one[False]} for folder, one in sorted(counted.items())}


def write_register(samples: Mapping[int, Sample], found: Mapping[int, Sorted]) -> None:
    """The register with the households of each group as counted now."""
    counts = {group.title: [len(one.households(group.code)) for one in found.values()] for group in GROUPS}
    households = sum(one.households for one in samples.values())
    text = with_counts(REGISTER.read_text(encoding="utf-8"), counts, households)
    REGISTER.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
