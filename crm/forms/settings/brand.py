"""How customers recognise the company: its logo and its colour."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.forms.concurrent import SeenForm
from crm.images import Picture, picture_of
from crm.models import Company

KILOBYTE = 1024
# Customers' pages load at most 50 KB in all, on whatever telephone network.
MOST_KILOBYTES = 20
MOST_PIXELS = 1600
SUFFIXES = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}


class BrandForm(SeenForm):
    new_logo = forms.FileField(label=_("Logo"), required=False)
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    class Meta:
        model = Company
        fields = ["brand_colour"]
        widgets = {"brand_colour": forms.TextInput(attrs={"type": "color"})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["brand_colour"].help_text = _(
            "Of buttons and scores; letters on it are white or black, whichever reads better."
        )
        chosen = self.fields["new_logo"]
        chosen.help_text = _(
            "PNG, JPEG or WebP of at most %(size)s KB, so that customers' pages stay quick; Outlook shows no WebP."
        ) % {"size": MOST_KILOBYTES}
        chosen.widget.attrs |= {
            "accept": "image/png,image/jpeg,image/webp",
            "data-most-bytes": MOST_KILOBYTES * KILOBYTE,
        }
        if not self.instance.logo:
            del self.fields["remove_logo"]
        style(self)

    def clean_new_logo(self) -> Any:
        """The file with what it is in `picture`."""
        file = self.cleaned_data["new_logo"]
        if not file:
            return None
        if file.size > MOST_KILOBYTES * KILOBYTE:
            raise ValidationError(
                _("The picture is larger than %(size)s KB: save it smaller, about 400 pixels wide.")
                % {"size": MOST_KILOBYTES}
            )
        picture = picture_of(file.read())
        file.seek(0)
        if picture is None:
            raise ValidationError(_("This is no whole PNG, JPEG or WebP picture: save it as PNG and choose it again."))
        if max(picture.width, picture.height) > MOST_PIXELS:
            raise ValidationError(
                _("The picture is %(width)s by %(height)s pixels: save it with at most %(most)s each way.")
                % {"width": picture.width, "height": picture.height, "most": MOST_PIXELS}
            )
        file.picture = picture
        return file

    def save(self, commit: bool = True) -> Company:
        company, before = self.instance, str(self.instance.logo.name or "")
        file = self.cleaned_data["new_logo"]
        if file:
            picture: Picture = file.picture
            file.name = f"logo{SUFFIXES[picture.kind]}"
            company.logo, company.logo_width, company.logo_height = file, picture.width, picture.height
        elif self.cleaned_data.get("remove_logo"):
            company.logo, company.logo_width, company.logo_height = "", None, None
        saved: Company = super().save(commit)
        if before and before != saved.logo.name:
            storage = saved.logo.storage
            transaction.on_commit(lambda: storage.delete(before))
        return saved
