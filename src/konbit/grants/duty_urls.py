"""Addresses of the funder's duties and transitions."""

from typing import Any

urlpatterns: list[Any] = []
