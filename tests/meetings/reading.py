"""A person at a page: reads its words, fills in a form that stands on it, presses a button, takes a wrong tap back.

Nothing is sent that the page does not offer: a form or a field that is not there fails the test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.test import Client
from django.test.html import Element, parse_html
from django.urls import reverse
from django.utils import translation

SILENT = ("script", "style", "head")


def attributes(element: Element) -> dict[str, Any]:
    return dict(element.attributes)


def inside(element: Element, leave_out: Callable[[Element], bool] = lambda element: False) -> Iterator[Any]:
    """Every element and text below, in order, but what is left out."""
    for child in element.children:
        if isinstance(child, Element) and leave_out(child):
            continue
        yield child
        if isinstance(child, Element):
            yield from inside(child, leave_out)


def words(element: Element, leave_out: Callable[[Element], bool] = lambda element: False) -> str:
    """What a person reads there, in one line."""
    texts = (
        one
        for one in inside(element, lambda one: one.name in SILENT or leave_out(one))
        if isinstance(one, str)
    )
    return " ".join(" ".join(texts).split())


@dataclass
class Page:
    """What came back: its status, its address, and the page itself."""

    client: Client
    status: int
    address: str
    html: str

    @cached_property
    def tree(self) -> Element:
        return parse_html(self.html)

    @property
    def words(self) -> str:
        return words(self.tree)

    @property
    def heading(self) -> str:
        return words(next(one for one in self.all("h1")))

    def all(self, tag: str, /, **wanted: str) -> list[Element]:
        """Every element of this kind with these attributes; `class_` asks for one of the classes."""
        css = wanted.pop("class_", None)
        return [
            one
            for one in inside(self.tree)
            if isinstance(one, Element)
            and one.name == tag
            and all(attributes(one).get(key) == value for key, value in wanted.items())
            and (css is None or css in (attributes(one).get("class") or "").split())
        ]

    def part(self, id_: str) -> str:
        """The words of the element with this id."""
        found = [
            one for one in inside(self.tree) if isinstance(one, Element) and attributes(one).get("id") == id_
        ]
        assert found, f"nothing on {self.address} has the id {id_}"
        return words(found[0])

    def without(self, *names: str) -> str:
        """The page as it was sent, tags and attributes too, but for what stands within these elements or ids."""

        def left_out(one: Element) -> bool:
            return one.name in names or f"#{attributes(one).get('id')}" in names

        kept = [one if isinstance(one, str) else repr(one.attributes) for one in inside(self.tree, left_out)]
        return "\n".join(kept)

    def forms_to(self, action: str) -> list[Element]:
        return [
            form
            for form in self.all("form", method="post")
            if (attributes(form).get("action") or self.address) == action
        ]

    def offers(self, action: str) -> bool:
        """Whether a form on this page leads there."""
        return bool(self.forms_to(action))

    def send(self, action: str = "", /, **filled_in: Any) -> "Page":
        """Fill in the form that leads to `action` (this page's own address when empty) and press its button.

        A field is named by the last part of its name: `wording` fills in "decision-wording". Where several forms lead
        there, the one that already holds a given value is meant: `choice="yes"` is the yes button.
        """
        action = action or self.address
        forms = self.forms_to(action)
        assert forms, f"no form on {self.address} leads to {action}"
        fitting = [sending for form in forms if (sending := _filled(form, filled_in)) is not None]
        assert fitting, f"the form to {action} on {self.address} has no field for {sorted(filled_in)}"
        return visit(self.client, action, fitting[0])

    def undo(self) -> "Page":
        """Press the one button of the line that tells what was just done."""
        forms = [
            one
            for flash in self.all("div", class_="flash")
            for one in inside(flash)
            if isinstance(one, Element) and one.name == "form"
        ]
        assert len(forms) == 1, f"{self.address} offers {len(forms)} ways to take the last step back"
        return visit(self.client, attributes(forms[0])["action"], _filled(forms[0], {}))


def visit(client: Client, address: str, sending: QueryDict | None = None) -> Page:
    """Ask for an address, or send something there; follow where it leads."""
    # A page leaves its language active behind it; the next address is again in the language of the test.
    with translation.override(translation.get_language()):
        if sending is None:
            answer = client.get(address, follow=True)
        else:
            kind = "application/x-www-form-urlencoded"
            answer = client.post(address, sending.urlencode(), follow=True, content_type=kind)
    chain = getattr(answer, "redirect_chain", [])
    ended_at = (chain[-1][0] if chain else address).partition("#")[0]
    return Page(client, answer.status_code, ended_at, answer.content.decode())


def at(client: Client, name: str, *args: Any, query: str = "") -> Page:
    """The page of this name, which opens."""
    page = visit(client, reverse(name, args=args) + query)
    assert page.status == 200, (name, page.status, page.words[:400])
    return page


def past_the_page(client: Client, name: str, *args: Any, **values: Any) -> Page:
    """Send something there whether or not a page offers it, as somebody who knows the address could."""
    sending = QueryDict(mutable=True)
    for key, value in values.items():
        sending[key] = value
    return visit(client, reverse(name, args=args), sending)


def _filled(form: Element, filled_in: dict[str, Any]) -> QueryDict | None:
    """What a browser would send: what stands in the form, changed where it is filled in; None where a field is
    missing, or a button stands for another value."""
    fields = _fields(form)
    sending = QueryDict(mutable=True)
    for name, field in fields.items():
        sending.setlist(name, field.values)
    for key, value in filled_in.items():
        name = next((one for one in fields if one == key or one.rpartition("-")[2] == key), None)
        if name is None or not fields[name].takes(value):
            return None
        values = value if isinstance(value, list) else [value]
        sending.setlist(name, [str(one) for one in values if one is not None and one is not False])
    return sending


@dataclass
class Field:
    """One field of a form: what it holds, and what it may hold where it is a choice or a button."""

    values: list[str]
    choices: set[str] | None = None

    def takes(self, value: Any) -> bool:
        if self.choices is None or value is None or value is False:
            return True
        return all(str(one) in self.choices for one in (value if isinstance(value, list) else [value]))


def _fields(form: Element) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for one in inside(form):
        if not isinstance(one, Element):
            continue
        held = attributes(one)
        name = held.get("name")
        if not name:
            continue
        if one.name == "select":
            _choices(fields, name, one)
        elif one.name == "textarea":
            fields[name] = Field([" ".join(child for child in one.children if isinstance(child, str))])
        elif one.name == "button":
            fields[name] = Field([], {held.get("value", "")})
        elif one.name == "input":
            _input(fields, name, held)
    return fields


def _choices(fields: dict[str, Field], name: str, select: Element) -> None:
    options = [one for one in inside(select) if isinstance(one, Element) and one.name == "option"]
    values = [attributes(option).get("value", "") for option in options]
    selected = [attributes(option).get("value", "") for option in options if "selected" in attributes(option)]
    fields[name] = Field(selected or values[:1], set(values))


def _input(fields: dict[str, Field], name: str, held: dict[str, Any]) -> None:
    value = held.get("value", "")
    match held.get("type", "text"):
        case "checkbox" | "radio" as kind:
            value = value if value or kind == "radio" else "on"
            field = fields.setdefault(name, Field([], set()))
            field.choices.add(value)
            if kind == "checkbox":
                field.choices |= {"on", "True"}
            if "checked" in held:
                field.values.append(value)
        case "hidden":
            field = fields.setdefault(name, Field([], set()))
            field.values.append(value)
            field.choices.add(value)
        case _:
            fields[name] = Field([value])
