"""The API describes itself: a valid OpenAPI document with every answer, and a page that asks nobody else for anything."""

import re
from collections import Counter

import pytest
from django.test import Client
from ninja import Schema
from openapi_spec_validator import validate

pytestmark = pytest.mark.django_db
ERRORS = {"401", "403", "404", "406", "422", "429", "500"}


def described():
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def operations(schema):
    return [
        (path, method, one) for path, methods in schema["paths"].items() for method, one in methods.items()
    ]


def test_the_description_is_valid_openapi():
    validate(described())


def test_every_endpoint_says_what_it_does_and_documents_every_answer():
    schema = described()
    for path, method, one in operations(schema):
        assert one["description"], path
        assert len(one["summary"]) < 120, one["summary"]
        statuses = set(one["responses"])
        assert statuses >= ERRORS, path
        assert any(status.startswith("2") for status in statuses)
        assert one["security"] == [{"Key": []}]
        if method in ("post", "put"):
            assert {"400", "409", "415"} <= statuses
        names = {parameter["name"] for parameter in one["parameters"]}
        assert ("Idempotency-Key" in names) == (method == "post")


def test_no_two_endpoints_or_shapes_share_a_name():
    names = Counter(one["operationId"] for _path, _method, one in operations(described()))
    assert [name for name, times in names.items() if times > 1] == []
    places = {}
    for shape in shapes(Schema):
        if shape.__module__.startswith("konbit."):
            places.setdefault(shape.__name__, set()).add(shape.__module__)
    assert {name: modules for name, modules in places.items() if len(modules) > 1} == {}


def shapes(root):
    for one in root.__subclasses__():
        yield one
        yield from shapes(one)


def test_the_page_shows_every_endpoint_and_asks_nobody_else():
    page = Client().get("/api/v1/docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    for path, method, one in operations(described()):
        assert f"{method.upper()} {path}" in text
        assert f'id="{one["operationId"]}"' in text
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', text) == []
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for anchor in re.findall(r'href="#([^"]+)"', text):
        assert anchor in ids, anchor


def test_the_bare_address_leads_to_the_page():
    assert Client().get("/api/v1/").headers["Location"] == "/api/v1/docs"
