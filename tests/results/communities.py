"""A network of communities: one with a partnership of its own, a funder, an agency, and a client for each of them."""

from konbit.network.operations.organizations import add_community
from konbit.results.operations.change_agendas import add_strategy, begin_agenda
from konbit.results.operations.outcomes import set_outcome
from tests.makers import (
    AT,
    a_group,
    a_network,
    a_person,
    a_seat,
    actor,
    an_organization,
    client_of,
    convener_of,
    the_person_with,
)


class Communities:
    """The River network. Mill Town has a partnership with one resident's seat; a funder and an agency sit in the network."""

    def __init__(self, **changes):
        self.network = a_network(address="river", name="River network", **changes)
        self.by = convener_of(self.network)
        self.partnership, self.community = self.a_community("Mill Town", "mill-town")
        self.resident_person = a_person("Resident")
        a_seat(
            self.partnership,
            title="Seat of a resident",
            role="parent_or_resident",
            holder=self.resident_person,
        )
        self.funder_person, self.agency_person = a_person("Program officer"), a_person("Agency lead")
        a_seat(self.network, "River Fund", role="funder", holder=self.funder_person)
        a_seat(self.network, "Department of Health", role="agency", holder=self.agency_person)
        self.funder = an_organization(self.network, "River Fund")
        self.agency = an_organization(self.network, "Department of Health")
        self.convener = client_of(the_person_with(self.network, "convener"))
        self.resident = client_of(self.resident_person)
        self.officer = client_of(self.funder_person)
        self.lead = client_of(self.agency_person)

    def a_community(self, name, address):
        partnership = a_group(
            self.network, address=address, name=f"{name} partnership", kind="community_partnership"
        )
        place = {"network": self.network, "name": name, "partnership": partnership}
        return partnership, add_community(**place, by=self.by, at=AT)

    @property
    def ours(self):
        return actor(self.resident_person)

    def an_agenda(self, *texts):
        """Mill Town's change agenda, with these strategies."""
        agenda = begin_agenda(community=self.community, title="Mill Town moves", by=self.ours, at=AT)
        for text in texts:
            add_strategy(agenda=agenda, text=text, by=self.ours, at=AT)
        return agenda

    def an_outcome(self, text, **more):
        return set_outcome(
            network=self.network, funder=self.funder, text=text, by=actor(self.funder_person), at=AT, **more
        )
