"""The steps of one meeting of the demo, each by the person whose step it is. Nothing in them knows a language."""

PRESENT = (
    "Accelerate Mississippi",
    "Community College Board",
    "Department of Corrections",
    "Department of Health",
    "Department of Human Services",
    "Division of Medicaid",
)
# The moment at which the network's next meeting begins, among those that the demo's clock offers.
BEGIN = "#begins-maln"
WISH = "Two offices open on Saturday mornings"
PROPOSAL = "Two offices open on Saturday mornings, one in the north and one in the south."
PROMISE = "Name the two offices and their Saturday hours"


def opens_the_meeting(visitor):
    """From one's own page to the next meeting of the network; answers its path behind the language."""
    visitor.goes_to("/me/")
    assert visitor.page.locator("html").get_attribute("lang") == visitor.language
    group = visitor.page.locator("main li").filter(has=visitor.page.locator('a[href$="/groups/maln/"]'))
    visitor.follows(group.locator('a[href*="/meetings/"]'))
    return visitor.path.removeprefix(f"/{visitor.language}")


def asks(parent, meeting):
    """An item and a way to the meeting, both noted at once."""
    parent.follows(meeting + "ask/").submits(
        title=WISH, background="Parents who work cannot come in the week."
    )
    parent.sees(WISH).goes_to(meeting + "access/")
    needs = parent.page.locator("main li[id^=need-]").count()
    parent.submits("/access/", kind="transport", detail="Two seats in a car")
    parent.sees("Two seats in a car")
    assert parent.page.locator("main li[id^=need-]").count() == needs + 1


def answers_what_waits(leader):
    """From one's own page: accept what was proposed, take it back in one tap, and accept it after all."""
    leader.goes_to("/me/").follows(leader.page.locator('#owed a[href*="/commitments/"]').first)
    taken_back = leader.page.locator("#history li.waiting").count()
    leader.submits(step="accept")
    assert leader.form(having="step").locator('[value="done"]').count() == 1
    leader.undoes()
    assert leader.page.locator("#history li.waiting").count() == taken_back + 1
    leader.submits(step="accept")
    assert leader.form(having="step").locator('[value="done"]').count() == 1


def prepares(facilitator, meeting):
    """Sees what the parent asked for, places it, answers each need, and approves the agenda."""
    facilitator.goes_to(meeting + "agenda/").sees(WISH)
    request = facilitator.page.locator("#requests li").filter(has_text=WISH)
    facilitator.follows(request.locator('a[href*="/agenda/"]')).submits(minutes="10", purpose="decide")
    assert facilitator.page.locator(".agenda li").filter(has_text=WISH).count() == 1
    assert facilitator.form("/step/ready/").count() == 0, (
        "the agenda may not be approved while a need is open"
    )
    facilitator.goes_to(meeting + "access/").sees("Two seats in a car")
    sets_ready(facilitator, meeting)


def sets_ready(facilitator, meeting):
    """Answers each need that is open; then the agenda is approved."""
    facilitator.goes_to(meeting + "access/")
    open_needs = facilitator.page.locator("main li[id^=need-]:has(details[open])")
    while open_needs.count():
        form = open_needs.first.locator("form")
        facilitator.fills(form, is_met="yes").sends(form)
    facilitator.goes_to(meeting + "agenda/").sends(facilitator.form("/step/ready/"))


def moves_the_clock_to(facilitator, moment):
    """To one of the moments that the demo offers."""
    facilitator.goes_to("/demo/clock/")
    facilitator.sends(facilitator.page.locator(f"{moment} form"))


def moves_the_clock_a_day_on(visitor):
    """The first moment offered."""
    visitor.goes_to("/demo/clock/").sends(visitor.form())


def taps(facilitator, seat, mode):
    row = facilitator.page.locator("main li").filter(has=facilitator.page.locator(f'h3:text-is("{seat}")'))
    chosen = facilitator.page.locator(f'[name="mode"][value="{mode}"]')
    facilitator.sends(row.locator("form").filter(has=chosen).first)


def checks_in(facilitator, meeting):
    """Six of ten voting seats; the first tap was wrong and is taken back in one."""
    facilitator.goes_to(meeting + "check-in/")
    taps(facilitator, PRESENT[0], "absent")
    facilitator.undoes()
    for seat in PRESENT:
        taps(facilitator, seat, "in_person")
    assert facilitator.page.locator(".quorum.short").count() == 0
    assert facilitator.page.locator('main button[aria-pressed="true"]').count() == len(PRESENT)


def ballot(visitor, choice):
    chosen = visitor.page.locator(f'[name="choice"][value="{choice}"]')
    return visitor.page.locator('main form[action*="/vote/"]').filter(has=chosen)


def opens_the_item(facilitator, title):
    facilitator.follows(facilitator.page.locator("ol.outline a").filter(has_text=title))


def puts_to_the_table(facilitator):
    """The meeting begins, and the parent's wish is a proposal."""
    facilitator.sends(facilitator.form("/step/open/"))
    opens_the_item(facilitator, WISH)
    facilitator.submits("/decision/", wording=PROPOSAL, proposed_by="Parent member 3")
    assert facilitator.form("/outcome/").count() == 1


def votes(leader):
    """From one's own page to the proposal, and one button."""
    leader.goes_to("/me/").follows(leader.page.locator('main a[href*="/live/"]').filter(has_text=PROPOSAL))
    assert leader.form("/outcome/").count() == 0, "only the facilitator records what became of it"
    leader.sends(ballot(leader, "yes").first)
    assert leader.page.locator('form[action*="/vote/"] [aria-pressed="true"]').count() == 1


def decides(facilitator):
    """A hand raised in the room, the decision, a commitment for its owner, and the end of the meeting."""
    facilitator.sends(ballot(facilitator, "yes").first)
    facilitator.submits("/outcome/", state="decided", right="agree")
    facilitator.submits("/commitment/", wording=PROMISE, owner="Department of Health")
    facilitator.sees(PROPOSAL, PROMISE)


def closes(facilitator):
    facilitator.sends(facilitator.form("/step/close/"))


def accepts_by_letter(leader):
    """The link in the letter answers; one button takes the answer back."""
    letter = leader.finds_letter("health-leader-1@maln.example", PROMISE)
    assert letter.locator("h2").get_attribute("lang") == leader.language
    leader.follows(letter.locator('a[href*="/answer/"]')).submits(step="accept")
    leader.sends(leader.form(having="undo"), button="undo").submits(step="accept")
    leader.goes_to("/groups/maln/commitments/")
    leader.page.locator("#promised a").filter(has_text=PROMISE).wait_for()


def publishes(facilitator, meeting, parent):
    """The record, and the digest with its full text in the parent's language."""
    moves_the_clock_a_day_on(facilitator)
    facilitator.goes_to(meeting + "review/").sees(PROPOSAL, PROMISE).sends(facilitator.form("/review/"))
    assert facilitator.path == f"/{facilitator.language}{meeting}record/"
    digest = parent.finds_letter("parent-3@maln.example", PROPOSAL)
    assert digest.locator("h2").get_attribute("lang") == parent.language
    for words in (WISH, PROMISE, *PRESENT):
        assert words in digest.inner_text()
    parent.follows(digest.locator("a").filter(has_text=f"{meeting}record/")).sees(PROPOSAL, PROMISE, *PRESENT)
    assert parent.path == f"/{parent.language}{meeting}record/"


def says_how_it_was(leader, looked_at):
    """The day after, the letter leads to the questions; the page without a name is looked at before it is sent."""
    moves_the_clock_a_day_on(leader)
    letter = leader.finds_letter("health-leader-1@maln.example", "/pulse/")
    leader.follows(letter.locator("a").filter(has_text="/pulse/"))
    looked_at(leader.page)
    leader.submits(useful="yes", honest="yes", next_step="no")
    leader.reads("You have answered. Nobody can see or change what you said, you neither.")
