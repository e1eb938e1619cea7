"""Files of opportunities: added, listed, read and removed by whoever may see the opportunity, by the rules of the page."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from crm.forms import attachments as form
from crm.models import Attachment
from tests.api.conftest import Program, World

PDF = b"%PDF-1.7 an offer"


def attach(program: Program, world: World, name: str = "offer.pdf", data: bytes = PDF) -> Any:
    address = f"/api/opportunities/{world.opportunity.pk}/attachments/"
    return program.post(address, {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_added_listed_read_and_removed(rep: Program, world: World) -> None:
    made = attach(rep, world)
    assert made.status_code == 201, made.content
    own = made.json()
    assert (own["name"], own["size"], own["added_by"]) == ("offer.pdf", len(PDF), world.people.rep.pk)
    assert rep.results(f"attachments/?opportunity={world.opportunity.pk}") == [own]
    content: Any = rep.get(own["content"])
    assert b"".join(content.streaming_content) == PDF
    assert content.headers["Content-Disposition"] == 'attachment; filename="offer.pdf"'
    assert content.headers["Cache-Control"] == "no-store"
    assert rep.send("DELETE", f"attachments/{own['id']}/").status_code == 204
    assert not Attachment.objects.exists()


def test_others_do_not_find_it(rep: Program, outsider: Program, world: World) -> None:
    own = attach(rep, world).json()
    assert attach(outsider, world).status_code == 404
    assert outsider.results("attachments/") == []
    assert outsider.get(own["content"]).status_code == 404
    assert outsider.send("DELETE", f"attachments/{own['id']}/").status_code == 404


@pytest.mark.parametrize(("name", "data"), [("page.html", b"<script>"), ("offer.pdf", b"MZ"), ("offer.pdf", b"")])
def test_what_the_page_does_not_take_is_refused(rep: Program, world: World, name: str, data: bytes) -> None:
    refused = attach(rep, world, name, data)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "file")


def test_there_are_so_many_at_most(rep: Program, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MOST", 1)
    assert attach(rep, world).status_code == 201
    assert attach(rep, world).status_code == 422
