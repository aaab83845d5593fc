"""Every page of Konbit: the name of its address in the URL map, who looks at it, and how it is reached.

A test compares this list with the URL map, so a new page must be added here, and is looked at from then on.
`{...}` in a path is filled from what the example network holds (`places.py`).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """One page as one seat sees it. `busy` pages need the demo whose meeting has begun."""

    name: str
    seat: str
    path: str
    busy: bool = False

    @property
    def id(self):
        return (
            f"{self.name}-{self.seat}{'-print' if 'print' in self.path else ''}{'-busy' if self.busy else ''}"
        )


GROUP, PARENTS = "/groups/maln/", "/groups/maln-parents/"

LOOKS = [
    # Open to everybody.
    Look("front_page", "visitor", "/"),
    Look("tour", "visitor", "/tour/"),
    Look("labels", "visitor", "/labels/"),
    Look("translations", "visitor", "/translations/"),
    Look("gallery", "visitor", "/ui/"),
    Look("sign_in", "visitor", "/sign-in/"),
    Look("mailbox", "visitor", "/mailbox/"),
    Look("demo_clock", "visitor", "/demo/clock/"),
    Look("group", "visitor", GROUP),
    Look("results", "visitor", GROUP + "results/"),
    Look("result", "visitor", GROUP + "results/GL1/"),
    Look("priority", "visitor", GROUP + "priorities/GL/"),
    # Reached by a link from a letter.
    Look("answer", "visitor", "{answer}"),
    Look("bring", "visitor", "{bring}"),
    Look("cannot_come_by_link", "visitor", "{cannot_come}"),
    Look("stands_in", "visitor", "{stands_in}"),
    Look("invitation", "visitor", "{invitation}", busy=True),
    Look("sign_in_link", "visitor", "{sign_in_link}", busy=True),
    Look("stop_letters", "visitor", "{stop_letters}"),
    Look("pack_note", "visitor", "{pack_note}"),
    # A person's own.
    Look("my_page", "agency_leader", "/me/"),
    Look("my_page", "parent", "/me/", busy=True),
    Look("details", "agency_leader", "/me/details/"),
    Look("my_calendar", "agency_leader", "/me/calendar/"),
    # Before a meeting.
    Look("group", "facilitator", GROUP),
    Look("meetings", "facilitator", GROUP + "meetings/"),
    Look("new_meeting", "facilitator", GROUP + "meetings/new/"),
    Look("lay_series", "facilitator", GROUP + "meetings/series/"),
    Look("miss_meeting", "facilitator", "{next}miss/"),
    Look("meeting", "facilitator", "{next}"),
    Look("meeting", "parent", "{next}"),
    Look("edit_meeting", "facilitator", "{next}change/"),
    Look("access", "facilitator", "{next}access/"),
    Look("access", "parent", "{next}access/"),
    Look("agenda", "facilitator", "{next}agenda/"),
    Look("agenda", "funder", "{next}agenda/"),
    Look("agenda", "funder", "{next}agenda/?print"),
    Look("ask_for_item", "parent", "{next}ask/"),
    Look("new_item", "facilitator", "{next}agenda/new/"),
    Look("edit_item", "facilitator", "{item}"),
    Look("passing", "facilitator", "{item}passing/"),
    Look("passed", "facilitator", GROUP + "meetings/passed/"),
    Look("cannot_come", "agency_leader", "{next}cannot-come/"),
    Look("cannot_come", "facilitator", "{next}cannot-come/"),
    Look("pre_read", "parent", "{held}pre-read/"),
    Look("pre_read", "facilitator", "{next}pre-read/", busy=True),
    Look("pre_read_version", "funder", "{held}pre-read/1/?print"),
    Look("run_sheet", "facilitator", "{next}run-sheet/"),
    Look("run_sheet", "facilitator", "{next}run-sheet/?print"),
    # In it.
    Look("check_in", "facilitator", "{next}check-in/"),
    Look("check_in", "facilitator", "{next}check-in/", busy=True),
    Look("live", "facilitator", "{live}", busy=True),
    Look("live", "agency_leader", "{live}", busy=True),
    Look("meeting", "facilitator", "{next}", busy=True),
    Look("agenda", "facilitator", "{next}agenda/", busy=True),
    # After it.
    Look("review", "facilitator", "{held}review/"),
    Look("unread_replies", "facilitator", "{held}replies/"),
    Look("correct", "facilitator", "{captured}"),
    Look("meeting", "agency_leader", "{held}"),
    Look("record", "parent", "{held}record/"),
    Look("record_version", "funder", "{held}record/1/"),
    Look("record_version", "funder", "{held}record/1/?print"),
    Look("commitments", "agency_leader", GROUP + "commitments/"),
    Look("commitment", "agency_leader", "{waiting}"),
    Look("commitment", "facilitator", "{amended}"),
    Look("question", "funder", "{question}"),
    # Members, organizations, settings.
    Look("members", "convener", GROUP + "members/"),
    Look("members", "parent", PARENTS + "members/"),
    Look("add_person", "convener", GROUP + "members/new/"),
    Look("open_seat", "convener", GROUP + "seats/new/"),
    Look("seat", "convener", "{seat}"),
    Look("hand_over_seat", "convener", "{hand_over}"),
    Look("pack", "convener", "{pack}"),
    Look("group_settings", "convener", GROUP + "settings/"),
    Look("move_group", "convener", GROUP + "settings/place/"),
    Look("decision_rights", "convener", GROUP + "settings/rights/"),
    Look("new_group", "convener", GROUP + "groups/new/"),
    Look("organizations", "convener", GROUP + "organizations/"),
    Look("new_organization", "convener", GROUP + "organizations/new/"),
    Look("organization", "convener", "{organization}"),
    Look("merge_organizations", "convener", GROUP + "organizations/merge/"),
    Look("new_community", "convener", GROUP + "communities/new/"),
    Look("group_audit", "convener", GROUP + "trail/"),
    # Priorities and results.
    Look("result", "convener", GROUP + "results/GL1/"),
    Look("add_serving", "facilitator", GROUP + "results/GL4/serving/"),
    Look("serves", "agency_leader", "{waiting}serves/"),
    Look("add_priority", "convener", GROUP + "add-priority/"),
    Look("add_result", "convener", GROUP + "add-result/"),
    Look("set_baseline", "convener", GROUP + "priorities/GL/baseline/"),
    # The installation.
    Look("installation", "operator", "/installation/", busy=True),
    Look("unplaced_letters", "operator", "/installation/letters/", busy=True),
    Look("new_network", "operator", "/installation/networks/new/", busy=True),
    Look("audit", "operator", "/installation/audit/", busy=True),
    Look("operating", "operator", "/installation/running/", busy=True),
    Look("restore", "operator", "{backup}", busy=True),
]

# Addresses that take what a form sends and show nothing of their own.
POST_ONLY = {
    "address_works",
    "agree",
    "answer_down",
    "answer_need",
    "bring_not_me",
    "build_draft",
    "cannot_come_not_me",
    "capture",
    "deal_with_letter",
    "deal_with_reply",
    "decide_on_job",
    "decide_on_jobs",
    "delegate",
    "delegate_is_here",
    "end_holding",
    "end_role",
    "end_serving",
    "invite_again",
    "meeting_step",
    "move_item",
    "new_backup",
    "not_me",
    "outcome",
    "pass_up",
    "remove_right",
    "resolve_clash",
    "set_aside",
    "sign_out",
    "stands_in_not_me",
    "take_seat",
    "tap",
    "throw_away",
    "undo_answer",
    "undo_answer_down",
    "undo_answer_question",
    "undo_cannot_come",
    "undo_check_in",
    "undo_merge",
    "undo_miss",
    "undo_outcome",
    "undo_pass_up",
    "undo_resolve_clash",
    "undo_right",
    "undo_set_aside",
    "undo_withdraw",
    "vote",
    "withdraw",
}

# Looked at in a walk, since it needs a meeting that is over (`test_demo_walk.py`).
IN_A_WALK = {"pulse"}
# For machines, or a way to a page above.
NO_PAGE = {None, "calendar_feed"}
