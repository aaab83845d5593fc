"""Letters that come in: read once, placed by the address they were sent to, and never too broken to be kept."""

import io
import re
import sys
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from konbit.accounts import imap, replies
from konbit.accounts.inbound import read_incoming
from konbit.accounts.letters import reply_address
from konbit.accounts.links import message_id_for
from konbit.accounts.models import InboundLetter, Link
from konbit.accounts.operations.inbound import receive_letter
from konbit.accounts.operations.links import revoke_links
from konbit.config import environment
from konbit.foundation.actor import SYSTEM
from konbit.foundation.refusals import NotAllowed
from tests.accounts.mail_servers import holding
from tests.makers import AT, SHELL, a_person, an_operator, client_of

pytestmark = pytest.mark.django_db
MAILBOX = "replies@konbit.example.org"
PURPOSE = "test.answer"


@pytest.fixture(autouse=True)
def mail_is_read(settings):
    settings.KONBIT_MAIL_REPLY = MAILBOX


@pytest.fixture
def taken():
    """Take replies for this test; answers what was handed over."""
    got = []

    @replies.takes_replies(PURPOSE)
    def take(**reply):
        got.append(reply)
        if "refuse" in reply["text"]:
            raise NotAllowed
        if "crash" in reply["text"]:
            raise ValueError(reply["text"])
        if "busy" in reply["text"]:
            raise OperationalError

    yield got
    replies._takers.pop(PURPOSE)


def a_reply(to, text="done", message_id="<1@mail.example.org>", **headers):
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "Ana <ana@example.org>", to, "Re: How does it stand?"
    if message_id:
        letter["Message-ID"] = message_id
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(text)
    return letter


def receive(letter, at=AT):
    raw = letter if isinstance(letter, bytes) else letter.as_bytes()
    return receive_letter(raw=raw, by=SYSTEM, at=at)


def answerable(person=None, about=None):
    return reply_address(person or a_person(), PURPOSE, about, AT)


# --- addresses ---------------------------------------------------------------------------------


def test_a_reply_address_fits_into_what_mail_servers_take():
    mailbox, host = answerable().split("@")
    assert host == "konbit.example.org"
    assert len("m" * environment.LONGEST_MAILBOX + mailbox.removeprefix("replies")) <= 64
    assert mailbox == mailbox.lower()


def test_without_a_mailbox_that_is_read_nobody_is_asked_to_reply(settings):
    settings.KONBIT_MAIL_REPLY = ""
    assert answerable() is None
    assert not Link.objects.exists()


@pytest.mark.parametrize("header", ["To", "Cc", "Delivered-To", "X-Original-To"])
def test_a_reply_finds_its_way_by_the_address_it_was_sent_to(taken, header):
    person = a_person()
    about = person.pk
    letter = a_reply(MAILBOX, "Done\n\n> old\n-- \nAna")
    del letter[header]
    letter[header] = f"Konbit <{answerable(person, about)}>"
    letter.add_attachment(b"x", maintype="image", subtype="png", filename="proof.png")
    assert receive(letter).outcome == "placed"
    (reply,) = taken
    assert (reply["link"].person, reply["link"].purpose, reply["link"].about_id) == (person, PURPOSE, about)
    assert (reply["from_address"], reply["text"]) == ("ana@example.org", "Done")
    assert (reply["attachments"], reply["at"]) == (("proof.png",), AT)
    assert Link.objects.get().used_at == AT


def test_capitals_that_a_mail_server_changes_do_no_harm(taken):
    assert receive(a_reply(answerable().upper())).outcome == "placed"


def test_what_was_placed_keeps_neither_text_nor_sender(taken):
    letter = receive(a_reply(answerable()))
    assert (letter.text, letter.from_address, letter.subject) == ("", "", "")


def test_the_same_letter_is_taken_once(taken):
    letter = a_reply(answerable())
    assert receive(letter).pk == receive(letter).pk
    assert len(taken) == 1


def test_the_same_letter_without_an_id_is_taken_once_though_it_came_another_way(taken):
    letter = a_reply(answerable(), message_id="")
    receive(letter)
    letter["Received"] = "from elsewhere"
    receive(letter)
    receive(a_reply(answerable(), "done, and more", message_id=""))
    assert [reply["text"] for reply in taken] == ["done", "done, and more"]


def test_a_very_long_id_is_an_id(taken):
    address = answerable()
    for number in (1, 1, 2):
        receive(a_reply(address, message_id=f"<{'x' * 400}{number}@example.org>"))
    assert len(taken) == 2


# --- what nobody takes --------------------------------------------------------------------------


def kept(letter):
    assert letter.outcome == "unplaced"
    return letter


def test_a_letter_without_a_token_is_kept_for_the_operator():
    letter = kept(receive(a_reply(MAILBOX, "Where do I sign in?")))
    assert letter.text.strip() == "Where do I sign in?"
    assert (letter.from_address, letter.subject) == ("ana@example.org", "Re: How does it stand?")


def test_a_changed_token_opens_nothing(taken):
    mailbox, _at, host = answerable().partition("@")
    last = "a" if mailbox[-2] != "a" else "b"
    kept(receive(a_reply(f"{mailbox[:-2]}{last}{mailbox[-1]}@{host}")))
    assert taken == []


def test_a_link_that_was_taken_back_or_has_run_out_opens_nothing(taken):
    person = a_person()
    address = answerable(person)
    kept(receive(a_reply(address, message_id="<late@example.org>"), at=AT + timedelta(days=22)))
    revoke_links(person=person, purpose=PURPOSE, about_id=None, by=SYSTEM, at=AT)
    kept(receive(a_reply(address)))
    assert taken == []


def test_who_may_not_sign_in_any_more_cannot_answer_by_mail(taken):
    person = a_person()
    address = answerable(person)
    person.is_active = False
    person.save()
    kept(receive(a_reply(address)))
    assert taken == []


def test_a_reply_that_no_room_takes_is_kept():
    kept(receive(a_reply(reply_address(a_person(), "test.nobody", None, AT))))


@pytest.mark.parametrize("word", ["refuse", "crash"])
def test_a_reply_that_its_room_does_not_take_is_kept_and_leaves_nothing_behind(taken, word, caplog):
    letter = kept(receive(a_reply(answerable(), f"{word} my rent")))
    assert "my rent" in letter.text
    assert "rent" not in caplog.text
    assert Link.objects.get().used_at is None


def test_when_the_database_is_busy_the_letter_is_read_again(taken):
    with pytest.raises(OperationalError):
        receive(a_reply(answerable(), "busy"))
    assert not InboundLetter.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner=x"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"Return_Path": "<>"},
    ],
)
def test_automatic_answers_are_set_aside(taken, headers):
    letter = receive(a_reply(answerable(), "I am away until Monday", **headers))
    assert (letter.outcome, letter.text) == ("automatic", "")
    assert taken == []


def test_a_letter_that_says_it_is_not_automatic_is_none(taken):
    assert (
        receive(a_reply(answerable(), Auto_Submitted="no", Return_Path="<ana@example.org>")).outcome
        == "placed"
    )


# --- broken letters -----------------------------------------------------------------------------

BROKEN = {
    "nothing": b"",
    "no headers": b"\n\ndone\n",
    "only zeros": b"\0" * 50,
    "unknown character set": b"Content-Type: text/plain; charset=klingon-8\n\nhecho \xe9\xe8\n",
    "wrong character set": b"Content-Type: text/plain; charset=utf-8\n\nhecho \xff\xfe\n",
    "torn parts": b'Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\ndone\n--x\nConte',
    "no boundary": b"Content-Type: multipart/mixed\n\ndone\n",
    "torn base64": b"Content-Transfer-Encoding: base64\nContent-Type: text/plain\n\n!!!Zm9v=\n",
    "headers no rule allows": b"From: <<>>@@,;:\nTo: \xff\xfe\nMessage-ID: <a b\x00c>\nSubject: =?x?y?z?=\n\ndone\n",
    "odd types": b"Content-Type: ;;;/\nContent-Disposition: ; filename*=utf-9''%ff\n\ndone\n",
    "parts within parts": b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (depth, depth) for depth in range(3000)
    ),
    "a notice that says nothing": b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
    b"--x\nContent-Type: message/delivery-status\n\n--x--\n",
}


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN)
def test_a_broken_letter_is_kept(raw):
    kept(receive(raw))
    assert InboundLetter.objects.count() == 1
    receive(raw)
    assert InboundLetter.objects.count() == 1


@how(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(),
    st.lists(
        st.sampled_from(
            [
                *(one for one in BROKEN.values() if len(one) < 1000),
                b"\n",
                b"To: a+b@c\n",
                b"Content-Type: text/html\n",
            ]
        )
    ),
)
def test_no_letter_is_too_strange_to_read(some, pieces):
    read = read_incoming(b"".join(pieces) + some)
    assert read.message_id
    assert "\0" not in read.text + read.subject


def test_a_letter_in_another_character_set_is_read(taken):
    letter = a_reply(answerable())
    letter.set_content("está hecho", charset="iso-8859-1", cte="base64")
    receive(letter)
    assert taken[0]["text"] == "está hecho"


def test_ten_megabytes_are_read(taken):
    letter = a_reply(answerable(), "listo")
    letter.add_attachment(b"x" * 7_450_000, maintype="application", subtype="pdf", filename="foto.pdf")
    assert len(letter.as_bytes()) > 10_000_000
    assert receive(letter).outcome == "placed"
    assert (taken[0]["text"], taken[0]["attachments"]) == ("listo", ("foto.pdf",))


def test_a_letter_in_html_alone_is_read_without_the_letter_it_answers(taken):
    html = (
        "<html><head><style>p{color:red}</style></head><body><div>Listo</div><div>Son&nbsp;tres.</div>"
        '<div class="gmail_quote">On Thu, Mar 6 Konbit wrote:<blockquote>bloqueado</blockquote></div></body></html>'
    )
    letter = a_reply(answerable())
    letter.set_content(html, subtype="html")
    receive(letter)
    assert taken[0]["text"] == "Listo\n\nSon tres."


def test_a_letter_that_is_attached_is_not_the_answer(taken):
    letter = a_reply(answerable(), "fini")
    letter.add_attachment(a_reply(MAILBOX, "blocked"))
    receive(letter)
    assert taken[0]["text"] == "fini"


def test_a_logo_in_the_signature_is_no_attachment(taken):
    letter = a_reply(answerable())
    letter.add_attachment(
        b"x", maintype="image", subtype="png", filename="logo.png", cid="<l>", disposition="inline"
    )
    receive(letter)
    assert taken[0]["attachments"] == ()


# --- letters that came back ---------------------------------------------------------------------


def a_notice(to, message_id, status="5.1.1", action="failed", part="message/rfc822"):
    return (
        "From: MAILER-DAEMON@mx.example.org\nTo: replies@konbit.example.org\nAuto-Submitted: auto-replied\n"
        'Message-ID: <notice@mx>\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nIt could not be delivered.\n"
        f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\n\n"
        f"--b\nContent-Type: {part}\n\nTo: {to}\nMessage-ID: {message_id}\nSubject: Record\n\nText\n--b--\n"
    ).encode()


def ours(to):
    return message_id_for("a-job", to=to, host="konbit.example.org")


@pytest.mark.parametrize("part", ["message/rfc822", "text/rfc822-headers"])
def test_a_notice_that_a_letter_of_ours_failed_marks_the_address(part):
    person = a_person(email="ana@example.org")
    assert receive(a_notice("Ana@Example.org", ours("ana@example.org"), part=part)).outcome == "bounce"
    person.refresh_from_db()
    assert person.bounced_at == AT


@pytest.mark.parametrize("changes", [{"status": "4.4.7"}, {"status": "4.2.2", "action": "delayed"}])
def test_a_notice_that_it_takes_longer_marks_nothing(changes):
    person = a_person(email="ana@example.org")
    assert receive(a_notice("ana@example.org", ours("ana@example.org"), **changes)).outcome == "bounce"
    person.refresh_from_db()
    assert person.bounced_at is None


def test_a_notice_about_a_letter_that_we_did_not_write_marks_nobody():
    person = a_person(email="ana@example.org")
    for message_id in ("<made.up@konbit.example.org>", ours("bob@example.org")):
        InboundLetter.objects.all().delete()
        kept(receive(a_notice("ana@example.org", message_id)))
    person.refresh_from_db()
    assert person.bounced_at is None


# --- ways in -----------------------------------------------------------------------------------


def read_mail(raw, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    call_command("read_mail")


def test_a_mail_server_hands_a_letter_over_on_standard_input(taken, monkeypatch):
    address = reply_address(a_person(), PURPOSE, None, AT)
    Link.objects.update(expires_at=AT + timedelta(days=9999))
    read_mail(a_reply(address).as_bytes(), monkeypatch)
    assert [reply["text"] for reply in taken] == ["done"]


def test_a_mail_server_is_asked_to_try_again_when_the_letter_cannot_be_stored(taken, monkeypatch):
    address = reply_address(a_person(), PURPOSE, None, AT)
    Link.objects.update(expires_at=AT + timedelta(days=9999))
    with pytest.raises(SystemExit) as ended:
        read_mail(a_reply(address, "busy").as_bytes(), monkeypatch)
    assert ended.value.code == 75


def in_mailbox(settings, server, password="a%20b%2Fc"):
    port = server.server_address[1]
    settings.KONBIT_IMAP_URL = f"imap://konbit:{password}@127.0.0.1:{port}/{server.folder.strip(chr(34))}"


@pytest.mark.parametrize("folder", ["INBOX", "Replies to Konbit"])
def test_the_mailbox_is_read_and_what_was_stored_is_marked(taken, settings, folder):
    letters = [
        a_reply(answerable(), "done", "<1@x>").as_bytes(),
        b"\xff broken",
        a_reply(MAILBOX, "?", "<2@x>").as_bytes(),
    ]
    with holding(*letters, folder=folder) as server:
        in_mailbox(settings, server)
        assert imap.read_mailbox(AT) == 3
        assert server.seen == {1, 2, 3}
        assert imap.read_mailbox(AT) == 0
    assert [reply["text"] for reply in taken] == ["done"]
    assert InboundLetter.objects.filter(outcome="unplaced").count() == 2
    assert not [line for line in server.spoken if re.search(r"EXPUNGE|Deleted|COPY|MOVE", line)]


def test_a_letter_that_was_read_but_not_marked_is_not_taken_twice(taken, settings):
    with holding(a_reply(answerable()).as_bytes()) as server:
        in_mailbox(settings, server)
        imap.read_mailbox(AT)
        server.seen.clear()
        assert imap.read_mailbox(AT) == 1
    assert len(taken) == 1


def test_a_letter_that_cannot_be_stored_now_stays_unread(taken, settings):
    with holding(a_reply(answerable(), "busy").as_bytes()) as server:
        in_mailbox(settings, server)
        with pytest.raises(OperationalError):
            imap.read_mailbox(AT)
        assert server.seen == set()


def test_a_wrong_password_or_folder_is_a_fault_that_the_operator_sees(settings):
    with holding() as server:
        in_mailbox(settings, server, password="wrong")
        with pytest.raises(imap.imaplib.IMAP4.error):
            imap.read_mailbox(AT)
        in_mailbox(settings, server)
        settings.KONBIT_IMAP_URL += "-other"
        with pytest.raises(imap.MailboxFault):
            imap.read_mailbox(AT)


def test_without_a_mailbox_nothing_is_read(settings):
    settings.KONBIT_IMAP_URL = ""
    assert imap.read_mailbox(AT) == 0


# --- the operator's page ------------------------------------------------------------------------

PAGE = "/en/installation/letters/"


def test_the_operator_sees_what_nobody_could_place_and_deals_with_it():
    operator = client_of(an_operator())
    letter = kept(receive(a_reply(MAILBOX, "Where do <i>I</i> sign in?")))
    page = operator.get(PAGE).content.decode()
    assert "Where do &lt;i&gt;I&lt;/i&gt; sign in?" in page
    assert "ana@example.org" in page
    assert operator.post(f"{PAGE}{letter.pk}/", follow=True).status_code == 200
    page = operator.get(PAGE).content.decode()
    assert "Where do" not in page
    assert "Let it wait again" in page
    operator.post(f"{PAGE}{letter.pk}/", {"again": "1"})
    assert "Where do" in operator.get(PAGE).content.decode()


def test_nobody_else_knows_of_the_page():
    letter = kept(receive(a_reply(MAILBOX)))
    for client in (client_of(a_person()), Client()):
        assert client.get(PAGE).status_code == 404
        assert client.post(f"{PAGE}{letter.pk}/").status_code == 404
    assert InboundLetter.objects.get().dealt_with_at is None


def test_the_verbs_ask_who_acts():
    from konbit.accounts.operations.inbound import deal_with_letter, take_letter_up_again

    letter = kept(receive(a_reply(MAILBOX)))
    for verb in (deal_with_letter, take_letter_up_again):
        with pytest.raises(NotAllowed):
            verb(letter=letter, by=SYSTEM, at=AT)
        verb(letter=letter, by=SHELL, at=AT)


# --- settings ----------------------------------------------------------------------------------


def test_the_reply_address_is_that_of_the_mailbox_unless_another_is_given(monkeypatch):
    monkeypatch.delenv("KONBIT_MAIL_REPLY", raising=False)
    assert environment.mail_reply() == ""
    monkeypatch.setenv("KONBIT_IMAP_URL", "imaps://replies%40example.org:secret@mail.example.org/INBOX")
    assert environment.mail_reply() == "replies@example.org"
    monkeypatch.setenv("KONBIT_MAIL_REPLY", "konbit@example.org")
    assert environment.mail_reply() == "konbit@example.org"


@pytest.mark.parametrize(
    "given", ["konbit", "@example.org", "konbit@", "a-name-that-is-far-too-long@example.org"]
)
def test_a_reply_address_that_could_not_work_stops_the_start(monkeypatch, given):
    monkeypatch.setenv("KONBIT_MAIL_REPLY", given)
    with pytest.raises(SystemExit, match="KONBIT_MAIL_REPLY"):
        environment.mail_reply()
