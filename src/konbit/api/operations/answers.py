"""Sending twice stores once: a request that names an idempotency key is answered once, and the answer is kept."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from konbit.api.models import KeptAnswer
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal

KEPT_FOR = timedelta(days=30)
LONGEST_NAME = 100
# The same as the description says.
NAME = "^[!-~]+$"


class SaidOtherwiseBefore(Refusal):
    code, kind, field = "said_otherwise_before", Kind.UNREADABLE, "Idempotency-Key"
    says = _(
        "Another request was sent with this idempotency key. Nothing was stored. Choose a new key for a new request."
    )


class StandsElsewhereNow(Refusal):
    code = "stands_elsewhere_now"
    says = _(
        "This request was answered before, and your seats and roles have changed since. Nothing was stored again. "
        "Look the record up."
    )


class NameIsUnreadable(Refusal):
    code, kind, field = "name_is_unreadable", Kind.UNREADABLE, "Idempotency-Key"
    says = _("An idempotency key has 1 to 100 plain characters and no space, such as a UUID.")


def answer_once(
    *,
    api_key_id: UUID,
    name: str,
    request: HttpRequest,
    answer: Callable[[], HttpResponse],
    by: Actor,
    at: datetime,
) -> HttpResponse:
    """Answer the request, or give the answer that was given before. Only what was stored is kept: a refused request may
    be sent again.

    Raises:
        SaidOtherwiseBefore: another request came under this name.
        StandsElsewhereNow: it was answered, and the person may see other things now than then.
        NameIsUnreadable: the name is empty, too long, or no plain text.
    """
    if len(name) > LONGEST_NAME or not re.fullmatch(NAME, name):
        raise NameIsUnreadable
    asked = _hash_of(str(request.method).encode(), request.get_full_path().encode(), request.body)
    with transaction.atomic():
        standing = _hash_of(*sorted(str(held.id).encode() for held in by.memberships))
        kept = _claim(api_key_id, name, asked, standing)
        if kept.request_hash != asked:
            raise SaidOtherwiseBefore
        if kept.status is not None:
            if kept.standing_hash != standing:
                raise StandsElsewhereNow
            return HttpResponse(kept.content, status=kept.status, content_type=kept.content_type)
        given = answer()
        if given.status_code >= 300:
            transaction.set_rollback(True)
            return given
        kept.status, kept.content = given.status_code, given.content.decode()
        kept.content_type = given.headers["Content-Type"]
        kept.save(update_fields=["status", "content", "content_type"])
    return given


def _hash_of(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _claim(api_key_id: UUID, name: str, asked: str, standing: str) -> KeptAnswer:
    """The row of this name; of two requests at once, the later one waits here for the first one's answer."""
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(
                api_key_id=api_key_id,
                name=name,
                request_hash=asked,
                standing_hash=standing,
                at=timezone.now(),
            )
    except IntegrityError:
        return KeptAnswer.objects.select_for_update().get(api_key_id=api_key_id, name=name)


def throw_old_answers_away(*, by: Actor, at: datetime) -> int:
    """Forget what was answered more than 30 days ago, by the machine's clock; answers how many."""
    old = KeptAnswer.objects.filter(at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0] if old.exists() else 0
