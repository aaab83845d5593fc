"""Where questions to a funder, a transition and the first months of a partner stand: one of each, made where none is."""

import re

MONEY, OTHER = "/groups/best_start/money/", "/groups/maln/money/"


def duty_places(stay):
    """A grantee's question that its funder answered, a plan for a day to come, and a community that nobody looks after."""
    grantee, funder = stay.who("regional_grantee"), stay.who("grant_maker")
    grantee.goes_to(MONEY + "funders/")
    asked = grantee.page.locator("a").filter(has_text="First 5 LA").first.get_attribute("href")
    found = {"funder_page": asked.removeprefix("/en")}
    grantee.goes_to(found["funder_page"])
    in_a_meeting = grantee.page.locator("li").filter(has_text="Asked in a meeting")
    own = in_a_meeting.filter(has_text="Asked by Para Los Niños").locator("a").first.get_attribute("href")
    found["own_question"] = own.removeprefix("/en")
    grantee.goes_to(found["funder_page"] + "ask/").submits(wording="Who reads what we send?")
    found["funder_question"] = grantee.path.removeprefix("/en")
    funder.goes_to(found["funder_question"] + "answer/").submits(text="Two program officers do.")
    funder.goes_to(MONEY + "transitions/new/")
    community = funder.page.locator("select[name^='community_']").first.get_attribute("name")
    funder.submits(name="Back to the funder", on="2031-01-01", **{community: "First 5 LA"})
    found["transition"] = funder.path.removeprefix("/en")
    funder.goes_to(found["transition"] + "task/").submits(what="Hand over the files")
    grantee.goes_to(MONEY)
    found["awarded"] = re.search(r"/groups/best_start/money/awards/[\w-]+/", grantee.page.content())[0]
    convener = stay.who("convener").goes_to(OTHER + "communities/")
    found["community"] = re.search(r"/groups/maln/money/communities/[\w-]{36}/", convener.page.content())[0]
    return found
