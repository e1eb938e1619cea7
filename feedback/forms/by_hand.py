"""Asking one customer: which survey, by e-mail or by a link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from feedback.models import Invitation, Survey


class ByHandForm(forms.Form):
    survey = forms.ModelChoiceField(label=_("Survey"), queryset=Survey.objects.none(), empty_label=None)
    delivery = forms.ChoiceField(label=_("How"), choices=Invitation.Delivery.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        surveys: Any = self.fields["survey"]
        live = Survey.objects.filter(active=True, versions__published_at__isnull=False)
        surveys.queryset = live.distinct().order_by("normalised_name")
        style(self)
