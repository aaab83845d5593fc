"""What a browser may send about activities and reports."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.grants import words
from konbit.grants.domain.shares import percent_words
from konbit.grants.forms.tree import CHOOSE
from konbit.ui.forms import Form, KeyedForm, VersionField

Choices = Sequence[tuple[str, Any]]
A_DAY = _("Like 2026-03-05.")
SHARE = "share_"
MOST_WORDS = 5000


def _long(label: Any, rows: int = 4, **said: Any) -> forms.CharField:
    said = {"required": False, "max_length": MOST_WORDS, **said}
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": str(rows)}), **said)


class _ActivityFields(Form):
    needed = ("what",)

    kind = forms.ChoiceField(label=_("What kind of work"), choices=[CHOOSE, *words.ACTIVITY_KINDS.items()])
    what = forms.CharField(
        label=_("What was done"), help_text=_("One sentence."), required=False, max_length=300
    )
    done_on = forms.DateField(label=_("Day"), help_text=A_DAY, widget=forms.DateInput())
    community = forms.ChoiceField(label=_("In which community"), required=False)
    people = forms.IntegerField(
        label=_("How many people were reached"),
        help_text=_("Leave it empty if nobody counted."),
        required=False,
        min_value=0,
    )
    same_people = forms.CharField(
        label=_("The same people each time"),
        help_text=_(
            "Your own name for a list of people, such as a class. Write the same name each time: the people on it "
            "are then counted once."
        ),
        required=False,
        max_length=100,
    )
    note = _long(_("Note"), rows=3, max_length=2000)

    def __init__(self, *args: Any, awards: Sequence[Any], communities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].choices = [("", _("None, or several")), *communities]
        self._awards = awards
        for award in awards:
            self.fields[_share_name(award.pk)] = _share_field(award)
        if len(awards) == 1:
            self.initial.setdefault(_share_name(awards[0].pk), "100")

    def clean(self) -> dict[str, Any]:
        """The shares stand together as `shares`: award to hundredths of a percent."""
        typed = super().clean() or self.cleaned_data
        shares = {}
        for award in self._awards:
            percent = typed.pop(_share_name(award.pk), None)
            if percent:
                shares[award.pk] = int(percent * 100)
        return {**typed, "shares": shares}


def _share_name(award: UUID) -> str:
    return f"{SHARE}{award.hex}"


def _share_field(award: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Percent under “%(award)s”") % {"award": award.title},
        help_text=_(
            "Award %(code)s. All shares make 100 together. Leave it empty if it carried none of this."
        )
        % {"code": award.code},
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
    )


def shares_as_typed(shares: Mapping[UUID, int]) -> dict[str, str]:
    """What stands in the fields of the shares: award to hundredths of a percent."""
    return {_share_name(award): percent_words(share) for award, share in shares.items()}


class NewActivityForm(_ActivityFields, KeyedForm):
    """An activity to be recorded."""


class ActivityForm(_ActivityFields):
    version = VersionField()


class ReportDueForm(KeyedForm):
    """A report to be asked for, about one period."""

    period_from = forms.DateField(label=_("About the time from"), help_text=A_DAY, widget=forms.DateInput())
    period_until = forms.DateField(label=_("Until"), help_text=A_DAY, widget=forms.DateInput())
    due_on = forms.DateField(label=_("Due on"), help_text=A_DAY, widget=forms.DateInput())


class EveryQuarterForm(Form):
    """Reports to be asked for, about every quarter of an award's term."""

    days = forms.IntegerField(
        label=_("How many days after the end of each quarter they are due"), min_value=0, max_value=366
    )


class _WrittenParts(Form):
    needed = ("said",)

    said = _long(
        words.REPORT_FORMS["1"]["said"],
        rows=6,
        help_text=_("In your own words. The work you recorded stands in the report by itself."),
    )
    learned = _long(words.REPORT_FORMS["1"]["learned"])
    asked_for = _long(words.REPORT_FORMS["1"]["asked_for"])
    version = VersionField()


class DraftForm(_WrittenParts):
    """What is written so far."""

    needed = ()


class CorrectionForm(_WrittenParts):
    """What stands in a corrected version."""

    needed = ("said", "correction")

    correction = forms.CharField(
        label=_("What is corrected, and why"), help_text=_("One sentence."), required=False, max_length=300
    )


class ReturnForm(Form):
    needed = ("because",)

    because = _long(_("What is missing, or has to be put right"))
    version = VersionField()


class ReceiptForm(Form):
    needed = ("receipt",)

    receipt = _long(
        _("Receipt"), help_text=_("A sentence of your own: what you read in it, or what comes of it.")
    )
    version = VersionField()
