"""A network with a row in every table that travels: what an archive must bring along whole."""

from datetime import date, time, timedelta
from decimal import Decimal
from uuid import uuid4

from konbit.accounts.models import MutedKind
from konbit.foundation.attachments import keep, read_file
from konbit.foundation.models import Attachment
from konbit.foundation.texts import written
from konbit.meetings import models as meetings
from konbit.meetings.hand_over_content import content_of as content_of_pack
from konbit.meetings.operations.access import ask_for_access
from konbit.meetings.operations.decisions import record_decision, vote
from konbit.meetings.operations.meetings import close_meeting
from konbit.meetings.operations.passing import pass_up
from konbit.meetings.operations.pre_reads import freeze_pre_read
from konbit.meetings.operations.progress import report_progress
from konbit.meetings.operations.records import publish_record
from konbit.meetings.operations.regrets import say_cannot_come
from konbit.meetings.operations.rights import declare_right
from konbit.meetings.operations.series import lay_series
from konbit.network import models as network_models
from konbit.network.operations.members import invite
from konbit.network.operations.organizations import add_community, merge_organizations
from konbit.results import models as results
from konbit.results.operations.priorities import add_priority, set_baseline
from konbit.results.operations.results import add_result, change_rung
from konbit.results.operations.serving import tie_commitment
from tests.exchange.money_rows import money
from tests.makers import (
    AT,
    a_commitment,
    a_group,
    a_meeting,
    a_network,
    a_parent,
    a_parked_item,
    a_person,
    a_proposal,
    a_question,
    a_seat,
    actor,
    an_organization,
    convener_of,
    facilitator_of,
)

TODAY = date(2025, 3, 6)
# What spreadsheets, encodings and careless programs stumble over.
NASTY = (
    "=1+1",
    "+1 601 555 0100",
    "-5",
    "@SUM(A1)",
    "'=kept",
    "\tindented",
    "two\nlines",
    'a "quoted", word',
    "Nhà trẻ; fòs ansanm; niñez",
    "\U0001f469\u200d\U0001f467 \u200fright to left",
    "<b>&amp;</b>",
    "\\u0000 as typed",
    "1e5",
    "x" * 250,
)


def a_full_network():
    """A network that has something of everything."""
    network = a_network(name="Delta =network", address="delta", results_are_public=True)
    by = convener_of(network)
    leader = a_person("Leader =of health", language="es")
    seat = a_seat(network, "Department of Health", holder=leader)
    other = a_seat(network, "Workforce board", holder=a_person("Leader of work"))
    a_parent(network)
    double = an_organization(network, "Dept. of Health")
    community = add_community(network=network, name="Port", by=by, at=AT)
    merge_organizations(kept=seat.organization, doubled=double, by=by, at=AT)
    invite(group=network, person=leader, by=by, at=AT)
    group = a_group(network)
    together(network, seat.organization, other.organization, community, leader)
    meet(network, group, seat, leader)
    reach(network, seat, leader)
    result = results.Result.objects.get(priority__network=network)
    money(network, seat, other.organization, community, leader, result=result)
    attach(network, leader)
    MutedKind.objects.create(person=leader, kind="pre_read", at=AT)
    return network


def together(network, one, other, community, person):
    """Who works together, what is offered and asked for, and what was missing at the launch."""
    network_models.Collaboration.objects.create(
        network=network, one=one, other=other, about="=Shared training", began_how="at_a_meeting",
        began_on=TODAY, ended_on=TODAY, logged_by=person, logged_at=AT,
    )  # fmt: skip
    offer = network_models.Offer.objects.create(
        network=network,
        organization=one,
        kind="host",
        what="-A room",
        since=TODAY,
        said_by=person,
        said_at=AT,
    )
    offer.communities.add(community)
    network_models.Wanted.objects.create(network=network, sector="business")
    network_models.Launch.objects.create(
        network=network, at=AT, person=person, wanted={"sectors": ["business"]}, held={}, missing={}, note="+"
    )
    network_models.SupportNeed.objects.create(
        group=network, organization=one, need="Coaching", needed_on=TODAY, written_by=person, written_at=AT
    )


def meet(network, group, seat, leader):
    """A meeting that was held, with all that is written down in one, and one that is prepared."""
    by = facilitator_of(network)
    declare_right(
        group=network, topic="Budget", role="member", right="decide", by=convener_of(network), at=AT
    )
    meeting = a_meeting(network, seats=4, seats_present=4)
    decision = a_proposal(meeting)
    vote(decision=decision, seat=seat, choice="yes", by=actor(leader), at=AT)
    record_decision(decision=decision, state="decided", by=by, at=AT)
    commitment = a_commitment(meeting, seat.member, accepted_by=leader)
    report_progress(commitment=commitment, progress="blocked", note="=No car", by=actor(leader), at=AT)
    a_question(meeting)
    a_parked_item(meeting)
    close_meeting(meeting=meeting, by=by, at=AT)
    publish_record(meeting=meeting, by=by, at=AT)
    meetings.CaptureClash.objects.create(
        meeting=meeting, item=meeting.items.first(), captured_kind="commitment", captured_id=commitment.pk,
        standing={"wording": "One"}, arrived={"wording": "=Two"}, key=uuid4(), person=leader, at=AT,
    )  # fmt: skip
    coming = a_meeting(network, seats=4, state="planned", at=AT + timedelta(days=42))
    ask_for_access(
        meeting=coming, kind="child_care", detail="@two", asked_by=seat.member, by=actor(leader), at=AT
    )
    say_cannot_come(
        meeting=coming, members=[seat.member], person=leader, delegate="Deputy", by=actor(leader), at=AT
    )
    freeze_pre_read(meeting=coming, by=by, at=AT)
    meetings.CycleStep.objects.create(meeting=coming, code="draft", ran_at=AT)
    meetings.ToldOfMeeting.objects.create(meeting=coming, person=leader, version=1)
    meetings.UnreadReply.objects.create(
        meeting=meeting, person=leader, from_address="a@example.org", text="=?", because="which_one", at=AT
    )
    holder = seat.holders.first()
    meetings.HandOverPack.objects.create(
        holder=holder, content=content_of_pack(seat, AT), note="-", made_at=AT
    )
    below = a_meeting(group, seats=2, state="planned", at=AT + timedelta(days=20))
    pass_up(item=below.items.first(), by=facilitator_of(group), at=AT)
    lay_series(
        group=group, first_day=TODAY + timedelta(days=90), begins=time(9), ends=time(10, 30),
        by=facilitator_of(group), at=AT,
    )  # fmt: skip


def reach(network, seat, person):
    """Priorities, results and what they stand on: figures, events, pilots, a shared future."""
    by = convener_of(network)
    priority = add_priority(network=network, code="IP", name="=Infants", by=by, at=AT)
    set_baseline(priority=priority, version=1, text="Few places", on=TODAY, source="A survey", by=by, at=AT)
    result = add_result(priority=priority, code="IP1", level="network", text="-More places", by=by, at=AT)
    change_rung(result=result, rung="exploring", version=1, by=by, at=AT)
    there = meetings.Commitment.objects.filter(meeting__group=network)
    commitment = there.filter(state__in=["proposed", "accepted"]).first()
    tie_commitment(result=result, commitment=commitment, by=by, at=AT)
    results.PriorityName.objects.create(priority=priority, number=1, name=written("Babies", "en"), until=AT)
    indicator = results.Indicator.objects.create(
        network=network, code="IND1", name=written("=Children in care", "en"), unit="%", direction="up",
        population="Children under 6", goal_value=Decimal("-12.500000"), goal_on=TODAY, priority=priority,
    )  # fmt: skip
    figure = {
        "indicator": indicator,
        "place": "Delta",
        "source": "A survey",
        "retrieved_on": TODAY,
        "state": "published",
    }
    for year, value in ((2022, "-3.25"), (2023, "1000000"), (2024, "0")):
        results.Figure.objects.create(
            **figure, period_start=date(year, 1, 1), period_end=date(year, 12, 31), value=Decimal(value)
        )
    goal = results.LongGoal.objects.create(
        network=network, name="+North Star", text=written("All", "en"), due_on=date(2028, 7, 1)
    )
    results.Milestone.objects.create(goal=goal, text=written("Half", "en"), due_on=date(2026, 7, 1))
    ladder = results.CareerLadder.objects.create(organization=seat.organization, name="Teachers")
    results.LadderStep.objects.create(ladder=ladder, number=1, title="Aide", low_cents=1, high_cents=2**40)
    results.Contribution.objects.create(
        result=result,
        organization=seat.organization,
        did="=Trained",
        says_who="They",
        written_by=person,
        written_at=AT,
    )
    artifact = results.Artifact.objects.create(
        network=network, name="Map", kind=_first(results.Artifact, "kind")
    )
    results.ArtifactReceipt.objects.create(artifact=artifact, receiver="=County", received_on=TODAY)
    event = results.Event.objects.create(network=network, name="Fair", held_on=TODAY, people=40)
    event.artifacts.add(artifact)
    results.EvidenceTie.objects.create(result=result, event=event, at=AT)
    results.Pilot.objects.create(network=network, name="@Pilot", owner=seat.member)
    statement = results.Statement.objects.create(
        network=network, number=1, text=written("We", "en"), published_at=AT
    )
    results.Affirmation.objects.create(
        statement=statement, organization=seat.organization, at=AT, person=person
    )


def _first(model, field):
    return model._meta.get_field(field).choices[0][0]


def attach(network, person):
    """A file, beside a result."""
    read = read_file("list.csv", b"name,count\r\nPort,3\r\n")
    result = results.Result.objects.filter(priority__network=network).first()
    Attachment.objects.create(
        about_kind="result", about_id=result.pk, name=read.name, media_type=read.media_type,
        size=len(read.content), sha256=read.sha256, stored_as=keep(read), added_by_id=person.pk, added_at=AT,
    )  # fmt: skip
