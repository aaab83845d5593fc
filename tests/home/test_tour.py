"""The tour "where this comes from": every named thing leads to a screen that exists, or says "not yet"."""

import json
import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from konbit.home.tour import stops
from tests import examples

pytestmark = pytest.mark.django_db

AT_LEAST = {"priority": 4, "result": 16, "lesson": 3, "question": 3, "grantee question": 5, "tool": 1}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def maln():
    return examples.maln()


def tour_as_json():
    out = StringIO()
    call_command("tour", "--format", "json", stdout=out)
    return json.loads(out.getvalue())


def test_h1_the_tour_lists_every_named_thing(maln):
    listed = tour_as_json()
    found = Counter(stop["kind"] for stop in listed)
    assert all(found[kind] >= count for kind, count in AT_LEAST.items()), found
    assert len({(stop["kind"], stop["id"]) for stop in listed}) == len(listed)
    assert all(stop["title"] and stop["source"] for stop in listed)
    assert all(set(stop) == {"id", "kind", "title", "label", "source", "url"} for stop in listed)


def test_h1_every_priority_and_result_leads_to_its_screen(maln):
    served = {(stop["kind"], stop["id"]): stop["url"] for stop in tour_as_json()}
    assert all(url for (kind, _id), url in served.items() if kind in ("priority", "result"))
    assert served["result", "IP3"] == "/en/groups/maln/results/IP3/"


def test_h1_no_stop_leads_nowhere(client, maln):
    for stop in stops():
        if stop.url is None:
            continue
        answer = client.get(stop.url)
        assert answer.status_code == 200, stop.url
        assert stop.title["en"]["text"].split(";")[0] in answer.content.decode().replace("&#x27;", "'"), (
            stop.url
        )


def test_h1_what_has_no_screen_says_not_yet_and_leads_nowhere(client, maln):
    page = client.get(reverse("tour")).content.decode()
    rows = page.split('<li><p class="row-head">')[1:]
    assert len(rows) == len(stops())
    for stop, row in zip(stops(), rows, strict=True):
        assert ("Not yet" in row) == (stop.url is None), stop.id
        assert ("<a href=" in row.split("</p>")[0]) == (stop.url is not None), stop.id


def test_h1_every_row_of_the_tour_carries_its_label_and_source(client, maln):
    page = client.get(reverse("tour")).content.decode()
    for row in page.split('<li><p class="row-head">')[1:]:
        words = re.sub(r"<[^>]+>", " ", row)
        assert "public record" in words or "our reading" in words
        assert "everychildthrives.com" in words or "first5la.org" in words or "portlandoregon.gov" in words


def test_h1_every_question_of_grantees_to_their_funder_leads_to_where_it_stands_open(client):
    examples.best_start()
    asked = [stop for stop in stops() if stop.kind == "grantee question"]
    assert len(asked) == 5
    for stop in asked:
        assert stop.url == "/en/money/best_start/#questions"
        shown = client.get(stop.url).content.decode().replace("&#x27;", "'")
        assert 'id="questions"' in shown
        assert stop.title["en"]["text"] in shown


def test_h1_before_the_example_is_loaded_the_tour_says_how_to_load_it(client):
    assert all(stop["url"] is None for stop in tour_as_json())
    page = client.get(reverse("tour")).content.decode()
    assert "konbit load-example maln" in page
    assert '<a href="/en/groups/' not in page


def test_a_network_that_hides_its_results_is_no_stop(maln):
    maln.results_are_public = False
    maln.save()
    assert all(stop.url is None for stop in stops())


def test_the_tour_speaks_the_reader_s_language(client, maln):
    page = client.get("/es/tour/").content.decode()
    assert "La herramienta de Portland para la evaluación de equidad presupuestaria" in page
    assert 'href="/es/groups/maln/results/GL1/"' in page


def test_the_tour_prints_as_a_table(maln):
    out = StringIO()
    call_command("tour", stdout=out)
    lines = out.getvalue().splitlines()
    assert len(lines) == len(stops())
    assert any("not yet" in line and "Portland" in line for line in lines)
