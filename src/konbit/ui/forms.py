"""The base of every form: keeps what was typed, says what would work, and carries refusals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import EMPTY_VALUES, MaxValueValidator, MinValueValidator
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from konbit.foundation.money import NotMoney, cents_of, plain_amount
from konbit.foundation.refusals import Refusal
from konbit.ui.field_errors import sentence_for
from konbit.ui.formats import long_day

LONG_TEXT, LONGEST_AMOUNT = 120, 30
# Beyond these a day is a slip of the hand, and what is counted from it would leave the calendar.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DJANGO_ROWS = "10"
# Inputs that show nothing for a value they cannot read.
SILENT_INPUTS = {"date", "time", "datetime-local", "number"}
NATIVE_INPUTS = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.TimeInput: ("time", "%H:%M"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
}


_NO_MONEY = {
    "unreadable": _("“%(typed)s” is not an amount. Write it like 1,234.50."),
    "negative": _("“%(typed)s” is less than nothing. Write an amount without a minus sign."),
    "too_large": _("“%(typed)s” is more than can be kept. Write less than ten trillion."),
}


class Renderer(TemplatesSetting):
    """Renders fields and widgets with this room's templates."""

    field_template_name = "ui/forms/field.html"


@dataclass(frozen=True)
class Complaint:
    """One line of the error summary: a sentence, and the control it is about."""

    sentence: str
    anchor: str


class VersionField(forms.IntegerField):
    """The version of the record that the page showed; a page that sends none is treated as older than all."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


class MoneyField(forms.CharField):
    """An amount as people write it, such as 1,234.50. Its value is whole cents; None where nothing was written."""

    def prepare_value(self, value: Any) -> Any:
        return plain_amount(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, int):
            return value or None
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            return cents_of(typed)
        except NotMoney as fault:
            shown = typed if len(typed) <= LONGEST_AMOUNT else typed[: LONGEST_AMOUNT - 1] + "…"
            raise ValidationError(_NO_MONEY[fault.why] % {"typed": shown}, code="not_money") from fault

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data


class Form(forms.Form):
    """A form without browser-side checks: the server answers in the language of the page."""

    # The browser's own bubbles speak the browser's language and stop the form before we can say what would work.
    use_required_attribute = False
    # Fields that may come empty, because the operation then says in its own words what is missing.
    needed: tuple[str, ...] = ()
    # Fields that some answers need: when, in words that stand beside the label.
    needed_if: Mapping[str, Any] = MappingProxyType({})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.refusals: list[Refusal] = []
        for name, field in self.fields.items():
            _prepare(field)
            field.is_needed = name in self.needed
            field.needed_if = self.needed_if.get(name, "")

    def full_clean(self) -> None:
        super().full_clean()
        for name, errors in self._errors.items():
            if name in self.fields:
                self._reword(name, errors)

    def refuse(self, refusal: Refusal) -> None:
        """Let the form say why an operation refused, beside the field it is about where there is one.

        Where somebody else saved meanwhile, the form shows what stands now and takes the new version, so that
        saving again is a choice made with both in view.
        """
        self.refusals.append(refusal)
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, ValidationError(refusal.sentence, code=refusal.code))
        for name, value in refusal.facts.get("theirs", {}).items():
            if name in self.fields:
                self[name].theirs = _as_shown(self.fields[name], value)
        if "version" in refusal.facts and "version" in self.fields:
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = str(refusal.facts["version"])

    @property
    def complaints(self) -> list[Complaint]:
        """Every error in the order of the form, the ones about the whole form first."""
        whole = [Complaint(sentence, "") for sentence in self.errors.get(NON_FIELD_ERRORS, [])]
        return whole + [
            Complaint(sentence, _anchor(self[name]))
            for name in self.fields
            for sentence in self.errors.get(name, [])
        ]

    def _reword(self, name: str, errors: ErrorList) -> None:
        bound = self[name]
        # What was typed as a password is never shown again.
        typed = "…" if isinstance(bound.field.widget, forms.PasswordInput) else bound.data
        errors.data = [
            sentence_for(error, bound.field, str(bound.label), typed) for error in errors.as_data()
        ]
        # A plain input keeps in sight what was typed.
        if bound.data and getattr(bound.field.widget, "input_type", "") in SILENT_INPUTS:
            bound.field.widget.input_type = "text"


class KeyedForm(Form):
    """A form that stores once however often it is sent: its key is made when it is shown."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        if refusal.code == "said_otherwise":
            # Sent once more, it is a further one.
            self.data = self.data.copy()
            self.data[self.add_prefix("key")] = str(uuid4())


def _prepare(field: forms.Field) -> None:
    """Give the field's control the type and size a person expects."""
    widget = field.widget
    if isinstance(field, forms.DateField):
        field.validators += [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    if type(widget) in NATIVE_INPUTS:
        widget.input_type, widget.format = NATIVE_INPUTS[type(widget)]
    elif isinstance(widget, forms.NumberInput):
        widget.attrs.setdefault(
            "inputmode", "decimal" if isinstance(field, forms.DecimalField) else "numeric"
        )
    elif isinstance(widget, forms.Textarea):
        widget.attrs.pop("cols", None)
        if widget.attrs.get("rows") == DJANGO_ROWS:
            widget.attrs["rows"] = "4"
    elif isinstance(widget, forms.TextInput) and (getattr(field, "max_length", None) or 0) > LONG_TEXT:
        widget.attrs.setdefault("class", "long")
    # A browser cuts pasted text off at maxlength without a word; we keep it and say how much is too much.
    widget.attrs.pop("maxlength", None)
    widget.attrs.pop("minlength", None)


def _as_shown(field: forms.Field, value: Any) -> str:
    """A stored value, or its text, in the words a person chose it by and as pages write it."""
    if isinstance(value, list):
        return ", ".join(_as_shown(field, one) for one in value) or _as_shown(field, "")
    stored = str(value)
    for key, label in getattr(field, "choices", []):
        if str(key) == stored:
            return str(label)
    if value in EMPTY_VALUES:
        return gettext("Nothing")
    if isinstance(field, MoneyField) and stored.isdecimal():
        return plain_amount(int(stored))
    if isinstance(field, forms.DateField) and A_DAY.fullmatch(stored):
        return long_day(date.fromisoformat(stored))
    if isinstance(field, forms.BooleanField):
        return gettext("Ticked") if stored == "True" else gettext("Not ticked")
    return str(field.prepare_value(value))


def _anchor(bound: forms.BoundField) -> str:
    """The id of the control, or of the first one of a group; none where nothing can take focus."""
    if bound.is_hidden:
        return ""
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label
