"""What customers are asked: a survey, whose questions stand in its versions."""

import secrets
from typing import TYPE_CHECKING, Any, Optional

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.models.names import Named

if TYPE_CHECKING:
    from feedback.models.versions import SurveyVersion


class ScoreKind(models.TextChoices):
    """The score a survey asks for, with its scale."""

    NPS = "nps", _("NPS (0–10)")
    CSAT = "csat", _("CSAT (1–5)")
    CES = "ces", _("CES (1–7)")
    OWN = "own", _("No standard score")


SCALES = {ScoreKind.NPS: (0, 10), ScoreKind.CSAT: (1, 5), ScoreKind.CES: (1, 7)}


def new_token() -> str:
    """An unguessable token: 32 random bytes."""
    return secrets.token_urlsafe(32)


class Survey(Named):
    """Its name, and what stays the same in all its versions.

    The kind of score and the promise of anonymity are settled by the first version that is published or the first
    answer: figures compare scores of all versions, and a promise is not taken back.
    """

    kind = models.CharField(_("kind"), max_length=4, choices=ScoreKind.choices)
    anonymous = models.BooleanField(
        _("anonymous"), default=False, help_text=_("Answers name neither the person nor the account.")
    )

    history = HistoricalRecords()

    class Meta(Named.Meta):
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        constraints = [models.CheckConstraint(condition=Q(kind__in=ScoreKind.values), name="survey_kind")]

    def clean(self) -> None:
        super().clean()
        self._refuse_a_change_of_meaning()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_a_change_of_meaning()
        super().save(*args, **kwargs)

    def _refuse_a_change_of_meaning(self) -> None:
        stored = None if self._state.adding else Survey.objects.filter(pk=self.pk).first()
        if stored is None or (stored.kind, stored.anonymous) == (self.kind, self.anonymous) or not stored.is_settled():
            return
        name = "kind" if stored.kind != self.kind else "anonymous"
        raise ValidationError({name: _("Customers were asked already: make a copy of the survey to ask otherwise.")})

    def is_settled(self) -> bool:
        """Whether a version was published or an answer was given."""
        return self.versions.filter(published_at__isnull=False).exists() or self.answers.exists()

    def current_version(self) -> Optional["SurveyVersion"]:
        """What customers are asked now: the version that was published last."""
        return self.versions.filter(published_at__isnull=False).order_by("-number").first()

    def draft_version(self) -> Optional["SurveyVersion"]:
        """What is being written."""
        return self.versions.filter(published_at=None).first()

    @transaction.atomic
    def edit(self) -> "SurveyVersion":
        """The draft, made from the current version where there is none."""
        Survey.objects.select_for_update().get(pk=self.pk)
        draft = self.draft_version()
        if draft is not None:
            return draft
        current = self.current_version()
        if current is not None:
            return current.copy(self)
        return self.versions.create(number=1)
