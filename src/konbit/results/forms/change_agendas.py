"""What a browser may send about change agendas, alignment, long-term outcomes and strategic plans."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.results import words
from konbit.ui.forms import Form, KeyedForm, VersionField

Choices = list[tuple[str, Any]]


def _lines(label: Any, rows: int = 3, longest: int = 2000, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": str(rows)}),
        **more,
    )


class BeginAgendaForm(Form):
    needed = ("title",)
    title = forms.CharField(label=_("What the change agenda is called"), required=False, max_length=200)


class RenameAgendaForm(BeginAgendaForm):
    version = VersionField()


class _StrategyFields(Form):
    needed = ("text",)
    text = _lines(
        _("Strategy"),
        longest=400,
        help_text=_("How the community means to change something, in a sentence or two."),
    )
    condition = _lines(
        _("The condition that it changes"), 2, 400, help_text=_("What stands in families' way today.")
    )


class NewStrategyForm(_StrategyFields, KeyedForm):
    """A strategy to be added."""


class StrategyForm(_StrategyFields):
    version = VersionField()


class ActionForm(KeyedForm):
    needed = ("what",)
    what = _lines(_("What is done"), 2, 400)
    commitment = forms.ChoiceField(
        label=_("The commitment that it is"),
        help_text=_("Where a seat of this community promised it in a meeting."),
        required=False,
    )

    def __init__(self, *args: Any, commitments: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].choices = [("", _("None")), *commitments]


class PublishAgendaForm(Form):
    what_changed = _lines(
        _("What changed"), 2, 400, help_text=_("In a sentence. What differs word by word is shown below it.")
    )
    version = VersionField()


class CommentForm(KeyedForm):
    needed = ("text",)
    organization = forms.ChoiceField(label=_("In the name of"))
    strategy = forms.ChoiceField(label=_("About the strategy"), required=False)
    text = _lines(_("Comment"), 4)
    asks_about = forms.ChoiceField(
        label=_("Does it meet your long-term outcome?"),
        help_text=_("Choose an outcome to ask this. Only the community proposes that one meets the other."),
        required=False,
    )

    def __init__(
        self, *args: Any, organizations: Choices, strategies: Choices, outcomes: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = organizations
        self.fields["strategy"].choices = [("", _("The whole change agenda")), *strategies]
        self.fields["asks_about"].choices = [("", _("Not asked")), *outcomes]
        if not outcomes:
            del self.fields["asks_about"]


class AnswerCommentForm(Form):
    needed = ("answer",)
    needed_if = {"because": _("if it is not adopted")}
    answer = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[(code, word) for code, word in words.COMMENT_STATES.items() if code != "open"],
        required=False,
        widget=forms.RadioSelect,
    )
    because = _lines(_("Why"), 2, 400)
    version = VersionField()


class ProposeAlignmentForm(Form):
    outcome = forms.ChoiceField(label=_("The long-term outcome that it meets"))
    why = _lines(_("How it meets the outcome"), 2, 400)

    def __init__(self, *args: Any, outcomes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes


class AnswerAlignmentForm(Form):
    needed = ("answer",)
    needed_if = {"because": _("if you refuse it")}
    answer = forms.ChoiceField(
        label=_("Does this strategy meet the outcome?"),
        choices=[("confirmed", _("Yes, we confirm it")), ("refused", _("No, we refuse it"))],
        required=False,
        widget=forms.RadioSelect,
    )
    because = _lines(_("Why"), 2, 400)
    version = VersionField()


class _OutcomeFields(Form):
    needed = ("text",)
    text = _lines(_("What the funder means to reach"), 2, 400)
    indicator = forms.ChoiceField(
        label=_("The indicator that measures it"),
        help_text=_("Without an indicator or a result it says that it is not measured."),
        required=False,
    )
    result = forms.ChoiceField(label=_("Or the result that shows it"), required=False)

    def __init__(self, *args: Any, indicators: Choices, results: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", _("None")), *indicators]
        self.fields["result"].choices = [("", _("None")), *results]


class NewOutcomeForm(_OutcomeFields, KeyedForm):
    funder = forms.ChoiceField(label=_("The funder whose outcome it is"))
    field_order = ("funder", "text", "indicator", "result")

    def __init__(self, *args: Any, funders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["funder"].choices = funders


class OutcomeForm(_OutcomeFields):
    version = VersionField()


class NewPlanForm(KeyedForm):
    needed = ("name",)
    funder = forms.ChoiceField(label=_("The funder whose plan it is"))
    name = forms.CharField(label=_("What the plan is called"), required=False, max_length=200)

    def __init__(self, *args: Any, funders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["funder"].choices = funders


class PlanVersionForm(Form):
    needed = ("text",)
    text = _lines(_("What the funder means to do"), 12, 20_000)
    what_changed = _lines(
        _("What changed since the version before"),
        2,
        400,
        help_text=_("A sentence. It is needed before a second version is published."),
    )
    version = VersionField()


class PublishPlanForm(Form):
    """The button that publishes what the page showed."""

    version = VersionField()


class ConsultationForm(KeyedForm):
    needed = ("who", "said")
    who = forms.CharField(
        label=_("Who was asked"),
        help_text=_("Organizations or groups. Members of the network read this."),
        required=False,
        max_length=300,
    )
    on = forms.DateField(label=_("On which day"), help_text=_("Like 2026-03-05."), widget=forms.DateInput())
    said = _lines(_("What they said"), 4, 4000)
    became = _lines(_("What became of it"), 3, 4000, help_text=_("It can be said later too."))


class BecameForm(Form):
    needed = ("became",)
    became = _lines(_("What became of it"), 4, 4000)
