"""A chain of money for tests: a funder, regional grantees, local contractors and communities, in a network of its own."""

from datetime import date

from konbit.foundation.actor import shell_operator
from konbit.foundation.money import split_evenly
from konbit.grants.operations.awards import award_grant, propose_award
from konbit.grants.operations.interests import answer_interest, set_money_settings
from konbit.network.models import Community
from tests.makers import AT, a_network, a_person, a_seat, an_organization, client_of, the_person_with

SHELL = shell_operator()
AWARDED_ON = date(2025, 1, 15)
TERM = {"starts_on": date(2025, 1, 1), "ends_on": date(2026, 12, 31)}


class Chain:
    """A network by the name of River coalition with a funder, two grantees and two contractors; each has a seat, and
    each seat a person with a browser of their own."""

    def __init__(self, **changes):
        changes = {"address": "river", "name": "River coalition", **changes}
        self.network = a_network(**changes)
        self.keeper = client_of(the_person_with(self.network, "convener"))
        self.seats, self.people, self.clients = {}, {}, {}
        for name in ("Funder", "North grantee", "South grantee", "Mill contractor", "Dam contractor"):
            person = a_person(f"Person of the {name}")
            self.people[name] = person
            self.seats[name] = a_seat(self.network, name, holder=person)
            self.clients[name] = client_of(person)

    def body(self, name):
        """The organization of this name; added where there is none."""
        return an_organization(self.network, name)

    def place(self, name):
        """The community of this name; added where there is none."""
        return Community.objects.get_or_create(network=self.network, name=name)[0]

    def award(self, funder="Funder", recipient="North grantee", cents=100_000_00, **said):
        """An active award, decided by the funder's seat, which has no interest in the recipient."""
        award = self.proposal(funder, recipient, cents, **said)
        self.answer(award)
        return award_grant(award=award, awarded_on=AWARDED_ON, by=SHELL, at=AT)

    def proposal(self, funder="Funder", recipient="North grantee", cents=100_000_00, **said):
        """A proposed award, which the funder's seat is asked to decide."""
        said = {"title": f"For {recipient}", "deciding": [self.seats["Funder"]], **TERM, **said}
        funder, recipient = self.body(funder), self.body(recipient)
        return propose_award(
            network=self.network, funder=funder, recipient=recipient, cents=cents, by=SHELL, at=AT, **said
        )

    def answer(self, award, answer="none", what=""):
        """Every seat that is asked gives this answer."""
        for interest in award.interests.select_related("seat"):
            answer_interest(award=award, seat=interest.seat, answer=answer, what=what, by=SHELL, at=AT)

    def show_money(self, **changes):
        """Everybody sees the trail."""
        said = {
            "is_public": True,
            "interest_rule": "",
            "interested_may_decide": False,
            "publisher_prefix": "river",
            "version": 1,
            **changes,
        }
        return set_money_settings(network=self.network, by=SHELL, at=AT, **said)


ROOT_CENTS = 1_650_000_000
# How many communities each regional grantee serves.
REGIONS = (4, 4, 2, 2, 2)


class BestStartTree(Chain):
    """The tree of row G-1 and G-3: a root, five regional grantees, 14 communities, 26 contractors."""

    def __init__(self, *, shares=None, **changes):
        super().__init__(**changes)
        self.shares = shares or split_evenly(ROOT_CENTS, 14)
        self.root = self.award(
            "Foundation", "Funder", ROOT_CENTS, title="Root", deciding=[self.seats["Funder"]]
        )

    def regions(self):
        """Award the five regional grantees what their communities get, with the amount for each."""
        start, found = 0, []
        for number, how_many in enumerate(REGIONS, start=1):
            there = range(start, start + how_many)
            places = {self.place(f"Community {one + 1:02}").pk: self.shares[one] for one in there}
            found.append(
                self.award(
                    "Funder", f"Grantee {number}", sum(places.values()), parent=self.root, places=places
                )
            )
            start += how_many
        return found

    def contractors(self, regions):
        """Two contractors for each community, one for the last two; the last but one serves both of these."""
        number = 0
        for region in regions:
            for place in region.places.select_related("community"):
                alone = place.community.name in ("Community 13", "Community 14")
                for cents in [place.cents] if alone else split_evenly(place.cents, 2):
                    number += 1
                    places = {place.community_id: cents}
                    if number == 25:
                        places[self.place("Community 14").pk] = None
                    self.award(
                        region.recipient.name,
                        f"Contractor {number}",
                        cents,
                        parent=region,
                        places=places,
                        label="made_up",
                    )
