"""Networks by chance, with something in every table that travels and any value that its columns take."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.db import IntegrityError, transaction

from konbit.accounts.models import MutedKind
from konbit.exchange.archive.contents import TRAVEL
from konbit.meetings.operations.commitments import amend_commitment, decline_commitment
from konbit.meetings.operations.meetings import close_meeting
from konbit.meetings.operations.progress import drop_commitment, finish_commitment, report_progress
from konbit.network.operations.members import invite
from konbit.network.operations.organizations import add_community, merge_organizations
from konbit.results.models import Result
from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import add_result, change_rung
from tests.exchange.money_rows import money
from tests.exchange.networks import NASTY, attach, meet, reach, together
from tests.makers import (
    AT,
    a_commitment,
    a_group,
    a_meeting,
    a_network,
    a_parked_item,
    a_person,
    a_proposal,
    a_question,
    a_seat,
    actor,
    an_item,
    an_organization,
    convener_of,
    facilitator_of,
)

# An entry never changes, and a file is what its sum says.
AS_IT_IS = ("audit.Entry", "foundation.Attachment")
# What pages and exports compute with: no row ever holds anything else there.
KNOWN_TO_PROGRAMS = ("time_zone", "address", "email", "language", "parent_id")
LIKELY = 0.8

AFTER = {
    "done": lambda one, by: finish_commitment(commitment=one, note="=done", by=by, at=AT),
    "dropped": lambda one, by: drop_commitment(commitment=one, note="+too much", by=by, at=AT),
    "blocked": lambda one, by: report_progress(commitment=one, progress="blocked", note="-", by=by, at=AT),
    "accepted": lambda one, by: one,
}


def a_random_network(seed: int):
    """Groups within groups, seats, meetings in every state, commitments with histories, results and all that stands beside
    them: each by chance, and then any row with other values."""
    chance = Random(seed)
    network = a_network(name=chance.choice(NASTY)[:100])
    groups = [network]
    for _ in range(chance.randint(1, 3)):
        groups.append(a_group(chance.choice(groups), name=chance.choice(NASTY)[:100]))
    for group in groups:
        _meet_by_chance(group, chance)
    _stand_beside(network, groups, chance)
    _priorities(network, chance)
    _scatter(chance)
    return network


def _stand_beside(network, groups, chance):
    by = convener_of(network)
    leader = a_person(chance.choice(NASTY).strip()[:100], language=chance.choice(["en", "es", "ht", "vi"]))
    seat = a_seat(network, "Department of Health", holder=leader)
    other = a_seat(network, chance.choice(NASTY).strip()[:100], holder=a_person())
    MutedKind.objects.create(person=leader, kind="pre_read", at=AT)
    if chance.random() < LIKELY:
        double = an_organization(network, "Dept. of Health")
        merge_organizations(kept=seat.organization, doubled=double, by=by, at=AT)
        invite(group=network, person=leader, by=by, at=AT)
    if chance.random() < LIKELY:
        community = add_community(network=network, name=chance.choice(NASTY).strip()[:200], by=by, at=AT)
        together(network, seat.organization, other.organization, community, leader)
        if chance.random() < LIKELY:
            said = [text.strip()[:90] for text in NASTY]
            money(network, seat, other.organization, community, leader, say=lambda _text: chance.choice(said))
    if chance.random() < LIKELY:
        meet(network, groups[1], seat, leader)
        if chance.random() < LIKELY:
            reach(network, seat, leader)
            _tie_money_to_results(network)
            attach(network, leader)


def _tie_money_to_results(network):
    for result in Result.objects.filter(priority__network=network)[:1]:
        for rows in (network.awards, network.funding_sources):
            for row in rows.all():
                row.results.add(result)
                for pursuit in row.pursuits.all():
                    pursuit.results.add(result)


def _priorities(network, chance):
    by = convener_of(network)
    for number in range(chance.randint(0, 2)):
        priority = add_priority(network=network, code=f"P{number}", name=chance.choice(NASTY), by=by, at=AT)
        for count in range(chance.randint(0, 2)):
            code, text = f"P{number}R{count}", chance.choice(NASTY)
            result = add_result(priority=priority, code=code, level="network", text=text, by=by, at=AT)
            if chance.random() < 0.5:
                reason = chance.choice(NASTY)
                change_rung(result=result, rung="dropped", reason=reason, version=1, by=by, at=AT)


def _meet_by_chance(group, chance):
    for number in range(chance.randint(0, 2)):
        state = chance.choice(["planned", "open", "closed"])
        present = chance.randint(1, 3)
        meeting = a_meeting(
            group, seats=3, seats_present=present, state="open" if state != "planned" else state,
            at=AT + timedelta(days=42 * number), item=chance.choice(NASTY).replace("\n", " ").strip()[:200],
        )  # fmt: skip
        if state == "planned":
            an_item(meeting, "Openly", is_no_names=True, is_private=chance.random() < 0.5)
            continue
        for owner in group.members.filter(seat__votes=True)[: chance.randint(0, 3)]:
            _promise_by_chance(meeting, owner, chance)
        if chance.random() < 0.5:
            a_question(meeting)
            a_parked_item(meeting)
            a_proposal(meeting)
        if state == "closed":
            close_meeting(meeting=meeting, by=facilitator_of(group), at=AT)


def _promise_by_chance(meeting, owner, chance):
    person = owner.seat.holders.first().person
    wording = chance.choice(NASTY).strip()
    what = chance.choice([*AFTER, "declined", "amended", "proposed"])
    if what in AFTER:
        AFTER[what](a_commitment(meeting, owner, wording, accepted_by=person), actor(person))
        return
    commitment = a_commitment(meeting, owner, wording)
    if what == "declined":
        decline_commitment(commitment=commitment, note="=no", by=actor(person), at=AT)
    elif what == "amended":
        amend_commitment(
            commitment=commitment, wording="@other", due_on=commitment.due_on, by=actor(person), at=AT
        )


def _scatter(chance):
    """Any other value that the column takes, in some columns of some rows; what the table itself refuses stays out."""
    for table in TRAVEL:
        columns = [one for one in table.columns if one.name not in KNOWN_TO_PROGRAMS and not one.is_unique]
        if table.label in AS_IT_IS or not columns:
            continue
        keys = list(table.model.objects.order_by("pk").values_list("pk", flat=True))
        for key in chance.sample(keys, min(2, len(keys))):
            for column in chance.sample(columns, min(3, len(columns))):
                value = _any_value(column, chance)
                if value is not AS_IT_WAS:
                    _change(table.model, key, column.name, value)


AS_IT_WAS = object()


def _change(model, key, column, value):
    try:
        with transaction.atomic():
            model.objects.filter(pk=key).update(**{column: value})
    except IntegrityError:
        return


def _any_value(column, chance):
    if column.may_be_empty and chance.random() < 0.3:
        return None
    if column.codes:
        return chance.choice(column.codes)
    if column.holds == "decimal":
        digits, places = column.digits
        return Decimal(chance.randrange(-(10**digits) + 1, 10**digits)).scaleb(-places)
    return {
        "text": lambda: chance.choice(NASTY)[: column.longest],
        "day": lambda: date(1900, 1, 1) + timedelta(days=chance.randrange(90_000)),
        "moment": lambda: (
            datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=chance.randrange(4 * 10**15))
        ),
        "time": lambda: time(chance.randrange(24), chance.randrange(60), chance.randrange(60)),
        "whole number": lambda: chance.choice(
            [column.smallest, column.largest, chance.randint(column.smallest, column.largest)]
        ),
        "yes or no": lambda: chance.random() < 0.5,
    }.get(column.holds, lambda: AS_IT_WAS)()
