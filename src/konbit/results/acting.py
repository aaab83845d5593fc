"""For whom a person acts in a network, as it stands beside what they did."""

from django.utils import translation

from konbit.foundation.actor import Actor
from konbit.network.models import Group
from konbit.network.queries import roles_of, seats_held


def acting_words(by: Actor, network: Group) -> str:
    """The seats held there, else the roles, in the network's language."""
    here = Actor(person_id=by.person_id, memberships=by.in_this_group(network.pk))
    with translation.override(network.language):
        return ", ".join(seats_held(here) or roles_of(here))[:300]
