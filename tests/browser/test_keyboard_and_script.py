"""Without a mouse, without a script, on the smallest screen, with the own name of each language."""

import pytest

NAMES = {"en": "English", "es": "Español", "ht": "Kreyòl Ayisyen", "vi": "Tiếng Việt"}
TYPED = "A phone line for those without a computer"
MOST_STOPS = 120
SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getClientRects()[0];
  const x = box.left + box.width / 2, y = box.top + Math.min(box.height / 2, 20);
  const there = document.elementFromPoint(x, y);
  return {
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    uncovered: !!there && (one === there || one.contains(there) || there.contains(one)),
    what: one.outerHTML.slice(0, 120),
  };
}"""


def tabs_to(visitor, control):
    """Go on with the Tab key until the control has the focus; at each stop the focus is seen and not covered."""
    for _stop in range(MOST_STOPS):
        visitor.page.keyboard.press("Tab")
        seen = visitor.page.evaluate(SEEN)
        assert seen["ring"], f"no focus to be seen on {seen['what']}"
        assert seen["uncovered"], f"the focus is covered on {seen['what']}"
        if control.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{control} is not reached by Tab")


def enters(visitor, control):
    tabs_to(visitor, control)
    with visitor.page.expect_navigation() as caught:
        visitor.page.keyboard.press("Enter")
    assert caught.value.status == 200


def test_keyboard_alone_takes_a_seat_and_asks_for_an_item(shared_demo_site, arrive):
    parent = arrive(shared_demo_site, reduced_motion="reduce").goes_to("/")
    page = parent.page
    enters(parent, parent.form("/demo/seat/parent/").locator("button"))
    group = page.locator("main li").filter(has=page.locator('a[href$="/groups/maln/"]'))
    enters(parent, group.locator('a[href*="/meetings/"]').first)
    enters(parent, page.locator('main a[href$="/agenda/"]').first)
    enters(parent, page.locator('main a[href$="/ask/"]').first)
    form = parent.form()
    tabs_to(parent, form.locator('[name="title"]'))
    page.keyboard.type(TYPED)
    tabs_to(parent, form.locator('[name="is_private"]'))
    page.keyboard.press("Space")
    enters(parent, form.locator("button").first)
    parent.sees(TYPED)
    request = page.locator("#requests li").filter(has_text=TYPED)
    assert request.locator(".tag.stopped").count() == 1, "the tick for “private” was not taken along"


def test_first_stop_skips_to_the_content(quiet_demo, arrive):
    visitor = arrive(quiet_demo.site, reduced_motion="reduce").goes_to("/tour/")
    page = visitor.page
    skip = page.locator("a.skip")
    tabs_to(visitor, skip)
    box = skip.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_language_menu_opens_leads_and_closes_by_keyboard(quiet_demo, arrive):
    visitor = arrive(quiet_demo.site, reduced_motion="reduce").goes_to("/tour/")
    menu = visitor.page.locator("details.languages")
    tabs_to(visitor, menu.locator("summary"))
    visitor.page.keyboard.press("Enter")
    assert menu.get_attribute("open") is not None
    visitor.page.keyboard.press("Enter")
    assert menu.get_attribute("open") is None
    visitor.page.keyboard.press("Enter")
    enters(visitor, menu.locator('a[lang="vi"]'))
    assert visitor.path == "/vi/tour/"
    assert visitor.page.locator("html").get_attribute("lang") == "vi"


def test_errors_take_the_focus_and_lead_to_their_fields(quiet_demo, arrive):
    visitor = arrive(quiet_demo.site).goes_to("/sign-in/")
    visitor.submits(email="nobody", status=422)
    assert visitor.page.evaluate("document.activeElement.className") == "error-summary"
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.name") == "email"
    told = visitor.page.locator('[name="email"]').get_attribute("aria-describedby").split()
    said = " ".join(visitor.page.locator(f"#{one}").inner_text() for one in told)
    assert "“nobody”" in said


def lines_of(text):
    """On how many lines a text stands."""
    return text.evaluate(
        """one => { const all = document.createRange(); all.selectNodeContents(one);
        return new Set([...all.getClientRects()].map(box => Math.round(box.top))).size }"""
    )


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("seat", ["visitor", "facilitator"])
def test_header_is_low_and_language_names_are_whole(quiet_demo, language, seat):
    visitor = quiet_demo.who(seat)
    page = visitor.page
    page.set_viewport_size({"width": 320, "height": 800})
    visitor.goes_to(f"{quiet_demo.site.url}/{language}/tour/")
    assert page.locator("header .bar").bounding_box()["height"] <= 64
    menu = page.locator("details.languages")
    assert menu.locator("summary").inner_text().split(":")[-1].strip() == NAMES[language]
    menu.locator("summary").click()
    names = menu.locator("nav a")
    assert {one.get_attribute("lang"): one.inner_text() for one in names.all()} == NAMES
    assert [lines_of(one) for one in names.all()] == [1] * len(NAMES)
    page.set_viewport_size({"width": 1280, "height": 800})
    wide = page.locator("nav.languages.wide a")
    if wide.first.is_visible():
        assert [lines_of(one) for one in wide.all()] == [1] * len(NAMES)
    visitor.noise.clear()


@pytest.mark.parametrize("seat", ["facilitator", "convener", "parent"])
def test_targets_are_large_enough_on_a_phone(quiet_demo, seat):
    """24 px at least, links within a sentence apart (WCAG 2.5.8)."""
    visitor = quiet_demo.who(seat)
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    for path in ("/", "/me/", quiet_demo.places["next"], quiet_demo.places["next"] + "agenda/"):
        visitor.goes_to(path)
        small = visitor.page.evaluate(
            """() => [...document.querySelectorAll("button, summary, select, textarea, input:not([type=hidden])")]
              .filter(one => one.checkVisibility()).map(one => [one.getBoundingClientRect(), one.outerHTML.slice(0, 90)])
              .filter(([box]) => box.width && (box.width < 24 || box.height < 24)).map(([, what]) => what)"""
        )
        assert not small, f"{visitor.page.url}: {small}"
