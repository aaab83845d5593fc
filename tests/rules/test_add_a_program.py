"""docs/explanation/add-a-program.md works as it stands: its files, its cases, its commands and what they say."""

import re
import shlex
from pathlib import Path

import pytest

from konbit_rules.casebook import check
from konbit_rules.command_line import main
from konbit_rules.law import load_law, program_folders
from tests.rules.small_laws import DAY

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "explanation" / "add-a-program.md").read_text(encoding="utf-8")
FILES = re.findall(r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^```sh\n(.*?)\n```\n\n```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """The page's files in a folder, with the library's source beside them as in a clone."""
    for name, text in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "src").symlink_to(ROOT / "src")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_shows_all_four_files_and_its_commands():
    names = {name for name, _ in FILES}
    assert names == {
        "winter_coats/parameters.yaml",
        "winter_coats/rules.py",
        "winter_coats/program.md",
        "winter_coats/cases/first.yaml",
        "family.yaml",
    }
    assert [shlex.split(command)[1] for command, _ in COMMANDS] == ["check", "screen", "explain"]


@pytest.mark.parametrize("place", range(len(COMMANDS)))
def test_each_command_says_what_the_page_shows(toy, capsys, place):
    command, shown = COMMANDS[place]
    words = shlex.split(command)
    assert words[0] == "konbit-rules"
    assert main(words[1:]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line for line in shown.splitlines() if line not in said] == []


def test_the_program_stands_beside_the_whole_law(toy):
    folders = program_folders([ROOT / "src" / "konbit_rules" / "law", toy / "winter_coats"])
    law = load_law(DAY, folders)
    assert "winter_coats" in {program.code for program in law.programs}
    assert "snap" in {program.code for program in law.programs}


def test_a_grant_that_begins_a_day_late_fails_its_case_with_the_arithmetic(toy):
    parameters = toy / "winter_coats" / "parameters.yaml"
    parameters.write_text(parameters.read_text().replace("2026-10-01", "2026-10-02"))
    read = [ROOT / "src/konbit_rules/law/federal" / name for name in ("counting_units", "pay_periods")]
    report = check(program_folders([toy / "winter_coats", *read]))
    assert report.programs["winter_coats"].passed == 2
    (failure,) = report.failures
    assert "expected 75, got" in str(failure)
    assert "1 x 75 = 75" in str(failure)
