"""The network report as slides: the same report as its page, levels apart, baseline and latest together or neither."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from konbit.exchange.documents.deck import Deck, Line
from konbit.exchange.documents.office import example_words, foot_words, label_words, said
from konbit.exchange.documents.words import closure_lines
from konbit.results.queries import Report
from konbit.ui.formats import long_day


def report_slides(report: Report) -> bytes:
    """The slides of the report of a cycle that a meeting ended."""
    network, meeting = report.network, report.meeting
    heading = _("Network report")
    deck = Deck(foot=foot_words(heading, example_words(network)))
    deck.title(heading, [_cycle(report)], above=network.name, language=network.language)
    _priorities(deck, report)
    apart = _("A level is never added to another one: what members did is not how families fare.")
    deck.text(_("Where results stand, each level apart"), [Line(apart, "soft"), *_levels(report)])
    deck.text(_("Results that moved"), _moves(report))
    became = _("What became of the promises due by %(day)s") % {
        "day": long_day(meeting.starts_at, meeting.time_zone)
    }
    deck.text(became, [Line(one) for one in closure_lines(report.closure)])
    deck.text(_("Who had a part"), _contributions(report))
    return deck.save(title=f"{network.name}: {heading}", at=meeting.closed_at)


def _cycle(report: Report) -> str:
    last = long_day(report.meeting.starts_at, report.meeting.time_zone)
    if report.before is None:
        return _("Up to the meeting of %(last)s") % {"last": last}
    first = long_day(report.before.starts_at, report.before.time_zone)
    return _("From the meeting of %(first)s to the meeting of %(last)s") % {"first": first, "last": last}


def _priorities(deck: Deck, report: Report) -> None:
    """Each priority with its flag or its baseline's day; then a table of those whose figures stand side by side."""
    lines = []
    for line in report.priorities:
        lines.append(Line(said(line.priority.name), "strong"))
        if line.is_flagged:
            lines.append(Line(_("No baseline"), "attention"))
            lines.append(
                Line(
                    _(
                        "Nobody wrote down, with a day and a source, how things stood before. "
                        "So this report cannot say what has changed."
                    ),
                    "soft",
                )
            )
        else:
            facts = {"day": long_day(line.priority.baseline_on), "source": line.priority.baseline_source}
            lines.append(Line(_("Its baseline is of %(day)s. Source: %(source)s") % facts, "soft"))
        if line.alone:
            alone = ngettext(
                "%(alone)s indicator has no second figure to stand beside its first one, so neither is printed.",
                "%(alone)s indicators have no second figure to stand beside their first one, so neither is printed.",
                line.alone,
            )
            lines.append(Line(alone % {"alone": line.alone}, "soft"))
        elif not line.both:
            lines.append(Line(_("No indicator measures this priority yet."), "soft"))
        if line.priority.label:
            lines.append(Line(label_words(line.priority.label, line.priority.source), "soft"))
    deck.text(_("Priorities, then and now"), lines or [Line(_("The network has no priorities yet."))])
    for line in report.priorities:
        if line.both:
            rows = [
                [f"{said(both.indicator.name)}\n{_of(both)}", *(_figure(one) for one in both.pair)]
                for both in line.both
            ]
            deck.table(
                said(line.priority.name), [_("Indicator"), _("Baseline"), _("Latest")], rows, (5, 3.5, 3.5)
            )


def _of(both: Any) -> str:
    indicator = both.indicator
    facts = {"level": indicator.get_level_display(), "direction": indicator.get_direction_display()}
    said_of = _("Level: %(level)s. %(direction)s.") % facts
    return f"{said_of}\n{label_words(indicator.label)}" if indicator.label else said_of


def _figure(printed: Any) -> str:
    figure = printed.figure
    source = label_words("made_up") if figure.label == "made_up" else figure.source
    return "\n".join([printed.says, f"{printed.period} · {figure.place}", source])


def _levels(report: Report) -> list[Line]:
    lines = []
    for level in report.levels:
        facts = {"level": level.word, "meaning": level.meaning}
        lines.append(Line(_("%(level)s: %(meaning)s") % facts, "strong"))
        counts = " · ".join(str(count.in_words) for count in level.counts)
        lines.append(Line(counts or _("No result at this level")))
    if report.network.is_example:
        lines.append(Line(label_words("our_reading"), "soft"))
    return lines


def _moves(report: Report) -> list[Line]:
    lines = []
    for move in report.moves:
        result = move.result
        lines.append(Line(f"{result.code}: {said(result.text)}", "strong"))
        facts = {"before": move.word_before, "after": move.word_after, "level": result.level_word}
        lines.append(Line(_("From “%(before)s” to “%(after)s”. Level: %(level)s") % facts))
        if move.change.evidence:
            lines.append(Line(move.change.evidence, "soft", report.network.language))
        if result.label:
            lines.append(Line(label_words(result.label, result.source), "soft"))
    return lines or [Line(_("No result stands on another step than before."))]


def _contributions(report: Report) -> list[Line]:
    lines = []
    for one in report.contributions:
        who = one.organization.name if one.organization else one.body
        lines.append(Line(f"{one.result.code}: {who}", "strong", report.network.language))
        lines.append(Line(one.did, "text", report.network.language))
        lines.append(Line(_("Said by %(who)s") % {"who": one.says_who}, "soft"))
        if one.label:
            lines.append(Line(label_words(one.label, one.source), "soft"))
    return lines or [Line(_("Nobody wrote down a contribution in this cycle."))]
