"""What an award is to bring about: named with a day of its term, and written down as done."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal
from konbit.grants.conditions import refuse_day_ahead, refuse_day_outside_term, refuse_other_state
from konbit.grants.models import Award, Deliverable
from konbit.grants.policies import gives, receives
from konbit.grants.steps import hold, note_act


class DeliverableNeedsWords(Refusal):
    code, kind, field = "deliverable_needs_words", Kind.UNREADABLE, "what"
    says = _("Say what the award is to bring about.")


@transaction.atomic
def add_deliverable(
    *,
    award: Award,
    what: str,
    by: Actor,
    at: datetime,
    due_on: date | None = None,
    done_on: date | None = None,
    key: UUID | None = None,
    label: str = "",
    source: str = "",
) -> Deliverable:
    """Name something the award is to bring about, by a day of its term or without one.

    Raises:
        DeliverableNeedsWords: nobody said what.
        DayBeforeTerm, DayAfterTerm: the day lies outside the term.
        DayLiesAhead: it is said to be done on a day that is still to come.
        AwardIsInAnotherState: the award was completed or cancelled.
    """
    award = hold(award, by, gives, receives)
    if key and (there := Deliverable.objects.filter(key=key).first()):
        return there
    refuse_other_state(award, "proposed", "active")
    if not what.strip():
        raise DeliverableNeedsWords
    refuse_day_outside_term(award, "due_on", due_on)
    if done_on is not None:
        refuse_day_ahead(award.network, "done_on", done_on, at)
    deliverable = Deliverable.objects.create(
        award=award,
        position=award.deliverables.count() + 1,
        what=what.strip(),
        due_on=due_on,
        done_on=done_on,
        key=key or uuid4(),
        label=label,
        source=source,
    )
    note_act(award, "grants.add_deliverable", ["what", "due_on"], by=by, at=at)
    return deliverable


class DeliverableIsDone(Refusal):
    code = "deliverable_is_done"
    says = _("This is written down as done already.")


@transaction.atomic
def finish_deliverable(*, deliverable: Deliverable, done_on: date, by: Actor, at: datetime) -> Deliverable:
    """Write down on which day it was done.

    Raises:
        DeliverableIsDone: it was already.
        DayIsMissing, DayLiesAhead: no day is said, or one that is still to come.
        AwardIsInAnotherState: the award is neither active nor completed.
    """
    award = hold(deliverable.award, by, gives, receives)
    refuse_other_state(award, "active", "completed")
    deliverable = Deliverable.objects.select_for_update().get(pk=deliverable.pk)
    if deliverable.done_on is not None:
        raise DeliverableIsDone
    refuse_day_ahead(award.network, "done_on", done_on, at)
    deliverable.done_on = done_on
    deliverable.version += 1
    deliverable.save(update_fields=["done_on", "version"])
    note_act(award, "grants.finish_deliverable", ["done_on"], by=by, at=at)
    return deliverable
