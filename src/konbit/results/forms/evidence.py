"""What a browser may send about what stands behind results: contributions, artifacts, events, checks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konbit.results import words
from konbit.ui.forms import Form, KeyedForm, VersionField
from konbit.ui.uploads import WithFile

Choices = list[tuple[str, Any]]


class _ContributionFields(Form):
    needed_if = {"organization": _("one of the two"), "body": _("one of the two")}

    organization = forms.ChoiceField(label=_("Organization"), required=False)
    body = forms.CharField(
        label=_("Another body"),
        help_text=_("Where it is no organization of the network, such as a board or a group of parents."),
        required=False,
        max_length=200,
    )
    did = forms.CharField(
        label=_("What it did"),
        help_text=_(
            "One or two sentences, such as: Surveyed the providers and brought the answers to the council."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    says_who = forms.CharField(
        label=_("Who says so"),
        help_text=_("A person by role, a document or a page, and where it can be read."),
        max_length=300,
    )

    def __init__(self, *args: Any, organizations: Choices, only_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        blank = [] if only_own else [("", _("None of these"))]
        self.fields["organization"].choices = [*blank, *organizations]
        if only_own:
            # A seat writes of its own organization alone.
            del self.fields["body"]
            self.fields["organization"].needed_if = ""


class ContributionForm(_ContributionFields, KeyedForm):
    """A new line of the list."""


class CorrectionForm(_ContributionFields):
    version = VersionField()


class _ArtifactFields(Form):
    needed_if = {"approved_by": _("for “Approved”"), "approved_on": _("for “Approved”")}

    name = forms.CharField(label=_("What it is called"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(words.ARTIFACT_KINDS.items()))
    state = forms.ChoiceField(
        label=pgettext_lazy("artifact", "State"),
        choices=list(words.ARTIFACT_STATES.items()),
        initial="draft",
        widget=forms.RadioSelect,
    )
    approved_by = forms.CharField(
        label=_("Approved by"),
        help_text=_("The body, such as a personnel board."),
        required=False,
        max_length=200,
    )
    approved_on = forms.DateField(
        label=_("Approved on"), help_text=_("Like 2026-03-05."), required=False, widget=forms.DateInput()
    )
    address = forms.URLField(
        label=_("Where it can be read"),
        help_text=_("A full address, such as https://example.org/ladders."),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=400)


class NewArtifactForm(WithFile, _ArtifactFields, KeyedForm):
    """A document, map or form; its file may come along."""


class ArtifactForm(_ArtifactFields):
    version = VersionField()


class ReceiverForm(Form):
    needed_if = {"organization": _("one of the two"), "receiver": _("one of the two")}

    organization = forms.ChoiceField(label=_("Organization"), required=False)
    receiver = forms.CharField(label=_("Another receiver"), required=False, max_length=200)
    received_on = forms.DateField(
        label=_("Received on"), help_text=_("Like 2026-03-05."), widget=forms.DateInput()
    )
    how = forms.CharField(
        label=_("How"),
        help_text=_("Such as: by e-mail, or handed over at the meeting."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, organizations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = [("", _("None of these")), *organizations]


class _EventFields(Form):
    name = forms.CharField(label=_("What was held"), max_length=200)
    held_on = forms.DateField(
        label=_("Day"), help_text=_("Like 2026-03-05."), required=False, widget=forms.DateInput()
    )
    held_by = forms.ChoiceField(label=_("Held by"), required=False)
    audience = forms.CharField(
        label=_("For whom"),
        help_text=_("Such as: child care providers of three counties."),
        required=False,
        max_length=300,
    )
    people = forms.IntegerField(
        label=_("How many came"),
        help_text=_("Pages say “fewer than 11” where so few came."),
        required=False,
        min_value=0,
        max_value=1_000_000,
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    note = forms.CharField(
        label=_("What was said or shown"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": "4"}),
    )
    artifacts = forms.MultipleChoiceField(
        label=_("Documents that were shown"),
        help_text=_("From the network's register of documents."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, organizations: Choices, artifacts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_by"].choices = [("", _("Nobody in particular")), *organizations]
        self.fields["artifacts"].choices = artifacts
        if not artifacts:
            del self.fields["artifacts"]


class NewEventForm(WithFile, _EventFields, KeyedForm):
    """Something held for an audience; a file that was shown there may come along."""


class EventForm(_EventFields):
    version = VersionField()


class EvidenceForm(Form):
    evidence = forms.ChoiceField(label=_("Document or event"))

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = choices


class CheckForm(Form):
    checked_on = forms.DateField(
        label=_("Checked on"), help_text=_("Like 2026-03-05."), widget=forms.DateInput()
    )
    evidence = forms.CharField(
        label=_("What shows that it still holds"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    version = VersionField()
