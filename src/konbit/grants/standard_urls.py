"""Addresses of files in the formats other systems read."""

from typing import Any

urlpatterns: list[Any] = []
