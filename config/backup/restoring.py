"""Reading a backup back. All that can be looked at is looked at before anything is touched."""

import shutil
import zipfile
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _

from config.backup import postgresql, sqlite
from config.backup.archive import BackupProblem, Manifest, blocks_of, manifest_of, roots, uploaded, verify
from config.backup.taken import rows_by_table
from config.health import ours
from kpis import rollups
from kpis.demo.company import COUNTED


def restore(path: Path, replace: bool = False) -> Manifest:
    """What was restored. BackupProblem, with nothing changed, where the file or the place is not as it must be."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = manifest_of(archive)
            refuse_foreign(manifest)
            if manifest.database == "sqlite":
                sqlite.make_room()
            if not replace:
                refuse_full()
            verify(archive, manifest)
            bring_back(archive, manifest)
    except (OSError, zipfile.BadZipFile) as error:
        sentence = _("“%(file)s” cannot be restored: %(reason)s")
        raise BackupProblem(sentence % {"file": path, "reason": error}) from error
    return manifest


def refuse_foreign(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        sentence = _(
            "This is a backup of %(theirs)s, and JAUGE_DATABASE_URL names %(ours)s. A company moves from one to the "
            "other by “export_company” and “load”."
        )
        raise BackupProblem(sentence % {"theirs": manifest.database, "ours": connection.vendor})
    known = ours()
    apps = {app for app, _name in known}
    unknown = [name for app, name in manifest.migrations if app in apps and (app, name) not in known]
    if unknown:
        sentence = _("A newer version of Jauge wrote this backup (%(version)s): restore it with that version.")
        raise BackupProblem(sentence % {"version": manifest.version})


def refuse_full() -> None:
    """A database that is only migrated counts as empty, and so does one without a table."""
    tables = set(connection.introspection.table_names())
    held = [model for model in COUNTED if model._meta.db_table in tables and model._base_manager.exists()]
    if held or any(True for _each in uploaded()):
        sentence = _(
            "There is a company here already. With --replace the backup takes its place, and what is here is gone: "
            "make a backup of it first."
        )
        raise BackupProblem(sentence)


def bring_back(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """The files are laid ready, the database is replaced in one transaction, and then the files change places."""
    engine: Any = postgresql if connection.vendor == "postgresql" else sqlite
    try:
        for word, root in roots().items():
            lay_ready(archive, [name for name in manifest.files if name.startswith(f"{word}/")], staged(root))
        with archive.open(engine.MEMBER) as member:
            engine.restore(member)
        compare_rows(manifest)
        for root in roots().values():
            change_places(root)
    finally:
        for root in roots().values():
            shutil.rmtree(staged(root), ignore_errors=True)
    bring_up_to_date()


def staged(root: Path) -> Path:
    return root.with_name(f"{root.name}.restoring")


def lay_ready(archive: zipfile.ZipFile, names: list[str], stage: Path) -> None:
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    for name in names:
        path = stage / name.partition("/")[2]
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as member, path.open("wb") as file:
            for block in blocks_of(member):
                file.write(block)


def change_places(root: Path) -> None:
    """Entry by entry: the folder itself may be where a disk is mounted."""
    root.mkdir(parents=True, exist_ok=True)
    for old in root.iterdir():
        shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    for new in staged(root).iterdir():
        shutil.move(new, root / new.name)


def compare_rows(manifest: Manifest) -> None:
    with connection.cursor() as cursor:
        found = rows_by_table(cursor, list(manifest.rows))
    if found != manifest.rows:
        differing = ", ".join(sorted(name for name in found if found[name] != manifest.rows[name]))
        raise BackupProblem(
            _("The database was restored, and differs from the backup: %(tables)s") % {"tables": differing}
        )


def bring_up_to_date() -> None:
    """Applies newer migrations, forgets what the cache remembers, and compares the kept sums with the facts."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    cache.clear()
    if rollups.keeps() and any(rollups.differences_of_all().values()):
        sentence = _(
            "The database was restored. Some roll-ups differ from the facts: run “manage.py rollups --rebuild”."
        )
        raise BackupProblem(sentence)
