"""Letters: plain text in the reader's language, sent by whatever mail the settings name."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from konbit.accounts.models import Person


def address_of(name: str, language: str, **kwargs: str) -> str:
    """The full address of a page in the reader's language, as it can stand in a letter."""
    with translation.override(language):
        return settings.KONBIT_ADDRESS.rstrip("/") + reverse(name, kwargs=kwargs)


def address_behind_sign_in(name: str, language: str, **kwargs: str) -> str:
    """The full address of a private page: who is signed in goes straight there, everybody else by the sign-in page."""
    with translation.override(language):
        return (
            address_of("sign_in", language)
            + "?"
            + urlencode({"next": reverse(name, kwargs=kwargs)}, safe="/")
        )


def send_letter(person: Person, template: str, facts: Mapping[str, Any]) -> None:
    """Write one letter to one person. The template's first line is the subject; a person without an address gets none.

    Call it from a job only: it speaks to the outside.
    """
    if not person.email:
        return
    with translation.override(person.language):
        # Plain text: an apostrophe stays an apostrophe, where a page would write it as an entity.
        context = Context({"person": person, "address": settings.KONBIT_ADDRESS, **facts}, autoescape=False)
        subject, _, body = get_template(template).template.render(context).strip().partition("\n")
    EmailMessage(
        subject=subject.strip(),
        body=body.strip() + "\n",
        to=[person.email],
        headers={"Content-Language": person.language},
    ).send()
