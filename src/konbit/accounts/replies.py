"""Replies to letters by their purpose: each room registers who takes them.

    @takes_replies("meetings.answer")
    def take(*, link: Link, from_address: str, text: str, attachments: tuple[str, ...], at: datetime) -> None: ...

`link` is what the reply's address proved; `text` holds the new words only, `attachments` the names of files. It is called
in the transaction that notes the letter as read. A refusal, or any fault, puts the letter before the operator.
"""

from collections.abc import Callable

Taker = Callable[..., None]
_takers: dict[str, Taker] = {}


def takes_replies(purpose: str) -> Callable[[Taker], Taker]:
    """Register who takes the replies to letters whose reply address was made for this purpose."""

    def register(taker: Taker) -> Taker:
        _takers[purpose] = taker
        return taker

    return register


def taker_of(purpose: str) -> Taker | None:
    """Who takes replies of this purpose; None where nobody does."""
    return _takers.get(purpose)
