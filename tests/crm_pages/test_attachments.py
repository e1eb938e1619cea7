"""Files of an opportunity: what may be kept, how it is handed out, and who may have it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from crm.models import Attachment, Import
from tests.crm_pages.conftest import Mill

PDF = b"%PDF-1.7 an offer"


@pytest.fixture
def mine(mill: Mill) -> Mill:
    mill.attachment.delete()
    return mill


def attach(client: Client, mill: Mill, name: str, content: bytes = PDF, kind: str = "application/pdf") -> Any:
    file = SimpleUploadedFile(name, content, kind)
    return client.post(f"/opportunities/{mill.opportunity.pk}/attach/", {"file": file})


def test_a_file_is_kept_and_comes_back_as_a_download(rep: Client, mine: Mill) -> None:
    assert attach(rep, mine, "Offre n° 3.PDF", kind="text/html").status_code == 302
    kept = Attachment.objects.get()
    assert (kept.name, kept.size, kept.added_by) == ("Offre n° 3.PDF", len(PDF), mine.people.rep)
    assert "Offre" not in kept.file.name
    answer = rep.get(f"/attachments/{kept.pk}/")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Offre n° 3.PDF" in rep.get(f"/opportunities/{mine.opportunity.pk}/").content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<script>"),
        ("drawing.svg", b"<svg/>"),
        ("offer.pdf.exe", PDF),
        ("offer", PDF),
        ("offer.pdf", b"<html>"),
        ("photo.png", PDF),
        ("offer.pdf", b""),
    ],
)
def test_what_is_not_a_known_document_is_refused(rep: Client, mine: Mill, name: str, content: bytes) -> None:
    answer = attach(rep, mine, name, content)
    assert answer.status_code == 422 and "field-error" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_refused(rep: Client, mine: Mill, settings: Any) -> None:
    settings.JAUGE_FILE_MEGABYTES = 1
    answer = attach(rep, mine, "offer.pdf", PDF.ljust(1024 * 1024 + 1))
    assert answer.status_code == 422 and "larger than 1 MB" in answer.content.decode()
    assert attach(rep, mine, "offer.pdf", PDF.ljust(1024 * 1024)).status_code == 302


def test_removing_it_removes_the_file(
    rep: Client, mill: Mill, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    storage, name = mill.attachment.file.storage, mill.attachment.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        assert rep.post(f"/attachments/{mill.attachment.pk}/remove/").status_code == 302
    assert not storage.exists(name) and not Attachment.objects.exists()


def test_a_file_that_is_gone_is_not_found(rep: Client, mill: Mill) -> None:
    mill.attachment.file.storage.delete(mill.attachment.file.name)
    assert rep.get(f"/attachments/{mill.attachment.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_others_neither_get_nor_remove_it(client: Client, mill: Mill, who: str) -> None:
    client.force_login(getattr(mill.people, who))
    assert client.get(f"/attachments/{mill.attachment.pk}/").status_code == 404
    assert client.post(f"/attachments/{mill.attachment.pk}/remove/").status_code == 404
    assert Attachment.objects.exists()


def test_nobody_keeps_more_than_their_share(rep: Client, client: Client, mine: Mill, settings: Any) -> None:
    """Of all files of a person, wherever they are kept; another one's count for them alone."""
    settings.PERSON_MEGABYTES = 1
    Import.objects.create(name="old.csv", size=1024 * 1024 - 20, by=mine.people.rep)
    assert attach(rep, mine, "offer.pdf").status_code == 302
    answer = attach(rep, mine, "offer-2.pdf")
    assert answer.status_code == 422 and "more than 1 MB here" in answer.content.decode()
    Attachment.objects.all().delete()
    assert attach(rep, mine, "offer-2.pdf").status_code == 302
    client.force_login(mine.people.manager)
    assert attach(client, mine, "offer-3.pdf").status_code == 302


def test_nobody_keeps_more_files_than_their_share(rep: Client, mine: Mill, settings: Any) -> None:
    settings.PERSON_FILES = 1
    assert attach(rep, mine, "offer.pdf").status_code == 302
    answer = attach(rep, mine, "offer-2.pdf")
    assert answer.status_code == 422 and "You keep 1 file here" in answer.content.decode()
    assert Attachment.objects.count() == 1
