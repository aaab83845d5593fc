"""What a browser may send about awards: what they are for, their amounts, their places and who decides them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.foundation.money import CURRENCIES, split_evenly
from konbit.grants import words
from konbit.ui.forms import Form, KeyedForm, MoneyField, VersionField

Choices = list[tuple[str, str]]
A_DAY = _("Like 2026-03-05.")
AN_AMOUNT = _("Like 25,000 or 25,000.50.")
NONE, CHOOSE = ("", _("None")), ("", _("Choose one"))


def day_field(label: Any, *, required: bool = False, help_text: Any = A_DAY) -> forms.DateField:
    return forms.DateField(label=label, help_text=help_text, required=required, widget=forms.DateInput())


def long_text(
    label: Any, *, help_text: Any = "", most: int = 4000, required: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


class RecipientField(forms.ChoiceField):
    """An organization. A place passes too, so that it is said in words why a place receives no money."""

    places: frozenset[str] = frozenset()

    def valid_value(self, value: str) -> bool:
        return super().valid_value(value) or value in self.places


class AwardForm(Form):
    """For what money is given, for which term, and what it is tied to."""

    title = forms.CharField(label=_("What the award is called"), max_length=300)
    purpose = long_text(_("What it is for"))
    starts_on = day_field(
        _("First day of the term"),
        help_text=_("Empty: as in the award it is passed on from. Like 2026-03-05."),
    )
    ends_on = day_field(
        _("Last day of the term"),
        help_text=_("Empty: as in the award it is passed on from. Like 2026-03-05."),
    )
    terms = long_text(_("Terms"), help_text=_("What both sides agreed to: rules, conditions, reports."))
    money_kind = forms.ChoiceField(label=_("Kind of money"), choices=[CHOOSE, *words.MONEY_KINDS.items()])
    regrant = forms.ChoiceField(
        label=_("How it is passed on"), choices=[NONE, *words.REGRANTS.items()], required=False
    )
    priority = forms.ChoiceField(label=_("Priority it serves"), required=False)
    strategy = forms.ChoiceField(label=_("Strategy of a community it serves"), required=False)
    decision = forms.ChoiceField(
        label=_("Decision it rests on"),
        help_text=_("A recorded decision of the network."),
        required=False,
    )
    results = forms.MultipleChoiceField(
        label=_("Results it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("priority", "strategy", "decision"):
            self._offer(name, choices[name], [NONE, *choices[name]])
        self._offer("results", choices["results"], choices["results"])

    def _offer(self, name: str, there: Choices, shown: Choices) -> None:
        """What there is nothing to choose from is asked of nobody."""
        if there:
            self.fields[name].choices = shown
        else:
            del self.fields[name]


class NewAwardForm(AwardForm, KeyedForm):
    """An award to be proposed."""

    field_order = ("title", "funder", "recipient", "cents", "currency")

    funder = forms.ChoiceField(label=_("Who gives it"))
    recipient = RecipientField(
        label=_("Who receives it"),
        help_text=_("An organization. A place receives no money: name it among the places the award serves."),
    )
    cents = MoneyField(label=_("Amount"), help_text=AN_AMOUNT)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    code = forms.CharField(
        label=_("Code"),
        help_text=_("A short name that stays, like BS-2024-3. Empty: the next number."),
        required=False,
        max_length=60,
    )
    deciding = forms.MultipleChoiceField(
        label=_("Seats that decide it"),
        help_text=_(
            "Each of them is asked what ties it to the recipient before the money is awarded. "
            "You can choose others afterwards, too."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, choices: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, choices=choices, **kwargs)
        if "funder" in self.fields:
            self.fields["funder"].choices = [CHOOSE, *choices["funder"]]
        self.fields["recipient"].choices = [CHOOSE, *choices["recipient"]]
        self.fields["recipient"].places = frozenset(choices["places"])
        self._offer("deciding", choices["deciding"], choices["deciding"])


class PassOnForm(NewAwardForm):
    """An award to be passed on: who gives it and in which currency is settled by the award above."""

    funder = None
    currency = None


class ChangeAwardForm(AwardForm):
    version = VersionField()


class DecidingForm(Form):
    deciding = forms.MultipleChoiceField(
        label=_("Seats that decide it"),
        help_text=_("A seat that has answered stays: what it said is not lost."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = VersionField()

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deciding"].choices = choices


class AwardedForm(Form):
    awarded_on = day_field(_("Day of the award"), required=True)


class AmountForm(Form):
    cents = MoneyField(label=_("New amount"), help_text=AN_AMOUNT)
    reason = long_text(
        _("Why"),
        help_text=_("One sentence. It stands in the history of the award."),
        most=2000,
        required=True,
    )
    version = VersionField()


class CancelForm(Form):
    needed = ("reason",)

    reason = long_text(
        _("Why"), help_text=_("One sentence. It stands in the history of the award."), most=2000
    )
    version = VersionField()


class CompleteForm(Form):
    version = VersionField()


class PlacesForm(Form):
    """Which communities an award serves, each with its amount or without one."""

    serves = forms.MultipleChoiceField(
        label=_("Places it serves"),
        help_text=_("A place may go without an amount. To take one away, untick it and empty its amount."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    in_equal_shares = forms.BooleanField(
        label=_("Divide the whole award among the ticked places in equal shares"),
        help_text=_("To the cent: where it does not divide, the first places get a cent more."),
        required=False,
    )
    version = VersionField()

    def __init__(self, *args: Any, communities: Choices, cents: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communities, self.cents = communities, cents
        self.fields["serves"].choices = communities
        for pk, name in communities:
            label = _("Amount for %(place)s") % {"place": name}
            self.fields[f"cents_{pk}"] = MoneyField(label=label, required=False)

    def places(self) -> dict[str, int | None]:
        """The community's id and its amount. A place with an amount is served, ticked or not."""
        typed = self.cleaned_data
        amounts = {pk: typed[f"cents_{pk}"] for pk, _name in self.communities}
        served = [pk for pk, cents in amounts.items() if pk in typed["serves"] or cents is not None]
        if typed["in_equal_shares"] and served:
            return dict(zip(served, split_evenly(self.cents, len(served)), strict=True))
        return {pk: amounts[pk] for pk in served}
