"""Where something can be read is said in words or by an address of the web; nothing else ever becomes a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.results.domain.addresses import is_other_address, is_web_address
from konbit.results.models import Artifact, Contribution, Figure, Pilot, Priority, Result
from konbit.results.operations.indicators import add_indicator
from tests.makers import AT, clock_stands_at, convener_of
from tests.results.standing_behind import River, at, page, read, stranger

OTHERS = (
    "javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/hosts",
    "ftp://example.org/plan", "blob:https://example.org/1",
)  # fmt: skip
WORDS = (
    "Data: the census of 2020",
    "https://example.org/plan",
    "Minutes of May 3, page 2",
    "Survey: staff",
    "",
)
REFUSED = "is not an address that others can open. Write one like https://example.org"


@pytest.fixture
def river(db, settings):
    clock_stands_at(settings, AT)
    return River(results_are_public=True)


@pytest.mark.parametrize("typed", OTHERS)
def test_an_address_of_another_kind_is_told_from_words(typed):
    assert is_other_address(typed)
    assert not is_web_address(typed)


@pytest.mark.parametrize("typed", WORDS)
def test_words_are_words_whatever_stands_before_a_colon(typed):
    assert not is_other_address(typed)


@given(st.text())
def test_nothing_is_a_web_address_that_does_not_begin_like_one(typed):
    assert not is_web_address(typed) or typed.lower().startswith(("http://", "https://"))
    assert not (is_web_address(typed) and is_other_address(typed))


def test_the_source_of_evidence_is_words_or_an_address_of_the_web(river):
    typed = {"rung": "achieved", "evidence": "The plan", "version": 1}
    for other in OTHERS:
        refused = river.keeper.post(at("result", "H1"), {**typed, "evidence_source": other})
        assert refused.status_code == 422
        assert REFUSED in read(refused)
    assert Result.objects.get(code="H1").rung == "idea"
    sent = river.keeper.post(at("result", "H1"), {**typed, "evidence_source": "https://example.org/plan"})
    assert sent.status_code == 302
    assert "Source: https://example.org/plan" in page(stranger(), "result", "H1")


def test_free_text_never_becomes_a_link(river):
    Result.objects.filter(code="H1").update(
        evidence="javascript:alert(1)", evidence_source="javascript:alert(1)"
    )
    for name, code in (("result", "H1"), ("results", None)):
        answer = stranger().get(at(name, *([code] if code else [])))
        assert 'href="javascript:' not in answer.content.decode()


def test_every_other_source_of_the_register_is_held_to_the_same(river):
    by = convener_of(river.network)
    add_indicator(
        network=river.network,
        code="wait",
        name="Wait",
        unit="days",
        direction="down",
        population="All",
        by=by,
        at=AT,
    )
    other = OTHERS[0]
    indicator = {"goal_value": "3", "goal_on": "2026-01-01", "goal_source": other, "version": 1}
    result = {"priority": "H", "code": "H9", "text": "A park", "level": "network", "rung": "idea"}
    sendings = [
        (at("set_baseline", "H"), {"text": "None stood", "source": other, "version": 1}),
        (at("set_goal", "wait"), indicator),
        (at("record_figure", "wait"), {"value": "5", "source": other}),
        (at("add_result"), {**result, "evidence_source": other}),
        (at("add_contribution", "H1"), {"organization": river.health.pk, "did": "Built", "says_who": other}),
        (at("new_pilot"), {"name": "A try", "baseline_source": other}),
    ]
    for address, typed in sendings:
        refused = river.keeper.post(address, typed)
        assert (refused.status_code, REFUSED in read(refused)) == (422, True), address
    assert not Figure.objects.exists()
    assert not Contribution.objects.exists()
    assert not Pilot.objects.exists()
    assert Priority.objects.get().baseline_source == ""


@pytest.mark.parametrize("typed", [*OTHERS, "https://", "example"])
def test_where_a_document_can_be_read_is_an_address_of_the_web(river, typed):
    sent = river.keeper.post(
        at("new_artifact"), {"name": "Plan", "kind": "document", "state": "draft", "address": typed}
    )
    if sent.status_code == 302:
        assert Artifact.objects.get().address.startswith("https://")
    else:
        assert sent.status_code == 422
        assert "is not a web address. Write it like https://example.org." in read(sent)
        assert not Artifact.objects.exists()
