"""Addresses of the grant tree: awards, payments, spending, places."""

from typing import Any

urlpatterns: list[Any] = []
