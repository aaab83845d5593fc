"""The tour "where this comes from": every named thing of the public documents, and the screen that serves it.

What has no screen yet has no address, and the page says so. Priorities, results and questions stand in an example
network, so they lead somewhere once it is loaded.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from konbit.foundation.refusals import NotFound
from konbit.foundation.texts import say
from konbit.grants.queries.networks import open_network
from konbit.home.facts import SOURCE_LANGUAGE, facts, label_of, source_words, text_of
from konbit.network.models import Group
from konbit.network.queries import group_by_address
from konbit.results.queries import register
from konbit.results.words import EXPORTED_LABELS

# The kinds of things, in the order of the page: stored word and heading.
KINDS = {
    "priority": _("Priorities of the Mississippi network"),
    "result": _("Results of the Mississippi network"),
    "lesson": _("Lessons of the first year, Best Start"),
    "question": _("Questions before a change, Best Start"),
    "grantee question": _("Questions of grantees to their funder, Best Start"),
    "tool": _("Named tools"),
}


@dataclass(frozen=True)
class Stop:
    """One named thing of the public documents."""

    id: str
    kind: str
    title: Mapping[str, Any]
    label: str
    source: str
    url: str | None

    def exported(self) -> dict[str, str | None]:
        """The stop as a machine reads it, in English."""
        return {
            "id": self.id,
            "kind": self.kind,
            "title": say(self.title, SOURCE_LANGUAGE).text,
            "label": EXPORTED_LABELS[self.label],
            "source": self.source,
            "url": self.url,
        }


def public_example() -> Group | None:
    """The example network, if it is loaded and shows its results to everybody."""
    network = group_by_address(facts("maln")["network"]["address"])
    return network if network is not None and network.results_are_public else None


def stops() -> list[Stop]:
    """Every stop of the tour, kind by kind, with addresses in the language now active."""
    network = public_example()
    cards = register(network) if network is not None else []
    priorities = {card.priority.code for card in cards}
    results = {standing.result.code for card in cards for standing in card.standings}
    return [
        *_of_the_network(network, "priority", "name", priorities),
        *_of_the_network(network, "result", "text", results),
        *_of_other_documents(),
    ]


def _of_the_network(network: Group | None, kind: str, words: str, there: Collection[str]) -> Iterator[Stop]:
    """Priorities or results; each with its page, if the network still has it."""
    book = facts("maln")
    for line in book["priorities" if kind == "priority" else "results"]:
        code = line["id"]
        yield Stop(
            id=code,
            kind=kind,
            title=text_of(line[words]),
            label=label_of(line),
            source=source_words(book, line["source"]),
            url=reverse(kind, args=[network.address, code])
            if network is not None and code in there
            else None,
        )


def _of_other_documents() -> Iterator[Stop]:
    book = facts("tour")
    for line in book["things"]:
        yield Stop(
            id=line["id"],
            kind=line["kind"],
            title=text_of(line["title"]),
            label=label_of(line),
            source=source_words(book, line["source"]),
            url=_screen(line["screen"]) if "screen" in line else None,
        )


def _screen(told: Mapping[str, str]) -> str | None:
    """The address of a screen of an example network, once that is loaded and shows it to everybody."""
    try:
        network = open_network(told["network"])
    except NotFound:
        return None
    return f"{reverse(told['name'], args=[network.address])}#{told['at']}"
