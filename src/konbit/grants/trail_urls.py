"""Addresses of the public money trail and the interests behind it."""

from typing import Any

urlpatterns: list[Any] = []
