"""What customers answered."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Account, Activity, Contact
from crm.models.attribution import Attributed, attribution_indexes
from feedback.models.surveys import SCALES, Invitation, Question, ScoreKind, Survey


def within_scale() -> Q:
    """A score stands within the scale of its kind; an answer may have none."""
    condition = Q(score=None) | Q(kind=ScoreKind.OWN)
    for kind, (lowest, highest) in SCALES.items():
        condition |= Q(kind=kind, score__gte=lowest, score__lte=highest)
    return condition


class Answer(Attributed):
    """A customer's answer.

    `kind` repeats the survey's, so that a later change of the survey never alters past scores.
    """

    survey = models.ForeignKey(Survey, verbose_name=_("survey"), on_delete=models.PROTECT, related_name="answers")
    invitation = models.OneToOneField(
        Invitation,
        verbose_name=_("invitation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="answer",
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
    kind = models.CharField(_("kind"), max_length=4, choices=ScoreKind.choices)
    score = models.SmallIntegerField(_("score"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
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
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["-answered_on", "-pk"]
        indexes = attribution_indexes("answer", "answered_on", "kind", "score")
        constraints = [models.CheckConstraint(condition=within_scale(), name="answer_score_within_scale")]

    def __str__(self) -> str:
        return f"{self.survey} {self.answered_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.kind = self.kind or self.survey.kind
            self.attribute()
        super().save(*args, **kwargs)


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
