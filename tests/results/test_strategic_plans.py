"""A funder's strategic plan: version by version, with what changed and who was consulted."""

from uuid import uuid4

import pytest

from konbit.results.models import Consultation, PlanVersion, StrategicPlan
from tests.makers import AT, clock_stands_at
from tests.results.communities import Communities
from tests.results.standing_behind import at, page, read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def river():
    return Communities()


@pytest.fixture
def plan(river):
    typed = {"funder": river.funder.pk, "name": "Plan 2025", "key": uuid4()}
    for _twice in range(2):
        assert river.officer.post(at("new_plan"), typed).status_code == 302
    return StrategicPlan.objects.get()


def writes(river, plan, text, *, what_changed="", version=0):
    typed = {"text": text, "what_changed": what_changed, "version": version}
    return river.officer.post(at("write_plan", plan.pk), typed)


def publishes(river, plan, number):
    version = PlanVersion.objects.get(number=number).version
    return river.officer.post(at("publish_plan", plan.pk, number), {"version": version})


def consults(river, plan, number, **typed):
    said = {"who": "Grantees", "on": "2025-02-03", "said": "Say for how long", "key": uuid4(), **typed}
    return river.officer.post(at("add_consultation", plan.pk, number), said)


def test_a_plan_is_refined_and_each_version_says_what_changed(river, plan):
    assert writes(river, plan, "We fund visits.").status_code == 302
    assert publishes(river, plan, 1).status_code == 302
    assert writes(river, plan, "We fund visits for five years.").status_code == 302
    unnamed = publishes(river, plan, 2)
    assert unnamed.status_code == 422
    assert "Say in a sentence what changed since version 1" in read(unnamed)
    writes(river, plan, "We fund visits for five years.", what_changed="A time frame", version=1)
    assert publishes(river, plan, 2).status_code == 302
    shown = page(river.resident, "plan", plan.pk)
    assert "Version 2 We fund visits for five years. What changed: A time frame" in shown
    assert "What differs from version 1 4 words added. 1 word taken out." in shown
    assert "We fund visits." in page(river.resident, "plan_version", plan.pk, 1)


def test_the_log_says_who_when_what_and_what_became_of_it(river, plan):
    writes(river, plan, "We fund visits.")
    assert consults(river, plan, 1).status_code == 302
    assert "Grantees February 3, 2025 What they said Say for how long" in page(river.lead, "plan", plan.pk)
    assert "Nobody has said yet" in page(river.lead, "plan", plan.pk)
    ahead = consults(river, plan, 1, on="2025-03-07")
    assert ahead.status_code == 422
    assert "is still to come" in read(ahead)
    publishes(river, plan, 1)
    one = Consultation.objects.get()
    address = at("say_what_became", plan.pk, one.pk)
    assert river.officer.post(address, {"became": "Five years"}).status_code == 302
    assert "What became of it Five years" in page(river.lead, "plan", plan.pk)
    changed = river.officer.post(address, {"became": "Ten years"})
    assert changed.status_code == 409


def test_a_published_version_and_its_log_are_frozen(river, plan):
    writes(river, plan, "We fund visits.")
    publishes(river, plan, 1)
    late = consults(river, plan, 1)
    assert late.status_code == 409
    assert "Version 1 is published, so its log is closed." in read(late)
    # What is written now is the next version.
    writes(river, plan, "We fund homes.", what_changed="Homes")
    assert list(PlanVersion.objects.order_by("number").values_list("number", "text")) == [
        (1, "We fund visits."),
        (2, "We fund homes."),
    ]
    assert publishes(river, plan, 1).status_code == 302
    assert PlanVersion.objects.get(number=2).published_at is None


def test_two_people_do_not_overwrite_each_other(river, plan):
    writes(river, plan, "We fund visits.")
    stale = writes(river, plan, "We fund homes.")
    assert stale.status_code == 409
    assert "We fund visits." in read(stale)
    same = writes(river, plan, "We fund visits.")
    assert same.status_code == 302
    publishes(river, plan, 1)
    writes(river, plan, "We fund visits.", what_changed="Nothing")
    assert "Nothing differs from version 1" in read(publishes(river, plan, 2))


def test_only_the_funders_people_and_who_keeps_the_register_write(river, plan):
    writes(river, plan, "We fund visits.")
    typed = {"text": "Ours", "version": 1}
    for client in (river.resident, river.lead):
        assert client.post(at("write_plan", plan.pk), typed).status_code == 403
        assert client.post(at("publish_plan", plan.pk, 1), {"version": 1}).status_code == 403
        assert client.post(at("add_consultation", plan.pk, 1), {}).status_code == 403
        assert "Write a new version" not in page(client, "plan", plan.pk)
    assert stranger().get(at("plan", plan.pk)).status_code == 404
    assert river.convener.post(at("write_plan", plan.pk), typed).status_code == 302


@pytest.mark.parametrize("number", [0, 3, 10**15])
def test_a_version_that_is_not_there_is_no_page(river, plan, number):
    writes(river, plan, "We fund visits.")
    assert river.officer.get(at("plan_version", plan.pk, number)).status_code == 404
    assert river.officer.get(at("plan", uuid4())).status_code == 404
