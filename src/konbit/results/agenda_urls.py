"""Addresses of change agendas, long-term outcomes, alignment and strategic plans."""

from typing import Any

urlpatterns: list[Any] = []
