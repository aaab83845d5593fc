"""Plain-language pages of the law, from Markdown to HTML that fits below a page's own h1."""

from collections import Counter
from functools import lru_cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

# Raw HTML and pictures stay out: a page of law is words, and the content policy lets nothing else in.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
HIGHEST = 2


@lru_cache(maxsize=64)
def page_of(path: Path, highest: int = HIGHEST) -> SafeString | None:
    """The page without its title, headings from h2 on and none left out between; none where there is no such file."""
    return rendered(path.read_text(encoding="utf-8"), highest) if path.exists() else None


def rendered(text: str, highest: int = HIGHEST) -> SafeString:
    """Markdown as HTML. A title (the first heading, of the first level) is the page's own and stands there already."""
    tokens = _MARKDOWN.parse(text)
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        tokens = tokens[3:]
    _shift_headings(tokens, highest)
    _frame_tables(tokens)
    # The renderer escapes every text and lets no raw HTML through.
    return SafeString(RendererHTML().render(tokens, _MARKDOWN.options, {}))


def section_of(path: Path, words: str) -> list[str]:
    """The entries of the list below the heading that holds these words, as plain text."""
    if not path.exists():
        return []
    entries: list[str] = []
    is_heading = is_inside = False
    for token in _MARKDOWN.parse(path.read_text(encoding="utf-8")):
        if token.type == "inline" and is_heading:
            is_inside = words in token.content.lower()
        elif token.type == "inline" and is_inside:
            entries.append(" ".join(_plain(token).split()))
        is_heading = token.type == "heading_open"
    return entries


def _plain(token: Token) -> str:
    return "".join(
        child.content if child.type in {"text", "code_inline"} else " " if "break" in child.type else ""
        for child in token.children or []
    )


def _shift_headings(tokens: list[Token], highest: int) -> None:
    """Levels from the highest on, each at most one below the one before."""
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    least = min(levels, default=highest)
    before, closes = highest - 1, ""
    for token in tokens:
        if token.type == "heading_open":
            before = min(int(token.tag[1]) - least + highest, before + 1, 6)
            token.tag = closes = f"h{before}"
        elif token.type == "heading_close":
            token.tag = closes


def _frame_tables(tokens: list[Token]) -> None:
    """Each table in a named region that takes focus and scrolls, its cells labeled for phones, as in the whole house."""
    heading = ""
    columns: list[str] = []
    named: Counter[str] = Counter()
    at = 0
    for place, token in enumerate(tokens):
        match token.type:
            case "heading_open":
                heading = _plain(tokens[place + 1])
            case "table_open":
                columns = []
                named[heading] += 1
                name = heading if named[heading] == 1 else f"{heading} ({named[heading]})"
                region = f'<div class="table-region" role="region" aria-label="{escape(name)}" tabindex="0"><table>'
                tokens[place] = Token("html_block", "", 0, content=region)
            case "table_close":
                tokens[place] = Token("html_block", "", 0, content="</table></div>")
            case "tr_open":
                at = 0
            case "th_open":
                columns.append(_plain(tokens[place + 1]))
                token.attrs = {"scope": "col"}
                if not columns[-1]:
                    # A corner without words heads nothing.
                    token.tag, token.attrs = "td", {}
                    tokens[place + 2].tag = "td"
            case "td_open":
                token.attrs = {"data-label": columns[at]} if at else {}
                at += 1
