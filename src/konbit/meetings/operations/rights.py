"""Decision rights: what a group declares of who informs, consults, advises, agrees and decides, topic by topic."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal, require
from konbit.meetings import policies
from konbit.meetings.models import DecisionRight
from konbit.network.models import Group


class TopicIsMissing(Refusal):
    code, kind, field = "topic_is_missing", Kind.UNREADABLE, "topic"
    says = _("Name the topic, such as “Community grants”.")


def _write(action: str, row: DecisionRight, by: Actor, at: datetime) -> None:
    write_entry(action, about=row, by=by, at=at, group_id=row.group_id, fields=["topic", "role", "right"])


@transaction.atomic
def declare_right(*, group: Group, topic: str, role: str, right: str, by: Actor, at: datetime) -> str:
    """Declare which right a role has on a topic; a role has one right there. Answers the right it had before, or "".

    Decisions that were recorded stay as they were judged on their day.

    Raises:
        NotAllowed: not the convener of the group.
        TopicIsMissing: the topic is empty.
    """
    require(policies.may_declare_rights(by, group))
    topic = " ".join(topic.split())
    if not topic:
        raise TopicIsMissing
    # The row of the group is locked, so that two people never write one topic in two ways.
    Group.objects.select_for_update().get(pk=group.pk)
    known = group.decision_rights.filter(topic__iexact=topic).first()
    topic = known.topic if known else topic
    there = group.decision_rights.filter(topic=topic, role=role).first()
    before = there.right if there else ""
    row, _made = DecisionRight.objects.update_or_create(
        group=group, topic=topic, role=role, defaults={"right": right}
    )
    _write("meetings.declare_right", row, by, at)
    return before


@transaction.atomic
def remove_right(*, group: Group, topic: str, role: str, by: Actor, at: datetime) -> str:
    """Take a declared right away; answers which one it was, or "" where none stood.

    Raises:
        NotAllowed: not the convener of the group.
    """
    require(policies.may_declare_rights(by, group))
    row = group.decision_rights.filter(topic__iexact=" ".join(topic.split()), role=role).first()
    if row is None:
        return ""
    _write("meetings.remove_right", row, by, at)
    row.delete()
    return row.right
