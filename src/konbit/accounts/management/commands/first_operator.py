"""`konbit first-operator ADDRESS`: make the person who looks after this installation, and print their sign-in link.

Run again with the same address, it prints a new link: the way back in where no mail goes out.
"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.validators import validate_email

from konbit.accounts.letters import address_of
from konbit.accounts.operations.people import make_first_operator
from konbit.accounts.operations.sign_in import make_sign_in_link
from konbit.foundation import clock
from konbit.foundation.actor import shell_operator
from konbit.foundation.commands import KonbitCommand


class Command(KonbitCommand):
    help = "Make the first operator and print a sign-in link that works once, for 30 minutes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the operator's e-mail address")
        parser.add_argument("--name", help="without one, the part of the address before the @")
        parser.add_argument("--language", default="en", choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, *args: Any, email: str, name: str | None, language: str, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as unreadable:
            raise CommandError(
                f"“{email}” is no e-mail address. Write one such as you@example.org."
            ) from unreadable
        name = name or email.partition("@")[0]
        call_command("migrate", verbosity=0)
        by, at = shell_operator(), clock.now()
        person = make_first_operator(name=name, email=email, language=language, by=by, at=at)
        token = make_sign_in_link(person=person, by=by, at=at)
        self.stdout.write("Open this address within 30 minutes to sign in (konbit serve must be running):")
        self.stdout.write(address_of("sign_in_link", person.language, token=token))
