"""Workbooks are zip files: one of a few kilobytes may unpack into what no machine holds, and is refused before."""

import zipfile
import zlib
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from crm.importers.problems import FileProblem

MEGABYTE = 1024 * 1024
# Unpacked, at most so many times what may be imported.
TIMES = 10
# A workbook shrinks to a tenth, one whose rows are all alike to a hundredth; more is no table.
RATIO = 200
# Below that whatever ratio does no harm.
SMALL = 50 * MEGABYTE


def unreadable() -> FileProblem:
    return FileProblem(_("The workbook cannot be read: save it again as XLSX or CSV."))


def too_large(unpacked: int) -> FileProblem:
    sentence = _("Unpacked, this workbook has %(size)s MB, more than can be read: split it, or save it as CSV.")
    return FileProblem(sentence % {"size": unpacked // MEGABYTE})


def refuse_if_too_large(path: Path) -> None:
    """By the sizes that it states; then by unpacking it into nothing, as it may state others than it has."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            unpacked, packed = (sum(getattr(each, name) for each in members) for name in ("file_size", "compress_size"))
            # Members that lie over each other are unpacked once for each.
            size = path.stat().st_size
            most = settings.JAUGE_IMPORT_MEGABYTES * MEGABYTE * TIMES
            if unpacked > most or packed > size or (unpacked > SMALL and unpacked > size * RATIO):
                raise too_large(unpacked)
            for each in members:
                unpack(archive, each)
    except (zipfile.BadZipFile, RuntimeError, zlib.error, EOFError, OSError) as error:
        # RuntimeError: it is encrypted, or packed in a way that nobody uses.
        raise unreadable() from error


def unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Reads as much as is stated; where that is not the whole, its checksum is another."""
    with archive.open(member) as file:
        while file.read(MEGABYTE):
            pass
