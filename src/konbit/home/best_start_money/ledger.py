"""What the parts of the example's money share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from konbit.accounts.models import Person
from konbit.foundation.actor import Actor
from konbit.grants.models import Award
from konbit.home.facts import label_of, source_words
from konbit.network.models import Community, Group, Organization, Seat
from konbit.network.queries import actor_for, day_in

MADE_UP = "made_up"


@dataclass
class Ledger:
    """The network, its facts, and by their names in the facts those who take part. Awards: "top", R1 to R5, 1 to 26."""

    network: Group
    book: Mapping[str, Any]
    made_up: Mapping[str, Any]
    by: Actor
    # When the network was founded, and when it is loaded.
    began: datetime
    at: datetime
    organizations: dict[str, Organization] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    awards: dict[Any, Award] = field(default_factory=dict)

    @property
    def told(self) -> Mapping[str, Any]:
        return self.book["money"]

    @property
    def script(self) -> Mapping[str, Any]:
        return self.made_up["money"]

    @property
    def today(self) -> date:
        return day_in(self.network, self.at)

    def ago(self, days: int) -> datetime:
        return self.at - timedelta(days=days)

    def day(self, written: date | int) -> date:
        """A day as the facts write it: as such, or counted from the day of loading."""
        return self.today + timedelta(days=written) if isinstance(written, int) else written

    def sourced(self, line: Mapping[str, Any]) -> dict[str, str]:
        return {"label": label_of(line), "source": source_words(self.book, line["source"])}

    def contractor(self, number: int) -> Organization:
        return self.organizations[self.script["contractor"]["name"].format(number=number)]

    def seat_of(self, name: str) -> Seat:
        """A seat by the organization or the community it stands for, in a region first."""
        found = Seat.objects.filter(
            closed_on=None, organization__name=name, organization__network=self.network
        )
        found |= Seat.objects.filter(closed_on=None, community__name=name, community__network=self.network)
        return found.order_by("-group__kind").select_related("organization", "group", "member")[0]

    def acting_for(self, organization: Organization, at: datetime) -> Actor:
        """Somebody who sits for the organization; where nobody does, whoever loads the example."""
        person = Person.objects.filter(holdings__seat__organization=organization).first()
        return actor_for(person, at) if person else self.by
