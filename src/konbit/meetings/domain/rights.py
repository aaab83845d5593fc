"""Decision rights: whether a decision was taken by whom the group had said."""

from collections.abc import Mapping


def is_outside(declared: Mapping[str, str], role: str, right: str) -> bool:
    """Whether the role used another right than the group declared for it. On a topic without rights, nothing is outside.

    `declared` says of each role on the topic which right it has.
    """
    return bool(declared) and declared.get(role) != right
