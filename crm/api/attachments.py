"""Files of opportunities: whoever may see an opportunity adds, reads and removes them, as on its page."""

from typing import Any

import django_filters
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.filters import IdFilter
from crm.api.forms import refuse_invalid
from crm.api.records import WithVerbs
from crm.api.refusals import InvalidError, field_errors
from crm.api.serializers import RecordSerializer, Strict
from crm.forms.attachments import AttachForm, content_type
from crm.models import Attachment


class AttachmentRows(django_filters.FilterSet):
    opportunity = IdFilter(field_name="opportunity_id", label="opportunity")


class AttachmentSerializer(RecordSerializer):
    content = serializers.SerializerMethodField()

    class Meta:
        model = Attachment
        fields = ("id", "opportunity", "name", "size", "added_by", "added_at", "content")
        read_only_fields = fields

    @extend_schema_field({"type": "string", "description": "The address of the file itself."})
    def get_content(self, row: Any) -> str:
        return reverse("api:attachments-content", args=[row.pk])


class Attaching(Strict):
    """A file, as a form of the web sends one (`multipart/form-data`)."""

    file = serializers.FileField(max_length=200)


def attached(opportunity: Any, file: Any, view: Any) -> Response:
    """The file, kept by the rules of the page."""
    form = AttachForm({}, {"file": file}, viewer=view.request.user, opportunity=opportunity)
    refuse_invalid(form)
    if not form.carry_out():
        raise InvalidError(field_errors({name: [str(each) for each in found] for name, found in form.errors.items()}))
    made = opportunity.attachments.latest("pk")
    context = view.get_serializer_context()
    address = reverse("api:attachments-detail", args=[made.pk])
    return Response(AttachmentSerializer(made, context=context).data, 201, headers={"Location": address})


class Attachments(WithVerbs):
    """Files kept with opportunities."""

    model = Attachment
    serializer_class = AttachmentSerializer
    filterset_class = AttachmentRows

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def content(self, request: Request, pk: str) -> FileResponse:
        """The file itself, as a download."""
        row = get_object_or_404(self.get_queryset(), pk=pk)
        try:
            opened = row.file.open()
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(opened, as_attachment=True, filename=row.name, content_type=content_type(row))

    @transaction.atomic
    def destroy(self, request: Request, pk: str, **kwargs: Any) -> Response:
        """Removes it."""
        self.locked(pk).delete()
        return Response(status=204)
