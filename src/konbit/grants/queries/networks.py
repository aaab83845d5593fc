"""The network whose money is looked at: its members are those of the network and of every group inside it."""

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.grants import policies
from konbit.grants.models import MoneySettings
from konbit.network.models import Group
from konbit.network.queries import group_by_address, networks


def money_network(by: Actor, address: str) -> Group:
    """The network at this address, for a member of it or of a group inside it.

    Raises:
        NotFound: there is none, it is a group inside one, or the person is no member.
    """
    network = group_by_address(address)
    if network is None or network.parent_id is not None or not policies.may_see_money(by, network):
        raise NotFound
    return network


def open_network(address: str) -> Group:
    """The network at this address, for everybody: it shows its money.

    Raises:
        NotFound: there is none, or it does not.
    """
    network = networks().filter(address=address, money_settings__is_public=True).first()
    if network is None:
        raise NotFound
    return network


def open_networks() -> list[Group]:
    """Networks that show their money to everybody, by name."""
    return list(networks().filter(money_settings__is_public=True).order_by("name"))


def money_settings_of(network: Group) -> MoneySettings:
    """How this network keeps its money; as founded where nobody said otherwise. Nothing is stored."""
    return MoneySettings.objects.filter(network=network).first() or MoneySettings(network=network)
