"""One text in several languages, each with its review state: `{"en": {"text", "state", "by", "on"}, "es": ...}`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# The source is what was written first; the others follow network.md, section (l).
SOURCE, MACHINE, CHECKED, HUMAN_REVIEWED = "source", "machine", "checked", "human-reviewed"
REVIEWED = frozenset({SOURCE, HUMAN_REVIEWED})


@dataclass(frozen=True)
class Said:
    """A text as it can be shown: the words, the language they are in, and how far they were reviewed."""

    text: str
    language: str
    state: str

    @property
    def is_reviewed(self) -> bool:
        return self.state in REVIEWED


def written(text: str, language: str) -> dict[str, Any]:
    """A text that a person wrote in one language; no translation exists yet."""
    return {language: {"text": text, "state": SOURCE}}


def say(texts: Mapping[str, Any], language: str) -> Said:
    """The text in the wished language; without one, the source text in its own language, which the page must mark."""
    if language in texts:
        found = language
    else:
        found = next(
            (code for code, part in texts.items() if part.get("state") == SOURCE), next(iter(texts), "")
        )
    part = texts.get(found, {})
    return Said(text=part.get("text", ""), language=found, state=part.get("state", MACHINE))


# They turn the direction of what is read: a name that holds them reads as another one.
_TURNS_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain_name(typed: str) -> str:
    """A name without blanks around it, and without marks that turn the direction of reading."""
    return _TURNS_DIRECTION.sub("", typed).strip()
