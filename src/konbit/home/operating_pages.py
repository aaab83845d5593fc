"""The operator's page on how the installation runs, and what can be done there."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.home import operating
from konbit.home.operations.backups import ask_for_backup, ask_for_restore
from konbit.home.operations.dead_jobs import decide_on_all, set_aside, try_again

DECISIONS = {"again": try_again, "aside": set_aside}


def _only_operators(request: HttpRequest) -> None:
    if not request.by.is_operator:
        raise NotFound


@require_GET
def operating_page(request: HttpRequest) -> HttpResponse:
    """Who works, what waits, what failed, which backups there are: kinds and counts, never a name or a text."""
    _only_operators(request)
    facts = {
        "standing": operating.standing(clock.now()),
        "dead": operating.dead_jobs(),
        "backups": operating.backups(),
        "backup_is_waiting": operating.backup_is_waiting(),
        "can_restore": settings.KONBIT_KEPT_BY_SERVE,
    }
    return render(request, "home/operating.html", facts)


@require_POST
def decide_on_job(request: HttpRequest, job_id: UUID, decision: str) -> HttpResponse:
    """Try a dead job again, or leave it for good."""
    _only_operators(request)
    if decision not in DECISIONS:
        raise NotFound
    DECISIONS[decision](job_id=job_id, by=request.by, at=clock.now())
    messages.success(
        request,
        _("It is tried again.") if decision == "again" else _("It is set aside. Nobody tries it again."),
    )
    return redirect("operating")


@require_POST
def decide_on_jobs(request: HttpRequest, decision: str) -> HttpResponse:
    """Try every dead job again, or leave them all for good."""
    _only_operators(request)
    if decision not in DECISIONS:
        raise NotFound
    count = decide_on_all(again=decision == "again", by=request.by, at=clock.now())
    says = (
        ngettext("%(count)s job is tried again.", "%(count)s jobs are tried again.", count)
        if decision == "again"
        else ngettext("%(count)s job is set aside.", "%(count)s jobs are set aside.", count)
    )
    messages.success(request, says % {"count": count})
    return redirect("operating")


@require_POST
def new_backup(request: HttpRequest) -> HttpResponse:
    """Ask the worker for a backup."""
    _only_operators(request)
    ask_for_backup(by=request.by, at=clock.now())
    messages.success(request, _("A backup is being made. Open this page again in a moment to see it."))
    return redirect("operating")


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, name: str) -> HttpResponse:
    """Say what a restore does; the button asks for it."""
    _only_operators(request)
    backup = next((one for one in operating.backups() if one.name == name and one.can_be_read), None)
    if backup is None:
        raise NotFound
    if request.method == "GET":
        return render(request, "home/restore.html", {"backup": backup})
    ask_for_restore(name=name, by=request.by, at=clock.now())
    return render(request, "home/restoring.html", {"backup": backup}, status=202)
