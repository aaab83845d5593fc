"""A network with priorities, results and organizations with seats, for tests of road map, shared future and report."""

from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import add_result
from tests.makers import AT, a_network, a_person, a_seat, client_of, convener_of
from tests.meetings.reading import attributes, inside, words


def press(page, label):
    """Press the button that reads so, in whichever form it stands."""
    for form in page.all("form"):
        for one in inside(form):
            if getattr(one, "name", "") == "button" and words(one).replace(" :", ":") == label:
                held = attributes(one)
                chosen = {held["name"]: held["value"]} if held.get("name") else {}
                return page.send(attributes(form).get("action", ""), **chosen)
    raise AssertionError(f"no button “{label}” on {page.address}")


class River:
    """The River coalition: three organizations with a seat each, one priority, results as a test adds them."""

    def __init__(self, **changes):
        self.network = a_network(address="river", name="River coalition", **changes)
        self.by = convener_of(self.network)
        self.people = {
            name: a_person(f"Leader of {name}") for name in ("Mill Works", "River Clinic", "Town Schools")
        }
        self.seats = {name: a_seat(self.network, name, holder=person) for name, person in self.people.items()}
        self.priority = add_priority(network=self.network, code="H", name="Housing", by=self.by, at=AT)

    def result(self, code, rung="in_progress", **values):
        text = values.pop("text", f"Homes of {code}")
        return add_result(
            priority=self.priority,
            code=code,
            level="network",
            text=text,
            rung=rung,
            by=self.by,
            at=AT,
            **values,
        )

    def client(self, name=None):
        """A browser of this organization's holder; without a name, of the convener."""
        if name is None:
            return client_of(self.network.roles.get(role="convener").person)
        return client_of(self.people[name])
