"""How a verb takes hold of a transition that is not over."""

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Refusal, require
from konbit.grants import policies
from konbit.grants.models import Transition


class TransitionIsClosed(Refusal):
    code = "transition_is_closed"
    says = _("This plan is over. What it handed over stands.")


def hold_transition(transition: Transition, by: Actor) -> Transition:
    """The plan, locked, for somebody who may change it.

    Raises:
        NotAllowed: the person does not plan transitions.
        TransitionIsClosed: it was closed or called off.
    """
    transition = (
        Transition.objects.select_for_update(of=("self",)).select_related("network").get(pk=transition.pk)
    )
    require(policies.may_plan_transition(by, transition.network))
    refuse_closed(transition)
    return transition


def refuse_closed(transition: Transition) -> None:
    """Raise TransitionIsClosed where the plan is over."""
    if transition.closed_at or transition.called_off_at:
        raise TransitionIsClosed
