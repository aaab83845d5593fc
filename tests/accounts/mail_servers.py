"""Mail servers on loopback for tests: one that takes or refuses letters, and one that holds a mailbox for IMAP."""

import re
import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller

from tests.browser.sites import free_port


class Receiving:
    """An SMTP server. `answers` maps an address to what the server says to it; every other letter is kept."""

    def __init__(self, answers=None):
        self.answers = answers or {}
        self.letters, self.raw, self.senders = [], [], []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def address(self):
        return f"smtp://127.0.0.1:{self.controller.port}"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.raw.append(envelope.content)
        self.senders.append(envelope.mail_from)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@contextmanager
def receiving(answers=None):
    server = Receiving(answers)
    server.controller.start()
    try:
        yield server
    finally:
        server.controller.stop()


class _Session(socketserver.StreamRequestHandler):
    """The lines of IMAP4rev1 that reading a mailbox needs."""

    def handle(self):
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, verb, rest = (*line.split(" ", 2), "")[:3]
            self.server.spoken.append(f"{verb} {rest}".strip())
            answer = getattr(self, verb.lower(), None)
            said = answer(rest) if answer else "BAD unknown"
            self.say(f"{tag} {said}")
            if verb == "LOGOUT":
                return

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def capability(self, rest):
        self.say("* CAPABILITY IMAP4rev1")
        return "OK done"

    def login(self, rest):
        return "OK in" if rest == self.server.login else "NO wrong"

    def select(self, rest):
        if rest != self.server.folder:
            return "NO such folder"
        self.say(f"* {len(self.server.held)} EXISTS")
        return "OK [READ-WRITE] open"

    def uid(self, rest):
        verb, rest = rest.split(" ", 1)
        return getattr(self, f"uid_{verb.lower()}")(rest)

    def uid_search(self, rest):
        unseen = [str(number) for number in self.server.held if number not in self.server.seen]
        self.say(" ".join(["* SEARCH", *unseen]))
        return "OK done"

    def uid_fetch(self, rest):
        number, length = re.fullmatch(r"(\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", rest).groups()
        raw = self.server.held[int(number)][: int(length)]
        self.wfile.write(f"* {number} FETCH (UID {number} BODY[]<0> {{{len(raw)}}}\r\n".encode())
        self.wfile.write(raw + b")\r\n")
        return "OK done"

    def uid_store(self, rest):
        number = re.fullmatch(r"(\d+) \+FLAGS\.SILENT \(\\Seen\)", rest)[1]
        self.server.seen.add(int(number))
        return "OK done"

    def logout(self, rest):
        self.say("* BYE")
        return "OK bye"


class Mailbox(socketserver.ThreadingTCPServer):
    """An IMAP server. `held` maps numbers to raw letters; `seen` holds the numbers that were marked."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, letters, *, user="konbit", password="a b/c", folder="INBOX"):
        super().__init__(("127.0.0.1", 0), _Session)
        self.held = dict(enumerate(letters, start=1))
        self.seen, self.spoken = set(), []
        # imaplib quotes the password, and the name where it has to.
        self.login, self.folder = f'{user} "{password}"', f'"{folder}"'


@contextmanager
def holding(*letters, **changes):
    server = Mailbox(letters, **changes)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
