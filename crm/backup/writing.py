"""Writing a backup: a zip with a CSV for each table, and at its end a manifest that says what is in it.

It is written from front to back, so that it can be sent while it is made; nothing is held but the rows at hand.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.utils import timezone

from crm.backup.tables import FORM, MANIFEST, Table, left_out, tables
from crm.models import Company

CHUNK = 2000


class Outlet(io.RawIOBase):
    """Takes what the zip writes until somebody fetches it."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.waiting += data
        return len(data)

    def fetch(self) -> bytes:
        found = bytes(self.waiting)
        self.waiting.clear()
        return found


@contextmanager
def one_moment() -> Iterator[None]:
    """All tables as they are at one moment, whatever others write meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def parts() -> Iterator[bytes]:
    """The file, piece by piece."""
    outlet = Outlet()
    with one_moment(), zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        described: list[dict[str, Any]] = []
        for table in tables():
            yield from table_in(archive, table, outlet, described)
        archive.writestr(MANIFEST, json.dumps(manifest(described), ensure_ascii=False, indent=1))
    yield outlet.fetch()


def write(target: BinaryIO) -> None:
    for part in parts():
        target.write(part)


def table_in(
    archive: zipfile.ZipFile, table: Table, outlet: Outlet, described: list[dict[str, Any]]
) -> Iterator[bytes]:
    digest, count = sha256(), 0
    with archive.open(table.file, "w", force_zip64=True) as member:
        pending = [table.columns]
        for line in table.lines(CHUNK):
            pending.append(line)
            count += 1
            if len(pending) >= CHUNK:
                stored(pending, member, digest)
                yield outlet.fetch()
        stored(pending, member, digest)
    described.append(
        {"file": table.file, "columns": table.columns, "rows": count, "sha256": digest.hexdigest()},
    )
    yield outlet.fetch()


def stored(lines: list[list[str]], member: Any, digest: Any) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    data = text.getvalue().encode()
    digest.update(data)
    member.write(data)
    lines.clear()


def manifest(described: list[dict[str, Any]]) -> dict[str, Any]:
    """What the file is: tables in the order in which they are read back, and what is not in it."""
    company = Company.current()
    return {
        "form": FORM,
        "made_at": timezone.now().isoformat(),
        "company": company.name,
        "currency": company.currency,
        "time_zone": company.time_zone,
        "tables": described,
        "left_out": left_out(),
        "history": "The history of changes of records stays where it was made; that of opportunities is carried.",
        "secrets": "passwords, tokens and addresses that contain them are left out and made anew",
    }
