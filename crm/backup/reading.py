"""Reading a backup into an empty database: every table as it was, or nothing at all."""

import csv
import json
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from crm.backup.tables import FORM, MANIFEST, Table, tables
from crm.importers.problems import FileProblem
from crm.models import User

CHUNK = 1000
BLOCK = 1 << 20
# What every database has from the beginning, which the backup's takes the place of.
SETTINGS = ("crm.company", "feedback.feedbacksettings")


def restore(path: Path, dry_run: bool = False) -> dict[str, int]:
    """How many rows came into each table; FileProblem, with nothing changed, where the file or the database is not
    as it must be. With `dry_run` everything is tried and nothing stays."""
    try:
        with zipfile.ZipFile(path) as archive, transaction.atomic():
            told = checked(archive)
            refuse_full()
            found = {table.name: put(archive, table, told[table.file]["rows"]) for table in tables()}
            connection.check_constraints()
            start_numbers()
            transaction.set_rollback(dry_run)
    except (OSError, zipfile.BadZipFile) as error:
        sentence = _("“%(file)s” is no whole backup: take the file as “export_company” wrote it. (%(reason)s)")
        raise FileProblem(sentence % {"file": path.name, "reason": error}) from error
    except DatabaseError as error:
        sentence = _("The database refuses the backup, and nothing was loaded: %(reason)s")
        raise FileProblem(sentence % {"reason": str(error)[:500]}) from error
    return found


def checked(archive: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    """What the manifest says of each file, after comparing it with the files and with the tables of this version."""
    try:
        told = json.loads(archive.read(MANIFEST))
        form, described = told["form"], {each["file"]: each for each in told["tables"]}
    except (KeyError, TypeError, ValueError) as error:
        raise FileProblem(_("The zip has no manifest of ours: give one that “export_company” wrote.")) from error
    ours = {table.file: table.columns for table in tables()}
    if form != FORM or {name: each["columns"] for name, each in described.items()} != ours:
        sentence = _(
            "Another version of Jauge wrote this backup: load it with that version, into an empty database, and then "
            "bring that database to this version with “migrate”."
        )
        raise FileProblem(sentence)
    for name, each in described.items():
        if digest_of(archive, name) != each["sha256"]:
            raise FileProblem(_("“%(file)s” in the zip was changed since it was written.") % {"file": name})
    return described


def digest_of(archive: zipfile.ZipFile, name: str) -> str:
    digest = sha256()
    try:
        with archive.open(name) as member:
            while block := member.read(BLOCK):
                digest.update(block)
    except KeyError as error:
        raise FileProblem(_("“%(file)s” is missing in the zip.") % {"file": name}) from error
    return digest.hexdigest()


def refuse_full() -> None:
    """A backup takes the place of nothing; settings alone are there from the beginning."""
    for table in tables():
        rows = table.model._base_manager
        if table.name in SETTINGS:
            rows.all().delete()
        elif rows.exists():
            name = table.model._meta.verbose_name_plural
            sentence = _("There are %(name)s in the database already: a backup is loaded into an empty one only.")
            raise FileProblem(sentence % {"name": name})


def put(archive: zipfile.ZipFile, table: Table, expected: int) -> int:
    """The rows of a table, stored as they are told: no rule of the program makes others of them."""
    count = 0
    fields, records = list(table.model._meta.concrete_fields), records_of(archive, table)
    manager: Any = table.model._base_manager
    while chunk := list(islice(records, CHUNK)):
        for some in in_statements(fields, chunk):
            manager._insert(some, fields=fields, using=connection.alias, raw=True)
        count += len(chunk)
    if count != expected:
        raise FileProblem(_("“%(file)s” has another number of rows than the manifest says.") % {"file": table.file})
    return count


def in_statements(fields: list[Any], records: list[Any]) -> Iterator[list[Any]]:
    """As many at a time as the database takes values in one statement."""
    most = connection.ops.bulk_batch_size(fields, records)
    for start in range(0, len(records), most):
        yield records[start : start + most]


def records_of(archive: zipfile.ZipFile, table: Table) -> Iterator[Any]:
    with archive.open(table.file) as member, TextIOWrapper(member, encoding="utf-8", newline="") as text:
        lines = csv.reader(text)
        next(lines)
        for cells in lines:
            try:
                record = table.record(cells)
            except ValidationError as error:
                words = {"file": table.file, "line": lines.line_num, "reason": " ".join(error.messages)}
                raise FileProblem(_("%(file)s, line %(line)s: %(reason)s") % words) from error
            if isinstance(record, User):
                # Nobody signs in until an administrator has set a password.
                record.password = make_password(None)
            yield record


def start_numbers() -> None:
    """New records get numbers after those that were loaded."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables()]):
            cursor.execute(statement)
