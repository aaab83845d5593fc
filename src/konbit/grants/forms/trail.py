"""What a browser may send about the interests of a deciding seat."""

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.grants import words
from konbit.ui.forms import Form


class InterestForm(Form):
    """What ties one seat to the recipient of one award."""

    needed = ("answer",)
    needed_if = {"what": _("where there is an interest")}

    answer = forms.ChoiceField(
        label=_("Does this seat have an interest in the recipient?"),
        help_text=_(
            "An interest is anything that could pay, owe or tie: work for the recipient, a place on its board, family."
        ),
        choices=words.INTERESTS.items(),
        required=False,
        widget=forms.RadioSelect,
    )
    what = forms.CharField(
        label=_("What the interest is"),
        help_text=_(
            "One sentence. It is shown with the award, on the public page too: name organizations, not people."
        ),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
