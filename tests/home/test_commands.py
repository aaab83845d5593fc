"""What somebody reads at the shell: help, and where they look when a demo lies beside."""

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from konbit.home.management.commands.load_example import LOADERS
from konbit.network.commands import EXAMPLES

KONBIT = str(Path(sys.executable).parent / "konbit")
OURS = sorted(verb for verb, app in get_commands().items() if app.startswith("konbit."))


def at_shell(command, home, **environment):
    """Run it as it is typed, from the folder above the data; answers its exit code and all it says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KONBIT_")}
    done = subprocess.run(
        command,
        shell=isinstance(command, str),
        cwd=home.parent,
        env={**kept, "KONBIT_HOME": str(home), "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("verb", OURS)
def test_help_of_a_command_shows_its_own_options_alone(verb):
    told = load_command_class(get_commands()[verb], verb).create_parser("konbit", verb).format_help()
    assert f"usage: konbit {verb.replace('_', '-')}" in told
    options = set(re.findall(r"--[a-z-]+", told))
    frameworks = {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--skip-checks"}
    assert "--help" in options
    assert not options & (frameworks | {"--no-color", "--force-color"}), told


def test_help_takes_a_command_as_it_is_typed(tmp_path):
    code, told = at_shell([KONBIT, "help", "first-operator"], tmp_path / "var")
    assert code == 0
    assert told.startswith("usage: konbit first-operator [-h] [--name NAME]")


def test_command_that_finds_nothing_gives_the_same_command_for_the_demo_beside(tmp_path):
    home = tmp_path / "var"
    assert at_shell([KONBIT, "demo", "--prepare"], home)[0] == 0
    code, told = at_shell([KONBIT, "agenda", "maln", "--format", "json"], home)
    assert code == 1
    assert "There is no network with the short address “maln” here." in told
    assert "A demo lies in var/demo, and is another installation." in told
    again = told.strip().rpartition("For that one: ")[2]
    assert again.endswith("agenda maln --format json")
    code, told = at_shell(again, home)
    assert code == 0, told
    assert '"network": "maln"' in told
    # The folder was used by now, and no network stands in it: its backup is made, and says so.
    code, told = at_shell([KONBIT, "backup", "here.zip"], home)
    assert code == 0
    assert "No network stands in this installation yet." in told
    code, told = at_shell(told.strip().rpartition("For that one: ")[2].replace("here", "demo"), home)
    assert code == 0, told
    assert "No network" not in told


def test_backup_of_what_was_never_started_is_refused_in_one_sentence(tmp_path):
    code, told = at_shell([KONBIT, "backup"], tmp_path / "var")
    assert code == 1
    assert "This installation is empty: it was never started. Start it with: konbit serve" in told
    assert "Traceback" not in told
    assert "demo" not in told
    assert not list(tmp_path.rglob("*.zip"))


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["agenda", "results"])
def test_every_command_that_takes_a_network_speaks_of_the_demo(verb, settings, tmp_path, monkeypatch):
    settings.KONBIT_HOME = tmp_path / "var"
    (tmp_path / "var" / "demo").mkdir(parents=True)
    (tmp_path / "var" / "demo" / "konbit.sqlite3").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["bin/konbit", verb, "nowhere"])
    with pytest.raises(CommandError, match=r"A demo lies in var/demo") as refused:
        call_command(verb, "nowhere", stdout=StringIO())
    assert str(refused.value).endswith(f"bin/konbit {verb} nowhere")
    # Within the demo there is no other to speak of.
    settings.KONBIT_DEMO = True
    with pytest.raises(CommandError) as refused:
        call_command(verb, "nowhere", stdout=StringIO())
    assert "demo" not in str(refused.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("best_start", "It is an example, and comes with: konbit load-example best_start"),
        ("maln", "It is an example, and comes with: konbit load-example maln"),
        ("nowhere", "The examples come with: konbit load-example maln, konbit load-example best_start"),
    ],
)
def test_what_is_not_there_is_hinted_at_by_examples_that_exist(typed, hint, settings, tmp_path):
    settings.KONBIT_HOME = tmp_path
    with pytest.raises(CommandError) as refused:
        call_command("grants", typed, stdout=StringIO())
    assert str(refused.value) == f"There is no network with the short address “{typed}” here. {hint}"
    assert sorted(EXAMPLES) == sorted(LOADERS)
