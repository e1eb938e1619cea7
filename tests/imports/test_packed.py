"""A workbook that unpacks into something huge is refused before it is unpacked."""

import io
import struct
import time
import tracemalloc
import zipfile
from typing import Any

import pytest
import xlsxwriter

from crm.importers import packed
from crm.models import Import
from tests.imports.conftest import Desk


def workbook(rows: int = 3) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["account", "sector"])
    for row in range(rows):
        sheet.write_row(row + 1, 0, [f"Mill {row}", "Food"])
    book.close()
    return file.getvalue()


def filled(megabytes: int) -> bytes:
    """The workbook with so much of nothing in it."""
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/more.xml", "w") as member:
        for _each in range(megabytes):
            member.write(b" " * packed.MEGABYTE)
    return file.getvalue()


def refusal(desk: Desk, content: bytes) -> str:
    answer = desk.upload(content, "list.xlsx")
    assert answer.status_code == 422
    assert not Import.objects.exists()
    return str(answer.context["form"].errors["file"])


def test_an_honest_workbook_is_taken(desk: Desk) -> None:
    assert desk.uploaded(workbook(2000), "list.xlsx").total == 2000


def test_one_that_shrinks_more_than_a_table_does(desk: Desk) -> None:
    bomb = filled(60)
    assert len(bomb) < 100_000
    tracemalloc.start()
    begin = time.monotonic()
    assert "Unpacked, this workbook has 60 MB" in refusal(desk, bomb)
    assert time.monotonic() - begin < 2
    assert tracemalloc.get_traced_memory()[1] < 20 * packed.MEGABYTE
    tracemalloc.stop()


def test_one_that_is_too_large_whatever_its_ratio(desk: Desk, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.JAUGE_IMPORT_MEGABYTES = 1
    monkeypatch.setattr(packed, "RATIO", 10_000)
    assert "Unpacked, this workbook has 11 MB" in refusal(desk, filled(11))


def test_one_that_states_other_sizes_than_it_has(desk: Desk) -> None:
    bomb = bytearray(filled(60))
    # The sizes stand in the directory and before the member itself: 60 MB becomes 1 MB.
    stated, told = struct.pack("<L", 60 * packed.MEGABYTE), struct.pack("<L", packed.MEGABYTE)
    assert bomb.count(stated) >= 1
    assert "cannot be read" in refusal(desk, bytes(bomb.replace(stated, told)))


def test_members_that_lie_over_each_other(desk: Desk) -> None:
    """Ten entries of the directory for the same bytes."""
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/more.xml", b" " * 100_000)
        archive.filelist += [archive.getinfo("xl/more.xml")] * 9
        archive._didModify = True  # type: ignore[attr-defined]
    assert "Unpacked, this workbook has" in refusal(desk, file.getvalue())


def test_in_french(desk: Desk) -> None:
    desk.client.cookies["django_language"] = "fr"
    assert "Décompressé, ce classeur fait 60 Mo" in refusal(desk, filled(60))
