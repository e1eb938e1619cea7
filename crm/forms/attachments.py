"""Adding a file to an opportunity: of a known type, that is what its name says, and not too large."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.forms.opportunities import VerbForm
from crm.models.attachments import Attachment
from crm.quota import take_room

ZIPPED = b"PK\x03\x04"
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
# What a browser may be told the file is, and how such a file begins. No type that a browser would run as a page.
TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".gif": ("image/gif", (b"GIF8",)),
    ".webp": ("image/webp", (b"RIFF",)),
    ".docx": (f"{OFFICE}.wordprocessingml.document", (ZIPPED,)),
    ".xlsx": (f"{OFFICE}.spreadsheetml.sheet", (ZIPPED,)),
    ".pptx": (f"{OFFICE}.presentationml.presentation", (ZIPPED,)),
    ".odt": (f"{OPEN_DOCUMENT}.text", (ZIPPED,)),
    ".ods": (f"{OPEN_DOCUMENT}.spreadsheet", (ZIPPED,)),
    ".odp": (f"{OPEN_DOCUMENT}.presentation", (ZIPPED,)),
    ".txt": ("text/plain", ()),
    ".csv": ("text/csv", ()),
}
MEGABYTE = 1024 * 1024
MOST = 100


def suffix_of(name: str) -> str:
    return PurePath(name).suffix.lower()


def content_type(attachment: Attachment) -> str:
    """By its suffix, never what the sender said."""
    return TYPES.get(suffix_of(str(attachment.file.name)), ("application/octet-stream", ()))[0]


class AttachForm(VerbForm):
    file = forms.FileField(label=_("File"), max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].widget.attrs["accept"] = ",".join(TYPES)
        words = {"size": settings.JAUGE_FILE_MEGABYTES, "types": ", ".join(each[1:] for each in TYPES)}
        self.fields["file"].help_text = _("At most %(size)s MB: %(types)s.") % words

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        suffix = suffix_of(file.name)
        if suffix not in TYPES:
            raise ValidationError(_("Files of this type cannot be kept here: save it as PDF, for example."))
        if file.size > settings.JAUGE_FILE_MEGABYTES * MEGABYTE:
            raise ValidationError(_("The file is larger than %(size)s MB.") % {"size": settings.JAUGE_FILE_MEGABYTES})
        begins = TYPES[suffix][1]
        if begins and not file.read(16).startswith(begins):
            raise ValidationError(_("The file is not what its name says: open it and save it again."))
        file.seek(0)
        return file

    def verb(self) -> None:
        if self.opportunity.attachments.count() >= MOST:
            raise ValidationError(_("An opportunity has at most %(most)s files: remove one first.") % {"most": MOST})
        file = self.cleaned_data["file"]
        take_room(self.viewer, file.size)
        Attachment.objects.create(
            opportunity=self.opportunity, name=file.name, file=file, size=file.size, added_by=self.viewer
        )
