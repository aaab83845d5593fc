"""What a browser may send about pilots."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.results import words
from konbit.results.forms.register import explained
from konbit.ui.forms import Form, KeyedForm, VersionField

Choices = list[tuple[str, Any]]


class _PilotFields(Form):
    needed_if = dict.fromkeys(
        ("baseline", "baseline_on", "baseline_source", "participants", "decide_on"), _("before it starts")
    )

    name = forms.CharField(label=_("What the pilot is called"), max_length=200)
    what = forms.CharField(
        label=_("What is tried"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": "3"})
    )
    result = forms.ChoiceField(label=_("Which result it belongs to"), required=False)
    owner = forms.ChoiceField(label=_("Who sees to it"), required=False)
    baseline = forms.CharField(
        label=_("How things stood before"),
        help_text=_("What the pilot is measured against."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    baseline_on = forms.DateField(
        label=_("Day of the baseline"),
        help_text=_("Like 2026-03-05."),
        required=False,
        widget=forms.DateInput(),
    )
    baseline_source = forms.CharField(label=_("Source of the baseline"), required=False, max_length=300)
    participants = forms.IntegerField(
        label=_("How many take part"),
        help_text=_("Pages say “fewer than 11” where so few take part."),
        required=False,
        min_value=1,
        max_value=1_000_000,
    )
    starts_on = forms.DateField(
        label=_("Starts on"), help_text=_("Like 2026-03-05."), required=False, widget=forms.DateInput()
    )
    decide_on = forms.DateField(
        label=_("Decided about on"),
        help_text=_("From this day on it stands on the agenda, among the decisions due."),
        required=False,
        widget=forms.DateInput(),
    )

    def __init__(self, *args: Any, results: Choices, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = [("", _("None")), *results]
        self.fields["owner"].choices = owners


class NewPilotForm(_PilotFields, KeyedForm):
    """A pilot to be planned."""


class PilotForm(_PilotFields):
    version = VersionField()


class ClosePilotForm(Form):
    needed = ("outcome", "because")

    outcome = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[
            (code, explained(code, words.PILOT_OUTCOMES, words.PILOT_OUTCOME_MEANINGS))
            for code in words.PILOT_OUTCOMES
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label=_("Why"),
        help_text=_("What it showed against the baseline, in a sentence or two."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    version = VersionField()
