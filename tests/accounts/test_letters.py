"""Letters: to whom they go, when, what they carry, and which never leave the house."""

import re
from contextlib import ExitStack
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.test import Client

from konbit.accounts.letters import send_letter
from konbit.accounts.models import Link
from konbit.accounts.operations.letters import change_letters, note_bounce, stop_letters
from konbit.accounts.operations.links import make_link
from konbit.accounts.operations.people import change_details
from konbit.accounts.queries import letters
from konbit.accounts.words import LETTER_KINDS
from konbit.config import environment
from konbit.foundation import outbox
from konbit.foundation.actor import SYSTEM
from konbit.foundation.clock import move_demo_clock
from konbit.foundation.models import Job
from tests.accounts.mail_servers import receiving
from tests.makers import (
    AT,
    a_network,
    a_person,
    a_role,
    a_seat,
    actor,
    client_of,
    clock_stands_at,
    letters_are_kept,
)

pytestmark = pytest.mark.django_db
SIGN_IN = "accounts/letters/sign_in.txt"
ADDRESS = "https://konbit.example.org/en/sign-in/x/"
JOB = "test.digest"
NIGHT = datetime(2025, 3, 7, 4, 30, tzinfo=UTC)  # 22:30 in Chicago
MORNING = datetime(2025, 3, 7, 13, 0, tzinfo=UTC)  # 7:00 there


@pytest.fixture
def outside(settings, monkeypatch):
    """Letters are sent as in an installation with SMTP; answers the server they go to."""

    with ExitStack() as opened:

        def served(answers=None):
            server = opened.enter_context(receiving(answers))
            monkeypatch.setenv("KONBIT_SMTP_URL", server.address)
            backend = "konbit.accounts.mailbox.SmtpButNeverToExamples"
            settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": environment.smtp()}}
            return server

        yield served


@pytest.fixture
def digest():
    """A job that makes a link and writes a letter of the kind "digest" to one person."""

    @outbox.handles(JOB)
    def handle(*, person_id, at):
        from konbit.accounts.queries import person_by_id

        person = person_by_id(person_id)
        make_link(person=person, purpose="test", by=SYSTEM, at=at)
        write_to(person, kind="digest")

    yield lambda person: outbox.post(JOB, due_at=AT, person_id=person.pk)
    outbox._handlers.pop(JOB)


def write_to(person, **changes):
    send_letter(person, SIGN_IN, {"url": ADDRESS}, **changes)


def with_quiet_hours(**changes):
    person = a_person(**changes)
    person.quiet_from, person.quiet_until = time(21), time(7)
    person.save()
    return person


# --- to whom ------------------------------------------------------------------------------------


def test_a_letter_has_a_subject_a_body_and_the_language_of_its_reader():
    write_to(a_person("Ana", email="ana@example.org", language="es"))
    (letter,) = mail.outbox
    assert letter.to == ["ana@example.org"]
    assert letter.subject
    assert "\n" not in letter.subject
    assert letter.extra_headers["Content-Language"] == "es"
    assert ADDRESS in letter.body


def test_somebody_without_an_address_gets_no_letter():
    write_to(a_person(email=""))
    assert mail.outbox == []


def test_who_may_not_sign_in_any_more_gets_no_letter():
    person = a_person()
    person.is_active = False
    write_to(person)
    assert mail.outbox == []


def test_with_smtp_letters_leave_the_house(outside):
    server = outside()
    write_to(a_person(email="ana@example.org"))
    assert [letter["To"] for letter in server.letters] == ["ana@example.org"]
    assert not letters().exists()


def test_even_with_smtp_made_up_people_are_never_written_to(outside):
    server = outside()
    write_to(a_person(email="leader@health.example"))
    assert server.letters == []
    assert [letter.to for letter in letters()] == ["leader@health.example"]


def test_letters_of_a_kind_that_was_stopped_do_not_come_and_others_do():
    person = a_person()
    stop_letters(person=person, kind="digest", by=actor(person), at=AT)
    write_to(person, kind="digest")
    assert mail.outbox == []
    write_to(person, kind="pulse")
    write_to(person)
    assert len(mail.outbox) == 2


# --- when ---------------------------------------------------------------------------------------


def test_a_letter_of_a_kind_waits_in_quiet_hours_and_leaves_no_trace_of_the_try(settings, digest):
    clock_stands_at(settings, NIGHT)
    digest(with_quiet_hours())
    assert outbox.work_until_empty() == 1
    job = Job.objects.get()
    assert (job.due_at, job.attempts, job.lease_until, job.done_at) == (MORNING, 0, None, None)
    assert mail.outbox == []
    assert not Link.objects.exists(), "the link that the handler made is rolled back"
    move_demo_clock(MORNING)
    assert outbox.work_until_empty() == 1
    assert len(mail.outbox) == Link.objects.count() == 1


def test_quiet_hours_count_by_the_persons_own_clock(settings, digest):
    clock_stands_at(settings, NIGHT)
    person = with_quiet_hours()
    person.time_zone = "Pacific/Honolulu"  # half past six in the evening there
    person.save()
    digest(person)
    outbox.work_until_empty()
    assert len(mail.outbox) == 1


def test_what_somebody_asked_for_comes_at_night_too(settings):
    clock_stands_at(settings, NIGHT)
    write_to(with_quiet_hours())
    assert len(mail.outbox) == 1


def test_who_stops_letters_while_one_waits_does_not_get_it(settings, digest):
    clock_stands_at(settings, NIGHT)
    person = with_quiet_hours()
    digest(person)
    outbox.work_until_empty()
    stop_letters(person=person, kind="digest", by=actor(person), at=NIGHT)
    move_demo_clock(MORNING)
    outbox.work_until_empty()
    assert mail.outbox == []


def test_people_who_are_brought_in_have_their_groups_clock():
    network = a_network(time_zone="America/Los_Angeles")
    from konbit.network.operations.members import add_member
    from tests.makers import convener_of

    seat = a_seat(network)
    person = add_member(group=network, name="Ana", seat=seat, by=convener_of(network), at=AT)
    assert person.time_zone == "America/Los_Angeles"


# --- what a letter carries -----------------------------------------------------------------------


def test_a_letter_of_a_kind_says_how_to_stop_them_and_how_a_mail_program_does(outside, settings):
    settings.KONBIT_ADDRESS = "http://a-very-long-name-of-a-coalition.of-many-counties.example.org"
    server = outside()
    write_to(a_person(language="es"), kind="digest")
    (letter,) = server.letters
    stop = letter["List-Unsubscribe"]
    assert re.fullmatch(r"<http://[^ >]+/es/letters/stop/[^ >]+/>", stop)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    above, _line, foot = letter.get_content().replace("\r\n", "\n").partition("\n-- \n")
    assert ADDRESS in above
    assert stop.strip("<>") in foot
    raw = server.raw[0].replace(b"\r\n ", b" ")
    assert b"List-Unsubscribe: " + stop.encode() in raw, "no mail program reads an encoded address"


def test_a_letter_without_a_kind_cannot_be_stopped():
    write_to(a_person())
    (letter,) = mail.outbox
    assert "List-Unsubscribe" not in letter.extra_headers
    assert "letters/stop" not in letter.body


def test_machines_see_that_a_machine_wrote_it():
    write_to(a_person())
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_files_and_an_address_for_replies_go_with_it(outside, settings):
    settings.KONBIT_MAIL_REPLY, settings.DEFAULT_FROM_EMAIL = (
        "replies@example.org",
        "Konbit <konbit@example.org>",
    )
    server = outside()
    file = (
        "meeting.ics",
        "BEGIN:VCALENDAR\r\nSUMMARY:Café\r\nEND:VCALENDAR\r\n".encode(),
        "text/calendar; method=REQUEST",
    )
    write_to(
        a_person(),
        attachments=[file, ("a.pdf", b"%PDF", "application/pdf")],
        reply_to="replies+x@example.org",
    )
    (letter,) = server.letters
    calendar, paper = letter.iter_attachments()
    assert (calendar.get_filename(), calendar.get_content_type()) == ("meeting.ics", "text/calendar")
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar.get_payload(decode=True) == file[1]
    assert (paper.get_filename(), paper.get_content()) == ("a.pdf", b"%PDF")
    assert letter["Reply-To"] == "replies+x@example.org"
    assert letter["From"] == "Konbit <konbit@example.org>"
    assert server.senders == ["replies@example.org"], (
        "a letter that fails comes back to the mailbox that is read"
    )


def test_a_letter_has_the_same_id_at_each_try_and_another_one_for_each_job(settings, digest):
    clock_stands_at(settings)
    person = a_person()
    digest(person)
    digest(person)
    outbox.work_until_empty()
    # As after a kill between the sending and the note that it was done.
    Job.objects.update(done_at=None, lease_until=None)
    outbox.work_until_empty()
    ids = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert len(ids) == 4
    assert len(set(ids)) == 2
    assert all(re.fullmatch(r"<[\w.]+@[\w.-]+>", one) for one in ids)


def test_the_mailbox_keeps_a_letter_once_however_often_it_is_sent(settings, digest):
    letters_are_kept(settings)
    clock_stands_at(settings)
    digest(a_person())
    for _ in range(2):
        Job.objects.update(done_at=None, lease_until=None)
        outbox.work_until_empty()
    assert letters().count() == 1


def test_the_mailbox_page_names_the_files_that_came_with_a_letter(settings):
    clock_stands_at(settings)
    letters_are_kept(settings)
    write_to(a_person(), attachments=[("meeting.ics", b"BEGIN:VCALENDAR", "text/calendar")])
    assert "Attached: meeting.ics" in Client().get("/en/mailbox/").content.decode()


# --- what comes back -----------------------------------------------------------------------------


def test_an_address_that_is_refused_for_good_is_marked_and_no_letter_goes_there_again(
    outside, digest, settings
):
    clock_stands_at(settings)
    server = outside({"ana@example.org": "550 5.1.1 no such user"})
    person = a_person(email="ana@example.org")
    digest(person)
    digest(person)
    outbox.work_until_empty()
    person.refresh_from_db()
    assert person.bounced_at == AT
    assert Job.objects.exclude(done_at=None).count() == 2
    server.answers.clear()
    write_to(person)
    assert server.letters == []
    change_details(person=person, name="Ana", email="ana@example.net", language="en", by=actor(person), at=AT)
    write_to(person)
    assert [letter["To"] for letter in server.letters] == ["ana@example.net"]


@pytest.mark.parametrize(
    "answer", ["451 4.7.1 try later", "452 4.2.2 mailbox full", "550 5.7.1 relaying denied"]
)
def test_a_refusal_that_may_pass_or_is_about_us_is_tried_again(outside, digest, settings, answer):
    clock_stands_at(settings)
    server = outside({"ana@example.org": answer})
    person = a_person(email="ana@example.org")
    digest(person)
    outbox.work_until_empty()
    person.refresh_from_db()
    job = Job.objects.get()
    assert (person.bounced_at, job.done_at, job.attempts) == (None, None, 1)
    server.answers.clear()
    Job.objects.update(retry_at=None)
    outbox.work_until_empty()
    assert len(server.letters) == 1


def a_bounced(email="ana@example.org"):
    person = a_person("Ana", email=email)
    note_bounce(person=person, address=email, by=SYSTEM, at=AT)
    person.refresh_from_db()
    return person


def test_a_bounce_of_an_address_that_was_changed_meanwhile_marks_nothing():
    person = a_person(email="ana@example.org")
    assert not note_bounce(person=person, address="old@example.org", by=SYSTEM, at=AT)


def test_who_asks_for_a_sign_in_link_gets_it_though_letters_came_back(settings):
    letters_are_kept(settings)
    person = a_bounced()
    Client().post("/en/sign-in/", {"email": person.email, "password": ""})
    outbox.work_until_empty()
    assert letters().count() == 1


def test_ones_own_page_says_that_letters_come_back_and_one_button_tries_again():
    person = a_bounced()
    client = client_of(person)
    assert "Letters to you come back" in client.get("/en/me/details/").content.decode()
    client.post("/en/me/details/address-works/")
    assert "Letters to you come back" not in client.get("/en/me/details/").content.decode()
    write_to(type(person).objects.get(pk=person.pk))
    assert len(mail.outbox) == 1


def test_saving_the_same_address_does_not_claim_that_it_works():
    person = a_bounced()
    change_details(person=person, name="Ana B", email=person.email, language="en", by=actor(person), at=AT)
    person.refresh_from_db()
    assert person.bounced_at


def test_facilitators_see_whose_letters_come_back_and_members_do_not(django_assert_max_num_queries):
    network = a_network()
    holder = a_bounced()
    a_seat(network, holder=holder)
    facilitator = a_role(network, "facilitator", a_bounced("bob@example.org")).person
    page = f"/en/groups/{network.address}/members/"
    says = "Letters to this person come back."
    assert client_of(facilitator).get(page).content.decode().count(says) == 2
    assert says not in client_of(holder).get(page).content.decode()


# --- one's own choice ---------------------------------------------------------------------------

DETAILS = "/en/me/details/"


def chosen(**changes):
    kinds = [kind for kind in LETTER_KINDS if kind != "digest"]
    return {
        "kinds": kinds,
        "quiet_from": "20:00",
        "quiet_until": "08:00",
        "time_zone": "America/Denver",
        **changes,
    }


def test_letters_and_hours_are_chosen_on_ones_own_page():
    person = a_person()
    client = client_of(person)
    assert client.post(DETAILS, chosen()).status_code == 302
    person.refresh_from_db()
    assert [muted.kind for muted in person.muted_kinds.all()] == ["digest"]
    assert (person.quiet_from, person.quiet_until, person.time_zone) == (time(20), time(8), "America/Denver")
    page = client.get(DETAILS).content.decode()
    assert page.count("checked") == len(LETTER_KINDS) - 1
    assert 'value="20:00"' in page
    client.post(DETAILS, chosen(kinds=list(LETTER_KINDS), quiet_from="", quiet_until=""))
    person.refresh_from_db()
    assert not person.muted_kinds.exists()
    assert (person.quiet_from, person.quiet_until) == (None, None)


def test_one_time_without_the_other_is_refused_and_changes_nothing():
    person = a_person()
    answer = client_of(person).post(DETAILS, chosen(quiet_until=""))
    assert answer.status_code == 422
    assert "Quiet hours need a beginning and an end." in answer.content.decode()
    assert not person.muted_kinds.exists()


def test_nobody_chooses_for_another():
    from konbit.foundation.refusals import NotAllowed

    ana, bob = a_person(), a_person()
    with pytest.raises(NotAllowed):
        change_letters(
            person=ana, kinds=[], quiet_from=None, quiet_until=None, time_zone="UTC", by=actor(bob), at=AT
        )


# --- the address in the foot ---------------------------------------------------------------------


def stop_address(person, kind="digest"):
    write_to(person, kind=kind)
    return re.search(r"<http://[^/]+(/.+)>", mail.outbox[-1].extra_headers["List-Unsubscribe"])[1]


def test_opening_the_address_changes_nothing_and_its_button_stops_the_letters():
    person = a_person("Ana")
    path, client = stop_address(person), Client(enforce_csrf_checks=True)
    for _ in range(2):
        page = client.get(path).content.decode()
        client.head(path)
    assert "Only the button stops the letters." in page
    assert "Ana" in page
    assert not person.muted_kinds.exists()
    assert "These letters have stopped" in client.post(path, follow=True).content.decode()
    assert [muted.kind for muted in person.muted_kinds.all()] == ["digest"]
    assert "Stop these letters" in client.post(path, {"again": "1"}, follow=True).content.decode()
    assert not person.muted_kinds.exists()


def test_a_mail_program_stops_the_letters_with_one_request():
    person = a_person()
    path = stop_address(person)
    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert [muted.kind for muted in person.muted_kinds.all()] == ["digest"]


def test_the_address_works_long_after_the_letter(settings):
    person = a_person()
    path = stop_address(person)
    clock_stands_at(settings, AT + timedelta(days=900))
    Client().post(path)
    assert person.muted_kinds.exists()


@pytest.mark.parametrize(
    "change", [lambda path: path[:-2] + "/", lambda path: path.replace("digest", "pulse")]
)
def test_an_address_that_was_changed_stops_nothing(change):
    person = a_person()
    path = change(stop_address(person))
    assert Client().post(path).status_code == 409
    assert not person.muted_kinds.exists()


# --- after a backup was restored -----------------------------------------------------------------


def test_what_was_stopped_and_taken_back_still_holds_after_an_older_backup_was_restored(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    from django.utils import timezone

    from konbit.accounts.operations.letters import send_letters_again
    from konbit.accounts.operations.links import revoke_links
    from konbit.foundation import ledger

    settings.KONBIT_HOME = tmp_path
    began, person = timezone.now(), a_person()
    make_link(person=person, purpose="test", by=SYSTEM, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        for kind in ("digest", "pulse"):
            stop_letters(person=person, kind=kind, by=actor(person), at=AT)
        send_letters_again(person=person, kind="pulse", by=actor(person), at=AT)
        revoke_links(person=person, purpose="test", about_id=None, by=SYSTEM, at=AT)
    # As the backup was.
    person.muted_kinds.all().delete()
    Link.objects.update(revoked_at=None)
    for _ in range(2):
        ledger.replay_since(began)
        assert [muted.kind for muted in person.muted_kinds.all()] == ["digest"]
        assert Link.objects.get().revoked_at
