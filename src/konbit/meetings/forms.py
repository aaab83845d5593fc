"""What a browser may send about meetings."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.meetings import words
from konbit.network.queries import MemberNow
from konbit.ui.forms import Form


def member_choices(members: Sequence[MemberNow], nobody: str = "") -> list[tuple[str, str]]:
    """Members to choose from: the seat or person, with who holds it or the role."""
    blank = [("", nobody)] if nobody else [("", "—")]
    return blank + [
        (
            str(one.id),
            f"{one.name} ({one.people_names or '—'})"
            if one.kind == "seat"
            else f"{one.name}, {one.role_word}",
        )
        for one in members
    ]


class KeyedForm(Form):
    """A form that stores once however often it is sent: its key is made when it is shown."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())


class MeetingForm(Form):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    begins = forms.TimeField(label=_("Begins"), widget=forms.TimeInput)
    ends = forms.TimeField(label=_("Ends"), widget=forms.TimeInput)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link for those who join from elsewhere"),
        required=False,
        assume_scheme="https",
        help_text=_("A full address, such as https://example.org/room."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MarksMixin(forms.Form):
    is_private = forms.BooleanField(
        label=_("Private to members"),
        help_text=_("Funders and people outside the group do not see it, nor what comes of it."),
        required=False,
    )
    is_no_names = forms.BooleanField(
        label=_("No names"),
        help_text=_("No person and no organization is named with it, here or in anything made from it."),
        required=False,
    )


class RequestForm(KeyedForm, MarksMixin):
    title = forms.CharField(label=_("What should the meeting take up?"), max_length=300)
    background = forms.CharField(
        label=_("What people should know before"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    asked_by = forms.ChoiceField(label=_("You ask for"))
    field_order = ("title", "background", "asked_by", "is_private", "is_no_names")

    def __init__(self, *args: Any, mine: Sequence[MemberNow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_by"].choices = [
            (str(one.id), one.name if one.kind == "seat" else f"{one.name}, {one.role_word}") for one in mine
        ]


class ItemForm(KeyedForm, MarksMixin):
    title = forms.CharField(label=_("Item"), max_length=300)
    background = forms.CharField(
        label=_("What people should know before"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    purpose = forms.ChoiceField(label=_("Wanted outcome"), choices=words.PURPOSES.items())
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=0,
        max_value=600,
        initial=10,
        help_text=_("0 puts it on the list, without talk."),
    )
    lead = forms.ChoiceField(label=_("Who leads it"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("title", "background", "purpose", "minutes", "lead", "is_private", "is_no_names")

    def __init__(self, *args: Any, members: Sequence[MemberNow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = member_choices(members, str(_("Nobody yet")))


class ReasonForm(Form):
    because = forms.CharField(label=_("Why not this time"), max_length=300)


class NeedForm(Form):
    kind = forms.ChoiceField(label=_("What is needed"), choices=words.NEED_KINDS.items())
    detail = forms.CharField(
        label=_("In a few words"),
        max_length=300,
        required=False,
        help_text=_("For example: Spanish, for two people."),
    )


class NeedAnswerForm(Form):
    is_met = forms.TypedChoiceField(
        label=_("What became of it"),
        choices=[("yes", _("It is met")), ("no", _("It is not met"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    because = forms.CharField(label=_("If not, why"), max_length=300, required=False)


class DelegateForm(Form):
    needed = ("delegate",)
    delegate = forms.CharField(label=_("Name of the person who stands in"), max_length=200, required=False)
    mode = forms.ChoiceField(
        label=_("How they take part"),
        choices=[(code, words.MODES[code]) for code in ("in_person", "by_link")],
    )


class WordingForm(KeyedForm):
    """What every capture has: its words."""

    wording = forms.CharField(
        label=_("In its own words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ProposalForm(WordingForm):
    proposed_by = forms.ChoiceField(label=_("Who proposes it"), required=False)
    owner = forms.ChoiceField(label=_("Who sees to it"), required=False)

    def __init__(self, *args: Any, members: Sequence[MemberNow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proposed_by"].choices = member_choices(members)
        self.fields["owner"].choices = member_choices(members)


class CommitmentForm(WordingForm):
    owner = forms.ChoiceField(label=_("Whose commitment it is"))
    due_on = forms.DateField(label=_("Done by"), widget=forms.DateInput)

    def __init__(self, *args: Any, members: Sequence[MemberNow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = member_choices(members, str(_("Choose the owner")))


class QuestionForm(WordingForm):
    asked_of = forms.ChoiceField(label=_("Who is asked"))

    def __init__(self, *args: Any, members: Sequence[MemberNow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_of"].choices = member_choices(members, str(_("Choose who is asked")))


class QuestionAnswerForm(Form):
    answer = forms.CharField(label=_("The answer"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class OutcomeForm(Form):
    state = forms.ChoiceField(
        label=_("What became of it"),
        choices=[(code, words.DECISION_STATES[code]) for code in ("decided", "sense", "not_adopted")],
        widget=forms.RadioSelect,
    )
    right = forms.ChoiceField(label=_("Right used"), choices=words.RIGHTS.items(), initial="decide")
    dissent = forms.CharField(
        label=_("Dissent, in the words of those who disagree"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    review_on = forms.DateField(label=_("Look at it again on"), widget=forms.DateInput, required=False)


class CorrectionForm(Form):
    wording = forms.CharField(
        label=_("In its own words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class PublishForm(Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # Asked for only where a version is published already.
    needed = ("correction",)
    correction = forms.CharField(
        label=_("What was corrected"),
        max_length=300,
        required=False,
        help_text=_("One sentence. It stands above the new version."),
    )


class AnswerForm(Form):
    """The owner's answer to a commitment: one of several steps, each with what it needs."""

    step = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    wording = forms.CharField(
        label=_("Other words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Only if you ask for a change."),
    )
    due_on = forms.DateField(
        label=_("Another day"),
        widget=forms.DateInput,
        required=False,
        help_text=_("Only if you ask for a change."),
    )
    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Needed if you decline or drop it: why. If it is done: what shows it."),
        max_length=2000,
    )
    # The version the page showed: whoever answered meanwhile is not overridden unseen.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, state: str, version: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": version}, **kwargs)
        self.fields["step"].choices = ANSWERS[state]
        sent = self.data.get(self.add_prefix("version")) if self.is_bound else None
        if sent and sent != str(version):
            # Let what was chosen before the other answer be read, so that the refusal can speak of that.
            self.fields["step"].choices = list(dict(ANSWERS["proposed"] + ANSWERS["accepted"]).items())
        if state == "accepted":
            self.fields["step"].label = _("What became of it")


class ToldForm(AnswerForm):
    told = forms.ChoiceField(
        label=_("How the owner told you"),
        choices=[(code, words.CHANNELS[code]) for code in ("paper", "phone")],
        widget=forms.RadioSelect,
    )
    field_order = ("told", "step", "wording", "due_on", "note")

    def __init__(self, *args: Any, state: str, version: int, **kwargs: Any) -> None:
        super().__init__(*args, state=state, version=version, **kwargs)
        if state == "proposed":
            self.fields["step"].label = _("What the owner answered")


class DisagreeForm(Form):
    needed = ("note",)
    note = forms.CharField(
        label=_("Why you do not agree"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


ANSWERS = {
    "proposed": [
        ("accept", _("Accept it as it stands")),
        ("amend", _("Ask for other words or another day")),
        ("decline", _("Decline it")),
    ],
    "accepted": [
        ("done", _("It is done")),
        ("amend", _("Ask for other words or another day")),
        ("drop", _("Drop it")),
    ],
}


def uuid_or_none(value: Any) -> UUID | None:
    """The id that a choice sent, or None where nothing was chosen."""
    return UUID(value) if value else None
