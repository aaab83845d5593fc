"""Row H-7: money of an organization that stood there twice belongs to the one that stays."""

import pytest
from django.urls import reverse

from konbit.grants.operations.awards import propose_award
from konbit.network.operations.organizations import merge_organizations
from tests.grants.makers import SHELL, Chain
from tests.makers import AT, clock_stands_at
from tests.results.standing_behind import read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(settings):
    clock_stands_at(settings, AT)
    chain = Chain()
    chain.show_money()
    return chain


def test_h7_awards_of_a_merged_double_name_the_organization_that_stays(chain):
    award = chain.award("Funder", "North grante")
    merge_organizations(kept=chain.body("North grantee"), doubled=chain.body("North grante"), by=SHELL, at=AT)
    keeper = chain.keeper
    for page in (
        keeper.get(reverse("money", args=["river"])),
        keeper.get(reverse("award", args=["river", award.code])),
        stranger().get("/en/money/river/"),
    ):
        shown = read(page)
        assert "North grantee" in shown
        assert "North grante " not in shown.replace("For North grante ", "")


def test_h7_what_the_double_received_is_passed_on_by_the_one_that_stays(chain):
    award = chain.award("Funder", "North grante", cents=500_00)
    kept = merge_organizations(
        kept=chain.body("North grantee"), doubled=chain.body("North grante"), by=SHELL, at=AT
    ).kept
    passed_on = propose_award(
        network=chain.network, funder=kept, recipient=chain.body("Mill contractor"), parent=award,
        title="Passed on", cents=500_00, by=SHELL, at=AT,
    )  # fmt: skip
    assert passed_on.funder == kept
