"""Pages in plain words: safe, below one h1, with tables that scroll by themselves."""

import itertools
import re

import pytest

from konbit.lawbook.plain_pages import page_of, rendered, section_of
from konbit.lawbook.queries.days import law_on
from tests.lawbook.families import DAY

FILES = sorted({program.path.parent / "program.md" for program in law_on(DAY).programs})


def levels(html):
    return [int(level) for level in re.findall(r"<h([1-6])", html)]


def test_the_title_is_the_pages_own_and_headings_begin_below_it():
    assert levels(rendered("# SNAP\n\nFood.\n\n## Who\n\n#### Odd\n\n## How\n")) == [2, 3, 2]
    assert levels(rendered("Words.\n\n# One\n\n# Two\n\n### Three")) == [2, 2, 3]
    assert levels(rendered("# Title\n\n## One", highest=3)) == [3]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        '<a onclick="x()">x</a>',
        "![x](https://elsewhere.example/x.png)",
        "[x](data:text/html;base64,xx)",
    ],
)
def test_no_raw_markup_script_or_picture_comes_through(hostile):
    html = rendered(hostile)
    assert not re.search(r'<(script|img)|<a (?!href="https:)', html)


def test_a_table_stands_in_a_named_region_that_takes_focus():
    html = rendered('## Who "counts"\n\n| a | b |\n|---|---|\n| 1 | 2 |\n')
    assert 'role="region" aria-label="Who &quot;counts&quot;" tabindex="0"><table>' in html
    assert html.count("<table>") == html.count("</table>") == 1
    assert "style=" not in html


def test_what_is_not_modeled_is_read_off_the_page(tmp_path):
    path = tmp_path / "program.md"
    path.write_text(
        "# P\n\n- x\n\n## What is not modeled\n\n- Boats and\n  `land`.\n- Fees.\n\n## Sources\n\n- y\n"
    )
    assert section_of(path, "not modeled") == ["Boats and land.", "Fees."]
    assert section_of(tmp_path / "none.md", "not modeled") == []
    assert page_of(tmp_path / "none.md") is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_the_pages_of_the_law_have_headings_in_order(path):
    found = levels(page_of(path))
    assert found[0] == 2
    assert all(later - one <= 1 for one, later in itertools.pairwise(found))


def test_tables_under_one_heading_have_names_of_their_own_and_an_empty_corner_heads_nothing():
    table = "|  | b |\n|---|---|\n| 1 | 2 |\n\n"
    html = rendered(f"## Who\n\n{table}{table}")
    assert 'aria-label="Who"' in html
    assert 'aria-label="Who (2)"' in html
    assert '<th scope="col"></th>' not in html
    assert html.count("<th ") == 2
    assert html.count('<td data-label="b">2</td>') == 2
