"""Capture without a connection: what is written down waits on the device, and nothing is lost and nothing doubled."""

import sqlite3
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.checks import assert_accessible, assert_no_sideways_scroll

SECOND_FACILITATOR = "facilitator-2@maln.example"
HEALTH = "Department of Health"
SENT_WITHIN = 20_000
_numbers = count(1)


def said(words):
    """A text that no other test of this file writes down."""
    return f"{words} ({next(_numbers)})"


@pytest.fixture(scope="module")
def begun(settle):
    """A site whose meeting has begun. Every test writes down its own words there."""
    stay = settle("capture")
    facilitator = stay.who("facilitator")
    path = steps.opens_the_meeting(facilitator)
    steps.sets_ready(facilitator, path)
    steps.moves_the_clock_to(facilitator, steps.BEGIN)
    steps.checks_in(facilitator, path)
    facilitator.sends(facilitator.form("/step/open/"))
    return stay.site, path


@pytest.fixture
def at_item(begun, arrive):
    """Let somebody come to an item of the meeting; the facilitator in the demo's seat unless an address is given."""
    site, path = begun

    def one(email="", **options):
        visitor = arrive(site, **options)
        visitor = visitor.signs_in(email) if email else visitor.takes_seat("facilitator")
        return visitor.goes_to(path + "live/").follows(visitor.page.locator("ol.outline a").nth(1))

    return one


@pytest.fixture
def visitor(at_item):
    return at_item()


@pytest.fixture
def page(visitor):
    return visitor.page


def rows(visitor, table, wording, where="withdrawn_at IS NULL"):
    """How many rows the site holds that say this."""
    home = visitor.site.home / "demo" / "konbit.sqlite3"
    with sqlite3.connect(f"file:{home}?mode=ro", uri=True) as database:
        query = f"SELECT COUNT(*) FROM meetings_{table} WHERE wording = ? AND {where}"
        return database.execute(query, [wording]).fetchone()[0]


def end_sessions(site):
    """As an idle time-out does: the session is gone, the browser still has its cookie."""
    with sqlite3.connect(site.home / "demo" / "konbit.sqlite3", timeout=20) as database:
        database.execute("DELETE FROM django_session")


def goes_offline(visitor):
    visitor.page.context.set_offline(True)
    visitor.page.locator("[data-said]", has_text="There is no connection").wait_for()


def comes_online(visitor):
    visitor.page.context.set_offline(False)


def writes(visitor, ending, **values):
    """Fill a form of the live page and press its button; nothing navigates."""
    form = visitor.form(ending)
    visitor.fills(form, **values)
    form.locator(".actions button").first.click()


def sends_outcome(visitor, card, state):
    form = card.locator('form[action$="/outcome/"]')
    visitor.fills(form, state=state)
    form.locator(".actions button").first.click()


def changes(visitor, **values):
    """Change what waits first, in its place."""
    waiting(visitor).first.locator("[data-do=change]").click()
    form = waiting(visitor).first.locator("form")
    visitor.fills(form, **values)
    form.locator(".actions button").first.click()
    form.wait_for(state="detached")


def waiting(visitor):
    return visitor.page.locator("[data-list] > li")


def is_sent(visitor, how_many=1, *, by_itself=False):
    if not by_itself:
        visitor.page.evaluate("window.dispatchEvent(new Event('online'))")
    visitor.page.locator("[data-sent-list] li").nth(how_many - 1).wait_for(timeout=SENT_WITHIN)
    waiting(visitor).first.wait_for(state="detached")


def card_of(visitor, wording):
    """A proposal on the table, put there now; answers its card."""
    visitor.submits("/decision/", wording=wording)
    return visitor.page.locator(".table-item").filter(has_text=wording)


def test_written_without_a_connection_is_sent_in_order_when_it_is_back(visitor, page):
    question, parked, proposal, other = map(said, ("Who pays?", "Hours in summer", "We open", "We close"))
    card = card_of(visitor, proposal)
    goes_offline(visitor)
    writes(visitor, "/question/", wording=question, asked_of=HEALTH)
    waiting(visitor).nth(0).wait_for()
    writes(visitor, "/parkeditem/", wording=parked)
    writes(visitor, "/decision/", wording=other)
    sends_outcome(visitor, card, "sense")
    waiting(visitor).nth(3).wait_for()
    shown = waiting(visitor).all_inner_texts()
    for words, text in zip((question, parked, other, proposal), shown, strict=True):
        assert words in text
    assert HEALTH in shown[0]
    assert "Sense of the meeting" in shown[3]
    assert rows(visitor, "question", question) == 0
    page.set_viewport_size({"width": 320, "height": 800})
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    comes_online(visitor)
    is_sent(visitor, 4)
    assert rows(visitor, "question", question) == 1
    assert rows(visitor, "parkeditem", parked) == 1
    assert rows(visitor, "decision", other, "state = 'proposed'") == 1
    assert rows(visitor, "decision", proposal, "state = 'sense'") == 1
    # What arrived stands in the page, without leaving it.
    assert question in page.locator("#brought-about").inner_text()
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert_accessible(page)


def test_reload_finds_what_waits_and_sends_it_once(visitor, page):
    parked = said("Hours in summer")
    goes_offline(visitor)
    writes(visitor, "/parkeditem/", wording=parked)
    waiting(visitor).first.wait_for()
    page.route("**/parkeditem/", lambda route: route.abort())
    comes_online(visitor)
    page.reload()
    waiting(visitor).filter(has_text=parked).wait_for()
    page.unroute("**/parkeditem/")
    page.reload()
    is_sent(visitor)
    page.reload()
    visitor.sees(parked)
    assert waiting(visitor).count() == 0
    assert rows(visitor, "parkeditem", parked) == 1


def test_answer_lost_on_its_way_back_does_not_double(visitor, page):
    """The server stored it, and nobody was told: it is sent again, and stored once."""
    promise = said(steps.PROMISE)

    def swallow(route):
        route.fetch()
        route.abort()

    page.route("**/commitment/", swallow)
    writes(visitor, "/commitment/", wording=promise, owner=HEALTH)
    waiting(visitor).first.wait_for()
    assert rows(visitor, "commitment", promise) == 1
    page.unroute("**/commitment/")
    is_sent(visitor, by_itself=True)
    assert rows(visitor, "commitment", promise) == 1


def test_words_changed_after_such_an_answer_was_lost_are_kept_beside(visitor, page):
    first, second = said("Hours in summer"), said("Hours in winter")

    def swallow(route):
        route.fetch()
        route.abort()

    page.route("**/parkeditem/", swallow)
    writes(visitor, "/parkeditem/", wording=first)
    waiting(visitor).first.wait_for()
    page.route("**/parkeditem/", lambda route: route.abort())
    changes(visitor, wording=second)
    page.unroute("**/parkeditem/")
    is_sent(visitor)
    assert rows(visitor, "parkeditem", first) == 1
    assert rows(visitor, "parkeditem", second) == 0
    card = page.locator("#clashes section").filter(has_text=second)
    visitor.sends(card.locator("form").filter(has=page.locator("[value=arrived]")))
    assert rows(visitor, "parkeditem", first) == 0
    assert rows(visitor, "parkeditem", second) == 1


def test_session_that_ended_keeps_what_was_typed_until_the_same_person_is_back(begun, visitor, page):
    parked, question = said("Hours in summer"), said("Who pays?")
    end_sessions(visitor.site)
    writes(visitor, "/parkeditem/", wording=parked)
    page.locator("[data-signed-out]").wait_for()
    visitor.sees("You were signed out", parked)
    page.set_viewport_size({"width": 320, "height": 800})
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    # Going on writing is possible meanwhile.
    writes(visitor, "/question/", wording=question, asked_of=HEALTH)
    waiting(visitor).nth(1).wait_for()
    address = visitor.path
    with page.expect_navigation():
        page.locator("[data-signed-out] a").click()
    # Another person on this device neither sees nor sends it, and may sign out.
    takes(visitor, "agency_leader")
    assert visitor.path == address, "signing in leads back"
    visitor.sees_not(parked)
    assert waiting(visitor).count() == 0
    assert rows(visitor, "parkeditem", parked) == 0
    sign_out(visitor)
    # The same person again: every page says so, and it is sent where it was written.
    takes(visitor, "facilitator")
    page.locator("[data-unsent-line]").wait_for()
    assert_accessible(page)
    with page.expect_navigation():
        page.locator("[data-unsent-place]").click()
    assert visitor.path == address
    is_sent(visitor, 2)
    assert rows(visitor, "parkeditem", parked) == 1
    assert rows(visitor, "question", question) == 1


def takes(visitor, seat):
    visitor.goes_to("/").sends(visitor.form(f"/demo/seat/{seat}/"))


def sign_out(visitor):
    with visitor.page.expect_navigation():
        visitor.page.locator("[data-signs-out] button").click()
    # The browser tells that it cleared what it was told to.
    visitor.noise[:] = [line for line in visitor.noise if "Clear-Site-Data header" not in line]


def test_signed_in_again_in_another_window_the_page_sends_with_a_fresh_token(visitor, page):
    parked = said("Hours in summer")
    end_sessions(visitor.site)
    writes(visitor, "/parkeditem/", wording=parked)
    page.locator("[data-signed-out]").wait_for()
    other = page.context.new_page()
    other.goto(visitor.site.url + "/en/")
    with other.expect_navigation():
        other.locator('form[action$="/demo/seat/facilitator/"] button').first.click()
    is_sent(visitor)
    assert rows(visitor, "parkeditem", parked) == 1
    assert page.locator("[data-signed-out]").is_hidden()


def test_another_seat_taken_in_another_window_hides_what_waits(visitor, page):
    parked = said("Hours in summer")
    other = page.context.new_page()
    other.goto(visitor.site.url + "/en/")
    with other.expect_navigation():
        other.locator('form[action$="/demo/seat/parent/"] button').first.click()
    writes(visitor, "/parkeditem/", wording=parked)
    page.locator("[data-somebody-else]").wait_for()
    assert page.locator("[data-waiting-list]").is_hidden()
    assert rows(visitor, "parkeditem", parked) == 0
    other.goto(visitor.site.url + "/en/")
    with other.expect_navigation():
        other.locator('form[action$="/demo/seat/facilitator/"] button').first.click()
    is_sent(visitor)
    assert rows(visitor, "parkeditem", parked) == 1


def test_signing_out_asks_first_and_offers_a_file(visitor, page):
    parked = said("Hours in summer")
    goes_offline(visitor)
    writes(visitor, "/parkeditem/", wording=parked)
    waiting(visitor).first.wait_for()
    page.locator("[data-signs-out] button").click()
    dialog = page.locator("[data-unsent-dialog]")
    assert parked in dialog.inner_text()
    page.set_viewport_size({"width": 320, "height": 800})
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    with page.expect_download() as caught:
        dialog.locator("[data-unsent-file]").click()
    assert parked in caught.value.path().read_text()
    dialog.locator("form button").first.click()
    assert dialog.is_hidden()
    assert parked in waiting(visitor).first.inner_text()
    page.route("**/parkeditem/", lambda route: route.abort())
    comes_online(visitor)
    page.locator("[data-signs-out] button").click()
    with page.expect_navigation():
        dialog.locator("[data-unsent-leave]").click()
    visitor.noise[:] = [line for line in visitor.noise if "Clear-Site-Data header" not in line]
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert page.locator("[data-signs-out]").count() == 0
    assert rows(visitor, "parkeditem", parked) == 0


def test_what_waits_can_be_changed_removed_and_brought_back(visitor, page):
    first, second = said("Hours in summer"), said("Hours in winter")
    goes_offline(visitor)
    writes(visitor, "/parkeditem/", wording=first)
    waiting(visitor).first.wait_for()
    waiting(visitor).first.locator("[data-do=change]").click()
    assert page.evaluate("document.activeElement.value") == first
    assert_accessible(page)
    waiting(visitor).first.locator("[data-do=leave]").click()
    changes(visitor, wording=second)
    assert second in waiting(visitor).first.inner_text()
    waiting(visitor).first.locator("[data-do=remove]").click()
    assert waiting(visitor).count() == 0
    page.locator("[data-removed-place] button").click()
    waiting(visitor).first.wait_for()
    comes_online(visitor)
    is_sent(visitor)
    assert rows(visitor, "parkeditem", second) == 1
    assert rows(visitor, "parkeditem", first) == 0


def test_what_is_not_accepted_stays_with_the_reason_until_it_is_changed(visitor, page):
    question = said("Who pays?")
    goes_offline(visitor)
    writes(visitor, "/question/", wording=question + "?" * 2000, asked_of=HEALTH)
    waiting(visitor).first.wait_for()
    comes_online(visitor)
    page.locator("[data-slot=refused]:not([hidden])").wait_for(timeout=SENT_WITHIN)
    assert "2000 fit" in waiting(visitor).first.inner_text()
    assert_accessible(page)
    changes(visitor, wording=question)
    is_sent(visitor)
    assert rows(visitor, "question", question) == 1


def test_what_lacks_an_answer_does_not_wait_but_says_so_at_the_field(visitor, page):
    question, proposal = said("Who pays?"), said("We change who decides")
    card = card_of(visitor, proposal)
    goes_offline(visitor)
    writes(visitor, "/question/", wording=question)
    sentence = "Choose an answer for “Who is asked”."
    assert visitor.complaints == [sentence]
    asked = visitor.form("/question/").locator("[name$=asked_of]")
    assert describes(asked) == sentence
    assert waiting(visitor).count() == 0
    assert visitor.form("/question/").locator("textarea").input_value() == question
    page.set_viewport_size({"width": 320, "height": 800})
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.locator("main .error-summary a").click()
    assert page.evaluate("document.activeElement.name.endsWith('asked_of')")
    writes(visitor, "/question/", wording=question, asked_of=HEALTH)
    waiting(visitor).first.wait_for()
    assert visitor.complaints == []
    # What waits and is changed is looked at in the same way.
    waiting(visitor).first.locator("[data-do=change]").click()
    form = waiting(visitor).first.locator("form")
    visitor.fills(form, wording=" ")
    form.locator(".actions button").first.click()
    assert visitor.complaints == ["Fill in “In its own words”."]
    visitor.fills(form, wording=question)
    form.locator(".actions button").first.click()
    form.wait_for(state="detached")
    # What only some answers need is asked for with those answers.
    form = card.locator('form[action$="/outcome/"]')
    visitor.fills(form, state="decided")
    form.locator("summary", has_text="If it changes our structure").click()
    visitor.fills(form, changes_structure=True)
    form.locator(".actions button").first.click()
    assert visitor.complaints == [
        "Fill in “What does success mean for those affected?”.",
        "Fill in “Who among those affected was asked?”.",
    ]
    assert waiting(visitor).count() == 1
    visitor.fills(form, state="not_adopted")
    form.locator(".actions button").first.click()
    waiting(visitor).nth(1).wait_for()
    comes_online(visitor)
    is_sent(visitor, 2)
    assert rows(visitor, "question", question) == 1
    assert rows(visitor, "decision", proposal, "state = 'not_adopted'") == 1


def describes(control):
    """What is said to who hears the control: the complaint beside it."""
    return control.evaluate(
        "one => one.getAttribute('aria-describedby').split(' ')"
        ".map(id => document.getElementById(id).textContent).join(' ')"
    )


def test_an_undo_of_the_step_before_does_not_stay_beside_what_needs_another_look(visitor, page):
    card = card_of(visitor, said("We open"))
    assert "It is on the table." in page.locator(".flashes").inner_text()
    form = card.locator('form[action$="/outcome/"]')
    visitor.fills(form, review_on="2020-01-01", state="sense").sends(form, status=422)
    page.locator("main .error-summary").wait_for()
    assert page.locator(".flash").count() == 0
    assert card.get_by_role("button", name="Take back").count() == 1, "the way back stands at the proposal"


def test_after_each_act_the_focus_is_at_what_was_acted_upon_and_the_message_in_sight(visitor, page):
    card = card_of(visitor, said("We pay"))
    place = card.get_attribute("id")
    expect(page.locator(f"#{place}")).to_be_focused()
    for choice in (0, 1):
        if not card.locator("details[id^=hands-][open]").count():
            card.locator("details[id^=hands-] > summary").click()
        with page.expect_navigation():
            card.locator("details[id^=hands-] li").first.locator("button").nth(choice).click()
        page.wait_for_load_state("load")
        expect(page.locator(f"#{place}")).to_be_focused()
        box = page.locator(".flashes .flash").bounding_box()
        assert 0 <= box["y"] < page.viewport_size["height"]
    assert_accessible(page)


def test_another_item_can_be_written_under_while_its_page_cannot_be_opened(visitor, page):
    parked, address = said("Hours in summer"), page.url
    goes_offline(visitor)
    page.locator("ol.outline a").first.click()
    page.locator("[data-said]", has_text="this page stays open").wait_for()
    assert page.url == address
    choice = page.locator("#capture-item")
    other = choice.locator("option:not([selected])").first
    item, title = other.get_attribute("value"), other.inner_text()
    choice.select_option(item)
    writes(visitor, "/parkeditem/", wording=parked)
    waiting(visitor).first.wait_for()
    assert title in waiting(visitor).first.inner_text()
    assert_accessible(page)
    comes_online(visitor)
    is_sent(visitor)
    assert rows(visitor, "parkeditem", parked, f"item_id = '{item.replace('-', '')}'") == 1


def test_two_people_record_different_outcomes_and_the_facilitator_chooses(visitor, page, at_item):
    proposal, one, other = said("We open"), said("Hours in summer"), said("Hours in winter")
    card_of(visitor, proposal)
    second = at_item(SECOND_FACILITATOR)
    goes_offline(second)
    sends_outcome(second, second.page.locator(".table-item").filter(has_text=proposal), "not_adopted")
    writes(second, "/parkeditem/", wording=other)
    waiting(second).nth(1).wait_for()
    form = page.locator(".table-item").filter(has_text=proposal).locator('form[action$="/outcome/"]')
    visitor.fills(form, state="sense").sends(form)
    visitor.submits("/parkeditem/", wording=one)
    comes_online(second)
    is_sent(second, 2)
    assert "Both are kept" in second.page.locator("[data-sent-list]").inner_text()
    # New things stand side by side; the one thing said twice waits for a choice, and was not overwritten.
    assert (rows(visitor, "parkeditem", one), rows(visitor, "parkeditem", other)) == (1, 1)
    assert rows(visitor, "decision", proposal, "state = 'sense'") == 1
    clash = "#clashes section"
    second.page.locator(clash).filter(has_text=proposal).wait_for()
    page.reload()
    card = page.locator(clash).filter(has_text=proposal)
    assert {"Sense of the meeting", "Not adopted"} <= set(card.inner_text().split("\n"))
    page.set_viewport_size({"width": 320, "height": 800})
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    visitor.sends(card.locator("form").filter(has=page.locator("[value=arrived]")))
    assert rows(visitor, "decision", proposal, "state = 'not_adopted'") == 1
    visitor.undoes()
    assert rows(visitor, "decision", proposal, "state = 'sense'") == 1
    visitor.sends(card.locator("form").filter(has=page.locator("[value=standing]")))
    assert card.count() == 0


def test_votes_and_corrections_wait_too(visitor, page):
    first, second = said("We open"), said("We open at nine")
    card = card_of(visitor, first)
    card.locator("details[id^=hands-] > summary").click()
    goes_offline(visitor)
    card.locator("details[id^=hands-] li button").first.click()
    waiting(visitor).first.wait_for()
    assert "Yes" in waiting(visitor).first.inner_text()
    comes_online(visitor)
    is_sent(visitor)
    assert "1 yes" in page.locator(".table-item").filter(has_text=first).inner_text()
    card = page.locator(".table-item").filter(has_text=first)
    visitor.follows(card.locator('a[href*="/words/"]'))
    goes_offline(visitor)
    form = visitor.form(having="wording")
    visitor.fills(form, wording=second)
    form.locator("button").first.click()
    waiting(visitor).first.wait_for()
    assert_accessible(page)
    comes_online(visitor)
    is_sent(visitor)
    assert rows(visitor, "decision", second) == 1


def test_without_a_script_capture_works_as_ever(at_item):
    visitor, parked, question = at_item(SECOND_FACILITATOR, script=False), said("Hours"), said("Who pays?")
    visitor.submits("/parkeditem/", wording=parked).sees(parked)
    visitor.submits("/question/", status=422, wording=question)
    assert visitor.complaints
    assert visitor.page.locator("[data-waiting] h2:visible").count() == 0
    assert rows(visitor, "parkeditem", parked) == 1
