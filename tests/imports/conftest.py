"""An administrator at the import pages, and a worker that does at once what it is told."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from crm.importers import jobs
from crm.models import Import
from tests.people import People

ACCOUNTS = "account,sector,employees\nMill,Food,12\nBakery,Food,7\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.IMPORTS_ROOT = tmp_path / "imports"
    return tmp_path


class Desk:
    """What an administrator does on the pages."""

    def __init__(self, client: Client, people: People) -> None:
        self.client, self.people = client, people
        client.force_login(people.admin)

    def upload(self, text: str | bytes, name: str = "file.csv", address: str = "/imports/") -> Any:
        file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
        return self.client.post(address, {"file": file})

    def uploaded(self, text: str | bytes, name: str = "file.csv", **said: Any) -> Import:
        """An import whose file is read, prepared as `said`."""
        answer = self.upload(text, name)
        assert answer.status_code == 302, answer.content.decode()[:2000]
        own = Import.objects.latest("pk")
        if own.state == Import.State.READING:
            jobs.work_on(own.pk)
            own.refresh_from_db()
        if said:
            assert self.prepare(own, **said).status_code == 302
            own.refresh_from_db()
        return own

    def form(self, own: Import) -> dict[str, Any]:
        """What the form on the page would send as it stands."""
        page = self.client.get(f"/imports/{own.pk}/prepare/")
        assert page.status_code == 200
        context = page.context
        fields: dict[str, Any] = {"kind": own.kind, "preset": context["preset"], "key": context["key"]}
        fields |= {f"column-{column.position}": column.field for column in context["columns"]}
        for each in context["formats"]:
            fields[f"{'date' if each.is_date else 'decimal'}-{each.field}"] = each.style
        fields |= {f"constant-{name}": value for name, _label, value, _given, _error in context["constants"]}
        for group in context["names"]:
            fields[f"theirs-{group.field}"] = [each.text for each in group.unknown]
            fields[f"ours-{group.field}"] = [each.chosen for each in group.unknown]
        own.refresh_from_db()
        if own.settings.get("create_missing"):
            fields["create_missing"] = "on"
        return fields

    def prepare(self, own: Import, action: str = "update", **said: Any) -> Any:
        own.refresh_from_db()
        fields = {**self.form(own), "action": action, **said}
        return self.client.post(
            f"/imports/{own.pk}/prepare/", {name: value for name, value in fields.items() if value is not None}
        )

    def check(self, own: Import, **said: Any) -> Import:
        answer = self.prepare(own, "check", **said)
        assert answer.status_code == 302, [answer.context["errors"]]
        return self.work(own)

    def start(self, own: Import) -> Import:
        assert self.client.post(f"/imports/{own.pk}/start/").status_code == 302
        return self.work(own)

    def work(self, own: Import) -> Import:
        jobs.work_on(own.pk)
        own.refresh_from_db()
        return own

    def imported(self, text: str | bytes, name: str = "file.csv", **said: Any) -> Import:
        own = self.uploaded(text, name, **said)
        return self.start(self.check(own))

    def undone(self, own: Import) -> Import:
        assert self.client.post(f"/imports/{own.pk}/undo/").status_code == 302
        return self.work(own)

    def rejected(self, own: Import, form: str = "csv") -> bytes:
        answer: Any = self.client.get(f"/imports/{own.pk}/rejected.{form}")
        return b"".join(answer.streaming_content)


@pytest.fixture
def desk(client: Client, people: People) -> Desk:
    return Desk(client, people)


@pytest.fixture
def workbook() -> Callable[[list[list[Any]]], bytes]:
    import xlsxwriter

    def make(rows: list[list[Any]]) -> bytes:
        file = io.BytesIO()
        book = xlsxwriter.Workbook(file)
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        book.close()
        return file.getvalue()

    return make
