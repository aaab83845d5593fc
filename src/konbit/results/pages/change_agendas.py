"""A community's change agenda: its strategies and actions, its versions, and the comments of others."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from konbit.foundation import clock
from konbit.foundation.refusals import require
from konbit.network.pages.form_page import form_page
from konbit.results import policies
from konbit.results.forms import change_agendas as forms
from konbit.results.operations import agenda_actions, agenda_comments
from konbit.results.operations import change_agendas as operations
from konbit.results.queries import change_agendas as queries
from konbit.results.queries.alignment import outcome_in, own_outcome_choices
from konbit.ui.attempt import posted, send


@require_GET
def change_agendas(request: HttpRequest, address: str) -> HttpResponse:
    """The communities of a network, each with its change agenda; for everybody else those that published one."""
    network = queries.network_shown(request.by, address)
    is_member = bool(policies.may_see_agendas(request.by, network))
    found = queries.agendas_in(network)
    facts = {
        "group": network,
        "lines": found if is_member else [line for line in found if line.newest],
        "is_member": is_member,
    }
    return render(request, "results/change_agendas.html", facts)


@require_GET
def change_agenda(request: HttpRequest, address: str) -> HttpResponse:
    """The agenda as it stands, for members; for everybody else its newest version, where the network shows results."""
    community = queries.community_shown(request.by, address)
    if not policies.may_see_agendas(request.by, community.network):
        return _version(request, community, None)
    facts = {
        "group": community.partnership,
        "community": community,
        "agenda": None,
        "may_edit": bool(policies.may_edit_agenda(request.by, community)),
    }
    agenda = getattr(community, "change_agenda", None)
    if agenda is not None:
        agenda = queries.agenda_of(community)
        ours = queries.organizations_acted_for(request.by, community.network)
        facts |= {
            "agenda": agenda,
            "lines": queries.strategies_of(request.by, agenda),
            "retired": queries.retired_of(agenda),
            "versions": agenda.versions.all(),
            "comments": queries.comments_on(agenda),
            "may_comment": bool(ours),
            "ours": {one.pk for one in ours},
        }
    return render(request, "results/change_agenda.html", facts)


@require_GET
def agenda_version(request: HttpRequest, address: str, number: int) -> HttpResponse:
    return _version(request, queries.community_shown(request.by, address), number)


def _version(request: HttpRequest, community: Any, number: int | None) -> HttpResponse:
    agenda = queries.agenda_of(community)
    facts = {
        "group": community.partnership,
        "community": community,
        "agenda": agenda,
        "shown": queries.version_of(agenda, number),
        "versions": agenda.versions.all(),
        "is_member": bool(policies.may_see_agendas(request.by, community.network)),
    }
    return render(request, "results/agenda_version.html", facts)


@require_http_methods(["GET", "POST"])
def begin_agenda(request: HttpRequest, address: str) -> HttpResponse:
    community = _edited(request, address)
    form = forms.BeginAgendaForm(
        posted(request),
        initial={"title": _("Change agenda of %(community)s") % {"community": community.name}},
    )
    tried = send(request, form, operations.begin_agenda, community=community, by=request.by, at=clock.now())
    return _after(
        request,
        form,
        tried,
        community,
        heading=_("Begin the change agenda"),
        lede=_("What the community means to change, and how. Only its own partnership writes it."),
        button=_("Begin"),
        said=_("The change agenda is begun. Add the first strategy."),
    )


@require_http_methods(["GET", "POST"])
def rename_agenda(request: HttpRequest, address: str) -> HttpResponse:
    community = _edited(request, address)
    agenda = queries.agenda_of(community)
    initial = {"title": agenda.title, "version": agenda.version}
    form = forms.RenameAgendaForm(posted(request), initial=initial)
    tried = send(request, form, operations.rename_agenda, agenda=agenda, by=request.by, at=clock.now())
    return _after(
        request, form, tried, community, heading=_("Change its title"), button=_("Save"), said=_("Saved.")
    )


@require_http_methods(["GET", "POST"])
def add_strategy(request: HttpRequest, address: str) -> HttpResponse:
    community = _edited(request, address)
    form = forms.NewStrategyForm(posted(request))
    tried = send(
        request,
        form,
        operations.add_strategy,
        agenda=queries.agenda_of(community),
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        community,
        heading=_("Add a strategy"),
        button=_("Add this strategy"),
        said=_("The strategy is added. It is published with the next version."),
    )


@require_http_methods(["GET", "POST"])
def change_strategy(request: HttpRequest, address: str, code: str) -> HttpResponse:
    community = _edited(request, address)
    strategy = queries.strategy_in(queries.agenda_of(community), code)
    initial = {name: getattr(strategy, name) for name in ("text", "condition", "version")}
    form = forms.StrategyForm(posted(request), initial=initial)
    tried = send(request, form, operations.change_strategy, strategy=strategy, by=request.by, at=clock.now())
    return _after(
        request,
        form,
        tried,
        community,
        heading=_("Change strategy %(code)s") % {"code": strategy.code},
        button=_("Save"),
        said=_("Saved. It is published with the next version."),
    )


@require_POST
def retire_strategy(request: HttpRequest, address: str, code: str) -> HttpResponse:
    community = _edited(request, address)
    strategy = queries.strategy_in(queries.agenda_of(community), code)
    operations.retire_strategy(strategy=strategy, by=request.by, at=clock.now())
    undo = "undo:" + reverse("undo_retire_strategy", args=[address, strategy.code])
    messages.success(request, _("Strategy %(code)s is retired.") % {"code": strategy.code}, extra_tags=undo)
    return redirect("change_agenda", address=address)


@require_POST
def undo_retire_strategy(request: HttpRequest, address: str, code: str) -> HttpResponse:
    community = _edited(request, address)
    strategy = queries.strategy_in(queries.agenda_of(community), code)
    operations.undo_retire_strategy(strategy=strategy, by=request.by, at=clock.now())
    messages.success(request, _("Strategy %(code)s stands again.") % {"code": strategy.code})
    return redirect("change_agenda", address=address)


@require_http_methods(["GET", "POST"])
def add_action(request: HttpRequest, address: str, code: str) -> HttpResponse:
    community = _edited(request, address)
    strategy = queries.strategy_in(queries.agenda_of(community), code)
    found = queries.commitments_that_could_be_actions(request.by, community)
    by_id = {str(one.pk): one for one in found}
    form = forms.ActionForm(posted(request), commitments=[(pk, one.wording) for pk, one in by_id.items()])
    tried = send(
        request,
        form,
        agenda_actions.add_action,
        prepare=lambda typed: typed | {"commitment": by_id.get(typed["commitment"])},
        strategy=strategy,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        community,
        heading=_("Add an action to %(code)s") % {"code": strategy.code},
        lede=strategy.text,
        lede_in=community.partnership.language,
        button=_("Add this action"),
        said=_("The action is added. It is published with the next version."),
    )


ACTION_STEPS = {
    "finish": agenda_actions.finish_action,
    "undo_finish": agenda_actions.undo_finish_action,
    "withdraw": agenda_actions.withdraw_action,
    "undo_withdraw": agenda_actions.undo_withdraw_action,
}


@require_POST
def action_step(request: HttpRequest, address: str, action_id: UUID, step: str) -> HttpResponse:
    """Say that an action is done, or no longer meant; or take either back."""
    community = _edited(request, address)
    action = queries.action_in(queries.agenda_of(community), action_id)
    ACTION_STEPS[step](action=action, by=request.by, at=clock.now())
    said = {
        "finish": _("The action is done."),
        "undo_finish": _("The action is not done."),
        "withdraw": _("The action is taken out."),
        "undo_withdraw": _("The action stands again."),
    }[step]
    undone = {"finish": "undo_finish_action", "withdraw": "undo_withdraw_action"}.get(step)
    undo = "undo:" + reverse(undone, args=[address, action.pk]) if undone else ""
    messages.success(request, said, extra_tags=undo)
    return redirect("change_agenda", address=address)


@require_http_methods(["GET", "POST"])
def publish_agenda(request: HttpRequest, address: str) -> HttpResponse:
    """What the next version would change, the comments it takes up, and the button that publishes it."""
    community = _edited(request, address)
    agenda = queries.agenda_of(community)
    form = forms.PublishAgendaForm(posted(request), initial={"version": agenda.version})
    tried = send(request, form, operations.publish_agenda, agenda=agenda, by=request.by, at=clock.now())
    if tried:
        messages.success(request, _("Version %(number)s is published.") % {"number": tried.value.number})
        return redirect("agenda_version", address=address, number=tried.value.number)
    facts = {
        "group": community.partnership,
        "agenda": agenda,
        "content": queries.content_of(agenda),
        "difference": queries.unpublished_difference(agenda),
        "adopted": [
            one for one in queries.comments_on(agenda) if one.state == "adopted" and not one.adopted_in
        ],
        "form": form,
    }
    return render(request, "results/publish_agenda.html", facts, status=tried.status)


@require_POST
def close_agenda(request: HttpRequest, address: str) -> HttpResponse:
    community = _edited(request, address)
    operations.close_agenda(agenda=queries.agenda_of(community), by=request.by, at=clock.now())
    undo = "undo:" + reverse("undo_close_agenda", args=[address])
    messages.success(request, _("The change agenda is closed. Its versions stay readable."), extra_tags=undo)
    return redirect("change_agenda", address=address)


@require_POST
def undo_close_agenda(request: HttpRequest, address: str) -> HttpResponse:
    community = _edited(request, address)
    operations.undo_close_agenda(agenda=queries.agenda_of(community), by=request.by, at=clock.now())
    messages.success(request, _("The change agenda is open again."))
    return redirect("change_agenda", address=address)


@require_http_methods(["GET", "POST"])
def comment_on_agenda(request: HttpRequest, address: str) -> HttpResponse:
    community = queries.community_at(request.by, address)
    agenda = queries.agenda_of(community)
    require(policies.may_comment(request.by, community.network))
    ours = {str(one.pk): one for one in queries.organizations_acted_for(request.by, community.network)}
    form = forms.CommentForm(
        posted(request),
        initial={"strategy": request.GET.get("strategy", "")},
        organizations=[(pk, one.name) for pk, one in ours.items()],
        strategies=queries.strategy_choices(agenda),
        outcomes=own_outcome_choices(community.network, list(ours.values())),
    )
    tried = send(
        request,
        form,
        agenda_comments.comment_on_agenda,
        prepare=lambda typed: {
            "organization": ours[typed["organization"]],
            "text": typed["text"],
            "strategy": queries.strategy_in(agenda, typed["strategy"]) if typed["strategy"] else None,
            "asks_about": outcome_in(community.network, asked)
            if (asked := typed.get("asks_about"))
            else None,
            "key": typed["key"],
        },
        agenda=agenda,
        by=request.by,
        at=clock.now(),
    )
    return _after(
        request,
        form,
        tried,
        community,
        heading=_("Comment on the change agenda"),
        lede=_("The community adopts your comment, or says why not. It alone changes the agenda."),
        button=_("Send the comment"),
        said=_("Your comment is with the community."),
    )


@require_POST
def withdraw_comment(request: HttpRequest, address: str, comment_id: UUID) -> HttpResponse:
    community = queries.community_at(request.by, address)
    comment = queries.comment_in(queries.agenda_of(community), comment_id)
    agenda_comments.withdraw_comment(comment=comment, by=request.by, at=clock.now())
    messages.success(request, _("The comment is taken back."))
    return redirect("change_agenda", address=address)


@require_http_methods(["GET", "POST"])
def answer_comment(request: HttpRequest, address: str, comment_id: UUID) -> HttpResponse:
    community = _edited(request, address)
    comment = queries.comment_in(queries.agenda_of(community), comment_id)
    initial = {
        "answer": comment.state if comment.state != "open" else "",
        "because": comment.because,
        "version": comment.version,
    }
    form = forms.AnswerCommentForm(posted(request), initial=initial)
    tried = send(
        request, form, agenda_comments.answer_comment, comment=comment, by=request.by, at=clock.now()
    )
    return _after(
        request,
        form,
        tried,
        community,
        heading=_("Answer the comment of %(organization)s") % {"organization": comment.organization.name},
        lede=comment.text,
        lede_in=community.partnership.language,
        button=_("Save the answer"),
        said=_("Answered. An adopted comment is named by the next version."),
    )


def _edited(request: HttpRequest, address: str) -> Any:
    community = queries.community_at(request.by, address)
    require(policies.may_edit_agenda(request.by, community))
    return community


def _after(
    request: HttpRequest, form: Any, tried: Any, community: Any, *, said: str, lede: str = "", **facts: Any
) -> HttpResponse:
    group = community.partnership
    home = reverse("change_agenda", args=[group.address])
    if tried:
        messages.success(request, said)
        return redirect(home)
    return form_page(
        request,
        form,
        tried.status,
        group=group,
        lede=lede or community.name,
        between=[(_("Change agenda"), home)],
        back=home,
        **facts,
    )
