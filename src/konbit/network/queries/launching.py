"""Sectors and communities the network said it needs, against seats held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from konbit.network import words
from konbit.network.models import Community, Group, Holder, Launch
from konbit.network.queries.members import on_day


@dataclass(frozen=True)
class AtTheTable:
    """Sectors by code and communities by name."""

    sectors: tuple[str, ...]
    communities: tuple[str, ...]

    @property
    def in_words(self) -> list[str]:
        """The sectors in words, then the communities."""
        return [str(words.SECTORS.get(code, code)) for code in self.sectors] + list(self.communities)

    @property
    def count(self) -> int:
        return len(self.sectors) + len(self.communities)

    def as_kept(self) -> dict[str, list[str]]:
        return {"sectors": list(self.sectors), "communities": list(self.communities)}


@dataclass(frozen=True)
class Gaps:
    """Who is wanted, who of them has a seat that somebody holds, and who is missing."""

    wanted: AtTheTable
    held: AtTheTable
    missing: AtTheTable


def gaps_of(network: Group, day: date) -> Gaps:
    """Who is wanted and has a seat on this day, in the network or in one of its groups; an empty seat is none."""
    wanted = _of(
        (one.sector for one in network.wanted.all() if one.sector),
        (one.community.name for one in network.wanted.select_related("community") if one.community),
    )
    held = Holder.objects.filter(on_day(day), seat__group__in=_ids_inside(network))
    sectors = set(held.values_list("seat__organization__sector", flat=True))
    communities = set(held.values_list("seat__community__name", flat=True))
    # Residents at the table of their own community's partnership stand for it.
    communities |= set(
        held.filter(seat__group__community__network=network).values_list(
            "seat__group__community__name", flat=True
        )
    )
    return Gaps(
        wanted,
        _of(sectors.intersection(wanted.sectors), communities.intersection(wanted.communities)),
        _of(set(wanted.sectors) - sectors, set(wanted.communities) - communities),
    )


def _of(sectors: Iterable[str], communities: Iterable[str]) -> AtTheTable:
    order = list(words.SECTORS)
    return AtTheTable(tuple(sorted(set(sectors), key=order.index)), tuple(sorted(set(communities))))


def _ids_inside(network: Group) -> set[object]:
    """The network and every group inside it, at any depth."""
    found, layer = {network.pk}, [network.pk]
    while layer:
        layer = list(Group.objects.filter(parent__in=layer).values_list("pk", flat=True))
        found |= set(layer)
    return found


def wanted_now(network: Group) -> tuple[list[str], list[str]]:
    """What a form shows as chosen: codes of sectors and ids of communities."""
    rows = list(network.wanted.all())
    return (
        [one.sector for one in rows if one.sector],
        [str(one.community_id) for one in rows if one.community_id],
    )


def communities_in(network: Group, ids: Iterable[str]) -> list[Community]:
    """The communities of this network with these ids; others are left out."""
    return list(network.communities.filter(pk__in=list(ids)))


def launch_of(network: Group) -> Launch | None:
    """The founding record, once the network was launched."""
    return Launch.objects.select_related("person").filter(network=network).first()


def as_at_the_table(kept: dict[str, list[str]]) -> AtTheTable:
    """What the founding record keeps, as it can be shown."""
    return AtTheTable(tuple(kept["sectors"]), tuple(kept["communities"]))
