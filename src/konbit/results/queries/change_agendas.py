"""Change agendas of a network's communities: strategies, actions, comments and published versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.meetings.models import Commitment
from konbit.meetings.policies import may_see_commitment
from konbit.meetings.queries import OWNERS
from konbit.network.models import Community, Group, Organization
from konbit.network.queries import communities_of, group_by_address
from konbit.results import policies
from konbit.results.domain.agenda_text import agenda_text
from konbit.results.domain.word_difference import word_difference
from konbit.results.models import AgendaComment, AgendaVersion, ChangeAgenda, Strategy, StrategyAction
from konbit.results.queries.differences import Difference


def agendas_network(by: Actor, address: str) -> Group:
    """The network at this address, for a member of it or of a group inside it.

    Raises:
        NotFound: there is none, it is a group inside one, or the person is no member.
    """
    network = group_by_address(address)
    if network is None or network.parent_id is not None or not policies.may_see_agendas(by, network):
        raise NotFound
    return network


def network_shown(by: Actor, address: str) -> Group:
    """The same for everybody, where the network shows its results and one of its communities published its agenda.

    Raises:
        NotFound: there is none, or the person may not know of it.
    """
    network = group_by_address(address)
    if network is None or network.parent_id is not None or not lists_agendas(by, network):
        raise NotFound
    return network


def lists_agendas(by: Actor, network: Group) -> bool:
    """Whether the list of the network's change agendas opens to this person."""
    return _opens(by, network, AgendaVersion.objects.filter(agenda__community__network=network))


def _opens(by: Actor, network: Group, published: QuerySet[AgendaVersion]) -> bool:
    if policies.may_see_agendas(by, network):
        return True
    return network.results_are_public and published.exists()


def community_at(by: Actor, address: str) -> Community:
    """The community whose partnership stands at this address, for a member of its network.

    Raises:
        NotFound: there is none, or the person is no member of its network.
    """
    community = _community_of(address)
    if community is None or not policies.may_see_agendas(by, community.network):
        raise NotFound
    return community


def community_shown(by: Actor, address: str) -> Community:
    """The same for everybody, where the network shows its results and the community published its agenda.

    Raises:
        NotFound: there is none, or the person may not know of it.
    """
    community = _community_of(address)
    if community is None or not _shows(by, community):
        raise NotFound
    return community


def has_agenda_page(by: Actor, group: Group) -> bool:
    """Whether the group is a community's partnership whose change agenda opens to this person."""
    community = _community_of(group.address)
    return community is not None and _shows(by, community)


def _shows(by: Actor, community: Community) -> bool:
    return _opens(by, community.network, AgendaVersion.objects.filter(agenda__community=community))


def _community_of(address: str) -> Community | None:
    found = Community.objects.select_related("network", "partnership__parent")
    return found.filter(partnership__address=address).first()


def agenda_of(community: Community) -> ChangeAgenda:
    """The change agenda of this community.

    Raises:
        NotFound: nobody began one.
    """
    found = ChangeAgenda.objects.select_related("community__partnership", "community__network")
    agenda = found.filter(community=community).first()
    if agenda is None:
        raise NotFound
    return agenda


@dataclass(frozen=True)
class AgendaLine:
    """A community of the network, with its change agenda and its newest version where there are such."""

    community: Community
    agenda: ChangeAgenda | None
    newest: AgendaVersion | None


def agendas_in(network: Group) -> list[AgendaLine]:
    """Every community of the network by name, with its change agenda or none."""
    agendas = {
        one.community_id: one
        for one in ChangeAgenda.objects.filter(community__network=network).prefetch_related("versions")
    }
    return [
        AgendaLine(one, agenda, next(iter(agenda.versions.all()), None) if agenda else None)
        for one in communities_of(network)
        for agenda in [agendas.get(one.pk)]
    ]


@dataclass(frozen=True)
class ActionLine:
    """An action as one person sees it: its commitment only where they may see that."""

    action: StrategyAction
    commitment: Commitment | None


@dataclass(frozen=True)
class StrategyLine:
    """A strategy with its actions and where it is aligned."""

    strategy: Strategy
    actions: tuple[ActionLine, ...]
    alignments: tuple[Any, ...]


def strategies_of(by: Actor, agenda: ChangeAgenda) -> list[StrategyLine]:
    """The strategies of an agenda that the community follows, in their order."""
    owners = [f"commitment__{path}" for path in ("meeting__group", "item__meeting__group", *OWNERS)]
    actions = StrategyAction.objects.filter(withdrawn_at=None).select_related(*owners)
    found = agenda.strategies.filter(retired_on=None).prefetch_related(
        Prefetch("actions", actions), "alignments__outcome__funder"
    )
    return [
        StrategyLine(
            one, tuple(_seen(by, action) for action in one.actions.all()), tuple(one.alignments.all())
        )
        for one in found
    ]


def _seen(by: Actor, action: StrategyAction) -> ActionLine:
    promised = action.commitment
    is_seen = (
        promised is not None and promised.withdrawn_at is None and bool(may_see_commitment(by, promised))
    )
    return ActionLine(action, promised if is_seen else None)


def retired_of(agenda: ChangeAgenda) -> QuerySet[Strategy]:
    """Strategies that the community follows no longer."""
    return agenda.strategies.exclude(retired_on=None)


def strategy_in(agenda: ChangeAgenda, code: str) -> Strategy:
    """A strategy of this agenda.

    Raises:
        NotFound: it has none of this code.
    """
    found = agenda.strategies.filter(code__iexact=code).first()
    if found is None:
        raise NotFound
    found.agenda = agenda
    return found


def action_in(agenda: ChangeAgenda, action_id: UUID) -> StrategyAction:
    """An action of this agenda.

    Raises:
        NotFound: it is none of this agenda.
    """
    found = StrategyAction.objects.select_related("strategy__agenda__community")
    action = found.filter(strategy__agenda=agenda, pk=action_id).first()
    if action is None:
        raise NotFound
    return action


def strategy_choices(agenda: ChangeAgenda) -> list[tuple[str, str]]:
    """Code and words of each strategy that is followed, for a form."""
    found = agenda.strategies.filter(retired_on=None)
    return [(one.code, f"{one.code}: {one.text}") for one in found]


# --- commitments ---


def belongs_to_community(commitment: Commitment, community: Community) -> bool:
    """Whether it is a commitment of a seat: one of the community's own groups, or the community's seat elsewhere."""
    seat = getattr(commitment.owner, "seat", None)
    if seat is None or commitment.withdrawn_at is not None:
        return False
    return seat.community_id == community.pk or _lies_in(commitment.meeting.group, community)


def _lies_in(group: Group | None, community: Community) -> bool:
    while group is not None:
        if group.pk == community.partnership_id:
            return True
        group = group.parent
    return False


def commitments_that_could_be_actions(by: Actor, community: Community) -> list[Commitment]:
    """Open commitments of the community's seats that this person may see, by due day."""
    found = (
        Commitment.objects.filter(withdrawn_at=None, state__in=["proposed", "accepted"])
        .filter(
            Q(meeting__group__in=[held.group_id for held in by.memberships])
            | Q(owner__seat__community=community)
        )
        .exclude(owner__seat=None)
        .select_related("meeting__group__parent", "item__meeting__group", *OWNERS)
        .order_by("due_on", "captured_at")
    )
    return [one for one in found if belongs_to_community(one, community) and may_see_commitment(by, one)]


# --- comments ---


def comments_on(agenda: ChangeAgenda) -> list[AgendaComment]:
    """The comments that stand, those that wait for an answer first."""
    found = agenda.comments.filter(withdrawn_at=None).select_related(
        "organization", "strategy", "asks_about", "adopted_in"
    )
    return sorted(found, key=lambda one: (one.state != "open", one.at))


def comment_in(agenda: ChangeAgenda, comment_id: UUID) -> AgendaComment:
    """A comment on this agenda.

    Raises:
        NotFound: it is none of this agenda, or was taken back.
    """
    found = agenda.comments.select_related("organization", "strategy", "agenda__community", "asks_about")
    comment = found.filter(pk=comment_id, withdrawn_at=None).first()
    if comment is None:
        raise NotFound
    return comment


def organizations_acted_for(by: Actor, network: Group) -> list[Organization]:
    """The organizations of the network that this person acts for; of a merged double, the one that stayed."""
    held = {one.organization_id for one in by.memberships} - {None}
    ours = Q(pk__in=held) | Q(doubles__in=held)
    return list(network.organizations.filter(ours, merged_into=None).distinct())


# --- versions ---


def content_of(agenda: ChangeAgenda) -> dict[str, Any]:
    """The agenda as a version keeps it: its strategies and actions in words."""
    actions = StrategyAction.objects.filter(withdrawn_at=None)
    found = agenda.strategies.filter(retired_on=None).prefetch_related(Prefetch("actions", actions))
    return {
        "title": agenda.title,
        "strategies": [
            {
                "code": one.code,
                "text": one.text,
                "condition": one.condition,
                "actions": [action.what for action in one.actions.all()],
            }
            for one in found
        ],
    }


@dataclass(frozen=True)
class ShownVersion:
    """A published version with what differs from the one before, and the comments that it took up."""

    version: AgendaVersion
    is_newest: bool
    difference: Difference | None
    adopted: tuple[AgendaComment, ...]


def version_of(agenda: ChangeAgenda, number: int | None = None) -> ShownVersion:
    """This version of the agenda; without a number, the newest.

    Raises:
        NotFound: there is none.
    """
    versions = list(agenda.versions.all())
    shown = next((one for one in versions if number is None or one.number == number), None)
    if shown is None:
        raise NotFound
    before = next((one for one in versions if one.number < shown.number), None)
    adopted = shown.comments_adopted.select_related("organization", "strategy")
    return ShownVersion(shown, shown.pk == versions[0].pk, _difference(before, shown.content), tuple(adopted))


def unpublished_difference(agenda: ChangeAgenda) -> Difference | None:
    """What the next version would change; None before the first."""
    return _difference(agenda.versions.first(), content_of(agenda))


def _difference(before: AgendaVersion | None, content: Mapping[str, Any]) -> Difference | None:
    if before is None:
        return None
    return Difference(before, word_difference(agenda_text(before.content), agenda_text(content)))
