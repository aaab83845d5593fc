"""What a browser may send about people and sign-in."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from konbit.accounts import words
from konbit.ui.forms import Form

# Longer ones would keep the machine busy with the proof of one.
LONGEST_PASSWORD = 1000


class SignInForm(Form):
    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Leave it empty to get a sign-in link by mail. You never need a password."),
        required=False,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class DetailsForm(Form):
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Letters go here. Without one, you get none."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Your language"),
        help_text=_("Pages and letters use it."),
        choices=settings.KONBIT_LANGUAGE_NAMES,
    )


class LettersForm(Form):
    # No tick at all is a choice too, and not one left out.
    needed = ("kinds",)
    kinds = forms.MultipleChoiceField(
        label=_("Letters you get"),
        help_text=_("Take a tick away, and letters of that kind stop. What you owe stays on your page."),
        choices=words.LETTER_KINDS.items(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    quiet_from = forms.TimeField(
        label=_("Quiet hours begin at"),
        help_text=_("In quiet hours no letter comes. It waits until they end. Leave both empty for none."),
        required=False,
    )
    quiet_until = forms.TimeField(label=_("Quiet hours end at"), required=False)
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        help_text=_("Your quiet hours count by it."),
        choices=[(zone, zone.replace("_", " ")) for zone in settings.KONBIT_TIME_ZONES],
    )


class PasswordForm(Form):
    password = forms.CharField(
        label=_("A password of your own"),
        help_text=_("At least 12 characters. A short sentence works well."),
        strip=False,
        min_length=12,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class ApiKeyForm(Form):
    """A key for a program. The form's own key makes sending it twice make one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("What the key is for"),
        help_text=_("Such as the name of the program. It tells your keys apart."),
        max_length=100,
    )
    scopes = forms.ChoiceField(
        label=_("What it may do"),
        choices=words.KEY_CHOICES.items(),
        initial="read",
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=_("For how many days it works"),
        help_text=_("365 at most. Afterwards make a new one."),
        min_value=1,
        max_value=365,
        initial=90,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())
