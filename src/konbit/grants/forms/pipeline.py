"""What a browser may send about sources of funding and those who pursue them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.foundation.money import CURRENCIES
from konbit.grants import words
from konbit.grants.domain.stages import ways_on
from konbit.grants.queries.pipeline import NOT_KNOWN
from konbit.ui.forms import Form, KeyedForm, MoneyField, VersionField

Choices = Sequence[tuple[str, Any]]
A_DAY = _("Like 2026-03-05.")
MOST_PAGES = 10_000
KNOWN_OR_NOT = [*((code, word) for code, word in words.KNOWN.items() if code), ("", words.KNOWN[""])]


class NarrowForm(Form):
    """What makes a source fit for a small group. It is sent by GET, so that the address can be kept."""

    needed = ("match", "advance", "pages", "result", "is_open")

    match = forms.ChoiceField(
        label=_("Match required"),
        required=False,
        choices=[("", _("Any")), ("no", _("No")), ("yes", _("Yes")), (NOT_KNOWN, words.KNOWN[""])],
    )
    advance = forms.ChoiceField(
        label=_("Paid in advance"),
        required=False,
        choices=[("", _("Any")), ("yes", _("Yes")), ("no", _("No")), (NOT_KNOWN, words.KNOWN[""])],
    )
    pages = forms.IntegerField(
        label=_("Pages to write, at most"), required=False, min_value=0, max_value=MOST_PAGES
    )
    result = forms.ChoiceField(label=_("Result it serves"), required=False)
    is_open = forms.BooleanField(label=_("Only those that have not closed"), required=False)

    def __init__(self, *args: Any, results: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = [("", _("Any")), *results]
        if not results:
            del self.fields["result"]


class _FundingSourceFields(Form):
    name = forms.CharField(label=_("What it is called"), max_length=200)
    giver = forms.CharField(label=_("Who gives it"), max_length=200)
    what = forms.CharField(
        label=_("What it pays for"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    opens_on = forms.DateField(label=_("Opens on"), help_text=A_DAY, required=False, widget=forms.DateInput())
    closes_on = forms.DateField(
        label=_("Closes on"), help_text=A_DAY, required=False, widget=forms.DateInput()
    )
    most_cents = MoneyField(
        label=_("The most that it gives"), help_text=_("Like 25,000 or 25,000.50."), required=False
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    match_required = forms.ChoiceField(
        label=_("Is a match required?"),
        help_text=_("A match is own money that must be added."),
        required=False,
        choices=KNOWN_OR_NOT,
        widget=forms.RadioSelect,
    )
    paid_in_advance = forms.ChoiceField(
        label=_("Is it paid in advance?"),
        help_text=_("Or only after the money was spent."),
        required=False,
        choices=KNOWN_OR_NOT,
        widget=forms.RadioSelect,
    )
    pages = forms.IntegerField(
        label=_("Pages to write"),
        help_text=_("Leave it empty if you do not know."),
        required=False,
        min_value=0,
        max_value=MOST_PAGES,
    )
    address = forms.CharField(
        label=_("Address on the web"),
        help_text=_("Like https://example.org."),
        required=False,
        max_length=500,
    )
    results = forms.MultipleChoiceField(
        label=_("Which results it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, results: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "results", results)


class NewFundingSourceForm(_FundingSourceFields, KeyedForm):
    """A source to tell the members of."""


class FundingSourceForm(_FundingSourceFields):
    version = VersionField()


class _PursuitFields(Form):
    is_visible = forms.ChoiceField(
        label=_("Who sees it"),
        help_text=_(
            "Members who pursue the same source see each other before they apply, if both are visible. "
            "Who keeps it to themselves is not shown the others."
        ),
        choices=[
            ("yes", _("All members of this network")),
            ("no", _("Our own people and our partners only")),
        ],
        widget=forms.RadioSelect,
    )
    sought_cents = MoneyField(
        label=_("How much is sought"), help_text=_("Like 25,000 or 25,000.50."), required=False
    )
    partners = forms.MultipleChoiceField(
        label=_("Partners"),
        help_text=_("People who act for a partner see this pursuit."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    results = forms.MultipleChoiceField(
        label=_("Which results it would serve"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": "3"})
    )

    def __init__(self, *args: Any, partners: Choices, results: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "partners", partners)
        _offer(self, "results", results)


class NewPursuitForm(_PursuitFields, KeyedForm):
    """A pursuit to begin."""

    organization = forms.ChoiceField(label=_("For which organization"))
    on = forms.DateField(
        label=_("Found on"),
        help_text=_("Like 2026-03-05. Leave it empty for today."),
        required=False,
        widget=forms.DateInput(),
    )

    field_order = ("organization", "is_visible", "on")

    def __init__(self, *args: Any, organizations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = organizations


class PursuitForm(_PursuitFields):
    version = VersionField()


class MoveForm(Form):
    """The next stage of a pursuit. `shown` is the mark of the names that stood on the page."""

    stage = forms.ChoiceField(label=_("What comes next"), widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("On which day"),
        help_text=_("The stage before closes on this day, and this one opens."),
        widget=forms.DateInput(),
    )
    shown = forms.CharField(required=False, max_length=100_000, widget=forms.HiddenInput)
    version = VersionField()

    def __init__(self, *args: Any, stands_in: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [(code, words.PURSUIT_STAGES[code]) for code in ways_on(stands_in)]

    def show_names(self, mark: str, version: int) -> None:
        """Let the form carry the mark of the names that stand on the page now."""
        self.initial |= {"shown": mark, "version": version}
        if self.is_bound:
            self.data = self.data.copy()
            self.data[self.add_prefix("shown")] = mark


class DaysForm(Form):
    opened_on = forms.DateField(label=_("Opened on"), help_text=A_DAY, widget=forms.DateInput())
    closed_on = forms.DateField(label=_("Closed on"), help_text=A_DAY, widget=forms.DateInput())
    version = VersionField()

    def __init__(self, *args: Any, is_over: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_over:
            del self.fields["closed_on"]


class TieAwardForm(Form):
    award = forms.ChoiceField(label=_("The award it led to"), required=False)
    version = VersionField()

    def __init__(self, *args: Any, awards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award"].choices = [("", _("None")), *awards]


def _offer(form: Form, name: str, choices: Choices) -> None:
    """Let a field offer these; without any it is not there."""
    if choices:
        form.fields[name].choices = choices
    else:
        del form.fields[name]
