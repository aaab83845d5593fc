"""Addresses of activities, reports and a grantee's first months."""

from django.urls import path

from konbit.grants.pages import activities, reports

MONEY = "groups/<slug:address>/money/"
ACTIVITY = f"{MONEY}activities/<uuid:activity_id>/"
REPORT = f"{MONEY}reports/<uuid:report_id>/"

urlpatterns = [
    path(f"{MONEY}activities/", activities.activities, name="activities"),
    path(f"{MONEY}activities/new/", activities.record_for, name="record_for"),
    path(f"{MONEY}activities/new/<uuid:organization_id>/", activities.new_activity, name="new_activity"),
    path(ACTIVITY, activities.activity, name="activity"),
    path(f"{ACTIVITY}change/", activities.change_activity, name="change_activity"),
    path(f"{ACTIVITY}withdraw/", activities.withdraw_activity, name="withdraw_activity"),
    path(f"{ACTIVITY}restore/", activities.restore_activity, name="restore_activity"),
    path(f"{MONEY}reports/", reports.reports, name="reports"),
    path(f"{MONEY}awards/<slug:code>/report-due/", reports.set_report_due, name="set_report_due"),
    path(f"{MONEY}awards/<slug:code>/reports-due/", reports.set_quarters_due, name="set_quarters_due"),
    path(REPORT, reports.report_on_award, name="report_on_award"),
    path(f"{REPORT}versions/<int:number>/", reports.report_on_award, name="report_version"),
    path(f"{REPORT}write/", reports.write_report, name="write_report"),
    path(f"{REPORT}submit/", reports.submit_report, name="submit_report"),
    path(f"{REPORT}correct/", reports.correct_report, name="correct_report"),
    path(f"{REPORT}read/", reports.open_report, name="open_report"),
    path(f"{REPORT}return/", reports.return_report, name="return_report"),
    path(f"{REPORT}accept/", reports.accept_report, name="accept_report"),
    path(f"{REPORT}drop/", reports.drop_due_report, name="drop_due_report"),
]
