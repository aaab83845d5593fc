"""What a browser may send about meetings."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from konbit.foundation.refusals import Refusal
from konbit.meetings import words
from konbit.network.queries import MemberNow
from konbit.ui.forms import Form, KeyedForm


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


class NeedForm(Form):
    kind = forms.ChoiceField(label=_("What is needed"), choices=words.NEED_KINDS.items())
    detail = forms.CharField(
        label=_("In a few words"),
        max_length=300,
        required=False,
        help_text=_("For example: Spanish, for two people."),
    )


class NeedAnswerForm(Form):
    needed_if = MappingProxyType({"because": _("needed if it is not met")})
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


class RegretForm(Form):
    """Somebody cannot come: for which of their seats and roles, and who stands in."""

    members = forms.MultipleChoiceField(
        label=_("You cannot come for"), widget=forms.CheckboxSelectMultiple, required=False
    )
    delegate = forms.CharField(
        label=_("Name of the person who stands in"),
        max_length=200,
        required=False,
        help_text=_("For a seat, if somebody comes in your place."),
    )
    email = forms.EmailField(
        label=_("E-mail address of the person who stands in"),
        required=False,
        help_text=_(
            "They get a letter with the agenda of this one meeting. Without an address, tell them yourself."
        ),
    )
    language = forms.ChoiceField(
        label=_("Language of letters to them"), choices=settings.KONBIT_LANGUAGE_NAMES, required=False
    )
    needed = ("members",)
    needed_if = MappingProxyType({"delegate": _("needed with an e-mail address")})

    def __init__(self, *args: Any, mine: Sequence[MemberNow], named_before: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if named_before:
            self.initial["delegate"] = named_before
            self.fields["email"].help_text = _("Only if it changes: without one, what you said before stays.")
        named = [(str(one.id), one.name if one.kind == "seat" else one.role_word) for one in mine]
        self.fields["members"].choices = named
        self.fields["members"].initial = [code for code, _name in named]
        if len(named) == 1:
            del self.fields["members"]
        if not any(one.kind == "seat" for one in mine):
            del self.fields["delegate"], self.fields["email"], self.fields["language"]


class ToldRegretForm(RegretForm):
    """What somebody told the facilitator: who, for which seat or role, and how they said it."""

    who = forms.ChoiceField(label=_("Who cannot come"))
    told = forms.ChoiceField(
        label=_("How they told you"),
        choices=[(code, words.CHANNELS[code]) for code in ("phone", "paper")],
        widget=forms.RadioSelect,
    )
    field_order = ("who", "told", "delegate", "email", "language")

    def __init__(self, *args: Any, members: Sequence[MemberNow], **kwargs: Any) -> None:
        super().__init__(*args, mine=members, **kwargs)
        self.fields.pop("members", None)
        if "delegate" in self.fields:
            self.fields["delegate"].help_text = _("For a seat, if somebody comes in their place.")
        self.fields["who"].choices = [("", _("Choose who cannot come"))] + [
            (
                f"{one.id}:{person.pk}",
                f"{one.name}: {person.name}" if one.kind == "seat" else f"{one.name}, {one.role_word}",
            )
            for one in members
            for person in one.people
        ]


class WordingForm(KeyedForm):
    """What every capture has: its words. What is required, the page's script asks for too."""

    use_required_attribute = True
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


class NotAnsweredForm(Form):
    needed = ("because",)

    because = forms.CharField(
        label=_("What is still missing"),
        help_text=_("The question is open again. It stays as old as it is, and this answer stays in sight."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectionForm(Form):
    use_required_attribute = True
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

    needed_if = MappingProxyType(
        {
            "wording": _("needed for a change, unless only the day changes"),
            "owner": _("needed to hand it over"),
            "note": _("needed for some answers"),
        }
    )

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
        help_text=_("Only if another day is meant."),
    )
    owner = forms.ChoiceField(label=_("Who takes it on"), required=False)
    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_(
            "Needed if it is blocked, declined, dropped or handed over: why. If it is done: what shows it."
        ),
        max_length=2000,
    )
    # The version the page showed: whoever answered meanwhile is not overridden unseen.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        steps: Sequence[str],
        version: int,
        members: Sequence[MemberNow] = (),
        is_past: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"version": version}, **kwargs)
        self.steps, self.is_past = steps, is_past
        self._offer_what_fits()
        if is_past:
            self.fields["due_on"].label = _("Done by")
            self.fields["due_on"].help_text = _("Its day is past. To accept it, write a day from today on.")
        self.fields["owner"].choices = member_choices(members, str(_("Choose the next owner")))
        sent = self.data.get(self.add_prefix("version")) if self.is_bound else None
        if sent and sent != str(version):
            # Let what was chosen before the other answer be read, so that the refusal can speak of that.
            self.fields["step"].choices = list(ANSWERS.items())
        elif "hand_over" not in steps:
            del self.fields["owner"]
        if "done" in steps:
            self.fields["step"].label = _("How it stands")

    def _offer_what_fits(self) -> None:
        self.fields["step"].choices = [(step, ANSWERS[step]) for step in self.steps]

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        # What was chosen before the other answer was read; from here on only what fits now is offered.
        self._offer_what_fits()
        if "hand_over" not in self.steps:
            self.fields.pop("owner", None)


class ToldForm(AnswerForm):
    told = forms.ChoiceField(
        label=_("How the owner told you"),
        choices=[(code, words.CHANNELS[code]) for code in ("paper", "phone", "email")],
        widget=forms.RadioSelect,
    )
    field_order = ("told", "step", "wording", "due_on", "owner", "note")

    def __init__(self, *args: Any, steps: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, steps=steps, **kwargs)
        if "accept" in steps:
            self.fields["step"].label = _("What the owner answered")


class DisagreeForm(Form):
    needed = ("note",)
    note = forms.CharField(
        label=_("Why you do not agree"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )


class NoteForm(Form):
    note = forms.CharField(
        label=_("Your note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}), required=False
    )
    needed = ("note",)


class PulseForm(Form):
    """Yes or no to each question; each may be left out."""

    def __init__(self, *args: Any, questions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in questions:
            self.fields[code] = forms.ChoiceField(
                label=words.PULSE[code],
                choices=words.PULSE_ANSWERS.items(),
                widget=forms.RadioSelect,
                required=False,
            )

    @property
    def answers(self) -> dict[str, bool]:
        """The questions that were answered: True for yes."""
        return {code: said == "yes" for code, said in self.cleaned_data.items() if said}


# Every answer an owner can give; which of them a commitment allows now, `queries.answers_to` says.
ANSWERS = {
    "accept": _("Accept it as it stands"),
    "take_over": _("Take it over: I hold the seat now"),
    "on_track": _("It is on track"),
    "blocked": _("It is blocked"),
    "done": _("It is done"),
    "keep": _("Keep it for another meeting"),
    "amend": _("Ask for other words or another day"),
    "hand_over": _("Hand it over to another member"),
    "drop": _("Drop it"),
    "decline": _("Decline it"),
}


def uuid_or_none(value: Any) -> UUID | None:
    """The id that a choice sent, or None where nothing was chosen."""
    return UUID(value) if value else None
