"""A backup brings the company back: each table as it was, and with them every figure; else nothing at all."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from crm.access import Operator
from crm.backup.tables import MANIFEST, SECRETS, left_out, tables
from crm.models import Account, Activity, Company, Contact, Team, User
from feedback.models import Answer, Invitation
from kpis.catalogue import METRICS, ask
from kpis.engine import Period, Query, QueryError
from tests.kpis.companies import NOON, make

PERIODS = (Period(None, None), Period.parse("2025-Q1", NOON.date(), 1), Period.parse("2025-02", NOON.date(), 1))
KEYS = ((), ("owner",), ("team",), ("month",), ("channel",), ("product",))
ODD = 'Line\r\nother\nline;"quoted", =1+1 \\N and a lone \r end '


@pytest.fixture(scope="module")
def made(kept_database: Any) -> Iterator[None]:
    """Made once for all tests here; what one of them does is undone after it."""
    with kept_database():
        with time_machine.travel(NOON, tick=False):
            make(7, 12)
            odd = Account.objects.create(name="=Sum(A1)", notes=ODD)
            Contact.objects.create(account=odd, last_name="-Minus", email="odd@example.com")
            Company.current()
        yield


@pytest.fixture
def company(made: None, db: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def exported(folder: Path, name: str = "company.zip") -> Path:
    path = folder / name
    call_command("export_company", str(path), stdout=io.StringIO())
    return path


def load(path: Path, **options: Any) -> str:
    output = io.StringIO()
    call_command("load", str(path), stdout=output, **options)
    return output.getvalue()


def emptied() -> None:
    """As a new database."""
    with connection.cursor() as cursor:
        for table in reversed(tables()):
            cursor.execute(f"DELETE FROM {table.model._meta.db_table}")
        for label in left_out():
            if not label.startswith("kpis"):
                cursor.execute(f"DELETE FROM {apps.get_model(label)._meta.db_table}")


def manifest(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read(MANIFEST))  # type: ignore[no-any-return]


def figures(periods: Any = PERIODS, keys: Any = KEYS) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for period in periods:
        for by in keys:
            for name in METRICS:
                try:
                    answer = ask(Query((name,), period, Operator(), by))
                except QueryError:
                    continue
                rows = [(tuple(key.id for key in row.by.values()), told(row.figures[name])) for row in answer.rows]
                found[period, by, name] = (told(answer.total[name]), sorted(rows, key=str))
    return found


def told(figure: Any) -> tuple[Any, ...]:
    return (figure.value, figure.numerator, figure.denominator, figure.n, figure.low, figure.high)


def test_what_is_loaded_gives_the_same_rows_and_the_same_figures(company: None, tmp_path: Path) -> None:
    before, path = figures(), exported(tmp_path)
    emptied()
    assert not Answer.objects.exists()
    load(path)
    assert manifest(exported(tmp_path, "again.zip"))["tables"] == manifest(path)["tables"]
    assert {name for _period, _by, name in before} == set(METRICS)
    after = figures()
    assert [key for key in before if before[key] != after[key]] == []
    assert Account.objects.get(name="=Sum(A1)").notes == ODD


def test_new_records_get_numbers_after_those_that_were_loaded(company: None, tmp_path: Path) -> None:
    path, last = exported(tmp_path), Account.objects.latest("pk").pk
    emptied()
    load(path)
    assert Account.objects.create(name="New").pk > last
    assert Team.objects.create(name="New").pk


def test_every_table_is_carried_or_left_out_for_a_reason() -> None:
    ours = {
        each._meta.label
        for label in ("crm", "feedback", "kpis")
        for each in apps.get_app_config(label).get_models(include_auto_created=True)
        if not each.__name__.startswith("Historical")
    }
    carried = {table.model._meta.label for table in tables()}
    assert carried | set(left_out()) == ours
    assert not carried & set(left_out())


def test_no_secret_is_in_it(company: None, tmp_path: Path) -> None:
    user = User.objects.create_user("secret", password="a word that nobody knows")
    tokens = [each.token for each in Invitation.objects.all()]
    assert tokens
    path = exported(tmp_path)
    assert path.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(path) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert not [each for each in [*tokens, user.password] if each in whole]
    assert not {column for table in tables() for column in table.columns} & set(SECRETS)
    emptied()
    assert "changepassword" in load(path)
    assert not User.objects.get(username="secret").has_usable_password()
    assert not set(tokens) & {each.token for each in Invitation.objects.all()}


def test_a_trial_leaves_nothing(company: None, tmp_path: Path) -> None:
    path = exported(tmp_path)
    emptied()
    load(path, dry_run=True)
    assert not Account.objects.exists()


def test_a_database_with_data_is_left_alone(company: None, tmp_path: Path) -> None:
    path, before = exported(tmp_path), Activity.objects.count()
    with pytest.raises(CommandError, match="empty"):
        load(path)
    assert Activity.objects.count() == before


def rewritten(path: Path, file: str, change: Any, digest: bool = False) -> Path:
    """A copy with one file changed (None: without it); with `digest` the manifest fits it."""
    from hashlib import sha256

    target = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as archive:
        told = json.loads(source.read(MANIFEST))
        for name in source.namelist():
            data = source.read(name)
            if name == file:
                data = change(data)
                for each in told["tables"]:
                    if digest and each["file"] == name:
                        each["sha256"] = sha256(data).hexdigest()
            if name != MANIFEST and data is not None:
                archive.writestr(name, data)
        archive.writestr(MANIFEST, json.dumps(told) if file != MANIFEST else change(told))
    return target


@pytest.mark.parametrize(
    ("file", "change", "digest", "sentence"),
    [
        ("crm.sale.csv", lambda data: data.replace(b"1", b"2"), False, "changed since"),
        ("crm.sale.csv", lambda data: None, False, "missing"),
        ("crm.sale.csv", lambda data: data + b"oops\r\n", True, "line"),
        ("crm.sale.csv", lambda data: data[: data.rindex(b"\r\n", 0, -2) + 2], True, "number of rows"),
        ("crm.account.csv", lambda data: data[: data.index(b"\r\n") + 2], True, "number of rows"),
        (MANIFEST, lambda told: "{}" if isinstance(told, dict) else told, False, "manifest"),
        (MANIFEST, lambda told: json.dumps({**told, "form": 99}) if isinstance(told, dict) else told, False, "version"),
    ],
)
def test_what_is_not_as_it_was_written_is_refused_whole(
    company: None, tmp_path: Path, file: str, change: Any, digest: bool, sentence: str
) -> None:
    path = exported(tmp_path)
    emptied()
    with pytest.raises(CommandError, match=sentence):
        load(rewritten(path, file, change, digest))
    assert not Team.objects.exists()


def test_what_is_no_zip_or_cut_off_is_refused(company: None, tmp_path: Path) -> None:
    path = exported(tmp_path)
    emptied()
    for name, data in {"text.zip": b"name,amount\n", "half.zip": path.read_bytes()[: path.stat().st_size // 2]}.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(CommandError, match="no whole backup"):
            load(tmp_path / name)
    with pytest.raises(CommandError, match="no whole backup"):
        load(tmp_path / "nowhere.zip")


def test_a_file_that_is_there_is_not_written_over(company: None, tmp_path: Path) -> None:
    exported(tmp_path)
    with pytest.raises(CommandError, match="exists"):
        exported(tmp_path)


def test_administrators_take_it_on_the_page_of_imports(company: None, client: Client, tmp_path: Path) -> None:
    admin = User.objects.create_user("boss", role="admin")
    client.force_login(admin)
    assert "/imports/backup/" in client.get("/imports/").content.decode()
    answer: Any = client.post("/imports/backup/")
    assert answer.streaming and answer.headers["Content-Type"] == "application/zip"
    path = tmp_path / "page.zip"
    path.write_bytes(b"".join(answer.streaming_content))
    emptied()
    load(path)
    assert User.objects.filter(pk=admin.pk, username="boss").exists()


def test_nobody_else_takes_it(company: None, client: Client) -> None:
    client.force_login(User.objects.get(username="mo"))
    assert client.post("/imports/backup/").status_code == 403
    assert client.get("/imports/backup/").status_code in (403, 405)
