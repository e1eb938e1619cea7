"""Saved mappings of imports: how the next file of the same make is read; for administrators, as on the pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from crm import imports
from crm.api.fields import RecordId, Text
from crm.api.imports import SAID, refuse_state
from crm.api.records import ForAdministrators
from crm.api.serializers import RecordSerializer, Strict
from crm.importers.preparing import save_mapping
from crm.importers.problems import FileProblem, RowProblem
from crm.importers.wording import on_pages
from crm.models import Import, SavedMapping
from crm.models.names import normalise

NAME = 80


class MappingSerializer(RecordSerializer):
    headers = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="The columns by which a file is recognised."
    )
    said = serializers.SerializerMethodField()

    class Meta:
        model = SavedMapping
        fields = ("id", "name", "kind", "headers", "said", "by", "at")
        read_only_fields = fields

    @extend_schema_field({"type": "object", "description": "How the file is read, as in an import."})
    def get_said(self, row: Any) -> dict[str, Any]:
        return {name: row.settings[name] for name in SAID if name in row.settings}


class Saving(Strict):
    """An import, and the name under which the way it is read is kept; a mapping of that name is replaced."""

    taken_from = RecordId(queryset=Import.objects.all(), help_text="The id of an import.")
    name = Text(max_length=NAME)


class Renaming(Strict):
    name = Text(max_length=NAME)


class Mappings(ForAdministrators):
    """Saved mappings: how files with the same columns are read. An upload with these columns takes it by itself."""

    model = SavedMapping
    serializer_class = MappingSerializer

    @extend_schema(request=Saving, responses={201: MappingSerializer})
    @transaction.atomic
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Keeps how an import is read, under a name; one of that name is replaced."""
        form = Saving(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        own = form.validated_data["taken_from"]
        refuse_state(bool(own.kind and own.profile), own)
        saved = save(own, form.validated_data["name"], request.user)
        if own.state in imports.PREPARED:
            own.settings["saved"] = saved.name
            own.save(update_fields=["settings"])
        return self.answer(saved, 201)

    @extend_schema(request=Renaming)
    @transaction.atomic
    def partial_update(self, request: Request, pk: str, **kwargs: Any) -> Response:
        """Gives it another name."""
        saved = self.locked(pk)
        form = Renaming(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        name = form.validated_data["name"]
        if SavedMapping.objects.filter(normalised_name=normalise(name)).exclude(pk=saved.pk).exists():
            sentence = _("“%(name)s” exists already: choose another name.")
            raise ValidationError({"name": sentence % {"name": name}})
        saved.name = name
        saved.save()
        return self.answer(saved)

    @transaction.atomic
    def destroy(self, request: Request, pk: str, **kwargs: Any) -> Response:
        """Forgets it; what was imported by it stays."""
        self.locked(pk).delete()
        return Response(status=204)


def save(own: Import, name: str, by: Any) -> SavedMapping:
    try:
        with on_pages():
            return save_mapping(own, name, by)
    except (FileProblem, RowProblem) as problem:
        raise ValidationError({"taken_from": str(problem)}) from problem
