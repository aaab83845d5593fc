"""What the components say about themselves, read from their files for the gallery."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "templates" / "cotton"
RULES = re.compile(r"\{% comment %\}(.*?)\{% endcomment %\}", re.DOTALL)
VARS = re.compile(r"<c-vars (.*?)/>", re.DOTALL)
ATTRIBUTE = re.compile(r'([\w-]+)="')


@dataclass(frozen=True)
class Component:
    """One cotton file: how it is written, what may be set on it, and its paragraph of rules."""

    name: str
    attributes: tuple[str, ...]
    rules: str


@lru_cache(maxsize=1)
def all_components() -> tuple[Component, ...]:
    """Every component of this room, by name."""
    return tuple(_read(file) for file in sorted(FOLDER.glob("*.html")))


def _read(file: Path) -> Component:
    text = file.read_text(encoding="utf-8")
    rules, settable = RULES.search(text), VARS.search(text)
    return Component(
        name=file.stem.replace("_", "-"),
        attributes=tuple(ATTRIBUTE.findall(settable[1])) if settable else (),
        rules=" ".join(rules[1].split()) if rules else "",
    )
