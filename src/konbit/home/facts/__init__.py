"""What ships with Konbit about example networks: sourced facts, and apart from them what is made up for the example.

Each file says where its lines come from. A text has its English words and machine translations of them.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from konbit.foundation.texts import MACHINE, SOURCE

SOURCE_LANGUAGE = "en"


@cache
def facts(name: str) -> Mapping[str, Any]:
    """The content of one facts file, read once. Nobody may change it."""
    return yaml.safe_load((files(__package__) / f"{name}.yaml").read_text(encoding="utf-8"))


def source_words(book: Mapping[str, Any], key: str) -> str:
    """A source as people read it: its title, and where it stands."""
    source = book["sources"][key]
    return f"{source['title']}, {source['site']}"


def text_of(words: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Words in several languages as a text whose parts know that only the English ones are the source."""
    return {
        language: {"text": said, "state": SOURCE if language == SOURCE_LANGUAGE else MACHINE}
        for language, said in words.items()
    }


def label_of(line: Mapping[str, Any]) -> str:
    """The label a sourced line is shown with."""
    return "our_reading" if line.get("reading") else "public_record"
