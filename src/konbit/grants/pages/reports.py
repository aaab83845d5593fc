"""Reports: what is due, what is written, what was sent, and how it was answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import Refusal, require
from konbit.grants import policies
from konbit.grants.domain.report_states import MAY_ANSWER, MAY_CORRECT, MAY_WRITE
from konbit.grants.forms.work import (
    CorrectionForm,
    DraftForm,
    EveryQuarterForm,
    ReceiptForm,
    ReportDueForm,
    ReturnForm,
)
from konbit.grants.operations import reports as operations
from konbit.grants.pages.form_page import form_page
from konbit.grants.pages.report_words import rows_of_changes, shown_content
from konbit.grants.queries import reports as found
from konbit.grants.queries.networks import money_network
from konbit.grants.queries.tree import award_in
from konbit.grants.queries.work import award_for_filter
from konbit.network.queries import day_in
from konbit.ui.attempt import posted, send


@require_GET
def reports(request: HttpRequest, address: str) -> HttpResponse:
    """Every report of the network, or of one award and those below it. It opens with what is due."""
    network = money_network(request.by, address)
    award = award_for_filter(network, request.GET.get("award", ""))
    facts = {
        "group": network,
        "lists": found.reports_of(network, clock.now(), award),
        "award": award,
        "may_ask": award is not None and bool(policies.gives(request.by, award)),
    }
    return render(request, "grants/reports.html", facts)


@require_http_methods(["GET", "POST"])
def set_report_due(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network, award = _awarding(request, address, code)
    form = ReportDueForm(posted(request))
    acts = {"award": award, "by": request.by, "at": clock.now()}
    tried = send(request, form, operations.set_report_due, **acts)
    if tried:
        messages.success(
            request, _("Asked for. It stands on the list of reports and on the recipient's page.")
        )
        return redirect(_list_of(network, award))
    return _form_of_award(
        request, form, tried.status, award, heading=_("Ask for a report"), button=_("Ask for it")
    )


@require_http_methods(["GET", "POST"])
def set_quarters_due(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network, award = _awarding(request, address, code)
    form = EveryQuarterForm(posted(request), initial={"days": operations.DAYS_TO_WRITE})
    acts = {"award": award, "by": request.by, "at": clock.now()}
    tried = send(request, form, operations.set_every_quarter_due, **acts)
    if tried:
        said = ngettext(
            "%(count)s report is asked for.", "%(count)s reports are asked for.", len(tried.value)
        )
        messages.success(request, said % {"count": len(tried.value)})
        return redirect(_list_of(network, award))
    heading = _("Ask for a report about every quarter")
    return _form_of_award(request, form, tried.status, award, heading=heading, button=_("Ask for them"))


@require_POST
def drop_due_report(request: HttpRequest, address: str, report_id: UUID) -> HttpResponse:
    network, shown = _report(request, address, report_id)
    operations.drop_due_report(report=shown, by=request.by, at=clock.now())
    messages.success(request, _("This report is not asked for any more."))
    return redirect(_list_of(network, shown.award))


@require_GET
def report_on_award(
    request: HttpRequest, address: str, report_id: UUID, number: int | None = None
) -> HttpResponse:
    """The newest version, or one of the others; before there is one, what it will be made of."""
    network, shown = _report(request, address, report_id)
    at = clock.now()
    writes = bool(policies.receives(request.by, shown.award))
    is_version = number is not None or shown.versions.exists()
    read = found.version_in(shown, number) if is_version else None
    content = read.version.content if read else found.content_of(shown, at)
    if read is None and not writes:
        # What is being written is nobody else's.
        content = content | {"written": {}}
    reads = bool(policies.may_receive_report(request.by, shown.owed_to))
    facts = {
        "group": network,
        "report": shown,
        "line": found.line_of(shown, day_in(network, at)),
        "read": read,
        "versions": found.versions_of(shown),
        "content": shown_content(content, read.version.form if read else None),
        "changes": rows_of_changes(read.changes, content["award"]["currency"]) if read else [],
        "is_newest": read is None or read.version.number == shown.versions.count(),
        "may_write": found.may_write(request.by, shown),
        "may_correct": writes and shown.state in MAY_CORRECT,
        "may_answer": reads and shown.state in MAY_ANSWER,
        "may_drop": shown.state == "due" and bool(policies.gives(request.by, shown.award)),
        "now": at,
    }
    template = "grants/report_print.html" if "print" in request.GET else "grants/report.html"
    return render(request, template, facts)


@require_http_methods(["GET", "POST"])
def write_report(request: HttpRequest, address: str, report_id: UUID) -> HttpResponse:
    _network, shown = _report(request, address, report_id)
    require(policies.receives(request.by, shown.award))
    _opens_only(request, shown, MAY_WRITE, operations.ReportIsOut)
    form = DraftForm(posted(request), initial={**shown.draft, "version": shown.version})
    tried = send(
        request,
        form,
        operations.save_report_draft,
        prepare=_written,
        report=shown,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        shown,
        heading=_("Write the report"),
        lede=_("Save as often as you like. Nobody else sees it until you submit it."),
        button=_("Save the draft"),
        said=_("Saved. Look at the whole report below, then submit it."),
    )


@require_POST
def submit_report(request: HttpRequest, address: str, report_id: UUID) -> HttpResponse:
    network, shown = _report(request, address, report_id)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
    operations.submit_report(report=shown, version=version, by=request.by, at=clock.now())
    messages.success(request, _("Submitted. It stays as it is; a correction would be a version of its own."))
    return redirect("report_on_award", address=network.address, report_id=shown.pk)


@require_http_methods(["GET", "POST"])
def correct_report(request: HttpRequest, address: str, report_id: UUID) -> HttpResponse:
    _network, shown = _report(request, address, report_id)
    require(policies.receives(request.by, shown.award))
    _opens_only(request, shown, MAY_CORRECT, operations.NothingToCorrect)
    form = CorrectionForm(posted(request), initial={**shown.draft, "version": shown.version})
    tried = send(
        request,
        form,
        operations.correct_report,
        prepare=lambda typed: _written(typed) | {"correction": typed["correction"]},
        report=shown,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        shown,
        heading=_("Send a correction"),
        lede=_(
            "The version before stays, and the difference is shown. Work and money are taken as they stand now."
        ),
        button=_("Send the correction"),
        said=_("Sent. The difference to the version before stands below."),
    )


@require_POST
def open_report(request: HttpRequest, address: str, report_id: UUID) -> HttpResponse:
    network, shown = _report(request, address, report_id)
    operations.open_report(report=shown, by=request.by, at=clock.now())
    messages.success(request, _("Noted: you have read it. It still waits for a receipt."))
    return redirect("report_on_award", address=network.address, report_id=shown.pk)


@require_http_methods(["GET", "POST"])
def return_report(request: HttpRequest, address: str, report_id: UUID) -> HttpResponse:
    _network, shown = _report(request, address, report_id)
    require(policies.may_receive_report(request.by, shown.owed_to))
    _opens_only(request, shown, MAY_ANSWER, operations.ReportDoesNotWait)
    form = ReturnForm(posted(request), initial={"version": shown.version})
    tried = send(request, form, operations.return_report, report=shown, by=request.by, at=clock.now())
    return _after(
        request,
        form,
        tried,
        shown,
        heading=_("Return the report"),
        lede=_("Whoever wrote it sees what you write here, and writes on in what was sent."),
        button=_("Return it"),
        said=_("Returned, with what you wrote."),
    )


@require_http_methods(["GET", "POST"])
def accept_report(request: HttpRequest, address: str, report_id: UUID) -> HttpResponse:
    _network, shown = _report(request, address, report_id)
    require(policies.may_receive_report(request.by, shown.owed_to))
    _opens_only(request, shown, MAY_ANSWER, operations.ReportDoesNotWait)
    form = ReceiptForm(posted(request), initial={"version": shown.version})
    tried = send(request, form, operations.accept_report, report=shown, by=request.by, at=clock.now())
    return _after(
        request,
        form,
        tried,
        shown,
        heading=_("Accept the report"),
        lede=_("A report is answered by a sentence that a person wrote."),
        button=_("Accept, with this receipt"),
        said=_("Accepted. Whoever wrote it reads your receipt."),
    )


def _report(request: HttpRequest, address: str, report_id: UUID) -> tuple[Any, Any]:
    network = money_network(request.by, address)
    return network, found.report_in(network, report_id)


def _awarding(request: HttpRequest, address: str, code: str) -> tuple[Any, Any]:
    network = money_network(request.by, address)
    award = award_in(network, code)
    require(policies.gives(request.by, award))
    return network, award


def _opens_only(request: HttpRequest, shown: Any, states: tuple[str, ...], refusal: type[Refusal]) -> None:
    """A form that could only be refused is not opened; what was sent is refused beside what was typed."""
    if request.method != "POST" and shown.state not in states:
        raise refusal


def _written(typed: dict[str, Any]) -> dict[str, Any]:
    names = ("said", "learned", "asked_for")
    return {"written": {name: typed[name] for name in names}, "version": typed["version"]}


def _list_of(network: Any, award: Any) -> str:
    return reverse("reports", args=[network.address], query={"award": award.code})


def _form_of_award(
    request: HttpRequest, form: Any, status: int, award: Any, *, heading: str, button: str
) -> HttpResponse:
    network = award.network
    return form_page(
        request,
        form,
        status,
        group=network,
        heading=heading,
        lede=_("“%(award)s”: what %(recipient)s owes %(funder)s about it, and by when.")
        % {"award": award.title, "recipient": award.receiver.name, "funder": award.giver.name},
        button=button,
        under=[(_("Reports"), _list_of(network, award))],
    )


def _after(
    request: HttpRequest,
    form: Any,
    tried: Any,
    shown: Any,
    *,
    heading: str,
    lede: str,
    button: str,
    said: str,
) -> HttpResponse:
    network = shown.award.network
    place = reverse("report_on_award", args=[network.address, shown.pk])
    if tried:
        messages.success(request, said)
        return redirect(place)
    under = [(_("Reports"), reverse("reports", args=[network.address])), (shown.award.title, place)]
    facts = {"group": network, "heading": heading, "lede": lede, "button": button, "under": under}
    return form_page(request, form, tried.status, **facts)
