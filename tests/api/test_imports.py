"""A file through the API: uploaded, prepared, checked, applied, taken back; for administrators alone."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from crm.importers import jobs
from crm.models import Account, Import
from tests.api.conftest import Program, World

ACCOUNTS = "Client,Secteur,Note\nForge,Metal,1\nSawmill,Wood,2\n,Wood,3\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.IMPORTS_ROOT = tmp_path / "imports"


def upload(program: Program, text: str | bytes = ACCOUNTS, **headers: str) -> Any:
    file = SimpleUploadedFile("accounts.csv", text.encode() if isinstance(text, str) else text)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return program.post("/api/imports/", {"file": file}, headers=named)


def work(program: Program, key: int) -> Any:
    """What the import is once a worker was at it."""
    jobs.work_on(key)
    return program.send("GET", f"imports/{key}/").json()


def test_a_file_goes_all_the_way_and_back(admin: Program, world: World) -> None:
    made = upload(admin)
    assert made.status_code == 201, made.content
    own = made.json()
    assert (own["state"], own["kind"], own["total"], own["columns"]["Client"]) == ("draft", "accounts", 3, "name")
    address = f"imports/{own['id']}/"
    said = admin.send("PATCH", address, {"create_missing": True, "mapping": {"Note": "notes"}})
    assert said.status_code == 200, said.content
    assert said.json()["columns"]["Note"] == "notes"
    assert admin.send("POST", f"{address}start/", {}).json()["code"] == "wrong_state"
    assert admin.send("POST", f"{address}check/", {}).json()["state"] == "checking"
    checked = work(admin, own["id"])
    assert (checked["state"], checked["check_summary"]["created"], checked["check_summary"]["rejected"]) == (
        "checked",
        2,
        1,
    )
    assert not Account.objects.filter(name="Forge").exists()
    assert admin.send("POST", f"{address}start/", {}).json()["state"] == "running"
    done = work(admin, own["id"])
    assert (done["state"], done["position"], done["created"], done["rejected"]) == ("done", 3, 2, 1)
    assert Account.objects.get(name="Forge").notes == "1"
    rejected = admin.send("GET", f"{address}rejected/").json()
    assert (rejected["columns"][:2], rejected["results"][0][0], rejected["next"]) == (["line", "column"], "4", None)
    assert admin.send("POST", f"{address}undo/", {}).json()["state"] == "undoing"
    assert work(admin, own["id"])["state"] == "undone"
    assert not Account.objects.filter(name="Forge").exists()
    assert admin.send("DELETE", address).status_code == 204


def test_it_is_paused_resumed_and_cancelled(admin: Program) -> None:
    address = f"imports/{upload(admin).json()['id']}/"
    own = Import.objects.get()
    admin.send("PATCH", address, {"create_missing": True})
    admin.send("POST", f"{address}check/", {})
    assert work(admin, own.pk)["state"] == "checked"
    admin.send("POST", f"{address}start/", {})
    assert admin.send("POST", f"{address}pause/", {}).json()["state"] == "paused"
    assert admin.send("POST", f"{address}resume/", {}).json()["state"] == "running"
    assert admin.send("POST", f"{address}cancel/", {}).json()["state"] == "cancelled"
    assert admin.send("POST", f"{address}resume/", {}).status_code == 409


def test_what_a_check_needs_is_told_beside_its_field(admin: Program) -> None:
    own = upload(admin, "Deal,Opened\nA,03/04/2025\n").json()
    address = f"imports/{own['id']}/"
    said = admin.send("PATCH", address, {"kind": "opportunities"}).json()
    assert "opened_on" in said["to_say"]
    refused = admin.send("POST", f"{address}check/", {})
    assert refused.status_code == 422
    assert "date_orders.opened_on" in {each["field"] for each in refused.json()["errors"]}
    said = admin.send("PATCH", address, {"date_orders": {"opened_on": "dmy"}, "constants": {"stage": "Offer"}}).json()
    assert said["to_say"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"mapping": {"Nowhere": "name"}}, "mapping"),
        ({"mapping": {"Note": "nothing"}}, "mapping"),
        ({"constants": {"nothing": "1"}}, "constants"),
        ({"constants": {"employees": "many"}}, "constants"),
        ({"key": ["nothing"]}, "key"),
        ({"preset": "hubspot-of-nobody"}, "preset"),
        ({"kind": "planets"}, "kind"),
        ({"nothing": 1}, "nothing"),
    ],
)
def test_what_is_not_there_is_refused_beside_its_field(admin: Program, body: Any, field: str) -> None:
    address = f"imports/{upload(admin).json()['id']}/"
    before = Import.objects.get().settings
    refused = admin.send("PATCH", address, body)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field), refused.content
    assert Import.objects.get().settings == before


def test_a_file_that_cannot_be_read_is_refused_and_not_kept(admin: Program, settings: Any) -> None:
    refused = upload(admin, b"\x00\x01\x02")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "file")
    assert not Import.objects.exists()
    assert not list(Path(settings.IMPORTS_ROOT).iterdir())


def test_sent_again_with_its_key_a_file_is_taken_once(admin: Program) -> None:
    first, again = (upload(admin, Idempotency_Key="night-1") for _time in range(2))
    assert first.json()["id"] == again.json()["id"]
    assert upload(admin, "account\nOther\n", Idempotency_Key="night-1").status_code == 422
    assert Import.objects.count() == 1


def test_it_is_for_administrators_and_tokens_that_write(world: World, manager: Program) -> None:
    assert upload(manager).status_code == 403
    reader = Program(world.people.admin, "read")
    assert upload(reader).status_code == 403
    assert reader.send("GET", "imports/").status_code == 200
    assert manager.send("GET", "imports/").status_code == 403


def test_rejected_rows_are_downloaded_corrected_and_sent_again(admin: Program, monkeypatch: Any) -> None:
    text = "Firma,Branche\nForge,Metal\n,Wood\n"
    key = upload(admin, text).json()["id"]
    address = f"imports/{key}/"
    assert admin.get(f"/api/{address}rejected-file/").status_code == 404
    said = {"kind": "accounts", "mapping": {"Firma": "name", "Branche": "segment"}, "create_missing": True}
    assert admin.send("PATCH", address, said).status_code == 200
    admin.send("POST", f"{address}check/", {})
    work(admin, key)
    admin.send("POST", f"{address}start/", {})
    assert work(admin, key)["rejected"] == 1
    answer: Any = admin.get(f"/api/{address}rejected-file/")
    rows = b"".join(answer.streaming_content).decode()
    assert (answer["Content-Type"], rows.splitlines()[0]) == ("text/csv", "line,column,value,sentence,Firma,Branche")
    corrected = rows.replace(",,Wood", ",Sawmill,Wood")
    # At once, and where a worker reads it.
    for soon in (10**6, 1):
        monkeypatch.setattr("crm.imports.SOON", soon)
        file = SimpleUploadedFile("corrected.csv", corrected.encode())
        again = admin.post(f"/api/{address}correct/", {"file": file})
        assert again.status_code == 201, again.content
        own = work(admin, again.json()["id"])
        assert (own["state"], own["columns"]) == ("draft", {"Firma": "name", "Branche": "segment"})
    admin.send("POST", f"imports/{own['id']}/check/", {})
    assert work(admin, own["id"])["check_summary"]["created"] == 1


def test_a_mapping_is_saved_taken_by_itself_renamed_and_deleted(admin: Program, manager: Program) -> None:
    text = "Firma,Branche\nForge,Metal\n"
    key = upload(admin, text).json()["id"]
    admin.send("PATCH", f"imports/{key}/", {"kind": "accounts", "mapping": {"Firma": "name", "Branche": "segment"}})
    made = admin.send("POST", "import-mappings/", {"taken_from": key, "name": "Our shop"})
    assert made.status_code == 201, made.content
    assert (made.json()["kind"], made.json()["headers"]) == ("accounts", ["branche", "firma"])
    saved = f"import-mappings/{made.json()['id']}/"
    assert [each["name"] for each in admin.results("import-mappings/")] == ["Our shop"]
    following = upload(admin, text.replace("Forge", "Sawmill")).json()
    assert (following["saved_mapping"], following["columns"]["Branche"]) == ("Our shop", "segment")
    unread = admin.send("POST", f"imports/{following['id']}/mapping/", {"mapping": None}).json()
    assert (unread["saved_mapping"], unread["columns"]) == ("", {})
    read = admin.send("POST", f"imports/{following['id']}/mapping/", {"mapping": made.json()["id"]}).json()
    assert read["columns"]["Firma"] == "name"
    # As on the pages, the same name takes its place.
    again = admin.send("POST", "import-mappings/", {"taken_from": following["id"], "name": "our shop"})
    assert (again.status_code, again.json()["id"]) == (201, made.json()["id"])
    admin.send("POST", "import-mappings/", {"taken_from": key, "name": "Other"})
    assert admin.send("PATCH", saved, {"name": "Other"}).json()["errors"][0]["field"] == "name"
    assert admin.send("PATCH", saved, {"name": "Web shop"}).json()["name"] == "Web shop"
    assert manager.send("GET", saved).status_code == manager.send("DELETE", saved).status_code == 403
    assert admin.send("DELETE", saved).status_code == 204
