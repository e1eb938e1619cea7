"""Stored files that no row names are deleted after a day.

They are left by a process that is killed between storing a file and its row, and by a transaction that is taken back.
Only files are looked at that have a name of ours and are directly in a folder of ours; all else there is left alone.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.utils import timezone

from crm.models import Attachment, Company, Import

logger = logging.getLogger("jauge.files")

# No request and no job takes as long to store the row of its file.
AGE = timedelta(days=1)
# Of files of opportunities and logos with their suffix, of imports with what is kept beside them.
OURS = re.compile(r"([0-9a-f]{32})(\.[^.]+)?")


@dataclass(frozen=True)
class Folder:
    """Where files of one kind are stored, and the 32 digits of those that rows name."""

    storage: Storage
    path: str
    named: Callable[[], set[str]]


def folders() -> list[Folder]:
    return [
        Folder(default_storage, "attachments", lambda: digits(Attachment.objects.values_list("file", flat=True))),
        Folder(default_storage, "brand", lambda: digits(Company.objects.values_list("logo", flat=True))),
        Folder(FileSystemStorage(settings.IMPORTS_ROOT), "", stored_imports),
    ]


def digits(names: Iterable[str]) -> set[str]:
    return {PurePath(name).stem for name in names}


def stored_imports() -> set[str]:
    return {stored.hex for stored in Import.objects.values_list("stored", flat=True)}


def delete_old() -> None:
    """What cannot be read or deleted is told to the operator, and tried again the next day."""
    for folder in folders():
        try:
            deleted = clear(folder)
        except OSError as error:
            logger.warning("files that no row names could not be deleted", exc_info=error)
            continue
        if deleted:
            logger.info("%s files that no row named were deleted from %s", deleted, folder.path or "imports")


def clear(folder: Folder) -> int:
    """How many were deleted. Rows are asked after the folder is listed: a file of that time is older than its row."""
    old = list(old_files(folder))
    named = folder.named() if old else set()
    unnamed = [path for path in old if PurePath(path).stem not in named]
    for path in unnamed:
        folder.storage.delete(path)
    return len(unnamed)


def old_files(folder: Folder) -> Iterator[str]:
    """Of older ones than the database itself nothing is known: they may be those of another one, used before."""
    before, since = timezone.now() - AGE, database_made_at()
    try:
        names = folder.storage.listdir(folder.path)[1]
    except FileNotFoundError:
        return
    for name in filter(OURS.fullmatch, names):
        path = str(PurePath(folder.path, name))
        if since < stored_at(folder.storage, path) < before:
            yield path


def stored_at(storage: Storage, path: str) -> datetime:
    """When it came here or was last written to: copies from elsewhere may keep an old date of writing."""
    return max(storage.get_created_time(path), storage.get_modified_time(path))


def database_made_at() -> datetime:
    made: datetime = MigrationRecorder(connection).migration_qs.aggregate(made=Min("applied"))["made"]
    return made
