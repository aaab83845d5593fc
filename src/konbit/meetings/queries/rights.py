"""The decision rights a group has declared."""

from konbit.meetings.models import DecisionRight
from konbit.network.models import Group


def rights_of(group: Group) -> dict[str, list[DecisionRight]]:
    """Topic by topic, the right of each role."""
    topics: dict[str, list[DecisionRight]] = {}
    for one in group.decision_rights.all():
        topics.setdefault(one.topic, []).append(one)
    return topics


def topics_of(group: Group) -> list[str]:
    """The topics on which the group declared who decides."""
    return list(group.decision_rights.order_by("topic").values_list("topic", flat=True).distinct())


def declared_on(group: Group, topic: str) -> dict[str, str]:
    """Of each role on this topic, its right; nothing where the group declared none."""
    return dict(group.decision_rights.filter(topic=topic).values_list("role", "right"))
