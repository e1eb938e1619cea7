"""Names that people search and that must be unique whatever the accents and case."""

import re
import unicodedata
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.access import ReferenceQuerySet


def normalise(text: str) -> str:
    """Case folded, without accents, spaces collapsed: "  École  Élan" → "ecole elan".

    Stored beside the name because neither database compares accents and case alike (SQLite knows ASCII only).
    """
    if text.isascii():
        # The same in a tenth of the time: imports ask it a dozen times a row.
        return " ".join(text.casefold().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", bare).strip()


class NormalisedField(models.CharField):
    """What another column of the row says, normalised, whichever way the row is saved, in bulk too."""

    def __init__(self, *args: Any, of: str = "", **options: Any) -> None:
        self.of = of
        super().__init__(*args, **{"editable": False, "blank": True, "default": "", **options})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        value = normalise(getattr(instance, self.of))[: self.max_length]
        setattr(instance, self.attname, value)
        return value


class Named(models.Model):
    """Reference data with a unique name; deactivated rather than deleted once it is in use."""

    name = models.CharField(_("name"), max_length=120)
    normalised_name = models.CharField(max_length=120, unique=True, editable=False)
    active = models.BooleanField(_("active"), default=True)
    external_id = models.CharField(_("external id"), max_length=100, blank=True, db_index=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalised_name = normalise(self.name)
        super().save(*args, **kwargs)

    def needed_because(self) -> Any:
        """Why it cannot be deactivated, as a sentence; empty where it can."""
        return ""

    def clean(self) -> None:
        """Says in a form that the name is taken, instead of failing in the database."""
        from django.core.exceptions import ValidationError

        self.normalised_name = normalise(self.name)
        others = type(self)._default_manager.exclude(pk=self.pk)
        if others.filter(normalised_name=self.normalised_name).exists():
            raise ValidationError({"name": _("“%(name)s” exists already: choose another name.") % {"name": self.name}})
