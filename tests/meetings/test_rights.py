"""E-7: who may do what on which topic; a decision outside of it is stored, flagged, and first on the next agenda."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from konbit.audit.models import Entry
from konbit.home.operations.agenda_draft import build_draft
from konbit.meetings.domain.rights import is_outside
from konbit.meetings.models import Decision, DecisionRight
from konbit.meetings.operations.rights import declare_right, remove_right
from konbit.meetings.words import RIGHTS
from konbit.network.words import ROLES
from tests.makers import (
    AT,
    a_decision,
    a_meeting,
    a_network,
    a_person,
    a_proposal,
    a_seat,
    client_of,
    convener_of,
    facilitator_of,
    letters_sent,
    the_person_with,
)
from tests.meetings.reading import at, past_the_page

roles, rights = st.sampled_from(sorted(ROLES)), st.sampled_from(sorted(RIGHTS))
TOPIC = "Community grants"
SAID = (
    "On “Community grants”, this was decided with the right “Decide” of the role “Funder”. "
    "The group had declared: Community partnership: Decide; Funder: Advise."
)


@given(st.dictionaries(roles, rights), roles, rights)
def test_e7_a_decision_is_outside_exactly_when_its_role_was_given_another_right_or_none(
    declared, role, right
):
    assert is_outside(declared, role, right) is (declared != {} and (role, right) not in declared.items())


class Table:
    """A group that declared who decides on grants, and a meeting with a proposal about them."""

    def __init__(self, declared=True):
        self.group = a_network()
        self.convener = client_of(the_person_with(self.group, "convener"))
        if declared:
            self.declare("community_partnership", "decide")
            self.declare("funder", "advise")
        self.meeting = a_meeting(self.group, seats=2, seats_present=2)
        self.decision = a_proposal(self.meeting, "The grants go to three streets")
        self.outcome = reverse("outcome", args=[self.decision.pk])

    def declare(self, role, right, topic=TOPIC):
        page = at(self.convener, "decision_rights", self.group.address)
        return page.send(topic=topic, role=role, right=right)

    def live(self):
        return at(self.convener, "live", self.meeting.pk)

    def record(self, **typed):
        return self.live().send(self.outcome, **{"state": "decided", **typed})

    def published(self):
        self.live().send(reverse("meeting_step", args=[self.meeting.pk, "close"]))
        return at(self.convener, "review", self.meeting.pk).send()

    def stored(self):
        return Decision.objects.get(pk=self.decision.pk)


@pytest.fixture
def table(the_day):
    return Table()


class TestPages:
    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

    def test_e7_a_decision_under_the_funders_right_is_stored_and_flagged_wherever_it_is_read(self, table):
        page = table.record(topic=TOPIC, right_of="funder", right="decide")
        assert "It is recorded." in page.words
        stored = table.stored()
        assert (stored.state, stored.right_of, stored.is_outside_rights) == ("decided", "funder", True)
        assert SAID in page.part(f"decision-{table.decision.pk}")
        table.published()
        person = table.group.seats.first().holders.get().person
        for text in (
            at(client_of(person), "record", table.meeting.pk).words,
            at(client_of(person), "record", table.meeting.pk, query="?print").words,
            letters_sent(person)[0].body,
        ):
            assert "Outside the declared rights" in text
            assert SAID in text

    def test_e7_it_stands_first_among_the_decisions_due_on_the_next_agenda(self, table):
        a_decision(table.meeting, "Look at this again", review_on=AT.date())
        table.record(topic=TOPIC, right_of="funder", right="decide", review_on="2026-03-01")
        table.published()
        coming = a_meeting(table.group, seats=2, state="planned", item=None)
        build_draft(meeting=coming, by=facilitator_of(table.group), at=AT)
        due = list(coming.items.filter(part=3).order_by("position").values_list("title", flat=True))
        assert due == ["The grants go to three streets", "Look at this again"]

    def test_e7_inside_the_declared_rights_nothing_is_flagged(self, table):
        page = table.record(topic=TOPIC, right_of="community_partnership", right="decide")
        assert not table.stored().is_outside_rights
        assert "On “Community grants”, in the role “Community partnership”" in page.words
        assert "Outside the declared rights" not in page.words

    def test_e7_a_later_change_of_declared_rights_does_not_rewrite_the_past(self, table):
        table.record(topic=TOPIC, right_of="funder", right="decide")
        table.declare("funder", "decide")
        table.declare("community_partnership", "consult")
        assert table.stored().is_outside_rights
        assert SAID in table.live().words
        table.published()
        assert SAID in at(table.convener, "record", table.meeting.pk).words
        later = a_proposal(a_meeting(table.group, seats=2, seats_present=2), "Another year")
        page = at(table.convener, "live", later.meeting_id)
        page.send(reverse("outcome", args=[later.pk]), state="decided", topic=TOPIC, right_of="funder")
        assert not Decision.objects.get(pk=later.pk).is_outside_rights

    def test_e7_on_a_topic_with_rights_the_role_is_asked_for_and_what_was_typed_stays(self, table):
        refused = table.record(topic=TOPIC, dissent="Two would wait.")
        assert refused.status == 422
        assert "Say in which role this was decided." in refused.words
        assert "Two would wait." in refused.html
        assert table.stored().state == "proposed"
        assert "It is recorded." in refused.send(table.outcome, right_of="funder", right="advise").words
        assert not table.stored().is_outside_rights

    def test_e7_a_sense_of_the_meeting_uses_no_right(self, table):
        table.record(topic=TOPIC, right_of="funder", right="decide", state="sense")
        assert not table.stored().is_outside_rights

    def test_taken_back_it_is_judged_anew(self, table):
        done = table.record(topic=TOPIC, right_of="funder", right="decide")
        back = done.undo()
        assert not table.stored().is_outside_rights
        back.send(table.outcome, state="decided", right_of="community_partnership")
        stored = table.stored()
        assert (stored.topic, stored.right_of, stored.is_outside_rights) == (
            TOPIC, "community_partnership", False,
        )  # fmt: skip

    def test_without_declared_rights_the_form_asks_for_no_topic(self, the_day):
        table = Table(declared=False)
        assert "In whose right" not in table.live().words
        assert "It is recorded." in table.record().words

    def test_a_topic_that_is_not_declared_is_not_taken(self, table):
        name = table.decision.pk.hex
        sent = {f"{name}-state": "decided", f"{name}-right": "decide", f"{name}-topic": "Something else"}
        assert past_the_page(table.convener, "outcome", table.decision.pk, **sent).status == 422
        assert table.stored().state == "proposed"

    def test_the_convener_declares_changes_and_takes_away_each_taken_back_in_one_step(self, table):
        done = table.declare("funder", "consult", topic="  community   GRANTS ")
        assert DecisionRight.objects.get(role="funder").right == "consult"
        assert set(DecisionRight.objects.values_list("topic", flat=True)) == {TOPIC}, "one way to write it"
        assert "Funder: Advise" in done.undo().words
        gone = done.send(reverse("remove_right", args=[table.group.address]), role="funder")
        assert "Funder" not in [row.get_role_display() for row in DecisionRight.objects.all()]
        assert "Funder: Advise" in gone.undo().words
        table.declare("agency", "inform").undo()
        assert not DecisionRight.objects.filter(role="agency").exists()
        actions = Entry.objects.filter(group_id=table.group.pk).values_list("action", flat=True)
        assert {"meetings.declare_right", "meetings.remove_right"} <= set(actions)

    def test_every_member_reads_them_and_nobody_but_the_convener_changes_them(self, table):
        member = a_person()
        a_seat(table.group, "County fund", holder=member)
        client, address = client_of(member), table.group.address
        page = at(client, "decision_rights", address)
        assert "Community partnership: Decide" in page.words
        assert not page.offers(page.address)
        sent = {"topic": TOPIC, "role": "member", "right": "decide"}
        assert past_the_page(client, "decision_rights", address, **sent).status == 403
        assert past_the_page(client, "remove_right", address, topic=TOPIC, role="funder").status == 403
        assert DecisionRight.objects.count() == 2
        stranger = client_of(a_person())
        assert stranger.get(reverse("decision_rights", args=[address])).status_code == 404

    def test_a_topic_needs_a_name(self, table):
        refused = table.declare("agency", "advise", topic="   ")
        assert refused.status == 422
        assert "Name the topic" in refused.words

    def test_the_settings_lead_there(self, table):
        page = at(table.convener, "group_settings", table.group.address)
        assert reverse("decision_rights", args=[table.group.address]) in page.html

    def test_taking_away_what_is_not_there_changes_nothing(self, table):
        by = convener_of(table.group)
        assert remove_right(group=table.group, topic="Nothing", role="funder", by=by, at=AT) == ""
        about = {"group": table.group, "topic": TOPIC, "role": "funder", "right": "advise"}
        assert declare_right(**about, by=by, at=AT) == "advise"
