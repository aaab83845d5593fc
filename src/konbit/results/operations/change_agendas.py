"""A community's change agenda: its strategies, and the versions that the community publishes of it."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import ChangedMeanwhile, Kind, Refusal, require
from konbit.network.models import Community
from konbit.network.queries import day_in
from konbit.results import policies
from konbit.results.acting import acting_words
from konbit.results.agenda_writing import (
    locked_agenda,
    locked_strategy,
    note,
    open_agenda,
    standing_strategy,
    written_on,
)
from konbit.results.changing import set_changed
from konbit.results.models import AgendaVersion, ChangeAgenda, Strategy
from konbit.results.queries.change_agendas import content_of


class CommunityHasNoPartnership(Refusal):
    code = "community_has_no_partnership"
    says = _("%(community)s has no community partnership yet, and a change agenda belongs to one.")


class AgendaNeedsTitle(Refusal):
    code, kind, field = "agenda_needs_title", Kind.UNREADABLE, "title"
    says = _("Write what the change agenda is called.")


@transaction.atomic
def begin_agenda(
    *, community: Community, title: str, by: Actor, at: datetime, label: str = "", source: str = ""
) -> ChangeAgenda:
    """Begin the change agenda of a community. There is one; begun twice, it is the same.

    Raises:
        CommunityHasNoPartnership: nobody could write it.
        AgendaNeedsTitle: it has no title.
    """
    require(policies.may_edit_agenda(by, community))
    if community.partnership is None:
        raise CommunityHasNoPartnership(community=community.name)
    if not title.strip():
        raise AgendaNeedsTitle
    agenda, is_new = ChangeAgenda.objects.get_or_create(
        community=community, defaults={"title": title.strip(), "label": label, "source": source}
    )
    if is_new:
        note("results.begin_agenda", agenda, agenda, ["title"], by=by, at=at)
    return agenda


@transaction.atomic
def rename_agenda(*, agenda: ChangeAgenda, title: str, version: int, by: Actor, at: datetime) -> ChangeAgenda:
    """Give the change agenda another title.

    Raises:
        AgendaIsClosed: nothing is written on it any more.
        AgendaNeedsTitle: it has no title.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    agenda = open_agenda(agenda, by)
    if not title.strip():
        raise AgendaNeedsTitle
    fields = set_changed(agenda, {"title": title.strip()}, version)
    agenda.save(update_fields=[*fields, "version"])
    note("results.rename_agenda", agenda, agenda, fields, by=by, at=at)
    return agenda


class StrategyNeedsText(Refusal):
    code, kind, field = "strategy_needs_text", Kind.UNREADABLE, "text"
    says = _("Write how the community means to change something.")


class StrategyCodeStands(Refusal):
    code, field = "strategy_code_stands", "code"
    says = _("A strategy with the code “%(code)s” stands in this change agenda already.")


@transaction.atomic
def add_strategy(
    *,
    agenda: ChangeAgenda,
    text: str,
    by: Actor,
    at: datetime,
    condition: str = "",
    code: str = "",
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Strategy:
    """Add a strategy. Without a code of its own it gets the next one: S1, S2. Sent twice, it stands once.

    Raises:
        AgendaIsClosed: nothing is written on it any more.
        StrategyNeedsText: it says nothing.
        StrategyCodeStands: the code is another strategy's.
    """
    agenda = open_agenda(agenda, by)
    if key and (there := Strategy.objects.filter(key=key, agenda=agenda).first()):
        return there
    if not text.strip():
        raise StrategyNeedsText
    taken = {one.upper() for one in agenda.strategies.values_list("code", flat=True)}
    if code.upper() in taken:
        raise StrategyCodeStands(code=code)
    strategy = Strategy.objects.create(
        agenda=agenda,
        code=code or next(free for number in range(1, len(taken) + 2) if (free := f"S{number}") not in taken),
        position=len(taken),
        text=text.strip(),
        condition=condition.strip(),
        key=key or uuid4(),
        label=label,
        source=source,
    )
    written_on(agenda)
    note("results.add_strategy", strategy, agenda, ["text", "condition"], by=by, at=at)
    return strategy


@transaction.atomic
def change_strategy(
    *, strategy: Strategy, text: str, condition: str, version: int, by: Actor, at: datetime
) -> Strategy:
    """Say a strategy anew. Published versions keep their words.

    Raises:
        AgendaIsClosed, StrategyIsRetired: nothing is written on it any more.
        StrategyNeedsText: it says nothing.
        ChangedMeanwhile: somebody saved it since `version`.
    """
    strategy = standing_strategy(strategy, by)
    if not text.strip():
        raise StrategyNeedsText
    fields = set_changed(strategy, {"text": text.strip(), "condition": condition.strip()}, version)
    strategy.save(update_fields=[*fields, "version"])
    written_on(strategy.agenda)
    note("results.change_strategy", strategy, strategy.agenda, fields, by=by, at=at)
    return strategy


@transaction.atomic
def retire_strategy(*, strategy: Strategy, by: Actor, at: datetime) -> Strategy:
    """The community no longer follows this strategy. What was published, aligned and funded stays written down."""
    strategy = locked_strategy(strategy, by)
    if strategy.retired_on is None:
        strategy.retired_on = day_in(strategy.agenda.community.partnership, at)
        _stand("results.retire_strategy", strategy, by=by, at=at)
    return strategy


@transaction.atomic
def undo_retire_strategy(*, strategy: Strategy, by: Actor, at: datetime) -> Strategy:
    """The community follows this strategy again."""
    strategy = locked_strategy(strategy, by)
    if strategy.retired_on is not None:
        strategy.retired_on = None
        _stand("results.undo_retire_strategy", strategy, by=by, at=at)
    return strategy


class AgendaHasNoStrategy(Refusal):
    code = "agenda_has_no_strategy"
    says = _("A change agenda is published once it has a strategy. Add one first.")


class AgendaSaysTheSame(Refusal):
    code = "agenda_says_the_same"
    says = _(
        "Nothing differs from version %(number)s, so there is no new version to publish. "
        "Change a strategy or an action first."
    )


@transaction.atomic
def publish_agenda(
    *,
    agenda: ChangeAgenda,
    version: int,
    by: Actor,
    at: datetime,
    what_changed: str = "",
) -> AgendaVersion:
    """Publish the change agenda as it stands. The version never changes, and names the comments it took up.

    Raises:
        AgendaIsClosed: nothing is written on it any more.
        AgendaHasNoStrategy: it says nothing yet.
        AgendaSaysTheSame: the version before says the same.
        ChangedMeanwhile: somebody wrote on it after this person read it.
    """
    agenda = open_agenda(agenda, by)
    content, newest = content_of(agenda), agenda.versions.first()
    if not content["strategies"]:
        raise AgendaHasNoStrategy
    if newest is not None and newest.content == content:
        raise AgendaSaysTheSame(number=newest.number)
    if agenda.version != version:
        raise ChangedMeanwhile(theirs={}, version=agenda.version)
    published = AgendaVersion.objects.create(
        agenda=agenda,
        number=newest.number + 1 if newest else 1,
        content=content,
        what_changed=what_changed.strip(),
        published_at=at,
        published_by_id=by.person_id,
        acted_as=acting_words(by, agenda.community.partnership),
    )
    adopted = agenda.comments.filter(state="adopted", adopted_in=None, withdrawn_at=None)
    adopted.update(adopted_in=published)
    written_on(agenda)
    note("results.publish_agenda", published, agenda, ["content"], by=by, at=at)
    return published


@transaction.atomic
def close_agenda(*, agenda: ChangeAgenda, by: Actor, at: datetime) -> ChangeAgenda:
    """Close the change agenda: nobody writes or comments on it. Its published versions stay readable."""
    agenda = locked_agenda(agenda, by)
    if agenda.closed_at is None:
        agenda.closed_at = at
        written_on(agenda)
        note("results.close_agenda", agenda, agenda, ["closed_at"], by=by, at=at)
    return agenda


@transaction.atomic
def undo_close_agenda(*, agenda: ChangeAgenda, by: Actor, at: datetime) -> ChangeAgenda:
    """Open a closed change agenda again."""
    agenda = locked_agenda(agenda, by)
    if agenda.closed_at is not None:
        agenda.closed_at = None
        written_on(agenda)
        note("results.undo_close_agenda", agenda, agenda, ["closed_at"], by=by, at=at)
    return agenda


def _stand(action: str, strategy: Strategy, *, by: Actor, at: datetime) -> None:
    strategy.version += 1
    strategy.save(update_fields=["retired_on", "version"])
    written_on(strategy.agenda)
    note(action, strategy, strategy.agenda, ["retired_on"], by=by, at=at)
