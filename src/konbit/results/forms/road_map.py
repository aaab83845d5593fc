"""What a browser may send about the plan of a result."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.ui.forms import Form, VersionField


class PlanForm(Form):
    owner = forms.ChoiceField(label=_("Who sees to it"), required=False)
    planned_until = forms.TypedChoiceField(
        label=_("Planned for"),
        required=False,
        empty_value=None,
        help_text=_("It lies behind its plan once this period is over and it is not achieved."),
    )
    version = VersionField()

    def __init__(
        self, *args: Any, owners: list[tuple[str, str]], periods: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", str(_("Nobody yet"))), *owners]
        self.fields["planned_until"].choices = [("", str(_("Not planned yet"))), *periods]
