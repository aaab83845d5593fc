"""Which questions to a funder the versions of its strategic plans answer, and which wait for an answer."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from konbit.foundation.actor import Actor
from konbit.grants.models import QuestionAnswer
from konbit.grants.queries.funder_questions import Asked, questions_of
from konbit.results.models import PlanVersion, StrategicPlan


@dataclass(frozen=True)
class AnsweringVersion:
    """A published version of a plan, with the answers that point to it."""

    version: PlanVersion
    answers: tuple[QuestionAnswer, ...]


def answering_versions(plan: StrategicPlan) -> list[AnsweringVersion]:
    """The published versions, newest first. An answer that its asker did not take is none."""
    found: dict[UUID, list[QuestionAnswer]] = defaultdict(list)
    answers = QuestionAnswer.objects.filter(plan_version__plan=plan, not_answered_at=None)
    for answer in answers.select_related("question").order_by("question__asked_at", "at"):
        found[answer.plan_version_id].append(answer)
    versions = plan.versions.exclude(published_at=None)
    return [AnsweringVersion(one, tuple(found[one.pk])) for one in versions]


def open_questions_to(by: Actor, plan: StrategicPlan, at: datetime) -> list[Asked]:
    """What was asked of the plan's funder and waits for an answer, the oldest first."""
    return [one for one in questions_of(by, plan.network, at, asked_of=plan.funder) if one.is_open]
