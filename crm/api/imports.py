"""Imports: a file is uploaded, prepared, checked and applied in the background; for administrators, as on the pages."""

from collections.abc import Callable
from itertools import islice
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from crm import imports
from crm.api.fields import Choice, RecordId, Text, YesNo
from crm.api.forms import refuse_invalid
from crm.api.paging import cursor_in, next_page
from crm.api.records import ForAdministrators
from crm.api.refusals import InvalidError, RefusalError, field_errors
from crm.api.serializers import Nothing, RecordSerializer, Strict
from crm.api.views import refuse_unknown_words
from crm.forms.imports import UploadForm
from crm.importers.asked import PLAIN
from crm.importers.kinds import KINDS
from crm.importers.preparing import begin, needed, opened, use, written
from crm.importers.presets import NONE, PRESETS
from crm.importers.problems import FileProblem, RowProblem
from crm.importers.wording import on_pages
from crm.models import Import, SavedMapping

PAGE = 100
# What is sent a file.
UPLOADS = ("create", "correct")
OF_FIELDS = ("constants", "values", "date_orders", "decimals", "key", "leave_empty")
SAID = ("mapping", "constants", "values", "skip", "key", "date_orders", "decimals", "leave_empty", *PLAIN)
MOST = 1000
# Which parts of what has to be said are which fields here.
BESIDE = {"constant": "constants", "date": "date_orders", "decimal": "decimals"}


class ImportRows(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=Import.State.choices, label="state")


class ImportSerializer(RecordSerializer):
    said = serializers.SerializerMethodField()
    columns = serializers.SerializerMethodField()
    to_say = serializers.SerializerMethodField()
    saved_mapping = serializers.SerializerMethodField()
    summary = serializers.JSONField(read_only=True)
    check_summary = serializers.JSONField(read_only=True)

    class Meta:
        model = Import
        fields = (
            "id", "name", "size", "kind", "state", "wish", "note", "total", "position", "created", "updated",
            "unchanged", "rejected", "skipped", "undone", "by", "at", "started_at", "finished_at", "said", "columns",
            "to_say", "saved_mapping", "check_summary", "summary",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field({"type": "object", "description": "How the file is read, as it was said or recognised."})
    def get_said(self, row: Any) -> dict[str, Any]:
        return {name: row.settings[name] for name in SAID if name in row.settings}

    @extend_schema_field({"type": "object", "description": "Header → field, as long as it is being prepared."})
    def get_columns(self, row: Any) -> dict[str, str]:
        load = readable(row)
        return {each.header: each.field.name for each in load.columns} if load is not None else {}

    @extend_schema_field(
        {"type": "array", "items": {"type": "string"}, "description": "What a check needs to be told."}
    )
    def get_to_say(self, row: Any) -> list[str]:
        load = readable(row)
        if load is None:
            return []
        unclear = [each.field for each in written(load, row) if not each.style]
        return [*needed(row, load), *unclear]

    @extend_schema_field({"type": "string", "description": "The saved mapping by which it is read; empty: none."})
    def get_saved_mapping(self, row: Any) -> str:
        return str(row.settings.get("saved", ""))


def readable(own: Any) -> Any:
    """A load of the first rows of what is being prepared; None where there is nothing to say any more."""
    if own.state not in imports.PREPARED or not own.profile:
        return None
    try:
        return opened(own)
    except (FileProblem, RowProblem):
        return None


class Uploading(Strict):
    """A file, as a form of the web sends one (`multipart/form-data`)."""

    file = serializers.FileField()


class Texts(serializers.DictField):
    child = Text(max_length=MOST)


class Saying(Strict):
    """How the file is read: what is sent takes the place of what was said, the rest stays. Another kind begins anew."""

    kind = Choice(choices=[(name, name) for name in KINDS], required=False)
    preset = Text(required=False, help_text="The name of one, or “none”.")
    mapping = serializers.DictField(
        child=Text(max_length=MOST, allow_blank=True), required=False, help_text="Header → field; empty: not used."
    )
    constants = Texts(required=False, help_text="Field → the value for all rows.")
    values = serializers.DictField(child=Texts(), required=False, help_text="Field → theirs → ours.")
    skip = serializers.DictField(
        child=serializers.ListField(child=Text(max_length=MOST)),
        required=False,
        help_text="Header → values passed over.",
    )
    key = serializers.ListField(child=Text(), required=False, help_text="Fields that recognise a record again.")
    date_orders = serializers.DictField(child=Choice(choices=[("dmy", "dmy"), ("mdy", "mdy")]), required=False)
    decimals = serializers.DictField(child=Choice(choices=[(",", ","), (".", ".")]), required=False)
    leave_empty = serializers.ListField(child=Choice(choices=[("opened_on", "opened_on")]), required=False)
    create_missing = YesNo(required=False)
    keep_repeats = YesNo(required=False)


class Choosing(Strict):
    """The id of a saved mapping, or null: none of them."""

    mapping = RecordId(queryset=SavedMapping.objects.all(), allow_null=True)


class Rejected(serializers.Serializer):
    columns = serializers.ListField(child=serializers.CharField())
    results = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    next = serializers.CharField(allow_null=True)


class Imports(ForAdministrators):
    """Files that are brought in: prepared, checked, applied in the background, and taken back."""

    model = Import
    serializer_class = ImportSerializer
    filterset_class = ImportRows

    def get_parsers(self) -> list[Any]:
        """Asked before the framework has told the action."""
        method = getattr(self.request, "method", None) or ""
        uploads = getattr(self, "action_map", {}).get(method.lower()) in UPLOADS
        return [MultiPartParser()] if uploads else super().get_parsers()

    @extend_schema(request={"multipart/form-data": Uploading}, responses={201: ImportSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Uploads a file. Its kind and columns are recognised; a large one is looked through in the background."""
        return self.take(request, imports.receive)

    def take(self, request: Request, receive: Callable[[Any, Any], Any]) -> Response:
        """The file that was sent, by the rules of the page."""
        asked = Uploading(data=request.data, context=self.get_serializer_context())
        asked.is_valid(raise_exception=True)
        form = UploadForm({}, {"file": asked.validated_data["file"]})
        refuse_invalid(form)
        try:
            own = receive(form.cleaned_data["file"], request.user)
        except FileProblem as problem:
            raise InvalidError(field_errors({"file": [str(problem)]})) from problem
        return self.answer(own, 201)

    @action(detail=True, methods=["post"], asked=Choosing)
    def mapping(self, request: Request, pk: str) -> Response:
        """Reads the file by a saved mapping, or by what is recognised: what was said before no longer holds."""

        def work(own: Any, asked: dict[str, Any]) -> None:
            refuse_state(own.state in imports.PREPARED, own)
            with on_pages():
                use(own, asked["mapping"]) if asked["mapping"] else begin(own, own.kind)
            imports.keep(own)

        return self.carry_out(request, pk, work)

    @extend_schema(request=Saying)
    @transaction.atomic
    def partial_update(self, request: Request, pk: str, **kwargs: Any) -> Response:
        """Says how the file is read, before it is checked."""
        own = self.locked(pk)
        refuse_state(own.state in imports.PREPARED, own)
        form = Saying(data=request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        with on_pages():
            say(own, dict(form.validated_data))
        imports.keep(own)
        return self.answer(own)

    def step(self, request: Request, pk: str, work: Callable[[Any], bool]) -> Response:
        def do(own: Any, asked: dict[str, Any]) -> None:
            refuse_state(work(own), own)
            own.refresh_from_db()

        return self.carry_out(request, pk, do)

    @action(detail=True, methods=["post"], asked=Nothing)
    def check(self, request: Request, pk: str) -> Response:
        """Goes through the whole file in the background and changes nothing: `check_summary` says what would happen."""

        def work(own: Any) -> bool:
            if own.state not in imports.PREPARED:
                return False
            with on_pages():
                missing = imports.missing_of(own)
            if missing:
                raise InvalidError(field_errors({beside(name): [text] for name, text in missing.items()}))
            imports.check(own)
            return True

        return self.step(request, pk, work)

    @action(detail=True, methods=["post"], asked=Nothing)
    def start(self, request: Request, pk: str) -> Response:
        """Applies what was checked, in the background: `position` of `total` tells how far it is."""
        return self.step(request, pk, lambda own: imports.start(own, request.user))

    @action(detail=True, methods=["post"], asked=Nothing)
    def pause(self, request: Request, pk: str) -> Response:
        """Stops after the rows that are being applied; `resume` goes on there."""
        return self.step(request, pk, lambda own: imports.wish(own, Import.Wish.PAUSE))

    @action(detail=True, methods=["post"], asked=Nothing)
    def cancel(self, request: Request, pk: str) -> Response:
        """Ends a check or an import; rows that were applied stay, until it is undone."""
        return self.step(request, pk, lambda own: imports.wish(own, Import.Wish.CANCEL))

    @action(detail=True, methods=["post"], asked=Nothing)
    def resume(self, request: Request, pk: str) -> Response:
        """Goes on behind the last row that was applied."""
        return self.step(request, pk, imports.resume)

    @action(detail=True, methods=["post"], asked=Nothing)
    def undo(self, request: Request, pk: str) -> Response:
        """Takes all of it back, as far as nobody has worked on what it brought."""
        return self.step(request, pk, imports.take_back)

    @extend_schema(
        parameters=[OpenApiParameter("cursor", {"type": "string", "pattern": "^[0-9]{1,18}$"})], responses=Rejected
    )
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def rejected(self, request: Request, pk: str) -> Response:
        """Rejected rows: line, column, value and reason, then the row's own cells, under `columns`."""
        refuse_unknown_words(request, ["cursor"])
        own = get_object_or_404(self.get_queryset(), pk=pk)
        first = cursor_in(request.query_params["cursor"]) if "cursor" in request.query_params else 0
        rows = imports.rejected_rows(own)
        columns = next(rows, [])
        found = list(islice(rows, min(first, own.total), min(first, own.total) + PAGE + 1))
        following = next_page(request, first + PAGE) if len(found) > PAGE else None
        return Response({"columns": columns, "results": found[:PAGE], "next": following})

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None, url_path="rejected-file")
    def rejected_file(self, request: Request, pk: str) -> FileResponse:
        """Rejected rows with their reasons as CSV, to be corrected and sent to `correct`; 404: there are none."""
        own = get_object_or_404(self.get_queryset(), pk=pk)
        if not own.rejected_path.is_file():
            raise Http404
        name = f"{own.name.rpartition('.')[0] or own.name} – {_('rejected')}.csv"
        return FileResponse(own.rejected_path.open("rb"), as_attachment=True, filename=name, content_type="text/csv")

    @extend_schema(request={"multipart/form-data": Uploading}, responses={201: ImportSerializer})
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: str) -> Response:
        """Uploads rejected rows of an import, corrected: another import, read as this one was."""
        earlier = get_object_or_404(self.get_queryset(), pk=pk)
        return self.take(request, lambda file, by: imports.receive_corrected(file, by, earlier))

    @transaction.atomic
    def destroy(self, request: Request, pk: str, **kwargs: Any) -> Response:
        """Forgets an import; what it brought stays, and can no longer be taken back."""
        own = self.locked(pk)
        refuse_state(not own.is_at_work or own.state == Import.State.READING, own)
        own.delete()
        return Response(status=204)


def refuse_state(allowed: bool, own: Any) -> None:
    if not allowed:
        sentence = _("The import is in the state “%(state)s”, in which this cannot be asked.")
        raise RefusalError("wrong_state", sentence % {"state": own.get_state_display()}, [own.state], status=409)


def beside(name: str) -> str:
    """“constant-amount” → constants.amount."""
    what, _dash, field = name.partition("-")
    return f"{BESIDE[what]}.{field}"


def say(own: Any, said: dict[str, Any]) -> None:
    """In memory; ValidationError beside what cannot be."""
    kind = said.pop("kind", own.kind)
    if kind != own.kind:
        begin(own, kind)
    fields, headers = KINDS[own.kind].by_name(), own.profile["headers"]
    refuse_unknown(said, fields, headers)
    preset = said.get("preset", NONE)
    if preset != NONE and (preset not in PRESETS or PRESETS[preset].kind != own.kind):
        raise ValidationError({"preset": _("There is no preset of this name for this kind of file.")})
    own.settings = {**own.settings, **said}
    try:
        load = opened(own)
        for name, text in load.options.constants.items():
            load.constant(name, text)
    except FileProblem as problem:
        raise ValidationError(str(problem)) from problem
    except RowProblem as problem:
        raise ValidationError({"constants": str(problem)}) from problem


def refuse_unknown(said: dict[str, Any], fields: Any, headers: list[str]) -> None:
    """What names a field or a column that there is not."""
    named = {
        "mapping": (said.get("mapping", {}), headers), "skip": (said.get("skip", {}), headers),
        **{name: (said.get(name, ()), fields) for name in OF_FIELDS},
    }  # fmt: skip
    for name, (given, known) in named.items():
        for each in given:
            if each not in known:
                sentence = _("“%(name)s” is not there: choose among %(names)s.")
                raise ValidationError({name: sentence % {"name": each, "names": ", ".join(known)}})
    for header, field in said.get("mapping", {}).items():
        if field and field not in fields:
            sentence = _("“%(name)s” is not there: choose among %(names)s.")
            raise ValidationError({"mapping": f"{header}: {sentence % {'name': field, 'names': ', '.join(fields)}}"})
