"""A chain of money: a funder, a regional grantee and two local contractors, each with a seat and a person in it."""

from datetime import date

from django.urls import reverse

from konbit.grants.operations.activities import record_activity
from konbit.grants.operations.awards import award_grant, propose_award
from konbit.grants.operations.interests import answer_interest
from konbit.network.operations.organizations import add_community
from tests.makers import AT, a_network, a_person, a_seat, actor, client_of, convener_of

BEGINS, ENDS = date(2024, 7, 1), date(2025, 12, 31)


class Chain:
    """$1,000 from the funder to the regional grantee, $400 and $300 of it to the contractor, $200 to a second one."""

    def __init__(self, **changes):
        self.network = a_network(address="river", name="River coalition", **changes)
        self.convener = convener_of(self.network)
        self.people, self.seats, self.clients = {}, {}, {}
        for name in ("Funder", "Grantee", "Contractor", "Second contractor"):
            person = a_person(f"Leader of {name.lower()}")
            role = "funder" if name == "Funder" else "member"
            self.seats[name] = a_seat(self.network, name, holder=person, role=role)
            self.people[name], self.clients[name] = person, client_of(person)
        self.community = add_community(network=self.network, name="Mill Street", by=self.convener, at=AT)
        self.root = self.award("Funder", "Grantee", 100_000, code="top")
        self.first = self.award("Grantee", "Contractor", 40_000, parent=self.root, code="first")
        self.other = self.award("Grantee", "Contractor", 30_000, parent=self.root, code="other")
        self.second = self.award("Grantee", "Second contractor", 20_000, parent=self.root, code="second")

    def body(self, name):
        return self.seats[name].organization

    def by(self, name):
        return actor(self.people[name])

    def award(self, funder, recipient, cents, *, starts_on=BEGINS, ends_on=ENDS, **said):
        seat = self.seats[funder]
        acts = {"by": self.by(funder), "at": AT}
        award = propose_award(
            network=self.network, funder=self.body(funder), recipient=self.body(recipient), title=f"To {recipient}",
            cents=cents, starts_on=starts_on, ends_on=ends_on, deciding=[seat], **said, **acts,
        )  # fmt: skip
        answer_interest(award=award, seat=seat, answer="none", **acts)
        return award_grant(award=award, awarded_on=starts_on, **acts)

    def done(self, who="Contractor", *awards, what="A class", done_on=date(2025, 2, 3), **said):
        """An activity under one award, or half and half under two."""
        awards = awards or (self.first,)
        shares = {award.pk: 10_000 // len(awards) for award in awards}
        said = {"kind": "training", "what": what, "done_on": done_on, "shares": shares, **said}
        return record_activity(organization=self.body(who), **said, by=self.by(who), at=AT)


def at(name, *arguments):
    return reverse(name, args=["river", *arguments])
