"""Who was asked: invitations of a person, and links for whoever comes by."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from crm.models import Account, Company, Contact, Opportunity, Sale
from crm.models.attribution import Attributed, attribution_indexes
from feedback.models.surveys import Survey, new_token
from feedback.models.versions import SurveyVersion


class Invitation(Attributed):
    """A survey sent to a person, because of a win, a sale, a campaign … (`occasion`, see `occasion_of`).

    A person is asked once about an occasion, by contact as well as by address, whatever the survey.
    """

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("invitation", "Planned")
        SENDING = "sending", pgettext_lazy("invitation", "Being sent")
        SENT = "sent", pgettext_lazy("invitation", "Sent")
        UNSURE = "unsure", pgettext_lazy("invitation", "Perhaps sent")
        OPENED = "opened", pgettext_lazy("invitation", "Opened")
        ANSWERED = "answered", pgettext_lazy("invitation", "Answered")
        BOUNCED = "bounced", pgettext_lazy("invitation", "Not delivered")
        REFUSED = "refused", pgettext_lazy("invitation", "Refused")
        FAILED = "failed", pgettext_lazy("invitation", "Failed")
        REVOKED = "revoked", pgettext_lazy("invitation", "Withdrawn")
        EXPIRED = "expired", pgettext_lazy("invitation", "Expired")

    class Delivery(models.TextChoices):
        EMAIL = "email", _("By e-mail")
        LINK = "link", _("By a link handed over")

    NOT_SENT_YET = (State.PLANNED, State.SENDING)
    AWAITED = (State.SENT, State.OPENED, State.UNSURE)

    survey = models.ForeignKey(Survey, verbose_name=_("survey"), on_delete=models.PROTECT, related_name="invitations")
    version = models.ForeignKey(
        SurveyVersion,
        verbose_name=_("version"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
        help_text=_("What the person is shown; empty until it is sent."),
    )
    rule = models.ForeignKey(
        "feedback.SurveyRule",
        verbose_name=_("rule"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations",
    )
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations",
    )
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations",
    )
    opportunity = models.ForeignKey(
        Opportunity,
        verbose_name=_("opportunity"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations",
    )
    sale = models.ForeignKey(
        Sale,
        verbose_name=_("sale"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations",
    )
    follows = models.ForeignKey(
        "feedback.Answer",
        verbose_name=_("asks again after"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="asked_again",
        help_text=_("The answer of an unhappy customer that was followed up before."),
    )
    occasion = models.CharField(_("occasion"), max_length=60, blank=True)
    token = models.CharField(max_length=60, unique=True, default=new_token, editable=False)
    delivery = models.CharField(_("delivery"), max_length=5, choices=Delivery.choices, default=Delivery.EMAIL)
    email = models.EmailField(_("address it goes to"), blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("Why it failed, was refused or was not delivered.")
    )
    due_at = models.DateTimeField(_("to be sent at"), null=True, blank=True)
    # When a worker took it in hand; with `state` it tells what was cut off in between.
    sending_at = models.DateTimeField(_("being sent since"), null=True, blank=True, editable=False)
    # The same each time it is tried: with it the mail server's log tells whether it arrived.
    message_id = models.CharField(max_length=120, blank=True, db_index=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("failed attempts"), default=0, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    # A reminder that was put off: how often, and until when.
    reminder_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    reminder_due_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    bounced_at = models.DateTimeField(_("not delivered at"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_on", "-pk"]
        indexes = [
            *attribution_indexes("invitation", "sent_on", "answered_on"),
            models.Index(
                fields=["due_at"], condition=Q(state__in=("planned", "sending")), name="invitation_to_send_idx"
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(state__in=("sent", "opened", "unsure")),
                name="invitation_awaited_idx",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "occasion"], condition=~Q(occasion=""), name="invitation_once_per_contact"
            ),
            models.UniqueConstraint(
                fields=["email", "occasion"],
                condition=~Q(occasion="") & ~Q(email=""),
                name="invitation_once_per_address",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("planned", "sending")) | Q(sent_at=None, sent_on=None),
                name="invitation_planned_is_not_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("sent", "opened", "unsure")) | Q(sent_on__isnull=False),
                name="invitation_sent_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered_on__isnull=False) | (~Q(state="answered") & Q(answered_on=None)),
                name="invitation_answered_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.sent_on or ''}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.attribute()
            self.state = self.stated()
        super().save(*args, **kwargs)

    def stated(self) -> str:
        """The state that the dates of a new invitation tell, where nobody says otherwise."""
        if self.state != self.State.PLANNED:
            return self.state
        if self.answered_on:
            return self.State.ANSWERED
        return self.State.SENT if self.sent_on else self.State.PLANNED

    @staticmethod
    def occasion_of(event: str, record: Any) -> str:
        """How an occasion is written: the event of a rule and the key of what it happened to, as "won:57"."""
        return f"{event}:{record.pk}"

    def mark_sent(self, at: datetime) -> None:
        """It is on its way, and shows the survey's current version from now on."""
        self.state, self.sent_at, self.sent_on = self.State.SENT, at, Company.current().local_date(at)
        self.version = self.version or self.survey.current_version()
        self.save()

    def mark_answered(self, at: datetime) -> None:
        self.state, self.answered_at, self.answered_on = self.State.ANSWERED, at, Company.current().local_date(at)
        self.save()

    def may_be_answered(self) -> bool:
        """Whether the link still works: sent, not answered, not withdrawn, not too old."""
        return self.state in self.AWAITED and (self.expires_at is None or timezone.now() < self.expires_at)


class SurveyLink(Attributed):
    """A link for whoever comes by, without a name: on a counter, in a store, on a site.

    What it is attributed to (team, region, channel, campaign) its answers are too.
    """

    class Place(models.TextChoices):
        COUNTER = "counter", _("QR code on a counter")
        STORE = "store", _("Tablet in a store")
        SITE = "site", _("Link on a site")
        EMBEDDED = "embedded", _("Form within a site")

    survey = models.ForeignKey(Survey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=120)
    place = models.CharField(_("place"), max_length=10, choices=Place.choices)
    token = models.CharField(max_length=60, unique=True, default=new_token, editable=False)
    language = models.CharField(_("language"), max_length=5, blank=True, help_text=_("Empty: the browser's."))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("anonymous link")
        verbose_name_plural = _("anonymous links")
        ordering = ["label"]
        constraints = [models.UniqueConstraint(fields=["survey", "label"], name="survey_link_label_once")]

    def __str__(self) -> str:
        return self.label

    def is_open(self) -> bool:
        """Whether it may be answered: neither the link nor its survey is withdrawn."""
        return self.revoked_at is None and self.survey.active

    def attributed_to(self) -> list[Any]:
        """The team, region, channel and campaign that its answers count for, where there is one."""
        return [each for each in (self.team, self.region, self.channel, self.campaign) if each is not None]
