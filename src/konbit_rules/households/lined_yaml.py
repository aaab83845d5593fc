"""YAML and JSON read as plain data that remembers its lines, so that every complaint can name one.

Words are read plainly: yes/no/true/false, numbers, and text for the rest; a date stays text. Anything a short file for
people has no use for (anchors, tags, several documents, deep nesting, a key said twice) is refused, not obeyed.
"""

import re
from typing import Any

import yaml

DEEPEST = 24
LONGEST_NUMBER = 40
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: dict[str, bool | None] = {
    form: value
    for word, value in (
        ("true", True), ("yes", True), ("on", True), ("false", False), ("no", False), ("off", False), ("null", None),
    )
    for form in (word, word.capitalize(), word.upper())
} | {"": None, "~": None}  # fmt: skip
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(\.[0-9]*)?|(\.[0-9]+))([eE][-+]?[0-9]+)?")
# JSON writes a sign beyond the first 65,536 as two escapes, which YAML does not know.
_TWO_ESCAPES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB]..)\\u([dD][c-fC-F]..)")


class LinedError(Exception):
    """The text is not the plain YAML or JSON that is read here; `line` counts from 1."""

    def __init__(self, what: str, line: int) -> None:
        """Keep the sentence and the line apart."""
        super().__init__(f"line {line}: {what}")
        self.what, self.line = what, line


class LinedDict(dict[Any, Any]):
    """A mapping that knows in which line it begins, and in which line each key stands."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int = 0) -> None:
        """Begin empty at a line."""
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}


class LinedList(list[Any]):
    """A list that knows in which line it begins, and in which line each entry stands."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int = 0) -> None:
        """Begin empty at a line."""
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}


def line_of(data: object, key: object = None) -> int:
    """The line of a key or entry, else that of its mapping or list; 0 where the data came from no file."""
    lines: dict[Any, int] = getattr(data, "lines", {})
    return lines.get(key, getattr(data, "line", 0))


def text_of(raw: bytes) -> str:
    """The file's text.

    Raises:
        LinedError: it is not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LinedError("this is not text in UTF-8", line) from None


def read_lined(text: str) -> Any:
    """Plain data: LinedDict, LinedList, bool, int, float, str, or None for an empty text.

    Raises:
        LinedError: not YAML or JSON, or more of YAML than a plain file needs.
    """
    if text.lstrip().startswith(("{", "[")):
        text = _TWO_ESCAPES.sub(_one_sign, text)
    loader = None
    try:
        loader = _LOADER(text)
        return _Reader(loader).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        if mark and text[mark.index : mark.index + 1] == "\t":
            raise LinedError("lines are moved in with spaces, never with tabs", line) from None
        problem = error.problem or error.context or ""
        if problem.startswith("mapping values"):
            raise LinedError("not YAML: a text that holds ': ' is put in quotes", line) from None
        raise LinedError(f"not YAML: {problem}", line) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise LinedError("a sign that no text file holds", line) from None
    except (yaml.YAMLError, ValueError) as error:
        raise LinedError(f"not YAML: {error}", 1) from None
    finally:
        if loader is not None:
            loader.dispose()


def _one_sign(found: re.Match[str]) -> str:
    high, low = int(found[2], 16), int(found[3], 16)
    return found[1] + chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


class _Reader:
    """Turns the parser's events into data; it goes no deeper than a plain file does."""

    def __init__(self, loader: Any) -> None:
        self.next = loader.get_event
        self.depth = 0

    def document(self) -> Any:
        self.next()  # the stream starts
        if isinstance(self.next(), yaml.StreamEndEvent):
            return None
        data = self.value(self.next())
        self.next()  # the document ends
        if not isinstance(after := self.next(), yaml.StreamEndEvent):
            raise LinedError(
                "one document to a file: leave out what follows '---'", after.start_mark.line + 1
            )
        return data

    def value(self, event: Any) -> Any:
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            if event.tag is not None:
                raise LinedError("tags ('!…') are not used here", event.start_mark.line + 1)
            if event.anchor is not None:
                raise LinedError("anchors ('&…') are not used here", event.start_mark.line + 1)
            return plain(event.value) if event.implicit[0] else event.value
        line = event.start_mark.line + 1
        if kind is yaml.AliasEvent or event.anchor is not None:
            raise LinedError("anchors and aliases ('&…', '*…') are not used here", line)
        if event.tag is not None:
            raise LinedError("tags ('!…') are not used here", line)
        self.depth += 1
        if self.depth > DEEPEST:
            raise LinedError(f"nested more than {DEEPEST} deep", line)
        found = self.mapping(line) if kind is yaml.MappingStartEvent else self.sequence(line)
        self.depth -= 1
        return found

    def mapping(self, line: int) -> LinedDict:
        found, read = LinedDict(line), self.next
        lines = found.lines
        while (event := read()).__class__ is not yaml.MappingEndEvent:
            at = event.start_mark.line + 1
            if event.__class__ is not yaml.ScalarEvent:
                raise LinedError("a name was expected before ':'", at)
            key = self.value(event)
            if key in lines:
                raise LinedError(f"{key!s} is said twice, here and in line {lines[key]}", at)
            lines[key] = at
            found[key] = self.value(read())
        return found

    def sequence(self, line: int) -> LinedList:
        found, read = LinedList(line), self.next
        while (event := read()).__class__ is not yaml.SequenceEndEvent:
            found.lines[len(found)] = event.start_mark.line + 1
            found.append(self.value(event))
        return found


def plain(text: str) -> bool | float | str | None:
    """What a word without quotes says: yes or no, nothing, a number, or itself."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "+-.0123456789" and len(text) <= LONGEST_NUMBER and (found := _NUMBER.fullmatch(text)):
        return int(text) if found.lastindex is None else float(text)
    return text
