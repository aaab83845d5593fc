"""Who may move what in and out."""

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import YES, Answer, no
from konbit.grants.policies import may_see_money
from konbit.grants.queries.networks import money_settings_of
from konbit.network.models import Group
from konbit.network.policies import may_change_group


def may_export_network(by: Actor, network: Group) -> Answer:
    """The whole network is its convener's to take along; and whoever runs the installation, at the command line."""
    if by.has_role(network.pk, "convener") or by.channel == "command":
        return YES
    return no("only_the_convener", _("Only the convener of this network takes all of it along."))


def may_export_mine(by: Actor) -> Answer:
    """Everybody takes along what they may see; who that is must be known."""
    return (
        YES if by.person_id is not None else no("not_signed_in", _("Sign in to take along what you may see."))
    )


def may_take_money(by: Actor, network: Group) -> Answer:
    """Whoever sees the awards of a network takes them along: everybody, where it shows its money to everybody."""
    if by.channel == "command" or money_settings_of(network).is_public:
        return YES
    return may_see_money(by, network)


def may_import(by: Actor, group: Group) -> Answer:
    """Lists come in through whoever looks after the group: its conveners and facilitators."""
    return may_change_group(by, group)


def may_import_network(by: Actor) -> Answer:
    """A network comes in through whoever looks after the installation."""
    if by.is_operator:
        return YES
    return no("operator_only", _("Only an operator of this installation may take a network in."))
