"""One of everything that an address of a funder's duties, a transition or a partner taken on can name."""

from konbit.grants.models import Award
from konbit.grants.operations.funder_questions import ask_funder
from konbit.grants.operations.onboarding import add_checklist_item
from konbit.grants.operations.transition_tasks import add_task
from konbit.grants.operations.transitions import plan_transition
from konbit.network.operations.organizations import add_community
from tests.makers import AT, SHELL, an_organization

# Addresses that are only sent to.
OF_DUTIES_SENT_TO = {
    "close_funder_question", "close_transition", "finish_transition_task", "reopen_transition_task",
    "remove_transition_task", "start_checklist", "tick_checklist_item", "untick_checklist_item",
    "remove_checklist_item",
}  # fmt: skip
OF_DUTIES = OF_DUTIES_SENT_TO | {
    "funders", "funder_page", "ask_funder", "funder_questions", "funder_question", "change_funder_question",
    "name_question_owner", "answer_funder_question", "funder_question_not_answered", "relation_owners",
    "name_relation_owner", "transitions", "new_transition", "transition", "move_transition", "call_off_transition",
    "new_transition_task", "partners", "first_months", "new_checklist_item",
}  # fmt: skip


def rows_of_duties(network, funder, code):
    """A question to this funder, a transition with a task, and a list for taking the partner of this award on."""
    act = {"by": SHELL, "at": AT}
    place = add_community(network=network, name="Delta hills", **act)
    to = an_organization(network, "Other organization")
    plan = plan_transition(
        network=network, name="To the network", on=AT.date(), before=funder, hand_overs=[(place, to)], **act
    )
    award = Award.objects.get(network=network, code=code)
    return {
        "question_id": ask_funder(
            network=network, asked_of=funder, wording="Until when?", asked_by_words="Grantees", **act
        ).pk,
        "community_id": place.pk,
        "transition_id": plan.pk,
        "task_id": add_task(transition=plan, what="Hand over the files", **act).pk,
        "checklist_item_id": add_checklist_item(award=award, what="Meet", **act).pk,
    }
