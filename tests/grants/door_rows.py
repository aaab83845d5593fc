"""One of everything that an address of the grant tree can name."""

from konbit.grants.operations.awards import award_grant, propose_award
from konbit.grants.operations.deliverables import add_deliverable
from konbit.grants.operations.interests import answer_interest
from konbit.grants.operations.outside_money import record_outside_money
from konbit.grants.operations.payments import promise_payment
from konbit.grants.operations.spending import record_spending
from tests.makers import AT, SHELL, an_organization

# Addresses that are only sent to.
OF_THE_TREE_SENT_TO = {"withdraw_outside_money", "confirm_regrant", "withdraw_payment", "withdraw_spending"}
OF_THE_TREE = OF_THE_TREE_SENT_TO | {
    "money", "money_places", "money_settings", "new_outside_money", "new_award", "award", "pass_on", "award_grant",
    "choose_seats", "change_award", "change_amount", "cancel_award", "complete_award", "award_places",
    "promise_payment", "pay", "record_return", "record_spending", "new_deliverable", "finish_deliverable",
}  # fmt: skip


def rows_of_the_tree(network, seat, code):
    """An award of this code, decided by the seat, with what hangs on it."""
    act, day = {"by": SHELL, "at": AT}, AT.date()
    award = propose_award(
        network=network,
        funder=seat.organization,
        recipient=an_organization(network, "Other organization"),
        title="Homes by the river",
        cents=100,
        code=code,
        deciding=[seat],
        **act,
    )
    answer_interest(award=award, seat=seat, answer="none", **act)
    award_grant(award=award, awarded_on=day, **act)
    outside = {"from_whom": "A foundation", "what": "Its own work", "body": "Another body", "cents": 1}
    return {
        "payment_id": promise_payment(award=award, cents=1, due_on=day, **act).pk,
        "spending_id": record_spending(award=award, cents=1, spent_on=day, what="Rent", **act).pk,
        "deliverable_id": add_deliverable(award=award, what="A map", **act).pk,
        "money_id": record_outside_money(network=network, **outside, **act).pk,
    }
