"""When and whom to ask, and what holds for all surveys of the company."""

from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.access import ReferenceQuerySet
from crm.models import Campaign, Channel, Company, Pipeline, Region, SavedView, Segment, Team
from crm.models.names import Named
from feedback.models.surveys import Survey
from feedback.models.texts import TextsField


def today() -> date:
    return Company.current().today()


class RuleQuerySet(ReferenceQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """Nobody but administrators."""
        return Q(pk__in=[])


class SurveyRule(Named):
    """After what, of which customers, and when a survey is sent. Empty filters narrow nothing."""

    class Event(models.TextChoices):
        WON = "won", _("An opportunity is won")
        LOST = "lost", _("An opportunity is lost")
        SALE = "sale", _("A sale is made")
        COMPLAINT_CLOSED = "complaint", _("A complaint is closed")
        LIST = "list", _("A list of contacts")
        CAMPAIGN = "campaign", _("The contacts of a campaign")

    survey = models.ForeignKey(Survey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="rules")
    event = models.CharField(_("after what"), max_length=10, choices=Event.choices)
    starts_on = models.DateField(
        _("from"), default=today, help_text=_("Nobody is asked about what happened before that day.")
    )
    pipeline = models.ForeignKey(
        Pipeline, verbose_name=_("pipeline"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(
        Team, verbose_name=_("team"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    region = models.ForeignKey(
        Region, verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    channel = models.ForeignKey(
        Channel, verbose_name=_("channel"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    segment = models.ForeignKey(
        Segment, verbose_name=_("segment"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    least_amount = models.DecimalField(
        _("amount from"), max_digits=20, decimal_places=6, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    view = models.ForeignKey(
        SavedView,
        verbose_name=_("saved view of contacts"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    delay_days = models.PositiveSmallIntegerField(_("days after the event"), default=0)
    quiet_from = models.TimeField(
        _("nothing is sent from"), null=True, blank=True, help_text=_("Empty: the company's.")
    )
    quiet_until = models.TimeField(_("until"), null=True, blank=True)
    share = models.PositiveSmallIntegerField(
        _("share of customers (%)"),
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Drawn at random, the same customers each time."),
    )
    remind_after_days = models.PositiveSmallIntegerField(
        _("remind after days"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: never.")
    )

    history = HistoricalRecords()
    objects = RuleQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("rule of asking")
        verbose_name_plural = _("rules of asking")
        constraints = [
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="survey_rule_share"),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="survey_rule_quiet_hours",
            ),
            models.CheckConstraint(
                condition=Q(remind_after_days=None) | Q(remind_after_days__gte=1), name="survey_rule_reminder"
            ),
            models.CheckConstraint(
                condition=~Q(event="campaign") | Q(campaign__isnull=False), name="survey_rule_has_campaign"
            ),
            models.CheckConstraint(condition=~Q(event="list") | Q(view__isnull=False), name="survey_rule_has_view"),
            models.CheckConstraint(
                condition=Q(least_amount=None) | Q(least_amount__gte=0), name="survey_rule_least_amount"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, Any] = {}
        if self.event == self.Event.CAMPAIGN and self.campaign_id is None:
            wrong["campaign"] = _("Choose the campaign.")
        if self.event == self.Event.LIST and (self.view is None or self.view.list_name != SavedView.List.CONTACTS):
            wrong["view"] = _("Choose a saved view of the list of contacts.")
        if (self.quiet_from is None) != (self.quiet_until is None):
            missing = "quiet_from" if self.quiet_from is None else "quiet_until"
            wrong[missing] = _("Give both ends of the quiet hours, or none.")
        if wrong:
            raise ValidationError(wrong)


class FeedbackSettings(models.Model):
    """What holds for all surveys. There is one row; `FeedbackSettings.current()` gives it."""

    contact_rest_days = models.PositiveSmallIntegerField(
        _("days between two surveys of a person"), default=90, help_text=_("Whatever the survey.")
    )
    invitation_days = models.PositiveSmallIntegerField(
        _("days for which an invitation may be answered"), default=30, validators=[MinValueValidator(1)]
    )
    quiet_from = models.TimeField(_("nothing is sent from"), default=time(19))
    quiet_until = models.TimeField(_("until"), default=time(8))
    mails_per_minute = models.PositiveSmallIntegerField(
        _("e-mails per minute at most"), default=120, validators=[MinValueValidator(1)]
    )
    follow_up_days = models.PositiveSmallIntegerField(
        _("days to follow up an unhappy customer"), default=2, help_text=_("From the answer to the due date.")
    )
    escalation_days = models.PositiveSmallIntegerField(
        _("days after the due date until the manager is told"), default=1
    )
    reps_see_low_scores = models.BooleanField(
        _("reps see who gave a low score"), default=True, help_text=_("Otherwise reps see the score without the name.")
    )
    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group shown of anonymous surveys"),
        default=5,
        validators=[MinValueValidator(2)],
        help_text=_("A breakdown with fewer answers is hidden."),
    )
    draft_days = models.PositiveSmallIntegerField(
        _("days that half-finished answers are kept"), default=30, validators=[MinValueValidator(1)]
    )
    answer_months = models.PositiveSmallIntegerField(
        _("months until answers lose names and comments"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: never. Scores stay, so that figures do."),
    )
    sender_name = models.CharField(
        _("name of the sender"), max_length=120, blank=True, help_text=_("Empty: the company's name.")
    )
    reply_to = models.EmailField(_("address for replies"), blank=True)
    privacy_notice = TextsField(_("privacy notice"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("settings of surveys")
        verbose_name_plural = _("settings of surveys")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="feedback_settings_one_row"),
            models.CheckConstraint(condition=Q(smallest_group__gte=2), name="feedback_smallest_group"),
            models.CheckConstraint(
                condition=Q(invitation_days__gte=1, draft_days__gte=1, mails_per_minute__gte=1),
                name="feedback_days_from_one",
            ),
            models.CheckConstraint(
                condition=Q(answer_months=None) | Q(answer_months__gte=1), name="feedback_answer_months"
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "FeedbackSettings":
        """The one row, made with defaults when absent. Where it is there, a page that asks for it only reads."""
        found: FeedbackSettings = cls.objects.filter(pk=1).first() or cls.objects.get_or_create(pk=1)[0]
        return found
