"""Letters: plain text in the reader's language, sent by whatever mail the settings name."""

import hashlib
import smtplib
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.message import Message, MIMEPart
from email.policy import Policy, default
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from konbit.accounts import queries
from konbit.accounts.domain.quiet_hours import quiet_until
from konbit.accounts.links import id_from, message_id_for, reply_token_for, stop_token_for
from konbit.accounts.models import Person
from konbit.accounts.operations.letters import note_bounce
from konbit.accounts.operations.links import make_link
from konbit.accounts.words import LETTER_KINDS
from konbit.foundation import clock, outbox
from konbit.foundation.actor import SYSTEM

FOOT = "accounts/letters/foot.txt"
# What a mail server says when it refuses us, or our letter, and not the address (RFC 3463).
ABOUT_POLICY = "5.7."

# RFC 5322 takes no longer one.
LONGEST_LINE = 998

# Name, content, and its type, which may carry parameters: "text/calendar; method=REQUEST".
Attachment = tuple[str, bytes, str]


def address_of(name: str, language: str, **kwargs: str) -> str:
    """The full address of a page in the reader's language, as it can stand in a letter."""
    with translation.override(language):
        return settings.KONBIT_ADDRESS.rstrip("/") + reverse(name, kwargs=kwargs)


def address_behind_sign_in(name: str, language: str, **kwargs: str) -> str:
    """The full address of a private page: who is signed in goes straight there, everybody else by the sign-in page."""
    with translation.override(language):
        return (
            address_of("sign_in", language)
            + "?"
            + urlencode({"next": reverse(name, kwargs=kwargs)}, safe="/")
        )


def reply_address(person: Person, purpose: str, about_id: UUID | None, at: datetime) -> str | None:
    """The mail address at which this person can answer for one purpose and object; None where no mail is read here.

    It holds a link of its own. Call it from a job only.
    """
    if not settings.KONBIT_MAIL_REPLY:
        return None
    token = make_link(person=person, purpose=purpose, about_id=about_id, by=SYSTEM, at=at)
    mailbox, _at, host = settings.KONBIT_MAIL_REPLY.rpartition("@")
    return f"{mailbox}+{reply_token_for(id_from(token))}@{host}"


def send_letter(
    person: Person,
    template: str,
    facts: Mapping[str, Any],
    *,
    kind: str = "",
    attachments: Sequence[Attachment] = (),
    reply_to: str | None = None,
    asked_for: bool = False,
) -> None:
    """Write one letter to one person. The template's first line is the subject.

    No letter goes to somebody without an address, who may not sign in, whose letters come back (unless they ask for
    this one now), or who wants none of this kind. Call it from a job only: it speaks to the outside.

    Raises:
        outbox.Later: it is a letter of a kind, and these are the person's quiet hours.
    """
    if not person.email or not person.is_active or (person.bounced_at and not asked_for):
        return
    if kind:
        if not queries.wants(person, kind):
            return
        until = quiet_until(
            clock.now(), zone=person.time_zone, begins=person.quiet_from, ends=person.quiet_until
        )
        if until is not None:
            raise outbox.Later(until=until)
    sender = settings.DEFAULT_FROM_EMAIL
    headers = {
        "From": sender,
        "Content-Language": person.language,
        "Auto-Submitted": "auto-generated",
        "Message-ID": _message_id(person.email, template, host=parseaddr(sender)[1].rpartition("@")[2]),
    }
    subject, _line_end, body = _written(person, template, facts).partition("\n")
    if kind:
        stop = address_of("stop_letters", person.language, token=stop_token_for(person.pk, kind))
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        foot = _written(person, FOOT, {"kind": LETTER_KINDS[kind], "url": stop})
        # Mail programs leave what stands below this line out of a reply.
        body = f"{body.strip()}\n\n-- \n{foot}"
    letter = _Letter(
        subject=subject.strip(),
        body=body.strip() + "\n",
        # Letters that come back go to the mailbox that is read.
        from_email=settings.KONBIT_MAIL_REPLY or sender,
        to=[person.email],
        reply_to=[reply_to] if reply_to else None,
        headers=headers,
        attachments=[_part(*one) for one in attachments],
    )
    outbox.outside(lambda: _send(letter, person))


class _Letter(EmailMessage):
    """Keeps its headers on one line each: a long address that is folded would be encoded, and no mail program follows
    an encoded List-Unsubscribe."""

    def message(self, *, policy: Policy = default) -> Message:
        return super().message(policy=policy.clone(max_line_length=LONGEST_LINE))


def _written(person: Person, template: str, facts: Mapping[str, Any]) -> str:
    with translation.override(person.language):
        # Plain text: an apostrophe stays an apostrophe, where a page would write it as an entity.
        context = Context({"person": person, "address": settings.KONBIT_ADDRESS, **facts}, autoescape=False)
        return get_template(template).template.render(context).strip()


def _message_id(to: str, template: str, *, host: str) -> str:
    """The same at each try of a job, so that who gets a letter twice can drop the second."""
    job = outbox.current_job_id() or uuid.uuid4()
    which = hashlib.sha256(template.encode()).hexdigest()[:8]
    return message_id_for(f"{job.hex}.{which}", to=to, host=host)


def _part(name: str, content: bytes, mimetype: str) -> MIMEPart:
    part = MIMEPart()
    part["Content-Type"] = mimetype
    main, sub, parameters = (
        part.get_content_maintype(),
        part.get_content_subtype(),
        part["Content-Type"].params,
    )
    part.set_content(content, main, sub, disposition="attachment", filename=name, params=dict(parameters))
    return part


def _send(letter: EmailMessage, person: Person) -> None:
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as refused:
        if not all(_is_for_good(code, said) for code, said in refused.recipients.values()):
            raise
        note_bounce(person=person, address=letter.to[0], by=SYSTEM, at=clock.now())


def _is_for_good(code: int, said: bytes) -> bool:
    return 500 <= code < 600 and not said.decode(errors="replace").startswith(ABOUT_POLICY)
