"""The lists that everything else refers to, each of them as the settings show and edit it (see `crm.reference`)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.filters import CampaignRows, NamedRows, ProductRows, StageRows
from crm.api.forms import ByForm
from crm.api.refusals import RefusalError
from crm.api.serializers import RecordSerializer, Strict
from crm.forms.settings.reference import reference_form
from crm.models import Pipeline
from crm.reference import KINDS, Kind, deletable, move, needed_because
from crm.usual import add_stages

# What nobody but administrators sees on the pages.
HIDDEN = {"products": ("cost",), "campaigns": ("budget",)}
FILTERS: dict[str, Any] = {"products": ProductRows, "campaigns": CampaignRows, "stages": StageRows}
# Made by the form, or by verbs.
DERIVED = ("code", "order")


class Step(Strict):
    """−1: a place up; 1: a place down."""

    step = serializers.ChoiceField(choices=[(-1, "-1"), (1, "1")])

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and "step" in data and type(data["step"]) is not int:
            raise serializers.ValidationError({"step": _("A whole number: -1 or 1.")})
        return super().to_internal_value(data)


class Reference(ByForm):
    """One list; `kind` is its description."""

    kind: Kind

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().order_by()

    def form(self, data: dict[str, Any] | None, record: Any) -> Any:
        return reference_form(self.kind, data, record)

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        within = self.kind.within
        if within and record is not None and within in values and values[within] != getattr(record, within):
            raise ValidationError({within: _("It stays where it is: make a new one there.")})
        if record is None:
            return
        needed = needed_because(self.kind, record) if values.get("active") is False and record.active else ""
        if needed:
            raise ValidationError({"active": str(needed)})

    def make(self, rows: list[dict[str, Any]]) -> list[Any]:
        made = super().make(rows)
        for row in made:
            if isinstance(row, Pipeline):
                add_stages(row)
        return made

    def remove(self, record: Any) -> None:
        if not deletable(self.kind, record):
            reason = needed_because(self.kind, record) or _("It is in use: deactivate it instead.")
            raise RefusalError("not_deletable", reason, status=409)
        record.delete()


class Ordered(Reference):
    """A list whose rows have their places."""

    @action(detail=True, methods=["post"], asked=Step)
    def move(self, request: Request, pk: str) -> Response:
        """One place up or down among its neighbours."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            if not move(self.kind, row, asked["step"]):
                raise RefusalError("at_the_end", _("“%(name)s” is at the end already.") % {"name": row}, status=409)
            row.refresh_from_db()

        return self.carry_out(request, pk, work)


def serializer_of(kind: Kind) -> type[RecordSerializer]:
    names = {field.name for field in kind.model._meta.fields}
    beside = [name for name in (kind.within, "code", "order", "external_id", "active") if name in names]
    fields = tuple(dict.fromkeys(("id", *kind.fields, *beside)))
    read_only = tuple(name for name in DERIVED if name in beside and name not in kind.fields)
    meta = {"model": kind.model, "fields": fields, "read_only_fields": read_only}
    meta["for_administrators"] = HIDDEN.get(kind.slug, ())
    name = f"{kind.model.__name__}Serializer"
    about = {"__doc__": str(kind.about), "Meta": type("Meta", (), meta)}
    return type(name, (RecordSerializer,), about)


def family_of(kind: Kind) -> type[Reference]:
    named = any(field.name == "external_id" for field in kind.model._meta.fields)
    family = {
        "kind": kind,
        "model": kind.model,
        "serializer_class": serializer_of(kind),
        "filterset_class": FILTERS.get(kind.slug, NamedRows if named else None),
    }
    base = Ordered if kind.ordered else Reference
    return type(f"{kind.model.__name__}Rows", (base,), {"__doc__": str(kind.about), **family})


FAMILIES = {slug: family_of(kind) for slug, kind in KINDS.items()}
