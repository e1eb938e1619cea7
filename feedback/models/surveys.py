"""What customers are asked, and who was asked."""

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.models import Account, Contact, Opportunity, Sale
from crm.models.attribution import Attributed, attribution_indexes
from crm.models.names import Named


class ScoreKind(models.TextChoices):
    """The score a survey asks for, with its scale."""

    NPS = "nps", _("NPS (0–10)")
    CSAT = "csat", _("CSAT (1–5)")
    CES = "ces", _("CES (1–7)")
    OWN = "own", _("No standard score")


SCALES = {ScoreKind.NPS: (0, 10), ScoreKind.CSAT: (1, 5), ScoreKind.CES: (1, 7)}


class Survey(Named):
    kind = models.CharField(_("kind"), max_length=4, choices=ScoreKind.choices)
    introduction = models.TextField(_("introduction"), blank=True)
    anonymous = models.BooleanField(_("anonymous"), default=False)

    history = HistoricalRecords()

    class Meta(Named.Meta):
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        constraints = [models.CheckConstraint(condition=Q(kind__in=ScoreKind.values), name="survey_kind")]


class Question(models.Model):
    class Kind(models.TextChoices):
        SCORE = "score", _("Score")
        CHOICE = "choice", _("One choice")
        MULTIPLE = "multiple", _("Several choices")
        SCALE = "scale", _("Scale")
        TEXT = "text", _("Text")
        YES_NO = "yes_no", _("Yes or no")

    survey = models.ForeignKey(Survey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("text"), max_length=300)
    text_fr = models.CharField(_("text in French"), max_length=300, blank=True)
    choices = models.JSONField(_("choices"), default=list, blank=True)
    required = models.BooleanField(_("required"), default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["survey", "order"]
        constraints = [models.UniqueConstraint(fields=["survey", "order"], name="question_order_once")]

    def __str__(self) -> str:
        return self.text


def new_token() -> str:
    """An unguessable token: 32 random bytes."""
    return secrets.token_urlsafe(32)


class Invitation(Attributed):
    """A survey sent to a contact, because of a win, a sale, or a campaign."""

    survey = models.ForeignKey(Survey, verbose_name=_("survey"), on_delete=models.PROTECT, related_name="invitations")
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
    token = models.CharField(max_length=60, unique=True, default=new_token, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_on", "-pk"]
        indexes = attribution_indexes("invitation", "sent_on", "answered_on")

    def __str__(self) -> str:
        return f"{self.survey} {self.sent_on or ''}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.attribute()
        super().save(*args, **kwargs)
