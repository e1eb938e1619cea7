"""The ways of selling: pipelines, the stages they are made of, the reasons for losing."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.access import ReferenceQuerySet
from crm.models.names import Named, normalise


class Pipeline(Named):
    """A way of selling, made of stages in order."""

    is_default = models.BooleanField(_("default"), default=False)

    class Meta(Named.Meta):
        verbose_name = _("pipeline")
        verbose_name_plural = _("pipelines")
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="pipeline_one_default")
        ]

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Two defaults are no error in a form: saving the new one takes it from the old one."""
        super().validate_constraints({*(exclude or ()), "is_default"})

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new default takes the place of the old one."""
        if self.is_default:
            Pipeline.objects.filter(is_default=True).exclude(pk=self.pk).update(is_default=False)
        super().save(*args, **kwargs)

    @classmethod
    def first_stage(cls, pipeline: "Pipeline | None" = None) -> "Stage":
        """Where an opportunity begins: the first open stage, of the default pipeline unless one is given.

        A ValidationError says that there is none.
        """
        pipeline = pipeline or cls.objects.filter(is_default=True).first()
        stages = pipeline.stages.filter(kind=Stage.Kind.OPEN, active=True) if pipeline else Stage.objects.none()
        if first := stages.order_by("order").first():
            return first
        raise ValidationError(
            _("No pipeline has a first stage yet: an administrator adds a pipeline and its stages in the settings.")
        )

    def needed_because(self) -> Any:
        if not self.is_default:
            return ""
        return _("New opportunities begin in it: make another pipeline the default first.")


class Stage(models.Model):
    """A step of a pipeline; the last ones end it, won or lost."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Open")
        WON = "won", _("Won")
        LOST = "lost", _("Lost")

    pipeline = models.ForeignKey(Pipeline, verbose_name=_("pipeline"), on_delete=models.PROTECT, related_name="stages")
    name = models.CharField(_("name"), max_length=120)
    normalised_name = models.CharField(max_length=120, editable=False)
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices, default=Kind.OPEN)
    probability = models.PositiveSmallIntegerField(_("probability (%)"), default=0)
    quiet_after_days = models.PositiveSmallIntegerField(_("quiet after (days)"), default=14)
    active = models.BooleanField(_("active"), default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["pipeline", "order"]
        constraints = [
            models.UniqueConstraint(fields=["pipeline", "normalised_name"], name="stage_name_once"),
            models.UniqueConstraint(
                fields=["pipeline", "kind"], condition=~Q(kind="open"), name="stage_one_won_one_lost"
            ),
            models.CheckConstraint(condition=Q(probability__lte=100), name="stage_probability"),
            models.CheckConstraint(condition=Q(kind__in=["open", "won", "lost"]), name="stage_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalised_name = normalise(self.name)
        super().save(*args, **kwargs)

    def needed_because(self) -> Any:
        """Why it cannot be deactivated, as a sentence; empty where it can."""
        if self.kind != Stage.Kind.OPEN:
            return _("A pipeline needs its two ends: rename this one if its name does not fit.")
        others = Stage.objects.filter(pipeline_id=self.pipeline_id, kind=Stage.Kind.OPEN, active=True)
        if others.exclude(pk=self.pk).exists():
            return ""
        return _("It is the only open stage: an opportunity would have nowhere to begin. Add another first.")

    def clean(self) -> None:
        """Says in a form what the database would refuse: a name that is taken, a second end of a kind."""
        self.normalised_name = normalise(self.name)
        others = Stage.objects.filter(pipeline_id=self.pipeline_id).exclude(pk=self.pk)
        if others.filter(normalised_name=self.normalised_name).exists():
            raise ValidationError({"name": _("“%(name)s” exists already: choose another name.") % {"name": self.name}})
        if self.kind != Stage.Kind.OPEN and others.filter(kind=self.kind).exists():
            raise ValidationError({"kind": _("This pipeline has such an end already.")})


class LostReason(Named):
    class Meta(Named.Meta):
        verbose_name = _("lost reason")
        verbose_name_plural = _("lost reasons")
