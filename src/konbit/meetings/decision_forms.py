"""What a browser may send about decisions: what became of a proposal, and who has which right on a topic."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from konbit.meetings import words
from konbit.network.words import ROLES
from konbit.ui.forms import Form

IN_WHOSE_RIGHT = ("topic", "right_of")
CHANGE_OF_STRUCTURE = ("changes_structure", *words.THREE_QUESTIONS)


def _long(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class OutcomeForm(Form):
    """What became of a proposal. Two parts are folded until they are needed: in whose right, and a change of structure."""

    needed_if = MappingProxyType(
        {
            "right_of": _("needed to decide on a topic"),
            "meaning_for_affected": _("needed if it changes our structure"),
            "who_was_asked": _("needed if it changes our structure"),
        }
    )
    # The page's script says what is missing before it lets the form wait: what is always needed, and what goes with
    # these answers.
    use_required_attribute = True
    needed_with = MappingProxyType(
        {
            "right_of": "state=decided topic",
            "meaning_for_affected": "state=decided changes_structure",
            "who_was_asked": "state=decided changes_structure",
        }
    )
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
    topic = forms.ChoiceField(
        label=_("Topic"),
        required=False,
        help_text=_("On these topics the group declared who may do what."),
    )
    right_of = forms.ChoiceField(
        label=_("Role in which it was decided"), choices=[("", "—"), *ROLES.items()], required=False
    )
    changes_structure = forms.BooleanField(
        label=_("This changes our structure"),
        required=False,
        help_text=_(
            "Who is part of it, who decides, or how the work is divided. Then three questions need an answer."
        ),
    )
    options = _long(_("Is this the best way? What other ways did we look at?"))
    if_it_fails = _long(_("What follows if it fails?"))
    meaning_for_affected = _long(
        _("What does success mean for those affected?"),
        _("At least 20 characters. It is not decided without."),
    )
    who_was_asked = forms.CharField(
        label=_("Who among those affected was asked?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: six parents of the evening group, on March 3."),
    )

    def __init__(self, *args: Any, topics: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, answers in self.needed_with.items():
            self.fields[name].widget.attrs["data-needed-with"] = answers
        self.fields["topic"].choices = [("", "—"), *((topic, topic) for topic in topics)]
        if not topics:
            del self.fields["topic"], self.fields["right_of"]

    @classmethod
    def of(cls, decision: Any, topics: Sequence[str], data: Any = None) -> Self:
        """The form of one decision. What was typed before an undo stands in it again."""
        names = ("right", "dissent", "review_on", *IN_WHOSE_RIGHT, *CHANGE_OF_STRUCTURE)
        typed = {name: getattr(decision, name) for name in names}
        return cls(data, prefix=decision.pk.hex, topics=topics, initial=typed)

    def _part(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def always(self) -> list[forms.BoundField]:
        return self._part("state", "right", "dissent", "review_on")

    @property
    def in_whose_right(self) -> list[forms.BoundField]:
        return self._part(*IN_WHOSE_RIGHT)

    @property
    def change_of_structure(self) -> list[forms.BoundField]:
        return self._part(*CHANGE_OF_STRUCTURE)

    @property
    def tells_whose_right(self) -> bool:
        """Something is filled in there, or is wrong: the part stands open."""
        return any(field.value() or field.errors for field in self.in_whose_right)

    @property
    def tells_of_structure(self) -> bool:
        return any(field.value() or field.errors for field in self.change_of_structure)


class RightForm(Form):
    needed = ("topic",)
    topic = forms.CharField(
        label=_("Topic"), max_length=100, required=False, help_text=_("For example: Community grants.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES.items())
    right = forms.ChoiceField(
        label=_("Its right"),
        choices=words.RIGHTS.items(),
        initial="decide",
        help_text=_(
            "Inform: is told. Consult: is asked. Advise: recommends. Agree: nothing happens without. Decide: chooses."
        ),
    )
