"""What a browser may send about payments, spending, deliverables, money from outside and the settings of money."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.foundation.money import CURRENCIES
from konbit.grants.forms.tree import AN_AMOUNT, NONE, Choices, day_field, long_text
from konbit.ui.forms import Form, KeyedForm, MoneyField, VersionField


class PromiseForm(KeyedForm):
    cents = MoneyField(label=_("Amount"), help_text=AN_AMOUNT)
    due_on = day_field(_("To be paid on"), required=True)
    promised_on = day_field(_("Promised on"), help_text=_("Empty: today. Like 2026-03-05."))
    note = forms.CharField(label=_("Note"), required=False, max_length=400)


class PaidForm(Form):
    paid_on = day_field(_("Paid on"), required=True)


class ReturnForm(KeyedForm):
    cents = MoneyField(label=_("Amount"), help_text=AN_AMOUNT)
    paid_on = day_field(_("Came back on"), required=True)
    note = forms.CharField(label=_("Note"), required=False, max_length=400)


class SpendingForm(KeyedForm):
    what = forms.CharField(label=_("What it was spent on"), max_length=300)
    cents = MoneyField(label=_("Amount"), help_text=AN_AMOUNT)
    spent_on = day_field(_("Spent on"), required=True)


class DeliverableForm(KeyedForm):
    what = forms.CharField(label=_("What the award is to bring about"), max_length=400)
    due_on = day_field(_("By when"))


class DoneForm(Form):
    done_on = day_field(_("Done on"), required=True)


class OutsideMoneyForm(KeyedForm):
    """Money from outside the tree."""

    needed_if = {"body": _("where it was no organization of this network")}

    from_whom = forms.CharField(label=_("From whom"), max_length=200)
    recipient = forms.ChoiceField(label=_("Which organization received it"), required=False)
    body = forms.CharField(label=_("Who else received it"), required=False, max_length=200)
    what = forms.CharField(label=_("What for"), max_length=400)
    cents = MoneyField(label=_("Amount"), help_text=AN_AMOUNT)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    received_on = day_field(_("Received on"))
    year = forms.IntegerField(
        label=_("Year"),
        help_text=_("Where only the year is known, like 2021."),
        required=False,
    )
    terms = long_text(_("Terms"))
    decided_how = long_text(_("How it was decided"))
    reported = long_text(_("What was reported"))

    def __init__(self, *args: Any, organizations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = [NONE, *organizations]


class MoneySettingsForm(Form):
    """How a network keeps its money."""

    needed_if = {"interest_rule": _("where a seat with an interest may decide")}

    is_public = forms.BooleanField(
        label=_("Everybody sees who received which money"),
        help_text=_(
            "Awards, amounts, places, deciding seats and declared interests stand on a page without sign-in."
        ),
        required=False,
    )
    interested_may_decide = forms.BooleanField(
        label=_("A seat with a declared interest may decide all the same"), required=False
    )
    interest_rule = long_text(
        _("The network's rule about interests"),
        help_text=_("Printed on the public page. Empty: a seat with a declared interest steps aside."),
        most=400,
    )
    publisher_prefix = forms.SlugField(
        label=_("Prefix in 360Giving files"),
        help_text=_("The publisher's prefix, like 360g-example without “360g-”. Empty: none was given yet."),
        required=False,
        max_length=40,
    )
    version = VersionField()
