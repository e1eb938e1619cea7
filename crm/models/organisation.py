"""The company and how it is arranged: settings, holidays, regions, teams."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo, available_timezones

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.access import ReferenceQuerySet, manages
from crm.colours import COLOUR, OURS
from crm.models.names import Named
from crm.remembering import remembered

_current: ContextVar["Company | None"] = ContextVar("company", default=None)


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a known time zone; try “Europe/Brussels”.") % {"name": name})


validate_currency = RegexValidator(r"^[A-Z]{3}$", _("A currency is three capital letters, such as EUR."))

validate_colour = RegexValidator(f"^{COLOUR.pattern}$", _("A colour is # and six of 0 to 9 and a to f: #1f5fbf."))


def logo_path(company: Any, filename: str) -> str:
    """A new name for each logo: its address may be kept for ever."""
    return f"brand/{uuid4().hex}{PurePath(filename).suffix}"


class Company(models.Model):
    """The settings that every figure depends on. There is one row; `Company.current()` gives it."""

    name = models.CharField(_("name"), max_length=120, default="Jauge")
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=[validate_currency])
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/Brussels", validators=[validate_time_zone]
    )
    fiscal_year_start = models.PositiveSmallIntegerField(
        _("first month of the fiscal year"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    active_customer_days = models.PositiveIntegerField(_("days that make a customer active"), default=365)
    cart_abandonment_hours = models.PositiveIntegerField(_("hours after which a cart is abandoned"), default=24)
    working_days = models.CharField(
        _("working days"),
        max_length=7,
        default="12345",
        help_text=_("1 is Monday, 7 is Sunday."),
        validators=[RegexValidator(r"^1?2?3?4?5?6?7?$", _("Digits from 1 (Monday) to 7 (Sunday), in order."))],
    )
    hours_per_day = models.DecimalField(
        _("working hours per day"), max_digits=4, decimal_places=2, default=Decimal("8")
    )
    small_sample = models.PositiveSmallIntegerField(_("samples below this size are marked small"), default=10)
    managers_propose_objectives = models.BooleanField(
        _("managers propose objectives"),
        default=False,
        help_text=_("For the teams they manage; an administrator accepts or refuses."),
    )
    language = models.CharField(_("language"), max_length=5, default="en")
    brand_colour = models.CharField(_("brand colour"), max_length=7, default=OURS, validators=[validate_colour])
    # What `crm.forms.settings.brand` accepts, with its pixels.
    logo = models.FileField(_("logo"), upload_to=logo_path, blank=True, editable=False)
    logo_width = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    logo_height = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    # A version that reads no encrypted secrets may answer beside the one that brings them: there the operator begins.
    encrypts_secrets = models.BooleanField(default=True, db_default=False, editable=False)

    history = HistoricalRecords(excluded_fields=["logo_width", "logo_height", "encrypts_secrets"])

    class Meta:
        verbose_name = _("company settings")
        verbose_name_plural = _("company settings")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="company_is_one_row"),
            models.CheckConstraint(
                condition=Q(fiscal_year_start__gte=1, fiscal_year_start__lte=12), name="company_fiscal_month"
            ),
            models.CheckConstraint(
                condition=Q(hours_per_day__gt=0, hours_per_day__lte=24), name="company_hours_per_day"
            ),
            models.CheckConstraint(condition=Q(brand_colour__regex=f"^{COLOUR.pattern}$"), name="company_brand_colour"),
            models.CheckConstraint(
                condition=Q(logo="", logo_width=None, logo_height=None)
                | (~Q(logo="") & Q(logo_width__isnull=False, logo_height__isnull=False)),
                name="company_logo_with_its_size",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
        if _current.get() is not None:
            _current.set(self)

    @classmethod
    def current(cls) -> "Company":
        """The one row, made with defaults when absent; remembered within `remembered()`."""
        known = _current.get()
        if known is not None:
            return known
        company: Company = cls.objects.get_or_create(pk=1)[0]
        return company

    @classmethod
    @contextmanager
    def remembered(cls) -> Iterator["Company"]:
        """Within a request, a command or a job the settings are read once."""
        token = _current.set(cls.current())
        try:
            yield _current.get()  # type: ignore[misc]
        finally:
            _current.reset(token)

    @cached_property
    def stages(self) -> list[Any]:
        """All stages in the order of their pipelines: few, and asked for several times while a page is made."""
        rows = apps.get_model("crm", "Stage").objects.select_related("pipeline")
        return remembered("stages", lambda: list(rows.order_by("pipeline", "order", "pk")), for_all=True)

    @cached_property
    def activity_types(self) -> dict[int, Any]:
        """All types of activities by id."""
        rows = apps.get_model("crm", "ActivityType").objects.order_by("pk")
        return remembered("activity types", rows.in_bulk, for_all=True)

    @cached_property
    def teams(self) -> dict[int, "Team"]:
        """All teams by id, each with the ids of its managers in `managed_by`: few, and asked for as often."""
        return remembered("teams", Company.read_teams, for_all=True)

    @staticmethod
    def read_teams() -> dict[int, "Team"]:
        found: dict[int, Team] = {}
        for row in Team.objects.order_by("pk").annotate(manager_id=F("managers")):
            team = found.setdefault(row.pk, row)
            if row.manager_id is not None:
                team.managed_by |= {row.manager_id}
        return found

    @property
    def logo_name(self) -> str:
        """The last part of the address of its logo; "" without one."""
        return PurePath(str(self.logo.name or "")).name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self) -> date:
        """The date it is now in the company's time zone."""
        return self.local_date(timezone.now())

    def local_date(self, moment: datetime) -> date:
        """The company's calendar date of an aware moment."""
        return moment.astimezone(self.zone).date()


class Region(Named):
    class Meta(Named.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class Holiday(models.Model):
    """A day on which nobody works, in one region or (without region) everywhere."""

    on = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=120)
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="holidays",
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["on", "region"], name="holiday_once_per_region"),
            models.UniqueConstraint(fields=["on"], condition=Q(region=None), name="holiday_once_everywhere"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class TeamQuerySet(ReferenceQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        return Q(pk__in=[*manages(viewer), viewer.team_id])

    def with_descendants(self) -> "TeamQuerySet":
        """These teams and all teams below them."""
        path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
        above = self.order_by().annotate(below=path).filter(below__startswith=F("path"))
        return self.model._default_manager.filter(Exists(above))


class Team(Named):
    """Teams form a tree. `path` is the ids from the root to the team, "/1/4/", so a subtree is one prefix."""

    # The ids of its managers, on the teams of `Company.teams`.
    managed_by: frozenset[int] = frozenset()

    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent team"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    path = models.CharField(max_length=200, editable=False, db_index=True)
    managers = models.ManyToManyField("crm.User", verbose_name=_("managers"), blank=True, related_name="managed_teams")
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="teams",
    )

    history = HistoricalRecords()
    objects = TeamQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def clean(self) -> None:
        super().clean()
        if self.pk and self.parent and f"/{self.pk}/" in self.parent.path:
            raise ValidationError({"parent": _("A team cannot be below itself: choose another parent team.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.clean()
        before = self.path
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != before:
            type(self).objects.filter(pk=self.pk).update(path=path)
            self.path = path
            for child in self.children.all():
                child.save()

    def needed_because(self) -> Any:
        today = Company.current().today()
        if self.members.working(today).exists():
            return _("People are in it: move them to another team first.")
        if self.children.filter(active=True).exists():
            return _("Other teams are below it: move them first.")
        return ""

    def subtree_ids(self) -> list[int]:
        """The ids of this team and of all teams below."""
        return list(Team.objects.filter(path__startswith=self.path).values_list("pk", flat=True))


class ExchangeRate(models.Model):
    """How much one unit of `currency` is worth in the company's currency from a date on."""

    currency = models.CharField(_("currency"), max_length=3, validators=[validate_currency])
    on = models.DateField(_("from"))
    rate = models.DecimalField(_("rate"), max_digits=18, decimal_places=8)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["currency", "-on"]
        constraints = [
            models.UniqueConstraint(fields=["currency", "on"], name="exchange_rate_once_a_day"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.on}: {self.rate}"

    @classmethod
    def at(cls, currency: str, on: date) -> Decimal:
        """The rate in force on a date; a missing one is a ValidationError, never a silent 1."""
        rate = cls.objects.filter(currency=currency, on__lte=on).order_by("-on").values_list("rate", flat=True).first()
        if rate is None:
            raise ValidationError(
                _("There is no exchange rate for %(currency)s on %(date)s: add one in the settings first.")
                % {"currency": currency, "date": on}
            )
        return Decimal(rate)


class Converted(models.Model):
    """An amount in the company's currency and, when it was agreed in another, that amount and the rate."""

    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[validate_currency])
    original_amount = models.DecimalField(
        _("amount in its own currency"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    exchange_rate = models.DecimalField(_("exchange rate"), max_digits=18, decimal_places=8, null=True, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def conversion_constraint(name: str) -> models.CheckConstraint:
        own = Q(currency="", original_amount=None, exchange_rate=None)
        foreign = Q(original_amount__isnull=False, exchange_rate__isnull=False) & ~Q(currency="")
        return models.CheckConstraint(condition=own | foreign, name=name)

    def convert(self, amount: Decimal | None, currency: str, on: date) -> Decimal | None:
        """Remembers a foreign amount with its rate of `on`; returns it in the company's currency.

        Raises ValidationError when no rate is known for the date.
        """
        self.currency, self.original_amount, self.exchange_rate = "", None, None
        if amount is None or currency in ("", Company.current().currency):
            return amount
        rate = ExchangeRate.at(currency, on)
        self.currency, self.original_amount, self.exchange_rate = currency, amount, rate
        return (amount * rate).quantize(Decimal("0.000001"))
