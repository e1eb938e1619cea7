"""Up to 500 rows at once, all or none of them, in as many queries as one row takes; each error with its row."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from crm.api.directory import is_key
from crm.api.records import Written
from crm.api.refusals import InvalidError, RefusalError
from crm.api.versions import etag_of

MOST = 500
BATCH = 500


def rows_in(body: Any) -> list[dict[str, Any]]:
    if not isinstance(body, dict) or set(body) != {"rows"} or not isinstance(body["rows"], list):
        raise RefusalError("bad_rows", _("Send an object with the list “rows”."), ["rows"])
    rows = body["rows"]
    if not 1 <= len(rows) <= MOST:
        raise RefusalError("bad_rows", _("Send from 1 to %(most)s rows at once.") % {"most": MOST})
    wrong = [number for number, row in enumerate(rows) if not isinstance(row, dict)]
    if wrong:
        raise InvalidError([error_of(number, "", "invalid", _("A row is a JSON object.")) for number in wrong])
    return list(rows)


def error_of(row: int, field: str, code: str, sentence: str) -> dict[str, Any]:
    return {"field": field, "code": code, "sentence": sentence, "row": row}


class Bulk(Written):
    """Records that are made and changed many at once, too.

    `prepare` does in memory what saving one row does, and `follow_up` stores what goes with them; so one row is made
    as many are. `derived` names the fields that `prepare_change` fills.
    """

    derived: tuple[str, ...] = ()

    @action(detail=False, methods=["post"], url_path="bulk")
    def bulk(self, request: Request) -> Response:
        """Makes all rows, or none."""
        self.refuse_writing()
        rows = rows_in(request.data)
        with transaction.atomic():
            made = self.make(self.checked(rows))
        return self.several(made, 201)

    @bulk.mapping.patch
    def bulk_change(self, request: Request) -> Response:
        """Changes all rows, each named by its `id`, or none; a `version` that is sent must be the stored one."""
        self.refuse_writing()
        rows = rows_in(request.data)
        with transaction.atomic():
            records = self.named(rows)
            sent = [{name: value for name, value in row.items() if name not in ("id", "version")} for row in rows]
            self.change_all(records, self.checked(sent, records))
        return self.several(records, 200)

    def several(self, records: list[Any], code: int) -> Response:
        return Response({"results": self.get_serializer(records, many=True).data}, code)

    def named(self, rows: list[dict[str, Any]]) -> list[Any]:
        """The records of the rows, locked; InvalidError for those that are not there, named twice, or stale."""
        keys = [row.get("id") for row in rows]
        wanted = {key for key in keys if is_key(key)}
        locked = self.get_queryset().select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
        known = {record.pk: record for record in locked}
        errors, seen = [], set()
        for number, (row, key) in enumerate(zip(rows, keys, strict=True)):
            record = known.get(key) if is_key(key) else None
            if record is None:
                errors.append(error_of(number, "id", "does_not_exist", _("There is no such record that you may see.")))
            elif key in seen:
                sentence = _("Another row of this request is about it as well.")
                errors.append(error_of(number, "id", "repeated", sentence))
            elif "version" in row and row["version"] not in (getattr(record, "version", None), etag_of(record)):
                sentence = _("Someone else changed it meanwhile: read it again.")
                errors.append(error_of(number, "version", "stale", sentence))
            if record is not None:
                seen.add(key)
        if errors:
            stale = all(error["code"] == "stale" for error in errors)
            raise InvalidError(errors, "stale", 412) if stale else InvalidError(errors)
        return [known[key] for key in keys]

    def make(self, rows: list[dict[str, Any]]) -> list[Any]:
        records = [self.new(values) for values in rows]
        for record in records:
            self.prepare(record)
        manager: Any = self.model._default_manager
        manager.bulk_create(records, batch_size=BATCH)
        self.follow_up(records, rows)
        self.remember(records, update=False)
        return records

    def new(self, values: dict[str, Any]) -> Any:
        """In memory, the record of a checked row."""
        return self.model(**values)

    def prepare(self, record: Any) -> None:
        """In memory, what saving it fills: attribution, normalised texts."""

    def follow_up(self, records: list[Any], rows: list[dict[str, Any]]) -> None:
        """What is stored beside new records: lines, events."""

    def change_all(self, records: list[Any], rows: list[dict[str, Any]]) -> None:
        """In memory, then with a query for all of them; only columns in which something changed are written."""
        named = {name for row in rows for name in row}
        fields: Any = [self.model._meta.get_field(name) for name in {*named, *self.derived}]
        watched = {field.attname: field.name for field in fields}
        before = [{column: getattr(record, column) for column in watched} for record in records]
        for record, values in zip(records, rows, strict=True):
            self.fill(record, values)
        pairs = list(zip(records, before, strict=True))
        changed = [
            name
            for column, name in watched.items()
            if any(getattr(record, column) != was[column] for record, was in pairs)
        ]
        if named:
            self.store(records, changed)

    def fill(self, record: Any, values: dict[str, Any]) -> None:
        """In memory, the values of a row and what follows from them."""
        for name, value in values.items():
            setattr(record, name, value)
        self.prepare_change(record)

    def store(self, records: list[Any], names: list[str]) -> None:
        manager: Any = self.model._default_manager
        if names:
            manager.bulk_update(records, sorted(names), batch_size=BATCH)
        if hasattr(self.model, "version"):
            now = timezone.now()
            for record in records:
                record.version, record.updated_at = record.version + 1, now
            keys = [record.pk for record in records]
            manager.filter(pk__in=keys).update(version=F("version") + 1, updated_at=now)
        self.remember(records, update=True)

    def prepare_change(self, record: Any) -> None:
        """In memory, what saving a change fills."""
        self.prepare(record)

    def remember(self, records: list[Any], update: bool) -> None:
        history: Any = getattr(self.model, "history", None)
        if history is not None:
            user = self.request.user
            history.bulk_history_create(records, batch_size=BATCH, update=update, default_user=user)


def with_owner_of(record: Any, *sources: Any) -> None:
    """The owner of the first of them that has one, as an object: attribution asks no query for it."""
    for source in sources:
        if record.owner_id is None and source is not None and source.owner_id is not None:
            record.owner = source.owner
