"""Whether what was made of a meeting or a cycle says anything that stands neither in a record nor in a listed sentence.

Listed sentences are those of the templates and of the code that writes slides, and the words of stored codes. What is
left over of a line once the values of the records are taken out must be one of them.
"""

import ast
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any
from zipfile import ZipFile

from django.utils.functional import Promise

from konbit.accounts.models import MailboxLetter
from konbit.accounts.queries import letters
from konbit.exchange.documents.report_slides import report_slides
from konbit.exchange.documents.slides import pre_read_slides
from konbit.meetings import words
from konbit.meetings.models import Meeting
from konbit.network import words as network_words
from konbit.results import words as result_words
from konbit.results.queries import Report
from konbit.ui import formats

_SAID = re.compile(
    r"{%\s*translate\s+(['\"])(.*?)\1\s*(?:as\s+\w+\s*)?%}"
    r"|{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}",
    re.DOTALL,
)
# A slide's paragraphs, and the runs of letters in each.
_PARAGRAPH = re.compile(r"<a:p>.*?</a:p>", re.DOTALL)
_RUN = re.compile(r"<a:t>(.*?)</a:t>", re.DOTALL)
_SAY = {"_", "gettext", "gettext_lazy", "ngettext"}
# "{{ name }}" in a template, "%(name)s" in a filter; both as `re.escape` writes them.
_PLACEHOLDER = re.compile(r"\\{\\{.*?\\}\\}|%\\\(\w+\\\)s")
_CODE = re.compile(r"[a-z_]+")


def unaccounted(meeting: Meeting) -> list[str]:
    """Lines of the digests and pre-reads of this meeting that nothing accounts for, each with its letter's subject."""
    day = formats.long_day(meeting.starts_at, meeting.time_zone)
    contents = [row.content for row in meeting.records.all()] + [
        row.content for row in meeting.pre_reads.all()
    ]
    known = _longest_first(value for content in contents for value in _values(content))
    found = []
    for letter in letters():
        if day in letter.subject and _is_of_these(letter):
            found += [
                f"{letter.subject}: {line}" for line in _lines(letter) if not _is_accounted(line, known)
            ]
    return found


def unaccounted_on_slides(meeting: Meeting) -> list[str]:
    """The same of the slides of its pre-reads."""
    return [
        line
        for pre_read in meeting.pre_reads.select_related("meeting__group")
        for line in _foreign(
            pre_read_slides(pre_read, pre_read.content), [meeting.group.name, *_values(pre_read.content)]
        )
    ]


def unaccounted_in_report(report: Report) -> list[str]:
    """The same of the report of a cycle that a funder reads, as slides."""
    return _foreign(report_slides(report), [report.network.name, *_records_of(report)])


def _records_of(report: Report) -> Iterator[str]:
    """What the report prints of the records: names, texts, sources, and each figure in its words."""
    for line in report.priorities:
        yield from (*_values(line.priority.name), line.priority.baseline_source, line.priority.source)
        for both in line.both:
            yield from _values(both.indicator.name)
            for printed in both.pair:
                yield from (printed.says, printed.period, printed.figure.place, printed.figure.source)
    for level in report.levels:
        yield " · ".join(str(count.in_words) for count in level.counts)
    for move in report.moves:
        yield from (move.result.code, *_values(move.result.text), move.change.evidence, move.result.source)
    for one in report.contributions:
        who = one.organization.name if one.organization else one.body
        yield from (one.result.code, who, one.did, one.says_who, one.source)


def _foreign(deck: bytes, values: Iterable[str]) -> list[str]:
    known = _longest_first(values)
    return [line for line in _lines_of_deck(deck) if not _is_accounted(line, known)]


def _lines_of_deck(deck: bytes) -> Iterator[str]:
    with ZipFile(io.BytesIO(deck)) as parts:
        for name in parts.namelist():
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                for paragraph in _PARAGRAPH.findall(parts.read(name).decode()):
                    said = unescape("".join(_RUN.findall(paragraph))).strip(" –·")
                    yield from (line.strip() for line in said.splitlines() if line.strip())


def _longest_first(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value}, key=len, reverse=True)


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
    """Every sentence that a template, a filter or a slide lists, with room for what fills its placeholders."""
    rooms = files("konbit")
    templates = [
        *(rooms / "meetings/templates/meetings").rglob("*"),
        rooms / "accounts/templates/accounts/letters/foot.txt",
    ]
    said = [text for path in templates if path.is_file() for text in _of_template(path.read_text("utf-8"))]
    code = [rooms / "meetings/templatetags/meetings.py", *(rooms / "exchange/documents").glob("*.py")]
    said += [text for path in code for text in _of_code(path.read_text("utf-8"))]
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


def _of_code(text: str) -> list[str]:
    """The sentences that this code says in the reader's language."""
    return [
        said.value
        for call in ast.walk(ast.parse(text))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _SAY
        for said in call.args
        if isinstance(said, ast.Constant) and isinstance(said.value, str)
    ]


@cache
def _code_words() -> frozenset[str]:
    lists = (
        words.PURPOSES, words.MODES, words.DECISION_STATES, words.RIGHTS, words.COMMITMENT_STATES,
        words.NEED_KINDS, words.NEED_STATES, words.PARTS, network_words.ROLES,
        result_words.LEVELS, result_words.LEVEL_MEANINGS, result_words.RUNGS, result_words.DIRECTIONS,
    )  # fmt: skip
    return frozenset(str(word) for one in lists for word in one.values() if isinstance(word, (str, Promise)))
