"""What a browser may send about people and sign-in."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from konbit.ui.forms import Form


class SignInForm(Form):
    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Leave it empty to get a sign-in link by mail. You never need a password."),
        required=False,
        strip=False,
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


class PasswordForm(Form):
    password = forms.CharField(
        label=_("A password of your own"),
        help_text=_("At least 12 characters. A short sentence works well."),
        strip=False,
        min_length=12,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password)
        return password
