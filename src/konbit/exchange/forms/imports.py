"""What a browser may send when somebody imports a list."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konbit.exchange import words
from konbit.exchange.domain.days import DAY_FIRST, MONTH_FIRST
from konbit.ui.forms import Form


def _explained(name: Any, meaning: Any) -> str:
    # Translators: a kind of list and what it holds, such as "Results: One row for each result."
    return _("%(name)s: %(meaning)s") % {"name": name, "meaning": meaning}


_explained_lazily = lazy(_explained, str)


class UploadForm(Form):
    kind = forms.ChoiceField(
        label=_("What does the list hold?"),
        choices=[
            (code, _explained_lazily(name, words.IMPORT_KIND_MEANINGS[code]))
            for code, name in words.IMPORT_KINDS.items()
        ],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "CSV or Excel (.xlsx), for grants also JSON; up to 10 MB and 100,000 rows. Nothing is imported yet."
        ),
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json"}),
    )


class SheetForm(Form):
    sheet = forms.ChoiceField(label=_("Sheet"), choices=())

    def __init__(self, *args: Any, sheets: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(str(place), one["name"]) for place, one in enumerate(sheets)]


class ColumnsForm(Form):
    """One choice for each header of the file."""

    def __init__(self, *args: Any, headers: list[Any], columns: tuple[Any, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", pgettext_lazy("column of a file", "Leave it out"))]
        choices += [(column.code, column.says) for column in columns]
        for header in headers:
            field = forms.ChoiceField(
                label=header.text, choices=choices, required=False, initial=header.column
            )
            if header.examples:
                field.help_text = _("Such as: %(examples)s") % {"examples": " · ".join(header.examples)}
            field.is_needed, field.needed_if = True, ""
            self.fields[f"column_{header.place}"] = field

    def chosen(self) -> dict[str, str]:
        """The column of each header, by its place."""
        return {name.removeprefix("column_"): code for name, code in self.cleaned_data.items()}


class DaysForm(Form):
    """One question for each column in which days read in two ways."""

    def __init__(self, *args: Any, asked: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in asked:
            facts = {"example": column.examples[0]}
            self.fields[f"order_{column.code}"] = field = forms.ChoiceField(
                label=_("%(header)s: what does %(example)s mean?") % {**facts, "header": column.header},
                choices=[
                    (DAY_FIRST, _("The day stands first: %(read)s") % {"read": column.as_day_first}),
                    (MONTH_FIRST, _("The month stands first: %(read)s") % {"read": column.as_month_first}),
                ],
                initial=column.order or None,
                widget=forms.RadioSelect,
            )
            field.is_needed, field.needed_if = True, ""

    def chosen(self) -> dict[str, str]:
        """How the days of each column are meant."""
        return {name.removeprefix("order_"): order for name, order in self.cleaned_data.items()}
