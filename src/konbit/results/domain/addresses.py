"""Where something can be read: an address on the web, or words. Anything else that looks like an address is neither."""

import re

_WEB = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
# Words before a colon, as in "Data: census", are words.
_OTHER = re.compile(
    r"\s*(?:(?:javascript|vbscript|data|blob|file|about):\S|(?!https?:)[a-z][a-z0-9+.-]*://)", re.IGNORECASE
)


def is_web_address(text: str) -> bool:
    """Whether the whole text is an address that may become a link."""
    return _WEB.fullmatch(text) is not None


def is_other_address(text: str) -> bool:
    """Whether the text begins as an address that no reader can open as a page, such as a script or a file of one machine."""
    return _OTHER.match(text) is not None
