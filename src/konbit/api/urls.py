"""Addresses of the API: its description, a page about it, its endpoints, and one answer for everything else."""

from django.urls import path, re_path

from konbit.api.endpoints import endpoints
from konbit.api.pages import api_docs, not_here, to_docs

urlpatterns = [
    path("", to_docs, name="api_root"),
    path("docs", api_docs, name="api_docs"),
    path("", endpoints.urls),
    re_path("", not_here, name="not_in_api"),
]
