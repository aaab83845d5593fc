"""What the check of the law found, as data and to read."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from konbit_rules.casebook import Report


def check_data(report: "Report") -> dict:
    """What the check found."""
    return {
        "passed": report.passed,
        "programs": {
            code: {"cases": one.cases, "passed": one.passed, "sources_read": one.sources_read}
            for code, one in report.programs.items()
        },
        "failures": [str(failure) for failure in report.failures],
    }


def check_text(report: "Report") -> str:
    """What the check found, to read."""
    lines = [f"{code}: {one.passed} of {one.cases} cases" for code, one in report.programs.items()]
    lines += [str(failure) for failure in report.failures]
    lines.append("Everything passed." if report.passed else f"{len(report.failures)} do not agree.")
    return "\n".join(lines)
