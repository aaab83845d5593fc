"""How often a key may be used."""

import time
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from konbit.accounts.models import ApiKey
from konbit.api.models import KeyMinute
from konbit.foundation.actor import Actor
from konbit.foundation.refusals import Kind, Refusal

A_MINUTE, REQUESTS_A_MINUTE = 60, 600


class TooManyRequests(Refusal):
    """Facts: `wait`, the seconds until the next minute begins; `is_first`, whether the limit was only just passed."""

    code, kind = "too_many_requests", Kind.TOO_MANY
    says = _("This key asked more than %(most)s times within a minute. Wait %(wait)s seconds, then go on.")


def count_request(*, api_key: ApiKey, by: Actor, at: datetime) -> None:
    """Count one request, in a transaction of its own, so that no refusal takes it back.

    The count stands in the database: kept in a process, each limit would be multiplied by the number of processes.

    Raises:
        TooManyRequests: this minute's limit is passed.
    """
    # Limits run on the machine's time: the clock of a demo stands still.
    minute, second = divmod(int(time.time()), A_MINUTE)
    this_minute = KeyMinute.objects.filter(key_id=api_key.pk, minute=minute)
    with transaction.atomic():
        if not this_minute.update(count=F("count") + 1):
            KeyMinute.objects.filter(key_id=api_key.pk, minute__lt=minute).delete()
            try:
                with transaction.atomic():
                    KeyMinute.objects.create(key_id=api_key.pk, minute=minute, count=1)
            except IntegrityError:
                # Another process began this minute at the same moment.
                this_minute.update(count=F("count") + 1)
        count = this_minute.get().count
    if count > REQUESTS_A_MINUTE:
        is_first = count == REQUESTS_A_MINUTE + 1
        raise TooManyRequests(most=REQUESTS_A_MINUTE, wait=A_MINUTE - second, is_first=is_first)
