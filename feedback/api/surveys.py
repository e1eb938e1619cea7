"""Surveys and what they ask, to be read."""

from typing import Any

import django_filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.filters import NamedRows
from crm.api.records import Records
from crm.api.serializers import RecordSerializer
from feedback.models import Question, Survey


class SurveyRows(NamedRows):
    kind = django_filters.CharFilter(label="kind")


class SurveySerializer(RecordSerializer):
    class Meta:
        model = Survey
        fields = ("id", "name", "kind", "anonymous", "active", "external_id")
        read_only_fields = fields


class QuestionSerializer(serializers.ModelSerializer):
    texts = serializers.JSONField(read_only=True)

    class Meta:
        model = Question
        fields = ("id", "order", "kind", "texts")
        read_only_fields = fields


class Questions(serializers.Serializer):
    version = serializers.IntegerField(allow_null=True)
    questions = QuestionSerializer(many=True)


class Surveys(Records):
    """What customers are asked."""

    model = Survey
    serializer_class = SurveySerializer
    filterset_class = SurveyRows

    @extend_schema(responses=Questions)
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def questions(self, request: Request, pk: str) -> Response:
        """The questions of the version that was published last; none before one was."""
        version: Any = self.get_object().current_version()
        rows = version.questions.order_by("order") if version is not None else Question.objects.none()
        number = version.number if version is not None else None
        return Response({"version": number, "questions": QuestionSerializer(rows, many=True).data})
