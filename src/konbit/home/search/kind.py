"""What a kind of record must say to be found. A kind that does not say all of it is never found."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from konbit.foundation.refusals import NotFound
from konbit.home.domain.folding import folded_text
from konbit.home.search import doors
from konbit.home.search.doors import Seeker
from konbit.home.search.index import Row

LONG_AGO = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))


@dataclass(frozen=True)
class Words:
    """A text of a record in one language."""

    text: str
    language: str


@dataclass(frozen=True)
class Kind:
    """One kind of record that can be found."""

    code: str
    # Above each hit, and in the menu of kinds.
    word: str | Promise
    model: type[Model]
    # Those that can be found at all: published, not taken back; with the rows that the other answers need.
    records: Callable[[], QuerySet[Any]]
    # What its page shows, as it stands now; the title in each of its languages first.
    titles: Callable[[Any], Iterable[Words]]
    group: Callable[[Any], Any]
    doors: Callable[[Any], Iterable[str]]
    # The room's own policy.
    is_seen: Callable[[Seeker, Any], bool]
    page: Callable[[Seeker, Any], str]
    more: Callable[[Any], Iterable[Words]] = lambda _record: ()
    # What it is called, in the reader's language, where it has no title of its own.
    called: Callable[[Any], str] | None = None
    at: Callable[[Any], datetime | date | None] = lambda _record: None
    is_name: bool = False
    # Other records whose change is a change of this one: how they are reached, [lookup here, attribute there].
    follows: Mapping[type[Model], Iterable[tuple[str, str]]] = field(default_factory=dict)

    def row(self, record: Any) -> Row:
        """What the index keeps of the record."""
        return Row(
            kind=self.code,
            record_id=record.pk,
            doors=" ".join([*self.doors(record), doors.of_kind(self.code)]),
            words=folded_text(one.text for one in (*self.titles(record), *self.more(record)) if one.text),
            is_name=self.is_name,
            at=_moment(self.at(record)),
        )

    def touched_by(self, changed: Model) -> set[UUID]:
        """The records of this kind that are other than they were, now that this record changed."""
        wanted = Q(pk=changed.pk) if isinstance(changed, self.model) else Q()
        for lookup, attribute in self.follows.get(type(changed), ()):
            wanted |= Q(**{lookup: getattr(changed, attribute)})
        if not wanted:
            return set()
        # What is gone from its table must go from the index too.
        own = {changed.pk} if isinstance(changed, self.model) else set()
        return own | set(self.model.objects.filter(wanted).values_list("pk", flat=True))


def _moment(when: datetime | date | None) -> datetime:
    if isinstance(when, datetime):
        return when
    return datetime.combine(when, time(12), ZoneInfo("UTC")) if when else LONG_AGO


_kinds: dict[str, Kind] = {}


def can_be_found(kind: Kind) -> None:
    """Register a kind."""
    _kinds[kind.code] = kind


def kinds() -> list[Kind]:
    """Every kind that can be found."""
    return list(_kinds.values())


def kind_of(code: str) -> Kind:
    """The kind with this code.

    Raises:
        NotFound: there is none.
    """
    if code not in _kinds:
        raise NotFound
    return _kinds[code]
