"""Row H-2: from nothing to a published record, with one command and after it nothing but pages and received mail."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.browser.people import said_in

OPERATOR, LIBRARY, CLINIC = "operator@county.test", "library@county.test", "clinic@county.test"
PROPOSAL = "The library opens one evening a week from next month."
PROMISE = "Send the clinic's evening hours to the library"


MEMBERS = f"""Organization,Contact,E-mail,Language,Vote
Library,Library director,{LIBRARY},Spanish,yes
Clinic,Clinic director,{CLINIC},Vietnamese,yes
"""
ACTIONS = """Strategy;Action;Lead;Status;Due
Hours;Ask the families when they could come;Library;In progress;{due}
Hours;Write down what an evening costs;Clinic;Not started;
"""


def brings_in(operator, kind, text):
    """From a sheet on the person's own device to records, by nothing but buttons."""
    operator.goes_to(f"/groups/example-county/imports/?kind={kind}")
    file = {"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": text.encode()}
    operator.page.set_input_files("input[type=file]", file)
    operator.sends(operator.form()).sees("Match the columns")
    operator.sends(operator.form()).sees("Checked, not imported", "0 refused")
    operator.sends(operator.form("/step/begin/")).sees("The list is imported.")


def accept_invitation(site, visitor, email):
    """The letter comes in the person's language; its page does nothing until a button is pressed."""
    letter = site.letter(to=email)
    language = visitor.language
    asked = said_in(language, "Open this address to answer:")
    assert asked != "Open this address to answer:", f"the catalog of {language} is empty"
    assert asked in letter.text
    assert letter.subject == said_in(language, "Invitation: %(group)s", group="Example County")
    link = letter.links[0]
    assert link.startswith(f"{site.url}/{language}/invitation/")
    visitor.goes_to(link)
    assert visitor.page.locator("html").get_attribute("lang") == language
    visitor.reads("Opening this page changed nothing. Only one of the two buttons answers.")
    visitor.sends(visitor.form(), button="accept")
    assert visitor.path == f"/{language}/me/"


def lets_letters_come_at_any_hour(visitor):
    """Or the record would wait for the morning when this runs at night."""
    visitor.goes_to("/me/details/").submits(quiet_from="", quiet_until="")
    visitor.reads("Your letters come as you chose.")


def check_in(operator, seat, mode):
    row = operator.page.locator("main li").filter(has=operator.page.locator(f'h3:text-is("{seat}")'))
    operator.sends(row.locator("form").filter(has=operator.page.locator(f'[name="mode"][value="{mode}"]')))


def vote(member, choice):
    """From one's own page to the proposal, and one button."""
    member.goes_to("/me/").sees(PROPOSAL)
    member.follows(member.page.locator("main a").filter(has_text=PROPOSAL))
    ballot = member.page.locator('form[action*="/vote/"]')
    member.sends(ballot.filter(has=member.page.locator(f'[name="choice"][value="{choice}"]')).first)
    member.reads("The vote is noted. You can change it until the result is recorded.")


def test_h2_from_an_empty_install_to_a_published_meeting(empty_site, arrive):
    site = empty_site

    # The only step in a shell.
    link = site.run("first-operator", OPERATOR, "--name", "First operator").stdout.split()[-1]
    operator = arrive(site).goes_to("/").sees("Nothing is here yet")
    operator.goes_to(link).sees("Only the button signs you in.")
    operator.sends(operator.form())
    assert operator.heading == "Good to see you, First operator"
    arrive(site).goes_to(link, status=409).sees("This link does not work any more")

    # A network, its members from a sheet, and two people invited by mail.
    operator.follows("/installation/").sees("No network yet").follows("/networks/new/")
    operator.submits(
        name="Example County", address="example-county", language="en", languages=["en", "es", "vi"]
    )
    assert operator.heading == "Example County"
    operator.sees("“Example County” is founded. You convene it.", "No meeting is set.")
    operator.goes_to("/groups/example-county/settings/")
    operator.submits(
        meets_from="09:00", meets_until="10:30", place="Town library, room 2", interval_days="28"
    )
    operator.sees("The settings are saved.")
    brings_in(operator, "people_and_seats", MEMBERS)
    operator.sends(operator.form("/step/invite/")).sees("2 people are invited.")
    operator.goes_to("/groups/example-county/members/")
    operator.sees("Library director", "Clinic director")
    operator.sees("Invitations without an answer", LIBRARY, CLINIC, "2 seats have a vote.")
    library, clinic = arrive(site, "es", script=False), arrive(site, "vi")
    accept_invitation(site, library, LIBRARY)
    accept_invitation(site, clinic, CLINIC)
    operator.goes_to("/groups/example-county/members/").sees_not("Invitations without an answer")
    for visitor in (operator, library, clinic):
        lets_letters_come_at_any_hour(visitor)

    # A meeting is set; members ask for an item and say what they need.
    operator.goes_to("/groups/example-county/meetings/").follows("/meetings/new/")
    form = operator.form()
    assert form.locator('[name="place"]').input_value() == "Town library, room 2"
    assert form.locator('[name="begins"]').input_value() == "09:00"
    today = datetime.now(ZoneInfo("America/Chicago")).date()
    operator.submits(day=today.isoformat())
    operator.sees("The meeting is set. Members can ask for items now.", "Being prepared")
    meeting = operator.path.removeprefix("/en")
    # What the members do already comes from a sheet too; what is open stands on the agenda by itself.
    brings_in(operator, "commitments", ACTIONS.format(due=(today + timedelta(days=60)).isoformat()))
    operator.goes_to("/groups/example-county/commitments/")
    operator.sees("Ask the families when they could come", "Write down what an evening costs")
    library.goes_to("/me/").follows(meeting).follows("/ask/")
    library.submits(title="Abrir una tarde por semana", background="Muchas familias trabajan hasta las seis.")
    library.sees("Abrir una tarde por semana").reads("Asked for; the facilitator places it")
    clinic.goes_to(meeting).follows("/access/")
    clinic.submits("/access/", kind="interpretation", detail="Tiếng Việt, một người")
    clinic.sees("Tiếng Việt, một người").reads("Open")

    # The cycle builds the draft by itself, since the meeting is near; whatever was asked for later, the facilitator
    # fetches. The agenda cannot be approved while a need is open.
    operator.goes_to(meeting + "agenda/").sends(operator.form("/agenda/draft/"))
    operator.sees("Abrir una tarde por semana", "Asked for by Library")
    operator.sees("It cannot be approved yet", "Answer 1 access need.")
    assert operator.form("/step/ready/").count() == 0
    operator.follows("/access/").submits(is_met="yes")
    operator.sees("The answer is noted.", "Met")
    operator.goes_to(meeting + "agenda/new/")
    operator.submits(title="How the clinic is reached", purpose="discuss", minutes="20")
    operator.sees("How the clinic is reached", "30 of 90 minutes planned", "Does it stand?")
    operator.sends(operator.form("/step/ready/")).sees("The agenda is approved.")
    clinic.goes_to(meeting + "access/").reads("Met")

    # Check-in, with one wrong tap taken back at once.
    operator.goes_to(meeting).sees("Today you meet.").follows("/check-in/")
    operator.sees("0 of 2 voting seats present")
    check_in(operator, "Library", "absent")
    operator.undoes().sees("The check-in is taken back.", "0 of 2 voting seats present")
    check_in(operator, "Library", "in_person")
    check_in(operator, "Clinic", "by_link")
    operator.sees("2 of 2 voting seats present; 2 needed: you can decide")

    # The meeting: a proposal, votes from their own pages, the decision, a commitment.
    operator.sends(operator.form("/step/open/")).sees("The meeting has begun.", "Item 1 of 4")
    assert operator.heading == "Abrir una tarde por semana"
    operator.submits("/decision/", wording=PROPOSAL, proposed_by="Library")
    operator.sees("On the table", PROPOSAL, "Proposed by Library", "No vote yet.")
    vote(library, "yes")
    vote(clinic, "yes")
    operator.follows(operator.page.locator('main a[href*="?item="][aria-current]')).sees("2 yes, 0 no")
    operator.submits("/outcome/", state="decided", right="decide")
    operator.sees("It is recorded.", "Decided", "2 yes, 0 no")
    due = (today + timedelta(days=14)).isoformat()
    operator.submits("/commitment/", wording=PROMISE, owner="Clinic", due_on=due)
    operator.sees("It counts once its owner accepts it.", PROMISE, "Waits for its owner", "Owner: Clinic")
    sent = len(site.letters)
    operator.sends(operator.form("/step/close/")).sees("The meeting is closed.", "Held, record not published")

    # The owner answers from the letter, in a browser that nobody signed in.
    letter = site.letter(to=CLINIC, after=sent)
    assert PROMISE in letter.text
    assert said_in("vi", "Answer here:") in letter.text
    link = next(link for link in letter.links if link in letter.text.split(PROMISE)[1])
    elsewhere = arrive(site, "vi", script=False).goes_to(link)
    assert elsewhere.path.startswith("/vi/answer/")
    assert elsewhere.page.locator('form[action$="/sign-out/"]').count() == 0
    elsewhere.reads(
        "Opening this page changed nothing. Only the button answers. Nothing is promised before you accept."
    )
    elsewhere.submits(step="accept").reads("You accepted it. It is promised.")

    # Publication: each person gets the full text, and reads the record on its page.
    sent = len(site.letters)
    operator.goes_to(meeting + "review/").sees("Review the record", PROPOSAL, PROMISE)
    operator.sends(operator.form("/review/")).sees("The record is published.", "Version 1", PROPOSAL)
    for email, language in ((OPERATOR, "en"), (LIBRARY, "es"), (CLINIC, "vi")):
        digest = site.letter(to=email, after=sent)
        assert said_in(language, "Who was there") in digest.text
        for words in (PROPOSAL, PROMISE, "Library director", "Clinic director", "How the clinic is reached"):
            assert words in digest.text, f"the digest in {language} lacks “{words}”:\n{digest.text}"
    digest = site.letter(to=LIBRARY, after=sent)
    library.goes_to(next(link for link in digest.links if "/record/" in link))
    assert library.path == f"/es{meeting}record/"
    library.sees(PROPOSAL, PROMISE, "Clinic director").reads("Decided").reads("In person")
    clinic.goes_to("/groups/example-county/commitments/").sees(PROMISE).reads("Accepted")
    arrive(site).goes_to(meeting + "record/", status=404).sees("There is no page here").sees_not(PROPOSAL)
