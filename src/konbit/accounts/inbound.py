"""Read a letter that came in. Whatever is broken in it, something is answered: unknown character sets, torn parts, and
headers that no rule allows are read as well as they can be."""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from html.parser import HTMLParser

from konbit.accounts.domain.new_text import new_text

LONGEST_ID, LONGEST_TEXT, MOST_NAMES = 300, 100_000, 20
RECIPIENT_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
# "list" is left out: a person may answer by way of a list.
AUTOMATIC_PRECEDENCE = {"bulk", "junk", "auto_reply"}
SILENT_TAGS, BLOCK_TAGS = (
    {"script", "style", "head", "title"},
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3"},
)
OLD_LETTER = re.compile(r"gmail_quote|divRplyFwdMsg|appendonsend|moz-cite-prefix|yahoo_quoted|OLK_SRC_BODY")


@dataclass(frozen=True)
class Bounce:
    """What a mail server tells about a letter of ours: whether it came back for good, to whom it went, and its ids."""

    for_good: bool
    addresses: tuple[str, ...]
    message_ids: tuple[str, ...]


@dataclass(frozen=True)
class Incoming:
    """A letter as far as it could be read. `addressed_to` is every header that may name whom it is for."""

    message_id: str
    from_address: str
    subject: str
    addressed_to: str
    text: str
    new_text: str
    attachments: tuple[str, ...]
    is_automatic: bool
    bounce: Bounce | None


def read_incoming(raw: bytes) -> Incoming:
    """Read a letter. Never fails."""
    message = _parsed(raw)
    text = _clean(_text(message))[:LONGEST_TEXT]
    from_line = _header(message, "From")
    return Incoming(
        message_id=_message_id(message, raw),
        from_address=(parseaddr(from_line)[1] or from_line)[:254],
        subject=_header(message, "Subject")[:400],
        addressed_to=" ".join(_header(message, name) for name in RECIPIENT_HEADERS),
        text=text,
        new_text=new_text(text),
        attachments=_attachments(message),
        is_automatic=_is_automatic(message),
        bounce=_bounce(message),
    )


def _parsed(raw: bytes) -> Message:
    try:
        return message_from_bytes(raw, policy=policy.default)
    except Exception:
        # Such as parts within parts, deeper than any program can follow.
        return BytesHeaderParser(policy=policy.default).parsebytes(raw)


def _clean(text: str) -> str:
    """The text without what no table takes: zero bytes and halves of characters."""
    return text.encode(errors="replace").decode().replace("\0", "")


def _header(message: Message, name: str) -> str:
    """Every header of this name in one line; as it came where the email package cannot read it."""
    try:
        values = [str(value) for value in message.get_all(name, [])]
    except Exception:
        values = [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]
    return _clean(" ".join(" ".join(values).split()))


def _message_id(message: Message, raw: bytes) -> str:
    given = _header(message, "Message-ID")
    if given and len(given) <= LONGEST_ID:
        return given
    # Headers of the way it took may differ from one delivery to the next; what its writer wrote does not.
    headers = [given or _header(message, name) for name in ("From", "Date", "Subject")]
    body = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[-1] if not given else b""
    return "sha256:" + hashlib.sha256("\n".join(headers).encode() + body.replace(b"\r\n", b"\n")).hexdigest()


def _is_automatic(message: Message) -> bool:
    submitted = _header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    if submitted not in ("", "no") or _header(message, "Precedence").lower() in AUTOMATIC_PRECEDENCE:
        return True
    return "<>" in _header(message, "Return-Path").replace(" ", "")


def _parts(message: Message) -> list[Message]:
    try:
        return list(message.walk())
    except Exception:
        return [message]


def _own_parts(message: Message) -> Iterator[Message]:
    """The parts of this letter, without those of letters that are attached to it."""
    yield message
    if message.is_multipart() and not _type(message).startswith("message/"):
        for part in message.get_payload():
            yield from _own_parts(part)


def _type(part: Message) -> str:
    try:
        return part.get_content_type()
    except Exception:
        return "application/octet-stream"


def _text(message: Message) -> str:
    """The plain text of the letter; where it has none, what its HTML says."""
    bodies: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for part in _own_parts(message):
        if _type(part) in bodies and not _is_attachment(part):
            bodies[_type(part)].append(_decoded(part))
    if any(one.strip() for one in bodies["text/plain"]):
        return "\n".join(bodies["text/plain"])
    return "\n".join(_words_of(one) for one in bodies["text/html"])


def _decoded(part: Message) -> str:
    try:
        content, named = part.get_payload(decode=True), part.get_content_charset()
    except Exception:
        return ""
    if not isinstance(content, bytes):
        return ""
    content = content[: 4 * LONGEST_TEXT]
    for charset in (named or "utf-8", "utf-8", "cp1252"):
        with contextlib.suppress(LookupError, UnicodeError):
            return content.decode(charset)
    return content.decode(errors="replace")


def _filename(part: Message) -> str:
    try:
        return _clean(part.get_filename() or "").strip()[:200]
    except Exception:
        return "?"


def _is_attachment(part: Message) -> bool:
    return bool(_filename(part)) or _header(part, "Content-Disposition").lower().startswith("attachment")


def _attachments(message: Message) -> tuple[str, ...]:
    """The names of the files; a picture that stands inside the text, such as a logo, is none."""
    files = [part for part in _own_parts(message) if _is_attachment(part) and not _stands_in_text(part)]
    return tuple(_filename(part) or "?" for part in files[:MOST_NAMES])


def _stands_in_text(part: Message) -> bool:
    return bool(_header(part, "Content-ID")) and _header(part, "Content-Disposition").lower().startswith(
        "inline"
    )


def _bounce(message: Message) -> Bounce | None:
    """What a delivery status notification says (RFC 3464)."""
    parts = _parts(message)
    status = next((part for part in parts if _type(part) == "message/delivery-status"), None)
    if status is None:
        return None
    blocks = status.get_payload() if status.is_multipart() else [message_from_string(_decoded(status))]
    if not any(_header(block, "Action") for block in blocks):
        return None
    failed = [block for block in blocks if _header(block, "Action").lower() == "failed"]
    addresses = [
        _header(block, name).partition(";")[2].strip() or _header(block, name).strip()
        for block in failed
        for name in ("Original-Recipient", "Final-Recipient")
    ]
    returned = _returned_headers(parts)
    return Bounce(
        for_good=any(_header(block, "Status").startswith("5") for block in failed),
        addresses=tuple(one for one in (*addresses, *(_address(part) for part in returned)) if one),
        message_ids=tuple(_header(part, "Message-ID") for part in returned if _header(part, "Message-ID")),
    )


def _address(message: Message) -> str:
    return parseaddr(_header(message, "To"))[1]


def _returned_headers(parts: list[Message]) -> list[Message]:
    returned: list[Message] = []
    for part in parts[1:]:
        if _type(part) == "text/rfc822-headers":
            returned.append(message_from_string(_decoded(part), _class=EmailMessage, policy=policy.default))
        elif _type(part) == "message/rfc822" and part.is_multipart():
            returned += part.get_payload()
    return returned


class _Words(HTMLParser):
    """Collects what a person would read, up to where the old letter begins."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = self.quoted = 0
        self.is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if any(name in ("class", "id") and OLD_LETTER.search(value or "") for name, value in attrs):
            self.is_over = True
        self.silent += tag in SILENT_TAGS
        self.quoted += tag == "blockquote"
        if tag in BLOCK_TAGS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in SILENT_TAGS))
        self.quoted = max(0, self.quoted - (tag == "blockquote"))
        if tag in BLOCK_TAGS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not (self.silent or self.quoted or self.is_over):
            self.words.append(re.sub(r"\s+", " ", data))


def _words_of(html: str) -> str:
    reader = _Words()
    with contextlib.suppress(Exception):
        reader.feed(html)
        reader.close()
    return re.sub(r"\n\s*\n+", "\n\n", "".join(reader.words)).strip()
