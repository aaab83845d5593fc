"""Invite the people whom a list brought in: nobody gets a letter by an import alone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.exchange.imports.steps import locked
from konbit.exchange.models import ImportRun
from konbit.exchange.queries.imports import people_to_invite
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal
from konbit.network.operations.members import invite


class NobodyToInvite(Refusal):
    code = "nobody_to_invite"
    says = _("Everybody of this list who has an address was invited already.")


@transaction.atomic
def invite_listed(*, run: ImportRun, by: Actor, at: datetime) -> int:
    """Write an invitation to each person of an imported list who has an address and none yet; answers how many.

    Raises:
        NobodyToInvite: there is nobody left.
        ImportIs: the list was not imported, or was taken back.
    """
    run = locked(run, by, "done")
    people = people_to_invite(run)
    if not people:
        raise NobodyToInvite
    for person in people:
        invite(group=run.group, person=person, by=by, at=at)
    return len(people)
