"""A dollar from the funder to the block, and its report back: one story, told through pages."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from konbit.foundation.clock import move_demo_clock
from konbit.grants.models import Activity, Award, Report
from konbit.network.operations.organizations import add_community
from konbit.results.operations.priorities import add_priority
from konbit.results.operations.results import add_result
from tests.makers import (
    AT,
    a_network,
    a_person,
    a_seat,
    client_of,
    clock_stands_at,
    convener_of,
    the_person_with,
)
from tests.meetings.reading import at, visit
from tests.meetings.reading import words as words_of

pytestmark = pytest.mark.django_db

RIVER = "river"
PERIOD = {"period_from": "2025-03-01", "period_until": "2025-03-31", "due_on": "2025-04-20"}
APRIL = AT + timedelta(days=30)
RECEIPT = "We read that the parents asked for evenings, and we pay for them from May on."


class Story:
    """A network with a funder, a regional grantee and a local contractor, and the block the money is for."""

    def __init__(self):
        self.network = a_network(address=RIVER, name="River coalition", results_are_public=True)
        by = convener_of(self.network)
        priority = add_priority(network=self.network, code="P", name="Ready for school", by=by, at=AT)
        text = "Parents read with their children"
        self.result = add_result(priority=priority, code="P1", level="organization", text=text, by=by, at=AT)
        self.block = add_community(network=self.network, name="Mill Street", by=by, at=AT)
        self.convener = client_of(the_person_with(self.network, "convener"))
        self.funder, self.funder_seat = self.seated("Children's Fund", "funder")
        self.grantee, self.grantee_seat = self.seated("Regional Grantee")
        self.contractor, self.contractor_seat = self.seated("Mill Street Club")

    def seated(self, name, role="member"):
        person = a_person(f"Leader of {name}")
        return client_of(person), a_seat(self.network, name, role=role, holder=person)

    def page(self, client, name, *arguments, query=""):
        return at(client, name, RIVER, *arguments, query=query)

    def sent(self, page, action="", **filled_in):
        answer = page.send(action, **filled_in)
        assert answer.status == 200, (answer.address, answer.words[:1500])
        return answer

    def follow_from_my_page(self, client, words):
        """The page that somebody's own page leads to, with these words."""
        mine = at(client, "my_page")
        rows = [row for row in mine.all("li") if words in words_of(row) and f"/{RIVER}/money/" in str(row)]
        assert rows, mine.words[:1500]
        return visit(client, re.search(rf'href="([^"]*/{RIVER}/money/[^"]*)"', str(rows[-1]))[1])

    def say_there_is_no_interest(self, client):
        asked = self.follow_from_my_page(client, "Say what ties your seat to the recipient")
        return self.sent(asked, answer="none")


@pytest.fixture
def story(settings):
    clock_stands_at(settings)
    return Story()


def award_the_money(story):
    """The funder gives, and the regional grantee passes on: each decides once its seat has said what ties it."""
    who = {"funder": story.funder_seat.organization_id, "recipient": story.grantee_seat.organization_id}
    term = {"starts_on": "2025-01-01", "ends_on": "2025-12-31"}
    story.sent(
        story.page(story.funder, "new_award"), title="For the region", code="region", cents="10,000", **who, **term,
        money_kind="public", purpose="Families read together", deciding=[story.funder_seat.pk], results=[story.result.pk],
    )  # fmt: skip
    too_early = story.page(story.funder, "award_grant", "region").send(awarded_on="2025-03-06")
    assert (too_early.status, Award.objects.get().state) == (409, "proposed")
    story.say_there_is_no_interest(story.funder)
    story.sent(story.page(story.funder, "award_grant", "region"), awarded_on="2025-03-06")
    story.sent(
        story.page(story.grantee, "pass_on", "region"), title="Evenings on Mill Street", code="evenings", cents="2,500",
        recipient=story.contractor_seat.organization_id, money_kind="public", purpose="Reading evenings",
        deciding=[story.grantee_seat.pk], results=[story.result.pk],
    )  # fmt: skip
    places = {"serves": [story.block.pk], f"cents_{story.block.pk}": "2,500"}
    story.sent(story.page(story.grantee, "award_places", "evenings"), **places)
    story.say_there_is_no_interest(story.grantee)
    story.sent(story.page(story.grantee, "award_grant", "evenings"), awarded_on="2025-03-06")


def pay_it(story):
    """What is promised for a day stands on the page of who promised, and is paid."""
    page = story.page(story.grantee, "promise_payment", "evenings")
    story.sent(page, cents="1,000", due_on="2025-03-06")
    award = story.follow_from_my_page(story.grantee, "Pay what was promised")
    link = re.search(r'href="([^"]+/payments/[^"]+/paid/)"', award.html)[1]
    story.sent(visit(story.grantee, link), paid_on="2025-03-06")
    story.sent(
        story.page(story.contractor, "record_spending", "evenings"), what="Books", cents="120.50", spent_on="2025-03-06"
    )  # fmt: skip


def record_the_work(story):
    """Once, by who did it."""
    page = story.page(story.contractor, "record_for")
    recorded = story.sent(
        page, kind="training", what="A reading evening", done_on="2025-03-06", community=story.block.pk, people="14",
    )  # fmt: skip
    assert "Done by Mill Street Club on March 6, 2025." in recorded.words
    assert Activity.objects.count() == 1


def ask_for_reports(story):
    for client, code in ((story.funder, "region"), (story.grantee, "evenings")):
        story.sent(story.page(client, "set_report_due", code), **PERIOD)


def report(story, client, said):
    page = story.follow_from_my_page(client, "Write a report")
    address = page.address
    written = story.sent(visit(client, f"{address}write/"), said=said)
    sent = story.sent(written, f"{address}submit/")
    assert "Submitted" in sent.words
    return sent


def test_g1_a_dollar_from_funder_to_block_and_its_report_back(story):
    story.sent(story.page(story.convener, "money_settings"), is_public=True)
    award_the_money(story)
    pay_it(story)
    record_the_work(story)
    ask_for_reports(story)
    move_demo_clock(APRIL)

    # The same entry stands in both reports, with who did it and under which award.
    who, under = "March 6, 2025 Mill Street Club", "Evenings on Mill Street (evenings, 100%) 14"
    origin = f"A reading evening Training · Mill Street {who} {under}"
    own = report(story, story.contractor, "One evening so far. Parents ask for more.")
    above = report(story, story.grantee, "The first evening on Mill Street was held.")
    assert origin in own.words
    assert origin in above.words
    for words in ("Awarded $2,500", "Paid to the recipient $1,000", "Spent $120.50"):
        assert words in own.words
    assert "Passed on $2,500 Still held $7,500" in above.words
    assert "Evenings on Mill Street evenings Mill Street Club $2,500 $1,000 $120.50" in above.words

    # The funder's own page says what it owes, until a person has written a receipt.
    funder_page = story.page(story.funder, "funder_page", story.funder_seat.organization_id)
    assert "1 report submitted and not opened 1 receipt owed" in funder_page.words
    waiting = story.follow_from_my_page(story.funder, "Answer a report with a receipt")
    assert origin in waiting.words
    story.sent(waiting, f"{waiting.address}read/")
    story.sent(visit(story.funder, f"{waiting.address}accept/"), receipt=RECEIPT)
    funder_page = story.page(story.funder, "funder_page", story.funder_seat.organization_id)
    assert "0 reports submitted and not opened 0 receipts owed" in funder_page.words
    for client in (story.contractor, story.grantee, story.funder):
        shown = story.page(client, "activities", query="?award=region")
        assert "A reading evening" in shown.words
        report_on_region = Report.objects.get(award__code="region")
        assert RECEIPT in story.page(client, "report_on_award", report_on_region.pk).words
    assert story.page(story.grantee, "report_on_award", report_on_region.pk, query="?print").status == 200

    # Everybody sees who got what, for what, decided by whom, with what result.
    trail = visit(Client(), f"/en/money/{RIVER}/")
    assert trail.status == 200
    read = trail.words.replace(" :", ":")
    for words in (
        "Mill Street Club $2,500", "Regional Grantee $10,000", "Reading evenings", "Mill Street: $2,500",
        "P1: Parents read with their children", "Decided by Children's Fund", "Decided by Regional Grantee",
    ):  # fmt: skip
        assert words in read, (words, read)
    assert "Leader of" not in read
    assert date.fromisoformat(PERIOD["due_on"]) > APRIL.date()
