"""What a page's own script is told when it sends a form and stays where it is: what a page would answer, as JSON."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from konbit.foundation.refusals import Refusal

SIGNED_OUT = 401


def by_script(request: HttpRequest) -> bool:
    """Whether the page's script asks, and not a person who reads the answer."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def told(status: int = 200, **facts: Any) -> JsonResponse:
    """An answer to the script; kept apart from the page that has the same address."""
    answer = JsonResponse(facts, status=status)
    patch_vary_headers(answer, ["Accept"])
    return answer


def saved(address: str, **more: Any) -> JsonResponse:
    """It is stored. `address` is the page that shows it."""
    return told(saved=True, address=address, **more)


def refused(code: str, sentence: str, status: int, **more: Any) -> JsonResponse:
    """It is not stored, and why."""
    return told(status, refused={"code": code, "sentence": sentence, **more})


def refused_by(refusal: Refusal) -> JsonResponse:
    return refused(refusal.code, refusal.sentence, refusal.kind.status)


def signed_out() -> JsonResponse:
    """Nobody is signed in: the same answer whatever the address."""
    return refused("signed_out", _("You were signed out."), SIGNED_OUT)


def somebody_else() -> JsonResponse:
    """Another person is signed in than the one who wrote it."""
    return refused("somebody_else", _("Somebody else is signed in on this device."), SIGNED_OUT)
