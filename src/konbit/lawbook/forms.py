"""The form to try the law with: one field for each fact, up to six people, and nothing of it is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konbit.lawbook.fact_words import (
    CHOICES_IN_WORDS,
    FACTS_IN_WORDS,
    HOUSEHOLD_TOPICS,
    PAID_EVERY,
    PERSON_TOPICS,
    Topic,
)
from konbit.lawbook.telling import (
    HEAD,
    IMPOSSIBLE,
    INCOMES,
    NOTHING,
    OTHER_INCOMES,
    UNKNOWN,
    data_of,
    field_of,
)
from konbit.ui.forms import Complaint, Form
from konbit_rules import FACTS, Household, HouseholdError, household_of

MOST_PEOPLE, FIRST_PEOPLE = 6, 2
BY_NAME = {fact.name: fact for fact in FACTS}
YES_NO = (("", "—"), ("yes", _("Yes")), ("no", _("No")), (UNKNOWN, _("I do not know")))
HIGHEST_PAY, HOURS_OF_A_WEEK = 10_000_000, 168
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")


class AmountField(forms.DecimalField):
    """A number or an amount as people write it, such as $1,450.50; “?” says that it is not known."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip()
            if value == "?":
                return UNKNOWN
            value = value.removeprefix("$").strip()
            # A comma that may stand for cents elsewhere must not make a hundred dollars of one.
            if "," in value and not GROUPED.fullmatch(value):
                raise ValidationError(
                    _("Write cents after a point, such as 13.50, and thousands as 1,450 or 1450."),
                    code="comma",
                )
            value = value.replace(",", "")
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        if value != UNKNOWN:
            super().validate(value)

    def run_validators(self, value: Any) -> None:
        if value != UNKNOWN:
            super().run_validators(value)


class AgeField(AmountField):
    """Whole years."""

    def clean(self, value: Any) -> Any:
        age = super().clean(value)
        if isinstance(age, Decimal) and age != int(age):
            raise ValidationError(_("An age is in whole years. A baby under one is 0."), code="not_whole")
        return age


def person_name(person: int) -> str:
    """What a person of the form is called; nobody is asked for a name."""
    if person == HEAD:
        return gettext("Person 1 (you, or the head of the household)")
    return gettext("Person %(number)s") % {"number": person}


_person_name = lazy(person_name, str)


@dataclass(frozen=True)
class Block:
    """Fields that stand together under a heading, folded away or not."""

    name: Any
    fields: tuple[forms.BoundField, ...]
    open: bool
    folds: bool = False


class TryForm(Form):
    """A household with so many people (`form_for` makes the class). What was sent is answered only when it is whole."""

    people = 0
    household: Household | None = None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for person in range(1, self.people + 1):
            self._look_at_pay(said, f"p{person}_")
        if not self.errors:
            try:
                self.household = household_of(data_of(said, self.people))
            except HouseholdError as impossible:
                name, fact = field_of(impossible.field)
                self.add_error(name if name in self.fields else None, IMPOSSIBLE.get(fact, IMPOSSIBLE[""]))
        return said

    def _look_at_pay(self, said: Mapping[str, Any], prefix: str) -> None:
        every = said.get(f"{prefix}pay_every")
        if said.get(f"{prefix}pay_amount") not in {None, UNKNOWN}:
            if not every:
                self.add_error(f"{prefix}pay_every", _("Choose how often this is paid."))
            elif every == "hour" and said.get(f"{prefix}hours") is None:
                self.add_error(
                    f"{prefix}hours", _("Pay by the hour needs the hours of a usual week, or “?”.")
                )
        for place in OTHER_INCOMES:
            at = f"{prefix}other{place}_"
            amount, kind = said.get(f"{at}amount"), said.get(f"{at}kind")
            if amount is not None and not kind:
                self.add_error(f"{at}kind", _("Choose what kind of money this is."))
            if amount not in {None, UNKNOWN} and not said.get(f"{at}every"):
                self.add_error(f"{at}every", _("Choose how often this is paid."))
            if kind and amount is None:
                self.add_error(f"{at}amount", _("Write how much it is, or “?”."))

    def hourly(self, person: int) -> float | None:
        """The weekly hours of somebody who is paid by the hour; none for others, and where they are not known."""
        hours = self.cleaned_data.get(f"p{person}_hours")
        is_hourly = self.cleaned_data.get(f"p{person}_pay_every") == "hour"
        return float(hours) if is_hourly and hours and hours != UNKNOWN else None

    @property
    def complaints(self) -> list[Complaint]:
        """Every error, saying of whom."""
        whole = [Complaint(sentence, "") for sentence in self.errors.get("__all__", [])]
        return whole + [
            Complaint(self._of_whom(name, sentence), self._anchor(name))
            for name in self.fields
            for sentence in self.errors.get(name, [])
        ]

    def _anchor(self, name: str) -> str:
        """The control's id; of the radio buttons, the first one's."""
        return f"{self[name].auto_id}_0" if name == "rest" else self[name].id_for_label

    def _of_whom(self, name: str, sentence: str) -> str:
        if not (person := _person_in(name)):
            return sentence
        return gettext("%(person)s: %(sentence)s") % {"person": person_name(person), "sentence": sentence}

    @property
    def home_blocks(self) -> list[Block]:
        """The household's questions by topic."""
        return [self._block(topic, "") for topic in HOUSEHOLD_TOPICS]

    @property
    def person_blocks(self) -> list[tuple[int, str, list[Block], forms.BoundField | None]]:
        """Each person's questions by topic, with the tick that leaves the person out."""
        found = []
        for person in range(1, self.people + 1):
            prefix = f"p{person}_"
            who, *others = [self._block(topic, prefix) for topic in PERSON_TOPICS if _is_asked(topic, person)]
            of_pay = tuple(self[prefix + name] for name in ("pay_amount", "pay_every", "hours"))
            pay = Block(_("Pay from a job"), of_pay, open=True)
            names = [
                f"{prefix}other{place}_{part}"
                for place in OTHER_INCOMES
                for part in ("kind", "amount", "every")
            ]
            money = self._folded(_("Other money coming in"), tuple(self[name] for name in names))
            out = self[f"{prefix}out"] if person > HEAD else None
            found.append((person, person_name(person), [who, pay, money, *others], out))
        return found

    def _block(self, topic: Topic, prefix: str) -> Block:
        fields = tuple(self[prefix + name] for name in topic.facts if prefix + name in self.fields)
        return Block(topic.name, fields, open=True) if topic.open else self._folded(topic.name, fields)

    def _folded(self, name: Any, fields: tuple[forms.BoundField, ...]) -> Block:
        """Folded away, unless something in it needs a look or was answered."""
        is_used = any(field.value() or field.errors for field in fields)
        return Block(name, fields, open=is_used, folds=True)


@cache
def form_for(people: int) -> type[TryForm]:
    """The form of a household with so many people."""
    fields: dict[str, forms.Field] = {}
    for topic in HOUSEHOLD_TOPICS:
        fields |= {name: _field_of(name) for name in topic.facts}
    for person in range(1, people + 1):
        fields |= _fields_of_person(person)
    fields["rest"] = forms.ChoiceField(
        label=_("What you left empty"),
        help_text=_("Nothing is guessed. Say how it shall count."),
        choices=[
            (NOTHING, _("is no, nothing or 0, and everybody is a citizen")),
            (UNKNOWN, _("is not known")),
        ],
        widget=forms.RadioSelect,
    )
    fields["day"] = forms.DateField(label=_("Law of this day"))
    persons = [(str(person), _person_name(person)) for person in range(1, people + 1)]
    fields["earner"] = forms.ChoiceField(label=_("Whose pay shall the curve follow?"), choices=persons)
    # None is marked "optional": the page says once that every one but the last few is.
    return type("TryFormOf", (TryForm,), {**fields, "people": people, "needed": tuple(fields)})


def _fields_of_person(person: int) -> dict[str, forms.Field]:
    prefix = f"p{person}_"
    fields: dict[str, forms.Field] = {}
    for topic in PERSON_TOPICS:
        if _is_asked(topic, person):
            fields |= {
                prefix + name: _field_of(name) for name in topic.facts if name != "role" or person > HEAD
            }
    every = [("", "—"), *PAID_EVERY.items()]
    of_other = [choice for choice in every if choice[0] != "hour"]
    fields[f"{prefix}pay_amount"] = AmountField(
        label=FACTS_IN_WORDS["wages"].label, min_value=0, max_value=HIGHEST_PAY, required=False
    )
    fields[f"{prefix}pay_every"] = forms.ChoiceField(
        label=_("How often it is paid"), choices=every, required=False
    )
    fields[f"{prefix}hours"] = AmountField(
        label=FACTS_IN_WORDS["weekly_hours_worked"].label,
        min_value=0,
        max_value=HOURS_OF_A_WEEK,
        required=False,
    )
    kinds = [("", "—"), *((kind, FACTS_IN_WORDS[kind].label) for kind in INCOMES if kind != "wages")]
    for place in OTHER_INCOMES:
        at = f"{prefix}other{place}_"
        fields[f"{at}kind"] = forms.ChoiceField(
            label=_("What kind of money it is"), choices=kinds, required=False
        )
        fields[f"{at}amount"] = AmountField(
            label=_("How much"), min_value=0, max_value=HIGHEST_PAY, required=False
        )
        fields[f"{at}every"] = forms.ChoiceField(
            label=_("How often it is paid"), choices=of_other, required=False
        )
    if person > HEAD:
        fields[f"{prefix}out"] = forms.BooleanField(label=_("Leave this person out"), required=False)
    return fields


def _is_asked(topic: Topic, person: int) -> bool:
    return topic.code != "care" or person > HEAD


def _field_of(name: str) -> forms.Field:
    """The control that fits a fact."""
    fact, words = BY_NAME[name], FACTS_IN_WORDS[name]
    if fact.unit == "bool":
        return forms.ChoiceField(label=words.label, help_text=words.hint, choices=YES_NO, required=False)
    if fact.unit == "choice":
        shown = CHOICES_IN_WORDS.get(name, {})
        choices = [
            (one, shown.get(one, one.replace("_", " ").title())) for one in fact.choices if one != "head"
        ]
        choices = [("", "—"), *choices]
        if name != "role":
            choices.append((UNKNOWN, _("I do not know")))
        return forms.ChoiceField(
            label=words.label, help_text=words.hint, choices=choices, required=name == "role"
        )
    kind = AgeField if name == "age" else AmountField
    return kind(
        label=words.label,
        help_text=words.hint,
        min_value=int(fact.least),
        max_value=int(fact.most),
        required=False,
    )


def _person_in(name: str) -> int:
    """The person whose field this is; 0 where it is the household's."""
    number, is_of_person, _rest = name.removeprefix("p").partition("_")
    return int(number) if name.startswith("p") and is_of_person and number.isdigit() else 0


def only_those_who_stay(
    sent: Mapping[str, str], people: int, *, untouched_too: bool
) -> tuple[dict[str, str], int]:
    """What was sent, without the persons who were ticked to be left out, numbered anew; and how many there are.

    Somebody of whom nothing at all was said stays only where `untouched_too` says so.
    """
    kept = {name: value for name, value in sent.items() if not _person_in(name)}
    number = 0
    for person in range(1, people + 1):
        said = any(value for name, value in sent.items() if _person_in(name) == person)
        if person > HEAD and (sent.get(f"p{person}_out") or not (said or untouched_too)):
            continue
        number += 1
        kept |= {
            f"p{number}_{name.partition('_')[2]}": value
            for name, value in sent.items()
            if _person_in(name) == person
        }
    return kept, number


def count_of(sent: str) -> int | None:
    """How many people a page says it asks for; none where that is no number from one to the most."""
    return (
        int(sent)
        if sent.isascii() and sent.isdigit() and len(sent) < 3 and 1 <= int(sent) <= MOST_PEOPLE
        else None
    )


def day_of(sent: str, today: date) -> date | None:
    """The day in an address, or today where there is none; none where it is no day that can be read."""
    if not sent:
        return today
    try:
        return date.fromisoformat(sent)
    except ValueError:
        return None
