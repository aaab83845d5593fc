"""Events of a network, and what they still lack to be evidence."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from konbit.foundation.attachments import files_of
from konbit.foundation.refusals import NotFound
from konbit.network.models import Group
from konbit.results import words
from konbit.results.models import Event


def events_of(network: Group) -> QuerySet[Event]:
    """The network's events, the newest first."""
    return network.events.select_related("held_by").order_by("-held_on", "name")


def event_in(network: Group, event_id: UUID) -> Event:
    """An event of this network.

    Raises:
        NotFound: it is none of this network.
    """
    found = network.events.select_related("network", "held_by").filter(pk=event_id).first()
    if found is None:
        raise NotFound
    return found


def missing_of(event: Event) -> list[str]:
    """What the event does not say and must say to be evidence, by the codes of `words.EVENT_PARTS`."""
    has_material = (
        bool(event.note.strip()) or event.artifacts.exists() or files_of("event", event.pk).exists()
    )
    there = {
        "held_on": event.held_on is not None,
        "audience": bool(event.audience.strip()),
        "material": has_material,
    }
    return [part for part, is_there in there.items() if not is_there]


def words_for_missing(parts: Iterable[str]) -> str:
    return ", ".join(str(words.EVENT_PARTS[part]) for part in parts)
