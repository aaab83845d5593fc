"""G-10: each question of a grantee leads to the version of the funder's plan that answers it, or is open with its age."""

from datetime import timedelta

import pytest

from konbit.foundation.clock import move_demo_clock, now
from konbit.grants.models import FunderQuestion
from konbit.grants.operations.funder_questions import (
    answer_funder_question,
    ask_funder,
    close_funder_question,
    mark_not_answered,
)
from konbit.network.models import Holder
from konbit.results.models import PlanVersion
from konbit.results.operations.strategic_plans import found_plan, publish_version, write_version
from tests.examples import best_start
from tests.grants.makers import Chain
from tests.makers import AT, SHELL, actor, client_of, clock_stands_at
from tests.results.standing_behind import at, page

pytestmark = pytest.mark.django_db

SUBJECTS = ("priorities", "resources", "roles", "the time frame", "sustainability")


@pytest.fixture
def asked(settings):
    """Five questions of a grantee, and a plan of the funder that was refined once."""
    clock_stands_at(settings, AT)
    chain = Chain()
    chain.award("Funder", "North grantee")
    chain.questions = [
        ask_funder(
            network=chain.network,
            asked_of=chain.body("Funder"),
            asked_by=chain.seats["North grantee"],
            wording=f"What about {subject}?",
            by=actor(chain.people["North grantee"]),
            at=AT - timedelta(days=60),
        )
        for subject in SUBJECTS
    ]
    chain.plan = found_plan(network=chain.network, funder=chain.body("Funder"), name="Plan", by=SHELL, at=AT)
    for number, text in enumerate(("Visits.", "Visits for five years."), start=1):
        draft = write_version(
            plan=chain.plan, text=text, what_changed=f"Step {number}", version=0, by=SHELL, at=AT
        )
        publish_version(plan_version=draft, version=1, by=SHELL, at=AT)
    return chain


def answer(chain, question, number, text="It says so now."):
    version = chain.plan.versions.get(number=number)
    officer = actor(chain.people["Funder"])
    return answer_funder_question(question=question, text=text, plan_version=version, by=officer, at=AT)


def leads_or_waits(client, question, network="river"):
    """Whether the question's page leads to a version that answers it; else it says its age."""
    shown = client.get(at("funder_question", question.pk, network=network)).content.decode()
    for given in question.answers.filter(not_answered_at=None).exclude(plan_version=None):
        version = given.plan_version
        assert f'href="{at("plan_version", version.plan_id, version.number, network=network)}"' in shown
        return True
    assert question.state == "open"
    assert "First asked" in shown
    assert "days ago" in shown
    return False


def test_g10_each_question_leads_to_the_version_that_answers_it_or_is_open_with_its_age(asked):
    client = asked.clients["North grantee"]
    assert not any(leads_or_waits(client, one) for one in asked.questions)
    for question, number in zip(asked.questions[:2], (1, 2), strict=True):
        answer(asked, question, number)
    rows = list(FunderQuestion.objects.order_by("pk"))
    assert sorted(leads_or_waits(client, one) for one in rows) == [False, False, False, True, True]
    answered, waiting = page(client, "plan_answers", asked.plan.pk).split("Open questions")
    newest, first = answered.split("Version 2")[1].split("Version 1")
    assert "What about resources?" in newest
    assert "What about priorities?" in first
    assert waiting.count("Asked 60 days ago") == 3
    assert waiting.count("Older than 42 days") == 3


def test_g10_an_answer_that_the_asker_does_not_take_points_to_nothing(asked):
    question = asked.questions[0]
    answer(asked, question, 2)
    asker = actor(asked.people["North grantee"])
    mark_not_answered(question=question, because="It does not say which", by=asker, at=AT)
    shown = page(asked.clients["North grantee"], "plan_answers", asked.plan.pk)
    assert "What about priorities?" in shown.split("Open questions")[1]
    assert shown.count("No answer points to this version.") == 2


def test_a_closed_question_stays_under_its_version(asked):
    question = asked.questions[0]
    answer(asked, question, 2)
    close_funder_question(question=question, by=actor(asked.people["North grantee"]), at=AT)
    assert "Who asked says that this is answered." in page(
        asked.clients["North grantee"], "plan_answers", asked.plan.pk
    )


def test_the_plan_leads_to_what_it_answers_and_only_members_read_it(asked):
    client = asked.clients["North grantee"]
    address = at("plan_answers", asked.plan.pk)
    assert f'href="{address}"' in client.get(at("plan", asked.plan.pk)).content.decode()
    assert client_of(Chain(address="other").people["Funder"]).get(address).status_code == 404


@pytest.mark.full
def test_g10_the_five_questions_of_the_example_lead_to_a_version_or_are_open(settings):
    settings.KONBIT_DEMO = True
    network = best_start()
    move_demo_clock(AT)
    five = list(FunderQuestion.objects.filter(network=network, label="our_reading"))
    assert len(five) == 5
    client = client_of(
        Holder.objects.filter(seat__group=network, seat__role="regional_grantee").first().person
    )
    assert [leads_or_waits(client, one, "best_start") for one in five] == [False] * 5
    officer = Holder.objects.filter(seat__group=network, seat__role="funder").first().person
    version = PlanVersion.objects.get(plan__network=network)
    answer_funder_question(
        question=five[0], text="It stays.", plan_version=version, by=actor(officer, now()), at=now()
    )
    found = list(FunderQuestion.objects.filter(pk__in=[one.pk for one in five]))
    assert sum(leads_or_waits(client, one, "best_start") for one in found) == 1
