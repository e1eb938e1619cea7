"""A new token of the API: what it is for, what it may do, until when."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.models import ApiToken, Company, User

LASTS = ((30, _("30 days")), (90, _("90 days")), (365, _("One year")), (0, _("Until it is revoked")))


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("The program that will use it, such as “Web shop”.")
    )
    scope = forms.ChoiceField(
        label=_("What it may do"), choices=ApiToken.Scope.choices, initial=ApiToken.Scope.READ,
        help_text=_("Never more than you may yourself."),
    )  # fmt: skip
    days = forms.TypedChoiceField(label=_("How long"), choices=LASTS, coerce=int, initial=90)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        style(self)

    def last_day(self) -> date | None:
        days: int = self.cleaned_data["days"]
        return Company.current().today() + timedelta(days=days) if days else None

    def issue(self, user: User) -> str:
        """The text of the token, said this once."""
        _made, text = ApiToken.issue(user, self.cleaned_data["name"], self.cleaned_data["scope"], self.last_day())
        return text
