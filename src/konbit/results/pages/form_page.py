"""One form of the register on a page of its own, with its place under "Priorities and results"."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.network.pages.form_page import form_page as form_page_of_group


def form_page(
    request: HttpRequest, form: Any, status: int, *, group: Any, under: tuple[str, str], **facts: Any
) -> HttpResponse:
    """`under` is the page this form lies below: its words and its address."""
    register = (_("Priorities and results"), reverse("results", args=[group.address]))
    return form_page_of_group(request, form, status, group=group, between=[register, under], **facts)
