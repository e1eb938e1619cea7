"""Objectives: read by whoever they concern, set by administrators, proposed by managers, decided on."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.access import may_propose_objectives, may_set_objectives
from crm.api.fields import Choice, Day, Exact, RecordId, Text
from crm.api.filters import IdFilter, YesNoFilter, day_filter
from crm.api.records import FIELDS, Records, WithVerbs
from crm.api.serializers import Nothing, RecordSerializer, Strict
from crm.api.views import refuse_unknown_words
from crm.models import Company, Team, User
from kpis.engine.periods import floor
from kpis.grids.asked import with_objectives
from kpis.grids.people import may_write
from kpis.grids.typed import LONGEST
from kpis.models import ChangedObjective, Objective, ObjectiveChange, Slot

MOST = 500


class ObjectiveRows(django_filters.FilterSet):
    metric = django_filters.CharFilter(label="metric")
    grain = django_filters.ChoiceFilter(choices=Objective.Grain.choices, label="grain")
    team = IdFilter(field_name="team_id", label="team")
    owner = IdFilter(field_name="owner_id", label="owner")
    start_from = day_filter("start_on", "gte")
    start_to = day_filter("start_on", "lte")
    in_force = YesNoFilter(field_name="replaced_at", lookup_expr="isnull", label="in_force")


class ObjectiveSerializer(RecordSerializer):
    class Meta:
        model = Objective
        fields = (
            "id", "metric", "grain", "start_on", "team", "owner", "target", "set_by", "set_at", "replaced_at", "change",
        )  # fmt: skip
        read_only_fields = fields


class Aim(Strict):
    """A place and its target, in the unit of the figure; null ends the objective that is in force there."""

    grain = Choice(choices=Objective.Grain.choices)
    start_on = Day()
    team = RecordId(queryset=Team.objects.all(), required=False, allow_null=True)
    owner = RecordId(queryset=User.objects.all(), required=False, allow_null=True)
    target = Exact(max_digits=20, decimal_places=6, min_value=0, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("team") and attrs.get("owner"):
            raise serializers.ValidationError({"owner": _("An objective is a team’s or a person’s, not both.")})
        first = floor(attrs["start_on"].replace(day=1), attrs["grain"], Company.current().fiscal_year_start)
        if attrs["start_on"] != first:
            sentence = _("This period begins on %(first)s: give its first day.") % {"first": first.isoformat()}
            raise serializers.ValidationError({"start_on": sentence})
        return attrs


class Setting(Strict):
    """Objectives of one figure, set and ended together as one change."""

    metric = Text(max_length=60)
    note = Text(max_length=LONGEST, required=False, default="", allow_blank=True)
    objectives = Aim(many=True, max_length=MOST, allow_empty=False)

    def validate_metric(self, name: str) -> str:
        known = [metric.id for metric in with_objectives()]
        if name not in known:
            words = {"name": name, "allowed": ", ".join(known)}
            raise serializers.ValidationError(
                _("“%(name)s” cannot be chosen here; these can: %(allowed)s.") % words, "unknown_metric"
            )
        return name


class StepSerializer(serializers.ModelSerializer):
    before = Exact(max_digits=20, decimal_places=6, read_only=True, allow_null=True)
    after = Exact(max_digits=20, decimal_places=6, read_only=True, allow_null=True)

    class Meta:
        model = ChangedObjective
        fields = ("grain", "start_on", "team", "owner", "before", "after")
        read_only_fields = fields


class ChangeSerializer(RecordSerializer):
    class Meta:
        model = ObjectiveChange
        fields = (
            "id", "metric", "state", "at", "by", "note", "decided_at", "decided_by", "answer", "takes_back",
        )  # fmt: skip
        read_only_fields = fields


class ChangeWithSteps(ChangeSerializer):
    steps = StepSerializer(many=True, read_only=True)

    class Meta(ChangeSerializer.Meta):
        fields = (*ChangeSerializer.Meta.fields, "steps")  # type: ignore[assignment]


class Deciding(Strict):
    """What is said with the decision."""

    answer = Text(max_length=LONGEST, required=False, default="", allow_blank=True)


class Objectives(Records):
    """What is aimed for, by figure, period, and whose it is (the company's without team and owner)."""

    model = Objective
    serializer_class = ObjectiveSerializer
    filterset_class = ObjectiveRows

    @extend_schema(request=Setting, responses={201: ChangeWithSteps})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Sets objectives of one figure; a manager's are a proposal. The answer is the change."""
        form = Setting(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        asked = form.validated_data
        wanted = {slot_of(aim): aim["target"] for aim in asked["objectives"]}
        if len(wanted) < len(asked["objectives"]):
            raise ValidationError({"objectives": _("The same objective is there twice: keep one of them.")})
        make = self.maker(asked["objectives"])
        made = make(asked["metric"], wanted, by=request.user, note=asked["note"])
        return Response(told(made, request.user, self.get_serializer_context()), 201)

    def maker(self, aims: list[dict[str, Any]]) -> Any:
        """In force at once or proposed; PermissionDenied where they are not the caller's to change."""
        viewer = self.request.user
        if may_set_objectives(viewer):
            return ObjectiveChange.make
        allowed = may_propose_objectives(viewer, Company.current().managers_propose_objectives)
        if not allowed:
            raise PermissionDenied(str(allowed.reason))  # type: ignore[union-attr]
        if not all(may_write(viewer, team_of(aim)) for aim in aims):
            raise PermissionDenied(_("These objectives are not yours to change."))
        return ObjectiveChange.propose


def slot_of(aim: dict[str, Any]) -> Slot:
    team, owner = aim.get("team"), aim.get("owner")
    return Slot(aim["grain"], aim["start_on"], team.pk if team else None, owner.pk if owner else None)


def team_of(aim: dict[str, Any]) -> int | None:
    if aim.get("team"):
        return int(aim["team"].pk)
    return aim["owner"].team_id if aim.get("owner") else None


def told(change: ObjectiveChange, viewer: Any, context: dict[str, Any]) -> dict[str, Any]:
    """A change with those of its steps that the viewer may see."""
    steps: Any = ChangedObjective.objects.visible_to(viewer)  # type: ignore[attr-defined]
    rows = steps.filter(change=change).order_by("start_on", "pk")
    return {**ChangeSerializer(change, context=context).data, "steps": StepSerializer(rows, many=True).data}


class ChangeRows(django_filters.FilterSet):
    metric = django_filters.CharFilter(label="metric")
    state = django_filters.ChoiceFilter(choices=ObjectiveChange.State.choices, label="state")


class ObjectiveChanges(WithVerbs):
    """How objectives came about: in force, proposed or refused; administrators decide and take back."""

    model = ObjectiveChange
    serializer_class = ChangeSerializer
    filterset_class = ChangeRows

    def refuse_writing(self) -> None:
        if not (allowed := may_set_objectives(self.request.user)):
            raise PermissionDenied(str(allowed.reason))  # type: ignore[union-attr]

    @extend_schema(responses=ChangeWithSteps)
    def retrieve(self, request: Request, pk: str, **kwargs: Any) -> Response:
        refuse_unknown_words(request, [FIELDS])
        whole = told(get_object_or_404(self.get_queryset(), pk=pk), request.user, self.get_serializer_context())
        return Response({name: whole[name] for name in self.fields_asked(list(whole))})

    @action(detail=True, methods=["post"], asked=Deciding)
    def accept(self, request: Request, pk: str) -> Response:
        """Puts a proposal in force."""
        return self.carry_out(request, pk, lambda row, asked: row.accept(request.user, asked["answer"]))

    @action(detail=True, methods=["post"], asked=Deciding)
    def refuse(self, request: Request, pk: str) -> Response:
        """The objectives stay as they are."""
        return self.carry_out(request, pk, lambda row, asked: row.refuse(request.user, asked["answer"]))

    @extend_schema(responses={201: ChangeWithSteps})
    @action(detail=True, methods=["post"], url_path="take-back", asked=Nothing)
    def take_back(self, request: Request, pk: str) -> Response:
        """Puts back what was before; the answer is the change that does so."""

        def work(row: Any, asked: dict[str, Any]) -> Response:
            made = row.take_back(request.user)
            return Response(told(made, request.user, self.get_serializer_context()), 201)

        return self.carry_out(request, pk, work)
