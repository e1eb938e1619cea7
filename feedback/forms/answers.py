"""What is done about an answer: a reply, what was done, tags."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from feedback.models import AnswerTag

LONGEST = 10_000


class ReplyForm(forms.Form):
    """An e-mail to the customer who answered."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(label=_("Text"), max_length=LONGEST, widget=forms.Textarea({"rows": 6}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        style(self)

    def clean_subject(self) -> str:
        return " ".join(self.cleaned_data["subject"].split())


class ClosingForm(forms.Form):
    """What was done for an unhappy customer."""

    closed_with = forms.CharField(
        label=_("What was done"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say what was done, in a few words: your manager reads it.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        style(self)


class TagForm(forms.ModelForm):
    class Meta:
        model = AnswerTag
        fields = ["name", "words", "active"]
        widgets: dict[str, Any] = {"words": forms.Textarea({"rows": 6})}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        style(self)
