"""Who may do what in a meeting."""

from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import Person
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import YES, Answer, no
from konbit.meetings.models import AgendaItem, Commitment, CommitmentChange, HandOverPack, Meeting, Question
from konbit.network.models import Group

# In a funder's hands alone, private items stay closed (network.md, roles).
_WITHOUT_PRIVATE = {"funder"}


def may_see_meetings(by: Actor, group: Group) -> Answer:
    """Members of the group, and nobody else."""
    return YES if by.in_group(group.pk) else no("not_a_member", _("Only members of this group see this."))


def may_see_private(by: Actor, group: Group) -> Answer:
    """Items private to members: every member but one who is only the funder."""
    if any(held.role not in _WITHOUT_PRIVATE for held in by.in_this_group(group.pk)):
        return YES
    return no("private_to_members", _("This item is private to members."))


def may_see_item(by: Actor, item: AgendaItem) -> Answer:
    return (
        may_see_private(by, item.meeting.group)
        if item.is_private
        else may_see_meetings(by, item.meeting.group)
    )


def may_call_meeting(by: Actor, group: Group) -> Answer:
    """Conveners call meetings; facilitators set their dates too."""
    if by.has_role(group.pk, "convener", "facilitator"):
        return YES
    return no("may_not_call", _("Only a convener or a facilitator of this group sets a meeting."))


def may_facilitate(by: Actor, meeting: Meeting) -> Answer:
    """Agenda, check-in, capture and record are the facilitator's."""
    if by.has_role(meeting.group_id, "facilitator"):
        return YES
    return no("facilitator_only", _("Only a facilitator of this group may do this."))


def may_build_draft(by: Actor, meeting: Meeting) -> Answer:
    """The facilitator; and the cycle by itself, on its day."""
    return YES if by.channel == "system" else may_facilitate(by, meeting)


def may_preview_draft(by: Actor, meeting: Meeting) -> Answer:
    """The facilitator; and at the command line, who runs the installation."""
    return YES if by.channel == "command" else may_facilitate(by, meeting)


def may_pass_up(by: Actor, group: Group) -> Answer:
    """A facilitator or a convener passes an item of their group up, and takes it back."""
    if by.has_role(group.pk, "facilitator", "convener"):
        return YES
    return no("may_not_pass_up", _("Only a facilitator or a convener of this group passes an item up."))


def may_answer_down(by: Actor, item: AgendaItem) -> Answer:
    """Who owns what came from below answers it, or a facilitator of the group it came to."""
    if by.holds(item.lead_id) or may_facilitate(by, item.meeting):
        return YES
    return no(
        "may_not_answer_down",
        _("Only who leads this item, or a facilitator of this group, answers the group that asked."),
    )


def may_declare_rights(by: Actor, group: Group) -> Answer:
    """Who informs, advises and decides on a topic is declared by the convener for the group."""
    if by.has_role(group.pk, "convener"):
        return YES
    return no("rights_are_the_conveners", _("Only the convener of this group declares decision rights."))


def may_ask_for_item(by: Actor, meeting: Meeting) -> Answer:
    """Every member may ask for an item, and say what they need to take part."""
    return may_see_meetings(by, meeting.group)


def may_take_back_request(by: Actor, item: AgendaItem) -> Answer:
    """Whoever asked for an item takes it back."""
    if item.asked_by_person_id == by.person_id and by.in_group(item.meeting.group_id):
        return YES
    return no("not_your_request", _("Only the person who asked for this item takes it back."))


def may_send_regrets(by: Actor, meeting: Meeting, person: Person) -> Answer:
    """Everybody says of themselves that they cannot come."""
    if by.person_id == person.pk and by.in_group(meeting.group_id):
        return YES
    return no(
        "not_your_own_regrets",
        _(
            "Only the person says that they cannot come. If they told you on paper or by phone, enter it as that."
        ),
    )


def may_put_to_the_table(by: Actor, meeting: Meeting) -> Answer:
    """Every seat, with a vote or without, and the facilitator for those in the room."""
    held = by.in_this_group(meeting.group_id)
    if any(one.kind == "seat" or one.role in ("facilitator", "parent_or_resident") for one in held):
        return YES
    return no("no_seat", _("Only a seat of this group, or its facilitator, puts something to the table."))


def may_answer(by: Actor, commitment: Commitment) -> Answer:
    """Only the owner answers: whoever holds the seat or role that owns the commitment today."""
    if by.holds(commitment.owner_id):
        return YES
    return no(
        "not_the_owner",
        _(
            "Only the owner of a commitment answers it. If the owner told you on paper or by phone, "
            "enter it as the owner's words."
        ),
    )


def may_answer_question(by: Actor, question: Question) -> Answer:
    """Only the seat or person that was asked answers."""
    if by.holds(question.asked_of_id):
        return YES
    return no("not_asked", _("Only who was asked answers this question."))


def may_say_not_answered(by: Actor, question: Question) -> Answer:
    """Who asked; where no member is noted as asking, whoever wrote the question down. Never who was asked."""
    asked = question.asked_by_id
    wrote_it = by.person_id is not None and by.person_id == question.captured_by_id
    is_asker = by.holds(asked) if asked else wrote_it
    if is_asker and not by.holds(question.asked_of_id):
        return YES
    return no("not_the_asker", _("Only who asked says that this is not answered."))


def may_take_back(by: Actor, change: CommitmentChange) -> Answer:
    """The owner, any last step; a facilitator, what they entered or agreed to themselves."""
    who = change.person_id if change.step in ("agree", "refuse") else change.entered_by_id
    if (who is not None and who == by.person_id) or by.holds(change.commitment.owner_id):
        return YES
    return no("not_the_person_who_answered", _("Only the owner takes an answer back."))


def may_see_commitment(by: Actor, commitment: Commitment) -> Answer:
    """The owner always; others if they see the item it came from."""
    return YES if by.holds(commitment.owner_id) else may_see_item(by, commitment.item)


def may_read_pack(by: Actor, pack: HandOverPack) -> Answer:
    """The leaving holder, whoever holds the seat, and the facilitators of the group."""
    seat, holder = pack.holder.seat, pack.holder
    is_leaving = holder.person_id == by.person_id
    if is_leaving or by.holds(seat.member_id) or by.has_role(seat.group_id, "facilitator", "convener"):
        return YES
    return no("not_your_seat", _("Only who holds this seat, or held it, reads what goes with it."))


def may_write_note(by: Actor, pack: HandOverPack) -> Answer:
    """Only who leaves writes the note."""
    if pack.holder.person_id == by.person_id:
        return YES
    return no("not_the_leaving_holder", _("Only who leaves the seat writes this note."))


def may_add_to_item(by: Actor, item: AgendaItem) -> Answer:
    """Whoever asked for the item or leads it adds files to it, and a facilitator."""
    is_own = by.person_id is not None and by.person_id == item.asked_by_person_id
    if is_own or by.holds(item.lead_id) or may_facilitate(by, item.meeting):
        return YES
    return no(
        "not_your_item",
        _("Only who asked for this item or leads it, or a facilitator of this group, adds a file to it."),
    )


def may_add_to_commitment(by: Actor, commitment: Commitment) -> Answer:
    """Its owner shows what was done; a facilitator adds what the owner handed over."""
    if by.holds(commitment.owner_id) or may_facilitate(by, commitment.meeting):
        return YES
    return no(
        "not_the_owner_of_it",
        _("Only the owner of this commitment, or a facilitator of this group, adds a file to it."),
    )
