"""The fixed lists of this room: stored codes and the words people read."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MEETING_STATES = {
    "planned": _("Being prepared"),
    "ready": _("Agenda approved"),
    "open": _("Meeting now"),
    "closed": _("Held, record not published"),
    "published": _("Record published"),
    "missed": _("Missed"),
}
PURPOSES = {"inform": _("Inform"), "discuss": _("Discuss"), "decide": _("Decide")}
ITEM_STATES = {
    "requested": _("Asked for"),
    "on_agenda": _("On the agenda"),
    "set_aside": _("Not this time"),
    "passed_up": _("Passed up"),
    "taken_back": _("Taken back"),
    # Holds what a list brought in: it stands on no agenda and in no record.
    "brought_in": _("Came with a list"),
}

# The parts of an agenda, in their order (network.md, section b).
PARTS = {
    1: _("Commitments that need a choice"),
    2: _("Commitments carried or due"),
    3: _("Decisions due"),
    4: _("Results"),
    5: _("Open questions"),
    6: _("Answers owed and answers that came"),
    7: _("What the shared door heard"),
    8: _("Asked for by members"),
    9: _("On the list, without discussion"),
}
MODES = {"in_person": _("In person"), "by_link": _("By link"), "absent": _("Absent")}
DECISION_STATES = {
    "proposed": _("Put to the table"),
    "decided": _("Decided"),
    "sense": _("Sense of the meeting"),
    "not_adopted": _("Not adopted"),
}
RIGHTS = {
    "inform": _("Inform"),
    "consult": _("Consult"),
    "advise": _("Advise"),
    "agree": _("Agree"),
    "decide": _("Decide"),
}
CHOICES = {"yes": pgettext_lazy("vote", "Yes"), "no": pgettext_lazy("vote", "No"), "abstain": _("Abstain")}
COMMITMENT_STATES = {
    "proposed": _("Waits for its owner"),
    "accepted": _("Accepted"),
    "declined": _("Declined"),
    "done": _("Done"),
    "dropped": _("Dropped"),
    "handed_over": _("Handed over"),
}
# What an owner says of an accepted commitment while it goes on.
PROGRESS = {"on_track": _("On track"), "blocked": _("Blocked")}
# What happened to a commitment, as its history says it.
COMMITMENT_STEPS = {
    "propose": _("Proposed"),
    "accept": _("Accepted"),
    "decline": _("Declined"),
    "amend": _("Asked for other words or another day"),
    "agree": _("The facilitator agreed to the change"),
    "refuse": _("The facilitator did not agree to the change"),
    "on_track": _("On track"),
    "blocked": _("Blocked"),
    "done": _("Done"),
    "drop": _("Dropped"),
    "carry": _("Not done on its day: carried to the next meeting"),
    "keep": _("Kept for another meeting"),
    "hand_over": _("Handed over to another owner"),
    "take_over": _("Taken over by the new holder of the seat"),
    "from_file": _("As an imported file says it"),
}
# The steps of a meeting's cycle, in the words of the settings and of the operator's page.
CYCLE_STEPS = {
    "draft": _("The draft agenda is built"),
    "invite": _("Members are asked what they bring, and whether they can come"),
    "ask": _("Each owner is asked about the commitments that fall due"),
    "approve": _("The facilitator is reminded to approve the agenda"),
    "run_sheet": _("The run sheet is ready"),
    "miss": _("A meeting that nobody held is marked as missed"),
    "publish": _("The facilitator is reminded to publish the record"),
    "pulse": _("Members are asked how the meeting was"),
    "pulse_end": _("Answers about the meeting are counted"),
    "nudge": _("Owners of silent or blocked commitments are asked once more"),
}
# The days of a cycle as a member reads them: what Konbit does on its day, and what people do by theirs.
THE_MEETING = _("You meet")
DONE_ON = {
    "draft": _("The draft agenda is built, and members are asked what they bring"),
    "ask": _("Owners are asked about the commitments that fall due"),
    "run_sheet": _("The facilitator gets the run sheet"),
    "nudge": _("Owners of silent or blocked commitments are asked once more"),
}
DONE_BY = {
    "approve": _("By this day the facilitator approves the agenda, and members can read it"),
    "publish": _("By this day the facilitator publishes the record"),
    "pulse_end": _(
        "By this day owners answer what was proposed to them, and members say how the meeting was"
    ),
}
# Why a reply by mail could not be read as an answer.
UNREAD_REASONS = {
    "no_answer_word": _("Its first line is none of: done, on track, blocked, drop."),
    "which_one": _("It does not say which of several commitments is meant."),
    "other_sender": _("It came from another address than the person who was asked."),
    "refused": _("The answer does not fit the commitment any more, or lacks its reason."),
}
QUESTION_STATES = {"open": _("Open"), "answered": _("Answered")}
NEED_KINDS = {
    "interpretation": _("Interpretation"),
    "child_care": _("Child care"),
    "stipend": _("Stipend"),
    "transport": _("Way to the meeting"),
    "accessibility": _("Room and materials"),
    "other": _("Something else"),
}
NEED_STATES = {"open": _("Open"), "met": _("Met"), "unmet": _("Not met, with a reason")}
CHANNELS = {
    "page": _("on a page"),
    "link": _("by link"),
    "email": _("by e-mail"),
    "api": _("by a program"),
    "paper": _("on paper"),
    "phone": _("by phone"),
    "room": _("in the room"),
    "command": _("by command"),
    "system": _("by the cycle"),
}

# What a change of structure answers before it is decided, and who was asked.
THREE_QUESTIONS = ("options", "if_it_fails", "meaning_for_affected", "who_was_asked")

# What can differ between two versions of a record.
RECORD_LISTS = {
    "meeting": _("The meeting"),
    "attendance": _("Who was there"),
    "items": _("Item"),
    "decisions": _("Decision"),
    "commitments": _("Commitment"),
    "questions": _("Question"),
    "parked": _("Parked for later"),
}
RECORD_FIELDS = {
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "place": _("Place"),
    "votes_present": _("Voting seats present"),
    "votes_held": _("Voting seats"),
    "votes_needed": _("Voting seats needed to decide"),
    "person": _("Person"),
    "member": _("Seat or role"),
    "role": _("Role"),
    "mode": _("How they took part"),
    "is_delegate": _("Stands in for the holder"),
    "title": _("Item"),
    "purpose": _("Wanted outcome"),
    "lead": _("Who leads it"),
    "asked_by": _("Asked by"),
    "private": _("Private to members"),
    "no_names": _("No names"),
    "wording": _("Words"),
    "state": _("What became of it"),
    "right": _("Right used"),
    "dissent": _("Dissent"),
    "review_on": _("Look at it again on"),
    "topic": _("Topic"),
    "right_of": _("Role in which it was decided"),
    "outside_rights": _("Outside the declared rights"),
    "rights_declared": _("Declared rights on the topic"),
    "changes_structure": _("Changes our structure"),
    "options": _("What other ways we looked at"),
    "if_it_fails": _("What follows if it fails"),
    "meaning_for_affected": _("What success means for those affected"),
    "who_was_asked": _("Who among those affected was asked"),
    "passed_up_by": _("Passed up by"),
    "owner": _("Owner"),
    "proposed_by": _("Proposed by"),
    "asked_of": _("Asked of"),
    "due_on": _("Done by"),
    "yes": pgettext_lazy("vote", "Yes"),
    "no": pgettext_lazy("vote", "No"),
    "abstain": _("Abstained"),
}

# What kind of tag each state wears (look.md, section 5).
TAGS = {
    "planned": "attention",
    "ready": "calm",
    "open": "attention",
    "closed": "attention",
    "published": "calm",
    "proposed": "attention",
    "accepted": "calm",
    "declined": "stopped",
    "done": "calm",
    "dropped": "stopped",
    "handed_over": "stopped",
    "decided": "calm",
    "sense": "calm",
    "not_adopted": "stopped",
    "requested": "attention",
    "on_agenda": "calm",
    "set_aside": "stopped",
    "taken_back": "stopped",
    "met": "calm",
    "unmet": "stopped",
    "answered": "calm",
    "in_person": "calm",
    "by_link": "calm",
    "absent": "stopped",
    "missed": "stopped",
    "passed_up": "calm",
    "on_track": "calm",
    "blocked": "stopped",
}

# Before a meeting: the purposes of links with which a member asks for an item or says that they cannot come, and of the
# link with which somebody who stands in reads that one meeting's material.
BRING_ITEM = "bring_item"
CANNOT_COME = "cannot_come"
STANDS_IN = "delegate"

# The purpose of a link with which an owner answers a commitment.
ANSWER = "answer_commitment"
# The purpose of the link with which a calendar reads the meetings of one person.
CALENDAR_FEED = "calendar_feed"
# The purpose of the address to which an owner replies by mail.
REPLY = "reply_about_commitments"

# What members are asked after a meeting. Each is answered with yes or no, or left out.
PULSE = {
    "useful": _("Was the meeting useful for you?"),
    "honest": _("Could you speak honestly?"),
    "next_step": _("Do you know your next step?"),
    "staff": _("Is our staff doing well, as far as you can see?"),
}
PULSE_ANSWERS = {"yes": pgettext_lazy("answer", "Yes"), "no": pgettext_lazy("answer", "No")}
# About honesty and about people who can be told apart: printed with more care (network.md, section i).
SENSITIVE_PULSE = frozenset({"honest", "staff"})
# The purpose of a link to these questions.
PULSE_LINK = "pulse"
# The purposes of links to a hand-over pack: for the new holder, and for the leaving one's note.
PACK, PACK_NOTE = "hand_over_pack", "hand_over_note"
