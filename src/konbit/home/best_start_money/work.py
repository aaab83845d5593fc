"""What was done with the example money: activities entered once, and reports in every state. All of it is made up."""

from typing import Any

from konbit.grants.domain.shares import WHOLE
from konbit.grants.operations.activities import record_activity
from konbit.grants.operations.reports import (
    accept_report,
    open_report,
    save_report_draft,
    set_report_due,
    submit_report,
)
from konbit.home.best_start_money.ledger import MADE_UP, Ledger


def write_work(ledger: Ledger) -> None:
    """Write down what contractors did, and what they reported about it."""
    _write_activities(ledger)
    for line in ledger.script["reports"]:
        _write_report(ledger, line)


def _write_activities(ledger: Ledger) -> None:
    told = ledger.script["activities"]
    for number in told["by"]:
        award = ledger.awards[number]
        place = award.places.exclude(cents=None).select_related("community").get()
        for line in told["each"]:
            record_activity(
                organization=ledger.contractor(number),
                kind=line["kind"],
                what=line["what"],
                done_on=line["day"],
                shares={award.pk: WHOLE},
                community=place.community,
                people=line.get("people"),
                same_people=line.get("same_people", ""),
                label=MADE_UP,
                by=ledger.by,
                at=ledger.began,
            )


def _write_report(ledger: Ledger, line: Any) -> None:
    """As far as it came: asked for, sent, opened, answered with a sentence."""
    award = ledger.awards[line["of"]]
    report = set_report_due(
        award=award,
        period_from=line["from"],
        period_until=line["until"],
        due_on=ledger.day(line["due_in"]),
        label=MADE_UP,
        by=ledger.by,
        at=ledger.began,
    )
    if "sent_days_ago" not in line:
        return
    sent_at = ledger.ago(line["sent_days_ago"])
    writer = ledger.acting_for(award.recipient, sent_at)
    written = {name: line.get(name, "") for name in ("said", "learned", "asked_for")}
    report = save_report_draft(report=report, written=written, version=report.version, by=writer, at=sent_at)
    version = submit_report(report=report, version=report.version, by=writer, at=sent_at)
    reader = ledger.acting_for(report.owed_to, sent_at)
    if "opened_days_ago" in line:
        open_report(report=version.report, by=reader, at=ledger.ago(line["opened_days_ago"]))
    if "accepted_days_ago" in line:
        answered_at = ledger.ago(line["accepted_days_ago"])
        report = open_report(report=version.report, by=reader, at=answered_at)
        accept_report(
            report=report, receipt=line["receipt"], version=report.version, by=reader, at=answered_at
        )
