"""The audit trail of a group is read by people: each verb that writes into it says in words what was done."""

import re
from pathlib import Path

import konbit
from konbit.home.trail_words import ACTIONS

ROOMS = ("network", "meetings", "results", "exchange")
WRITES = re.compile(r'write_entry\(\s*"([a-z]+\.[a-z_]+)"')


def test_every_verb_says_what_it_did_in_words():
    folder = Path(konbit.__file__).parent
    written = {
        verb
        for room in ROOMS
        for file in (folder / room).rglob("*.py")
        for verb in WRITES.findall(file.read_text())
    }
    assert len(written) > 90
    assert sorted(written - set(ACTIONS)) == []
