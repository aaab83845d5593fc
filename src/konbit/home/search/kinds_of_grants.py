"""Which records about money can be found, and published change agendas. As in `kinds`: a new kind is a few lines.

A pursuit that its organization keeps to itself stands in no index: not even that there is one can be found out.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from konbit.grants.models import Activity, Award, FunderQuestion, FundingSource, Pursuit
from konbit.grants.policies import may_see_money
from konbit.grants.queries.pipeline import pursuits_seen
from konbit.home.search import doors
from konbit.home.search.doors import Seeker
from konbit.home.search.kind import Kind, Words, can_be_found
from konbit.home.search.kinds import plain
from konbit.network.models import Organization, OrganizationMerge
from konbit.results.models import AgendaVersion
from konbit.results.queries.change_agendas import has_agenda_page


def _of_the_money(code: str, word: Any, model: Any, *, argument: str = "pk", **more: Any) -> Kind:
    """A kind that opens to the members of any group of the network."""
    return Kind(
        code=code,
        word=word,
        model=model,
        **{
            "group": lambda one: one.network,
            "doors": lambda one: [doors.to_network(one.network_id)],
            "is_seen": lambda seeker, one: bool(may_see_money(seeker.by, one.network)),
            "page": lambda _seeker, one: reverse(code, args=[one.network.address, getattr(one, argument)]),
            **more,
        },
    )


_WHOEVER_GIVES_OR_GETS: dict[type[Any], list[tuple[str, str]]] = {
    Organization: [("funder", "pk"), ("recipient", "pk")],
    OrganizationMerge: [("funder", "kept_id"), ("recipient", "kept_id")],
}

can_be_found(
    _of_the_money(
        "award",
        _("Award"),
        Award,
        argument="code",
        records=lambda: Award.objects.select_related("network", "funder", "recipient"),
        titles=lambda one: plain(one.network.language, one.title),
        more=lambda one: plain(
            one.network.language, one.code, one.recipient.name, one.funder.name, one.purpose, one.terms
        ),
        at=lambda one: one.awarded_on,
        follows=_WHOEVER_GIVES_OR_GETS,
    )
)


def _parties() -> QuerySet[Organization]:
    """Organizations that give or receive money."""
    theirs = Award.objects.filter(Q(funder=OuterRef("pk")) | Q(recipient=OuterRef("pk")))
    return Organization.objects.filter(Exists(theirs), merged_into=None).select_related("network")


can_be_found(
    _of_the_money(
        "funder_page",
        _("Money of an organization"),
        Organization,
        records=_parties,
        titles=lambda one: plain(one.network.language, one.name),
        more=lambda one: plain(one.network.language, one.short_name),
        is_name=True,
        follows={
            Award: [("pk", "funder_id"), ("pk", "recipient_id")],
            OrganizationMerge: [("pk", "kept_id")],
        },
    )
)
can_be_found(
    _of_the_money(
        "funder_question",
        _("Question to a funder"),
        FunderQuestion,
        records=lambda: FunderQuestion.objects.select_related("network", "asked_of").prefetch_related(
            "answers"
        ),
        titles=lambda one: plain(one.network.language, one.wording),
        more=lambda one: plain(
            one.network.language, one.about, one.asked_of.name, *(answer.text for answer in one.answers.all())
        ),
        at=lambda one: one.asked_at,
    )
)
can_be_found(
    _of_the_money(
        "activity",
        _("Activity"),
        Activity,
        records=lambda: Activity.objects.filter(withdrawn_at=None).select_related("network", "organization"),
        titles=lambda one: plain(one.network.language, one.what),
        more=lambda one: plain(one.network.language, one.organization.name, one.note),
        at=lambda one: one.done_on,
    )
)
can_be_found(
    _of_the_money(
        "funding_source",
        _("Source of money"),
        FundingSource,
        records=lambda: FundingSource.objects.select_related("network"),
        titles=lambda one: plain(one.network.language, one.name),
        more=lambda one: plain(one.network.language, one.giver, one.what),
        at=lambda one: one.added_at,
        is_name=True,
    )
)


def _sees_pursuit(seeker: Seeker, pursuit: Pursuit) -> bool:
    return pursuits_seen(seeker.by, pursuit.source_of_funding.network).filter(pk=pursuit.pk).exists()


can_be_found(
    _of_the_money(
        "pursuit",
        _("Who applies for what"),
        Pursuit,
        records=lambda: Pursuit.objects.filter(is_visible=True).select_related(
            "source_of_funding__network", "organization"
        ),
        titles=lambda one: plain(one.source_of_funding.network.language, one.organization.name),
        more=lambda one: plain(one.source_of_funding.network.language, one.source_of_funding.name, one.note),
        group=lambda one: one.source_of_funding.network,
        doors=lambda one: [doors.to_network(one.source_of_funding.network_id)],
        is_seen=_sees_pursuit,
        page=lambda _seeker, one: reverse("pursuit", args=[one.source_of_funding.network.address, one.pk]),
        at=lambda one: one.entered_at,
        follows={FundingSource: [("source_of_funding", "pk")], Organization: [("organization", "pk")]},
    )
)


# --- change agendas ---------------------------------------------------------------------------


def _published() -> QuerySet[AgendaVersion]:
    """The version of each change agenda that was published last."""
    newest = AgendaVersion.objects.filter(agenda=OuterRef("agenda")).order_by("-number").values("pk")[:1]
    around = ("agenda__community__network", "agenda__community__partnership")
    return AgendaVersion.objects.filter(pk=Subquery(newest)).select_related(*around)


def _strategies(version: AgendaVersion) -> Iterable[Words]:
    language = version.agenda.community.partnership.language
    for strategy in version.content.get("strategies", ()):
        yield from plain(language, strategy["text"], strategy["condition"], *strategy["actions"])


can_be_found(
    Kind(
        code="change_agenda",
        word=_("Change agenda"),
        model=AgendaVersion,
        records=_published,
        titles=lambda one: plain(one.agenda.community.partnership.language, one.content.get("title", "")),
        more=_strategies,
        group=lambda one: one.agenda.community.partnership,
        doors=lambda one: [
            doors.to_network(one.agenda.community.network_id),
            doors.to_all_who_see(one.agenda.community.network_id),
        ],
        is_seen=lambda seeker, one: has_agenda_page(seeker.by, one.agenda.community.partnership),
        page=lambda _seeker, one: reverse("change_agenda", args=[one.agenda.community.partnership.address]),
        at=lambda one: one.published_at,
        is_name=True,
        # A further version takes the place of the one before.
        follows={AgendaVersion: [("agenda", "agenda_id")]},
    )
)
