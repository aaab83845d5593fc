"""The shared future: its versions, what differs, who stands behind it; and the forms that write and affirm it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import NotFound, require
from konbit.network.queries import group_for, organization_in, public_group
from konbit.results import policies, queries
from konbit.results.forms import PublishStatementForm, StatementForm
from konbit.results.operations.shared_future import (
    affirm_statement,
    publish_statement,
    withdraw_affirmation,
    write_statement,
)
from konbit.ui.attempt import attempt, posted, send


@require_GET
def shared_future(request: HttpRequest, address: str, number: int | None = None) -> HttpResponse:
    """The newest published version, or the one asked for."""
    return _page(request, address, number, PublishStatementForm())


@require_POST
def publish(request: HttpRequest, address: str, number: int) -> HttpResponse:
    group = group_for(request.by, address)
    statement = queries.statement_by_number(request.by, group, number)
    require(policies.may_publish_statement(request.by, group))
    form = PublishStatementForm(request.POST)
    tried = send(request, form, publish_statement, statement=statement, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("Version %(number)s is published.") % {"number": number})
        return redirect("shared_future", address=group.address)
    return _page(request, address, number, form, status=tried.status)


@require_POST
def affirm(request: HttpRequest, address: str, number: int) -> HttpResponse:
    group = group_for(request.by, address)
    statement = queries.statement_by_number(request.by, group, number)
    form = PublishStatementForm(request.POST)
    organization = organization_in(group, _id(request.POST.get("organization", "")))
    tried = attempt(
        request,
        form,
        affirm_statement,
        statement=statement,
        organization=organization,
        by=request.by,
        at=clock.now(),
    )
    if tried:
        said = _("%(organization)s affirms version %(number)s. If that was a mistake, take it back below.")
        messages.success(request, said % {"organization": organization.name, "number": number})
        return redirect("shared_future", address=group.address)
    return _page(request, address, number, form, status=tried.status)


@require_POST
def withdraw(request: HttpRequest, address: str, affirmation_id: UUID) -> HttpResponse:
    group = group_for(request.by, address)
    affirmation = queries.affirmation_in(group, affirmation_id)
    withdraw_affirmation(affirmation=affirmation, by=request.by, at=clock.now())
    said = _("%(organization)s no longer affirms version %(number)s.")
    facts = {
        "organization": queries.stands_for(affirmation.organization).name,
        "number": affirmation.statement.number,
    }
    messages.success(request, said % facts)
    return redirect("shared_future_version", address=group.address, number=affirmation.statement.number)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, address: str) -> HttpResponse:
    group = group_for(request.by, address)
    if group.parent_id is not None:
        raise NotFound
    require(policies.may_keep_register(request.by, group))
    draft, newest = queries.draft_of(group), queries.newest_statement(group)
    start = draft or newest
    form = StatementForm(
        posted(request),
        initial={
            "text": queries.text_of(start) if start else "",
            "version": draft.version if draft else 0,
        },
    )
    tried = send(request, form, write_statement, network=group, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("The draft is saved. Members can read it; the convener publishes it."))
        return redirect("shared_future_version", address=group.address, number=tried.value.number)
    facts = {"group": group, "form": form, "newest": newest}
    return render(request, "results/write_statement.html", facts, status=tried.status)


def _page(
    request: HttpRequest, address: str, number: int | None, form: PublishStatementForm, status: int = 200
) -> HttpResponse:
    group = public_group(request.by, address)
    if group.parent_id is not None:
        raise NotFound
    statements = queries.statements_of(request.by, group)
    if number is not None:
        shown = queries.statement_by_number(request.by, group, number)
    else:
        shown = next((one for one in statements if one.published_at), None) or next(iter(statements), None)
    if shown is not None and not form.is_bound:
        form = PublishStatementForm(initial={"version": shown.version})
    facts = {
        "group": group,
        "statements": statements,
        "future": queries.shared_future_for(request.by, shown) if shown else None,
        "is_member": request.by.in_group(group.pk),
        "draft": next((one for one in statements if not one.published_at), None),
        "may_write": bool(policies.may_keep_register(request.by, group)),
        "may_publish": bool(policies.may_publish_statement(request.by, group)),
        "form": form,
    }
    return render(request, "results/shared_future.html", facts, status=status)


def _id(sent: str) -> UUID:
    try:
        return UUID(sent)
    except ValueError as unreadable:
        raise NotFound from unreadable
