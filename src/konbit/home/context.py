"""What the frame of every page says in the demo: its own day, and where the clock is moved."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from konbit.foundation import clock


def demo(request: HttpRequest) -> dict[str, object]:
    """`demo_clock`, in the demo only."""
    if not settings.KONBIT_DEMO:
        return {}
    return {"demo_clock": {"moment": clock.now(), "zone": "America/Chicago", "url": reverse("demo_clock")}}
