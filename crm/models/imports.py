"""Files that administrators bring in by the pages: how they are read, how far they came, how to take them back."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.access import ScopedQuerySet
from crm.models.names import NormalisedField
from crm.models.people import User


class TakenOverError(Exception):
    """This worker gave no sign of life for too long: another one goes on in its place."""


class ImportQuerySet(ScopedQuerySet):
    """Administrators only: `seen_by` is never asked for them."""

    def forsaken(self) -> "ImportQuerySet":
        """Those that a worker should be at and that show no sign of one."""
        silent = timezone.now() - timedelta(seconds=settings.IMPORT_LEASE_SECONDS)
        return self.filter(state__in=Import.AT_WORK, beat_at__lt=silent)


class Import(models.Model):
    """One file and what became of it.

    `settings` is what the user says of the file (see `crm.importers.settings`), `profile` what was seen in it. While
    a worker is at it (`runner`), `beat_at` shows that it lives. `position` is the number of records whose rows are
    applied: it is written in the transaction that applies them, so that each row is applied exactly once.
    """

    class State(models.TextChoices):
        READING = "reading", pgettext_lazy("import", "Being read")
        DRAFT = "draft", pgettext_lazy("import", "Being prepared")
        CHECKING = "checking", pgettext_lazy("import", "Being checked")
        CHECKED = "checked", pgettext_lazy("import", "Checked")
        RUNNING = "running", pgettext_lazy("import", "Under way")
        PAUSED = "paused", pgettext_lazy("import", "Paused")
        CANCELLED = "cancelled", pgettext_lazy("import", "Cancelled")
        DONE = "done", pgettext_lazy("import", "Done")
        FAILED = "failed", pgettext_lazy("import", "Stopped")
        UNDOING = "undoing", pgettext_lazy("import", "Being taken back")
        UNDONE = "undone", pgettext_lazy("import", "Taken back")

    class Wish(models.TextChoices):
        """What the user wants of a running one; the worker does it after the rows that it is at."""

        PAUSE = "pause", _("Pause")
        CANCEL = "cancel", _("Cancel")

    AT_WORK = (State.READING, State.CHECKING, State.RUNNING, State.UNDOING)
    BEFORE = (State.READING, State.DRAFT, State.CHECKING, State.CHECKED)
    # What it has changed so far can be taken back.
    RETURNABLE = (State.PAUSED, State.CANCELLED, State.DONE, State.FAILED)
    COUNTS = ("created", "updated", "unchanged", "rejected", "skipped")

    name = models.CharField(_("file"), max_length=200)
    stored = models.UUIDField(default=uuid4, editable=False, unique=True)
    size = models.PositiveBigIntegerField(_("size"))
    kind = models.CharField(_("kind"), max_length=30, blank=True)
    settings = models.JSONField(default=dict, editable=False)
    profile = models.JSONField(default=dict, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.READING)
    wish = models.CharField(max_length=6, choices=Wish.choices, blank=True)
    total = models.PositiveIntegerField(_("rows"), default=0)
    position = models.PositiveIntegerField(_("rows done"), default=0)
    # The line on which the last applied record starts; how long the file of rejected rows was then.
    line = models.PositiveIntegerField(default=0, editable=False)
    rejected_bytes = models.PositiveBigIntegerField(default=0, editable=False)
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)
    skipped = models.PositiveIntegerField(_("passed over"), default=0)
    # What the loader tells besides (see `crm.importers.Summary`), of the import and of the check before it.
    summary = models.JSONField(default=dict, editable=False)
    check_summary = models.JSONField(default=dict, editable=False)
    note = models.TextField(_("note"), blank=True)
    runner = models.UUIDField(null=True, editable=False)
    beat_at = models.DateTimeField(_("last sign of life"), default=timezone.now, editable=False)
    # How often a worker began since the last rows were applied: what always ends in a crash is not tried for ever.
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    by = models.ForeignKey(
        User, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="imports"
    )
    at = models.DateTimeField(_("uploaded"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    undone = models.PositiveIntegerField(_("records taken back"), default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="import_latest_idx")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "draft", "checking", "checked"], started_at=None)
                | (~Q(state__in=["reading", "draft", "checking", "checked"]) & Q(started_at__isnull=False))
                | Q(state="failed"),
                name="import_started",
            ),
            models.CheckConstraint(
                condition=Q(
                    position=models.F("created")
                    + models.F("updated")
                    + models.F("unchanged")
                    + models.F("rejected")
                    + models.F("skipped")
                ),
                name="import_every_row_counted",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """The file as it was uploaded, under a name that nobody can guess nor choose, where no browser gets it."""
        return Path(settings.IMPORTS_ROOT) / self.stored.hex

    @property
    def rejected_path(self) -> Path:
        return self.path.with_suffix(".rejected")

    @property
    def seen_path(self) -> Path:
        return self.path.with_suffix(".seen")

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    @property
    def has_begun(self) -> bool:
        return self.started_at is not None

    @property
    def percent(self) -> int:
        return min(100, 100 * self.position // self.total) if self.total else 0

    def claim(self) -> bool:
        """Makes the caller the one who works on it; False while another one is alive."""
        runner, now = uuid4(), timezone.now()
        silent = now - timedelta(seconds=settings.IMPORT_LEASE_SECONDS)
        free = Import.objects.filter(pk=self.pk, state__in=self.AT_WORK).filter(Q(runner=None) | Q(beat_at__lt=silent))
        if not free.update(runner=runner, beat_at=now, attempts=models.F("attempts") + 1):
            return False
        self.refresh_from_db()
        return True

    def write(self, **values: Any) -> None:
        """Stores columns if the caller is still the one who works on it; raises TakenOverError."""
        found = Import.objects.filter(pk=self.pk, runner=self.runner)
        if self.runner is None or not found.update(**values, beat_at=timezone.now()):
            raise TakenOverError
        for name, value in values.items():
            setattr(self, name, value)

    def release(self, state: str, **values: Any) -> None:
        """The end of a worker's turn."""
        self.write(**{"attempts": 0, **values}, state=state, wish="", runner=None)

    def delete_files(self) -> None:
        for path in (self.path, self.rejected_path, self.seen_path):
            path.unlink(missing_ok=True)

    def forget_counts(self) -> None:
        """In memory: as before the first row."""
        for name in (*self.COUNTS, "position", "line", "rejected_bytes"):
            setattr(self, name, 0)


@receiver(post_delete, sender=Import)
def forget_files(instance: Import, **_signal: Any) -> None:
    """The files go with their row, once the deletion stands."""
    transaction.on_commit(instance.delete_files)


class SavedMapping(models.Model):
    """How a kind of file is read, under a name, for the next file of the same make."""

    name = models.CharField(_("name"), max_length=80)
    normalised_name = NormalisedField(of="name", max_length=80)
    kind = models.CharField(_("kind"), max_length=30)
    # The columns by which it is recognised, plain (see `crm.importers.fields.plain_header`).
    headers = models.JSONField(default=list, editable=False)
    settings = models.JSONField(default=dict, editable=False)
    by = models.ForeignKey(
        User, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("saved"), default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        ordering = ["normalised_name"]
        constraints = [models.UniqueConstraint(fields=["normalised_name"], name="saved_mapping_once")]

    def __str__(self) -> str:
        return self.name


class ImportEffect(models.Model):
    """One record that an import made or changed, with what is needed to take that back.

    Of a made one, `after` is a fingerprint of what it held with its parts; of a changed one `changes` says what each
    row of it held before and after (see `crm.importers.effects`). `left` is why it was not taken back.
    """

    class Left(models.TextChoices):
        TOUCHED = "touched", _("changed since")
        HANGING = "hanging", _("other records hang on it")
        GONE = "gone", _("deleted since")

    made_by = models.ForeignKey(
        Import, verbose_name=_("import"), on_delete=models.CASCADE, related_name="effects", db_index=False
    )
    model = models.CharField(_("kind"), max_length=60)
    record = models.BigIntegerField(_("record"))
    after = models.BigIntegerField(null=True)
    changes = models.JSONField(null=True)
    left = models.CharField(_("left as it is because"), max_length=8, choices=Left.choices, blank=True)

    class Meta:
        verbose_name = _("effect of an import")
        verbose_name_plural = _("effects of imports")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["made_by", "model", "record"], name="import_effect_once"),
            models.CheckConstraint(
                condition=Q(after__isnull=False, changes=None) | Q(after=None, changes__isnull=False),
                name="import_effect_made_or_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.record}"
