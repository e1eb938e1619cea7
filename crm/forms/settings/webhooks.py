"""A webhook: where to send, what for, and which events."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.forms.concurrent import SeenForm
from crm.models import WebhookEndpoint
from crm.webhooks import targets
from crm.webhooks.types import known


class WebhookForm(SeenForm):
    types = forms.MultipleChoiceField(label=_("Events"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = WebhookEndpoint
        fields = ["description", "address", "types"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        types: Any = self.fields["types"]
        types.choices = [(each.name, each.label) for each in known().values()]
        self.fields["description"].help_text = _("The system that is told, such as “Accounting”.")
        self.fields["address"].help_text = _("Where it listens, such as https://example.com/hooks/jauge.")
        style(self)

    def clean_address(self) -> str:
        """One that messages may be sent to; it is looked at again each time that one is sent."""
        address: str = self.cleaned_data["address"].strip()
        try:
            targets.addresses(targets.parse(address))
        except targets.TargetError as refusal:
            raise ValidationError(str(refusal)) from refusal
        return address

    def save(self, commit: bool = True) -> WebhookEndpoint:
        if set(self.cleaned_data["types"]) - set(self.initial.get("types") or ()):
            # What was reached before somebody asked for it is no news.
            self.instance.objectives_seen_at = None
        saved: WebhookEndpoint = super().save(commit)
        return saved
