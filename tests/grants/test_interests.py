"""N-33: interest is asked of each deciding seat for each award, before it decides."""

from uuid import uuid4

import pytest
from django.urls import reverse

from konbit.grants.models import Award, Interest
from tests.grants.makers import Chain
from tests.makers import AT, a_person, a_seat, client_of, clock_stands_at
from tests.results.standing_behind import read, stranger

pytestmark = pytest.mark.django_db

WHAT = "Its director sits on the board of the recipient"


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def chain():
    chain = Chain()
    chain.show_money()
    return chain


def asked(award, seat):
    return Interest.objects.get(award=award, seat=seat)


def address(interest):
    return reverse("interest", args=["river", interest.pk])


def answers(chain, name, award, answer="none", what=""):
    """The person in the seat of this name answers on its page."""
    return chain.clients[name].post(
        address(asked(award, chain.seats[name])), {"answer": answer, "what": what}
    )


def awards(chain, award):
    """The funder's person awards it on its page."""
    typed = {"awarded_on": "2025-03-01"}
    return chain.clients["Funder"].post(reverse("award_grant", args=["river", award.code]), typed)


def a_proposal(chain, *deciding, **said):
    seats = [chain.seats[name] for name in deciding]
    return chain.proposal(deciding=seats, **said)


def test_n33_deciding_from_a_seat_that_has_not_answered_is_refused(chain):
    award = a_proposal(chain, "Funder", "South grantee")
    refused = awards(chain, award)
    assert refused.status_code == 409
    assert "Not answered yet: Funder, South grantee." in read(refused)
    assert answers(chain, "Funder", award).status_code == 302
    refused = awards(chain, award)
    assert refused.status_code == 409
    assert "Not answered yet: South grantee." in read(refused)
    award.refresh_from_db()
    assert award.state == "proposed"
    answers(chain, "South grantee", award)
    assert awards(chain, award).status_code == 302
    assert Interest.objects.filter(award=award, decided=True).count() == 2


def test_n33_a_seat_with_a_declared_interest_steps_aside(chain):
    award = a_proposal(chain, "Funder", "South grantee")
    answers(chain, "Funder", award)
    answers(chain, "South grantee", award, "declared", WHAT)
    assert awards(chain, award).status_code == 302
    stepped = asked(award, chain.seats["South grantee"])
    assert (stepped.decided, stepped.stepped_aside) == (False, True)
    shown = read(chain.clients["Funder"].get(reverse("award", args=["river", award.code])))
    assert f"South grantee Stepped aside {WHAT}" in shown
    trail = read(stranger().get("/en/money/river/"))
    assert f"Decided by Funder Interests declared South grantee: {WHAT} Stepped aside" in trail


def test_n33_who_steps_aside_does_not_award_it_for_the_others_either(chain):
    award = a_proposal(chain, "Funder", "South grantee")
    answers(chain, "Funder", award, "declared", WHAT)
    answers(chain, "South grantee", award)
    refused = awards(chain, award)
    assert refused.status_code == 403
    assert "so it steps aside" in read(refused)
    award.refresh_from_db()
    assert award.state == "proposed"


def test_n33_it_decides_all_the_same_where_the_printed_rule_says_so(chain):
    chain.show_money(interest_rule="We decide in the open.", interested_may_decide=True, version=2)
    award = a_proposal(chain, "South grantee")
    form = read(chain.clients["South grantee"].get(address(asked(award, chain.seats["South grantee"]))))
    assert "We decide in the open." in form
    assert "may decide all the same" in form
    answers(chain, "South grantee", award, "declared", WHAT)
    assert awards(chain, award).status_code == 302
    trail = read(stranger().get("/en/money/river/"))
    assert "We decide in the open." in trail
    assert f"Decided by South grantee Interests declared South grantee: {WHAT} Decided by the rule" in trail


def test_n33_where_all_step_aside_nobody_decides(chain):
    award = a_proposal(chain, "South grantee")
    answers(chain, "South grantee", award, "declared", WHAT)
    refused = awards(chain, award)
    assert refused.status_code == 409
    assert "No seat is left to decide this award." in read(refused)


def test_n33_the_answer_for_one_award_does_not_serve_the_next(chain):
    first, second = (a_proposal(chain, "Funder", title=title) for title in ("First", "Second"))
    answers(chain, "Funder", first)
    assert awards(chain, first).status_code == 302
    refused = awards(chain, second)
    assert refused.status_code == 409
    assert "An answer about another award does not count here." in read(refused)
    assert asked(second, chain.seats["Funder"]).answer == ""


def test_n33_a_declared_interest_says_what_it_is(chain):
    award = a_proposal(chain, "Funder")
    nothing = answers(chain, "Funder", award, "")
    assert nothing.status_code == 422
    assert "Say whether this seat has an interest" in read(nothing)
    silent = answers(chain, "Funder", award, "declared", "  ")
    assert silent.status_code == 422
    assert "what ties this seat to the recipient" in read(silent)
    odd = answers(chain, "Funder", award, "perhaps", WHAT)
    assert odd.status_code == 422
    assert WHAT in odd.content.decode()
    assert asked(award, chain.seats["Funder"]).answer == ""


def test_an_answer_may_be_given_anew_until_the_award_is_decided(chain):
    award = a_proposal(chain, "Funder")
    answers(chain, "Funder", award, "declared", WHAT)
    page = chain.clients["Funder"].get(address(asked(award, chain.seats["Funder"])))
    assert WHAT in page.content.decode()
    answers(chain, "Funder", award, "none", WHAT)
    assert (asked(award, chain.seats["Funder"]).answer, asked(award, chain.seats["Funder"]).what) == (
        "none",
        "",
    )
    awards(chain, award)
    late = answers(chain, "Funder", award, "declared", WHAT)
    assert late.status_code == 409
    assert asked(award, chain.seats["Funder"]).answer == "none"


def test_what_a_seat_is_asked_stands_on_its_holders_own_page_until_it_is_answered(chain):
    award = a_proposal(chain, "Funder", title="Summer camp")
    link = f'href="{address(asked(award, chain.seats["Funder"]))}"'
    mine = chain.clients["Funder"].get("/en/me/")
    assert link in mine.content.decode()
    assert "Say what ties your seat to the recipient: Summer camp By April 17, 2025" in read(mine)
    assert link not in chain.clients["South grantee"].get("/en/me/").content.decode()
    answers(chain, "Funder", award)
    assert link not in chain.clients["Funder"].get("/en/me/").content.decode()


def test_only_who_holds_the_seat_answers_for_it(chain):
    interest = asked(a_proposal(chain, "Funder"), chain.seats["Funder"])
    for client in (chain.clients["South grantee"], chain.keeper):
        assert client.get(address(interest)).status_code == 403
        assert client.post(address(interest), {"answer": "none"}).status_code == 403
    elsewhere = client_of(a_person())
    for client in (stranger(), elsewhere):
        assert client.get(address(interest)).status_code == 404
    nowhere = reverse("interest", args=["river", uuid4()])
    assert chain.clients["Funder"].get(nowhere).status_code == 404
    interest.refresh_from_db()
    assert interest.answer == ""


def test_a_parents_seat_answers_like_every_other(chain):
    parent = a_person("Parent member 1")
    seat = a_seat(chain.network, title="Parent member 1", role="parent_or_resident", holder=parent)
    award = chain.proposal(deciding=[seat])
    client = client_of(parent)
    assert client.post(address(asked(award, seat)), {"answer": "none"}).status_code == 302
    assert awards(chain, award).status_code == 302
    assert Award.objects.get(pk=award.pk).state == "active"
    assert "Parent member 1" not in read(stranger().get("/en/money/river/"))
