"""What a manager and a rep talked about, and what they agreed to do."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from crm.access import Denied, ScopedQuerySet, is_known, manages, sees_everything
from crm.models import User


def may_hold(viewer: Any, rep: Any) -> bool | Denied:
    """Who talks with a rep: the managers of the rep's team and administrators, not the rep alone."""
    if sees_everything(viewer) or (is_known(viewer) and viewer.pk != rep.pk and rep.team_id in manages(viewer)):
        return True
    return Denied(_("One-to-ones are written by the rep's manager. You may read yours and mark your actions as done."))


class OneToOneQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        """The rep and the rep's managers: nothing on a sheet is hidden from whom it is about."""
        return Q(rep=viewer.pk) | Q(rep__team__in=manages(viewer))


class OneToOne(models.Model):
    """The sheet of one talk: the rep, the day, notes, and the actions agreed on."""

    rep = models.ForeignKey(User, verbose_name=_("rep"), on_delete=models.PROTECT, related_name="one_to_ones")
    held_by = models.ForeignKey(
        User, verbose_name=_("held by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    held_on = models.DateField(_("date"))
    notes = models.TextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()
    objects = OneToOneQuerySet.as_manager()

    class Meta:
        verbose_name = _("one-to-one")
        verbose_name_plural = _("one-to-ones")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["rep", "-held_on"], name="one_to_one_rep_idx")]

    def __str__(self) -> str:
        return f"{self.rep} {self.held_on}"


class AgreedActionQuerySet(ScopedQuerySet):
    def seen_by(self, viewer: Any) -> Q:
        return Q(one_to_one__rep=viewer.pk) | Q(one_to_one__rep__team__in=manages(viewer))

    def open(self) -> "AgreedActionQuerySet":
        """Not done yet, the most urgent first; those without a date last."""
        return self.filter(done_on=None).order_by(F("due_on").asc(nulls_last=True), "pk")


class AgreedAction(models.Model):
    """Something to do by somebody until a day, and the KPI that it should move."""

    one_to_one = models.ForeignKey(
        OneToOne, verbose_name=_("one-to-one"), on_delete=models.CASCADE, related_name="actions"
    )
    text = models.CharField(_("action"), max_length=300)
    owner = models.ForeignKey(User, verbose_name=_("who does it"), on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("until"), null=True, blank=True)
    metric = models.CharField(_("KPI that it should move"), max_length=60, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    history = HistoricalRecords()
    objects = AgreedActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreed action")
        verbose_name_plural = _("agreed actions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
