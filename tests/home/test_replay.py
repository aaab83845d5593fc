"""The story of two six-week cycles, played by the command on a database of its own."""

import json
import os
import subprocess
import sys

from konbit.home.replay.stage import LATER

# What belongs to capabilities that are not there yet.
NOT_YET = {"second_language_with_a_fault"}


def replayed(tmp_path, *arguments):
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("KONBIT_")}
    return subprocess.run(
        [sys.executable, "-m", "konbit.config.command", "replay", *arguments],
        env={**surroundings, "KONBIT_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_every_step_of_two_cycles_comes_out_as_expected(tmp_path):
    answer = replayed(tmp_path, "two-cycles", "--format", "json")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    steps = json.loads(answer.stdout)
    assert [step["number"] for step in steps] == list(range(1, 13))
    for step in steps:
        assert step["passed"] is True, step
        due = {name: value for name, value in step["expected"].items() if value != LATER}
        assert due, "each step expects something of today"
        assert {name: step["found"][name] for name in due} == due
    later = {name for step in steps for name, value in step["expected"].items() if value == LATER}
    assert later == NOT_YET
    assert not any(tmp_path.iterdir()), "nothing is left where the installation has its data"


def test_a_story_nobody_knows_is_refused(tmp_path):
    answer = replayed(tmp_path, "three-cycles")
    assert answer.returncode != 0
    assert "two-cycles" in answer.stderr
