"""A part in a result is a contribution: no sentence of the interface says that one body brought a result about alone."""

import re

import polib
import pytest

from tests.architecture.tree import SRC, shown, source_files

# The words that the measure's own language avoids, and the sentence form "X caused Y", in each language.
FORBIDDEN = re.compile(
    r"\battributed\b|\bcaused\b|\batribuid[oa]s?\b|\bcaus(?:ó|aron|ado)\b|\bte lakòz\b|\bđã gây ra\b|\bquy cho\b",
    re.IGNORECASE,
)
CATALOGS = sorted((SRC / "konbit" / "locale").glob("*/LC_MESSAGES/django.po"))


def test_n30_no_template_says_attributed_or_caused():
    found = [
        f"{shown(path)}: {match.group(0)}"
        for path in source_files(".html", ".txt", ".typ")
        for match in FORBIDDEN.finditer(path.read_text())
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda path: path.parts[-3])
def test_n30_no_catalog_says_attributed_or_caused(catalog):
    said = [
        words
        for entry in polib.pofile(str(catalog))
        for words in (entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values())
    ]
    assert len(said) > 1000
    assert [words for words in said if FORBIDDEN.search(words)] == []


def test_n30_no_sentence_in_the_code_says_so_either():
    found = [
        f"{shown(path)}: {line.strip()}"
        for path in source_files(".py", ".yaml")
        for line in path.read_text().splitlines()
        if FORBIDDEN.search(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "words", ["The council caused the change", "Attributed to the board", "El consejo causó el cambio"]
)
def test_the_words_are_found_where_they_stand(words):
    assert FORBIDDEN.search(words)
