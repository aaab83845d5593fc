"""How a verb takes hold of an award, and how its steps are written down."""

from collections.abc import Callable
from datetime import datetime

from konbit.audit.operations import write_entry
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Answer, require
from konbit.grants.models import Award, AwardChange
from konbit.network.models import Organization
from konbit.results.acting import acting_words


def lock(award: Award) -> Award:
    """The award as it stands, locked; parents before children, so that two verbs never wait for each other."""
    rows = Award.objects.select_for_update(of=("self",))
    if award.parent_id is not None:
        rows.get(pk=award.parent_id)
    around = ("network", "parent__recipient", "funder__network", "recipient__network")
    return rows.select_related(*around).get(pk=award.pk)


def hold(award: Award, by: Actor, *may: Callable[[Actor, Award], Answer]) -> Award:
    """The award, locked, for somebody whom one of these policies lets act.

    Raises:
        NotAllowed: none of them does.
    """
    found = lock(award)
    answers = [policy(by, found) for policy in may]
    require(next((answer for answer in answers if answer), answers[0]))
    return found


def note_step(
    award: Award,
    step: str,
    verb: str,
    fields: list[str],
    *,
    by: Actor,
    at: datetime,
    before: int | None = None,
    reason: str = "",
) -> None:
    """Write the step into the award's own history and into the audit trail."""
    last = award.changes.order_by("-number").values_list("number", flat=True).first() or 0
    AwardChange.objects.create(
        award=award,
        number=last + 1,
        step=step,
        cents_before=before,
        cents_after=award.cents,
        at=at,
        person_id=by.person_id,
        acted_as=acting_words(by, award.network),
        reason=reason,
    )
    note_act(award, verb, fields, by=by, at=at)


def note_act(award: Award, verb: str, fields: list[str], *, by: Actor, at: datetime) -> None:
    """Write into the audit trail what was done about an award."""
    write_entry(verb, about=award, by=by, at=at, group_id=award.network_id, fields=fields)


def the_one_that_stays(organization: Organization) -> Organization:
    """A double that was merged stands for the one it was merged into."""
    while organization.merged_into is not None:
        organization = organization.merged_into
    return organization
