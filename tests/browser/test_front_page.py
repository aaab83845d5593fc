"""Row H-1 in a browser: every entrance, every card and every link of the demo."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest

SEATS = (
    *("facilitator", "agency_leader", "parent", "convener", "funder"),
    *("local_contractor", "regional_grantee", "grant_maker", "resident"),
)
MOST = 800
# A page's own links; an address in a letter of the mailbox stands in full, and is for whom the letter is to.
LINK = re.compile(r'href="([/?#][^"]*)"')
ANCHOR = re.compile(r'\bid="([^"]+)"')
# Where rows of example data stand, and what each must carry.
LABELED = {
    "/": "main section[aria-labelledby^=network-] .card:not(.stat)",
    "/tour/": "main ul.rows > li",
    "/groups/maln/results/": "main ul.grid .card",
    "/groups/maln/organizations/": "main ul.rows > li",
    "/groups/maln/commitments/": "main ul.rows > li",
    "/groups/maln/meetings/": "main ul.rows > li",
    "{next}agenda/": "main ol.rows > li, main ul.rows > li",
    "{held}record/": "main .card .captured",
}


def test_h1_every_entrance_leads_to_a_page(quiet_demo, arrive):
    visitor = arrive(quiet_demo.site).goes_to("/")
    main = visitor.page.locator("main")
    offered = [form.get_attribute("action") for form in main.locator("form").all()]
    assert sorted(offered) == sorted(f"/en/demo/seat/{seat}/" for seat in SEATS)
    for seat in SEATS:
        visitor.takes_seat(seat)
        assert visitor.page.locator(".standing .person").inner_text().strip()
    visitor.goes_to("/")
    for address in {link.get_attribute("href") for link in main.locator("a").all()}:
        assert visitor.page.request.get(urljoin(visitor.site.url, address)).status == 200, address


@pytest.mark.parametrize("path", LABELED)
def test_h1_every_card_says_where_it_comes_from(quiet_demo, path):
    visitor = quiet_demo.who("facilitator").goes_to(path.format(**quiet_demo.places))
    rows = visitor.page.locator(LABELED[path])
    assert rows.count()
    kinds = {"public record", "our reading", "made up"}
    for row in rows.all():
        words = row.locator(".label-word").all_inner_texts()
        assert words, f"no label: {row.inner_text()}"
        assert set(words) <= kinds
    for label in visitor.page.locator("main .label").filter(has_text="public record").all():
        assert label.locator(".label-source").inner_text().strip(), f"no source: {label.inner_html()}"


def test_h1_tour_links_lead_to_pages_and_the_rest_says_not_yet(quiet_demo):
    visitor = quiet_demo.who("visitor").goes_to("/tour/")
    stops = visitor.page.locator("main ul.rows > li")
    linked = 0
    for stop in stops.all():
        link = stop.locator(".row-head a")
        if link.count():
            linked += 1
            address = urljoin(visitor.site.url, link.get_attribute("href"))
            assert visitor.page.request.get(address).status == 200, address
        else:
            assert stop.locator(".tag.stopped").inner_text() == "Not yet"
    assert linked >= 20
    visitor.sees(f"{linked} of {stops.count()} things have a screen.")


@pytest.mark.parametrize("seat", ["visitor", "facilitator"])
def test_h1_no_link_of_the_demo_is_dead(quiet_demo, seat):
    """Follow every link of the site's English pages from the front page on; each leads to a page, and to its place."""
    visitor = quiet_demo.who(seat)
    to_see, pages, places = ["/en/"], {}, set()
    while to_see:
        path = to_see.pop()
        if path in pages:
            continue
        answer = visitor.page.request.get(visitor.site.url + path, max_redirects=0)
        assert answer.status == 200, f"{path} answered {answer.status}"
        pages[path] = answer.text()
        assert len(pages) <= MOST
        for link in LINK.findall(pages[path]):
            address, _hash, place = urljoin(visitor.site.url + path, unescape(link)).partition("#")
            if address.startswith(visitor.site.url + "/en/sign-in/?next="):
                # The way back in for somebody whose session ended: it leads a person who is signed in right on.
                address = visitor.site.url + address.partition("?next=")[2]
            if address.startswith(visitor.site.url + "/en/"):
                here = address.removeprefix(visitor.site.url)
                to_see.append(here)
                places.add((path, here, place))
    assert len(pages) > 20
    lost = [
        f"{path} → {here}#{place}"
        for path, here, place in places
        if place and place not in ANCHOR.findall(pages[here])
    ]
    assert not lost, "\n".join(lost)
