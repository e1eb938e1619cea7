"""Writing a backup: under another name until it is whole."""

import os
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from config.backup import postgresql, sqlite
from config.backup.archive import MANIFEST, BackupProblem, Manifest, Member, blocks_of, put, uploaded


def write(path: Path) -> Manifest:
    """Makes the file; BackupProblem, and no file of that name, where it cannot be made whole."""
    if path.exists():
        raise BackupProblem(_("“%(name)s” exists already: choose another name.") % {"name": path})
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        # For nobody else to read: it holds everything of everybody.
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w") as archive:
                manifest = fill(archive, path.parent)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except OSError as error:
        raise BackupProblem(_("The backup cannot be written: %(reason)s") % {"reason": error}) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def fill(archive: zipfile.ZipFile, folder: Path) -> Manifest:
    """The database first: a file that is uploaded meanwhile is one too many, and not one too few."""
    engine = postgresql if connection.vendor == "postgresql" else sqlite
    migrations = [[app, name] for app, name in sorted(MigrationRecorder(connection).applied_migrations())]
    with engine.snapshot(folder) as taken:
        members = {taken.member: put(archive, taken.member, taken.blocks, taken.packed)}
        rows = taken.rows
    members |= dict(files_in(archive))
    manifest = Manifest(
        version=version(),
        database=connection.vendor,
        server=".".join(map(str, connection.get_database_version())),
        made_at=timezone.now().isoformat(),
        migrations=migrations,
        rows=rows,
        members=members,
    )
    archive.writestr(MANIFEST, manifest.text())
    return manifest


def files_in(archive: zipfile.ZipFile) -> Iterator[tuple[str, Member]]:
    for name, path in uploaded():
        try:
            file = path.open("rb")
        except FileNotFoundError:
            # Somebody removed it since the folder was listed.
            continue
        with file:
            yield name, put(archive, name, blocks_of(file), packed=False)


def version() -> str:
    told = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(told["project"]["version"])
