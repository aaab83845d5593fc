"""A mail backend that keeps letters in a table: the visible mailbox of the demo and of an install without SMTP."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.db import transaction
from django.db.models import Max

from konbit.accounts.models import MailboxLetter
from konbit.foundation import clock, outbox


class MailboxBackend(BaseEmailBackend):
    """Keeps every letter once; sends none."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            with transaction.atomic():
                last = MailboxLetter.objects.aggregate(last=Max("sequence"))["last"] or 0
                values = {
                    "to": message.to[0],
                    "subject": message.subject,
                    "body": message.body,
                    "language": message.extra_headers.get("Content-Language", "en"),
                    "at": _moment(),
                    "sequence": last + 1,
                    "attachments": [one.get_filename() for one in message.attachments],
                }
                MailboxLetter.objects.get_or_create(
                    message_id=message.extra_headers["Message-ID"], defaults=values
                )
        return len(email_messages)


def _moment() -> datetime:
    """When the letter would have come. The demo's clock may jump, and its past was told in one breath: there a letter
    belongs to the moment at which it fell due."""
    return (settings.KONBIT_DEMO and outbox.due_at_of_current_job()) or clock.now()


class SmtpButNeverToExamples(SmtpBackend):
    """Sends by SMTP, except to the made-up people of an example network: their addresses end in `.example`, which no
    mail system may deliver (RFC 2606), so their letters go to the mailbox."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        examples = [message for message in email_messages if message.to[0].endswith(".example")]
        real = [message for message in email_messages if message not in examples]
        kept = MailboxBackend().send_messages(examples)
        return kept + (super().send_messages(real) or 0) if real else kept
