"""What a browser may send to take a network in."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.ui.forms import Form
from konbit.ui.uploads import MOST_ARRIVING

ON_A_PAGE = MOST_ARRIVING // 1_000_000


class ArchiveForm(Form):
    source = forms.FileField(
        label=gettext_lazy("Archive of a network"),
        help_text=gettext_lazy("The zip file that “Take it with you” made, as it is."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )

    def clean_source(self) -> UploadedFile:
        source = self.cleaned_data["source"]
        if source.size >= MOST_ARRIVING:
            raise ValidationError(
                _(
                    "This archive has more than %(most)s MB. Take it in on the machine itself: konbit import-network FILE"
                )
                % {"most": ON_A_PAGE},
                code="too_large",
            )
        return source
