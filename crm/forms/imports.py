"""Choosing a file to import, and naming a mapping."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import SavedMapping

MEGABYTE = 1024 * 1024


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods,.xlsm", "class": "form-control"}),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("The file is empty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sentence = _("CSV, XLSX, XLS or ODS, up to %(size)s MB.")
        self.fields["file"].help_text = sentence % {"size": settings.JAUGE_IMPORT_MEGABYTES}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.JAUGE_IMPORT_MEGABYTES * MEGABYTE:
            sentence = _("The file is larger than %(size)s MB: split it, or save it as CSV.")
            raise ValidationError(sentence % {"size": settings.JAUGE_IMPORT_MEGABYTES})
        return file


class MappingNameForm(forms.ModelForm):
    class Meta:
        model = SavedMapping
        fields = ("name",)
        widgets = {"name": forms.TextInput(attrs={"class": "form-control"})}
