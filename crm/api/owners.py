"""Whose a record is: a new one is the caller's own; only managers and administrators give records to others."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from crm.access import may_reassign
from crm.api.fields import RecordId
from crm.api.serializers import Strict
from crm.models import User


def check_owner(viewer: Any, values: dict[str, Any], record: Any | None) -> None:
    """ValidationError where a record is given to somebody else by who may not, or to nobody."""
    if "owner" not in values:
        return
    owner, before = values["owner"], record.owner_id if record is not None else viewer.pk
    if owner is None and record is not None and before is None:
        return
    if owner is None:
        raise ValidationError({"owner": _("Name the person whose it is to be.")})
    allowed = may_reassign(viewer)
    if owner.pk != before and not allowed:
        raise ValidationError({"owner": str(allowed.reason)})  # type: ignore[union-attr]


class ToOwner(Strict):
    """To whom a record goes."""

    owner = RecordId(queryset=User.objects.all())

    def validate_owner(self, owner: Any) -> Any:
        allowed = may_reassign(self.context["viewer"])
        if not allowed:
            raise serializers.ValidationError(str(allowed.reason))  # type: ignore[union-attr]
        return owner
