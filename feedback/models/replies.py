"""What is done with comments: tags and replies."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.access import ScopedQuerySet
from crm.models.names import Named
from feedback.models.answers import Answer


class AnswerTag(Named):
    """What a comment is about: delivery, price …, given by hand or suggested by its words."""

    words = models.TextField(_("words"), blank=True, help_text=_("One a line; a comment with one of them is proposed."))
    answers = models.ManyToManyField(Answer, verbose_name=_("answers"), blank=True, related_name="tags")

    history = HistoricalRecords()

    class Meta(Named.Meta):
        verbose_name = _("tag of comments")
        verbose_name_plural = _("tags of comments")


class ReplyQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """Whoever sees the answer."""
        return Q(Exists(Answer.objects.visible_to(viewer).filter(pk=OuterRef("answer_id"))))


class AnswerReply(models.Model):
    """An e-mail that replied to a comment; kept as it was sent."""

    answer = models.ForeignKey(Answer, verbose_name=_("answer"), on_delete=models.CASCADE, related_name="replies")
    email = models.EmailField(_("address it goes to"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failure = models.CharField(_("why it was not sent"), max_length=300, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply to an answer")
        verbose_name_plural = _("replies to answers")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sent_at=None) | Q(failure=""), name="answer_reply_sent_or_failed")
        ]

    def __str__(self) -> str:
        return self.subject
