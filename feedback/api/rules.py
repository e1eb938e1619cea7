"""Rules of asking: after what, of which customers, when. Administrators' own, as on the pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.filters import IdFilter, NamedRows
from crm.api.forms import ByForm
from crm.api.records import ForAdministrators
from crm.api.refusals import RefusalError
from crm.api.serializers import Nothing, RecordSerializer
from feedback.forms.rules import RuleForm
from feedback.models import SurveyRule
from feedback.sending.planning import activate, deactivate


class RuleRows(NamedRows):
    survey = IdFilter(field_name="survey_id", label="survey")


class SurveyRuleSerializer(RecordSerializer):
    class Meta:
        model = SurveyRule
        fields = ("id", "survey", *RuleForm.Meta.fields, "external_id", "active")
        read_only_fields = ("active",)


class SurveyRules(ForAdministrators, ByForm):
    """After what, of which customers, and when a survey is sent; a new one is not active."""

    model = SurveyRule
    serializer_class = SurveyRuleSerializer
    filterset_class = RuleRows
    http_method_names = ["get", "head", "options", "post", "patch"]

    def form(self, data: dict[str, Any] | None, record: Any) -> Any:
        survey: Any = record.survey if record.survey_id else None
        return RuleForm(data, instance=record, viewer=self.request.user, survey=survey)

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        if record is not None and "survey" in values and values["survey"].pk != record.survey_id:
            raise ValidationError({"survey": _("It stays where it is: make a new one there.")})

    @action(detail=True, methods=["post"], asked=Nothing)
    def activate(self, request: Request, pk: str) -> Response:
        """From now on customers are asked by it."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            if not activate(row):
                sentence = _("Publish the survey first: there is nothing to ask yet.")
                raise RefusalError("not_published", sentence, status=409)

        return self.carry_out(request, pk, work)

    @action(detail=True, methods=["post"], asked=Nothing)
    def deactivate(self, request: Request, pk: str) -> Response:
        """Nobody is asked by it any more, and invitations that it planned are withdrawn."""

        def work(row: Any, asked: dict[str, Any]) -> None:
            deactivate(row)

        return self.carry_out(request, pk, work)
