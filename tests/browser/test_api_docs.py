"""The page about the API: outside the languages' addresses, in the site's frame, and it asks nobody else for anything."""

from tests.browser.checks import WIDTHS, assert_accessible, assert_no_sideways_scroll, assert_plain


def test_the_page_for_programs_is_a_good_page(quiet_demo):
    visitor = quiet_demo.who("visitor")
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.noise.clear()
    visitor.goes_to(f"{quiet_demo.site.url}/api/v1/docs")
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 800})
        assert_no_sideways_scroll(visitor.page)
    assert_plain(visitor.page)
    assert_accessible(visitor.page)
    assert not visitor.noise
    assert [url for url in asked if not url.startswith(quiet_demo.site.url)] == []
