"""Keys with which programs of a person use the API in that person's name."""

import secrets
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm.access import ScopedQuerySet
from crm.models.feeds import hashed
from crm.models.organisation import Company
from crm.models.people import User

PREFIX = "jauge_"
# What is kept of a token to tell it from others, where a person looks for the one in a program's settings.
SHOWN = len(PREFIX) + 4
# How old the moment of the last use may be: writing it on each request would cost more than the request.
USE_IS_KNOWN_WITHIN = timedelta(minutes=1)


class ApiTokenQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """One's own only, for a manager too; administrators see everybody's, to revoke them."""
        return Q(user_id=viewer.pk)

    def standing(self, today: date) -> "ApiTokenQuerySet":
        """Neither revoked nor expired."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=today), revoked_at=None)


class ApiToken(models.Model):
    """Several per person, each with what it may do and until when. The token itself is not stored."""

    class Scope(models.TextChoices):
        KPI = "kpi", _("Figures only")
        READ = "read", _("Read everything")
        WRITE = "write", _("Read and write")

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    scope = models.CharField(_("what it may do"), max_length=5, choices=Scope.choices, default=Scope.READ)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    beginning = models.CharField(_("begins with"), max_length=SHOWN, editable=False)
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    expires_on = models.DateField(_("last day"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="api_token_has_name"),
            models.CheckConstraint(condition=Q(scope__in=["kpi", "read", "write"]), name="api_token_scope"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def issue(cls, user: User, name: str, scope: str, expires_on: date | None = None) -> tuple["ApiToken", str]:
        """A new token and its text, said this once."""
        text = PREFIX + secrets.token_urlsafe(32)
        made = cls.objects.create(
            user=user, name=name, scope=scope, token_hash=hashed(text), beginning=text[:SHOWN], expires_on=expires_on
        )
        return made, text

    @classmethod
    def known(cls, text: str) -> "ApiToken | None":
        """The token that may be used today, with its person; none where it was revoked or the person has left."""
        standing = cls.objects.standing(Company.current().today())
        found = standing.filter(token_hash=hashed(text)).select_related("user").first()
        return found if found and found.user.may_sign_in() else None

    @property
    def expired(self) -> bool:
        return self.expires_on is not None and self.expires_on < Company.current().today()

    def used(self) -> None:
        """Remembers that it was used, to the minute."""
        now = timezone.now()
        if self.last_used_at is None or now - self.last_used_at > USE_IS_KNOWN_WITHIN:
            type(self).objects.filter(pk=self.pk).update(last_used_at=now)

    def revoke(self) -> None:
        """Opens nothing from now on; it stays in the list, so that one sees that it existed."""
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])
