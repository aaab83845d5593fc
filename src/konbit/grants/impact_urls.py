"""Addresses of what money is meant to reach."""

from typing import Any

urlpatterns: list[Any] = []
