"""Runs of planning and sending: each is a row, so that whoever looks sees what was done and what was cut off."""

from datetime import datetime, time, timedelta
from typing import Optional

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.access import ScopedQuerySet
from crm.models import Company


class TakenOverError(Exception):
    """This run gave no sign of life for too long: another one goes on in its place."""


class SendingRun(models.Model):
    """One run of `run_due`. At most one is under way: it shows by `beat_at` that it lives.

    A run without a sign of life for `settings.SENDING_LEASE_SECONDS` was cut off; the next one takes its place.
    """

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("run", "Under way")
        DONE = "done", pgettext_lazy("run", "Done")
        FAILED = "failed", pgettext_lazy("run", "Failed")
        CUT_OFF = "cut_off", pgettext_lazy("run", "Cut off")

    COUNTS = ("planned", "sent", "reminded", "undelivered", "postponed", "failed", "unsure", "withdrawn", "expired")

    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField(_("started at"))
    beat_at = models.DateTimeField(_("last sign of life"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    planned = models.PositiveIntegerField(_("planned"), default=0)
    sent = models.PositiveIntegerField(_("sent"), default=0)
    reminded = models.PositiveIntegerField(_("reminded"), default=0)
    undelivered = models.PositiveIntegerField(_("not delivered"), default=0)
    postponed = models.PositiveIntegerField(_("postponed"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    unsure = models.PositiveIntegerField(_("perhaps sent"), default=0)
    withdrawn = models.PositiveIntegerField(_("withdrawn"), default=0)
    expired = models.PositiveIntegerField(_("expired"), default=0)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of sending")
        verbose_name_plural = _("runs of sending")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="running"), name="sending_run_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(state="running", finished_at=None) | (~Q(state="running") & Q(finished_at__isnull=False)),
                name="sending_run_finished_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.started_at:%Y-%m-%d %H:%M}"

    @classmethod
    def begin(cls) -> Optional["SendingRun"]:
        """A new run, or None while another one is under way."""
        now = timezone.now()
        silent = now - timedelta(seconds=settings.SENDING_LEASE_SECONDS)
        try:
            with transaction.atomic():
                abandoned = cls.objects.filter(state=cls.State.RUNNING, beat_at__lt=silent)
                abandoned.update(state=cls.State.CUT_OFF, finished_at=now)
                return cls.objects.create(started_at=now, beat_at=now)
        except IntegrityError:
            return None

    def is_first_of_the_day(self) -> bool:
        """Whether no run began earlier on this day of the company."""
        company = Company.current()
        begun = datetime.combine(company.local_date(self.started_at), time.min, company.zone)
        return not SendingRun.objects.filter(started_at__gte=begun).exclude(pk=self.pk).exists()

    def beat(self) -> None:
        """A sign of life with the counts so far, four times within the lease. Raises TakenOverError."""
        now = timezone.now()
        if (now - self.beat_at).total_seconds() >= settings.SENDING_LEASE_SECONDS / 4:
            self._write(beat_at=now)

    def finish(self, note: str = "", failed: bool = False) -> None:
        state = self.State.FAILED if failed else self.State.DONE
        self._write(state=state, finished_at=timezone.now(), note=note[:300])

    def _write(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        counts = {name: getattr(self, name) for name in self.COUNTS}
        if not SendingRun.objects.filter(pk=self.pk, state=self.State.RUNNING).update(**values, **counts):
            raise TakenOverError
