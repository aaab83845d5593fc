"""Whether what was sent of a meeting says anything that stands neither in its record nor in a listed sentence.

Listed sentences are those of the letters' own templates, and the words of stored codes. What is left over of a letter
once the values of its frozen content are taken out must be one of them.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.functional import Promise

from konbit.accounts.models import MailboxLetter
from konbit.accounts.queries import letters
from konbit.meetings import words
from konbit.meetings.models import Meeting
from konbit.network import words as network_words
from konbit.ui import formats

_SAID = re.compile(
    r"{%\s*translate\s+(['\"])(.*?)\1\s*(?:as\s+\w+\s*)?%}"
    r"|{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}",
    re.DOTALL,
)

_IN_FILTER = re.compile(r"\b_\((['\"])(.*?)\1\)", re.DOTALL)
# "{{ name }}" in a template, "%(name)s" in a filter; both as `re.escape` writes them.
_PLACEHOLDER = re.compile(r"\\{\\{.*?\\}\\}|%\\\(\w+\\\)s")
_CODE = re.compile(r"[a-z_]+")


def unaccounted(meeting: Meeting) -> list[str]:
    """Lines of the digests and pre-reads of this meeting that nothing accounts for, each with its letter's subject."""
    day = formats.long_day(meeting.starts_at, meeting.time_zone)
    contents = [row.content for row in meeting.records.all()] + [
        row.content for row in meeting.pre_reads.all()
    ]
    known = sorted({value for content in contents for value in _values(content)}, key=len, reverse=True)
    found = []
    for letter in letters():
        if day in letter.subject and _is_of_these(letter):
            found += [
                f"{letter.subject}: {line}" for line in _lines(letter) if not _is_accounted(line, known)
            ]
    return found


def _is_of_these(letter: MailboxLetter) -> bool:
    return letter.subject.startswith(("Record of", "Agenda"))


def _lines(letter: MailboxLetter) -> list[str]:
    return [line.strip(" *·-=") for line in letter.body.splitlines() if line.strip(" *·-=")]


def _values(content: Any) -> list[str]:
    """Every text of a frozen content."""
    if isinstance(content, dict):
        return [value for part in content.values() for value in _values(part)]
    if isinstance(content, list):
        return [value for part in content for value in _values(part)]
    return [" ".join(str(content).split())] if content not in (None, "", True, False) else []


def _is_accounted(line: str, known: list[str]) -> bool:
    if any(pattern.fullmatch(line) for pattern in _sentences()):
        return True
    rest = line
    for value in known:
        if len(value) > 3 and not _CODE.fullmatch(value):
            rest = rest.replace(value, "§")
    parts = [part.strip(" §():;,·*[]") for part in re.split(r"[§;:()\[\],]", rest)]
    return all(
        not part or part in _code_words() or any(p.fullmatch(part) for p in _sentences()) for part in parts
    )


@cache
def _sentences() -> tuple[re.Pattern[str], ...]:
    """Every sentence that a template or a filter of the two rooms lists, with room for what fills its placeholders."""
    rooms = files("konbit")
    templates = [
        *(rooms / "meetings/templates/meetings").rglob("*"),
        rooms / "accounts/templates/accounts/letters/foot.txt",
    ]
    said = [text for path in templates if path.is_file() for text in _of_template(path.read_text("utf-8"))]
    filters = (rooms / "meetings/templatetags/meetings.py").read_text("utf-8")
    said += [match[2] for match in _IN_FILTER.finditer(filters)]
    patterns = [
        _PLACEHOLDER.sub(".+?", re.escape(plain))
        for plain in (" ".join(one.split()) for one in said)
        # One that is all placeholder would account for anything.
        if len(re.findall(r"[A-Za-z]", re.sub(r"{{.*?}}|%\(\w+\)s", "", plain))) > 1
    ]
    # Addresses, times of day, and counts that filters join.
    patterns += [r"https?://\S+", r"\d{1,2}:\d{2}.*", r"[\d ]+", r"\d+ of \d+ done.*", r"\d+ yes, \d+ no.*"]
    return tuple(re.compile(pattern) for pattern in patterns)


def _of_template(text: str) -> list[str]:
    return [
        part
        for match in _SAID.finditer(text)
        for part in re.split(r"{%\s*plural\s*%}", match[2] or match[3] or "")
    ]


@cache
def _code_words() -> frozenset[str]:
    lists = (
        words.PURPOSES, words.MODES, words.DECISION_STATES, words.RIGHTS, words.COMMITMENT_STATES,
        words.NEED_KINDS, words.NEED_STATES, words.PARTS, network_words.ROLES,
    )  # fmt: skip
    return frozenset(str(word) for one in lists for word in one.values() if isinstance(word, (str, Promise)))
