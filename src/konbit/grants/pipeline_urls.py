"""Addresses of the funding pipeline."""

from typing import Any

urlpatterns: list[Any] = []
