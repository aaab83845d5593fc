"""A network with one of everything that the API shows, people in different standings, and programs with their keys."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal

from django.test import Client

from konbit.accounts.operations.api_keys import make_api_key
from konbit.meetings.operations.captures import ask_question, park
from konbit.meetings.operations.commitments import propose_commitment
from konbit.meetings.operations.decisions import put_to_the_table, record_decision
from konbit.meetings.operations.meetings import close_meeting
from konbit.meetings.operations.records import publish_record
from konbit.network.operations.capacity import write_need
from konbit.network.operations.collaborations import log_collaboration
from konbit.network.operations.launching import launch_network, say_who_is_wanted
from konbit.network.operations.offers import make_offer
from konbit.network.queries import day_in
from konbit.results.operations.artifacts import add_artifact, add_receiver
from konbit.results.operations.career_ladders import add_ladder, add_step
from konbit.results.operations.contributions import add_contribution
from konbit.results.operations.events import add_event
from konbit.results.operations.evidence import tie_artifact, tie_event
from konbit.results.operations.figures import publish_figure, record_figure
from konbit.results.operations.indicators import add_indicator
from konbit.results.operations.long_goals import add_milestone, set_long_goal
from konbit.results.operations.pilots import plan_pilot
from konbit.results.operations.priorities import add_priority, set_baseline
from konbit.results.operations.results import add_result
from konbit.results.operations.road_map import plan_result
from konbit.results.operations.shared_future import affirm_statement, publish_statement, write_statement
from tests.makers import (
    AT,
    SHELL,
    a_meeting,
    a_network,
    a_parent,
    a_person,
    a_role,
    a_seat,
    actor,
    an_item,
    an_operator,
    convener_of,
    facilitator_of,
    the_person_with,
)

READ, WRITE = ["read"], ["read", "write"]


def a_key(person, scopes=WRITE, *, name="Program", days=30, at=AT):
    """A key of the person's own."""
    return make_api_key(person=person, name=name, scopes=scopes, days=days, by=actor(person, at), at=at)


class Program:
    """A program that speaks with a key, or without one."""

    def __init__(self, key=None, **headers):
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}
        self.headers |= headers
        self.client = Client()

    def ask(self, method, path, body=None, **headers):
        more = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        address = path if path.startswith("/") else f"/api/v1/{path}"
        return getattr(self.client, method)(address, headers={**self.headers, **headers}, **more)

    def get(self, path, **headers):
        return self.ask("get", path, **headers)

    def post(self, path, body, **headers):
        return self.ask("post", path, body, **headers)

    def put(self, path, body, **headers):
        return self.ask("put", path, body, **headers)

    def all(self, path):
        """Every row of a list, over all its pages."""
        joined = "&" if "?" in path else "?"
        rows, page = [], 1
        while True:
            answer = self.get(f"{path}{joined}per_page=100&page={page}")
            assert answer.status_code == 200, (path, answer.content)
            rows += answer.json()["contents"]
            if answer.json()["last_page"]:
                return rows
            page += 1


def program_of(person, scopes=WRITE):
    return Program(a_key(person, scopes))


def at_home_in(path, places):
    """What fills this path: priorities and indicators have another code than results."""
    return {**places, "code": "GL"} if re.search("/(priorities|indicators)/", path) else places


class House:
    """Three items, one open, one private, one without names; under each one of everything that is captured."""

    def __init__(self):
        self.group = group = a_network(address="delta", name="Delta network")
        self.leader, self.neighbor = a_person("Ada Leader"), a_person("Ben Neighbor")
        self.seat = a_seat(group, "Department of Health", holder=self.leader)
        self.other_seat = a_seat(group, "Workforce Board", holder=self.neighbor)
        self.parent = a_parent(group, "Parent member 1")
        self.convener = the_person_with(group, "convener")
        self.facilitator = a_role(group, "facilitator", a_person("Fay Facilitator")).person
        self.funder = a_role(group, "funder", a_person("Fran Funder")).person
        self.outsider, self.operator = a_person("Otto Outsider"), an_operator("Olga Operator")
        self.elsewhere = a_network(address="elsewhere", name="Elsewhere network")
        a_seat(self.elsewhere, "Another body", holder=self.outsider)
        by = facilitator_of(group)
        self.meeting = a_meeting(group, seats=3, seats_present=3, item="Open matter")
        self.open_item = self.meeting.items.get()
        self.private_item = an_item(self.meeting, "Private matter", is_private=True)
        self.nameless_item = an_item(self.meeting, "Nameless matter", is_no_names=True)
        self.items = (self.open_item, self.private_item, self.nameless_item)
        self.captured = {kind: [] for kind in ("decision", "commitment", "question", "parkeditem")}
        for item in self.items:
            self._capture(item, by)
        self.commitment = self.captured["commitment"][0]
        self.question = self.captured["question"][0]
        self.priority = add_priority(
            network=group, code="GL", name="Good local jobs", by=convener_of(group), at=AT
        )
        self.priority = set_baseline(
            priority=self.priority, version=1, text="Few had one.", by=convener_of(group), at=AT
        )
        self.result = add_result(
            priority=self.priority, code="GL1", level="network", text="A plan", by=SHELL, at=AT
        )

        self._measure()
        self._work_together()

    def _measure(self):
        """An indicator about families, of whom few stand behind some parts; a goal, a plan, and what shows results."""
        network, by = self.group, convener_of(self.group)
        given = {"by": by, "at": AT}
        self.indicator = add_indicator(
            network=network, code="GL", name="Families served", unit="families", direction="up",
            population="Families", counts="families", **given,
        )  # fmt: skip
        for part, value in (("", 60), ("North", 4), ("South", 30), ("East", 26)):
            figure = record_figure(
                indicator=self.indicator, value=Decimal(value), period_start=date(2024, 1, 1), n=value,
                period_end=date(2024, 12, 31), place="Delta", source="Count", retrieved_on=date(2025, 1, 5),
                breakdown_dim="part" if part else "", breakdown_value=part, note=f"Counted {value}", **given,
            )  # fmt: skip
            self.figure = publish_figure(figure=figure, version=figure.version, **given)
        self.draft = record_figure(indicator=self.indicator, value=Decimal(7), place="Delta", **given)
        due_on = date(2028, 12, 31)
        self.long_goal = set_long_goal(
            network=network, name="North Star", text="All served", due_on=due_on, **given
        )
        add_milestone(goal=self.long_goal, text="Half of them", due_on=date(2027, 1, 1), **given)
        text = "Every family is served."
        statement = write_statement(network=network, text=text, version=0, **given)
        self.statement = publish_statement(statement=statement, version=statement.version, **given)
        self.affirmation = affirm_statement(
            statement=self.statement, organization=self.seat.organization, by=actor(self.leader), at=AT
        )
        plan_result(
            result=self.result, version=1, owner=self.seat.member, planned_until=date(2025, 6, 30), **given
        )
        self.contribution = add_contribution(
            result=self.result,
            did="Wrote it",
            says_who="The board",
            organization=self.seat.organization,
            **given,
        )
        self.artifact = add_artifact(network=network, name="Plan", kind="document", **given)
        self.receipt = add_receiver(
            artifact=self.artifact, received_on=date(2025, 3, 1), receiver="The public", **given
        )
        self.event = add_event(
            network=network, name="Open house", held_on=date(2025, 3, 1), audience="All", people=4,
            note="Shown", **given,
        )  # fmt: skip
        self.tie = tie_artifact(result=self.result, artifact=self.artifact, **given)
        tie_event(result=self.result, event=self.event, **given)
        self.ladder = add_ladder(organization=self.seat.organization, name="Aides", **given)
        self.step = add_step(
            ladder=self.ladder, number=1, title="Aide", low=100, high=200, per="hour", **given
        )
        self.pilot = plan_pilot(
            network=network, name="A try", participants=6, owner=self.seat.member, result=self.result, **given
        )

    def _work_together(self):
        network, by = self.group, convener_of(self.group)
        one, other = self.seat.organization, self.other_seat.organization
        given = {"by": by, "at": AT}
        self.collaboration = log_collaboration(
            network=network, one=one, other=other, about="Intake", began_how="introduced",
            began_on=date(2025, 1, 1), **given,
        )  # fmt: skip
        self.offer = make_offer(network=network, organization=one, kind="train", what="Train staff", **given)
        self.need = write_need(group=network, need="Interpreters", needed_on=date(2025, 1, 1), **given)
        say_who_is_wanted(network=network, sectors=["health"], communities=[], **given)
        launch_network(network=network, note="We begin", **given)

    def _capture(self, item, by):
        due_on = day_in(self.group, AT) + timedelta(days=30)
        owner, about = self.seat.member, item.title
        self.captured["commitment"].append(
            propose_commitment(item=item, wording=f"Act on {about}", owner=owner, due_on=due_on, by=by, at=AT)
        )
        self.captured["question"].append(
            ask_question(item=item, wording=f"What of {about}?", asked_of=owner, asked_by=owner, by=by, at=AT)
        )
        self.captured["parkeditem"].append(park(item=item, wording=f"Later: {about}", by=by, at=AT))
        decision = put_to_the_table(
            item=item, wording=f"Agreed on {about}", proposed_by=owner, owner=owner, by=by, at=AT
        )
        self.captured["decision"].append(record_decision(decision=decision, state="decided", by=by, at=AT))

    def publish(self):
        by = facilitator_of(self.group)
        self.meeting = close_meeting(meeting=self.meeting, by=by, at=AT)
        return publish_record(meeting=self.meeting, by=by, at=AT)

    @property
    def everybody(self):
        return {
            "leader": self.leader,
            "neighbor": self.neighbor,
            "parent": self.parent,
            "convener": self.convener,
            "facilitator": self.facilitator,
            "funder": self.funder,
            "outsider": self.outsider,
            "operator": self.operator,
        }

    @property
    def places(self):
        """What fills the addresses of the API."""
        return {
            "meeting_id": self.meeting.pk,
            "commitment_id": self.commitment.pk,
            "question_id": self.question.pk,
            "organization_id": self.seat.organization_id,
            "seat_id": self.seat.pk,
            "version": 1,
            "figure_id": self.figure.pk,
            "number": self.statement.number,
            "affirmation_id": self.affirmation.pk,
            "contribution_id": self.contribution.pk,
            "artifact_id": self.artifact.pk,
            "receipt_id": self.receipt.pk,
            "event_id": self.event.pk,
            "tie_id": self.tie.pk,
            "ladder_id": self.ladder.pk,
            "step_id": self.step.pk,
            "pilot_id": self.pilot.pk,
            "collaboration_id": self.collaboration.pk,
            "offer_id": self.offer.pk,
            "need_id": self.need.pk,
            "address": self.group.address,
            "code": "GL1",
        }
