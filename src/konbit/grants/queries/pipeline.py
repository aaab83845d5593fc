"""Sources of funding, who pursues them, and how many days each stage takes.

A pursuit that is not visible to members is there for its own people alone: no list, count or median of others holds it.
And it sees nobody either: who keeps one to themselves is not shown those of others toward the same source.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core import signing
from django.db.models import F, Prefetch, Q, QuerySet

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import NotFound
from konbit.grants import words
from konbit.grants.domain.stages import WAY, Span, days_of, is_an_end, middle
from konbit.grants.models import Award, FundingSource, Pursuit, PursuitStage
from konbit.network.models import Group, Organization

# A source may be asked for by what is not known, too.
NOT_KNOWN = "unknown"
_MARK = "konbit.grants.names_shown"


def funding_sources(
    network: Group,
    *,
    match_required: str = "",
    paid_in_advance: str = "",
    most_pages: int | None = None,
    result: str = "",
    open_on: date | None = None,
) -> QuerySet[FundingSource]:
    """The network's sources, those that close first ahead. Narrowed by what makes one fit for a small group, by the code
    of a result it serves, and by a day on which it still takes applications.
    """
    found = network.funding_sources.prefetch_related("results")
    for field, asked in (("match_required", match_required), ("paid_in_advance", paid_in_advance)):
        if asked:
            found = found.filter(**{field: "" if asked == NOT_KNOWN else asked})
    if most_pages is not None:
        found = found.filter(pages__lte=most_pages)
    if result:
        found = found.filter(results__code__iexact=result).distinct()
    if open_on is not None:
        found = found.filter(Q(closes_on=None) | Q(closes_on__gte=open_on))
    return found.order_by(F("closes_on").asc(nulls_last=True), "name")


def funding_source_in(network: Group, source_id: UUID) -> FundingSource:
    """A source of this network.

    Raises:
        NotFound: it is none of this network.
    """
    found = network.funding_sources.select_related("network").prefetch_related("results")
    source = found.filter(pk=source_id).first()
    if source is None:
        raise NotFound
    return source


def own_organizations(by: Actor, network: Group) -> list[Organization]:
    """The organizations of the network for which the person holds a seat or a role."""
    held = _held(by)
    return list(network.organizations.filter(pk__in=held, merged_into=None).order_by("name"))


def _held(by: Actor) -> set[UUID]:
    return {held.organization_id for held in by.memberships if held.organization_id is not None}


def _own(by: Actor) -> Q:
    """Pursuits of the person's own organizations, and those they are partners in. A merged double is the one that stayed."""
    held = _held(by)
    joined = Pursuit.partners.through.objects.filter(
        Q(organization__in=held) | Q(organization__merged_into__in=held)
    )
    return (
        Q(organization__in=held)
        | Q(organization__merged_into__in=held)
        | Q(pk__in=joined.values("pursuit_id"))
    )


def pursuits_seen(by: Actor, network: Group) -> QuerySet[Pursuit]:
    """The pursuits this person may see: their own, and the visible ones of others, as long as nobody of them keeps a
    pursuit of the same source to themselves. The caller has asked whether they see the network's money."""
    own = _own(by)
    theirs = Pursuit.objects.filter(own, source_of_funding__network=network).exclude(
        stage__in=words.ENDING_STAGES
    )
    hidden = theirs.filter(is_visible=False).values("source_of_funding_id")
    shown = theirs.filter(is_visible=True).values("source_of_funding_id")
    others = Q(is_visible=True) & (~Q(source_of_funding__in=hidden) | Q(source_of_funding__in=shown))
    return Pursuit.objects.filter(own | others, source_of_funding__network=network)


def pursuits_shown(by: Actor, network: Group) -> list[Pursuit]:
    """Every pursuit this person may see, with what a list shows of it."""
    return list(_with_its_words(pursuits_seen(by, network)).order_by("source_of_funding__name", "entered_at"))


def pursuits_of_source(by: Actor, source: FundingSource) -> list[Pursuit]:
    """The pursuits of this source that the person may see."""
    return list(_with_its_words(pursuits_seen(by, source.network).filter(source_of_funding=source)))


def pursuit_in(by: Actor, network: Group, pursuit_id: UUID) -> Pursuit:
    """A pursuit of this network that the person may see.

    Raises:
        NotFound: there is none, or it is not visible to them. Both look the same.
    """
    found = _with_its_words(pursuits_seen(by, network).filter(pk=pursuit_id)).first()
    if found is None:
        raise NotFound
    return found


def _with_its_words(found: QuerySet[Pursuit]) -> QuerySet[Pursuit]:
    return found.select_related("source_of_funding__network", "organization", "award").prefetch_related(
        Prefetch("stages", queryset=PursuitStage.objects.order_by("number")), "partners", "results"
    )


def others_of(pursuit: Pursuit) -> list[Pursuit]:
    """Who else pursues the same source now: visible ones, shown to a visible one."""
    if not pursuit.is_visible:
        return []
    found = Pursuit.objects.filter(source_of_funding=pursuit.source_of_funding_id, is_visible=True)
    found = found.exclude(pk=pursuit.pk).exclude(stage__in=words.ENDING_STAGES)
    return list(found.select_related("organization").order_by("organization__name"))


def mark_of(pursuit: Pursuit, others: Iterable[Pursuit]) -> str:
    """What a form carries to say whose names stood on it."""
    return signing.dumps([str(pursuit.pk), *(str(one.pk) for one in others)], salt=_MARK)


def shown_by(mark: str, pursuit: Pursuit) -> set[str]:
    """The pursuits whose names stood on a form for this pursuit; none where the mark is not ours."""
    try:
        about, *shown = signing.loads(mark, salt=_MARK)
    except signing.BadSignature:
        return set()
    return set(shown) if about == str(pursuit.pk) else set()


# --- days -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Middle:
    """The median of the days one stage took, over so many pursuits."""

    stage: str
    days: float
    count: int

    @property
    def word(self) -> str:
        return str(words.PURSUIT_STAGES[self.stage])


@dataclass(frozen=True)
class StageShown:
    """One stage of a pursuit, the days it took, and what others took for the same stage."""

    row: PursuitStage
    days: int
    middle: Middle | None

    @property
    def is_an_end(self) -> bool:
        return is_an_end(self.row.stage)


def span_of(row: PursuitStage) -> Span:
    return Span(row.stage, row.opened_on, row.closed_on)


def middles(seen: QuerySet[Pursuit]) -> list[Middle]:
    """For each stage, in order, the median of the days it took in these pursuits; of stages that are over."""
    days: dict[str, list[int]] = defaultdict(list)
    over = PursuitStage.objects.filter(pursuit__in=seen, closed_on__isnull=False)
    for stage, opened_on, closed_on in over.values_list("stage", "opened_on", "closed_on"):
        days[stage].append(days_of(Span(stage, opened_on, closed_on), closed_on))
    return [Middle(stage, middle(days[stage]), len(days[stage])) for stage in WAY if days[stage]]


def stages_shown(pursuit: Pursuit, medians: Collection[Middle], today: date) -> list[StageShown]:
    """The stages of a pursuit, oldest first."""
    by_stage = {one.stage: one for one in medians}
    return [
        StageShown(row, days_of(span_of(row), today), by_stage.get(row.stage)) for row in pursuit.stages.all()
    ]


def awards_for(pursuit: Pursuit) -> QuerySet[Award]:
    """Awards that this pursuit may have led to: what its organization or a partner was awarded."""
    got = Q(recipient=pursuit.organization_id) | Q(recipient__in=pursuit.partners.values("pk"))
    found = Award.objects.filter(got, network=pursuit.source_of_funding.network_id)
    return found.exclude(state="proposed").select_related("recipient")
