"""A file that comes with a form: bounded while it arrives, read before anything is stored, and named when it is refused."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from konbit.foundation.attachments import ENDINGS, MOST_BYTES, FileIsTooBig, ReadFile, plain_name, read_file
from konbit.foundation.refusals import Refusal

# Whatever a file is for, no more of it than this is put down on the disk; the form that reads it has its own limit.
MOST_ARRIVING = 64_000_000


class Bounded(FileUploadHandler):
    """Lets a file through up to the limit and drops the rest, so that nobody fills the disk with one sending."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start < MOST_ARRIVING else None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers behind this one."""


def sent_files(request: HttpRequest) -> Any:
    """What was sent with a form, for the form; None where the page is only being opened."""
    return request.FILES if request.method == "POST" else None


class AttachmentField(forms.FileField):
    """A file to be added to a record. Its value is what was read of it and may be kept."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "PDF, JPEG, PNG or CSV, up to 10 MB. What a picture tells of its place is taken out."
            ),
        )
        super().__init__(**{"allow_empty_file": True, **kwargs})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ",".join(ENDINGS)}

    def to_python(self, data: UploadedFile | None) -> ReadFile | None:
        upload = super().to_python(data)
        if upload is None:
            return None
        try:
            if upload.size > MOST_BYTES:
                # Not taken into memory at all.
                raise FileIsTooBig(name=plain_name(upload.name), size=f"{upload.size / 1_000_000:.1f}")
            return read_file(upload.name, upload.read())
        except Refusal as refusal:
            raise ValidationError(refusal.sentence, code=refusal.code) from refusal


class WithFile(forms.Form):
    """A form that takes one file along. No browser keeps a chosen file, so the form says that it must be chosen again."""

    file = AttachmentField(label=gettext_lazy("A file"), required=False)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.errors:
            self._choose_again()

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        self._choose_again()

    def _choose_again(self) -> None:
        name = self.add_prefix("file")
        if name in self.files and "file" not in self.errors:
            said = _("Choose “%(name)s” once more: no browser keeps a file.")
            self.add_error(
                "file", ValidationError(said % {"name": plain_name(self.files[name].name)}, code="again")
            )
