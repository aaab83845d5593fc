"""What a browser may send about items of an agenda."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.meetings import words
from konbit.meetings.forms import KeyedForm, member_choices
from konbit.network.queries import MemberNow
from konbit.ui.forms import Form
from konbit.ui.uploads import WithFile


class MarksMixin(forms.Form):
    is_private = forms.BooleanField(
        label=_("Private to members"),
        help_text=_("Funders and people outside the group do not see it, nor what comes of it."),
        required=False,
    )
    is_no_names = forms.BooleanField(
        label=_("No names"),
        help_text=_("No person and no organization is named with it, here or in anything made from it."),
        required=False,
    )


class RequestForm(WithFile, KeyedForm, MarksMixin):
    title = forms.CharField(label=_("What should the meeting take up?"), max_length=300)
    background = forms.CharField(
        label=_("What people should know before"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    asked_by = forms.ChoiceField(label=_("You ask for"))
    field_order = ("title", "background", "file", "asked_by", "is_private", "is_no_names")

    def __init__(self, *args: Any, mine: Sequence[MemberNow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_by"].choices = [
            (str(one.id), one.name if one.kind == "seat" else f"{one.name}, {one.role_word}") for one in mine
        ]


class ItemForm(WithFile, KeyedForm, MarksMixin):
    title = forms.CharField(label=_("Item"), max_length=300)
    background = forms.CharField(
        label=_("What people should know before"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    purpose = forms.ChoiceField(label=_("Wanted outcome"), choices=words.PURPOSES.items())
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=0,
        max_value=600,
        initial=10,
        help_text=_("0 puts it on the list, without talk."),
    )
    lead = forms.ChoiceField(label=_("Who leads it"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "background", "file", "purpose", "minutes", "lead", "is_private", "is_no_names")

    def __init__(self, *args: Any, members: Sequence[MemberNow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = member_choices(members, str(_("Nobody yet")))


class ReasonForm(Form):
    because = forms.CharField(label=_("Why not this time"), max_length=300)
