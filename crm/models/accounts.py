"""Customers and prospects: accounts (a company or a person) and the contacts in them."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.access import AttributedQuerySet, ScopedQuerySet, manages
from crm.models.attribution import Attributed, attribution_indexes
from crm.models.campaigns import Source
from crm.models.names import Named, normalise


def normalise_phone(text: str) -> str:
    """Digits only, with "00" for "+": enough to find "+32 2 555 12 12" by any spelling of it."""
    return re.sub(r"\D", "", text.replace("+", "00", 1))


class Segment(Named):
    """An industry or a size class; what accounts are compared by."""

    class Meta(Named.Meta):
        verbose_name = _("segment")
        verbose_name_plural = _("segments")


class AccountQuerySet(AttributedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """Own accounts, those of managed teams, and those on which one has an opportunity."""
        from crm.models.pipeline import Opportunity

        deals = Opportunity.objects.filter(account=OuterRef("pk"))
        return super().seen_by(viewer) | Q(Exists(deals.filter(deals.seen_by(viewer))))

    def shares_seen_by(self, viewer: Any) -> list[Q]:
        return [super().seen_by(viewer), *shares_by_work(viewer, "pk")]

    def named(self, text: str) -> "AccountQuerySet":
        """Accounts whose name contains the text, accents and case ignored."""
        return self.filter(normalised_name__contains=normalise(text))


def shares_by_work(viewer: Any, account: str) -> list[Q]:
    """Rows whose account is seen because of an opportunity on it: one's own, then those of managed teams."""
    from crm.models.pipeline import Opportunity

    deals = Opportunity.objects.filter(account=OuterRef(account))
    teams = manages(viewer)
    return [Q(Exists(deals.filter(owner=viewer))), *([Q(Exists(deals.filter(team__in=teams)))] if teams else [])]


class Account(Attributed):
    """A company or a person that buys or may buy."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        PERSON = "person", _("Person")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.COMPANY)
    name = models.CharField(_("name"), max_length=200)
    normalised_name = models.CharField(max_length=200, editable=False)
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)
    segment = models.ForeignKey(
        Segment,
        verbose_name=_("segment"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="accounts",
    )
    source = models.ForeignKey(
        Source, verbose_name=_("source"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="subsidiaries",
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    normalised_phone = models.CharField(max_length=40, editable=False, blank=True, db_index=True)
    website = models.CharField(_("website"), max_length=200, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    annual_revenue = models.DecimalField(_("annual revenue"), max_digits=20, decimal_places=6, null=True, blank=True)
    founded = models.PositiveSmallIntegerField(_("year founded"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    prospect_since = models.DateField(_("prospect since"), null=True, blank=True)
    customer_since = models.DateField(_("customer since"), null=True, blank=True, db_index=True)
    lost_on = models.DateField(_("lost on"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords()
    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["name", "pk"]
        indexes = [
            *attribution_indexes("account", "prospect_since", "customer_since"),
            models.Index(fields=["name", "id"], name="account_name_idx"),
            models.Index(fields=["city", "id"], name="account_by_city_idx"),
            # What changed since another system looked last.
            models.Index(fields=["updated_at"], name="account_updated_idx"),
            models.Index(fields=["normalised_name", "id"], name="account_by_normalised_idx"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="account_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalised_name = normalise(self.name)[:200]
        self.normalised_phone = normalise_phone(self.phone)[:40]
        if self._state.adding:
            self.attribute()
        else:
            self.version += 1
        super().save(*args, **kwargs)
        self._open_work_follows()

    def attribute(self) -> None:
        """An account takes team and region from its owner, where they are not given."""
        if self.owner is not None:
            self._take("team", self.owner)
            self._take("region", self.owner)

    def _open_work_follows(self) -> None:
        """A change of region moves open opportunities; what is closed keeps the region it was earned in."""
        if self.region_id is not None:
            from crm.models.pipeline import Opportunity

            stale = Opportunity.objects.filter(account=self, outcome="open").exclude(region_id=self.region_id)
            stale.update(region_id=self.region_id)

    def reassign(self, owner: Any) -> None:
        """To somebody else, in their team; sales and closed opportunities keep whoever earned them."""
        self.owner = owner
        self.follow_owner()
        self.save()

    def follow_owner(self) -> None:
        """In memory: an account is in the team of whoever has it, whichever way they got it. Nobody's stays there."""
        if self.owner is not None:
            self.team_id = self.owner.team_id

    def mark_lost(self, on: date) -> None:
        """The customer has left: not active from that date, until they buy again."""
        self.lost_on = on
        self.save()

    def became_customer(self, on: date) -> None:
        """Remembers the earliest sale."""
        if self.customer_since is None or on < self.customer_since:
            self.customer_since = on
            Account.objects.filter(pk=self.pk).update(customer_since=on)

    def forget_sale(self, on: date) -> None:
        """After a sale of `on` was taken back: the next earliest sale, if any, is the first one."""
        from crm.models.sales import Sale

        if self.customer_since == on:
            first = Sale.objects.filter(account=self).counted().order_by("sold_on").first()
            self.customer_since = first.sold_on if first else None
            Account.objects.filter(pk=self.pk).update(customer_since=self.customer_since)


class ContactQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """Own contacts and the people of visible accounts."""
        own = Q(owner_id=viewer.pk) | Q(owner__team__in=manages(viewer))
        # Asked of each contact that is left, not of all accounts first: searching 100,000 takes 5 ms instead of 400.
        return own | Q(Exists(Account.objects.visible_to(viewer).filter(pk=OuterRef("account_id"))))

    def shares_seen_by(self, viewer: Any) -> list[Q]:
        from crm.models.people import User

        people = User.objects.filter(Q(pk=viewer.pk) | Q(team__in=manages(viewer)))
        accounts = Account.objects.earned_under(viewer).filter(pk=OuterRef("account_id"))
        return [Q(owner__in=people), Q(Exists(accounts)), *shares_by_work(viewer, "account_id")]


class Contact(models.Model):
    """A person to talk to, usually in an account."""

    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contacts",
    )
    owner = models.ForeignKey(
        "crm.User", verbose_name=_("owner"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100)
    normalised_name = models.CharField(max_length=210, editable=False)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    normalised_phone = models.CharField(max_length=40, editable=False, blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    source = models.ForeignKey(
        Source, verbose_name=_("source"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    refuses_surveys = models.BooleanField(_("refuses surveys"), default=False)
    refused_surveys_at = models.DateTimeField(_("refused surveys on"), null=True, blank=True, editable=False)
    survey_consent_on = models.DateField(_("agreed to surveys on"), null=True, blank=True)
    survey_consent_source = models.CharField(
        _("how they agreed"), max_length=120, blank=True, help_text=_("A contract, a form on the site, by phone …")
    )
    # The address, not the person: a corrected address may be written to again.
    undeliverable_email = models.EmailField(_("e-mail that does not arrive"), blank=True, editable=False)
    undeliverable_since = models.DateTimeField(_("does not arrive since"), null=True, blank=True, editable=False)
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)
    notes = models.TextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    history = HistoricalRecords()
    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["last_name", "first_name", "pk"]
        indexes = [
            models.Index(fields=["last_name", "id"], name="contact_by_name_idx"),
            models.Index(fields=["normalised_name", "id"], name="contact_by_normalised_idx"),
            models.Index(fields=["job_title", "id"], name="contact_by_job_idx"),
            # What changed since another system looked last.
            models.Index(fields=["updated_at"], name="contact_updated_idx"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(refused_surveys_at=None) | Q(refuses_surveys=True), name="contact_refused_on"
            ),
            models.CheckConstraint(
                condition=Q(survey_consent_source="") | Q(survey_consent_on__isnull=False), name="contact_consent_dated"
            ),
            models.CheckConstraint(
                condition=Q(undeliverable_email="", undeliverable_since=None)
                | (~Q(undeliverable_email="") & Q(undeliverable_since__isnull=False)),
                name="contact_undeliverable_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalised_name = normalise(str(self))[:210]
        self.normalised_phone = normalise_phone(self.phone)[:40]
        self.date_refusal()
        if not self._state.adding:
            self.version += 1
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.survey_consent_source and not self.survey_consent_on:
            raise ValidationError({"survey_consent_on": _("Give the date on which they agreed.")})

    def date_refusal(self) -> None:
        """Keeps the moment at which surveys were refused, for as long as they are."""
        if not self.refuses_surveys:
            self.refused_surveys_at = None
        elif self.refused_surveys_at is None:
            self.refused_surveys_at = timezone.now()

    def may_be_written_to(self) -> bool:
        """Whether there is an address, and not one that came back."""
        return bool(self.email) and self.email.casefold() != self.undeliverable_email.casefold()
