"""A person at a browser. Forms and fields are found by what they are (address, name), never by their words, so that
the same steps can be walked in every language."""

import re
import time
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from playwright.sync_api import Browser, Locator, Page

from tests.browser.sites import LETTER_COMES_WITHIN, Site

ANSWERS_WITHIN = 10_000  # milliseconds
# Not the way to a record that leads by the sign-in page.
SIGN_IN_LINK = re.compile(r"/sign-in/[\w.-]{20,}/")


def said_in(language, words, **facts):
    """A sentence of the interface as somebody reads it in this language."""
    with translation.override(language):
        return translation.gettext(words) % facts


@dataclass
class Visitor:
    """One person in a browser of their own. What the console says to them is kept in `noise`."""

    page: Page
    site: Site
    language: str = "en"
    script: bool = True
    noise: list[str] = field(default_factory=list)

    def __post_init__(self):
        documents = set()

        def heard(message):
            # A page that is meant to be a 404 or a refusal makes the browser say so; that is not the page's fault.
            expected = (
                message.text.startswith("Failed to load resource") and message.location["url"] in documents
            )
            if not expected:
                self.noise.append(f"{self.page.url}: {message.type}: {message.text}")

        def asked(request):
            # What a page's own script sends is answered as its form would be.
            if request.is_navigation_request() or request.resource_type == "fetch":
                documents.add(request.url)

        self.page.on("request", asked)
        self.page.on("console", heard)
        self.page.on("pageerror", lambda fault: self.noise.append(f"{self.page.url}: {fault}"))

    # --- going places ------------------------------------------------------------------------------------

    def goes_to(self, path, status=200):
        """Open a page by its path behind the language, or by its full address."""
        address = path if path.startswith("http") else f"{self.site.url}/{self.language}{path}"
        return self._arrived(self.page.goto(address), status)

    def follows(self, link):
        """Follow a link: a locator, or how its address ends."""
        if isinstance(link, str):
            link = self.page.locator(f'main a[href$="{link}"]')
        with self.page.expect_navigation() as caught:
            link.first.click()
        return self._arrived(caught.value)

    def takes_seat(self, key):
        """One click on the demo's front page."""
        self.goes_to("/")
        self.sends(self.form(f"/demo/seat/{key}/"))
        assert self.path == f"/{self.language}/me/"
        return self

    def _arrived(self, answer, status=200):
        if answer.status != status:
            log = self.site.log.read_text()[-3000:] if answer.status >= 500 else ""
            raise AssertionError(f"{self.page.url} answered {answer.status}:\n{self.text}\n{log}")
        return self

    @property
    def path(self):
        return re.sub(r"^https?://[^/]+", "", self.page.url).split("#")[0]

    # --- reading -----------------------------------------------------------------------------------------

    @property
    def heading(self):
        return self.page.locator("h1").inner_text()

    @property
    def text(self):
        return self.page.locator("main").inner_text()

    @property
    def told(self):
        """What stands above the heading after an act."""
        return self.page.locator(".flashes").inner_text()

    @property
    def complaints(self):
        return self.page.locator(".error-summary li").all_inner_texts()

    def sees(self, *texts):
        seen = " ".join(self.text.split())
        for text in texts:
            assert " ".join(text.split()) in seen, f"{self.page.url} does not say “{text}”:\n{self.text}"
        return self

    def sees_not(self, *texts):
        for text in texts:
            assert text not in self.page.content(), f"{self.page.url} says “{text}”"
        return self

    def reads(self, words, **facts):
        """See a sentence of the interface in one's own language."""
        return self.sees(said_in(self.language, words, **facts))

    # --- forms -------------------------------------------------------------------------------------------

    def form(self, ending=None, having=None):
        """The form that sends to an address with this ending, or that has this field; else the page's own."""
        address = f'[action$="{ending}"]' if ending else "" if having else ":not([action])"
        found = self.page.locator(f'main form[method="post"]{address}')
        return found.filter(has=self.page.locator(named(having))).first if having else found.first

    def fills(self, form, **values):
        """Fill fields by their names; a list ticks several boxes."""
        unfold(form)
        for name, value in values.items():
            fill(form.locator(named(name)), value)
        return self

    def sends(self, form, button=None, status=200):
        """Press the form's button, or the one with this name; the page that comes has this status."""
        unfold(form)
        pressed = form.locator(f'button[name="{button}"]' if button else "button").first
        if self.script and form.get_attribute("data-capture"):
            return self._sends_by_script(pressed, status)
        with self.page.expect_navigation() as caught:
            pressed.click()
        return self._arrived(caught.value, status)

    def _sends_by_script(self, pressed, status):
        """The page's script sends it, then leads on to the page that shows it, or says what was not accepted."""
        if status >= 400:
            with self.page.expect_response(lambda one: one.request.method == "POST") as caught:
                pressed.click()
            self.page.locator(".error-summary:focus").wait_for()
        else:
            # The answer comes before the page gives way: only the page that is not the old one is waited for.
            self.page.locator("html").evaluate("page => page.dataset.left = ''")
            with self.page.expect_response(lambda one: one.request.is_navigation_request()) as caught:
                pressed.click()
            self.page.locator("html:not([data-left])").wait_for(state="attached")
            self.page.wait_for_load_state()
        return self._arrived(caught.value, status)

    def submits(self, ending=None, status=200, **values):
        """Fill a form and send it."""
        form = self.form(ending, having=next(iter(values), None))
        return self.fills(form, **values).sends(form, status=status)

    def undoes(self):
        """Take back what was just done, by the button beside its line."""
        return self.sends(self.page.locator(".flashes form").first)

    # --- the demo's mailbox ------------------------------------------------------------------------------

    def finds_letter(self, to, holding="", besides=0):
        """The newest letter in the demo's mailbox that is to this address and holds these words (a text or a pattern);
        waits for it.

        `besides` is how many such letters were there before.
        """
        give_up = time.monotonic() + LETTER_COMES_WITHIN
        while True:
            letters = self.sees_letters(to, holding)
            if letters.count() > besides:
                letter = letters.first
                letter.locator("summary").click()
                return letter
            assert time.monotonic() < give_up, f"no letter to {to} with “{holding}”:\n{self.text}"
            time.sleep(0.2)

    def sees_letters(self, to, holding):
        return self.goes_to(f"/mailbox/?to={to}").page.locator("article.card").filter(has_text=holding)

    def signs_in(self, email):
        """By a link that the mailbox brings."""
        known = self.sees_letters(email, SIGN_IN_LINK).count()
        self.goes_to("/sign-in/").submits(email=email)
        letter = self.finds_letter(email, SIGN_IN_LINK, besides=known)
        return self.follows(letter.locator('a[href*="/sign-in/"]')).sends(self.form())


@dataclass
class Stay:
    """A running demo with people who stay in it, each in a browser of their own: a seat of the front page, the
    operator, or a visitor who took none. `places` says where things stand."""

    site: Site
    browser: Browser
    options: dict[str, Any]
    places: dict[str, str] = field(default_factory=dict)
    people: dict[str, Visitor] = field(default_factory=dict)

    def who(self, seat):
        if seat not in self.people:
            context = self.browser.new_context(**self.options)
            context.set_default_timeout(ANSWERS_WITHIN)
            self.people[seat] = visitor = Visitor(context.new_page(), self.site)
            if seat == "operator":
                link = self.site.run("first-operator", "operator@installation.example").stdout.split()[-1]
                visitor.goes_to(link).sends(visitor.form())
            elif seat != "visitor":
                visitor.takes_seat(seat)
        return self.people[seat]

    def ends(self):
        for visitor in self.people.values():
            visitor.page.context.close()
        self.site.stop()


def named(name):
    """The selector of a field by its name, with or without a form's prefix."""
    return f'[name="{name}"], [name$="-{name}"]'


def unfold(inside: Locator):
    """Open every fold around it, the outermost first."""
    folds = inside.locator("xpath=ancestor::details[not(@open)]")
    while folds.count():
        folds.first.locator("xpath=./summary").click()


def chosen(control: Locator, value):
    """The option with this value, or the one whose words begin so: names are the same in every language."""
    options = [
        (one.get_attribute("value"), one.text_content().strip()) for one in control.locator("option").all()
    ]
    fits = [code for code, _words in options if code == value] or [
        code for code, words in options if words.startswith(value)
    ]
    assert fits, f"no option “{value}” among {options}"
    return fits[0]


def fill(control: Locator, value):
    """Give one named field its value, as a person would: type it, tick it or choose it."""
    unfold(control.first)
    kind = control.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
    if kind == "select":
        control.select_option(chosen(control, value))
    elif kind == "checkbox" and isinstance(value, bool):
        control.set_checked(value)
    elif kind == "checkbox":
        for one in control.all():
            one.set_checked(one.get_attribute("value") in value)
    elif kind == "radio":
        control.and_(control.page.locator(f'[value="{value}"]')).check()
    else:
        control.fill(value)
