"""Reads job offers from a YAML or JSON file: a list, or a list under `offers` beside the family itself."""

from dataclasses import dataclass
from pathlib import Path

from konbit_rules.households.telling import Telling, data_in, file_bytes

MOST_OFFERS = 50
OFFER_WORDS = {"name", "amount", "every", "hours", "days"}
EXAMPLE = "- {name: warehouse, amount: 17.50, every: hour, hours: 40}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A job offer: wages by pay period, and hours a week where they are told."""

    name: str
    wages: tuple[float, ...]
    hours: float | None = None


def read_offers(path: Path | str) -> tuple[Offer, ...]:
    """The offers in a file.

    Raises:
        HouseholdError: the file cannot be read, or what it says; it names file and line.
    """
    return offers_from_bytes(file_bytes(path), str(path))


def offers_from_bytes(raw: bytes, where: str = "") -> tuple[Offer, ...]:
    """The offers in the bytes of such a file.

    Raises:
        HouseholdError: what is wrong, with `where` and the line.
    """
    return _Offers(where).offers(data_in(raw, where))


class _Offers(Telling):
    def offers(self, data: object) -> tuple[Offer, ...]:
        said = data.get("offers") if isinstance(data, dict) else data
        entries = self.entries(said, "offers", EXAMPLE)
        if not 1 <= len(entries) <= MOST_OFFERS:
            self.wrong(f"from 1 to {MOST_OFFERS} offers are due", "offers")
        return tuple(self.offer(entry, place) for place, entry in enumerate(entries))

    def offer(self, entry: object, place: int) -> Offer:
        field = f"offers[{place}]"
        data = self.words(entry, field, OFFER_WORDS, EXAMPLE)
        name = data.get("name", f"offer {place + 1}")
        if not isinstance(name, str) or not name.strip() or not name.isprintable():
            self.wrong("a name is text; put it in quotes", f"{field}.name")
        wages, hours = self.payment(data, field, any_hours=True)
        if wages is None:
            self.wrong("an offer says what it pays", f"{field}.amount")
        return Offer(name, wages, hours)
