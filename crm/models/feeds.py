"""A private address under which a calendar program reads what a person has planned."""

import hashlib
import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.access import ScopedQuerySet
from crm.models.people import User


def hashed(token: str) -> str:
    """What is stored of a token: it has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeedQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """One's own only, for a manager too: the address is a key to read with."""
        return Q(user_id=viewer.pk)


class CalendarFeed(models.Model):
    """One per person; whoever has the address reads the feed, until it is revoked. The address is not stored."""

    user = models.OneToOneField(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def issue(cls, user: User) -> str:
        """A new token, said this once; an earlier one opens nothing any more."""
        token = secrets.token_urlsafe(32)
        cls.objects.filter(user=user).delete()
        cls.objects.create(user=user, token_hash=hashed(token))
        return token

    @classmethod
    def owner_of(cls, token: str) -> User | None:
        """Whose feed it is; nobody's when revoked, or when the person has left."""
        feed = cls.objects.filter(token_hash=hashed(token), user__is_active=True).select_related("user").first()
        return feed.user if feed and feed.user.may_sign_in() else None
