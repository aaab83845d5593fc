"""What a browser may send about the shared future."""

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.ui.forms import Form, VersionField


class StatementForm(Form):
    needed = ("text",)
    text = forms.CharField(
        label=_("What we want to have brought about together"),
        help_text=_("A few sentences that every organization can stand behind."),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": "8"}),
    )
    version = VersionField()


class PublishStatementForm(Form):
    """The button that publishes what the page showed."""

    version = VersionField()
