"""Tests of this room read the English pages, whatever language another test left behind."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield
