"""One form of a group on a page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def form_page(request: HttpRequest, form: Any, status: int = 200, **facts: Any) -> HttpResponse:
    return render(request, "network/form_page.html", {"form": form, **facts}, status=status)
