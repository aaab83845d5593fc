"""Every row of the acceptance table that is due has a test that carries its id."""

import ast
import re

import pytest

from tests.architecture.tree import ROOT

TESTS = ROOT / "tests"


def due_rows():
    lines = (TESTS / "acceptance_rows.txt").read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def names_of_tests():
    for file in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                yield node.name


ALL_NAMES = sorted(names_of_tests())


@pytest.mark.parametrize("row", due_rows())
def test_row_that_is_due_has_a_test(row):
    word = row.replace("-", "").lower()
    found = [name for name in ALL_NAMES if re.search(rf"(?<![a-z0-9]){word}(?![a-z0-9])", name)]
    assert found, f"{row} is due, and no test is called test_{word}_..."


def test_rows_are_written_once_and_in_order():
    rows = due_rows()
    assert rows == sorted(set(rows), key=lambda row: (row.split("-")[0], int(row.split("-")[1])))
