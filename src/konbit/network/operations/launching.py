"""Who is wanted at the table, and the founding record of a network: what was wanted then, and who was missing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal, require
from konbit.network import policies
from konbit.network.models import Community, Group, Launch, Wanted
from konbit.network.queries import day_in
from konbit.network.queries.launching import gaps_of


class WasLaunchedAlready(Refusal):
    code = "was_launched_already"
    says = _("This network was launched already. Its founding record stays as it is.")


@transaction.atomic
def say_who_is_wanted(
    *,
    network: Group,
    sectors: list[str],
    communities: list[Community],
    by: Actor,
    at: datetime,
) -> list[Wanted]:
    """Say which sectors and communities the network needs at its table. What was said before and is not named now goes."""
    require(policies.may_change_group(by, network))
    before = {(one.sector, one.community_id) for one in network.wanted.all()}
    named = {(sector, None) for sector in sectors} | {("", one.pk) for one in communities}
    for sector, community_id in before - named:
        network.wanted.filter(sector=sector, community=community_id).delete()
    for sector, community_id in sorted(named - before, key=str):
        Wanted.objects.create(
            network=network,
            sector=sector,
            community_id=community_id,
            label="made_up" if network.is_example else "",
        )
    if named != before:
        write_entry(
            "network.say_who_is_wanted",
            about=network,
            by=by,
            at=at,
            group_id=network.pk,
            fields=["sectors", "communities"],
        )
    return list(network.wanted.select_related("community"))


@transaction.atomic
def launch_network(*, network: Group, by: Actor, at: datetime, note: str = "") -> Launch:
    """Launch the network: its founding record keeps who was wanted, who had a seat, and who was missing.

    A gap warns and does not block.

    Raises:
        WasLaunchedAlready.
    """
    require(policies.may_convene(by, network))
    Group.objects.select_for_update().get(pk=network.pk)
    if Launch.objects.filter(network=network).exists():
        raise WasLaunchedAlready
    gaps = gaps_of(network, day_in(network, at))
    launch = Launch.objects.create(
        network=network,
        at=at,
        person_id=by.person_id,
        wanted=gaps.wanted.as_kept(),
        held=gaps.held.as_kept(),
        missing=gaps.missing.as_kept(),
        note=note.strip(),
        label="made_up" if network.is_example else "",
    )
    write_entry(
        "network.launch_network",
        about=launch,
        by=by,
        at=at,
        group_id=network.pk,
        fields=["wanted", "held", "missing"],
    )
    return launch
