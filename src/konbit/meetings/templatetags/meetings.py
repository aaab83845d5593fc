"""The tag library `meetings`: words for stored codes, and what a record keeps as text."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.foundation import clock
from konbit.foundation.small_counts import Shown
from konbit.meetings import queries, words
from konbit.meetings.pre_read_content import held_and_empty
from konbit.meetings.record_content import LISTS
from konbit.network.templatetags.network import role_word
from konbit.ui import formats

register = template.Library()
register.filter(held_and_empty)

_BOOLEANS = {"private", "no_names", "is_delegate", "outside_rights", "changes_structure"}
_DAYS = {"due_on", "review_on"}
_MOMENTS = {"starts_at", "ends_at"}


@register.filter
def tag_kind(code: str) -> str:
    """Which kind of tag a state wears."""
    return words.TAGS.get(code, "calm")


@register.filter
def iso_day(text: str | None) -> str:
    """A day that a record keeps as text, in the words of the page's language."""
    return formats.long_day(date.fromisoformat(text)) if text else ""


@register.filter
def moment(text: str | None) -> datetime | str:
    """A moment that a record keeps as text, for the filters of days and times."""
    return datetime.fromisoformat(text) if text else ""


@register.filter
def decision_word(code: str) -> str:
    return str(words.DECISION_STATES.get(code, code))


@register.filter
def commitment_word(code: str) -> str:
    return str(words.COMMITMENT_STATES.get(code, code))


@register.filter
def purpose_word(code: str) -> str:
    return str(words.PURPOSES.get(code, code))


@register.filter
def part_word(number: int) -> str:
    """The heading of a part of the agenda."""
    return str(words.PARTS[number])


@register.filter
def need_word(code: str) -> str:
    """What sort of thing somebody needs to take part."""
    return str(words.NEED_KINDS.get(code, code))


@register.filter
def need_state_word(code: str) -> str:
    """What became of a need."""
    return str(words.NEED_STATES.get(code, code))


@register.filter
def mode_word(code: str) -> str:
    return str(words.MODES.get(code, code))


@register.filter
def right_word(code: str) -> str:
    return str(words.RIGHTS.get(code, code))


@register.filter
def rights_words(declared: str | list[list[str]]) -> str:
    """Declared rights in words: "Community partnership: Decide; Funder: Advise". A record keeps them as text."""
    pairs = [one.split(":") for one in declared.split(", ")] if isinstance(declared, str) else declared
    return "; ".join(
        _("%(role)s: %(right)s") % {"role": role_word(role), "right": right_word(right)}
        for role, right in pairs
    )


@register.filter
def due_day(item: Any) -> date:
    """When the commitment that comes back with an item is due; of a meeting that was held, as it stood then."""
    return getattr(item, "due_then", None) or item.commitment.due_on


@register.filter
def days_open(item: Any) -> int:
    """For how many days an item that was passed up has been open; its answer ends it."""
    return queries.age_of(item, clock.now())


@register.filter
def channel_word(code: str) -> str:
    """By which way something came."""
    return str(words.CHANNELS.get(code, code))


@register.filter
def choice_word(code: str) -> str:
    return str(words.CHOICES.get(code, code))


@register.filter
def step_word(code: str) -> str:
    """What happened to a commitment."""
    return str(words.COMMITMENT_STEPS.get(code, code))


@register.filter
def list_word(code: str) -> str:
    """What sort of row of a record differs."""
    return str(words.RECORD_LISTS.get(code, code))


@register.filter
def field_word(code: str) -> str:
    """What of a row of a record differs."""
    return str(words.RECORD_FIELDS.get(code, code))


@register.filter
def link_address(link: Mapping[str, Any]) -> str:
    """Where a link of an agenda item leads: a page by its name, of whichever room."""
    return reverse(link["page"], args=link["arguments"])


@register.filter
def without_outcome(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items of a record of which nothing came that could be noted."""
    return [item for item in items if not any(item[name] for name in LISTS[1:])]


@register.filter
def closure_words(closure: Mapping[str, Any] | None) -> str:
    """7 of 9 done; 1 dropped with reason. A percentage from ten on."""
    if closure is None or not any(closure[name] for name in ("due", "dropped", "handed_over")):
        return _("Nothing that was promised fell due.")
    if closure["percent"] is not None:
        said = [_("%(done)s of %(due)s done (%(percent)s %%)") % closure]
    else:
        said = [_("%(done)s of %(due)s done") % closure]
    if closure["dropped"]:
        said.append(
            ngettext("%(count)s dropped with reason", "%(count)s dropped with reason", closure["dropped"])
            % {"count": closure["dropped"]}
        )
    if closure["handed_over"]:
        said.append(
            ngettext("%(count)s handed over", "%(count)s handed over", closure["handed_over"])
            % {"count": closure["handed_over"]}
        )
    return "; ".join(said)


@register.filter
def shown_words(shown: Shown) -> str:
    """What may be printed of the answers to one question."""
    facts = {"yes": shown.yes, "answered": shown.answered, "percent": shown.percent}
    match shown.kind:
        case "too_few":
            return _("Fewer than 5 answered.")
        case "count":
            return _("%(yes)s of %(answered)s said yes") % facts
        case "percent":
            return _("%(yes)s of %(answered)s said yes (%(percent)s %%)") % facts
        case "most":
            return _("Most said yes")
        case "half":
            return _("About half said yes")
        case "few":
            return _("Few said yes")
    return _("Not shown: all or nearly all answered alike.")


@register.filter
def votes_words(counts: Mapping[str, Any]) -> str:
    """6 yes, 1 no; nothing where nobody voted."""
    votes = {choice: counts[choice] for choice in words.CHOICES}
    if not any(votes.values()):
        return ""
    if votes["abstain"]:
        said = ngettext(
            "%(yes)s yes, %(no)s no, %(abstain)s abstained",
            "%(yes)s yes, %(no)s no, %(abstain)s abstained",
            votes["abstain"],
        )
        return said % votes
    return _("%(yes)s yes, %(no)s no") % votes


@register.filter
def value_words(value: str | None, field: str) -> str:
    """The value of a field on one side of a difference, in words."""
    if not value:
        return _("(nothing)")
    if field in _BOOLEANS:
        return str(words.PULSE_ANSWERS["yes" if value == "True" else "no"])
    if field in _DAYS:
        return iso_day(value)
    if field in _MOMENTS:
        return formats.long_day(datetime.fromisoformat(value))
    read = {
        "state": decision_word,
        "right": right_word,
        "mode": mode_word,
        "purpose": purpose_word,
        "role": role_word,
        "right_of": role_word,
        "rights_declared": rights_words,
    }
    return read[field](value) if field in read else value
