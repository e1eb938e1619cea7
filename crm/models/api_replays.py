"""What was answered to a request that a program may send again, not knowing whether the first one arrived."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.models.people import User


class ApiReplay(models.Model):
    """The answer to one `Idempotency-Key` of one person; `fingerprint` says what was asked."""

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(_("key"), max_length=200)
    fingerprint = models.CharField(max_length=64, editable=False)
    status = models.PositiveSmallIntegerField(_("status"), default=0, editable=False)
    body = models.TextField(_("answer"), blank=True, editable=False)
    headers = models.JSONField(default=dict, editable=False)
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("answer kept for a repeated request")
        verbose_name_plural = _("answers kept for repeated requests")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "created_at"], name="api_replay_age_idx")]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="api_replay_once")]

    KEPT = timedelta(days=2)

    @classmethod
    def forget_old(cls) -> None:
        """Who has not asked again by now does not ask again."""
        cls.objects.filter(created_at__lt=timezone.now() - cls.KEPT).delete()

    def __str__(self) -> str:
        return self.key
