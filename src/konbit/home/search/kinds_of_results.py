"""Which records of the results room can be found, and files by their names. As in `kinds`: a new kind is a few lines."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from konbit.foundation.attachments import holder_of
from konbit.foundation.models import Attachment
from konbit.foundation.refusals import NotFound
from konbit.home.search import doors
from konbit.home.search.doors import Seeker
from konbit.home.search.kind import Kind, Words, can_be_found, kind_of
from konbit.home.search.kinds import in_each, plain
from konbit.meetings.models import AgendaItem, Commitment
from konbit.network.policies import may_see_group_publicly
from konbit.results.models import (
    Artifact,
    CareerLadder,
    Contribution,
    Event,
    Indicator,
    LadderStep,
    LongGoal,
    Milestone,
    Pilot,
    Priority,
    Result,
    ResultChange,
    Statement,
)


def _seen_publicly(network_of: Any) -> Any:
    return lambda seeker, record: bool(may_see_group_publicly(seeker.by, network_of(record)))


def _page(name: str, network_of: Any, argument: str) -> Any:
    return lambda _seeker, record: reverse(name, args=[network_of(record).address, getattr(record, argument)])


def _of_the_register(
    code: str, word: Any, model: Any, *, argument: str, network: Any = None, **more: Any
) -> Kind:
    """A kind that opens to whoever opens the network's register."""
    network_of = network or (lambda record: record.network)
    return Kind(
        code=code,
        word=word,
        model=model,
        group=network_of,
        doors=lambda record: [doors.to_all_who_see(network_of(record).pk)],
        is_seen=_seen_publicly(network_of),
        page=_page(code, network_of, argument),
        **more,
    )


can_be_found(
    _of_the_register(
        "priority",
        _("Priority"),
        Priority,
        argument="code",
        records=lambda: Priority.objects.select_related("network"),
        titles=lambda one: in_each(one.name),
        more=lambda one: [*plain("", one.code), *in_each(one.baseline_text)],
        is_name=True,
    )
)
can_be_found(
    _of_the_register(
        "result",
        _("Result"),
        Result,
        argument="code",
        network=lambda result: result.priority.network,
        records=lambda: Result.objects.select_related("priority__network"),
        titles=lambda one: in_each(one.text),
        more=lambda one: plain(one.priority.network.language, one.code, one.evidence),
        at=lambda one: one.written_at,
        follows={ResultChange: [("pk", "result_id")]},
    )
)
can_be_found(
    _of_the_register(
        "indicator",
        _("Indicator"),
        Indicator,
        argument="code",
        records=lambda: Indicator.objects.select_related("network"),
        titles=lambda one: in_each(one.name),
        more=lambda one: plain(one.network.language, one.code, one.population),
        is_name=True,
    )
)
can_be_found(
    _of_the_register(
        "artifact",
        _("Document or other artifact"),
        Artifact,
        argument="pk",
        records=lambda: Artifact.objects.select_related("network"),
        titles=lambda one: plain(one.network.language, one.name),
        more=lambda one: plain(one.network.language, one.note),
        at=lambda one: one.approved_on,
        is_name=True,
    )
)
can_be_found(
    _of_the_register(
        "event",
        _("Event"),
        Event,
        argument="pk",
        records=lambda: Event.objects.select_related("network"),
        titles=lambda one: plain(one.network.language, one.name),
        more=lambda one: plain(one.network.language, one.audience, one.place, one.note),
        at=lambda one: one.held_on,
        is_name=True,
    )
)
can_be_found(
    _of_the_register(
        "pilot",
        _("Pilot"),
        Pilot,
        argument="pk",
        records=lambda: Pilot.objects.select_related("network"),
        titles=lambda one: plain(one.network.language, one.name),
        more=lambda one: plain(one.network.language, one.what, one.baseline, one.because),
        at=lambda one: one.starts_on,
    )
)
can_be_found(
    _of_the_register(
        "career_ladder",
        _("Career ladder"),
        CareerLadder,
        argument="pk",
        network=lambda ladder: ladder.organization.network,
        records=lambda: CareerLadder.objects.select_related("organization__network").prefetch_related(
            "steps"
        ),
        titles=lambda one: plain(one.organization.network.language, one.name),
        more=lambda one: plain(
            one.organization.network.language,
            one.organization.name,
            one.approved_by,
            *(step.title for step in one.steps.all()),
        ),
        at=lambda one: one.approved_on,
        follows={LadderStep: [("pk", "ladder_id")]},
    )
)


def _page_of_its_result(_seeker: Seeker, part: Contribution) -> str:
    return reverse("result", args=[part.result.priority.network.address, part.result.code])


can_be_found(
    Kind(
        code="contribution",
        word=_("Contribution to a result"),
        model=Contribution,
        records=lambda: Contribution.objects.filter(withdrawn_at=None).select_related(
            "organization", "result__priority__network"
        ),
        titles=lambda one: plain(one.result.priority.network.language, one.did),
        more=lambda one: plain(one.result.priority.network.language, one.who),
        group=lambda one: one.result.priority.network,
        doors=lambda one: [doors.to_all_who_see(one.result.priority.network_id)],
        is_seen=_seen_publicly(lambda one: one.result.priority.network),
        page=_page_of_its_result,
        at=lambda one: one.written_at,
    )
)


def _with_milestones(goal: LongGoal) -> Iterable[Words]:
    language = goal.network.language
    yield from plain(language, goal.name)
    for milestone in goal.milestones.all():
        yield from in_each(milestone.text)
        yield from plain(language, milestone.evidence)


can_be_found(
    Kind(
        code="long_goal",
        word=_("Long goal"),
        model=LongGoal,
        records=lambda: LongGoal.objects.select_related("network").prefetch_related("milestones"),
        titles=lambda one: in_each(one.text),
        more=_with_milestones,
        group=lambda one: one.network,
        doors=lambda one: [doors.to_all_who_see(one.network_id)],
        is_seen=_seen_publicly(lambda one: one.network),
        page=lambda _seeker, one: reverse("long_goal", args=[one.network.address]),
        follows={Milestone: [("pk", "goal_id")]},
    )
)


def _published() -> QuerySet[Statement]:
    """The version of each network that was published last."""
    newest = Statement.objects.filter(network=OuterRef("network"), published_at__isnull=False)
    newest = newest.order_by("-number").values("pk")[:1]
    return Statement.objects.filter(pk=Subquery(newest)).select_related("network")


can_be_found(
    Kind(
        code="statement",
        word=_("Shared future"),
        model=Statement,
        records=_published,
        titles=lambda one: in_each(one.text),
        group=lambda one: one.network,
        doors=lambda one: [doors.to_all_who_see(one.network_id)],
        is_seen=_seen_publicly(lambda one: one.network),
        page=lambda _seeker, one: reverse("shared_future", args=[one.network.address]),
        at=lambda one: one.published_at,
        follows={Statement: [("network", "network_id")]},
    )
)

# --- files, by their names --------------------------------------------------------------------

# The kinds of records that take files are called the same here.
_WITH_FILES = (AgendaItem, Commitment, Result, Artifact, Event)


def _record_of(attachment: Attachment) -> tuple[Kind, Any]:
    """The record a file belongs to, with everything that kind of record needs to tell its doors."""
    kind = kind_of(attachment.about_kind)
    record = next(iter(kind.model.objects.filter(pk=attachment.about_id)), None)
    if record is None:
        raise NotFound
    return kind, record


def _doors_of_file(attachment: Attachment) -> Iterable[str]:
    """Those of its record; none where the record is gone."""
    try:
        kind, record = _record_of(attachment)
    except NotFound:
        return ()
    return kind.doors(record)


def _sees_file(seeker: Seeker, attachment: Attachment) -> bool:
    try:
        holder_of(attachment.about_kind).find(seeker.by, attachment.about_id)
    except NotFound:
        return False
    return True


def _group_of_file(attachment: Attachment) -> Any:
    kind, record = _record_of(attachment)
    return kind.group(record)


can_be_found(
    Kind(
        code="file",
        word=_("File"),
        model=Attachment,
        records=lambda: Attachment.objects.filter(removed_at=None),
        titles=lambda one: [Words(one.name, "")],
        group=_group_of_file,
        doors=_doors_of_file,
        is_seen=_sees_file,
        page=lambda _seeker, one: reverse("attachment", args=[one.pk]),
        at=lambda one: one.added_at,
        is_name=True,
        follows={model: [("about_id", "pk")] for model in _WITH_FILES},
    )
)
