"""One form about money on a page of its own, with its place under "Money"."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.network.pages.form_page import form_page as form_page_of_group


def form_page(
    request: HttpRequest, form: Any, status: int, *, group: Any, under: list[tuple[str, str]], **facts: Any
) -> HttpResponse:
    """`under` are the pages this form lies below, each with its words and its address; it leads back to the last."""
    between = [(_("Money"), reverse("money", args=[group.address])), *under]
    back = facts.pop("back", between[-1][1])
    return form_page_of_group(request, form, status, group=group, between=between, back=back, **facts)
