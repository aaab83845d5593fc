"""The money of Best Start: its giver, amount and structure are public record; shares and contractors are made up.

Each row says which it is. What was decided before is brought in as a list tells it; where seats are named that decided
an award, they were asked as in any other network.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from konbit.accounts.operations.people import add_person
from konbit.foundation.actor import Actor
from konbit.foundation.money import split_evenly
from konbit.grants.models import Award
from konbit.grants.operations.awards import award_grant, propose_award
from konbit.grants.operations.deliverables import add_deliverable
from konbit.grants.operations.imported import ListedAward, bring_in_awards
from konbit.grants.operations.interests import answer_interest, set_money_settings
from konbit.grants.operations.outside_money import record_outside_money
from konbit.grants.operations.payments import pay, promise_payment
from konbit.grants.operations.spending import record_spending
from konbit.grants.operations.transition_tasks import add_task, finish_task
from konbit.grants.operations.transitions import close_transition, plan_transition
from konbit.home.best_start_money.change import write_agendas
from konbit.home.best_start_money.duties import write_duties
from konbit.home.best_start_money.ledger import MADE_UP, Ledger
from konbit.home.best_start_money.pipeline import write_pipeline
from konbit.home.best_start_money.work import write_work
from konbit.home.facts import label_of, source_words
from konbit.network.models import Group
from konbit.network.operations.organizations import add_organization
from konbit.network.operations.seats import open_seat, seat_person

TO_GRANTEE, TO_CONTRACTOR = "FRG020", "FRG070"


def load_money(
    *,
    network: Group,
    book: Mapping[str, Any],
    made_up: Mapping[str, Any],
    by: Actor,
    began: datetime,
    at: datetime,
) -> None:
    """Load the tree, what stands beside it, and what was done with it. The network stands already."""
    ledger = Ledger(network, book, made_up, by, began, at)
    ledger.organizations = {one.name: one for one in network.organizations.all()}
    named = {one.name: one for one in network.communities.select_related("partnership", "region")}
    ledger.communities = {line["id"]: named[line["name"]] for line in book["communities"]}
    _add_giver_and_contractors(ledger)
    _hand_over(ledger)
    strategies = write_agendas(ledger)
    _set_rules(ledger)
    _bring_in_the_top(ledger)
    _pass_on(ledger, strategies)
    _write_beside(ledger)
    _pay(ledger)
    write_work(ledger)
    write_duties(ledger)
    write_pipeline(ledger)


def _shares(ledger: Ledger) -> dict[str, int]:
    """The cents meant for each community: equal shares, of which no cent is lost."""
    communities = [line["id"] for line in ledger.book["communities"]]
    return dict(zip(communities, split_evenly(ledger.told["top"]["cents"], len(communities)), strict=True))


def _contractors(ledger: Ledger) -> dict[int, str]:
    """The number of each contractor with the community it works in, in the order of the communities."""
    counts = ledger.script["contractor"]["count_by_community"]
    places = [
        line["id"]
        for line in ledger.book["communities"]
        for _one in range(counts.get(line["id"], counts["default"]))
    ]
    return dict(enumerate(places, start=1))


def _add_giver_and_contractors(ledger: Ledger) -> None:
    network, acts = ledger.network, {"by": ledger.by, "at": ledger.began}
    giver = ledger.told["giver"]
    ledger.organizations[giver["name"]] = add_organization(
        network=network,
        name=giver["name"],
        short_name=giver["short_name"],
        sector=giver["sector"],
        **ledger.sourced(giver),
        **acts,
    )
    places = _contractors(ledger)
    for number in places:
        name = ledger.script["contractor"]["name"].format(number=number)
        ledger.organizations[name] = add_organization(
            network=network, name=name, sector="nonprofit", label=MADE_UP, **acts
        )
    for line in ledger.script["seated"]:
        region = ledger.communities[places[line["contractor"]]].region
        seat = open_seat(
            group=region,
            organization=ledger.contractor(line["contractor"]),
            role="local_contractor",
            votes=False,
            label=MADE_UP,
            **acts,
        )
        seat_person(seat=seat, person=add_person(**line["person"], is_example=True, **acts), **acts)


def _hand_over(ledger: Ledger) -> None:
    """From the day of the transition on, each community is looked after by the grantee of its region."""
    told, acts = ledger.told["transition"], {"by": ledger.by, "at": ledger.began}
    grantees = {line["id"]: ledger.organizations[line["grantee"]] for line in ledger.book["regions"]}
    transition = plan_transition(
        network=ledger.network,
        name=told["name"],
        on=told["day"],
        before=ledger.organizations[ledger.book["funder"]["name"]],
        hand_overs=[
            (ledger.communities[line["id"]], grantees[line["region"]]) for line in ledger.book["communities"]
        ],
        **ledger.sourced(told),
        **acts,
    )
    for line in ledger.script["transition_tasks"]:
        owner = ledger.organizations[line["owner"]]
        task = add_task(
            transition=transition, what=line["what"], owner=owner, due_on=line["due"], label=MADE_UP, **acts
        )
        finish_task(task=task, done_on=line["done"], **acts)
    close_transition(transition=transition, **acts)


def _set_rules(ledger: Ledger) -> None:
    set_money_settings(
        network=ledger.network,
        is_public=True,
        interested_may_decide=False,
        version=1,
        **ledger.script["settings"],
        by=ledger.by,
        at=ledger.began,
    )


def _bring_in_the_top(ledger: Ledger) -> None:
    """What the funder invests is public record; what each regional grantee got of it is an equal share, made up."""
    acts = {"network": ledger.network, "by": ledger.by, "at": ledger.began}
    top, funder = ledger.told["top"], ledger.organizations[ledger.book["funder"]["name"]]
    listed = ListedAward(
        code=top["code"],
        title=top["title"],
        funder=ledger.organizations[ledger.told["giver"]["name"]],
        recipient=funder,
        cents=top["cents"],
        awarded_on=top["awarded_on"],
        ends_on=top["ends_on"],
        purpose=top["purpose"],
        label=label_of(top),
    )
    (ledger.awards["top"],) = bring_in_awards(
        listed=[listed], source=source_words(ledger.book, top["source"]), **acts
    )
    shares = _shares(ledger)
    regions = []
    for line in ledger.book["regions"]:
        inside = [one for one in ledger.book["communities"] if one["region"] == line["id"]]
        regions.append(
            ListedAward(
                code=f"{top['code']}-{line['id']}",
                parent=top["code"],
                title=ledger.script["grantee_title"].format(region=line["name"], communities=len(inside)),
                funder=funder,
                recipient=ledger.organizations[line["grantee"]],
                cents=sum(shares[one["id"]] for one in inside),
                awarded_on=ledger.script["began_on"],
                starts_on=ledger.script["began_on"],
                regrant=TO_GRANTEE,
                places={ledger.communities[one["id"]].pk: shares[one["id"]] for one in inside},
                label=MADE_UP,
            )
        )
    brought = bring_in_awards(listed=regions, source=ledger.script["sharing"], **acts)
    ledger.awards |= {line["id"]: one for line, one in zip(ledger.book["regions"], brought, strict=True)}


def _pass_on(ledger: Ledger, strategies: Mapping[int, Any]) -> None:
    """Every contractor has one award; two in a community share what is meant for it."""
    places, shares = _contractors(ledger), _shares(ledger)
    asked = {line["contractor"]: line for line in ledger.script["decided"]}
    listed = {}
    for number, place in places.items():
        inside = [one for one, there in places.items() if there == place]
        cents = split_evenly(shares[place], len(inside))[inside.index(number)]
        said = _award_said(ledger, number, place, cents)
        if number in asked:
            ledger.awards[number] = _decide(ledger, said, asked[number], strategies.get(number))
        else:
            listed[number] = ListedAward(
                **{name: value for name, value in said.items() if name != "parent"},
                parent=said["parent"].code,
                awarded_on=ledger.script["began_on"],
            )
    brought = bring_in_awards(
        network=ledger.network,
        listed=list(listed.values()),
        source=ledger.script["sharing"],
        by=ledger.by,
        at=ledger.began,
    )
    ledger.awards |= dict(zip(listed, brought, strict=True))


def _award_said(ledger: Ledger, number: int, place: str, cents: int) -> dict[str, Any]:
    community = ledger.communities[place]
    region = next(line["region"] for line in ledger.book["communities"] if line["id"] == place)
    parent, also = ledger.awards[region], ledger.script["also_serves"]
    served: dict[Any, int | None] = {community.pk: cents}
    if number == also["contractor"]:
        served[ledger.communities[also["community"]].pk] = None
    return {
        "code": f"{parent.code}-{number:02d}",
        "parent": parent,
        "title": ledger.script["contractor"]["title"].format(community=community.name),
        "funder": parent.recipient,
        "recipient": ledger.contractor(number),
        "cents": cents,
        "starts_on": ledger.script["began_on"],
        "regrant": TO_CONTRACTOR,
        "places": served,
        "label": MADE_UP,
    }


def _decide(ledger: Ledger, said: dict[str, Any], line: Mapping[str, Any], strategy: Any) -> Award:
    """An award whose deciding seats were asked what ties them to the recipient; one with an interest steps aside."""
    acts = {"by": ledger.by, "at": ledger.began}
    seats = {name: ledger.seat_of(name) for name in line["deciding"]}
    award = propose_award(
        network=ledger.network, **said, source=ledger.script["sharing"], strategy=strategy,
        deciding=list(seats.values()), **acts,
    )  # fmt: skip
    for name, seat in seats.items():
        what = line["declared"].get(name, "")
        answer_interest(award=award, seat=seat, answer="declared" if what else "none", what=what, **acts)
    return award_grant(award=award, awarded_on=ledger.script["began_on"], **acts)


def _write_beside(ledger: Ledger) -> None:
    """Money from outside the tree, and what awards are to bring about."""
    acts = {"by": ledger.by, "at": ledger.began}
    for line in ledger.told["outside"]:
        record_outside_money(
            network=ledger.network,
            **{name: line[name] for name in ("from_whom", "body", "what", "cents")},
            **ledger.sourced(line),
            **acts,
        )
    for line in ledger.script["deliverables"]:
        add_deliverable(
            award=ledger.awards[line["of"]],
            what=line["what"],
            due_on=line["due"],
            done_on=line.get("done"),
            label=MADE_UP,
            **acts,
        )


def _pay(ledger: Ledger) -> None:
    """Half of an award and then the rest, some late, one not yet; and what contractors spent on their own work."""
    acts = {"by": ledger.by, "at": ledger.began}
    for line in ledger.script["payments"]:
        award = ledger.awards[line["to"]]
        halves = split_evenly(award.cents, len(line["due"]))
        for number, (cents, due) in enumerate(zip(halves, map(ledger.day, line["due"]), strict=True)):
            payment = promise_payment(
                award=award,
                cents=cents,
                due_on=due,
                promised_on=award.awarded_on,
                label=MADE_UP,
                **acts,
            )
            if number < len(line["paid"]):
                pay(payment=payment, paid_on=due + timedelta(days=line["paid"][number]), **acts)
    for line in ledger.script["spending"]:
        record_spending(
            award=ledger.awards[line["by"]],
            cents=line["cents"],
            spent_on=line["day"],
            what=line["what"],
            label=MADE_UP,
            **acts,
        )
