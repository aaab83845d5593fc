"""What a browser may send about the series of meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.meetings.forms import MeetingForm
from konbit.ui.forms import Form


class SeriesForm(Form):
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput)
    begins = forms.TimeField(label=_("Begins"), widget=forms.TimeInput)
    ends = forms.TimeField(label=_("Ends"), widget=forms.TimeInput)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link for those who join from elsewhere"),
        required=False,
        assume_scheme="https",
        help_text=_("A full address, such as https://example.org/room."),
    )


class ChangeMeetingForm(MeetingForm):
    moves_later = forms.BooleanField(
        label=_("Move the later meetings by as many days"),
        help_text=_(
            "Without this, only this one moves. Days that owners have accepted do not move either way."
        ),
        required=False,
    )
    field_order = ("day", "moves_later", "begins", "ends", "place", "link")

    def __init__(self, *args: Any, has_later: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_later:
            del self.fields["moves_later"]


class MissForm(Form):
    needed = ("because",)
    because = forms.CharField(
        label=_("Why not"),
        max_length=300,
        required=False,
        help_text=_("It stands in the list of meetings, for all members."),
    )
