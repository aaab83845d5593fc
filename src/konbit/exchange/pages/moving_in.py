"""Taking a whole network in: for those who look after the installation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from konbit.exchange.forms.moving_in import ArchiveForm
from konbit.exchange.operations.moving_in import import_network
from konbit.foundation import clock
from konbit.foundation.refusals import NotFound
from konbit.ui.attempt import posted, send
from konbit.ui.uploads import sent_files


@require_http_methods(["GET", "POST"])
def take_in_network(request: HttpRequest) -> HttpResponse:
    """Choose an archive; the button takes the network in, or says why not and changes nothing."""
    if not request.by.is_operator:
        raise NotFound
    form = ArchiveForm(posted(request), sent_files(request))
    tried = send(request, form, import_network, by=request.by, at=clock.now())
    if tried:
        said = _("%(network)s is taken in, with all its records. Nobody was written to.")
        messages.success(request, said % {"network": tried.value.name})
        return redirect("installation")
    return render(request, "exchange/take_in_network.html", {"form": form}, status=tried.status)
