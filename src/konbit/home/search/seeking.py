"""Find, and read what was found: each hit from its own record, by its room's own policy, for one person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from konbit.foundation.actor import Actor
from konbit.home.domain.folding import LONGEST_QUERY, Part, Query, composed, count_marked, query_of, snippet
from konbit.home.search import doors, index
from konbit.home.search.doors import Seeker
from konbit.home.search.kind import Kind, Words, kind_of, kinds

A_PAGE = 20
LAST_PAGE = index.LOOKED_THROUGH // A_PAGE


@dataclass(frozen=True)
class Marked:
    """A text with the words that were looked for marked."""

    parts: list[Part]
    language: str


@dataclass(frozen=True)
class Hit:
    """One thing that was found, as this person may see it."""

    kind: Kind
    record: Any
    group: Any
    address: str
    title: Marked
    more: Marked | None

    @property
    def label(self) -> str:
        """Where an example record comes from; everything else in an example network is made up."""
        return getattr(self.record, "label", "") or ("made_up" if self.group.is_example else "")

    @property
    def source(self) -> str:
        return getattr(self.record, "source", "") if getattr(self.record, "label", "") else ""

    @property
    def at(self) -> Any:
        return self.kind.at(self.record)


@dataclass(frozen=True)
class Found:
    """One page of what was found."""

    query: Query
    hits: list[Hit]
    page: int
    has_next: bool
    # Further hits exist, and only another word leads to them.
    is_cut: bool


def search(by: Actor, typed: str, *, kind: str = "", page: int = 1) -> Found:
    """What fits the words typed, and this person may see; of one kind where it is named."""
    query, page = query_of(typed), min(max(page, 1), LAST_PAGE)
    seeker = Seeker(by)
    door = doors.of_kind(kind) if kind in {one.code for one in kinds()} else ""
    found = index.find(
        query, keys=seeker.keys if query else (), kind_door=door, limit=A_PAGE + 1, offset=(page - 1) * A_PAGE
    )
    has_next = len(found) > A_PAGE
    return Found(
        query=query,
        hits=list(_read(seeker, query, found[:A_PAGE])),
        page=page,
        has_next=has_next and page < LAST_PAGE,
        is_cut=has_next and page == LAST_PAGE,
    )


def _read(seeker: Seeker, query: Query, found: Iterable[tuple[str, UUID]]) -> Iterable[Hit]:
    """The hits in their order, without what is gone, hidden from this person, or says something else by now."""
    found, by_kind = list(found), defaultdict(list)
    for code, record_id in found:
        by_kind[code].append(record_id)
    records = {
        (code, record.pk): record
        for code, ids in by_kind.items()
        for record in kind_of(code).records().filter(pk__in=ids)
    }
    for code, record_id in found:
        record, kind = records.get((code, record_id)), kind_of(code)
        if record is None or not kind.is_seen(seeker, record):
            continue
        if query.fits([one.text for one in (*kind.titles(record), *kind.more(record))]):
            yield _hit(seeker, query, kind, record)


def _hit(seeker: Seeker, query: Query, kind: Kind, record: Any) -> Hit:
    group, titles, more = kind.group(record), list(kind.titles(record)), list(kind.more(record))
    title = _title(kind, record, titles, query)
    rest = [one for one in (*titles, *more) if one.text != title.text and count_marked(one.text, query)]
    best = max(rest, key=lambda one: count_marked(one.text, query), default=None)
    return Hit(
        kind=kind,
        record=record,
        group=group,
        address=kind.page(seeker, record),
        title=Marked(snippet(title.text, query, whole=len(title.text) <= 300), title.language),
        more=Marked(snippet(best.text, query), best.language) if best else None,
    )


def _title(kind: Kind, record: Any, titles: list[Words], query: Query) -> Words:
    """In the reader's language where it is there, else the one that fits best."""
    if not titles:
        return Words(kind.called(record) if kind.called else str(kind.word), "")
    own = [one for one in titles if one.language == get_language()]
    return own[0] if own else max(titles, key=lambda one: count_marked(one.text, query))


def shown_query(typed: str) -> str:
    """What was typed, as it can stand in the field of a page again."""
    return " ".join(composed(typed[: 2 * LONGEST_QUERY]).split())
