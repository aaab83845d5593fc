"""The awards of a network as files in the words of other standards: for members, and for everybody where they are shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from konbit.exchange.operations.exports import export_awards
from konbit.exchange.queries.money_files import money_files_of
from konbit.foundation import clock
from konbit.grants.queries.networks import money_network, open_network
from konbit.network.queries import day_in


@require_GET
def money_files(request: HttpRequest, address: str) -> HttpResponse:
    """What a member can take along, and what to look at again before publishing it."""
    network = money_network(request.by, address)
    facts = {"group": network, "files": money_files_of(network, day_in(network, clock.now()))}
    return render(request, "exchange/money_files.html", facts)


@require_GET
def money_file(request: HttpRequest, address: str, form: str) -> HttpResponse:
    return _file(request, money_network(request.by, address), form)


@require_GET
def open_money_file(request: HttpRequest, address: str, form: str) -> HttpResponse:
    """The same file, where the network shows its money to everybody."""
    return _file(request, open_network(address), form)


def _file(request: HttpRequest, network: object, form: str) -> HttpResponse:
    made = export_awards(network=network, form=form, by=request.by, at=clock.now())
    response = HttpResponse(made, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{network.address}-{form}.json"'
    return response
