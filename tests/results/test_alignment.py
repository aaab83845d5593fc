"""G-8: communities propose that a strategy meets an outcome, its funder answers, and both lists stand side by side."""

from datetime import date
from uuid import uuid4

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from konbit.results.models import Alignment, LongTermOutcome, Strategy
from konbit.results.operations.alignment import answer_alignment, propose_alignment
from konbit.results.operations.figures import mark_baseline, publish_figure, record_figure
from konbit.results.operations.indicators import add_indicator
from konbit.results.operations.outcomes import OutcomeOfAnotherNetwork, set_outcome
from tests.makers import AT, SHELL, a_network, a_role, actor, an_organization, client_of, clock_stands_at
from tests.results.communities import Communities
from tests.results.standing_behind import at, page, read, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_time(settings):
    clock_stands_at(settings, AT)


@pytest.fixture
def river():
    return Communities()


def there(name, *arguments):
    return at(name, *arguments, network="mill-town")


def propose(river, strategy, outcome):
    return propose_alignment(strategy=strategy, outcome=outcome, by=river.ours, at=AT)


def confirm(river, tie):
    officer = actor(river.funder_person)
    return answer_alignment(alignment=tie, answer="confirmed", version=tie.version, by=officer, at=AT)


def lists_of(text):
    """The two lists of the page, as they are read."""
    strategies, rest = text.split("Strategies that no outcome meets")[1].split(
        "Outcomes that no strategy meets"
    )
    return strategies, rest.split("What was proposed, confirmed or refused")[0]


@pytest.fixture
def three_and_four(river):
    """Three strategies and four outcomes; two strategies have a confirmed link, both to the first outcome."""
    river.an_agenda("A bus to clinics", "A nurse in school", "A park")
    bus, nurse, _park = Strategy.objects.all()
    outcomes = [
        river.an_outcome(text) for text in ("Children are healthy", "Read at 8", "Homes", "Safe streets")
    ]
    for strategy in (bus, nurse):
        confirm(river, propose(river, strategy, outcomes[0]))
    return river


def test_g8_two_links_to_one_outcome_leave_one_strategy_and_three_outcomes_unmet(three_and_four):
    strategies, outcomes = lists_of(page(three_and_four.officer, "alignment"))
    assert "1 strategy of 3" in strategies
    assert "A park" in strategies
    assert "A bus" not in strategies
    assert "A nurse" not in strategies
    assert "3 outcomes of 4" in outcomes
    assert [text in outcomes for text in ("Children are healthy", "Read at 8", "Homes", "Safe streets")] == [
        False, True, True, True,
    ]  # fmt: skip


def test_g8_the_lists_are_equal_for_everybody_and_neither_is_hidden(three_and_four):
    river = three_and_four
    shown = {
        lists_of(page(client, "alignment"))
        for client in (river.officer, river.resident, river.convener, river.lead)
    }
    assert len(shown) == 1
    for asked in ("?list=outcomes", "?outcomes=0", "?print"):
        both = lists_of(read(river.officer.get(at("alignment") + asked)))
        assert ("1 strategy of 3" in both[0], "3 outcomes of 4" in both[1]) == (True, True)


def test_g8_one_list_cannot_be_rendered_without_the_other(river):
    # An empty list says so; it does not go.
    nothing = lists_of(page(river.officer, "alignment"))
    assert "No strategy stands in this network yet." in nothing[0]
    assert "No long-term outcome stands in this network yet." in nothing[1]
    river.an_agenda("A bus to clinics")
    only_strategies = lists_of(page(river.officer, "alignment"))
    assert "1 strategy of 1" in only_strategies[0]
    assert "No long-term outcome stands" in only_strategies[1]
    # Both stand in one template, and there is none for one of them alone.
    source = get_template("results/alignment_lists.html").template.source
    assert "both.unmet_strategies" in source
    assert "both.unmet_outcomes" in source
    for name in ("unmet_strategies", "unmet_outcomes"):
        with pytest.raises(TemplateDoesNotExist):
            get_template(f"results/{name}.html")


def test_g8_a_funders_attempt_to_propose_is_refused_and_it_asks_instead(river):
    river.an_agenda("A bus to clinics")
    river.an_outcome("Children are healthy")
    for client in (river.officer, river.convener):
        refused = client.post(there("propose_alignment", "S1"), {"outcome": "O1"})
        assert refused.status_code == 403
        assert "ask the community with a comment" in read(refused)
    assert not Alignment.objects.exists()
    asked = {"organization": river.funder.pk, "strategy": "S1", "text": "Does it?", "asks_about": "O1"}
    answer = river.officer.post(there("comment_on_agenda"), {**asked, "key": uuid4()})
    assert answer.status_code == 302
    shown = page(river.resident, "change_agenda", network="mill-town")
    assert "It asks whether this meets its long-term outcome O1: Children are healthy" in shown
    assert not Alignment.objects.exists()


def test_g8_proposed_and_refused_links_do_not_count_and_are_told(river):
    river.an_agenda("A bus to clinics")
    river.an_outcome("Children are healthy")
    river.an_outcome("Homes")
    for code in ("O1", "O2"):
        assert river.resident.post(there("propose_alignment", "S1"), {"outcome": code}).status_code == 302
    tie = Alignment.objects.get(outcome__code="O2")
    silent = river.officer.post(at("answer_alignment", tie.pk), {"answer": "refused", "version": 1})
    assert silent.status_code == 422
    assert "The community is owed a reason." in read(silent)
    typed = {"answer": "refused", "because": "A bus is no home", "version": 1}
    assert river.officer.post(at("answer_alignment", tie.pk), typed).status_code == 302
    strategies, outcomes = lists_of(page(river.officer, "alignment"))
    assert (
        "1 strategy of 1 Mill Town, S1 : A bus to clinics 1 proposed, not confirmed 1 refused" in strategies
    )
    assert "2 outcomes of 2" in outcomes
    assert "The funder says: A bus is no home" in page(river.resident, "alignment")


def test_g8_only_the_funder_of_the_outcome_answers(river):
    river.an_agenda("A bus to clinics")
    tie = propose(river, Strategy.objects.get(), river.an_outcome("Children are healthy"))
    for client in (river.resident, river.convener, river.lead):
        typed = {"answer": "confirmed", "version": 1}
        assert client.post(at("answer_alignment", tie.pk), typed).status_code == 403
    assert stranger().post(at("answer_alignment", tie.pk), typed).status_code == 404
    assert river.officer.post(at("answer_alignment", tie.pk), typed).status_code == 302
    again = river.officer.post(at("answer_alignment", tie.pk), typed)
    assert again.status_code == 409


def test_a_refused_link_is_proposed_anew_and_any_is_taken_back(river):
    river.an_agenda("A bus to clinics")
    outcome = river.an_outcome("Children are healthy")
    tie = propose(river, Strategy.objects.get(), outcome)
    officer = actor(river.funder_person)
    answer_alignment(alignment=tie, answer="refused", because="No", version=1, by=officer, at=AT)
    assert river.resident.post(there("propose_alignment", "S1"), {"outcome": "O1"}).status_code == 302
    tie.refresh_from_db()
    assert (tie.state, tie.because, tie.answered_at) == ("proposed", "", None)
    assert river.officer.post(there("withdraw_alignment", tie.pk)).status_code == 403
    assert river.resident.post(there("withdraw_alignment", tie.pk)).status_code == 302
    assert not Alignment.objects.exists()


def test_what_is_retired_or_closed_stands_in_neither_list(three_and_four):
    river = three_and_four
    river.resident.post(there("retire_strategy", "S1"))
    river.officer.post(at("retire_outcome", "O2"))
    strategies, outcomes = lists_of(page(river.officer, "alignment"))
    assert "1 strategy of 2" in strategies
    assert "2 outcomes of 3" in outcomes
    refused = river.resident.post(there("propose_alignment", "S2"), {"outcome": "O2"})
    assert refused.status_code == 422
    river.resident.post(there("close_agenda"))
    assert "No strategy stands in this network yet." in lists_of(page(river.officer, "alignment"))[0]


def test_an_outcome_belongs_to_its_funder(river):
    typed = {"funder": river.funder.pk, "text": "Children are healthy", "key": uuid4()}
    assert river.officer.post(at("new_outcome"), typed).status_code == 302
    assert river.officer.post(at("new_outcome"), typed).status_code == 302
    assert LongTermOutcome.objects.get().code == "O1"
    # Another organization cannot write in the funder's name, nor change what it wrote.
    assert river.lead.post(at("new_outcome"), {**typed, "key": uuid4()}).status_code == 422
    for name in ("change_outcome", "retire_outcome"):
        assert river.lead.post(at(name, "O1"), {"text": "Ours", "version": 1}).status_code == 403
    assert river.resident.get(at("new_outcome")).status_code == 404
    assert client_of(a_role(river.network, "facilitator").person).get(at("new_outcome")).status_code == 200
    assert river.officer.post(at("change_outcome", "O1"), {"text": " ", "version": 1}).status_code == 422
    changed = river.officer.post(at("change_outcome", "O1"), {"text": "All children", "version": 1})
    assert changed.status_code == 302
    stale = river.officer.post(at("change_outcome", "O1"), {"text": "Some children", "version": 1})
    assert stale.status_code == 409
    assert LongTermOutcome.objects.get().text == "All children"


def test_an_outcome_without_a_value_says_so_and_with_one_both_figures_stand(river):
    by = river.by
    said = {"name": "Children with a doctor", "unit": "percent", "direction": "up", "population": "Children"}
    indicator = add_indicator(network=river.network, code="doctor", **said, by=by, at=AT)
    river.an_outcome("Children are healthy", indicator=indicator)
    assert "not measured" in page(river.officer, "long_term_outcomes")
    for year, value in ((2022, 61), (2023, 64)):
        figure = record_figure(
            indicator=indicator, value=value, period_start=date(year, 1, 1), period_end=date(year, 12, 31),
            place="Mill Town", source="Count", retrieved_on=date(2024, 2, 1), by=by, at=AT,
        )  # fmt: skip
        figure = publish_figure(figure=figure, version=figure.version, by=by, at=AT)
        if year == 2022:
            mark_baseline(figure=figure, version=figure.version, by=by, at=AT)
    shown = page(river.officer, "long_term_outcomes")
    assert "not measured" not in shown
    assert "Baseline 61 percent" in shown
    assert "Latest figure 64 percent" in shown


def test_an_outcome_names_nothing_of_another_network(river):
    other = a_network()
    with pytest.raises(OutcomeOfAnotherNetwork):
        set_outcome(network=river.network, funder=an_organization(other, "Fund"), text="All", by=SHELL, at=AT)
    with pytest.raises(OutcomeOfAnotherNetwork):
        set_outcome(network=river.partnership, funder=river.funder, text="All", by=SHELL, at=AT)


def test_who_is_no_member_sees_none_of_it(river):
    for name in ("alignment", "long_term_outcomes", "plans", "change_agendas"):
        assert stranger().get(at(name)).status_code == 404
        assert client_of(a_role(a_network(), "member").person).get(at(name)).status_code == 404
        assert river.resident.get(at(name)).status_code == 200
        # These pages are the whole network's.
        assert river.resident.get(there(name)).status_code == 404
