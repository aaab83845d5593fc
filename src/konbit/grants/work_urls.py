"""Addresses of activities, reports and a grantee's first months."""

from typing import Any

urlpatterns: list[Any] = []
