"""Where things of the example network stand: addresses found on the pages that lead to them."""

import re

from tests.browser import steps
from tests.browser.agenda_places import agenda_places
from tests.browser.duty_places import duty_places
from tests.browser.people import SIGN_IN_LINK
from tests.browser.work_places import work_places
from tests.foundation.hostile_files import a_picture

# A file to be added: one small picture.
PICTURE = {"name": "map.png", "mimeType": "image/png", "buffer": a_picture(size=(900, 500))}
SECRET = "What two offices cannot do this quarter"
SECRET_PROPOSAL = "The two offices pause their pilot until they can hire."
DELEGATE = "Deputy director of health"
SECRET_PROMISE = "Tell both offices what was agreed"


def first_link(visitor, pattern):
    """The first address on the open page that fits; answers its path behind the language."""
    found = re.search(
        rf'href="(?:{visitor.site.url})?/\w\w({pattern})(?:[?#][^"]*)?"', visitor.page.content()
    )
    assert found, f"{visitor.page.url} has no link to {pattern}:\n{visitor.text}"
    return found.group(1)


def places_of(stay):
    """The places of the demo before its meeting."""
    facilitator, convener, leader = (stay.who(seat) for seat in ("facilitator", "convener", "agency_leader"))
    found = {"next": steps.opens_the_meeting(facilitator)}
    facilitator.goes_to("/groups/maln/meetings/")
    found["held"] = first_link(facilitator, r"/meetings/[\w-]+/record/").removesuffix("record/")
    found["report"] = f"/groups/maln/report/{found['held'].split('/')[2]}/"
    convener.goes_to("/groups/maln/shared-future/write/").submits(text="Every family is heard within a week.")
    facilitator.goes_to(found["next"] + "agenda/")
    found["item"] = first_link(facilitator, r"/meetings/[\w-]+/agenda/[\w-]{36}/")
    facilitator.goes_to(found["item"])
    found["add_file"] = first_link(facilitator, r"/files/new/agenda_item/[\w-]{36}/")
    facilitator.goes_to(found["add_file"]).page.set_input_files("input[type=file]", PICTURE)
    facilitator.sends(facilitator.form())
    facilitator.goes_to(found["item"])
    found["file"] = first_link(facilitator, r"/files/[\w-]{36}/")
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
    convener.goes_to("/groups/maln/together/")
    found["collaboration"] = first_link(convener, r"/groups/maln/collaborations/[\w-]{36}/end/")
    convener.goes_to("/groups/maln/capacity/")
    found["support_need"] = first_link(convener, r"/groups/maln/capacity/[\w-]{36}/\w+/")
    found |= _lists(convener)
    found |= _measured(convener) | _standing_behind(convener) | _money(convener, leader)
    found |= _of_awards(stay.who("regional_grantee"), stay.who("grant_maker"))
    found |= _pursued(stay.who("local_contractor")) | agenda_places(stay) | duty_places(stay)
    found |= work_places(stay)
    found["question"] = first_link(stay.who("funder").goes_to("/me/"), r"/questions/[\w-]+/")
    leader.finds_letter("health-leader-1@maln.example", "Name the place")
    found["answer"] = first_link(leader, r"/answer/[\w.-]+/")
    return found | _handed_over(convener) | _before_the_meeting(leader, found["next"])


def _lists(convener):
    """A list whose columns are matched, one whose days are asked about, and one whose rows were checked."""
    actions = b"Action,Lead,Due\nCall the library,Department of Health,03/04/2030\n"
    partners = b"Name,Short name,Sector\nExample Library,LIB,Education\nExample Clinic,CLI,somewhere\n"
    found = {}
    for name, kind, data, checks in (
        ("list_columns", "organizations", partners, False),
        ("list_days", "commitments", actions, True),
        ("list_checked", "organizations", partners, True),
    ):
        file = {"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": data}
        convener.goes_to(f"/groups/maln/imports/?kind={kind}").page.set_input_files("input[type=file]", file)
        convener.sends(convener.form())
        if checks:
            convener.sends(convener.form())
        found[name] = convener.path.removeprefix("/en")
    return found


def _measured(convener):
    """A figure of an indicator, and a milestone on the way to a long goal that the convener sets."""
    convener.goes_to("/groups/maln/indicators/health_rank/")
    found = {"figure": first_link(convener, r"/groups/maln/figures/[\w-]{36}/")}
    convener.goes_to("/groups/maln/long-goal/change/").submits(
        name="Long goal", text="Every family is heard within a week", due_on="2030-12-31"
    )
    convener.goes_to("/groups/maln/long-goal/milestones/").submits(
        text="Every office answers within a month", due_on="2027-12-31"
    )
    return found | {"milestone": first_link(convener, r"/groups/maln/long-goal/milestones/[\w-]{36}/")}


def _standing_behind(convener):
    """A document, an event, a career ladder with a step, a pilot, and the part of one body in a result."""
    found = {}
    for kind, address in (
        ("document", "documents"),
        ("event", "events"),
        ("career_ladder", "career-ladders"),
        ("pilot", "pilots"),
    ):
        convener.goes_to(f"/groups/maln/{address}/")
        found[kind] = first_link(convener, rf"/groups/maln/{address}/[\w-]{{36}}/")
    convener.goes_to(found["career_ladder"])
    found["ladder_step"] = first_link(convener, r"/groups/maln/career-ladders/[\w-]{36}/steps/[\w-]{36}/")
    convener.goes_to("/groups/maln/results/GL1/")
    return found | {"contribution": first_link(convener, r"/groups/maln/contributions/[\w-]{36}/")}


def _of_awards(grantee, giver):
    """Something a contractor's award is to bring about, and a payment that a regional grantee waits for."""
    award = "/groups/best_start/money/awards/BS-R1-01/"
    grantee.goes_to(award + "deliverables/new/").submits(what="A map of the meeting places")
    giver.goes_to("/groups/best_start/money/awards/BS-R5/")
    return {
        "deliverable": first_link(grantee.goes_to(award), award + r"deliverables/[\w-]{36}/done/"),
        "payment": first_link(giver, r"/groups/best_start/money/awards/BS-R5/payments/[\w-]{36}/paid/"),
    }


def _pursued(contractor):
    """A source of money in the other example network, and how far a contractor came toward one."""
    contractor.goes_to("/groups/best_start/money/funding/")
    found = {"funding_source": first_link(contractor, r"/groups/best_start/money/funding/[\w-]{36}/")}
    contractor.goes_to("/groups/best_start/money/pursuits/")
    own = contractor.page.locator("[aria-labelledby='own-pursuits'] a").filter(has_text="Small parks fund")
    return found | {"pursuit": own.get_attribute("href").removeprefix("/en")}


def _money(convener, leader):
    """What a deciding seat is asked about an award that the convener proposes."""
    convener.goes_to("/groups/maln/money/propose/")
    seat = convener.page.get_by_label("Department of Health", exact=True).first.get_attribute("value")
    convener.submits(
        title="A sheet in every office",
        funder="W.K. Kellogg Foundation",
        recipient="Division of Medicaid",
        money_kind="foundation",
        cents="1,000",
        deciding=[seat],
    )
    return {"interest": first_link(leader.goes_to("/me/"), r"/groups/maln/money/interests/[\w-]{36}/")}


def _handed_over(convener):
    """What goes with a seat that changes hands, and the leaving holder's note."""
    convener.goes_to("/groups/maln/members/").follows(named_seat(convener, "Department of Corrections"))
    convener.follows(convener.page.locator("a[href*='/holders/']").first)
    convener.submits(name="Corrections leader 3", email="corrections-3@maln.example", language="en")
    convener.finds_letter("corrections-leader-1@maln.example", "/packs/note/")
    found = {"pack_note": first_link(convener, r"/packs/note/[\w.-]+/")}
    convener.finds_letter("corrections-3@maln.example", "/packs/")
    return found | {"pack": re.search(r"/packs/[\w-]{36}/", convener.page.content())[0]}


def named_seat(visitor, name):
    return visitor.page.locator("a[href*='/seats/']").filter(has_text=name).first


def _before_the_meeting(leader, meeting):
    """What the letter before the meeting leads to; and the page of who stands in."""
    found = {}
    leader.finds_letter("health-leader-1@maln.example", "/cannot-come/")
    for name, pattern in (("bring", r"/bring/[\w.-]+/"), ("cannot_come", r"/cannot-come/[\w.-]+/")):
        found[name] = first_link(leader, pattern)
    found["stop_letters"] = first_link(leader, r"/letters/stop/[\w.:-]+/")
    leader.goes_to(meeting + "cannot-come/").submits(delegate=DELEGATE, email="deputy@maln.example")
    leader.finds_letter("deputy@maln.example", "/standing-in/")
    found["stands_in"] = first_link(leader, r"/standing-in/[\w.-]+/")
    return found


def places_of_busy(stay):
    """Prepare and begin the meeting; answers the places of what came of it."""
    facilitator, convener, leader = (stay.who(seat) for seat in ("facilitator", "convener", "agency_leader"))
    meeting = steps.opens_the_meeting(facilitator)
    steps.asks(stay.who("parent"), steps.opens_the_meeting(stay.who("parent")))
    steps.prepares(facilitator, meeting)
    steps.moves_the_clock_to(facilitator, steps.BEGIN)
    steps.checks_in(facilitator, meeting)
    steps.puts_to_the_table(facilitator)
    found = {"next": meeting, "live": facilitator.path.removeprefix("/en")}
    found |= _private_matters(facilitator, meeting)
    convener.goes_to("/groups/maln/members/new/")
    invited = {"name": "Guest of the network", "email": "guest@maln.example"}
    convener.submits(**invited, standing="role:member", language="en", send_invitation=True)
    leader.finds_letter(invited["email"])
    found["invitation"] = first_link(leader, r"/invitation/[\w.-]+/")
    visitor = stay.who("visitor").goes_to("/sign-in/")
    visitor.submits(email="facilitator-2@maln.example")
    visitor.finds_letter("facilitator-2@maln.example", SIGN_IN_LINK)
    found["sign_in_link"] = first_link(visitor, SIGN_IN_LINK.pattern)
    found["backup"] = _backup(stay.who("operator"))
    return found


def _backup(operator):
    """A backup that the worker made."""
    operator.goes_to("/installation/running/").sends(operator.form("/backups/new/"))
    made = operator.page.locator('main a[href*="/running/backups/"]')
    for _look in range(60):
        if made.count():
            break
        operator.page.wait_for_timeout(500)
        operator.goes_to("/installation/running/")
    return made.first.get_attribute("href").removeprefix("/en")


def _private_matters(facilitator, meeting):
    """An item private to members, and what came of it."""
    facilitator.goes_to(meeting + "agenda/new/").submits(
        title=SECRET, purpose="discuss", minutes="5", is_private=True
    )
    facilitator.goes_to(meeting + "live/").follows(
        facilitator.page.locator("ol.outline a").filter(has_text=SECRET)
    )
    found = {"private_item": facilitator.path.partition("?item=")[2]}
    facilitator.submits("/decision/", wording=SECRET_PROPOSAL)
    found["private_decision"] = first_link(facilitator, r"/captured/decision/[\w-]+/words/")
    facilitator.submits("/commitment/", wording=SECRET_PROMISE, owner="Department of Corrections")
    found["private_commitment"] = first_link(facilitator, r"/commitments/[\w-]+/")
    return found
