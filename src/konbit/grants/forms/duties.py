"""What a browser may send about a funder's duties, transitions and how partners are taken on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.ui.forms import Form, KeyedForm, VersionField

Choices = Sequence[tuple[str, Any]]
A_DAY = _("Like 2026-03-05.")
NOBODY: tuple[str, Any] = ("", _("Nobody yet"))


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": str(rows)})


class _QuestionFields(Form):
    needed = ("wording",)

    wording = forms.CharField(label=_("Your question"), required=False, max_length=2000, widget=_area(4))
    about = forms.CharField(
        label=_("What it is about"),
        help_text=_("In a word or two, such as “time frame”."),
        required=False,
        max_length=100,
    )


class AskForm(_QuestionFields, KeyedForm):
    """A question to a funder, asked for a seat."""

    asked_by = forms.ChoiceField(label=_("You ask for"))
    owner = forms.ChoiceField(
        label=_("Who sees to the answer"),
        help_text=_("A seat of the organization you ask. It can name another one."),
        required=False,
    )
    due_on = forms.DateField(
        label=_("Answer due on"),
        help_text=_("Like 2026-03-05. Left empty, it is due within 42 days."),
        required=False,
        widget=forms.DateInput(),
    )

    def __init__(self, *args: Any, seats: Choices, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_by"].choices = seats
        self.fields["owner"].choices = [NOBODY, *owners]


class ChangeQuestionForm(_QuestionFields):
    version = VersionField()


class OwnerForm(Form):
    owner = forms.ChoiceField(label=_("Who sees to the answer"), required=False)

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [NOBODY, *owners]


class AnswerForm(Form):
    needed = ("text",)

    text = forms.CharField(label=_("The answer"), required=False, max_length=5000, widget=_area(5))
    plan_version = forms.ChoiceField(
        label=_("Version of your strategy that settles it"),
        required=False,
    )

    def __init__(self, *args: Any, versions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan_version"].choices = [("", _("None")), *versions]
        if not versions:
            del self.fields["plan_version"]


class NotAnsweredForm(Form):
    needed = ("because",)

    because = forms.CharField(
        label=_("What is still missing"),
        help_text=_("The question is open again. It stays as old as it is, and this answer stays in sight."),
        required=False,
        max_length=400,
        widget=_area(3),
    )


class PlanTransitionForm(KeyedForm):
    """A dated plan, with one choice for each community."""

    needed = ("name",)

    name = forms.CharField(label=_("What the plan is called"), required=False, max_length=200)
    why = forms.CharField(label=_("Why"), required=False, max_length=2000, widget=_area(3))
    on = forms.DateField(
        label=_("Day of the hand-over"),
        help_text=_("From this day on the communities belong to whom you choose below. Like 2026-03-05."),
        widget=forms.DateInput(),
    )
    before = forms.ChoiceField(
        label=_("Who looks after them until then"),
        help_text=_("Needed for communities of which nobody said so yet."),
        required=False,
    )

    def __init__(self, *args: Any, organizations: Choices, communities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["before"].choices = [NOBODY, *organizations]
        for community_id, name in communities:
            self.fields[_field_of(community_id)] = forms.ChoiceField(
                label=name, required=False, choices=[("", _("Stays as it is")), *organizations]
            )
        self.community_ids = [community_id for community_id, _name in communities]

    def clean(self) -> dict[str, Any]:
        """The hand-overs as pairs of ids: community and organization."""
        typed = super().clean() or self.cleaned_data
        chosen = {one: typed.pop(_field_of(one), "") for one in self.community_ids}
        typed["hand_overs"] = [(one, organization) for one, organization in chosen.items() if organization]
        return typed


def _field_of(community_id: str) -> str:
    return f"community_{community_id}"


class MoveTransitionForm(Form):
    on = forms.DateField(label=_("New day of the hand-over"), help_text=A_DAY, widget=forms.DateInput())
    version = VersionField()


class CallOffForm(Form):
    version = VersionField()


class TaskForm(KeyedForm):
    needed = ("what",)

    what = forms.CharField(label=_("What is to be done"), required=False, max_length=300)
    owner = forms.ChoiceField(label=_("Who does it"), required=False)
    due_on = forms.DateField(label=_("Due on"), help_text=A_DAY, required=False, widget=forms.DateInput())

    def __init__(self, *args: Any, organizations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [NOBODY, *organizations]


class RelationOwnerForm(Form):
    organization = forms.ChoiceField(label=_("Who looks after this community"))
    since = forms.DateField(
        label=_("Since"),
        help_text=_("Like 2026-03-05. Left empty, from the beginning."),
        required=False,
        widget=forms.DateInput(),
    )

    def __init__(self, *args: Any, organizations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = organizations


class ChecklistItemForm(KeyedForm):
    needed = ("what",)

    what = forms.CharField(label=_("What else to see to"), required=False, max_length=300)
