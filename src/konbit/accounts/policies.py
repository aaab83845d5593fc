"""Who may change what about a person."""

from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import YES, Answer, no


def may_change_person(by: Actor, person: Person) -> Answer:
    """Everybody changes their own name, language, password and letters; nobody another's."""
    if by.person_id == person.pk:
        return YES
    return no("not_your_own", _("Only the person may change this."))


def may_operate(by: Actor) -> Answer:
    """Operators look after the installation. They found networks; they do not read them."""
    if by.is_operator:
        return YES
    return no("operator_only", _("Only an operator of this installation may do this."))
