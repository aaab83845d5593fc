"""Questions to a funder that a public page tells of: they are no secret of a network, and stand in its money trail."""

from dataclasses import dataclass
from datetime import datetime

from konbit.grants.domain.ages import age_in_days
from konbit.grants.models import FunderQuestion
from konbit.network.models import Group
from konbit.network.queries import day_in


@dataclass(frozen=True)
class PublicQuestion:
    """A question with its source, and how many days ago it was asked."""

    row: FunderQuestion
    age: int


def public_questions(network: Group, at: datetime) -> list[PublicQuestion]:
    """Those that have a source, the oldest first. What members ask each other stays with them."""
    today = day_in(network, at)
    rows = network.funder_questions.exclude(source="").select_related("asked_of")
    return [
        PublicQuestion(row, age_in_days(day_in(network, row.asked_at), today))
        for row in rows.order_by("asked_at", "about")
    ]
