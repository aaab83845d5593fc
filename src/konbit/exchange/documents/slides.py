"""The pre-read of a meeting as slides: the same rows as its page, as far as the reader may see them."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.exchange.documents.deck import Deck, Line
from konbit.exchange.documents.office import example_words, foot_words
from konbit.exchange.documents.words import closure_lines, comes_back_words, when_words
from konbit.meetings.pre_read_content import by_part
from konbit.meetings.templatetags.meetings import need_state_word, need_word, part_word, purpose_word
from konbit.ui.formats import clock_time, long_day


def pre_read_slides(pre_read: Any, content: dict[str, Any]) -> bytes:
    """The slides of a pre-read; `content` is what the reader may see of it."""
    meeting = pre_read.meeting
    group, zone = meeting.group, meeting.time_zone
    version = _("Version %(version)s of the pre-read, taken from the agenda. It never changes.") % {
        "version": pre_read.version
    }
    heading = _("Pre-read of %(day)s") % {"day": long_day(meeting.starts_at, zone)}
    deck = Deck(foot=foot_words(version, example_words(group)))
    where = [one for one in (content["place"], content["link"]) if one]
    deck.title(heading, [when_words(content, zone), *where], above=group.name, language=group.language)
    if content["closure"]:
        day = long_day(date.fromisoformat(content["closure"]["day"]))
        became = _("What became of the promises due by %(day)s") % {"day": day}
        deck.text(became, [Line(one) for one in closure_lines(content["closure"])])
    _agenda(deck, content, zone, group.language)
    for item in content["items"]:
        if item["minutes"]:
            deck.text(item["title"], _item(item, zone, group.language), language=group.language)
    _listed(deck, content, group.language)
    _people(deck, content)
    return deck.save(title=f"{group.name}: {heading}", at=pre_read.frozen_at)


def _agenda(deck: Deck, content: dict[str, Any], zone: str, language: str) -> None:
    timed = [item for item in content["items"] if item["minutes"]]
    if not content["items"]:
        deck.text(_("Agenda"), [Line(_("The agenda is empty."))])
    if timed:
        header = [_("Begins"), _("Item"), _("Wanted outcome"), _("Minutes")]
        rows = [
            [
                clock_time(datetime.fromisoformat(item["begins"]), zone),
                item["title"],
                purpose_word(item["purpose"]),
                str(item["minutes"]),
            ]
            for item in timed
        ]
        deck.table(_("Agenda"), header, rows, (1.3, 6, 1.8, 1.1), language=language)


def _item(item: dict[str, Any], zone: str, language: str) -> list[Line]:
    minutes = ngettext("%(minutes)s minute", "%(minutes)s minutes", item["minutes"])
    begins = clock_time(datetime.fromisoformat(item["begins"]), zone)
    facts = [begins, purpose_word(item["purpose"]), minutes % {"minutes": item["minutes"]}]
    lines = [Line(part_word(item["part"]), "soft"), Line(" · ".join([*facts, *_whose(item)]), "soft")]
    lines += [Line(mark, "attention") for mark in _marks(item)]
    if item["comes_back"]:
        lines.append(Line(comes_back_words(item["comes_back"])))
    lines += [Line(text, "text", language) for text in item["background"].splitlines() if text.strip()]
    return lines + [Line(f"– {link['words']}", "text", language) for link in item["links"]]


def _whose(item: dict[str, Any]) -> list[str]:
    """Who leads it, and who wanted it on the agenda."""
    said = [
        (item.get("passed_up_by"), _("Passed up by %(group)s"), "group"),
        (item["lead"], _("Led by %(lead)s"), "lead"),
        (item["asked_by"], _("Asked for by %(member)s"), "member"),
    ]
    return [words % {name: who} for who, words, name in said if who]


def _marks(item: dict[str, Any]) -> list[str]:
    marks = [("private", _("Private to members")), ("no_names", _("No names"))]
    return [word for name, word in marks if item[name]]


def _listed(deck: Deck, content: dict[str, Any], language: str) -> None:
    """What stands on the list without minutes, part by part."""
    for part in by_part(content):
        listed = [item for item in part["items"] if not item["minutes"]]
        lines = []
        for item in listed:
            lines.append(Line(f"– {item['title']}", "text", language))
            said = [*_marks(item), *_whose(item)]
            if item["comes_back"]:
                said.append(comes_back_words(item["comes_back"]))
            if said:
                lines.append(Line(" · ".join(said), "soft"))
        if lines:
            deck.text(part_word(part["number"]), lines)


def _people(deck: Deck, content: dict[str, Any]) -> None:
    """What people need, and how many seats are needed to decide."""
    needs = [
        Line(f"– {need_word(need['kind'])}: {need_state_word(need['state'])}") for need in content["needs"]
    ] or [Line(_("Nobody has named an access need for this meeting."))]
    held, needed = content["votes_held"], content["votes_needed"]
    votes = (
        ngettext(
            "%(needed)s of %(held)s voting seat is needed to decide.",
            "%(needed)s of %(held)s voting seats are needed to decide.",
            held,
        )
        % {"held": held, "needed": needed}
        if held
        else _("No seat has a vote, so nothing can be decided. You can record a sense of the meeting.")
    )
    deck.text(
        _("Who and what is needed"),
        [
            Line(_("What people need to take part"), "strong"),
            *needs,
            Line(_("To decide"), "strong"),
            Line(votes),
        ],
    )
