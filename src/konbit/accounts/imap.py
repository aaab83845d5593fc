"""Read the mailbox that replies come to, over IMAP. Letters are marked as seen once they are stored, and never deleted."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from konbit.accounts.operations.inbound import receive_letter
from konbit.foundation.actor import SYSTEM

WAITS = 15
# Of a letter that is longer, the beginning is read: text stands before attachments.
LONGEST_LETTER = 12_000_000
MOST_AT_ONCE = 100


class MailboxFault(Exception):
    """The server answered with a no."""


def read_mailbox(at: datetime) -> int:
    """Take in every letter that nobody has seen yet, a hundred at most; answers how many.

    Without an address in the settings, there is nothing to read. Network and server faults rise; what was stored
    until then stays stored, and the rest is read next time.
    """
    if not settings.KONBIT_IMAP_URL:
        return 0
    taken = 0
    with _opened(urlsplit(settings.KONBIT_IMAP_URL)) as box:
        for number in _unseen(box)[:MOST_AT_ONCE]:
            raw = _letter(box, number)
            if raw is None:
                continue
            receive_letter(raw=raw, by=SYSTEM, at=at)
            _heeded(box.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)"))
            taken += 1
    return taken


@contextmanager
def _opened(url: SplitResult) -> Iterator[imaplib.IMAP4]:
    host = url.hostname or "127.0.0.1"
    safe = ssl.create_default_context()
    if url.scheme == "imaps":
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, url.port or 993, ssl_context=safe, timeout=WAITS)
    else:
        box = imaplib.IMAP4(host, url.port or 143, timeout=WAITS)
        if "STARTTLS" in box.capabilities:
            box.starttls(safe)
    with box:
        box.login(unquote(url.username or ""), unquote(url.password or ""))
        folder = unquote(url.path.strip("/")) or "INBOX"
        _heeded(box.select('"' + re.sub(r'([\\"])', r"\\\1", folder) + '"'))
        yield box


def _heeded(answer: tuple[str, list]) -> list:
    said, data = answer
    if said != "OK":
        raise MailboxFault
    return data


def _unseen(box: imaplib.IMAP4) -> list[str]:
    found = _heeded(box.uid("SEARCH", "UNSEEN"))
    return [number.decode() for part in found if part for number in part.split()]


def _letter(box: imaplib.IMAP4, number: str) -> bytes | None:
    """The letter as it came; None where somebody removed it meanwhile."""
    data = _heeded(box.uid("FETCH", number, f"(BODY.PEEK[]<0.{LONGEST_LETTER}>)"))
    return next((part[1] for part in data if isinstance(part, tuple)), None)
