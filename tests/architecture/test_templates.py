"""Pages keep to the strict content security policy, and to sentences that can be translated."""

import re

import pytest

from tests.architecture.tree import shown, source_files

TEMPLATES = source_files(".html", ".svg")
FORBIDDEN = {
    "an inline style": re.compile(r"""<[^>]*\sstyle\s*=""", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an inline handler": re.compile(r"""<[^>]*\son[a-z]+\s*=\s*["']""", re.IGNORECASE),
    "an inline script": re.compile(
        r"""<script(?![^>]*\ssrc\s*=)(?![^>]*type\s*=\s*["']application/(ld\+)?json["'])""", re.IGNORECASE
    ),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "a file from another machine": re.compile(
        r"""<(link|script|img|source|iframe)\b[^>]*\s(href|src)\s*=\s*["'](https?:)?//""", re.IGNORECASE
    ),
    "text marked safe": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_templates_hold_no(name):
    found = []
    for path in TEMPLATES:
        text = re.sub(
            r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.DOTALL
        )
        found += [f"{shown(path)}: {match.group(0)!r}" for match in FORBIDDEN[name].finditer(text)]
    assert not found, f"{name}:\n" + "\n".join(found)
