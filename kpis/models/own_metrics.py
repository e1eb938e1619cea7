"""KPIs of the company's own: a formula over measures of the catalogue, with filters."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.access import ReferenceQuerySet
from crm.models import Company, User
from kpis.engine import formulas

# The catalogue, of today or of a later version, has no figure that begins like this.
PREFIX = "own_"
REMEMBERED = "own_metrics"
validate_key = RegexValidator(
    r"^own(_[a-z0-9]+)+$", _("Write “own_” and small letters, digits and underscores: own_amount_per_hour.")
)


class OwnMetric(models.Model):
    """`filters` maps a dimension to the ids that count (null: not set)."""

    class Unit(models.TextChoices):
        MONEY = "money", _("Money")
        COUNT = "count", _("Number")
        PERCENT = "percent", _("Percentage")
        RATIO = "ratio", _("Ratio")
        HOURS = "hours", _("Hours")
        DAYS = "days", _("Days")

    class Better(models.TextChoices):
        UP = "up", _("More is better")
        DOWN = "down", _("Less is better")

    key = models.CharField(_("name in addresses"), max_length=60, unique=True, validators=[validate_key])
    label_en = models.CharField(_("label in English"), max_length=80)
    label_fr = models.CharField(_("label in French"), max_length=80)
    definition_en = models.CharField(_("definition in English"), max_length=300)
    definition_fr = models.CharField(_("definition in French"), max_length=300)
    formula = models.CharField(_("formula"), max_length=formulas.LENGTH)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices)
    better = models.CharField(_("better"), max_length=4, choices=Better.choices, default=Better.UP)
    active = models.BooleanField(_("in use"), default=True)
    made_by = models.ForeignKey(
        User, verbose_name=_("made by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_by = models.ForeignKey(
        User, verbose_name=_("changed by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    history = HistoricalRecords()
    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("KPI of the company's own")
        verbose_name_plural = _("KPIs of the company's own")
        ordering = ["label_en", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(key__startswith=PREFIX), name="own_metric_key"),
            models.CheckConstraint(
                condition=Q(unit__in=["money", "count", "percent", "ratio", "hours", "days"]), name="own_metric_unit"
            ),
            models.CheckConstraint(condition=Q(better__in=["up", "down"]), name="own_metric_better"),
            models.CheckConstraint(
                condition=~Q(formula="") & ~Q(label_en="") & ~Q(label_fr=""), name="own_metric_written"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.in_language("label")

    @property
    def definition(self) -> str:
        return self.in_language("definition")

    def in_language(self, name: str) -> str:
        """The text in the viewer's language."""
        french = (get_language() or "en").startswith("fr")
        return str(getattr(self, f"{name}_fr" if french else f"{name}_en"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.changed_at = timezone.now()
        super().save(*args, **kwargs)
        forget()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        found = super().delete(*args, **kwargs)
        forget()
        return found


def forget() -> None:
    """What is remembered of own metrics within this request is read again when it is asked for."""
    Company.current().__dict__.pop(REMEMBERED, None)
