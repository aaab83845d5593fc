"""A priority renamed, retired, and taken up again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.foundation.texts import say
from konbit.results import policies, queries
from konbit.results.forms.register import RenameForm
from konbit.results.operations import priorities as operations
from konbit.results.pages.form_page import form_page
from konbit.results.queries.networks import network_for
from konbit.ui.attempt import posted, send


@require_http_methods(["GET", "POST"])
def rename_priority(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = network_for(request.by, address)
    require(policies.may_keep_register(request.by, network))
    shown = queries.priority_by_code(network, code)
    called = say(shown.name, network.language).text
    form = RenameForm(posted(request), initial={"name": called, "version": shown.version})
    tried = send(request, form, operations.rename_priority, priority=shown, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("Renamed. What was written before says what it was called then."))
        return redirect("priority", address=network.address, code=shown.code)
    return form_page(
        request,
        form,
        tried.status,
        group=network,
        heading=_("Rename a priority"),
        lede=_("Its code stays. Results that stand under it already keep the old name in sight."),
        button=_("Rename it"),
        under=(shown.code, reverse("priority", args=[network.address, shown.code])),
        back=reverse("priority", args=[network.address, shown.code]),
    )


@require_POST
def retire_priority(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = network_for(request.by, address)
    shown = queries.priority_by_code(network, code)
    operations.retire_priority(priority=shown, by=request.by, at=clock.now())
    undo = "undo:" + reverse("undo_retire_priority", args=[network.address, shown.code])
    said = _("Retired. Its results stay here; it takes no new ones.")
    messages.success(request, said, extra_tags=undo)
    return redirect("priority", address=network.address, code=shown.code)


@require_POST
def undo_retire_priority(request: HttpRequest, address: str, code: str) -> HttpResponse:
    network = network_for(request.by, address)
    shown = queries.priority_by_code(network, code)
    operations.undo_retire_priority(priority=shown, by=request.by, at=clock.now())
    messages.success(request, _("The priority is taken up again."))
    return redirect("priority", address=network.address, code=shown.code)
