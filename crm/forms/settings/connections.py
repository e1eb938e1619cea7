"""A shop or a telephone system that is connected: what it is, and whose its records are."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.finding import style
from crm.forms.concurrent import SeenForm
from crm.models import ActivityType, Channel, Company, IngestSource, User


class ConnectionForm(SeenForm):
    """The kind is chosen once: the signature of one system says nothing to another. Only our own documents tell of
    calls."""

    class Meta:
        model = IngestSource
        fields = ["name", "kind", "channel", "owner", "makes_accounts", "call_type"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["channel"].queryset = Channel.objects.offered(self.instance.channel_id)
        fields["channel"].help_text = _("Its sales and carts count for this channel.")
        working = User.objects.working(Company.current().today())
        fields["owner"].queryset = (working | User.objects.filter(pk=self.instance.owner_id)).order_by(
            "normalised_name", "pk"
        )
        fields["owner"].help_text = _("Who gets what belongs to no customer that somebody looks after.")
        fields["makes_accounts"].help_text = _(
            "Whoever buys and is not known by e-mail or phone becomes an account. Carts and calls never make one."
        )
        fields["call_type"].queryset = ActivityType.objects.offered(self.instance.call_type_id)
        fields["call_type"].help_text = _("For telephone systems. Empty: as the type with the code “call”.")
        if self.instance.pk:
            del self.fields["kind"]
            if self.instance.kind != IngestSource.Kind.GENERIC:
                del self.fields["call_type"]
        style(self)


class SecretForm(forms.Form):
    """The secret that a shop has made itself, as it shows it."""

    secret = forms.CharField(
        label=_("The shop’s secret"), min_length=10, max_length=200,
        help_text=_("Copy it from the shop’s page of webhooks, without spaces around it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["secret"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        style(self)
