"""A file is dropped on the page of imports: it is taken, or refused with a sentence beside the box."""

from pathlib import Path
from typing import Any

import pytest

from crm.models import Import
from tests.e2e.signing import sign_in
from tests.people import make_people

FILE = "([name, text]) => { const dropped = new DataTransfer(); dropped.items.add(new File([text], name)); return dropped; }"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.IMPORTS_ROOT = tmp_path / "imports"


def drop(page: Any, name: str, text: str) -> None:
    page.dispatch_event(".upload-box", "dragover")
    assert "upload-over" in page.get_attribute(".upload-box", "class")
    page.dispatch_event(".upload-box", "drop", {"dataTransfer": page.evaluate_handle(FILE, [name, text])})


def test_it_is_refused_with_the_reason_then_taken(transactional_db: None, live_server: Any, page: Any) -> None:
    make_people()
    sign_in(page, live_server.url, "admin")
    page.goto(f"{live_server.url}/imports/")
    drop(page, "empty.csv", "")
    page.get_by_role("alert").get_by_text("The file is empty.").wait_for()
    assert not Import.objects.exists()
    drop(page, "accounts.csv", "account,sector\nMill,Food\nBakery,Food\n")
    page.wait_for_url("**/prepare/")
    own = Import.objects.get()
    assert (own.name, own.kind, own.total) == ("accounts.csv", "accounts", 2)
