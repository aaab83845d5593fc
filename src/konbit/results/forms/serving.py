"""Which commitments serve which results."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.ui.forms import Form


class ServingForm(Form):
    commitment = forms.ChoiceField(label=_("Commitment"), choices=())

    def __init__(self, *args: Any, commitments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].choices = commitments


class ServedForm(Form):
    result = forms.ChoiceField(label=_("Result"), choices=())

    def __init__(self, *args: Any, results: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = results
