"""What a browser may send about working together: collaborations, offers and asks, who is wanted, support needs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.network import words
from konbit.ui.forms import Form, KeyedForm


def _named(rows: Sequence[Any], blank: Any = "—") -> list[tuple[str, str]]:
    return [("", str(blank)), *((str(row.pk), row.name) for row in rows)]


class CollaborationForm(KeyedForm):
    one = forms.ChoiceField(label=_("One organization"))
    other = forms.ChoiceField(label=_("The other one"))
    about = forms.CharField(label=_("What they do together"), max_length=300)
    began_how = forms.ChoiceField(label=_("How it began"), choices=words.BEGINNINGS.items())
    began_on = forms.DateField(label=_("Since which day"))

    def __init__(self, *args: Any, own: Sequence[Any], organizations: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["one"].choices = _named(own)
        self.fields["other"].choices = _named(organizations)


class EndCollaborationForm(Form):
    ended_on = forms.DateField(label=_("On which day it ended"))


class OfferForm(KeyedForm):
    organization = forms.ChoiceField(label=_("Organization"))
    is_ask = forms.ChoiceField(
        label=_("Offer or ask"),
        choices=[("no", _("We can do this for others")), ("yes", _("We look for this"))],
        widget=forms.RadioSelect,
        initial="no",
    )
    kind = forms.ChoiceField(label=_("What kind"), choices=words.OFFER_KINDS.items())
    what = forms.CharField(
        label=_("In one sentence"),
        max_length=300,
        help_text=_("For example “Train staff to use the asset map, in Spanish and English”."),
    )
    communities = forms.MultipleChoiceField(
        label=_("Where"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none if it stands everywhere in the network."),
    )
    until = forms.DateField(
        label=_("Until which day"), required=False, help_text=_("Leave it empty if you do not know.")
    )

    def __init__(
        self, *args: Any, organizations: Sequence[Any], communities: Sequence[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = _named(organizations)
        if communities:
            self.fields["communities"].choices = [(str(one.pk), one.name) for one in communities]
        else:
            del self.fields["communities"]


class WhoCanForm(Form):
    """The search “who can…”. It is sent by GET: an address that can be kept. Nothing in it must be filled."""

    needed = ("kind", "community", "said")

    kind = forms.ChoiceField(
        label=_("Who can"),
        required=False,
        choices=[("", _("do anything")), *words.OFFER_KINDS.items()],
    )
    community = forms.ChoiceField(label=_("Where"), required=False)
    said = forms.CharField(label=_("Words in it"), required=False, max_length=100)

    def __init__(self, *args: Any, communities: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if communities:
            self.fields["community"].choices = _named(communities, _("anywhere"))
        else:
            del self.fields["community"]


class WantedForm(Form):
    sectors = forms.MultipleChoiceField(
        label=_("Sectors we need at the table"),
        choices=words.SECTORS.items(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    communities = forms.MultipleChoiceField(
        label=_("Communities we need at the table"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, communities: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if communities:
            self.fields["communities"].choices = [(str(one.pk), one.name) for one in communities]
        else:
            del self.fields["communities"]


class LaunchForm(Form):
    note = forms.CharField(
        label=_("What should be remembered of this day"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NeedForm(KeyedForm):
    need = forms.CharField(
        label=_("What must be learned or lent"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    organization = forms.ChoiceField(label=_("Whose need it is"), required=False)
    needed_on = forms.DateField(label=_("Since which day"))

    def __init__(self, *args: Any, organizations: Sequence[Any], group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].choices = _named(organizations, group)


class AskedForm(Form):
    asked_of = forms.ChoiceField(label=_("Which organization was asked"))
    asked_on = forms.DateField(label=_("On which day"))

    def __init__(self, *args: Any, organizations: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_of"].choices = _named(organizations)


class GivenForm(Form):
    given_by = forms.ChoiceField(label=_("Which organization gave it"))
    given_on = forms.DateField(label=_("On which day"))
    given = forms.CharField(
        label=_("What was given"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, organizations: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_by"].choices = _named(organizations)


class ChangedForm(Form):
    what_changed = forms.CharField(
        label=_("What changed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
