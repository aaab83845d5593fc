"""The secret of a link: a signature over its id. Whoever holds the address holds the link, so none is ever stored."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

_signer = Signer(salt="konbit.accounts.link", sep=".")


def token_for(link_id: UUID) -> str:
    """The part of the address that proves the link."""
    return _signer.sign(link_id.hex)


def id_from(token: str) -> UUID | None:
    """The id of the link, or None for an address that we did not make."""
    try:
        return UUID(hex=_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
