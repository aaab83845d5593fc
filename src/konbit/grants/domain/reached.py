"""How many people were reached: counted once where records allow, and else marked, at every level of a tree.

Activities of one organization that name the same list reached the same people: the list counts once, by its largest
number. Of everything else nobody knows whether it reached the same people.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from konbit.foundation.small_counts import is_small
from konbit.grants.domain.shares import number_of

# Lists of people, each with the largest number written for it.
Lists = dict[Hashable, int]


def list_of(organization: UUID, name: str) -> int | None:
    """The same number for the same list of one organization, whatever its letters and spaces; None without a name."""
    plain = " ".join(name.casefold().split())
    return number_of(f"{organization.hex} {plain}") if plain else None


@dataclass(slots=True)
class Reached:
    """What activities add up to. `sources` are lists, and activities without one, that reached anybody."""

    activities: int = 0
    relationships: int = 0
    people: int = 0
    sources: int = 0
    # Activities whose people nobody counted.
    uncounted: int = 0

    @property
    def may_count_twice(self) -> bool:
        """More than one number was added up, so a person may stand in two of them."""
        return self.sources > 1

    @property
    def people_are_few(self) -> bool:
        """So few that pages for everybody do not print the number."""
        return is_small(self.people)

    def add(self, other: "Reached", times: int = 1) -> None:
        self.activities += times * other.activities
        self.relationships += times * other.relationships
        self.people += times * other.people
        self.sources += times * other.sources
        self.uncounted += times * other.uncounted

    def add_lists(self, lists: Lists) -> None:
        """Lists of people, each with its largest number."""
        self.people += sum(lists.values())
        self.sources += sum(people > 0 for people in lists.values())


class Entry(NamedTuple):
    """Activities under one award that stand under the same other awards and name the same list, or none."""

    award: Hashable
    together: Hashable
    people_list: Hashable
    activities: int
    relationships: int
    people: int
    # How many of them have a number of people, and a number above zero.
    counted: int
    reaching: int
    most: int

    @property
    def reached(self) -> Reached:
        """What they add up to but for their list, which counts once with others that name it."""
        uncounted = self.activities - self.counted
        if self.people_list is not None:
            return Reached(self.activities, self.relationships, 0, 0, uncounted)
        return Reached(self.activities, self.relationships, self.people, self.reaching, uncounted)


def reached_by(entries: Iterable[Entry]) -> Reached:
    """What these add up to where no activity stands in two of them."""
    total, lists = Reached(), Lists()
    for entry in entries:
        total.add(entry.reached)
        if entry.people_list is not None:
            lists[entry.people_list] = max(lists.get(entry.people_list, 0), entry.most)
    total.add_lists(lists)
    return total


@dataclass
class RolledUp:
    """What was reached under each award with everything below it, and by each tier with everything below it."""

    under: dict[Hashable, Reached]
    # From the top down: all awards, then all but those at the top, and so on.
    tiers: list[Reached]


class Forest:
    """Awards, each with the one it is passed on from; None at the top."""

    def __init__(self, parents: Mapping[Hashable, Hashable]) -> None:
        below = defaultdict(list)
        for award, parent in parents.items():
            below[parent if parent in parents else None].append(award)
        self.parents = parents
        # How far each stands below the top, from the top down.
        self.depth: dict[Hashable, int] = {}
        level, here = 0, below[None]
        while here:
            self.depth.update(dict.fromkeys(here, level))
            level, here = level + 1, [one for award in here for one in below[award]]
        self.tiers = level

    def way_up(self, award: Hashable) -> Iterator[Hashable]:
        """The award, the one above it, and so on to the top."""
        here: Hashable = award
        while here in self.depth:
            yield here
            here = self.parents[here]

    def meetings(self, awards: Iterable[Hashable]) -> Iterator[Hashable]:
        """Where the ways up from these awards meet: a way that comes to where another one is yields that place."""
        ways = set(awards)
        while len(ways) > 1:
            deepest = max(ways, key=self.depth.__getitem__)
            ways.remove(deepest)
            above = self.parents[deepest]
            if above in ways:
                yield above
            elif above in self.depth:
                ways.add(above)


def roll_up(forest: Forest, entries: Iterable[Entry]) -> RolledUp:
    """Add activities up from the bottom to the top. One that stands under two awards counts once wherever both are
    below, and so does a list of people."""
    under = {award: Reached() for award in forest.depth}
    tiers = [Reached() for _ in range(forest.tiers)]
    lists = defaultdict[Hashable, Lists](Lists)
    shared = defaultdict[Hashable, list[Entry]](list)
    for entry in entries:
        if entry.people_list is not None:
            own = lists[entry.award]
            own[entry.people_list] = max(own.get(entry.people_list, 0), entry.most)
        if entry.together is not None:
            shared[entry.together, entry.people_list].append(entry)
            continue
        reached = entry.reached
        under[entry.award].add(reached)
        tiers[forest.depth[entry.award]].add(reached)
    for beside in shared.values():
        reached, awards = beside[0].reached, [entry.award for entry in beside]
        for award in awards:
            under[award].add(reached)
        for award in forest.meetings(awards):
            under[award].add(reached, -1)
        tiers[max(forest.depth[award] for award in awards)].add(reached)
    _pass_up(forest, under, tiers, lists)
    return RolledUp(under, tiers)


def _pass_up(
    forest: Forest, under: dict[Hashable, Reached], tiers: list[Reached], lists: dict[Hashable, Lists]
) -> None:
    """Add to each award what stands below it, and to each tier. A list meets itself on the way up, so lists travel beside
    the numbers and are added where they stand."""
    in_tiers = [Lists() for _ in tiers]
    for award, depth in reversed(forest.depth.items()):
        above, own = forest.parents[award], lists.pop(award, None)
        if above in under:
            under[above].add(under[award])
        if own:
            _keep_most(in_tiers[depth], own)
            if above in under:
                _keep_most(lists[above], own)
            under[award].add_lists(own)
    for tier in reversed(range(len(tiers))):
        if tier:
            tiers[tier - 1].add(tiers[tier])
            _keep_most(in_tiers[tier - 1], in_tiers[tier])
        tiers[tier].add_lists(in_tiers[tier])


def _keep_most(kept: Lists, more: Lists) -> None:
    for name, people in more.items():
        if people >= kept.get(name, 0):
            kept[name] = people
