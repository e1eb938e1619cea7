"""The file of a backup: a zip of the database and the uploaded files, with a manifest that says what must be in it."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _

FORM = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20
# What is worth nothing elsewhere, or would open doors there: its rows stay behind.
PASSING = ("cache", "django_session", "config_viewerwrite")


class BackupProblem(Exception):
    """A sentence for whoever runs the command; nothing was changed unless it says so."""


@dataclass(frozen=True)
class Member:
    """A file in the zip: its length in bytes, and its SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup is: of which version and database, when it was made, rows by table, files by name."""

    version: str
    database: str
    server: str
    made_at: str
    migrations: list[list[str]]
    rows: dict[str, int]
    members: dict[str, Member]
    form: int = FORM

    @property
    def files(self) -> list[str]:
        return [name for name in self.members if name.startswith(tuple(f"{word}/" for word in roots()))]

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def roots() -> dict[str, Path]:
    """The folders of uploaded files, by the name that they have in the zip."""
    return {"files": Path(settings.MEDIA_ROOT), "imports": Path(settings.IMPORTS_ROOT)}


def uploaded() -> Iterator[tuple[str, Path]]:
    """The name in the zip, and the file."""
    for word, root in roots().items():
        for path in sorted(root.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"{word}/{path.relative_to(root).as_posix()}", path


def blocks_of(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block


def put(archive: zipfile.ZipFile, name: str, blocks: Iterable[bytes], packed: bool) -> Member:
    """Writes a member block by block; `packed` where it is compressed already."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    digest, length = sha256(), 0
    with archive.open(info, "w", force_zip64=True) as member:
        for block in blocks:
            member.write(block)
            digest.update(block)
            length += len(block)
    return Member(length, digest.hexdigest())


def manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """What the zip says it is; BackupProblem where “backup” did not write it."""
    try:
        told: dict[str, Any] = json.loads(archive.read(MANIFEST))
        members = {str(name): Member(**each) for name, each in told.pop("members").items()}
        found = Manifest(members=members, **told)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        sentence = _(
            "This file was not written by “backup”. What “export_company” wrote is read by “manage.py load FILE.zip”."
        )
        raise BackupProblem(sentence) from error
    if found.form != FORM:
        raise BackupProblem(_("Another version of Jauge wrote this backup: restore it with that version."))
    return found


def verify(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Reads the whole zip: BackupProblem where a file is missing, is one too many, or is not as it was written."""
    names = set(archive.namelist()) - {MANIFEST}
    for name in sorted(names ^ set(manifest.members)):
        raise BackupProblem(_("The backup and its manifest do not agree on “%(file)s”.") % {"file": name})
    for name, expected in manifest.members.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise BackupProblem(_("The backup and its manifest do not agree on “%(file)s”.") % {"file": name})
        digest = sha256()
        with archive.open(name) as member:
            for block in blocks_of(member):
                digest.update(block)
        if digest.hexdigest() != expected.sha256:
            raise BackupProblem(_("“%(file)s” in the backup was changed since it was written.") % {"file": name})
