"""The menu of a group's pages."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from konbit.network import policies, words
from konbit.network.models import Group
from konbit.network.queries import is_inside

register = template.Library()


def _address_of(url_name: str, group: Group) -> str:
    try:
        return reverse(url_name, kwargs={"address": group.address})
    except NoReverseMatch:
        # A page whose room is not installed leads nowhere, so it is not shown.
        return ""


def _here(path: str, url: str, url_name: str) -> str:
    """What `aria-current` says of a page: this very one, or one that the page open now lies below."""
    if path == url:
        return "page"
    # Every page of the group lies below its overview.
    return "true" if path.startswith(url) and url_name != "group" else ""


@register.inclusion_tag("network/group_menu.html", takes_context=True)
def group_menu(context: template.Context, group: Group) -> dict[str, Any]:
    """The pages of the group that this person may open, the present one marked."""
    request = context["request"]
    is_member = bool(policies.may_see_group(request.by, group))
    allowed = {
        "public": bool(policies.may_see_group_publicly(request.by, group)),
        "inside": is_member if group.parent_id else is_inside(request.by, group),
        "member": is_member,
        "convener": bool(policies.may_change_group(request.by, group)),
    }
    pages = []
    for page in settings.KONBIT_GROUP_PAGES:
        if allowed[page["needs"]]:
            url = _address_of(page["url_name"], group)
            if url:
                pages.append(
                    {"label": page["label"], "url": url, "here": _here(request.path, url, page["url_name"])}
                )
    return {"pages": pages, "group": group}


@register.simple_tag(takes_context=True)
def groups_above(context: template.Context, group: Group) -> list[Group]:
    """The line of place: the groups from the topmost down that the person may open, without the page open now."""
    request, found, one = context["request"], [], group
    while one is not None:
        if policies.may_see_group_publicly(request.by, one) and request.path != _address_of("group", one):
            found.append(one)
        one = one.parent
    return found[::-1]


@register.filter
def role_word(code: str) -> str:
    """A role in the reader's language."""
    return str(words.ROLES.get(code, code))


@register.filter
def kind_word(code: str) -> str:
    """A kind of group in the reader's language."""
    return str(words.GROUP_KINDS.get(code, code))
