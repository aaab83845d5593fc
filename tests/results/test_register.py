"""The register of priorities and results: what it shows, to whom, and how it grows."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from konbit.results.models import Priority, Result
from tests import examples
from tests.makers import a_group, a_network, a_person, a_seat, signed_in, the_person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def maln():
    return examples.maln()


@pytest.fixture
def network():
    """A network of somebody's own, with nothing in it."""
    return a_network(address="river", name="River coalition")


@pytest.fixture
def keeper(network):
    return the_person_with(network, "convener")


def words_of(answer):
    """What a person reads on the page: no markup, one space between words."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def printed(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def add_priority(client, code="H", name="Housing near work"):
    return client.post(reverse("add_priority", args=["river"]), {"code": code, "name": name})


def add_result(client, **typed):
    given = {
        "priority": "H",
        "code": "H1",
        "text": "Ten homes near the mill",
        "level": "organization",
        "rung": "idea",
    }
    return client.post(reverse("add_result", args=["river"]), {**given, **typed})


def test_n8_the_register_shows_sixteen_results_with_counts_by_priority_and_rung(client, maln):
    answer = client.get(reverse("results", args=["maln"]))
    shown = words_of(answer)
    assert "6 achieved 6 in progress 1 committed 3 being explored" in shown
    parts = shown.split("No baseline")
    assert len(parts) == 5
    assert [len(set(re.findall(r"\b(?:GL|IP|CX|CE)\d\b", part))) for part in parts[1:]] == [6, 4, 4, 2]
    assert "3 achieved 3 in progress" in parts[1]
    assert "1 in progress 1 being explored" in parts[4]


def result_cards(page):
    """The cards of results on the page; the card that leads to what stands behind them is none."""
    cards = page.split('<section class="card">')[1:]
    return [card for card in cards if "What stands behind the results" not in card]


def test_n8_every_card_of_the_register_says_where_its_words_and_its_step_come_from(client, maln):
    page = client.get(reverse("results", args=["maln"])).content.decode()
    cards = result_cards(page)
    assert len(cards) == 16
    for card in cards:
        assert "public record" in card
        assert "Article on the Mississippi learning network" in card
        assert "our reading" in card


def test_n8_achieved_results_show_the_cited_source_and_no_day_and_no_check(client, maln):
    achieved = Result.objects.filter(rung="achieved")
    assert achieved.count() == 6
    for result in achieved:
        shown = words_of(client.get(reverse("result", args=["maln", result.code])))
        assert (
            "Evidence Article on the Mississippi learning network, Haitian Creole edition, everychildthrives.com"
            in shown
        )
        assert "Achieved on Unknown" in shown
        assert "No check planned" in shown
        assert "It has taken no step since it was written down." in shown


def test_n8_the_command_prints_the_sixteen_results(maln):
    results = json.loads(printed("results", "maln", "--format", "json"))
    assert [result["id"] for result in results] == [
        "GL1", "GL2", "GL3", "GL4", "GL5", "GL6", "IP1", "IP2", "IP3", "IP4", "CX1", "CX2", "CX3", "CX4", "CE1", "CE2",
    ]  # fmt: skip
    first = results[0]
    assert (first["priority"], first["level"], first["rung"]) == ("GL", "organization", "achieved")
    assert (first["label"], first["rung_label"]) == ("public record", "our reading")
    assert first["source"].startswith("Article on the Mississippi learning network")
    assert first["evidence"] == first["source"]
    assert first["achieved_on"] is None
    assert {result["rung"] for result in results} == {"achieved", "in progress", "exploring", "committed"}
    assert "GL4    GL        in progress  network" in printed("results", "maln")


def test_the_command_says_which_network_it_does_not_know():
    with pytest.raises(CommandError, match="no network with the short address “elsewhere”"):
        printed("results", "elsewhere")


def test_a_result_is_found_whatever_the_capitals_and_others_are_not(client, maln):
    assert client.get("/en/groups/maln/results/gl1/").status_code == 200
    for path in (
        "/en/groups/maln/results/GL9/",
        "/en/groups/maln/priorities/ZZ/",
        "/en/groups/none/results/",
    ):
        assert client.get(path).status_code == 404


def test_the_register_speaks_the_reader_s_language_and_says_what_nobody_reviewed(client, maln):
    page = client.get("/es/groups/maln/results/").content.decode()
    assert "Liderazgo generativo" in page
    assert "Generative leadership" not in page


def test_n7_each_priority_without_a_dated_sourced_baseline_is_flagged(client, network, keeper):
    signed_in(client, keeper)
    for code in ("A", "B", "C", "D"):
        assert add_priority(client, code=code, name=f"Priority {code}").status_code == 302
        priority = Priority.objects.get(code=code)
        given = {"text": "Few know where to ask", "value": "", "on": "2024-05-01", "source": "Survey of 2024"}
        if code == "C":
            given["source"] = ""
        page = reverse("set_baseline", args=["river", code])
        assert client.post(page, {**given, "version": priority.version}).status_code == 302
    assert words_of(client.get(reverse("results", args=["river"]))).count("No baseline") == 1
    shown = words_of(client.get(reverse("priority", args=["river", "C"])))
    assert "No baseline" in shown
    assert "without a source this is no baseline yet" in shown
    assert Priority.objects.get(code="A").baseline_on == date(2024, 5, 1)


def test_a_baseline_says_something_and_looks_back(client, network, keeper):
    signed_in(client, keeper)
    add_priority(client)
    page = reverse("set_baseline", args=["river", "H"])
    empty = client.post(page, {"version": 1, "on": "2024-05-01", "source": "Survey"})
    assert empty.status_code == 422
    assert "Write a statement, a value, or both." in words_of(empty)
    ahead = client.post(page, {"version": 1, "value": "28 percent", "on": "2199-01-01"})
    assert "January 1, 2199 is still to come" in words_of(ahead)
    assert 'value="28 percent"' in ahead.content.decode()


def test_two_people_who_write_one_baseline_lose_nothing(client, network, keeper):
    signed_in(client, keeper)
    add_priority(client)
    page = reverse("set_baseline", args=["river", "H"])
    client.post(page, {"version": 1, "text": "First words", "source": "Survey"})
    late = client.post(page, {"version": 1, "text": "Second words", "source": "Survey"})
    assert late.status_code == 409
    assert "First words" in words_of(late)
    assert "Second words" in words_of(late)
    assert Priority.objects.get().baseline_text["en"]["text"] == "First words"


def test_a_network_writes_its_own_priorities_and_results(client, network, keeper):
    signed_in(client, keeper)
    assert "Begin with one priority." in words_of(client.get(reverse("results", args=["river"])))
    assert "This network has no priority yet." in words_of(client.get(reverse("add_result", args=["river"])))
    assert add_priority(client).status_code == 302
    assert add_result(client).status_code == 302
    shown = words_of(client.get(reverse("results", args=["river"])))
    assert "Housing near work" in shown
    assert "Ten homes near the mill" in shown
    assert "1 idea" in shown
    assert "public record" not in shown
    assert "made up" not in shown


def test_a_code_stands_once_and_the_refusal_names_it(client, network, keeper):
    signed_in(client, keeper)
    add_priority(client)
    again = add_priority(client, code="h", name="Homes")
    assert again.status_code == 409
    assert "The code “h” stands for another priority" in words_of(again)
    add_result(client)
    twice = add_result(client, text="Twenty homes")
    assert twice.status_code == 409
    assert "The code “H1” stands for another result" in words_of(twice)
    assert "Twenty homes" in twice.content.decode()


def test_a_result_that_begins_as_achieved_needs_evidence(client, network, keeper):
    signed_in(client, keeper)
    add_priority(client)
    assert add_result(client, rung="achieved").status_code == 422
    assert add_result(client, rung="achieved", evidence="Keys were handed over").status_code == 302
    assert not Result.objects.get().changes.exists()


def test_what_a_form_cannot_read_is_named_with_what_would_work(client, network, keeper):
    signed_in(client, keeper)
    add_priority(client)
    answer = add_result(client, code="H 1!", rung="achieved", evidence="Keys", achieved_on="soon")
    assert answer.status_code == 422
    shown = words_of(answer)
    assert "“H 1!” in “Short code” does not work" in shown
    assert "“soon” in “Achieved on” is not a date we can read. Write it like 2026-03-05." in shown


def test_a_member_without_the_right_reads_the_register_and_adds_nothing(client, network):
    member = a_person()
    a_seat(network, holder=member)
    signed_in(client, member)
    assert "A convener or a facilitator adds them." in words_of(
        client.get(reverse("results", args=["river"]))
    )
    assert add_priority(client).status_code == 403
    assert not Priority.objects.exists()


def test_strangers_do_not_learn_that_a_form_is_there(client, maln):
    for page in ("add_priority", "add_result"):
        assert client.get(reverse(page, args=["maln"])).status_code == 404
    assert client.get(reverse("set_baseline", args=["maln", "GL"])).status_code == 404


def test_a_group_inside_a_network_leads_to_the_network_s_register(client, network):
    member = a_person()
    group = a_group(network, address="river-parents", name="River parents", convener=member)
    a_seat(network, holder=member)
    signed_in(client, member)
    shown = words_of(client.get(reverse("results", args=[group.address])))
    assert "River parents works toward the priorities of River coalition." in shown
    refused = client.post(reverse("add_priority", args=[group.address]), {"code": "X", "name": "Ours"})
    assert refused.status_code == 409
    assert "Priorities belong to the whole network." in words_of(refused)


def test_typed_evidence_carries_the_language_of_the_network(client):
    network = a_network(address="rezo", language="ht", languages=["ht", "en"])
    signed_in(client, the_person_with(network, "convener"))
    client.post(reverse("add_priority", args=["rezo"]), {"code": "L", "name": "Lekòl"})
    typed = {"priority": "L", "code": "L1", "text": "Dis klas", "level": "network"}
    typed |= {"rung": "achieved", "evidence": "Yon rapò"}
    client.post(reverse("add_result", args=["rezo"]), typed)
    page = client.get(reverse("result", args=["rezo", "L1"])).content.decode()
    assert '<div lang="ht"><p>Yon rapò</p></div>' in page
    assert '<span lang="ht">Dis klas</span>' in page


def test_a_long_list_of_results_continues_on_the_pages_of_its_priority(client, network, keeper):
    signed_in(client, keeper)
    add_priority(client)
    priority = Priority.objects.get()
    Result.objects.bulk_create(
        Result(priority=priority, code=f"H{number:03}", level="network", rung="idea", text=priority.name)
        for number in range(50)
    )
    everything = client.get(reverse("results", args=["river"])).content.decode()
    assert len(result_cards(everything)) == 48
    assert "See all 50 results of Housing near work" in everything
    assert "50 ideas" in everything
    page = reverse("priority", args=["river", "H"])
    assert "Page 1 of 2" in words_of(client.get(page))
    assert "H049" in words_of(client.get(page, {"page": 2}))
