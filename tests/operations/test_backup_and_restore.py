"""One command makes a backup, one brings it back: the same rows, figures and files; else nothing is touched."""

import io
import json
import os
import secrets
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from config.backup import archive, postgresql
from crm.models import Account
from tests.kpis.companies import NOON, make
from tests.operations.whole import whole

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folders(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT, settings.IMPORTS_ROOT = tmp_path / "files", tmp_path / "imports"
    for name in ("files/2025/offer.pdf", "imports/0a1b"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_bytes(name.encode() * 1000)
    return tmp_path


def back_up(path: Path) -> Path:
    call_command("backup", str(path), stdout=io.StringIO())
    return path


def restore(path: Path, **options: Any) -> None:
    call_command("restore", str(path), stdout=io.StringIO(), **options)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of another installation, whose database has no table yet."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JAUGE_")}
    kept |= {"JAUGE_SECRET_KEY": secrets.token_urlsafe(48), "JAUGE_VAR_DIR": str(tmp_path / "elsewhere")}
    kept["DJANGO_SETTINGS_MODULE"] = "config.settings"
    if connection.vendor == "sqlite":
        yield kept
        return
    described, name = connection.settings_dict, f"jauge_restored_{os.getpid()}"
    door = f"postgres://{described['USER']}:{described['PASSWORD']}@{described['HOST']}:{described['PORT'] or 5432}"
    with psycopg.connect(f"{door}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield kept | {"JAUGE_DATABASE_URL": f"{door}/{name}"}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(environment: dict[str, str], what: str = "whole") -> Any:
    words = f"import json; from tests.operations.whole import {what}; print(json.dumps({what}()))"
    return json.loads(run(environment, "manage.py", "shell", "--verbosity", "0", "--command", words))


@pytest.mark.django_db(transaction=True)
def test_what_is_restored_elsewhere_is_the_same(folders: Path, elsewhere: dict[str, str]) -> None:
    with time_machine.travel(NOON, tick=False):
        make(7, 12)
    before, path = whole(), back_up(folders / "jauge.backup")
    assert path.stat().st_mode & 0o077 == 0
    assert len(before["figures"]) > 100 and len(before["files"]) == 2
    run(elsewhere, "manage.py", "restore", str(path))
    assert told(elsewhere) == before
    # And of what was restored a backup can be made, which takes its place.
    again = folders / "again.backup"
    run(elsewhere, "manage.py", "backup", str(again))
    run(elsewhere, "manage.py", "restore", str(again), "--replace")
    assert told(elsewhere, "rows_and_files") == {name: before[name] for name in ("rows", "files")}


@pytest.mark.django_db(transaction=True)
class TestNothingIsTouched:
    @pytest.fixture(autouse=True)
    def company(self, folders: Path) -> None:
        self.path = back_up(folders / "jauge.backup")
        Account.objects.create(name="Here already")

    def refused(self, sentence: str, **options: Any) -> None:
        with pytest.raises(CommandError, match=sentence):
            restore(self.path, **options)
        assert Account.objects.get().name == "Here already"
        assert (self.path.parent / "files/2025/offer.pdf").exists()
        assert not [each for each in self.path.parent.iterdir() if "restoring" in each.name]

    def rewritten(self, name: str, change: Any) -> None:
        with zipfile.ZipFile(self.path) as old:
            members = {each: old.read(each) for each in old.namelist()}
        members[name] = change(members.get(name, b""))
        with zipfile.ZipFile(self.path, "w") as new:
            for each, data in members.items():
                new.writestr(each, data)

    def told_otherwise(self, **changes: Any) -> None:
        self.rewritten(archive.MANIFEST, lambda data: json.dumps(json.loads(data) | changes).encode())

    def test_where_there_is_a_company(self) -> None:
        self.refused("--replace")

    def test_a_file_that_was_changed(self) -> None:
        self.rewritten("files/2025/offer.pdf", lambda data: data[:-1] + b"?")
        self.refused("offer.pdf.*changed", replace=True)

    def test_a_file_that_nobody_told_of(self) -> None:
        self.rewritten("files/../../sitecustomize.py", lambda data: b"import os")
        self.refused("do not agree", replace=True)

    def test_half_a_file(self) -> None:
        self.path.write_bytes(self.path.read_bytes()[:5000])
        self.refused("cannot be restored", replace=True)

    def test_another_database(self) -> None:
        self.told_otherwise(database="oracle")
        self.refused("backup of oracle", replace=True)

    def test_a_newer_version(self) -> None:
        self.told_otherwise(migrations=[["crm", "9999_next"]], version="9.0")
        self.refused("newer version.*9.0", replace=True)

    def test_what_export_company_wrote(self) -> None:
        self.rewritten(archive.MANIFEST, lambda data: b'{"form": 1, "tables": []}')
        self.refused("manage.py load", replace=True)

    def test_what_the_database_refuses(self) -> None:
        """As the checksum fits, it is the database that says no, in the middle of it."""
        with zipfile.ZipFile(self.path) as whole_one:
            name = whole_one.namelist()[0]
            half = whole_one.read(name)[: len(whole_one.read(name)) * 2 // 3]
        self.rewritten(name, lambda _data: half)
        told = archive.Member(len(half), archive.sha256(half).hexdigest())
        with zipfile.ZipFile(self.path) as changed:
            members = json.loads(changed.read(archive.MANIFEST))["members"]
        self.told_otherwise(members=members | {name: vars(told)})
        self.refused("as it was before|damaged", replace=True)

    def test_a_name_that_is_taken(self) -> None:
        before = self.path.read_bytes()
        with pytest.raises(CommandError, match="exists already"):
            back_up(self.path)
        assert self.path.read_bytes() == before


@pytest.mark.django_db(transaction=True)
def test_half_a_backup_has_no_name(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full when the uploaded files come, after the database."""

    def full(_file: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("config.backup.writing.blocks_of", full)
    with pytest.raises(CommandError, match="No space left"):
        back_up(folders / "jauge.backup")
    assert {each.name for each in folders.iterdir()} == {"files", "imports"}


def test_a_password_is_no_word_of_a_command(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    described = {
        "NAME": "jauge",
        "USER": "ann",
        "PASSWORD": "s3cret",
        "HOST": "db",
        "PORT": "",
        "OPTIONS": {"sslmode": "require", "pool": True},
    }
    monkeypatch.setattr("config.backup.postgresql.connection", type("Door", (), {"settings_dict": described}))
    monkeypatch.setattr("shutil.which", str)
    with postgresql.started("true", "--format=custom") as process:
        assert "s3cret" not in str(process.args)
    found = postgresql.environment()
    assert (found["PGPASSWORD"], found["PGSSLMODE"], found["PGDATABASE"]) == ("s3cret", "require", "jauge")


def test_a_program_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(archive.BackupProblem, match=r"pg_dump.*postgresql-client"), postgresql.started("pg_dump"):
        pass
