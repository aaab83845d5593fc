"""One of everything that an address of change agendas, alignment, outcomes and plans can name."""

from konbit.network.operations.organizations import add_community
from konbit.results.operations.agenda_actions import add_action
from konbit.results.operations.agenda_comments import comment_on_agenda
from konbit.results.operations.alignment import propose_alignment
from konbit.results.operations.change_agendas import add_strategy, begin_agenda, publish_agenda
from konbit.results.operations.outcomes import set_outcome
from konbit.results.operations.strategic_plans import add_consultation, found_plan, write_version
from tests.makers import AT, SHELL, a_group

# Whom a change agenda belongs to, and the addresses that lead to it there.
PARTNERSHIP = "delta-town"
OF_A_PARTNERSHIP = {
    "change_agenda", "begin_agenda", "rename_agenda", "publish_agenda", "agenda_version", "close_agenda",
    "undo_close_agenda", "add_strategy", "change_strategy", "retire_strategy", "undo_retire_strategy", "add_action",
    "finish_action", "undo_finish_action", "withdraw_action", "undo_withdraw_action", "comment_on_agenda",
    "answer_comment", "withdraw_comment", "propose_alignment", "withdraw_alignment",
}  # fmt: skip


def rows_of_agendas(network, funder):
    """A community with a change agenda, published once; a comment, an alignment, and a plan of this funder."""
    acts = {"by": SHELL, "at": AT}
    partnership = a_group(network, address=PARTNERSHIP, kind="community_partnership")
    place = add_community(network=network, name="Delta town", partnership=partnership, **acts)
    agenda = begin_agenda(community=place, title="Delta town moves", **acts)
    strategy = add_strategy(agenda=agenda, text="A bus", code="H1", **acts)
    action = add_action(strategy=strategy, what="Count riders", **acts)
    publish_agenda(agenda=agenda, version=3, **acts)
    comment = comment_on_agenda(agenda=agenda, organization=funder, text="Which line?", **acts)
    outcome = set_outcome(network=network, funder=funder, text="All ride", code="H1", **acts)
    plan = found_plan(network=network, funder=funder, name="Plan of rides", **acts)
    draft = write_version(plan=plan, text="We fund buses", version=0, **acts)
    asked = add_consultation(plan_version=draft, who="Riders", on=AT.date(), said="More", **acts)
    return {
        "action_id": action.pk,
        "comment_id": comment.pk,
        "alignment_id": propose_alignment(strategy=strategy, outcome=outcome, **acts).pk,
        "plan_id": plan.pk,
        "consultation_id": asked.pk,
    }
