"""The disk is full while files are uploaded, imported, exported and backed up: a sentence that says so, and nothing half
kept. A small disk in memory where it may be mounted; else the operating system lets no file grow beyond as much."""

import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crm.importers import jobs
from crm.models import Account, Attachment, Import
from tests.faults.clients import Answer, Browser, Program
from tests.faults.conftest import House
from tests.faults.running import ROOT, Jauge

MEGABYTE = 1024 * 1024
PDF = b"%PDF-1.4\n" + b"0" * (2 * MEGABYTE)
ROWS = 30_000
MANY = 2000
SENTENCES = {"en": "no space left", "fr": "plus de place"}


@pytest.fixture
def small_disk(jauge: Jauge) -> Iterator[Path]:
    """A megabyte: for uploads, imports, temporary files and backups."""
    disk = jauge.folder / "disk"
    for name in ("files", "imports", "temporary", "backups"):
        (disk / name).mkdir(parents=True)
    line = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    mounted = subprocess.run(line, capture_output=True, check=False).returncode == 0
    for name in ("files", "imports", "temporary", "backups"):
        (disk / name).mkdir(exist_ok=True)
        if name in ("files", "imports"):
            (jauge.folder / name).symlink_to(disk / name)
    jauge.environment["TMPDIR"] = str(disk / "temporary")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    if not mounted:
        resource.setrlimit(resource.RLIMIT_FSIZE, (MEGABYTE, before[1]))
    yield disk
    jauge.stop()
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    if mounted:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def refused(answer: Answer, language: str = "en") -> None:
    assert answer.status == 507, (answer.status, answer.body[:500])
    assert SENTENCES[language] in answer.body


def test_nothing_half_kept(
    house: House, jauge: Jauge, small_disk: Path, tell: Callable[[str], None], settings: object
) -> None:
    jauge.web()
    deal = house.opportunity("Stones")
    rep, marie = Browser(jauge.port, house.people.rep), Browser(jauge.port, house.people.rep, "fr")
    admin = Browser(jauge.port, house.people.admin)
    attach = f"/opportunities/{deal.pk}/attach/"
    mills = b"account,sector\n" + b"".join(b"Mill %d,Food\n" % number for number in range(100 * ROWS // 10))

    # The upload does not even fit among temporary files.
    for browser, language in ((rep, "en"), (marie, "fr")):
        refused(browser.upload(attach, "offer.pdf", PDF), language)
    refused(admin.upload("/imports/", "mills.csv", mills))
    # It does there, and not where it is to be kept.
    jauge.kill("web")
    jauge.environment["TMPDIR"] = str(jauge.folder)
    jauge.web()
    for each in (rep, marie, admin):
        each.connection.close()
    for browser, language in ((rep, "en"), (marie, "fr")):
        refused(browser.upload(attach, "offer.pdf", PDF), language)
    refused(admin.upload("/imports/", "mills.csv", mills))
    program = Program(jauge.port, house.people.rep)
    mark = "0123456789abcdef"
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="offer.pdf"\r\n\r\n'
    program.headers["Content-Type"] = f"multipart/form-data; boundary={mark}"
    body = head.encode() + PDF + f"\r\n--{mark}--\r\n".encode()
    answer = program.ask("POST", f"/api/opportunities/{deal.pk}/attachments/", body)
    refused(answer)
    assert answer.json()["code"] == "disk_full"
    assert (Attachment.objects.count(), Import.objects.count()) == (0, 0)
    assert files(small_disk) == []
    # What fits is kept.
    assert rep.upload(attach, "small.pdf", b"%PDF-1.4\n").status == 302
    assert Attachment.objects.get().size == 9
    tell(
        "disk full: uploads to opportunities (pages in two languages, API) and imports answered 507 with a sentence; no row, no file, no temporary file left; what fits is kept"
    )


def test_a_workbook_leaves_no_temporary_file(
    house: House, jauge: Jauge, small_disk: Path, tell: Callable[[str], None]
) -> None:
    Account.objects.bulk_create(
        Account(name=f"Mill {number} {'x' * 100}", owner=house.people.rep) for number in range(ROWS)
    )
    jauge.web()
    rep = Browser(jauge.port, house.people.rep)
    refused(rep.get("/accounts/?format=xlsx"))
    assert files(small_disk / "temporary") == []
    assert rep.get("/accounts/?format=csv").body.count("\n") > ROWS
    backup = [sys.executable, "manage.py", "backup", str(small_disk / "backups" / "all.zip")]
    said = subprocess.run(backup, cwd=ROOT, env=jauge.environment, capture_output=True, text=True, check=False)
    assert said.returncode == 1 and "Traceback" not in said.stderr, said.stderr
    assert "cannot be written" in said.stderr
    assert files(small_disk) == []
    tell(
        f"disk full: XLSX of {ROWS} rows answered 507, CSV (which needs no disk) whole; backup ended with a sentence; no file left"
    )


def test_an_import_stops_and_goes_on(
    house: House, jauge: Jauge, small_disk: Path, tell: Callable[[str], None], settings: object
) -> None:
    """Its rejected rows do not fit: it says so, and goes on where it was when there is space again."""
    settings.IMPORTS_ROOT = small_disk / "imports"  # type: ignore[attr-defined]
    jauge.web()
    admin = Browser(jauge.port, house.people.admin)
    text = "account,employees\n" + "".join(f"Mill {number},{'many ' * 10}\n" for number in range(MANY))
    assert admin.upload("/imports/", "mills.csv", text.encode()).status == 302
    own = Import.objects.get()
    Import.objects.filter(pk=own.pk).update(state=Import.State.CHECKED)
    assert admin.post(f"/imports/{own.pk}/start/", {}).status in (200, 302)
    filler = small_disk / "filler"
    filler.write_bytes(b"0" * max(0, shutil.disk_usage(small_disk).free - 40 * 1024))
    jobs.work_on(own.pk)
    own.refresh_from_db()
    assert own.state == Import.State.FAILED and SENTENCES["en"] in own.note, (own.state, own.note)
    at = own.position
    assert Account.objects.filter(name__startswith="Mill ").count() == own.created
    filler.unlink()
    assert admin.post(f"/imports/{own.pk}/resume/", {}).status in (200, 302)
    jobs.work_on(own.pk)
    own.refresh_from_db()
    assert (own.state, own.position, own.created + own.rejected) == (Import.State.DONE, MANY, MANY)
    with own.rejected_path.open() as lines:
        assert sum(1 for _line in lines) == MANY + 1
    tell(
        f"disk full in mid-import: stopped with a sentence after {at} rows, went on to {MANY}, each rejected row written once"
    )
