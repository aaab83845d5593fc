"""What several verbs of this room ask of what was written."""

from django.utils.translation import gettext_lazy as _

from konbit.foundation.refusals import Kind, Refusal
from konbit.results.domain.addresses import is_other_address, is_web_address
from konbit.results.models import Event
from konbit.results.queries.events import missing_of, words_for_missing

LONGEST_QUOTE = 60


class SourceIsNoAddress(Refusal):
    code, kind = "source_is_no_address", Kind.UNREADABLE
    says = _(
        "“%(typed)s” is not an address that others can open. Write one like https://example.org, "
        "or say in words where it can be found."
    )


class AddressIsNotOnTheWeb(Refusal):
    code, kind = "address_is_not_on_the_web", Kind.UNREADABLE
    says = _("“%(typed)s” is not a web address. Write it like https://example.org.")


class EventIsEvidence(Refusal):
    code = "event_is_evidence"
    says = _(
        "This event is evidence for a result, so it keeps its day, its audience and its material. "
        "Missing now: %(missing)s. Write it, or take the event off the result first."
    )


def refuse_bare_evidence(event: Event) -> None:
    """What is evidence for a result keeps what makes it so.

    Raises:
        EventIsEvidence: its day, its audience or its material is missing.
    """
    missing = missing_of(event)
    if missing and event.evidence_ties.exists():
        raise EventIsEvidence(missing=words_for_missing(missing))


def refuse_other_addresses(**sources: str) -> None:
    """A source, by the name of its field, is said in words or by an address of the web.

    Raises:
        SourceIsNoAddress: it begins like an address of another kind.
    """
    for field, typed in sources.items():
        if is_other_address(typed):
            raise _about(field, SourceIsNoAddress, typed)


def refuse_no_web_address(**addresses: str) -> None:
    """An address becomes a link, so it leads to the web; it may be empty.

    Raises:
        AddressIsNotOnTheWeb: it begins with neither http:// nor https://.
    """
    for field, typed in addresses.items():
        if typed and not is_web_address(typed):
            raise _about(field, AddressIsNotOnTheWeb, typed)


def _about(field: str, refusal: type[Refusal], typed: str) -> Refusal:
    found = refusal(typed=typed if len(typed) <= LONGEST_QUOTE else typed[: LONGEST_QUOTE - 1] + "…")
    found.field = field
    return found
