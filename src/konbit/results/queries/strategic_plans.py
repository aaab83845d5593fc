"""Strategic plans of a network's funders: their versions, what changed, and who was consulted."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from konbit.foundation.refusals import NotFound
from konbit.network.models import Group
from konbit.results.domain.word_difference import word_difference
from konbit.results.models import Consultation, PlanVersion, StrategicPlan
from konbit.results.queries.differences import Difference


def plans_of(network: Group) -> QuerySet[StrategicPlan]:
    """The plans of the network's funders, by funder and name, each with its versions."""
    found = network.strategic_plans.select_related("funder__network").prefetch_related("versions")
    return found.order_by("funder__name", "name")


def plan_in(network: Group, plan_id: UUID) -> StrategicPlan:
    """A plan of this network.

    Raises:
        NotFound: it is none of this network.
    """
    plan = plans_of(network).select_related("network").filter(pk=plan_id).first()
    if plan is None:
        raise NotFound
    return plan


def draft_of(plan: StrategicPlan) -> PlanVersion | None:
    """The version that is being written."""
    return plan.versions.filter(published_at=None).first()


def newest_version(plan: StrategicPlan) -> PlanVersion | None:
    """The version that was published last."""
    return plan.versions.exclude(published_at=None).first()


@dataclass(frozen=True)
class ShownPlanVersion:
    """A version of a plan, with what differs from the one before and who was consulted about it."""

    version: PlanVersion
    difference: Difference | None
    consultations: tuple[Consultation, ...]


def plan_version_in(plan: StrategicPlan, number: int | None = None) -> ShownPlanVersion:
    """This version of the plan; without a number the newest published one, else its draft.

    Raises:
        NotFound: there is none.
    """
    versions = list(plan.versions.all())
    if number is None:
        shown = next((one for one in versions if one.published_at), None) or next(iter(versions), None)
    else:
        shown = next((one for one in versions if one.number == number), None)
    if shown is None:
        raise NotFound
    shown.plan = plan
    before = next((one for one in versions if one.number < shown.number), None)
    difference = Difference(before, word_difference(before.text, shown.text)) if before else None
    return ShownPlanVersion(shown, difference, tuple(shown.consultations.all()))


def consultation_in(plan: StrategicPlan, consultation_id: UUID) -> Consultation:
    """A consultation about a version of this plan.

    Raises:
        NotFound: it is none of this plan.
    """
    found = Consultation.objects.select_related("plan_version__plan__funder__network")
    consultation = found.filter(plan_version__plan=plan, pk=consultation_id).first()
    if consultation is None:
        raise NotFound
    return consultation
