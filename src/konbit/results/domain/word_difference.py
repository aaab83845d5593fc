"""Which words differ between two versions of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\S+\s*")
SAME, ADDED, TAKEN_OUT = "same", "added", "taken_out"


@dataclass(frozen=True)
class Run:
    """Words that follow each other and are the same, were added, or were taken out."""

    kind: str
    text: str


def word_difference(before: str, after: str) -> list[Run]:
    """The two texts as one: what was taken out stands before what was added in its place."""
    return list(_runs(_words(before), _words(after)))


def count_of(runs: list[Run], kind: str) -> int:
    """How many words there are of one kind."""
    return sum(len(run.text.split()) for run in runs if run.kind == kind)


def _words(text: str) -> list[str]:
    """Each word with the space after it, the last one too: whatever stands side by side stays apart."""
    return [word if word != word.strip() else f"{word} " for word in _WORD.findall(text)]


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    # Words are compared without the space after them: a new line changes no word.
    matcher = SequenceMatcher(
        None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False
    )
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Run(SAME, "".join(new[new_from:new_to]))
            continue
        if old_from < old_to:
            yield Run(TAKEN_OUT, "".join(old[old_from:old_to]))
        if new_from < new_to:
            yield Run(ADDED, "".join(new[new_from:new_to]))
