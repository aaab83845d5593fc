"""What is missing or unreadable: the answer names the field, what was typed stays, and nothing is stored."""

import sqlite3
from dataclasses import dataclass

import pytest

from tests.browser import steps
from tests.browser.checks import assert_accessible

ASKED = "Where the forms can be handed in"
LONG = ("Longer than it may be. " * 30).strip()
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
TYPED = "textarea, input:not([type=checkbox]):not([type=radio]):not([type=hidden])"
EMPTY = f"""form => {{
  form.querySelectorAll(`{TYPED}`).forEach(one => one.value = "");
  form.querySelectorAll("[type=checkbox]").forEach(one => one.checked = false);
}}"""
# As from a browser that does not know dates, times or numbers: the text as it was typed.
FILL = f"""(form, bad) => [...form.querySelectorAll(`{TYPED}`)]
  .map(one => [one, bad[one.name.split("-").pop()]]).filter(([, text]) => text)
  .map(([one, text]) => {{ if (one.matches("input")) one.type = "text"; one.value = text; return [one.name, text]; }})"""
STANDS = """names => names.map(name => document.getElementsByName(name)[0])
  .map(one => [one.name, one.value, one.labels[0].firstChild.textContent.trim()])"""
# Complaints of the summary that do not lead to a field which says the same.
LOST = """() => [...document.querySelectorAll(".error-summary li a")].filter(link => {
  const field = document.getElementById(link.getAttribute("href").slice(1))?.closest(".field");
  return !field?.querySelector(".error")?.textContent.includes(link.textContent);
}).map(link => link.textContent)"""
# Written by every request, whatever comes of it.
NOT_COUNTED = {
    "audit_entry",
    "django_session",
    "accounts_signinattempt",
    "sqlite_sequence",
    # Signs of life of the processes behind the pages.
    "foundation_beat",
}


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
    Place("facilitator", "{captured}", "/words/"),
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
    Place("convener", GROUP + "results/GL1/", may_be_empty=True),
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


@pytest.fixture
def at(request, settle):
    """Come to a form's page."""

    def come(place):
        stay = request.getfixturevalue("busy_demo" if place.busy else "quiet_demo")
        return stay.who(place.seat).goes_to(place.path.format(**stay.places))

    return come


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_form_names_what_is_missing_and_what_it_cannot_read(at, place):
    visitor = at(place)
    before = stored(visitor.site)
    if not place.may_be_empty:
        send_empty(visitor, visitor.form(place.ending, having=place.having))
    send_unreadable(visitor, visitor.form(place.ending, having=place.having))
    assert stored(visitor.site) == before
    if place.path in LOOKED_AT:
        assert_accessible(visitor.page)


def send_empty(visitor, form):
    form.evaluate(EMPTY)
    visitor.sends(form, status=422)
    assert visitor.complaints
    assert visitor.page.evaluate(LOST) == []


def send_unreadable(visitor, form):
    """Each field says its name and what was typed, and still holds it."""
    typed = dict(form.evaluate(FILL, BAD))
    if not typed:
        return
    visitor.sends(form, status=422)
    complaints = " ".join(visitor.complaints)
    assert visitor.page.locator(".error-summary li a").count() >= len(typed)
    for name, value, label in visitor.page.evaluate(STANDS, list(typed)):
        assert value == typed[name], name
        assert f"“{label}”" in complaints
        assert value == LONG or f"“{value}”" in complaints
    assert visitor.page.evaluate(LOST) == []


def test_two_facilitators_edit_one_item_and_nothing_is_lost(shared_demo_site, arrive):
    """Each in a browser of their own; the second came by a link from the mailbox."""
    first, second = arrive(shared_demo_site).takes_seat("facilitator"), arrive(shared_demo_site)
    second.signs_in("facilitator-2@maln.example")
    meeting = steps.opens_the_meeting(second)
    item = (
        second.goes_to(meeting + "agenda/")
        .page.locator(".agenda a[href*='/agenda/']")
        .first.get_attribute("href")
    )
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


def test_what_is_typed_after_the_session_ended_is_kept_and_can_be_sent_again(shared_demo_site, arrive):
    member = arrive(shared_demo_site).signs_in("medicaid-leader-1@maln.example")
    meeting = steps.opens_the_meeting(member)
    member.goes_to(meeting + "ask/").fills(member.form(), title=ASKED, background="Typed for a long while.")
    member.page.context.clear_cookies(name="sessionid")
    member.sends(member.form(), status=404).sees("You are signed out", ASKED, "Typed for a long while.")
    member.signs_in("medicaid-leader-1@maln.example")
    member.sees("You typed this before you were signed out", ASKED, "Typed for a long while.")
    member.sends(member.form(f"{meeting}ask/")).sees(ASKED, "Your item is asked for.")
    member.goes_to("/me/").sees_not("You typed this before you were signed out")
