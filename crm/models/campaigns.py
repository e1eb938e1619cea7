"""Where business comes from and what selling costs: channels, sources, campaigns, expenses."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.models.attribution import Attributed, attribution_indexes
from crm.models.names import Named
from crm.models.organisation import Converted, Region


class Channel(Named):
    """The way a sale is made: online shop, store, phone, field, partner …"""

    class Kind(models.TextChoices):
        ONLINE = "online", _("Online shop")
        STORE = "store", _("Store")
        PHONE = "phone", _("Phone")
        FIELD = "field", _("Field")
        PARTNER = "partner", _("Partner")
        OTHER = "other", _("Other")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)

    class Meta(Named.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")


class Source(Named):
    """What brought an account or an opportunity: recommendation, trade fair, web form …"""

    class Meta(Named.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class Campaign(Named):
    channel = models.ForeignKey(
        Channel, verbose_name=_("channel"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    region = models.ForeignKey(
        Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    start_on = models.DateField(_("first day"), null=True, blank=True)
    end_on = models.DateField(_("last day"), null=True, blank=True)
    budget = models.DecimalField(_("budget"), max_digits=20, decimal_places=6, null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    history = HistoricalRecords()

    class Meta(Named.Meta):
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=Q(start_on=None) | Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="campaign_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="campaign_budget_positive"),
        ]


class OfCampaign(Attributed):
    """A fact of a campaign: also takes its channel and its region."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.attribute()
        super().save(*args, **kwargs)

    def attribute(self) -> None:
        super().attribute()
        self._take("channel", self.campaign)
        self._take("region", self.campaign)


class Expense(OfCampaign, Converted):
    """Money spent on selling, on one date."""

    spent_on = models.DateField(_("spent on"))
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=6)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("expense")
        verbose_name_plural = _("expenses")
        ordering = ["-spent_on", "-pk"]
        indexes = attribution_indexes("expense", "spent_on", "amount")
        constraints = [Converted.conversion_constraint("expense_conversion")]

    def __str__(self) -> str:
        return f"{self.kind or _('Expense')} {date_format(self.spent_on)}"


class CampaignResult(OfCampaign):
    """What a campaign's advertising brought on one day, as the platform that showed it tells; empty where it does not.

    What it cost are expenses, and what was sold are sales: neither is told twice.
    """

    measured_on = models.DateField(_("date"))
    impressions = models.PositiveBigIntegerField(_("impressions"), null=True, blank=True)
    clicks = models.PositiveBigIntegerField(_("clicks"), null=True, blank=True)
    leads = models.PositiveBigIntegerField(_("leads"), null=True, blank=True)
    orders = models.PositiveBigIntegerField(_("orders"), null=True, blank=True)
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("campaign result")
        verbose_name_plural = _("campaign results")
        ordering = ["-measured_on", "-pk"]
        indexes = attribution_indexes("campaign_result", "measured_on", "impressions", "clicks", "leads", "orders")
        constraints = [
            models.CheckConstraint(condition=Q(campaign__isnull=False), name="campaign_result_of_campaign"),
            models.CheckConstraint(
                condition=Q(impressions__isnull=False)
                | Q(clicks__isnull=False)
                | Q(leads__isnull=False)
                | Q(orders__isnull=False),
                name="campaign_result_tells_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {date_format(self.measured_on)}"
