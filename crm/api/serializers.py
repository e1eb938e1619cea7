"""How records are written and read: all their fields or those asked for, nothing that is not known."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.validators import UniqueValidator

from crm.access import sees_everything
from crm.api.fields import MAPPING, Choice, RecordId

UNKNOWN = _("This is no field of it, or none that can be written: see /api/ for those that can.")


class Strict(serializers.Serializer):
    """What is not known is refused: a field misspelt must not be lost."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            self.refuse_unknown(data)
        return super().to_internal_value(data)

    def refuse_unknown(self, data: dict[Any, Any]) -> None:
        written = {name for name, field in self.fields.items() if not field.read_only}
        unknown = {str(name): [ErrorDetail(str(UNKNOWN), "unknown")] for name in data if name not in written}
        if unknown:
            raise serializers.ValidationError(unknown)


class Nothing(Strict):
    """A verb that asks for nothing more."""


class RecordSerializer(Strict, serializers.ModelSerializer):
    """A record with the ids of what it refers to.

    `Meta.for_administrators` names fields that nobody else sees or writes; `fields` of the context, if it is not
    empty, those that were asked for. Uniqueness is looked at by whoever saves, once for all rows.
    """

    serializer_field_mapping = {**serializers.ModelSerializer.serializer_field_mapping, **MAPPING}  # type: ignore[dict-item]
    serializer_related_field = RecordId
    serializer_choice_field = Choice

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        viewer = self.context.get("viewer")
        if viewer is not None and not sees_everything(viewer):
            for name in getattr(self.Meta, "for_administrators", ()):  # type: ignore[attr-defined]
                fields.pop(name, None)
        asked = self.context.get("fields") or ()
        return {name: field for name, field in fields.items() if name in asked} if asked else fields

    def build_standard_field(self, field_name: str, model_field: models.Field) -> Any:
        made, options = super().build_standard_field(field_name, model_field)
        if "validators" in options:
            options["validators"] = [each for each in options["validators"] if not isinstance(each, UniqueValidator)]
        if isinstance(model_field, models.DecimalField) and not options.get("read_only"):
            options.setdefault("max_digits", model_field.max_digits)
        return made, options

    def include_extra_kwargs(self, kwargs: dict[str, Any], extra_kwargs: dict[str, Any]) -> dict[str, Any]:
        """What is only read may be empty, too, where the model says so: the framework forgets it."""
        blank = kwargs.get("allow_blank", False)
        found: dict[str, Any] = super().include_extra_kwargs(kwargs, extra_kwargs)
        if blank and found.get("read_only") and "choices" in found:
            found["allow_blank"] = True
        return found

    def get_validators(self) -> list[Any]:
        return []
