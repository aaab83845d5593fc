"""What a browser may send about indicators, their figures, and the long goal."""

from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konbit.results import words
from konbit.results.forms.register import level_choices
from konbit.ui.forms import Form, VersionField

Choices = list[tuple[str, str]]


class IndicatorForm(Form):
    name = forms.CharField(
        label=pgettext_lazy("indicator", "What is measured"),
        help_text=_("Such as: children under 18 in households below the poverty line."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.SlugField(
        label=_("Short code"),
        help_text=_(
            "Letters, digits and underscores, such as child_poverty. Files and other programs know it by this."
        ),
        max_length=40,
    )
    population = forms.CharField(
        label=_("About whom"), help_text=_("Such as: children under 18 in Mississippi."), max_length=300
    )
    unit = forms.CharField(label=_("Unit"), help_text=_("Such as percent, months, families."), max_length=60)
    direction = forms.ChoiceField(
        label=_("Which way is better"),
        help_text=_("For a rank, lower is better."),
        choices=words.DIRECTIONS.items(),
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(
        label=_("Level"), choices=level_choices(), initial="population", widget=forms.RadioSelect
    )
    counts = forms.ChoiceField(
        label=_("What its numbers are counts of"),
        help_text=_(
            "Small numbers of families, and of members or staff, are withheld, each by its own rule."
        ),
        choices=words.COUNTED.items(),
        initial="published",
        widget=forms.RadioSelect,
    )
    organization = forms.ChoiceField(
        label=_("Organization"), help_text=_("Only where it is about one organization."), required=False
    )
    concerns_staff = forms.BooleanField(
        label=_("It is about staff, such as vacancy, turnover or the pay gap"), required=False
    )
    priority = forms.ChoiceField(label=_("Priority it measures"), required=False)
    result = forms.ChoiceField(label=_("Result it measures"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": "2"})
    )

    def __init__(
        self, *args: Any, priorities: Choices, results: Choices, organizations: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("priority", priorities),
            ("result", results),
            ("organization", organizations),
        ):
            self.fields[name].choices = [("", _("None")), *choices]


class ChangeIndicatorForm(IndicatorForm):
    code = None
    version = VersionField()


class GoalForm(Form):
    goal_value = forms.DecimalField(
        label=_("Value to be reached"), required=False, max_digits=20, decimal_places=6
    )
    goal_on = forms.DateField(
        label=_("By which day"), help_text=_("Like 2026-03-05."), required=False, widget=forms.DateInput()
    )
    goal_source = forms.CharField(
        label=_("Who set this goal"),
        help_text=_("Such as a decision, a plan or a law."),
        required=False,
        max_length=300,
    )
    version = VersionField()


class FigureForm(Form):
    """A draft may miss anything. What is missing is said when somebody wants to publish it."""

    needed_if = MappingProxyType(
        dict.fromkeys(
            ("value", "period_start", "period_end", "place", "source", "retrieved_on"), _("needed to publish")
        )
    )
    value = forms.DecimalField(label=_("Value"), required=False, max_digits=20, decimal_places=6)
    qualifier = forms.CharField(
        label=_("What the source says before the number"),
        help_text=_("Such as about, nearly, at least. Leave it empty for an exact value."),
        required=False,
        max_length=40,
    )
    period_start = forms.DateField(
        label=_("First day of the period"),
        help_text=_("Like 2026-03-05."),
        required=False,
        widget=forms.DateInput(),
    )
    period_end = forms.DateField(label=_("Last day of the period"), required=False, widget=forms.DateInput())
    place = forms.CharField(label=_("Place"), required=False, max_length=120)
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Who says so, and where it can be read."),
        required=False,
        max_length=300,
    )
    retrieved_on = forms.DateField(
        label=_("On which day somebody read the source"), required=False, widget=forms.DateInput()
    )
    breakdown_dim = forms.CharField(
        label=_("Broken down by"),
        help_text=_("Such as age or race. Leave it empty for everybody."),
        required=False,
        max_length=60,
    )
    breakdown_value = forms.CharField(
        label=_("Which part"), help_text=_("Such as 0 to 5 years."), required=False, max_length=120
    )
    numerator = forms.DecimalField(
        label=_("How many"),
        help_text=_("For a share: how many were counted, out of how many below."),
        required=False,
        max_digits=20,
        decimal_places=6,
    )
    denominator = forms.DecimalField(
        label=_("Out of how many"), required=False, max_digits=20, decimal_places=6
    )
    n = forms.IntegerField(
        label=_("How many answered or were asked"),
        help_text=_("Needed where it is about answers of members or staff."),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
    )
    is_provisional = forms.BooleanField(label=_("It is provisional and may change"), required=False)
    method_changed = forms.CharField(
        label=_("What is measured otherwise from here on"),
        help_text=_("Leave it empty if nothing changed."),
        required=False,
        max_length=300,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("When a published figure is corrected: what was wrong."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": "2"}),
    )


class CorrectFigureForm(FigureForm):
    version = VersionField()


class LongGoalForm(Form):
    name = forms.CharField(
        label=pgettext_lazy("long goal", "Name"), help_text=_("Such as North Star."), max_length=100
    )
    text = forms.CharField(
        label=_("What shall be reached"), max_length=2000, widget=forms.Textarea(attrs={"rows": "3"})
    )
    due_on = forms.DateField(
        label=_("By which day"), help_text=_("Like 2028-12-31."), widget=forms.DateInput()
    )
    day_note = forms.CharField(
        label=_("Why this day"),
        help_text=_("Where only a year was said: which day of it was chosen, and why."),
        required=False,
        max_length=300,
    )
    indicator = forms.ChoiceField(
        label=_("Indicator that shows progress"),
        help_text=_("Without one, no page says anything about progress."),
        required=False,
    )
    version = VersionField()

    def __init__(self, *args: Any, indicators: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", _("None")), *indicators]


class MilestoneForm(Form):
    text = forms.CharField(
        label=_("What shall be reached"), max_length=2000, widget=forms.Textarea(attrs={"rows": "2"})
    )
    due_on = forms.DateField(
        label=_("By which day"), help_text=_("Like 2028-12-31."), widget=forms.DateInput()
    )


class ReachedForm(Form):
    needed = ("evidence",)
    reached_on = forms.DateField(label=_("Reached on"), widget=forms.DateInput())
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("What shows it, such as a document, a count or a page."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    version = VersionField()
