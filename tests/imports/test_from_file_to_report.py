"""A file goes from its upload by way of a preview and a check to what it came to."""

import csv
import io
from typing import Any

import pytest

from crm.importers import jobs
from crm.models import Account, Import, Opportunity, Pipeline
from tests.imports.conftest import ACCOUNTS, Desk

State = Import.State
DEALS = (
    "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Create Date,Close Date\n"
    "7,Ovens,Mill,Won,1200.50,2024-01-02,2024-02-03\n"
    "8,Sacks,Nowhere,Won,300,2024-01-02,2024-02-03\n"
)


def test_a_file_becomes_a_draft_with_its_kind_and_columns(desk: Desk) -> None:
    own = desk.uploaded(ACCOUNTS, "accounts.csv")
    assert (own.kind, own.state, own.total, own.name) == ("accounts", State.DRAFT, 2, "accounts.csv")
    page = desk.client.get(f"/imports/{own.pk}/prepare/")
    assert [column.field for column in page.context["columns"]] == ["name", "segment", "employees"]


def test_the_preview_shows_rows_as_they_will_be_and_changes_nothing(desk: Desk, pipeline: Pipeline) -> None:
    Account.objects.create(name="Mill")
    own = desk.uploaded(DEALS)
    preview = desk.client.get(f"/imports/{own.pk}/prepare/").context["preview"]
    assert [row["state"] for row in preview.rows] == ["created", "rejected"]
    assert "Nowhere" in preview.rows[1]["problem"]
    assert "--create-missing" not in preview.rows[1]["problem"]
    assert "1,200.50" in preview.rows[0]["cells"]
    assert not Opportunity.objects.exists()


def test_the_check_counts_and_changes_nothing(desk: Desk, pipeline: Pipeline) -> None:
    Account.objects.create(name="Mill")
    own = desk.check(desk.uploaded(DEALS, create_missing=None))
    assert own.state == State.CHECKED
    assert [own.check_summary[name] for name in ("read", "created", "rejected")] == [2, 1, 1]
    assert not Opportunity.objects.exists()
    page = desk.client.get(f"/imports/{own.pk}/")
    assert ("rejected", "To reject", 1) in page.context["counts"]
    assert page.context["rejected_rows"][0][1:3] == ["Account Name", "Nowhere"]


def test_the_import_applies_and_reports(desk: Desk, pipeline: Pipeline) -> None:
    Account.objects.create(name="Mill")
    own = desk.imported(DEALS, create_missing=None)
    assert (own.state, own.created, own.rejected, own.position) == (State.DONE, 1, 1, 2)
    assert Opportunity.objects.get().amount == pytest.approx(1200.5)
    page = desk.client.get(f"/imports/{own.pk}/").content.decode()
    assert "Nowhere" in page
    assert "Rejected rows" in page


def test_what_is_rejected_stands_out_only_where_something_is(desk: Desk, pipeline: Pipeline) -> None:
    whole = desk.imported(ACCOUNTS)
    assert "import-rejected" not in desk.client.get(f"/imports/{whole.pk}/").content.decode()
    some = desk.imported(DEALS, create_missing=None)
    assert 'class="import-rejected"' in desk.client.get(f"/imports/{some.pk}/").content.decode()
    assert "docs/" not in desk.client.get("/imports/").content.decode()


def test_what_is_missing_is_created_where_that_is_wished(desk: Desk, pipeline: Pipeline) -> None:
    own = desk.imported(DEALS, create_missing="on")
    assert (own.created, own.rejected) == (2, 0)
    assert own.summary["created_missing"] == {"account": 2}


def test_rejected_rows_are_corrected_and_uploaded_again(desk: Desk, pipeline: Pipeline) -> None:
    Account.objects.create(name="Mill")
    dated = DEALS.replace("2024-01-02", "03/04/2024").replace("2024-02-03", "25/04/2024")
    own = desk.imported(dated, create_missing=None, **{"date-opened_on": "dmy"})
    corrected = desk.rejected(own).decode().replace("Nowhere", "Mill")
    answer = desk.upload(corrected, "rejected.csv", f"/imports/{own.pk}/correct/")
    assert answer.status_code == 302
    again = Import.objects.latest("pk")
    again = desk.start(desk.check(again))
    assert (again.kind, again.created, again.rejected) == ("opportunities", 1, 0)
    assert str(Opportunity.objects.get(name="Sacks").opened_on) == "2024-04-03"


def test_rejected_rows_as_a_workbook_are_texts(desk: Desk, pipeline: Pipeline) -> None:
    text = "Opportunity ID,Name,Account,Stage,Amount\n1234567890123456789,=1+1,Nowhere,Won,5\n"
    own = desk.imported(text, create_missing=None)
    again = desk.uploaded(desk.rejected(own, "xlsx"), "rejected.xlsx")
    assert again.profile["lines"][0][1][4:6] == ["1234567890123456789", "=1+1"]


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    desk.imported(ACCOUNTS)
    again = desk.imported(ACCOUNTS)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)


def test_history_lists_what_was_done(desk: Desk) -> None:
    desk.imported(ACCOUNTS, "first.csv")
    page = desk.client.get("/imports/").content.decode()
    assert "first.csv" in page
    assert "Admin" in page


def test_another_kind_reads_the_file_anew(desk: Desk) -> None:
    own = desk.uploaded(ACCOUNTS)
    assert desk.prepare(own, kind="prospects").status_code == 302
    own.refresh_from_db()
    assert own.kind == "prospects"


def test_a_column_may_be_left_out_or_mean_something_else(desk: Desk) -> None:
    own = desk.imported("account,sector,headcount\nMill,Food,12\n", **{"column-1": "", "column-2": "employees"})
    made = Account.objects.get()
    assert (made.segment, made.employees) == (None, 12)
    assert own.summary["ignored"] == [] or "sector" in own.summary["ignored"]


def test_one_field_from_two_columns_is_refused_beside_the_column(desk: Desk) -> None:
    own = desk.uploaded("account,sector,headcount\nMill,Food,12\n")
    answer = desk.prepare(own, **{"column-2": "segment"})
    assert answer.status_code == 422
    assert "column-2" in answer.context["errors"]


def test_the_check_asks_for_what_is_needed(desk: Desk) -> None:
    own = desk.uploaded("account,sector\nMill,Food\n")
    answer = desk.prepare(own, "check", **{"column-0": ""})
    assert answer.status_code == 422
    assert "constant-name" in answer.context["errors"]


def test_a_value_for_all_rows(desk: Desk) -> None:
    desk.imported("account\nMill\nBakery\n", **{"constant-city": "Lyon"})
    assert set(Account.objects.values_list("city", flat=True)) == {"Lyon"}


@pytest.mark.parametrize("name", ["picture.png", "letter.pdf", "letter.docx", "empty.csv"])
def test_what_is_no_table_is_refused_with_a_sentence(desk: Desk, name: str) -> None:
    contents = {
        "picture.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x08\x06\x01\x02\x03\x04" * 20,
        "letter.pdf": b"%PDF-1.4\n" + bytes(range(256)) * 10,
        "letter.docx": b"PK\x03\x04" + bytes(range(200)),
        "empty.csv": b"",
    }
    answer = desk.upload(contents[name], name)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused(desk: Desk, settings: Any) -> None:
    settings.JAUGE_IMPORT_MEGABYTES = 0
    answer = desk.upload(ACCOUNTS)
    assert answer.status_code == 422
    assert "larger" in str(answer.context["form"].errors["file"])


def test_a_file_beyond_what_one_person_may_keep_is_refused(desk: Desk, settings: Any) -> None:
    settings.PERSON_FILES = 1
    desk.uploaded(ACCOUNTS)
    answer = desk.upload(ACCOUNTS)
    assert answer.status_code == 422 and "You keep 1 file here" in str(answer.context["form"].errors["file"])
    assert Import.objects.count() == 1
    Import.objects.get().delete()
    desk.uploaded(ACCOUNTS)


def test_a_long_file_is_read_by_the_worker(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.imports.SOON", 10)
    answer = desk.upload(ACCOUNTS)
    own = Import.objects.get()
    assert own.state == State.READING
    assert desk.client.get(answer.url).status_code == 200
    assert desk.work(own).state == State.DRAFT
    assert own.kind == "accounts"


def test_a_long_file_that_is_no_table_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.imports.SOON", 10)
    desk.upload(b"%PDF-1.4\n" + bytes(range(256)) * 10)
    own = desk.work(Import.objects.get())
    assert own.state == State.FAILED
    assert own.note in desk.client.get(f"/imports/{own.pk}/").content.decode()


def test_while_it_is_under_way_the_page_asks_again(desk: Desk) -> None:
    own = desk.uploaded(ACCOUNTS)
    desk.prepare(own, "check")
    page = desk.client.get(f"/imports/{own.pk}/").content.decode()
    assert 'hx-trigger="every' in page
    assert 'http-equiv="refresh"' in page
    fragment = desk.client.get(f"/imports/{own.pk}/", HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in fragment


def test_the_files_go_with_the_import(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    own = desk.imported(ACCOUNTS)
    assert own.path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        desk.client.post(f"/imports/{own.pk}/delete/")
    assert not own.path.exists()
    assert not own.rejected_path.exists()
    assert Account.objects.count() == 2


def test_only_who_is_at_work_counts(desk: Desk) -> None:
    """A second task for the same import does nothing."""
    own = desk.uploaded(ACCOUNTS)
    desk.prepare(own, "check")
    first = Import.objects.get(pk=own.pk)
    assert first.claim()
    jobs.work_on(own.pk)
    own.refresh_from_db()
    assert own.state == State.CHECKING


def test_rejected_rows_are_told_in_the_language_of_the_user(desk: Desk, pipeline: Pipeline) -> None:
    desk.people.admin.language = "fr"
    desk.people.admin.save()
    own = desk.imported(DEALS, create_missing=None)
    rows = list(csv.reader(io.StringIO(desk.rejected(own).decode())))
    assert "Aucun" in rows[1][3] or "Il n’y a" in rows[1][3]
