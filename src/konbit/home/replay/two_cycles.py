"""Two six-week cycles: the acceptance script of the network (network.md, section b). Commitments and days are made up."""

from collections.abc import Callable
from datetime import date
from typing import Any

from konbit.accounts.operations.people import add_person
from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.foundation.refusals import Refusal
from konbit.grants.queries.funder_page import party_in
from konbit.home.operations.example import load_maln
from konbit.home.replay.sentences import unaccounted, unaccounted_in_report, unaccounted_on_slides
from konbit.home.replay.stage import LATER, ZONE, Stage, StepTold
from konbit.meetings import queries
from konbit.meetings.models import HandOverPack, Meeting, Question
from konbit.meetings.operations.captures import ask_question
from konbit.meetings.operations.commitments import accept_commitment, propose_commitment
from konbit.meetings.operations.meetings import set_ready
from konbit.meetings.operations.progress import (
    drop_commitment,
    finish_commitment,
    report_progress,
    take_over_commitment,
)
from konbit.meetings.operations.series import lay_series
from konbit.network.operations.seats import change_holder
from konbit.network.queries import actor_for, group_for, members_of
from konbit.results.operations.serving import tie_commitment
from konbit.results.queries import register, report_of, result_by_code, rung_counts

MEETINGS = (date(2022, 9, 15), date(2022, 10, 27), date(2022, 12, 8), date(2023, 1, 19))
# name -> (seat, result it serves, what is promised, due day)
PROMISES = {
    "C1": ("Department of Health", "IP3", "Write down what each agency asks of a new employer", MEETINGS[1]),
    "C2": ("Department of Human Services", "GL6", "Agree on one form for child care", MEETINGS[1]),
    "C3": ("Division of Medicaid", "CE2", "Name who answers questions of parents", MEETINGS[1]),
    "C4": ("Accelerate Mississippi", "GL5", "Ask ten employers about shifts", MEETINGS[1]),
    "C5": ("Community College Board", "IP1", "Send the list of short courses", MEETINGS[1]),
    "C6": ("Department of Corrections", "CX3", "Show how people are told of benefits", MEETINGS[2]),
}
FUNDER = "W.K. Kellogg Foundation"
# Who looks at the funder's page: the funder itself, and a member that it does not pay.
READERS = (FUNDER, "Department of Health")
QUESTION = "For how long is the support promised?"


class TwoCycles(Stage):
    """The network of Mississippi over two cycles, from its first meeting to the draft of its fourth."""

    def __init__(self) -> None:
        super().__init__()
        self.seat_of = {name: told[0] for name, told in PROMISES.items()}

    def tell(self) -> list[StepTold]:
        """Play every step in order."""
        steps: list[tuple[str, str, Callable[[], tuple[dict[str, Any], dict[str, Any]]]]] = [
            ("2022-09-15", "Load the network and hold meeting 1", self.first_meeting),
            ("2022-09-15", "Propose six commitments and ask the funder a question", self.proposed),
            ("2022-09-16", "Owners accept by link; a facilitator tries for an owner", self.accepted),
            ("2022-10-13", "The draft of agenda 2 is built", self.second_draft),
            ("2022-10-17", "Owners answer by mail and by link", self.answered),
            ("2022-10-20", "The pre-read is frozen", self.frozen),
            ("2022-10-27", "Hold meeting 2", self.second_meeting),
            ("2022-11-10", "A holder leaves, a new one is named; the nudge goes out", self.handed_over),
            ("2022-11-24", "The draft of agenda 3 is built, on a holiday", self.third_draft),
            ("2022-12-08", "Two are done, one is blocked; hold meeting 3", self.third_meeting),
            ("2023-01-05", "The draft of agenda 4 is built", self.fourth_draft),
            ("", "Records, digests and pre-reads of both cycles say nothing of their own", self.only_records),
        ]
        told = []
        for number, (day, do, step) in enumerate(steps, start=1):
            if day:
                self.go_on(date.fromisoformat(day))
            expected, found = step()
            due = {name: value for name, value in expected.items() if value != LATER}
            passed: bool | str = {name: found.get(name) for name in due} == due
            told.append(StepTold(number, day, do, expected, found, passed if due else LATER))
        return told

    def first_meeting(self) -> tuple[dict[str, Any], dict[str, Any]]:
        self.group = load_maln(by=shell_operator(), at=clock.now(), with_meetings=False).network
        self.meetings = lay_series(
            group=self.group,
            first_day=MEETINGS[0],
            begins=self.group.meets_from,
            ends=self.group.meets_until,
            by=self.facilitator(),
            at=clock.now(),
        )
        self.at(self.group.meets_from.hour, self.group.meets_from.minute)
        cards = register(self.group)
        results = [standing.result for card in cards for standing in card.standings]
        days = [meeting.starts_at.astimezone(ZONE).date() for meeting in self.meetings]
        expected = {
            "rungs": {"achieved": 6, "in_progress": 6, "exploring": 3, "committed": 1},
            "by_priority": [6, 4, 4, 2],
            "voting_seats": 10,
            "seats_without_vote": 3,
            "days": [str(day) for day in MEETINGS],
        }
        found = {
            "rungs": {one.rung: one.count for one in rung_counts(results)},
            "by_priority": sorted((len(card.standings) for card in cards), reverse=True),
            "voting_seats": self.group.seats.filter(votes=True).count(),
            "seats_without_vote": self.group.seats.filter(votes=False).count(),
            "days": [str(day) for day in days[:4]],
        }
        return expected, found

    def proposed(self) -> tuple[dict[str, Any], dict[str, Any]]:
        def during(meeting: Meeting) -> None:
            item, by = meeting.items.get(), self.facilitator()
            for name, (seat, code, wording, due_on) in PROMISES.items():
                self.promised[name] = propose_commitment(
                    item=item,
                    wording=wording,
                    owner=self.seat(seat).member,
                    due_on=due_on,
                    by=by,
                    at=clock.now(),
                )
                result = result_by_code(self.group, code).result
                tie_commitment(result=result, commitment=self.promised[name], by=by, at=clock.now())
            funder = self.seat(FUNDER).member
            ask_question(item=item, wording=QUESTION, asked_of=funder, by=by, at=clock.now())

        self.put_on_agenda(self.meetings[0], "What we take on until October")
        self.hold(self.meetings[0], during)
        expected = {"states": dict.fromkeys(PROMISES, "proposed"), "promised": 0}
        found = {"states": self.states(*PROMISES), "promised": self.count_promised()}
        return expected, found

    def accepted(self) -> tuple[dict[str, Any], dict[str, Any]]:
        for name in ("C1", "C2", "C4", "C5", "C6"):
            accept_commitment(commitment=self.promised[name], by=self.by_link(name), at=clock.now())
        refused = ""
        try:
            accept_commitment(commitment=self.promised["C3"], by=self.facilitator(), at=clock.now())
        except Refusal as refusal:
            refused = refusal.code
        expected = {"promised": 5, "C3_refused": "not_the_owner", "C3": "proposed"}
        return expected, {
            "promised": self.count_promised(),
            "C3_refused": refused,
            "C3": self.now("C3").state,
        }

    def second_draft(self) -> tuple[dict[str, Any], dict[str, Any]]:
        items = self.agenda(2)
        times = {
            name: sum(item.commitment_id == one.pk for item in items) for name, one in self.promised.items()
        }
        question = [item.part for item in items if item.question and item.question.wording == QUESTION]
        expected = {"each_open_item_stands": dict.fromkeys(PROMISES, 1), "question_in_parts": [9]}
        return expected, {"each_open_item_stands": times, "question_in_parts": question}

    def answered(self) -> tuple[dict[str, Any], dict[str, Any]]:
        self.reply("C1", "done\n\nThe list is on our page.")
        report_progress(
            commitment=self.promised["C2"], progress="on_track", by=self.by_link("C2"), at=self.at(11)
        )
        drop_commitment(
            commitment=self.promised["C4"],
            note="The chamber asks them already.",
            by=self.by_link("C4"),
            at=self.at(12),
        )
        channels = {name: self.promised[name].changes.last().channel for name in ("C1", "C2", "C4")}
        expected = {
            "states": {"C1": "done", "C2": "accepted", "C4": "dropped", "C5": "accepted"},
            "C2_progress": "on_track",
            "channels": {"C1": "email", "C2": "link", "C4": "link"},
            "evidence": "The list is on our page.",
        }
        found = {
            "states": self.states("C1", "C2", "C4", "C5"),
            "C2_progress": self.now("C2").progress,
            "channels": channels,
            "evidence": self.promised["C1"].changes.last().note,
        }
        return expected, found

    def frozen(self) -> tuple[dict[str, Any], dict[str, Any]]:
        meeting = Meeting.objects.get(pk=self.meetings[1].pk)
        set_ready(meeting=meeting, by=self.facilitator(), at=self.at(12))
        self.at(13)
        frozen = meeting.pre_reads.get()
        expected = {
            "language": self.group.language,
            "version": 1,
            "letters": len({p.pk for m in members_of(self.group, MEETINGS[1]) for p in m.people}),
            "second_language_with_a_fault": LATER,
        }
        found = {
            "language": frozen.language,
            "version": frozen.version,
            "letters": len(self.newly_written_to("pre_read")),
            "second_language_with_a_fault": LATER,
        }
        return expected, found

    def second_meeting(self) -> tuple[dict[str, Any], dict[str, Any]]:
        self.at(self.group.meets_from.hour, self.group.meets_from.minute)
        meeting = self.hold(self.meetings[1])
        closure = queries.counts_of_closure(meeting) or {}
        expected = {
            "closure": {"done": 1, "due": 3, "dropped": 1, "awaiting": 1},
            "carried_to": {"C2": str(MEETINGS[2]), "C5": str(MEETINGS[2])},
        }
        found = {
            "closure": {name: closure.get(name) for name in ("done", "due", "dropped", "awaiting")},
            "carried_to": {name: str(self.now(name).due_on) for name in ("C2", "C5")},
        }
        self.look_at_letters()
        return expected, found

    def handed_over(self) -> tuple[dict[str, Any], dict[str, Any]]:
        seat = self.seat("Department of Corrections")
        old = seat.holders.get(until=None, person=self.now("C6").accepted_by)
        convener = self.group.roles.filter(role="convener", until=None).first().person
        new = add_person(
            name="Corrections member 2",
            email="corrections-2@maln.example",
            is_example=True,
            by=shell_operator(),
            at=clock.now(),
        )
        by = actor_for(convener, clock.now())
        change_holder(holder=old, successor=new, by=by, at=clock.now())
        waits = queries.waits_for_holder(self.now("C6"), clock.now())
        self.at(13)
        taken = take_over_commitment(commitment=self.now("C6"), by=self.by_link("C6", new), at=clock.now())
        pack = HandOverPack.objects.get(holder=old)
        expected = {
            "C6_waits_for_its_new_holder": True,
            "C6_still_promised": "accepted",
            "C6_taken_over_by": "Corrections member 2",
            "history": ["propose", "accept", "take_over"],
            "in_the_pack": [str(self.promised["C6"].pk)],
            "nudged": sorted(
                email for name in ("C3", "C5") for email in self.addresses_of(PROMISES[name][0])
            ),
        }
        found = {
            "C6_waits_for_its_new_holder": waits,
            "C6_still_promised": self.now("C6").state,
            "C6_taken_over_by": taken.accepted_by.name,
            "history": list(taken.changes.values_list("step", flat=True)),
            "in_the_pack": [row["id"] for row in pack.content["commitments"]],
            "nudged": sorted(self.newly_written_to("nudge")),
        }
        return expected, found

    def third_draft(self) -> tuple[dict[str, Any], dict[str, Any]]:
        question = Question.objects.get(wording=QUESTION)
        parts = [item.part for item in self.agenda(3) if item.question_id == question.pk]
        age = (clock.now().astimezone(ZONE).date() - question.captured_at.astimezone(ZONE).date()).days
        expected = {
            "built_on": "2022-11-24",
            "question_age": 70,
            "question_in_parts": [5],
            "funders_page": {name: {"age": 70, "is_red": True} for name in READERS},
        }
        built = self.meetings[2].steps.get(code="draft").ran_at.astimezone(ZONE).date()
        found = {
            "built_on": str(built),
            "question_age": age,
            "question_in_parts": parts,
            "funders_page": {name: self.on_the_funders_page(name) for name in READERS},
        }
        return expected, found

    def on_the_funders_page(self, reader: str) -> dict[str, Any]:
        """How the question stands there for whoever holds this seat."""
        by = actor_for(self.holder(reader), clock.now())
        page = party_in(by, self.group, self.seat(FUNDER).organization, clock.now())
        asked = next(one for one in page.owes.questions if one.wording == QUESTION)
        return {"age": asked.age, "is_red": asked.is_too_old}

    def third_meeting(self) -> tuple[dict[str, Any], dict[str, Any]]:
        for name in ("C5", "C6"):
            by = actor_for(self.holder(PROMISES[name][0]), clock.now())
            finish_commitment(commitment=self.now(name), note="Sent to all members.", by=by, at=clock.now())
        by = actor_for(self.holder(PROMISES["C2"][0]), clock.now())
        report_progress(
            commitment=self.now("C2"),
            progress="blocked",
            note="The forms differ by law.",
            by=by,
            at=clock.now(),
        )
        self.at(self.group.meets_from.hour, self.group.meets_from.minute)
        meeting = self.hold(self.meetings[2])
        closure = queries.counts_of_closure(meeting) or {}
        expected = {"closure": {"done": 2, "due": 3}, "C2_carried": 2, "C2_owes_a_choice": True}
        found = {
            "closure": {name: closure.get(name) for name in ("done", "due")},
            "C2_carried": self.now("C2").carried,
            "C2_owes_a_choice": self.now("C2").owes_choice,
        }
        return expected, found

    def fourth_draft(self) -> tuple[dict[str, Any], dict[str, Any]]:
        items = self.agenda(4)
        first = items[0] if items else None
        silent = [item.title for item in items if "no news" in item.title]
        expected = {
            "first_item": {"part": 1, "commitment": "C2"},
            "choices": ["keep", "amend", "hand_over", "drop"],
            "no_news": ["7 of 10 open results: no news"],
        }
        names = {one.pk: name for name, one in self.promised.items()}
        answers = queries.answers_to(self.now("C2"), clock.now())
        found = {
            "first_item": {
                "part": first and first.part,
                "commitment": first and names.get(first.commitment_id),
            },
            "choices": [answer for answer in answers if answer in expected["choices"]],
            "no_news": silent,
        }
        return expected, found

    def only_records(self) -> tuple[dict[str, Any], dict[str, Any]]:
        foreign = sorted({line for meeting in self.held() for line in unaccounted(meeting)})
        records = [meeting.records.count() for meeting in self.held()]
        expected = {
            "records": [1, 1, 1],
            "sentences_of_their_own": [],
            "slides": {"decks": [1, 1, 1], "sentences_of_their_own": []},
            "funder_report": {"cycles": ["2022-10-27", "2022-12-08"], "sentences_of_their_own": []},
        }
        return expected, {
            "records": records,
            "sentences_of_their_own": foreign,
            "slides": {
                "decks": [meeting.pre_reads.count() for meeting in self.held()],
                "sentences_of_their_own": [
                    line for meeting in self.held() for line in unaccounted_on_slides(meeting)
                ],
            },
            "funder_report": self.as_the_funder_reads_it(),
        }

    def as_the_funder_reads_it(self) -> dict[str, Any]:
        """The report of each cycle, as whoever holds the funder's seat opens it."""
        by = actor_for(self.holder(FUNDER), clock.now())
        network = group_for(by, self.group.address)
        cycles = [report_of(network, clock.now(), meeting.pk) for meeting in self.held()[1:]]
        return {
            "cycles": [str(report.meeting.day) for report in cycles],
            "sentences_of_their_own": [line for report in cycles for line in unaccounted_in_report(report)],
        }
