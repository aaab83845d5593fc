"""A row in every table of money, and of what communities and funders mean to change, for networks that move."""

from datetime import date, timedelta

from konbit.grants import models as grants
from konbit.results import models as results
from tests.makers import AT

TODAY = date(2025, 3, 6)
LATER = TODAY + timedelta(days=400)


def agendas(network, funder, community, person, say=str):
    """A change agenda with a version, a strategy, an act and a comment; an outcome, an alignment and a plan."""
    agenda = results.ChangeAgenda.objects.create(community=community, title=say("=Agenda"))
    version = results.AgendaVersion.objects.create(
        agenda=agenda, number=1, content={"strategies": [{"text": "=One"}]}, published_at=AT, published_by=person
    )  # fmt: skip
    strategy = results.Strategy.objects.create(agenda=agenda, code="S1", text=say("-Evening hours"))
    results.StrategyAction.objects.create(strategy=strategy, what=say("+Ask the clinic"), done_on=TODAY)
    outcome = results.LongTermOutcome.objects.create(
        network=network, funder=funder, code="O1", text=say("@All are well")
    )
    results.AgendaComment.objects.create(
        agenda=agenda, strategy=strategy, organization=funder, text=say("=Why?"), asks_about=outcome, at=AT,
        person=person, state="adopted", answered_at=AT, adopted_in=version,
    )  # fmt: skip
    results.Alignment.objects.create(
        strategy=strategy, outcome=outcome, state="refused", because=say("=No"), proposed_at=AT, proposed_by=person,
        answered_at=AT, answered_by=person,
    )  # fmt: skip
    plan = results.StrategicPlan.objects.create(network=network, funder=funder, name=say("+Plan"))
    draft = results.PlanVersion.objects.create(plan=plan, number=1, text=say("=Together"), published_at=AT)
    results.Consultation.objects.create(
        plan_version=draft, who=say("-Grantees"), on=TODAY, said=say("=Sooner"), written_by=person, written_at=AT
    )  # fmt: skip
    return strategy, draft


def awards(network, seat, other, community, person, *, say=str):
    """A tree of two awards with everything that stands on one."""
    grants.MoneySettings.objects.create(network=network, is_public=True, interest_rule=say("=Rule"))
    term = {"awarded_on": TODAY, "starts_on": TODAY, "ends_on": LATER, "state": "active"}
    top = grants.Award.objects.create(
        network=network,
        code="TOP",
        title=say("=Top"),
        funder=seat.organization,
        recipient=other,
        cents=117857143,
        **term,
    )
    leaf = grants.Award.objects.create(
        network=network, parent=top, code="LEAF", title=say("-Leaf"), funder=other, recipient=seat.organization,
        cents=50, label="made_up", source=say("=Source"), **term,
    )  # fmt: skip
    grants.AwardPlace.objects.create(award=leaf, community=community, cents=49)
    grants.AwardChange.objects.create(
        award=leaf, number=1, step="awarded", cents_after=50, at=AT, person=person
    )
    grants.Interest.objects.create(
        award=top, seat=seat, answer="declared", what=say("=Cousin"), person=person
    )
    grants.Deliverable.objects.create(award=leaf, what=say("@Visits"), due_on=TODAY)
    grants.Payment.objects.create(award=leaf, cents=2**40, promised_on=TODAY, due_on=TODAY, note=say("=Half"))
    grants.Spending.objects.create(award=leaf, cents=7, spent_on=TODAY, what=say("+Chairs"))
    grants.OutsideMoney.objects.create(
        network=network,
        from_whom=say("=Fund"),
        body=say("-Initiative"),
        what=say("@All"),
        cents=310000000,
        year=2021,
    )
    grants.ChecklistItem.objects.create(award=leaf, what=say("=Contract"), done_on=TODAY, done_by=person)
    return leaf


def work(network, award, community, person, say=str):
    """An activity under an award, and a report with a version."""
    activity = grants.Activity.objects.create(
        network=network, organization=award.recipient, what=say("=Class"), done_on=TODAY, community=community,
        people=12, entered_by=person, entered_at=AT,
    )  # fmt: skip
    grants.ActivityShare.objects.create(activity=activity, award=award, network=network, people=12)
    report = grants.Report.objects.create(
        award=award,
        owed_to=award.funder,
        period_from=TODAY,
        period_until=LATER,
        due_on=LATER,
        draft={"said": "=x"},
    )
    grants.ReportVersion.objects.create(
        report=report, number=1, form="1", content={"said": say("=Done")}, at=AT, person=person, answer="accepted",
        answer_words=say("+Thanks"), answered_at=AT, answered_by=person,
    )  # fmt: skip


def duties(network, seat, other, community, plan_version, *, say=str):
    """A question with an answer, and a transition with a task and what came of it."""
    question = grants.FunderQuestion.objects.create(
        network=network, asked_of=other, asked_by=seat, wording=say("=When?"), asked_at=AT
    )
    grants.QuestionAnswer.objects.create(
        question=question, text=say("-Soon"), plan_version=plan_version, at=AT
    )
    transition = grants.Transition.objects.create(network=network, name=say("=Over"), on=TODAY)
    grants.TransitionTask.objects.create(transition=transition, what=say("@Tell"), owner=other, due_on=TODAY)
    grants.RelationOwner.objects.create(
        community=community, organization=other, since=TODAY, transition=transition
    )


def pipeline(network, seat, other, award, person, *, result=None, is_visible=False, say=str):
    """A source of money, and a pursuit of it with a partner and a stage; private unless said otherwise."""
    source = grants.FundingSource.objects.create(
        network=network, name=say("=Call"), giver=say("-State"), most_cents=2**50, pages=12, added_at=AT,
        match_required="yes",
    )  # fmt: skip
    pursuit = grants.Pursuit.objects.create(
        source_of_funding=source, organization=seat.organization, is_visible=is_visible, sought_cents=5, award=award,
        note=say("=Quietly"), entered_by=person, entered_at=AT,
    )  # fmt: skip
    pursuit.partners.add(other)
    grants.PursuitStage.objects.create(pursuit=pursuit, number=1, stage="found", opened_on=TODAY)
    if result is not None:
        source.results.add(result)
        pursuit.results.add(result)
        award.results.add(result)
    return pursuit


def money(network, seat, other, community, person, *, result=None, say=str):
    """All of it."""
    _strategy, plan_version = agendas(network, other, community, person, say)
    leaf = awards(network, seat, other, community, person, say=say)
    work(network, leaf, community, person, say)
    duties(network, seat, other, community, plan_version, say=say)
    return pipeline(network, seat, other, leaf, person, result=result, say=say)
