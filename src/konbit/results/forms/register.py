"""What a browser may send about priorities and results."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konbit.results import words
from konbit.results.domain import ladder
from konbit.ui.forms import Form, VersionField
from konbit.ui.uploads import AttachmentField, WithFile


def _explained(code: str, names: dict[str, Any], meanings: dict[str, Any]) -> str:
    # Translators: a choice and what it means, such as "Achieved: It is done. There is evidence."
    return _("%(name)s: %(meaning)s") % {"name": names[code], "meaning": meanings[code]}


explained = lazy(_explained, str)


def rung_choices(*rungs: str) -> list[tuple[str, Any]]:
    return [(rung, explained(rung, words.RUNGS, words.RUNG_MEANINGS)) for rung in rungs]


def level_choices() -> list[tuple[str, Any]]:
    return [(level, explained(level, words.LEVELS, words.LEVEL_MEANINGS)) for level in words.LEVELS]


class PriorityForm(Form):
    name = forms.CharField(
        label=pgettext_lazy("priority", "Name of the priority"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.SlugField(
        label=_("Short code"),
        help_text=_("Letters and digits, such as GL. It stands before each result of this priority."),
        max_length=20,
    )


class RenameForm(Form):
    name = forms.CharField(
        label=pgettext_lazy("priority", "Name of the priority"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    version = VersionField()


class BaselineForm(Form):
    text = forms.CharField(
        label=_("How things stood"),
        help_text=_("One or two sentences, or leave it empty and give a value."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    value = forms.CharField(
        label=_("Value, with its unit"), help_text=_("Such as 28 percent."), required=False, max_length=100
    )
    on = forms.DateField(
        label=_("On which day"),
        help_text=_("Like 2026-03-05. Without a day the priority stays marked “no baseline”."),
        required=False,
        widget=forms.DateInput(),
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_(
            "Who says so, and where it can be read. Without it the priority stays marked “no baseline”."
        ),
        required=False,
        max_length=300,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ResultForm(Form):
    priority = forms.ChoiceField(label=_("Priority"), choices=())
    code = forms.SlugField(
        label=_("Short code"),
        help_text=_("Letters and digits, such as GL7. No other result has it."),
        max_length=20,
    )
    text = forms.CharField(
        label=_("What the network means to bring about"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    level = forms.ChoiceField(label=_("Level"), choices=level_choices(), widget=forms.RadioSelect)
    rung = forms.ChoiceField(
        label=_("Where it stands now"),
        choices=rung_choices("idea", "exploring", "committed", "in_progress", "achieved"),
        initial="idea",
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("What shows where it stands. Needed for “Achieved”."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    evidence_source = forms.CharField(
        label=_("Where the evidence can be found"), required=False, max_length=300
    )
    file = AttachmentField(label=_("The evidence as a file"), required=False)
    achieved_on = forms.DateField(
        label=_("Achieved on"),
        help_text=_("Like 2026-03-05. Leave it empty if the day is not known."),
        required=False,
        widget=forms.DateInput(),
    )

    def __init__(self, *args: Any, priorities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["priority"].choices = priorities


class RungForm(WithFile, Form):
    rung = forms.ChoiceField(
        label=_("Where it stands now"), choices=rung_choices(*ladder.RUNGS), widget=forms.RadioSelect
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_(
            "What shows it, such as a document, a vote or a page. Needed for “Achieved” and “Sustained”."
        ),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    evidence_source = forms.CharField(
        label=_("Where the evidence can be found"), required=False, max_length=300
    )
    achieved_on = forms.DateField(
        label=_("Achieved on"),
        help_text=_("Like 2026-03-05. Leave it empty if the day is not known, or is written down already."),
        required=False,
        widget=forms.DateInput(),
    )
    checked_on = forms.DateField(
        label=_("Checked on"),
        help_text=_(
            "For “Sustained” only: the day on which somebody looked, at least twelve months after it was achieved."
        ),
        required=False,
        widget=forms.DateInput(),
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed for a step down, for “Dropped”, and for taking up a dropped result again."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "2"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
