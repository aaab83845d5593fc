"""What every page must pass, whatever it shows."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
WIDTHS = (320, 390, 1280)
WIDTHS_OF_LARGE_TEXT = (1280, 640)
NOT_PLAIN = """() => [
  ...(document.querySelectorAll("h1").length === 1 ? [] : [document.querySelectorAll("h1").length + " h1"]),
  ...[...document.querySelectorAll("script:not([src^='/static/']), style, [style], [onclick]")]
    .map(one => one.outerHTML.slice(0, 120)),
]"""
WIDER_THAN_THE_PAGE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const scrolls = element => {
    for (let up = element.parentElement; up; up = up.parentElement)
      if (up !== document.documentElement && up !== document.body &&
          ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  return [...document.querySelectorAll("body *")]
    .filter(element => element.getBoundingClientRect().right > room + 0.5 && !scrolls(element))
    .slice(0, 5)
    .map(element => element.tagName.toLowerCase() + (element.className ? "." + element.className : ""))
    .concat("page is " + document.documentElement.scrollWidth + " wide");
}"""


def assert_accessible(page):
    """No violation that axe can see."""
    answer = Axe().run(page, options=OPTIONS).response
    faults = [
        f"{fault['id']}: {fault['help']}\n"
        + "\n".join(
            f"    {node['html'][:160]}\n    {node.get('failureSummary', '')}" for node in fault["nodes"][:5]
        )
        for fault in answer["violations"]
    ]
    assert answer["passes"], "axe looked at nothing"
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def assert_plain(page):
    """One heading of the first order, no script but our own files, and nothing that escapes the stylesheets."""
    faults = page.evaluate(NOT_PLAIN)
    assert not faults, f"{page.url}: {faults}"


def assert_no_sideways_scroll(page):
    """The open page, resized or its text doubled, never scrolls sideways; what is wide scrolls in its own region."""
    before = page.viewport_size
    faults = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        faults[f"{width} px"] = page.evaluate(WIDER_THAN_THE_PAGE)
    # The browser's own font size: what a person sets who needs larger text; every rem follows it, media queries too.
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    for width in WIDTHS_OF_LARGE_TEXT:
        page.set_viewport_size({"width": width, "height": 800})
        faults[f"{width} px, text at 200 percent"] = page.evaluate(WIDER_THAN_THE_PAGE)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    browser.detach()
    page.set_viewport_size(before)
    assert not any(faults.values()), f"{page.url} scrolls sideways: {faults}"
