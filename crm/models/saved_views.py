"""Views of lists that people save: an address query under a name, for oneself, a team or everyone."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.access import ScopedQuerySet
from crm.models.names import normalise
from crm.models.organisation import Team
from crm.models.people import User
from crm.models.sharing import NAMES_ITS_TEAM, Shared, SharedQuerySet


class SavedView(models.Model):
    """Holds no rows: whoever opens it sees of the list what they may see."""

    class List(models.TextChoices):
        """The lists of crm; other apps offer their pages in `crm.saved_lists`."""

        OPPORTUNITIES = "opportunities", _("Opportunities")
        ACCOUNTS = "accounts", _("Accounts")
        CONTACTS = "contacts", _("Contacts")
        ACTIVITIES = "activities", _("Activities")
        SALES = "sales", _("Sales")

    owner = models.ForeignKey(User, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="saved_views")
    list_name = models.CharField(_("list"), max_length=20, choices=List.choices)
    name = models.CharField(_("name"), max_length=80)
    normalised_name = models.CharField(max_length=80, editable=False)
    query = models.CharField(_("address query"), max_length=2000, blank=True)
    shared = models.CharField(_("shared with"), max_length=10, choices=Shared.choices, default=Shared.NOBODY)
    team = models.ForeignKey(
        Team, verbose_name=_("team"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["normalised_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "list_name", "normalised_name"], name="saved_view_once"),
            models.CheckConstraint(condition=NAMES_ITS_TEAM, name="saved_view_shared"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalised_name = normalise(self.name)[:80]
        super().save(*args, **kwargs)


class DefaultViewQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        return Q(user_id=viewer.pk)


class DefaultView(models.Model):
    """The view with which a person opens a list; without a line, the list opens with all rows."""

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="default_views")
    list_name = models.CharField(_("list"), max_length=20, choices=SavedView.List.choices)
    view = models.ForeignKey(
        SavedView, verbose_name=_("saved view"), on_delete=models.CASCADE, related_name="default_of"
    )

    objects = DefaultViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("default view")
        verbose_name_plural = _("default views")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "list_name"], name="default_view_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.view}"
