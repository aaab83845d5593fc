"""What a browser may send about items passed up to a parent group."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.meetings.forms import uuid_or_none
from konbit.ui.forms import Form


class PassUpForm(Form):
    """By which decision of the group a private item, or one without names, goes up; other items ask for none."""

    needed = ("decision",)
    decision = forms.TypedChoiceField(
        label=_("The group's decision that says so"),
        required=False,
        coerce=uuid_or_none,
        empty_value=None,
        help_text=_("A decision recorded as “decided” in a meeting of this group."),
    )

    def __init__(self, *args: Any, decisions: Sequence[Any], asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(one.pk), one.wording) for one in decisions]
        self.fields["decision"].choices = [("", _("Choose the decision")), *listed]
        if not asks:
            del self.fields["decision"]


class AnswerDownForm(Form):
    needed = ("answer",)
    answer = forms.CharField(
        label=_("The answer to the group that asked"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
