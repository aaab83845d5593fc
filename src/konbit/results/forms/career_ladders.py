"""What a browser may send about career ladders and their pay."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from konbit.results import words
from konbit.results.domain.pay import read_cents, typed_from
from konbit.ui.forms import Form, VersionField

Choices = list[tuple[str, Any]]


class PayField(forms.CharField):
    """An amount of dollars, typed with or without sign, commas and cents. Its value is whole cents, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=30,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        return typed_from(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if not typed:
            return None
        cents = read_cents(typed)
        if cents is None:
            said = _now("“%(typed)s” in “%(label)s” is not an amount we can read. Write it like 1,234.50.")
            raise ValidationError(said % {"typed": typed, "label": self.label}, code="no_amount")
        return cents


class LadderForm(Form):
    organization = forms.ChoiceField(label=_("Whose staff"))
    name = forms.CharField(
        label=_("What the ladder is called"),
        help_text=_("Such as: Eligibility workers."),
        max_length=200,
    )
    approved_by = forms.CharField(
        label=_("Approved by"),
        help_text=_("The body, such as a personnel board."),
        required=False,
        max_length=200,
    )
    approved_on = forms.DateField(
        label=_("Approved on"), help_text=_("Like 2026-03-05."), required=False, widget=forms.DateInput()
    )
    result = forms.ChoiceField(label=_("Which result it belongs to"), required=False)

    def __init__(self, *args: Any, organizations: Choices, results: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = organizations
        self.fields["result"].choices = [("", _("None")), *results]


class ChangeLadderForm(LadderForm):
    """The organization stays: a ladder is its own."""

    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, organizations=[], **kwargs)
        del self.fields["organization"]


class StepForm(Form):
    number = forms.IntegerField(label=_("Number of the step"), min_value=1, max_value=99)
    title = forms.CharField(label=_("Title"), help_text=_("Such as: Eligibility worker II."), max_length=200)
    low = PayField(label=_("Lowest pay"), help_text=_("In dollars, such as 1,234.50."))
    high = PayField(label=_("Highest pay"))
    entry = PayField(
        label=_("Entry pay"), help_text=_("What somebody is paid who begins here."), required=False
    )
    per = forms.ChoiceField(
        label=_("Paid for"),
        help_text=_("All three amounts are for this time."),
        choices=list(words.PAY_PERIODS.items()),
        initial="year",
    )


class TwoLaddersForm(Form):
    """Which two ladders stand side by side."""

    first = forms.ChoiceField(label=_("One ladder"))
    second = forms.ChoiceField(label=_("Beside it"))

    def __init__(self, *args: Any, ladders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].choices = ladders
