"""Every page, looked at once in English on a phone and once in Vietnamese on a wide screen; the rest in the full run."""

import pytest
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver

from tests.browser.checks import WIDTHS, assert_accessible, assert_no_sideways_scroll, assert_plain
from tests.browser.pages_list import IN_A_WALK, LOOKS, NO_PAGE, POST_ONLY

every_page = pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.id)


def addresses(patterns):
    for one in patterns:
        if isinstance(one, URLPattern):
            yield one
        # What programs ask for is no page.
        elif one.namespace != "api":
            yield from addresses(one.url_patterns)


def test_every_address_of_the_url_map_is_looked_at():
    names = {one.name for one in addresses(get_resolver().url_patterns)}
    looked_at = {look.name for look in LOOKS}
    assert looked_at | IN_A_WALK | POST_ONLY | NO_PAGE == names
    assert not looked_at & POST_ONLY


def test_addresses_that_only_take_forms_refuse_to_be_opened():
    for one in addresses(get_resolver().url_patterns):
        if one.name in POST_ONLY:
            blank = dict.fromkeys(one.pattern.converters)
            assert one.callback(RequestFactory().get("/"), **blank).status_code == 405, one.name


@pytest.fixture
def open_page(request, settle):
    """Open a page as its seat sees it, at a width."""

    def opened(look, language, width):
        stay = request.getfixturevalue("busy_demo" if look.busy else "quiet_demo")
        visitor = stay.who(look.seat)
        visitor.noise.clear()
        visitor.page.set_viewport_size({"width": width, "height": 800})
        visitor.goes_to(f"{stay.site.url}/{language}{look.path.format(**stay.places)}")
        assert visitor.page.locator("html").get_attribute("lang") == language
        return visitor

    return opened


@every_page
def test_page_in_english_on_a_phone(open_page, look):
    visitor = open_page(look, "en", 320)
    assert_plain(visitor.page)
    assert_accessible(visitor.page)
    assert_no_sideways_scroll(visitor.page)
    assert not visitor.noise


@every_page
def test_page_in_vietnamese_on_a_wide_screen(open_page, look):
    # Axe has seen the page in English; it sees every language at every width in the full run.
    visitor = open_page(look, "vi", 1280)
    assert_plain(visitor.page)
    assert_no_sideways_scroll(visitor.page)
    assert not visitor.noise


@pytest.mark.parametrize(
    ("seat", "path", "status"),
    [
        ("visitor", "/no-such-page/", 404),
        ("visitor", "/answer/not-a-link/", 409),
        ("agency_leader", "{next}agenda/new/", 403),
    ],
)
def test_page_that_says_no_is_a_good_page_too(quiet_demo, seat, path, status):
    visitor = quiet_demo.who(seat)
    visitor.page.set_viewport_size({"width": 320, "height": 800})
    visitor.goes_to(path.format(**quiet_demo.places), status=status)
    assert_plain(visitor.page)
    assert_accessible(visitor.page)
    assert_no_sideways_scroll(visitor.page)


@pytest.mark.full
@pytest.mark.parametrize("language", ["en", "es", "ht", "vi"])
@every_page
def test_page_in_each_language_at_each_width(open_page, look, language):
    visitor = open_page(look, language, 320)
    assert_plain(visitor.page)
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 800})
        assert_accessible(visitor.page)
    assert_no_sideways_scroll(visitor.page)
    assert not visitor.noise
