"""A *no names* item may carry no person and no organization: a wording that holds a known name is found here."""

import re
from collections.abc import Iterable


def names_within(text: str, names: Iterable[str]) -> list[str]:
    """The names that stand in the text as whole words, whatever their capitals, longest first."""
    found = [
        name
        for name in names
        if len(name) > 1 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags=re.IGNORECASE)
    ]
    return sorted(set(found), key=lambda name: (-len(name), name))
