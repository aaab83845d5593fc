"""Where things of the example network stand: addresses found on the pages that lead to them."""

import re

from tests.browser import steps


def first_link(visitor, pattern):
    """The first address on the open page that fits; answers its path behind the language."""
    found = re.search(rf'href="(?:{visitor.site.url})?/\w\w({pattern})"', visitor.page.content())
    assert found, f"{visitor.page.url} has no link to {pattern}:\n{visitor.text}"
    return found.group(1)


def places_of(facilitator, convener, leader):
    """The places of a demo, by the names that the list of pages uses."""
    found = {"next": steps.opens_the_meeting(facilitator)}
    facilitator.goes_to("/groups/maln/meetings/")
    found["held"] = first_link(facilitator, r"/meetings/[\w-]+/record/").removesuffix("record/")
    facilitator.goes_to(found["next"] + "agenda/")
    found["item"] = first_link(facilitator, r"/meetings/[\w-]+/agenda/[\w-]{36}/")
    facilitator.goes_to(found["held"] + "review/")
    found["captured"] = first_link(facilitator, r"/captured/decision/[\w-]+/words/")
    facilitator.goes_to("/groups/maln/commitments/")
    asked_to_change = facilitator.page.locator("#waiting a").filter(has_text="Gather the funding sources")
    found["amended"] = asked_to_change.get_attribute("href").removeprefix("/en")
    leader.goes_to("/me/")
    found["waiting"] = first_link(leader, r"/commitments/[\w-]+/")
    convener.goes_to("/groups/maln/members/")
    found["seat"] = first_link(convener, r"/groups/maln/seats/[\w-]{36}/")
    convener.goes_to(found["seat"])
    found["hand_over"] = first_link(convener, r"/groups/maln/seats/[\w-]+/holders/[\w-]+/")
    convener.goes_to("/groups/maln/organizations/")
    found["organization"] = first_link(convener, r"/groups/maln/organizations/[\w-]{36}/")
    leader.finds_letter("health-leader-1@maln.example", "Name the place")
    found["answer"] = first_link(leader, r"/answer/[\w.-]+/")
    return found
