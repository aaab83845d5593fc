"""What the pages of this room set side by side from the rooms below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from konbit.accounts.models import Person
from konbit.audit.queries import entries
from konbit.foundation.actor import Actor
from konbit.grants.queries.networks import money_settings_of
from konbit.home.trail_words import ACTIONS, ROLE_WORDS, WITHOUT_TIME
from konbit.meetings.models import Meeting
from konbit.meetings.queries import last_meeting, next_meeting, open_commitments
from konbit.meetings.queries.draft import open_questions
from konbit.network.models import Group
from konbit.network.queries import communities_of, day_in, groups_of, organizations_of, public_networks
from konbit.results.queries import PriorityCard, register
from konbit.results.queries.long_goals import LongGoalNow, long_goal_of


@dataclass(frozen=True)
class OpenQuestion:
    """A question to the funder that nobody answered yet, and its age in days."""

    wording: str
    days: int


@dataclass(frozen=True)
class NetworkCard:
    """What everybody may see of a network on the front page."""

    network: Group
    priorities: list[PriorityCard]
    organizations: int
    communities: int
    next_meeting: Meeting | None
    to_the_funder: list[OpenQuestion]
    long_goal: LongGoalNow | None
    shows_money: bool

    @property
    def standing(self) -> list[PriorityCard]:
        """The priorities that are not retired."""
        return [card for card in self.priorities if card.priority.retired_on is None]

    @property
    def results(self) -> int:
        return sum(len(card.standings) for card in self.priorities)


def network_cards(at: datetime) -> list[NetworkCard]:
    """Each network that shows its results. The meetings and questions of an example are made up and may stand here; a
    real network's are private."""
    return [
        NetworkCard(
            network,
            register(network),
            len(organizations_of(network)),
            communities_of(network).count(),
            next_meeting(network) if network.is_example else None,
            _questions_to_the_funder(network, at) if network.is_example else [],
            long_goal_of(network, at),
            money_settings_of(network).is_public,
        )
        for network in public_networks()
    ]


def _questions_to_the_funder(network: Group, at: datetime) -> list[OpenQuestion]:
    """The open questions that were asked of a funder in an open item, the oldest first."""
    today = day_in(network, at)
    return [
        OpenQuestion(one.wording, (today - day_in(network, one.captured_at)).days)
        for one in open_questions(network)
        if one.asked_of is not None
        and one.asked_of.role == "funder"
        and not (one.item.is_private or one.item.is_no_names)
    ]


@dataclass(frozen=True)
class GroupCard:
    """One of a person's groups, with its next and last meeting and how many commitments are open."""

    group: Group
    next_meeting: Meeting | None
    last_meeting: Meeting | None
    open_commitments: int


def group_card(group: Group) -> GroupCard:
    return GroupCard(group, next_meeting(group), last_meeting(group), open_commitments(group).count())


def my_groups(by: Actor) -> list[GroupCard]:
    """The groups of the person, the one that meets soonest first."""
    cards = [group_card(group) for group in groups_of(by)]
    meeting_soon = [card for card in cards if card.next_meeting]
    meeting_soon.sort(key=lambda card: card.next_meeting.starts_at)
    return meeting_soon + [card for card in cards if not card.next_meeting]


@dataclass(frozen=True)
class AuditLine:
    """An entry with the name of who acted, where it may be shown."""

    entry: Any
    person: str

    @property
    def what(self) -> str:
        """What was done, in words; the code itself where there are none."""
        return str(ACTIONS.get(self.entry.action, ""))

    @property
    def roles(self) -> str:
        return ", ".join(str(ROLE_WORDS.get(code, code)) for code in self.entry.role.split(", ") if code)

    @property
    def has_no_time(self) -> bool:
        """Only its day is known: an answer that carries no name."""
        return self.entry.action in WITHOUT_TIME


LINES_A_PAGE = 50


def audit_page(group: Group, number: int) -> tuple[list[AuditLine], int, int]:
    """One page of a group's entries, newest first; the number of that page, and how many there are.

    Entries about a *no names* item show nobody. They stand by their moment and not in the order in which they were
    written: one of which only the day is kept would else tell its time by its neighbors.
    """
    found = entries(group.pk).order_by("-at", "-sequence")
    pages = max(1, -(-found.count() // LINES_A_PAGE))
    number = min(max(number, 1), pages)
    shown = list(found[(number - 1) * LINES_A_PAGE : number * LINES_A_PAGE])
    names = _names(entry.person_id for entry in shown)
    lines = [AuditLine(entry, "" if entry.unnamed else names.get(entry.person_id, "")) for entry in shown]
    return lines, number, pages


def _names(ids: Iterable[UUID | None]) -> dict[Any, str]:
    return dict(Person.objects.filter(pk__in={one for one in ids if one}).values_list("pk", "name"))
