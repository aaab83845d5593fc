"""Versions in the words of HTTP: the ETag of a record, and requests that name the one they read.

An ETag is the version and a fingerprint of the whole answer: `"3-…"`. The version is what a change is held against; the
fingerprint also tells what others wrote around the record, and what this person may see of it.
"""

import hashlib
import json
import re

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from ninja.operation import Operation

_VERSION = re.compile(r'(?:W/)?"([0-9]{1,10})-[0-9a-f]+"')


def shows_version(operation: Operation) -> bool:
    """Whether an endpoint shows one record, with its version."""
    shown = operation.response_models[200].model_fields["response"].annotation if _reads(operation) else None
    return "version" in getattr(shown, "model_fields", ())


def _reads(operation: Operation) -> bool:
    return operation.methods == ["GET"] and bool(operation.response_models.get(200))


def tagged(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer with its ETag; without its content where the request names this very one by If-None-Match."""
    if answer.status_code != 200:
        return answer
    version = json.loads(answer.content)["version"]
    tag = f'"{version}-{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    answer.headers["ETag"] = tag
    return get_conditional_response(request, etag=tag, response=answer)


def names_its_version(request: HttpRequest) -> bool:
    """Whether a change carries the version that its If-Match names, where it has one; what stands is compared later.

    A change that carries no version cannot be held against one, so no If-Match but "*" is met by it.
    """
    named = request.headers.get("If-Match")
    if named is None or named.strip() == "*" or request.method == "GET":
        return True
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        # The endpoint says what is wrong with it.
        return True
    version = body.get("version") if isinstance(body, dict) else None
    return str(version) in _VERSION.findall(named)
