"""Whether a record is still what the caller has seen: `ETag` in answers, `If-Match` and `If-None-Match` in requests."""

import hashlib
from typing import Any

from django.utils.translation import gettext as _

from crm.api.refusals import RefusalError


def etag_of(record: Any) -> str:
    """By its version; where it has none, by what it holds."""
    version = getattr(record, "version", None)
    if version is not None:
        return f'"{record.pk}-{version}"'
    held = [str(getattr(record, field.attname)) for field in record._meta.concrete_fields]
    return f'"{hashlib.sha256(chr(0).join(held).encode()).hexdigest()[:24]}"'


def tags(header: str) -> set[str]:
    """The tags of a header; a weak one stands for the same."""
    return {each.strip().removeprefix("W/") for each in header.split(",") if each.strip()}


def refuse_stale(request: Any, record: Any) -> None:
    """412 where the request names another version than the one that is stored."""
    wanted = tags(request.headers.get("If-Match", ""))
    if wanted and "*" not in wanted and etag_of(record) not in wanted:
        sentence = _("Someone else changed this record meanwhile: read it again, then send your change again.")
        raise RefusalError("stale", sentence, [etag_of(record)], status=412)


def is_known(request: Any, record: Any) -> bool:
    """Whether the caller has this version already."""
    return etag_of(record) in tags(request.headers.get("If-None-Match", ""))
