"""A network of its own with one priority and results, and a client for each of its people."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import add_result
from tests.makers import AT, a_network, a_person, a_seat, client_of, convener_of, the_person_with


class River:
    """A network by the name of River coalition, with the results H1 and H2, and a health department in it."""

    def __init__(self, **changes):
        self.network = a_network(address="river", name="River coalition", **changes)
        by = convener_of(self.network)
        self.priority = add_priority(network=self.network, code="H", name="Housing near work", by=by, at=AT)
        self.results = [
            add_result(priority=self.priority, code=code, level="network", text=text, by=by, at=AT)
            for code, text in (("H1", "Ten homes near the mill"), ("H2", "A bus to the mill"))
        ]
        self.leader = a_person("Leader of health")
        self.seat = a_seat(self.network, "Department of Health", holder=self.leader)
        self.keeper = client_of(the_person_with(self.network, "convener"))
        self.member = client_of(self.leader)

    @property
    def health(self):
        return self.seat.organization


def at(name, *arguments, network="river"):
    """An address of the network."""
    return reverse(name, args=[network, *arguments])


def read(answer):
    """What a person reads on the page: no markup, one space between words."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def page(client, name, *arguments, network="river"):
    answer = client.get(at(name, *arguments, network=network))
    assert answer.status_code == 200, (name, answer.status_code)
    return read(answer)


def stranger():
    return Client()
