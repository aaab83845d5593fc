"""One of everything that an address of work done with money, or of a report about it, can name."""

from konbit.grants.models import Award
from konbit.grants.operations.activities import record_activity
from konbit.grants.operations.reports import save_report_draft, set_report_due, submit_report
from tests.makers import AT, SHELL

# Addresses that are only sent to.
OF_WORK_SENT_TO = {"withdraw_activity", "restore_activity", "submit_report", "open_report", "drop_due_report"}
OF_WORK = OF_WORK_SENT_TO | {
    "activities", "activity", "record_for", "new_activity", "change_activity", "reports", "set_report_due",
    "set_quarters_due", "report_on_award", "report_version", "write_report", "correct_report", "return_report",
    "accept_report",
}  # fmt: skip


def rows_of_work(network, code):
    """An activity under the award of this code, and a report about it that was submitted."""
    act, day = {"by": SHELL, "at": AT}, AT.date()
    award = Award.objects.get(network=network, code=code)
    done = {"kind": "training", "what": "A class by the river", "done_on": day, "shares": {award.pk: 10_000}}
    report = set_report_due(award=award, period_from=day, period_until=day, due_on=day, **act)
    report = save_report_draft(report=report, written={"said": "A class was held."}, version=1, **act)
    submit_report(report=report, version=2, **act)
    return {
        "activity_id": record_activity(organization=award.recipient, **done, **act).pk,
        "report_id": report.pk,
    }
