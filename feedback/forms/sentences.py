"""Jauge's own sentences in one language that it does not speak, each below what it says in the administrator's."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from crm.finding import style
from crm.languages import FROM_THE_RIGHT
from feedback.models import Sentence
from feedback.models.sentences import COUNTED, IN_MAILS, LONGEST, ON_PAGES, SENTENCES, check_text


def as_said(key: str) -> str:
    """A sentence in the viewer's language, with what it is filled with."""
    sentence = SENTENCES[key]
    if key == COUNTED:
        return str(sentence % {"days": 2}).replace("2", "%(days)s")
    return str(sentence)


class SentencesForm(forms.Form):
    """Only what was changed is written, so that two who write different sentences both keep theirs."""

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.language = language
        written = dict(Sentence.objects.filter(language=language).values_list("key", "text"))
        for key in SENTENCES:
            field = forms.CharField(label=as_said(key), required=False, max_length=LONGEST)
            field.widget.attrs["lang"] = language
            if language in FROM_THE_RIGHT:
                field.widget.attrs["dir"] = "rtl"
            self.fields[key] = field
            self.initial[key] = written.get(key, "")
        style(self)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for key in self.changed_data:
            if data.get(key):
                try:
                    check_text(key, data[key])
                except ValidationError as error:
                    self.add_error(key, error)
        return data

    @transaction.atomic
    def save(self) -> None:
        for key in self.changed_data:
            rows, text = Sentence.objects.filter(language=self.language, key=key), self.cleaned_data[key]
            if text:
                Sentence.objects.update_or_create(language=self.language, key=key, defaults={"text": text})
            else:
                rows.delete()

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (_("On the pages"), [self[key] for key in ON_PAGES]),
            (_("In the e-mails"), [self[key] for key in IN_MAILS]),
        ]
