"""Who may see and do what with the money of a network."""

from django.utils.translation import gettext_lazy as _

from konbit.foundation.actor import Actor
from konbit.foundation.refusals import YES, Answer, no
from konbit.grants.models import Award, FunderQuestion, TransitionTask
from konbit.network.models import Group, Organization, Seat
from konbit.network.policies import may_change_group
from konbit.network.queries import is_inside


def may_see_money(by: Actor, network: Group) -> Answer:
    """Members of the network and of every group inside it see its money, each award and each duty."""
    if is_inside(by, network):
        return YES
    return no("not_a_member", _("Only members of this network see this."))


def is_seated_for(by: Actor, organization: Organization | None) -> bool:
    """Whether the person holds a seat or a role of this organization, anywhere in its network."""
    if organization is None:
        return False
    # A double that was merged is the one that stayed.
    same = {organization.pk, organization.merged_into_id} - {None}
    return any(held.organization_id in same for held in by.memberships)


def may_keep_money(by: Actor, network: Group) -> Answer:
    """Conveners and facilitators look after the network's settings and what nobody else enters."""
    return may_change_group(by, network)


def may_give_for(by: Actor, organization: Organization) -> Answer:
    """An organization's own people award, change and pay what it gives; a convener or facilitator on its behalf."""
    if is_seated_for(by, organization) or may_keep_money(by, organization.network):
        return YES
    return no(
        "its_own_money",
        _(
            "Only somebody who acts for the organization that gives this money, or a facilitator, may do this."
        ),
    )


def may_work_for(by: Actor, organization: Organization) -> Answer:
    """What an organization did, spent and reports is entered by its own people, or by those who look after the network."""
    if is_seated_for(by, organization) or may_keep_money(by, organization.network):
        return YES
    return no(
        "its_own_work",
        _("Only somebody who acts for this organization, or a facilitator, may write this."),
    )


def may_ask_funder(by: Actor, seat: Seat) -> Answer:
    """Whoever holds a seat asks for it: a grantee's, a contractor's, a community's, a parent's."""
    if by.holds(seat.member_id):
        return YES
    return no("not_your_seat", _("You ask for a seat that you hold. Choose one of yours."))


def may_answer_for_funder(by: Actor, question: FunderQuestion) -> Answer:
    """Only people of the organization that was asked answer; nobody else speaks for it."""
    if is_seated_for(by, question.asked_of):
        return YES
    return no("not_asked", _("Only somebody who acts for the organization that was asked answers this."))


def may_settle(by: Actor, question: FunderQuestion) -> Answer:
    """Only who asked says whether an answer answers it; where several asked, whoever has money from who was asked."""
    if is_seated_for(by, question.asked_of):
        return _only_who_asked()
    if question.asked_by is not None:
        return YES if by.holds(question.asked_by.member_id) else _only_who_asked()
    mine = [held.organization_id for held in by.memberships]
    received = Award.objects.filter(
        network=question.network_id, funder=question.asked_of_id, recipient__in=mine
    )
    return YES if received.exists() else _only_who_asked()


def _only_who_asked() -> Answer:
    return no("only_the_asker", _("Only who asked says whether this is answered."))


def may_plan_transition(by: Actor, network: Group) -> Answer:
    """Conveners and facilitators plan who looks after which community; and whoever acts as the network's funder."""
    if may_keep_money(by, network) or by.has_role(network.pk, "funder"):
        return YES
    return no(
        "may_not_plan_transitions",
        _("Only the funder, a convener or a facilitator of this network plans a transition."),
    )


def may_do_task(by: Actor, task: TransitionTask) -> Answer:
    """The organization that owns a task says that it is done, or those who plan the transition."""
    if is_seated_for(by, task.owner) or may_plan_transition(by, task.transition.network):
        return YES
    return no("its_own_task", _("Only the organization that owns this task, or who planned it, may do this."))


def gives(by: Actor, award: Award) -> Answer:
    """Who acts for the funder of this award."""
    return may_give_for(by, award.funder)


def receives(by: Actor, award: Award) -> Answer:
    """Who acts for the recipient of this award."""
    return may_work_for(by, award.recipient)


def may_confirm_regrant(by: Actor, award: Award) -> Answer:
    """Only the funder's own people say for what kind of passing on its money was given."""
    if is_seated_for(by, award.funder):
        return YES
    return no(
        "its_own_regrant", _("Only somebody who acts for the organization that gives this money says so.")
    )


def may_answer_interest(by: Actor, seat: Seat) -> Answer:
    """Only who holds the seat says what ties it to a recipient; a file that is loaded says what was said."""
    if by.holds(seat.member_id) or by.channel == "command":
        return YES
    return no("its_own_interest", _("Only the holder of this seat answers for it."))


def may_tell_of_funding(by: Actor, network: Group) -> Answer:
    """Every member tells the others of money that could be applied for, and mends what is said of it."""
    return YES if by.channel == "command" else may_see_money(by, network)


def may_pursue(by: Actor, network: Group) -> Answer:
    """Whoever acts for an organization of the network pursues money for it."""
    held = {one.organization_id for one in by.memberships} - {None}
    if network.organizations.filter(pk__in=held, merged_into=None).exists():
        return YES
    return no(
        "acts_for_nobody", _("Money is pursued for an organization. You hold no seat of one in this network.")
    )


def may_pursue_for(by: Actor, organization: Organization) -> Answer:
    """What an organization pursues is opened and moved by its own people alone: nobody looks after it for them."""
    if is_seated_for(by, organization) or by.channel == "command":
        return YES
    return no("its_own_pursuit", _("Only somebody who acts for this organization may do this."))


def may_receive_report(by: Actor, owed_to: Organization) -> Answer:
    """A report is read, returned and accepted by people of the organization that it is owed to; nobody does it for them."""
    if is_seated_for(by, owed_to) or by.channel == "command":
        return YES
    return no(
        "not_owed_to_you",
        _("Only somebody who acts for the organization that this report is owed to may do this."),
    )


def may_take_on(by: Actor, award: Award) -> Answer:
    """Both sides of an award see to how a partner is taken on, and those who look after the network."""
    if may_give_for(by, award.funder) or may_work_for(by, award.recipient):
        return YES
    return no(
        "not_of_this_award",
        _(
            "Only somebody who acts for one of the two organizations of this award, or a facilitator, may do this."
        ),
    )
