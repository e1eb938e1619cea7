"""Stored files that no row names are deleted after a day, and nothing else is."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from crm import due
from crm.models import Attachment, Company, Import, Opportunity
from crm.unnamed_files import AGE
from tests.crm_pages.conftest import Mill
from tests.pictures import png

A_MOMENT = timedelta(minutes=5)


class KilledError(Exception):
    """Stands for the end of a process: nothing that follows is done."""


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    """On a real disk."""
    settings.MEDIA_ROOT, settings.IMPORTS_ROOT = tmp_path / "files", tmp_path / "imports"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "config.storage.WholeFiles"}}
    return tmp_path


@contextmanager
def later(by: timedelta) -> Iterator[None]:
    with time_machine.travel(timezone.now() + by):
        yield


def files(var: Path) -> set[str]:
    return {path.relative_to(var).as_posix() for path in var.rglob("*") if path.is_file()}


def put(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7")
    return path.name


def attach(opportunity: Opportunity) -> Attachment:
    file = ContentFile(b"%PDF-1.7", "offer.PDF")
    return Attachment.objects.create(opportunity=opportunity, name="offer.PDF", file=file, size=8)


LEFT: dict[str, Callable[[], str]] = {
    "an attachment": lambda: f"files/attachments/{uuid4().hex}.pdf",
    "one without a suffix": lambda: f"files/attachments/{uuid4().hex}",
    "a logo": lambda: f"files/brand/{uuid4().hex}.png",
    "an import": lambda: f"imports/{uuid4().hex}",
    "rejected rows": lambda: f"imports/{uuid4().hex}.rejected",
    "what an import has seen": lambda: f"imports/{uuid4().hex}.seen",
}


@pytest.mark.parametrize("what", LEFT)
def test_it_goes_after_a_day(db: None, var: Path, what: str) -> None:
    put(var / LEFT[what]())
    with later(AGE - A_MOMENT):
        due.do_daily()
    assert len(files(var)) == 1
    with later(AGE + A_MOMENT):
        due.do_daily()
    assert files(var) == set()


def test_what_a_transaction_left_that_was_taken_back(mill: Mill, var: Path) -> None:
    before = files(var)
    with pytest.raises(KilledError), transaction.atomic():
        attach(mill.opportunity)
        raise KilledError
    assert len(files(var) - before) == 1
    with later(AGE + A_MOMENT):
        due.do_daily()
    assert files(var) == before


def test_what_rows_name_stays(mill: Mill, var: Path) -> None:
    attach(mill.opportunity)
    company = Company.current()
    company.logo, company.logo_width, company.logo_height = ContentFile(png(), "logo.png"), 1, 1
    company.save()
    own = Import.objects.create(name="mills.csv", size=8, by=mill.people.admin)
    for path in (own.path, own.rejected_path, own.seen_path):
        put(path)
    before = files(var)
    assert len(before) == 6
    with later(timedelta(days=400)):
        due.do_daily()
    assert files(var) == before


OTHERS = [
    "jauge.sqlite3",
    f"{'a' * 32}.pdf",
    f"files/{'a' * 32}.pdf",
    f"files/exports/{'a' * 32}.zip",
    f"files/attachments/older/{'a' * 32}.pdf",
    "files/attachments/offer.pdf",
    f"files/attachments/{'a' * 32}.pdf.copy",
    f"files/attachments/{'a' * 31}.pdf",
    f"imports/kept/{'a' * 32}",
    "imports/company.zip",
    f"imports.restoring/{'a' * 32}",
    f"backups/{'a' * 32}.zip",
]


def test_what_is_not_ours_stays(db: None, var: Path) -> None:
    for name in OTHERS:
        put(var / name)
    with later(timedelta(days=400)):
        due.do_daily()
    assert files(var) == set(OTHERS)


def test_a_copy_that_has_just_come_stays(db: None, var: Path) -> None:
    """Copied here with its old date, as where an operator brings files back before the database."""
    copied = var / LEFT["an attachment"]()
    put(copied)
    os.utime(copied, (1_000_000_000, 1_000_000_000))
    MigrationRecorder(connection).migration_qs.update(applied=datetime(2000, 1, 1, tzinfo=UTC))
    due.do_daily()
    assert copied.exists()


def test_files_of_another_database_stay(db: None, var: Path) -> None:
    """Where Jauge was given a new database, and the files are those of the one before."""
    put(var / LEFT["an attachment"]())
    MigrationRecorder(connection).migration_qs.update(applied=timezone.now() + A_MOMENT)
    with later(timedelta(days=400)):
        due.do_daily()
    assert len(files(var)) == 1


def test_what_cannot_be_read_is_told_and_stops_nothing(db: None, var: Path, caplog: Any) -> None:
    (var / "files").mkdir()
    (var / "files" / "attachments").write_text("no folder")
    put(var / LEFT["an import"]())
    with later(AGE + A_MOMENT):
        due.do_daily()
    assert "could not be deleted" in caplog.text
    assert files(var) == {"files/attachments"}


def test_the_first_run_of_a_day_does_it(db: None, var: Path) -> None:
    morning = (timezone.now() + timedelta(days=3)).replace(hour=9)
    put(var / LEFT["an import"]())
    with time_machine.travel(morning):
        call_command("run_due")
    assert files(var) == set()
    put(var / LEFT["an import"]())
    for moment, left in ((morning + timedelta(hours=1), 1), (morning + timedelta(days=1), 0)):
        with time_machine.travel(moment):
            call_command("run_due")
        assert len(files(var)) == left


def test_all_fields_of_files_are_known() -> None:
    """Whoever adds one says in `crm.unnamed_files` which rows name its files."""
    fields = [field for model in apps.get_models() for field in model._meta.fields]
    found = {str(field) for field in fields if isinstance(field, models.FileField)}
    assert found == {"crm.Attachment.file", "crm.Company.logo"}
