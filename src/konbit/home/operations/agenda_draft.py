"""The order of a draft agenda, whole in one file: what comes first, what is folded, and what only stands on the list.

Each room says what is open; an open matter stands once, in the first part that fits it (network.md, section b).
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from konbit.foundation.actor import Actor
from konbit.foundation.texts import say
from konbit.grants.domain.ages import is_too_old
from konbit.grants.queries.funder_questions import waiting_too_long
from konbit.meetings import queries as meetings
from konbit.meetings.domain.passing import answer_matter, part_for, waiting_matter
from konbit.meetings.models import AgendaItem, Commitment, Meeting, Question
from konbit.meetings.operations.draft import DraftItem, preview_draft, put_draft
from konbit.network.models import Group
from konbit.network.queries import day_in
from konbit.results import queries as results
from konbit.results.models import Result
from konbit.results.queries.pilots import pilots_to_decide

# From so many on, results without news stand as one item that can be opened; it links to the first ones, then to all.
FOLDS_FROM, LINKS_OF_THE_FOLD = 5, 40
THE_LIST = 9


@transaction.atomic
def build_draft(*, meeting: Meeting, by: Actor, at: datetime) -> int:
    """Put every open matter of the group on the agenda, each once, and every request; answers how many came.

    Raises:
        NotAllowed: neither a facilitator of the group nor the cycle itself.
        MeetingIsNot: the meeting has begun.
    """
    return put_draft(meeting=meeting, items=_Draft(meeting, at).items(), by=by, at=at)


@transaction.atomic
def look_at_draft(*, meeting: Meeting, by: Actor, at: datetime) -> list[AgendaItem]:
    """The items of the agenda in their order; where no draft was built, as it would be. Nothing is stored.

    Raises:
        NotAllowed: neither a facilitator of the group nor who runs the installation.
    """
    return preview_draft(meeting=meeting, items=_Draft(meeting, at).items(), by=by, at=at)


class _Draft:
    """The open matters of one group for one meeting, part by part."""

    def __init__(self, meeting: Meeting, at: datetime) -> None:
        self.group: Group = meeting.group
        self.day = day_in(meeting.group, meeting.starts_at)
        self.today = day_in(meeting.group, at)
        self.commitments = meetings.open_commitments_to_draft(self.group)
        self.questions = meetings.open_questions(self.group)
        # What went up from the meeting itself stands on its agenda, marked so.
        self.above = [one for one in meetings.waiting_above(self.group) if one.meeting_id != meeting.pk]
        self.from_below = meetings.waiting_from_below(self.group)

    def items(self) -> list[DraftItem]:
        """In the order of the agenda, in the words of the group's own language."""
        with translation.override(self.group.language):
            return [
                *self._commitments(1, self._owes_choice, self._with_choice),
                *self._commitments(2, self._needs_talk, _minutes(5)),
                *self._decisions(),
                *self._from_below(3),
                *self._results(),
                *self._questions(5, self._is_overdue, _minutes(5)),
                *self._register(),
                *self._answers(),
                *self._parked(),
                *self._from_below(8),
                *self._commitments(THE_LIST, lambda _one: True, _minutes(0)),
                *self._questions(THE_LIST, lambda _one: True, _minutes(0)),
                *self._waiting(),
            ]

    # --- 1, 2, 9: commitments ---

    def _commitments(
        self, part: int, fits: Callable[[Commitment], bool], more: Callable[[Commitment], dict[str, Any]]
    ) -> Iterator[DraftItem]:
        fitting = [one for one in self.commitments if fits(one)]
        self.commitments = [one for one in self.commitments if not fits(one)]
        for one in fitting:
            yield _brought_back(one, part, commitment_id=one.pk, lead_id=one.owner_id, **more(one))

    def _owes_choice(self, one: Commitment) -> bool:
        return one.owes_choice

    def _with_choice(self, one: Commitment) -> dict[str, Any]:
        said = _(
            "It was carried %(count)s times. Its owner chooses now: keep it as it is, re-size it, hand it over, "
            "or drop it."
        )
        return {"purpose": "decide", "minutes": 5, "background": said % {"count": one.carried}}

    def _needs_talk(self, one: Commitment) -> bool:
        accepted = one.state == "accepted"
        return one.carried > 0 or (accepted and (one.progress == "blocked" or one.due_on <= self.day))

    # --- 3: decisions due, and proposals left on the table ---

    def _decisions(self) -> Iterator[DraftItem]:
        due = meetings.decisions_to_review(self.group, self.day)
        for one in [*due, *meetings.proposals_left(self.group)]:
            outside = _("It was taken outside the rights that the group declared.")
            yield _brought_back(
                one,
                3,
                decision_id=one.pk,
                lead_id=one.owner_id,
                purpose="decide",
                minutes=10,
                background=outside if one.is_outside_rights else "",
            )
        yield from self._pilots()

    def _pilots(self) -> Iterator[DraftItem]:
        for one in pilots_to_decide(self.group, self.day):
            words = _("The pilot, with what it is measured against")
            link = {"page": "pilot", "arguments": [self.group.address, str(one.pk)], "words": words}
            yield DraftItem(
                part=3,
                title=_("%(pilot)s: keep, change or stop it?") % {"pilot": one.name},
                purpose="decide",
                minutes=10,
                lead_id=one.owner_id,
                matter=f"pilot:{one.pk}",
                links=[link],
            )

    # --- 4: results that moved, or of which nothing is heard ---

    def _results(self) -> Iterator[DraftItem]:
        for move in results.moved_since(self.group, meetings.held_since(self.group, 0)):
            said = _("%(code)s moved from “%(before)s” to “%(after)s”: %(text)s")
            facts = {"before": move.word_before, "after": move.word_after}
            yield self._about(move.result, said, **facts, purpose="inform")
        silent = results.silent_ids(self.group)
        if len(silent) < FOLDS_FROM:
            for result in results.results_in_order(silent):
                yield self._about(result, _("%(code)s, no news for two cycles: %(text)s"))
        else:
            said = _("%(silent)s of %(open)s open results: no news")
            yield DraftItem(
                part=4,
                title=said % {"silent": len(silent), "open": results.open_results(self.group)},
                minutes=10,
                matter="results_without_news",
                links=self._links_of_the_fold(silent),
            )

    def _about(self, result: Result, said: str, *, purpose: str = "discuss", **facts: Any) -> DraftItem:
        return DraftItem(
            part=4,
            title=said % {"code": result.code, "text": self._text(result), **facts},
            purpose=purpose,
            minutes=5,
            matter=f"result:{result.pk}",
            links=[self._link(result)],
        )

    def _text(self, result: Result) -> str:
        return say(result.text, self.group.language).text

    def _link(self, result: Result) -> dict[str, Any]:
        words = f"{result.code}: {self._text(result)}"
        return {"page": "result", "arguments": [self.group.address, result.code], "words": words}

    def _links_of_the_fold(self, silent: list[UUID]) -> list[dict[str, Any]]:
        links = [self._link(result) for result in results.results_in_order(silent[:LINKS_OF_THE_FOLD])]
        if len(silent) > LINKS_OF_THE_FOLD:
            words = _("All results; those without news are marked")
            links.append({"page": "results", "arguments": [self.group.address], "words": words})
        return links

    # --- 5, 9: questions ---

    def _questions(
        self, part: int, fits: Callable[[Question], bool], more: Callable[[Question], dict[str, Any]]
    ) -> Iterator[DraftItem]:
        fitting = [one for one in self.questions if fits(one)]
        self.questions = [one for one in self.questions if not fits(one)]
        for one in fitting:
            yield _brought_back(one, part, question_id=one.pk, lead_id=one.asked_of_id, **more(one))

    def _is_overdue(self, one: Question) -> bool:
        age = (self.today - day_in(self.group, one.captured_at)).days
        return one.asked_of is not None and one.asked_of.role == "funder" and is_too_old(age)

    def _register(self) -> Iterator[DraftItem]:
        """The network's register of questions to funders; its other groups keep none."""
        for one in waiting_too_long(self.group, self.today):
            words = _("The question, with its answers")
            link = {"page": "funder_question", "arguments": [self.group.address, str(one.pk)], "words": words}
            yield DraftItem(
                part=5,
                title=one.wording,
                minutes=5,
                lead_id=one.owner.member_id if one.owner and one.owner.group_id == self.group.pk else None,
                matter=f"funder_question:{one.pk}",
                links=[link],
            )

    # --- 3, 8: what groups below passed up and a meeting that is over left without an answer ---

    def _from_below(self, part: int) -> Iterator[DraftItem]:
        for item in self.from_below:
            if part_for(item.purpose) == part:
                yield self._passed(item, part, waiting_matter(item.pk), purpose=item.purpose, minutes=10)

    # --- 6: answers that came down. 9: what still waits above, unless it comes back as a matter of its own ---

    def _answers(self) -> Iterator[DraftItem]:
        for item in meetings.answers_come_down(self.group):
            title, answer = _("Answer to: %(title)s") % {"title": item.title}, item.above.answer
            matter = answer_matter(item.pk)
            yield self._passed(item, 6, matter, title=title, background=answer, purpose="inform", minutes=3)

    def _waiting(self) -> Iterator[DraftItem]:
        for item in self.above:
            if not (item.commitment_id or item.decision_id or item.question_id):
                yield self._passed(item, THE_LIST, f"above:{item.pk}")

    def _passed(self, item: AgendaItem, part: int, matter: str, **values: Any) -> DraftItem:
        marks = {"is_private": item.is_private, "is_no_names": item.is_no_names}
        words = _("What was passed up, and what came down")
        links = [{"page": "passed", "arguments": [self.group.address], "words": words}]
        given = {"title": item.title, "links": links, **marks, **values}
        return DraftItem(part=part, matter=matter, **given)

    # --- 8: what was parked. What members asked for stands on the meeting already. ---

    def _parked(self) -> Iterator[DraftItem]:
        above = {item.parked_id for item in self.above}
        for one in meetings.parked_items(self.group):
            if one.pk not in above:
                yield _brought_back(one, 8, parked_id=one.pk, minutes=10)


def _minutes(wished: int) -> Callable[[Any], dict[str, Any]]:
    return lambda _one: {"minutes": wished}


def _brought_back(one: Any, part: int, *, lead_id: Any = None, **values: Any) -> DraftItem:
    """A matter in its own words, marked as the item it came from; without names, nobody is said to lead it."""
    return DraftItem(
        part=part,
        title=one.wording,
        is_private=one.item.is_private,
        is_no_names=one.item.is_no_names,
        lead_id=None if one.item.is_no_names else lead_id,
        **values,
    )
