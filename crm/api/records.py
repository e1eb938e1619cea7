"""What the API does with the records of any model: lists, reads, makes, changes and deletes them, one or many at once.

Every queryset starts from what the caller may see. A family says how its rows are made and changed; the rules are
those of the models.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as Refusal
from django.db import transaction
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from crm.access import may_configure
from crm.api.directory import Directory
from crm.api.fields import RecordId
from crm.api.paging import WORDS, Keyset
from crm.api.refusals import InvalidError, RefusalError, field_errors, of_validation
from crm.api.versions import etag_of, is_known, refuse_stale
from crm.api.views import ApiView, refuse_unknown_words

FIELDS = "fields"


class Narrowing(DjangoFilterBackend):
    """The filters of a list; a word that is none of them is refused."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        known = view.filterset_class.base_filters if view.filterset_class else ()
        refuse_unknown_words(request, [*known, *WORDS, FIELDS])
        found: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return found


class Records(ApiView, GenericViewSet):
    """Lists and reads records of `model`. Subclasses that write say how; `configures`: administrators alone write."""

    model: type[Model]
    pagination_class = Keyset
    filter_backends = [Narrowing]
    filterset_class: Any = None
    lookup_value_regex = "[0-9]{1,18}"
    configures = False
    # Whether rows are seen in several ways (see `crm.api.paging.rows_by_windows`).
    by_windows = False
    # What a verb is sent, a serializer; each verb names its own.
    asked: Any = None

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = self.model._default_manager
        if getattr(self, "swagger_fake_view", False):
            return rows.none()  # type: ignore[no-any-return]
        return rows.visible_to(self.request.user)  # type: ignore[no-any-return]

    def get_serializer_context(self) -> dict[str, Any]:
        context = super().get_serializer_context()
        viewer = None if getattr(self, "swagger_fake_view", False) else self.request.user
        return {**context, "viewer": viewer, "directory": Directory(viewer), "fields": ()}

    def shown(self, rows: Any, many: bool = False) -> Any:
        """Rows as they are read, with the fields that the address asks for."""
        serializer: Any = self.get_serializer_class()
        context = self.get_serializer_context()
        if FIELDS in self.request.query_params:
            context["fields"] = self.fields_asked(list(serializer(context=context).fields))
        return serializer(rows, many=many, context=context).data

    def fields_asked(self, known: Sequence[str]) -> Sequence[str]:
        """Those that the address names, each of them known; all where it names none."""
        if FIELDS not in self.request.query_params:
            return known
        asked = self.request.query_params[FIELDS].split(",")
        for name in asked:
            if name not in known:
                sentence = _("“%(name)s” is no field of it: choose among %(names)s.")
                raise RefusalError("unknown_field", sentence % {"name": name, "names": ", ".join(known)}, known)
        return asked

    def list(self, request: Request, **kwargs: Any) -> Response:
        """A page of them, the newest first, narrowed by the words of the address."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.shown(page, many=True))

    def retrieve(self, request: Request, pk: str, **kwargs: Any) -> Response:
        """One of them."""
        refuse_unknown_words(request, [FIELDS])
        record = get_object_or_404(self.get_queryset(), pk=pk)
        if is_known(request, record):
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": etag_of(record)})
        return Response(self.shown(record), headers={"ETag": etag_of(record)})


class WithVerbs(Records):
    """Records with verbs: each carried out in a transaction, on a record that nobody else changes meanwhile."""

    def locked(self, pk: Any) -> Any:
        """The record, to change it: whoever else wants to waits. 412 where the caller has seen another version."""
        record = get_object_or_404(self.get_queryset().select_for_update(of=("self",)), pk=pk)
        refuse_stale(self.request, record)
        return record

    def refuse_writing(self) -> None:
        if self.configures and not (allowed := may_configure(self.request.user)):
            raise PermissionDenied(str(allowed.reason))  # type: ignore[union-attr]

    def answer(self, record: Any, code: int = 200) -> Response:
        """The record as it is now, with its version; where it is when it was made."""
        headers = {"ETag": etag_of(record)}
        if code == status.HTTP_201_CREATED:
            headers["Location"] = reverse(f"api:{self.basename}-detail", args=[record.pk])
        return Response(self.get_serializer(record).data, code, headers=headers)

    def carry_out(self, request: Request, pk: str, work: Callable[[Any, dict[str, Any]], Any]) -> Response:
        """A verb of a record, in a transaction, with what it asks for."""
        self.refuse_writing()
        with transaction.atomic():
            record = self.locked(pk)
            form = self.asked(data=request.data, context=self.get_serializer_context())
            form.is_valid(raise_exception=True)
            made = work(record, form.validated_data)
        return self.answer(record) if made is None else made


class ForAdministrators(WithVerbs):
    """Nobody else reads them either."""

    configures = True

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.refuse_writing()


class Written(WithVerbs):
    """Records that are made and changed through the API."""

    def create(self, request: Request, **kwargs: Any) -> Response:
        """Makes a new one."""
        self.refuse_writing()
        with transaction.atomic():
            [made] = self.make(self.checked([request.data], told_by_row=False))
        return self.answer(made, status.HTTP_201_CREATED)

    @transaction.atomic
    def partial_update(self, request: Request, pk: str, **kwargs: Any) -> Response:
        """Changes the fields that are sent, and leaves the others as they are."""
        self.refuse_writing()
        record = self.locked(pk)
        [values] = self.checked([request.data], [record], told_by_row=False)
        self.change(record, values)
        return self.answer(record)

    def checked(
        self, rows: list[Any], records: list[Any] | None = None, told_by_row: bool = True
    ) -> list[dict[str, Any]]:
        """The values of each row; InvalidError with every error of every row."""
        serializer: Any = self.get_serializer(partial=records is not None)
        learn(serializer, rows)
        found, errors = [], []
        for number, row in enumerate(rows):
            serializer.instance = records[number] if records is not None else None
            more: dict[str, Any] = {"row": number} if told_by_row else {}
            try:
                values = serializer.run_validation(row)
                self.check(values, serializer.instance)
                found.append(values)
            except serializers.ValidationError as refusal:
                errors += field_errors(refusal.detail, **more)
            except Refusal as refusal:
                errors += of_validation(refusal, **more)
        if errors:
            raise InvalidError(errors)
        return found

    def check(self, values: dict[str, Any], record: Any | None) -> None:
        """What the fields of a row must be together; `record` is None for a new one. Raises ValidationError."""

    @abstractmethod
    def make(self, rows: list[dict[str, Any]]) -> list[Any]:
        """New records of checked rows, stored."""

    def change(self, record: Any, values: dict[str, Any]) -> None:
        """What was sent is put into the record and stored."""
        for name, value in values.items():
            setattr(record, name, value)
        record.save()


class Deleted(Written):
    """Records that may be deleted, too."""

    @transaction.atomic
    def destroy(self, request: Request, pk: str, **kwargs: Any) -> Response:
        """Deletes it; 409 where others refer to it."""
        self.refuse_writing()
        self.remove(self.locked(pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def remove(self, record: Any) -> None:
        record.delete()


def learn(serializer: Any, rows: list[Any]) -> None:
    """All records that the rows name, with one query for each table."""
    for name, field in serializer.fields.items():
        held = [row[name] for row in rows if isinstance(row, dict) and row.get(name) is not None]
        if isinstance(field, RecordId) and not field.read_only:
            queryset: Any = field.get_queryset()
            serializer.context["directory"].learn(queryset.model, [key for key in held if isinstance(key, int)])
        elif isinstance(field, serializers.ListSerializer) and not field.read_only:
            learn(field.child, [each for several in held if isinstance(several, list) for each in several])
