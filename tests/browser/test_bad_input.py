"""What is missing or unreadable: the answer names the field, what was typed stays, and nothing is stored."""

import sqlite3
from dataclasses import dataclass

import pytest

from tests.browser import steps
from tests.browser.checks import assert_accessible
from tests.browser.people import unfold

LONG = "Longer than it may be. " * 30
# A field by the end of its name, and something it cannot take.
BAD = {
    "achieved_on": "last spring",
    "address": "Not Short & Small",
    "because": LONG,
    "begins": "noon",
    "checked_on": "last spring",
    "code": "not a code",
    "day": "next Tuesday",
    "delegate": LONG,
    "detail": LONG,
    "due_on": "soon",
    "email": "nobody at home",
    "ends": "whenever",
    "interval_days": "six weeks",
    "link": "not a link",
    "meeting_link": "not a link",
    "meets_from": "morning",
    "minutes": "many",
    "name": LONG,
    "on": "last spring",
    "organization": LONG,
    "review_on": "later",
    "title": LONG,
    "until": "soon",
}
TYPED = "one => one.matches('textarea, input:not([type=checkbox]):not([type=radio]):not([type=hidden])')"
# Written by every request, whatever comes of it.
NOT_COUNTED = {"audit_entry", "django_session", "accounts_signinattempt"}


@dataclass(frozen=True)
class Place:
    """A form: who meets it, on which page, and which of the page's forms it is."""

    seat: str
    path: str
    ending: str | None = None
    having: str | None = None
    busy: bool = False
    may_be_empty: bool = False

    @property
    def id(self):
        return f"{self.path.strip('/').replace('/', '.')}{self.ending or ''}{self.having or ''}"


GROUP = "/groups/maln/"
PLACES = [
    Place("visitor", "/sign-in/"),
    Place("visitor", "{answer}", having="step"),
    Place("agency_leader", "/me/details/", having="name"),
    Place("agency_leader", "/me/details/", having="password"),
    Place("agency_leader", "{waiting}", having="step"),
    Place("funder", "{question}", having="answer"),
    Place("parent", "{next}ask/"),
    Place("parent", "{next}access/", having="detail", may_be_empty=True),
    Place("facilitator", "{next}access/", having="is_met"),
    Place("facilitator", GROUP + "meetings/new/"),
    Place("facilitator", "{next}change/"),
    Place("facilitator", "{next}agenda/new/"),
    Place("facilitator", "{item}", having="title"),
    Place("facilitator", "{item}", having="because"),
    Place("facilitator", "{captured}"),
    Place("facilitator", "{waiting}", having="told"),
    Place("facilitator", "{next}check-in/", having="delegate", busy=True),
    Place("facilitator", "{live}", "/decision/", busy=True),
    Place("facilitator", "{live}", "/commitment/", busy=True),
    Place("facilitator", "{live}", "/question/", busy=True),
    Place("facilitator", "{live}", "/parkeditem/", busy=True),
    Place("facilitator", "{live}", "/outcome/", busy=True),
    Place("convener", GROUP + "members/new/"),
    Place("convener", GROUP + "seats/new/"),
    Place("convener", "{hand_over}"),
    Place("convener", GROUP + "settings/"),
    Place("convener", GROUP + "groups/new/"),
    Place("convener", GROUP + "organizations/new/"),
    Place("convener", "{organization}"),
    Place("convener", GROUP + "organizations/merge/"),
    Place("convener", GROUP + "communities/new/"),
    Place("convener", GROUP + "add-priority/"),
    Place("convener", GROUP + "add-result/"),
    Place("convener", GROUP + "results/GL1/"),
    Place("convener", GROUP + "priorities/GL/baseline/", may_be_empty=True),
    Place("operator", "/installation/networks/new/", busy=True),
]
LOOKED_AT = {"/sign-in/", "{next}ask/", GROUP + "settings/", "{live}"}


def stored(site):
    """Every row of the installation, table by table."""
    with sqlite3.connect(f"file:{site.home / 'demo' / 'konbit.sqlite3'}?mode=ro", uri=True) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"')))
            for name in tables
            if name not in NOT_COUNTED
        }


def controls_of(form):
    return [one for one in form.locator("[name]").all() if one.evaluate(TYPED)]


def types(control, value):
    """What a browser sends that does not know dates, times or numbers: the text as it was typed."""
    control.evaluate("one => { if (one.type !== 'password' && one.tagName === 'INPUT') one.type = 'text' }")
    control.fill(value)


def assert_each_complaint_leads_to_its_field(visitor):
    """The summary comes first, and each of its lines is a link to the field, which says the same."""
    links = visitor.page.locator(".error-summary li a")
    assert links.count() or visitor.page.locator(".error-summary li").count(), visitor.text
    for link in links.all():
        field = visitor.page.locator(f'[id="{link.get_attribute("href")[1:]}"]')
        about = field.locator("xpath=ancestor::*[contains(@class, 'field')][1]")
        assert link.inner_text() in about.locator(".error").inner_text()


@pytest.fixture
def at(request):
    """Come to a form."""

    def come(place):
        stay = request.getfixturevalue("busy_demo" if place.busy else "quiet_demo")
        visitor = stay.who(place.seat)
        visitor.goes_to(place.path.format(**stay.places))
        form = visitor.form(place.ending, having=place.having)
        unfold(form)
        return visitor, form

    return come


@pytest.mark.parametrize("place", [one for one in PLACES if not one.may_be_empty], ids=lambda place: place.id)
def test_empty_form_says_what_is_missing(at, place):
    visitor, form = at(place)
    before = stored(visitor.site)
    for control in controls_of(form):
        control.fill("")
    for control in form.locator('[type="checkbox"]').all():
        control.uncheck()
    visitor.sends(form, status=422)
    assert_each_complaint_leads_to_its_field(visitor)
    assert stored(visitor.site) == before


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_unreadable_input_is_named_and_stays(at, place):
    visitor, form = at(place)
    before = stored(visitor.site)
    typed = {}
    for control in controls_of(form):
        name = control.get_attribute("name")
        bad = BAD.get(name.rpartition("-")[2])
        if bad:
            types(control, bad)
            typed[name] = bad
    if not typed:
        pytest.skip("nothing can be typed here that is not text")
    visitor.sends(form, status=422)
    complaints = " ".join(visitor.complaints)
    for name, bad in typed.items():
        assert visitor.page.locator(f'[name="{name}"]').input_value() == bad.strip(), name
        label = visitor.page.locator(f'[name="{name}"]').evaluate("one => one.labels[0].firstChild.textContent.trim()")
        assert f"“{label}”" in complaints
        assert bad is LONG or f"“{bad}”" in complaints
    assert_each_complaint_leads_to_its_field(visitor)
    assert stored(visitor.site) == before
    if place.path in LOOKED_AT:
        assert_accessible(visitor.page)


def test_two_facilitators_edit_one_item_and_nothing_is_lost(demo_site, arrive):
    """Each in a browser of their own; the second came by a link from the mailbox."""
    first, second = arrive(demo_site).takes_seat("facilitator"), arrive(demo_site)
    second.goes_to("/sign-in/").submits(email="facilitator-2@maln.example")
    letter = second.finds_letter("facilitator-2@maln.example", "/sign-in/")
    second.follows(letter.locator("a")).sends(second.form())
    meeting = steps.opens_the_meeting(second)
    item = second.goes_to(meeting + "agenda/").page.locator(".agenda a[href*='/agenda/']").first.get_attribute("href")
    item = item.removeprefix("/en")
    first.goes_to(item)
    second.goes_to(item)
    first.submits(title="As the first facilitator put it", background="First background")
    second.fills(second.form(having="title"), title="As the second put it", background="Second background")
    second.sends(second.form(having="title"), status=409)
    second.sees("Somebody else changed this while you were writing.")
    form = second.form(having="title")
    assert form.locator('[name="title"]').input_value() == "As the second put it"
    assert form.locator('[name="background"]').input_value() == "Second background"
    theirs = form.locator(".theirs").all_inner_texts()
    assert any("As the first facilitator put it" in one for one in theirs)
    assert any("First background" in one for one in theirs)
    first.goes_to(meeting + "agenda/").sees("As the first facilitator put it")
    # With both in view, saving again is a choice.
    second.fills(form, background="First background, and second background").sends(form)
    second.sees("As the second put it", "The item is saved.")
    second.goes_to(item)
    assert second.form(having="title").locator('[name="background"]').input_value() == (
        "First background, and second background"
    )


def test_what_is_typed_after_the_session_ended_is_kept_and_can_be_sent_again(demo_site, arrive):
    leader = arrive(demo_site)
    leader.goes_to("/sign-in/").submits(email="health-leader-1@maln.example")
    letter = leader.finds_letter("health-leader-1@maln.example", "/sign-in/")
    leader.follows(letter.locator('a[href*="/sign-in/"]')).sends(leader.form())
    meeting = steps.opens_the_meeting(leader)
    leader.goes_to(meeting + "ask/").fills(leader.form(), title=steps.WISH, background="Typed for a long while.")
    leader.page.context.clear_cookies(name="sessionid")
    leader.sends(leader.form(), status=404).sees("You are signed out", steps.WISH, "Typed for a long while.")
    leader.follows("/sign-in/").submits(email="health-leader-1@maln.example")
    letter = leader.finds_letter("health-leader-1@maln.example", "/sign-in/")
    leader.follows(letter.locator('a[href*="/sign-in/"]')).sends(leader.form())
    leader.sees("You typed this before you were signed out", steps.WISH, "Typed for a long while.")
    leader.sends(leader.form(f"{meeting}ask/")).sees(steps.WISH, "Your item is asked for.")
    leader.goes_to("/me/").sees_not("You typed this before you were signed out")
