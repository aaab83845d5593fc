"""What proves that an address was made here: signatures over ids. Whoever holds the address holds the link, so no
secret is ever stored."""

import base64
import re
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac

_signer = Signer(salt="konbit.accounts.link", sep=".")
_stop_signer = Signer(salt="konbit.accounts.stop_letters", sep=".")
# With the 16 bytes of an id 42 letters in base 32: a mail address takes 64 before its @.
PROOF_BYTES = 10
_TOKEN = re.compile(r"\+([a-z2-7]{42})@", re.IGNORECASE)


def token_for(link_id: UUID) -> str:
    """The part of the address that proves the link."""
    return _signer.sign(link_id.hex)


def id_from(token: str) -> UUID | None:
    """The id of the link, or None for an address that we did not make."""
    try:
        return UUID(hex=_signer.unsign(token))
    except (BadSignature, ValueError):
        return None


def reply_token_for(link_id: UUID) -> str:
    """The part of a mail address that proves the link: mail servers may change capitals, so it has none."""
    return base64.b32encode(link_id.bytes + _proof("reply", link_id.bytes)).decode().lower().rstrip("=")


def ids_from_addresses(addresses: str) -> list[UUID]:
    """The links that mail addresses of the form `mailbox+token@host` prove, in their order; what proves none is left out."""
    found = []
    for token in _TOKEN.findall(addresses):
        value = base64.b32decode(token.upper() + "======")
        if constant_time_compare(value[16:], _proof("reply", value[:16])):
            found.append(UUID(bytes=value[:16]))
    return found


def stop_token_for(person_id: UUID, kind: str) -> str:
    """The part of the address that stops one kind of letter to one person. It never expires: it can do nothing else."""
    return _stop_signer.sign(f"{person_id.hex}.{kind}")


def stopped_by(token: str) -> tuple[UUID, str] | None:
    """Whom and which kind of letter the address is about, or None for one that we did not make."""
    try:
        person, _dot, kind = _stop_signer.unsign(token).partition(".")
        return UUID(hex=person), kind
    except (BadSignature, ValueError):
        return None


def message_id_for(name: str, *, to: str, host: str) -> str:
    """The Message-ID of a letter to this address: the same for the same name, and proof that we wrote it."""
    return f"<{name}.{_proof('message', name, to.lower()).hex()}@{host}>"


def wrote_to(message_id: str, to: str) -> bool:
    """Whether we wrote a letter with this Message-ID to this address."""
    name, _dot, proof = message_id.strip(" <>\t\r\n").partition("@")[0].rpartition(".")
    return constant_time_compare(proof, _proof("message", name, to.lower()).hex())


def _proof(what: str, *parts: str | bytes) -> bytes:
    value = b"\0".join(part.encode() if isinstance(part, str) else part for part in parts)
    return salted_hmac(f"konbit.accounts.{what}", value, algorithm="sha256").digest()[:PROOF_BYTES]
