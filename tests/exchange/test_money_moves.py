"""Money and change agendas in what leaves the house: whole for the convener, and for one person what their pages show."""

import pytest

from konbit.grants.models import Activity, ActivityShare, Award, Interest, Payment, Report
from konbit.network.operations.organizations import add_community
from konbit.results.models import StrategyAction
from tests.exchange.installs import (
    an_empty_installation,
    part_of,
    parts_of,
    rows_of,
    taken_in,
    the_archive_of,
    what_sees,
)
from tests.exchange.money_rows import money
from tests.makers import (
    AT,
    a_commitment,
    a_decision,
    a_group,
    a_meeting,
    a_network,
    a_person,
    a_seat,
    an_item,
    convener_of,
)

pytestmark = pytest.mark.django_db

OF_A_PURSUIT = ("grants/pursuit", "grants/pursuit_partners", "grants/pursuitstage")


class Coalition:
    """A network with money, whose pursuit of a source is private to two of its members."""

    def __init__(self):
        self.network = a_network(name="Delta network", address="delta")
        self.people = [a_person(name) for name in ("Pursues", "Joins", "Looks on")]
        self.seats = [
            a_seat(self.network, f"Body {number}", holder=one) for number, one in enumerate(self.people)
        ]
        community = add_community(network=self.network, name="Port", by=convener_of(self.network), at=AT)
        joined = self.seats[1].organization
        self.pursuit = money(self.network, self.seats[0], joined, community, self.people[0])

    def sees(self, number):
        return what_sees(self.people[number])


@pytest.fixture
def coalition():
    return Coalition()


def test_n17_a_private_pursuit_travels_with_its_own_people_and_with_nobody_else(coalition):
    for number in (0, 1):
        mine = coalition.sees(number)
        assert [len(rows_of(mine, table)) for table in OF_A_PURSUIT] == [1, 1, 1]
    theirs = coalition.sees(2)
    assert [rows_of(theirs, table) for table in OF_A_PURSUIT] == [[], [], []]
    assert b"=Quietly" not in b"".join(parts_of(theirs).values())
    assert len(rows_of(theirs, "grants/fundingsource")) == 1
    coalition.pursuit.is_visible = True
    coalition.pursuit.save()
    assert len(rows_of(coalition.sees(2), "grants/pursuit")) == 1


def test_members_take_the_money_they_see_without_drafts_and_without_what_was_taken_back(coalition):
    Payment.objects.update(withdrawn_at=AT, note="Marker payment")
    Activity.objects.update(withdrawn_at=AT, what="Marker activity")
    Report.objects.update(draft={"said": "Marker draft"})
    mine = coalition.sees(2)
    assert b"Marker" not in b"".join(parts_of(mine).values())
    counts = {
        table: len(rows_of(mine, f"grants/{table}"))
        for table in ("award", "interest", "report", "activityshare")
    }
    assert counts == {"award": 2, "interest": 1, "report": 1, "activityshare": 0}
    assert ActivityShare.objects.count() == 1
    assert b"Marker draft" in part_of(coalition.sees(0), "grants/report.json"), (
        "its writer takes the draft along"
    )
    assert len(rows_of(mine, "results/alignment")) == 1


def test_a_member_of_a_group_inside_takes_the_money_and_nobody_outside_does(coalition):
    inside = a_group(coalition.network)
    member = a_person("Inside")
    a_seat(inside, "Body 2", holder=member)
    assert len(rows_of(what_sees(member), "grants/award")) == 2
    stranger = a_person("Elsewhere")
    a_seat(a_network(), "Other body", holder=stranger)
    told = what_sees(stranger)
    for table in ("grants/award", "grants/fundingsource", "results/changeagenda", "grants/moneysettings"):
        assert rows_of(told, table) == []


def test_n3_what_was_decided_or_promised_without_names_is_tied_to_no_award_and_no_act(coalition):
    meeting = a_meeting(coalition.network)
    item = an_item(meeting, "Speaking openly", is_no_names=True)
    decision, commitment = a_decision(meeting), a_commitment(meeting)
    for captured in (decision, commitment):
        type(captured).objects.filter(pk=captured.pk).update(item=item)
    Award.objects.filter(code="TOP").update(decision=decision)
    StrategyAction.objects.update(commitment=commitment)
    Interest.objects.update(decided=True)
    for archive in (the_archive_of(coalition.network), coalition.sees(0)):
        assert {row["decision_id"] for row in rows_of(archive, "grants/award")} == {None}
        assert {row["commitment_id"] for row in rows_of(archive, "results/strategyaction")} == {None}
    first = the_archive_of(coalition.network)
    an_empty_installation()
    assert the_archive_of(taken_in(first)) == first


def test_the_decision_behind_an_award_is_told_to_those_who_see_it(coalition):
    meeting = a_meeting(coalition.network)
    decision = a_decision(meeting)
    Award.objects.filter(code="TOP").update(decision=decision)
    assert str(decision.pk) in {row["decision_id"] for row in rows_of(coalition.sees(2), "grants/award")}
    meeting.items.update(is_private=True)
    inside = a_group(coalition.network)
    member = a_person("Inside alone")
    a_seat(inside, "Body 9", holder=member)
    assert {row["decision_id"] for row in rows_of(what_sees(member), "grants/award")} == {None}
