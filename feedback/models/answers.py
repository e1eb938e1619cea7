"""What customers answered, and what they have begun to answer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.access import AttributedQuerySet, ScopedQuerySet
from crm.models import Account, Activity, Contact, Opportunity, Sale, User
from crm.models.attribution import DIMENSIONS, Attributed, attribution_indexes
from crm.models.names import normalise
from feedback.models.invitations import Invitation, SurveyLink
from feedback.models.surveys import SCALES, ScoreKind, Survey, new_token
from feedback.models.versions import Question, SurveyVersion


def within_scale() -> Q:
    """A score stands within the scale of its kind; an answer may have none."""
    condition = Q(score=None) | Q(kind=ScoreKind.OWN)
    for kind, (lowest, highest) in SCALES.items():
        condition |= Q(kind=kind, score__gte=lowest, score__lte=highest)
    return condition


# The highest score of an unhappy customer: detractors; two of five; on the scale of ease 1 to 3, the hard side of 4.
UNHAPPY_TO = {ScoreKind.NPS: 6, ScoreKind.CSAT: 2, ScoreKind.CES: 3}

# The lowest score of a happy customer: promoters; four of five; the easy side of 4.
HAPPY_FROM = {ScoreKind.NPS: 9, ScoreKind.CSAT: 4, ScoreKind.CES: 5}


def unhappy() -> Q:
    """The condition of an unhappy customer's answer."""
    condition = Q(pk__in=[])
    for kind, highest in UNHAPPY_TO.items():
        condition |= Q(kind=kind, score__lte=highest)
    return condition


def happy() -> Q:
    condition = Q(pk__in=[])
    for kind, lowest in HAPPY_FROM.items():
        condition |= Q(kind=kind, score__gte=lowest)
    return condition


class AnswerQuerySet(AttributedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """What was earned under the viewer, and what customers say whose account is the viewer's by now."""
        return super().seen_by(viewer) | Q(account__owner=viewer.pk)

    def unhappy(self) -> "AnswerQuerySet":
        return self.filter(unhappy())


class Answer(Attributed):
    """A customer's answer, as it was submitted; what is half finished is an `AnswerDraft` and counts nowhere.

    `kind` and `anonymous` repeat the survey's, so that a later change of the survey never alters past answers. An
    anonymous answer names nobody; it keeps whom it is attributed to.
    """

    survey = models.ForeignKey(Survey, verbose_name=_("survey"), on_delete=models.PROTECT, related_name="answers")
    version = models.ForeignKey(
        SurveyVersion,
        verbose_name=_("version"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers",
        help_text=_("What the customer was shown; empty for answers from a file."),
    )
    invitation = models.OneToOneField(
        Invitation,
        verbose_name=_("invitation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answer",
    )
    link = models.ForeignKey(
        SurveyLink,
        verbose_name=_("anonymous link"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers",
    )
    account = models.ForeignKey(
        Account,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answers",
    )
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answers",
    )
    opportunity = models.ForeignKey(
        Opportunity,
        verbose_name=_("opportunity"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answers",
        help_text=_("What it was asked about; its lines say about which products."),
    )
    sale = models.ForeignKey(
        Sale,
        verbose_name=_("sale"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answers",
        help_text=_("What it was asked about; its lines say about which products."),
    )
    kind = models.CharField(_("kind"), max_length=4, choices=ScoreKind.choices)
    anonymous = models.BooleanField(_("anonymous"), default=False, editable=False)
    score = models.SmallIntegerField(_("score"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    normalised_comment = models.TextField(editable=False, blank=True, default="")
    language = models.CharField(_("language"), max_length=5, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"))
    follow_up = models.ForeignKey(
        Activity,
        verbose_name=_("follow-up"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The activity that answers the customer; the complaint is closed when it is done."),
    )
    escalated_at = models.DateTimeField(_("manager told at"), null=True, blank=True)
    escalated_to = models.ForeignKey(
        User, verbose_name=_("manager told"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_with = models.TextField(_("what was done"), blank=True)
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)

    objects = AnswerQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["-answered_on", "-pk"]
        indexes = attribution_indexes("answer", "answered_on", "kind", "score")
        constraints = [
            models.CheckConstraint(condition=within_scale(), name="answer_score_within_scale"),
            models.CheckConstraint(
                condition=Q(anonymous=False, link=None)
                | Q(contact=None, account=None, invitation=None, opportunity=None, sale=None),
                name="answer_anonymous_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.answered_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.version is not None and self.version.survey_id != self.survey_id:
            raise ValidationError({"version": _("This version belongs to another survey.")})
        if self._state.adding:
            self.kind = self.kind or self.survey.kind
            self.attribute()
        self.normalised_comment = normalise(self.comment)
        super().save(*args, **kwargs)

    def is_unhappy(self) -> bool:
        """Whether a customer who gave this score should be called back."""
        highest = UNHAPPY_TO.get(self.kind)  # type: ignore[call-overload]
        return highest is not None and self.score is not None and self.score <= highest

    def is_happy(self) -> bool:
        lowest = HAPPY_FROM.get(self.kind)  # type: ignore[call-overload]
        return lowest is not None and self.score is not None and self.score >= lowest

    def attribute(self) -> None:
        """Also takes what the invitation or the link has, else the sale it is about; then an anonymous answer forgets
        whose it is, and with it the sale or opportunity, which would tell."""
        for name in ("opportunity", "sale"):
            self._take(name, self.invitation)
        for name in ("account", "contact"):
            self._take(name, self.invitation, self.sale, self.opportunity)
        for name in DIMENSIONS:
            self._take(name, self.invitation, self.link, self.sale)
        super().attribute()
        self.normalised_comment = normalise(self.comment)
        self.anonymous = self.survey.anonymous
        if self.anonymous or self.link_id is not None:
            self.contact = self.account = self.invitation = self.opportunity = self.sale = None


class AnswerValue(models.Model):
    """The answer to one question."""

    answer = models.ForeignKey(Answer, verbose_name=_("answer"), on_delete=models.CASCADE, related_name="values")
    question = models.ForeignKey(Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="+")
    value = models.JSONField(_("value"))

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        constraints = [models.UniqueConstraint(fields=["answer", "question"], name="answer_value_once")]

    def __str__(self) -> str:
        return str(self.value)


class AnswerDraft(models.Model):
    """What a customer has answered so far, of an invitation or through a link; deleted when it is submitted.

    `values` maps the key of a question to what `AnswerValue.value` would hold. Whoever came through a link finds the
    draft again by its `token`.
    """

    version = models.ForeignKey(
        SurveyVersion, verbose_name=_("version"), on_delete=models.CASCADE, related_name="drafts"
    )
    invitation = models.OneToOneField(
        Invitation,
        verbose_name=_("invitation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="draft",
    )
    link = models.ForeignKey(
        SurveyLink,
        verbose_name=_("anonymous link"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="drafts",
    )
    token = models.CharField(max_length=60, unique=True, default=new_token, editable=False)
    language = models.CharField(_("language"), max_length=5, blank=True)
    values = models.JSONField(_("values"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True, db_index=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("half-finished answer")
        verbose_name_plural = _("half-finished answers")
        ordering = ["-updated_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(invitation=None, link__isnull=False) | Q(invitation__isnull=False, link=None),
                name="answer_draft_comes_from_somewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.updated_at}"
