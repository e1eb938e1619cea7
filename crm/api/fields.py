"""Values as the API reads and writes them: exact, and never guessed at. A number in quotes is no number."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

EARLIEST_YEAR, LATEST_YEAR = 1900, 9000
NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,20})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?"
MOMENT = re.compile(DAY.pattern + "[Tt ]" + CLOCK)
LARGEST_KEY = 2**63 - 1


class Text(serializers.CharField):
    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Email(serializers.EmailField, Text):
    pass


class Whole(serializers.IntegerField):
    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return int(super().to_internal_value(data))


class YesNo(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


@extend_schema_field({"type": "string", "pattern": r"^-?[0-9]{1,40}(\.[0-9]{1,20})?$", "example": "1250.00"})
class Exact(serializers.DecimalField):
    """A text of exact decimals, at least two: no program rounds it on the way. A JSON number is taken as well."""

    def to_internal_value(self, data: Any) -> Decimal:
        written = isinstance(data, str | int | float | Decimal) and not isinstance(data, bool)
        if not written or not NUMBER.fullmatch(str(data)):
            self.fail("invalid")
        return super().to_internal_value(data)

    def to_representation(self, value: Any) -> str:
        whole, _dot, fraction = f"{Decimal(value):f}".partition(".")
        return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}"


class Day(serializers.DateField):
    def to_internal_value(self, value: Any) -> Any:
        if not isinstance(value, str) or not DAY.fullmatch(value):
            self.fail("invalid", format="2026-03-31")
        found = super().to_internal_value(value)
        if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
            self.fail("invalid", format="2026-03-31")
        return found


class Moment(serializers.DateTimeField):
    """With its offset; without one it is meant in the company's zone."""

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str) or not MOMENT.fullmatch(value):
            self.fail("invalid", format="2026-03-31T14:30:00Z")
        if not EARLIEST_YEAR <= int(value[:4]) <= LATEST_YEAR:
            self.fail("invalid", format="2026-03-31T14:30:00Z")
        found: datetime = super().to_internal_value(value)
        return found


class Choice(serializers.ChoiceField):
    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": LARGEST_KEY, "example": 1})
class RecordId(serializers.PrimaryKeyRelatedField):
    """The id of a record that the caller may see, and that is in use; the one that is there already may stay."""

    default_error_messages = {
        "incorrect_type": _("An id is a whole number."),
        "does_not_exist": _("There is nothing with the id {pk_value} that you may see."),
        "retired": _("It is no longer in use: choose another one."),
    }

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("incorrect_type", data_type=type(data).__name__)
        found = self.context["directory"].get(self.get_queryset().model, data)  # type: ignore[union-attr]
        if found is None:
            self.fail("does_not_exist", pk_value=data)
        instance = getattr(self.parent, "instance", None)
        unchanged = instance is not None and getattr(instance, f"{self.source}_id", None) == data
        if not unchanged and not (getattr(found, "active", True) and getattr(found, "is_active", True)):
            self.fail("retired")
        return found


MAPPING: dict[type[models.Field], type[serializers.Field]] = {
    models.CharField: Text,
    models.TextField: Text,
    models.EmailField: Email,
    models.IntegerField: Whole,
    models.PositiveIntegerField: Whole,
    models.PositiveSmallIntegerField: Whole,
    models.PositiveBigIntegerField: Whole,
    models.BigAutoField: Whole,
    models.AutoField: Whole,
    models.BooleanField: YesNo,
    models.DecimalField: Exact,
    models.DateField: Day,
    models.DateTimeField: Moment,
}
