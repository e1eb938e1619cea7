"""The switch of the replica is read strictly: it stands beside PostgreSQL, and is another server."""

import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

ROOT = Path(__file__).resolve().parents[2]
PRIMARY = {"ENGINE": "django.db.backends.postgresql", "HOST": "db1", "PORT": "", "NAME": "jauge"}
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "var/jauge.sqlite3"}


def read(monkeypatch: pytest.MonkeyPatch, typed: str, primary: dict[str, Any]) -> Any:
    monkeypatch.setenv("JAUGE_X", typed)
    return environment.replica("JAUGE_X", primary)


def test_without_it_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, "", PRIMARY) is None
    assert read(monkeypatch, "", SQLITE) is None


def test_it_is_not_waited_for_and_not_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, "postgres://ann:p%40ss@db2:5433/jauge?connect_timeout=3&sslmode=verify-full", PRIMARY)
    assert (found["HOST"], found["PORT"], found["NAME"], found["PASSWORD"]) == ("db2", "5433", "jauge", "p@ss")
    options = found["OPTIONS"]
    assert (options["connect_timeout"], options["sslmode"], options["tcp_user_timeout"]) == ("3", "verify-full", 9000)
    assert "default_transaction_read_only=on" in options["options"]
    assert "pool" not in options


@pytest.mark.parametrize(
    ("typed", "primary", "reason"),
    [
        ("sqlite:///var/other.sqlite3", PRIMARY, "not the address of a replica"),
        ("db2", PRIMARY, "not the address of a replica"),
        ("postgres://ann@db2/jauge", SQLITE, "needs PostgreSQL in JAUGE_DATABASE_URL"),
        ("postgres://other@db1/jauge", PRIMARY, "no replica of itself"),
    ],
)
def test_what_is_none_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, typed: str, primary: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"JAUGE_X.*{reason}"):
        read(monkeypatch, typed, primary)


@pytest.mark.parametrize(
    ("database", "replica", "starts"),
    [
        ("sqlite:////tmp/none.sqlite3", "postgres://ann:secret-word@db2/jauge", False),
        ("postgres://ann@db1/jauge", "postgres://ann@db2/jauge", True),
    ],
)
def test_the_settings_read_it(database: str, replica: str, starts: bool) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
    told = {"JAUGE_DATABASE_URL": database, "JAUGE_REPLICA_URL": replica, "JAUGE_SECRET_KEY": secrets.token_urlsafe(48)}
    shown = "from config import settings; print(settings.DATABASE_ROUTERS, settings.MIDDLEWARE[-1], list(settings.DATABASES))"
    done = subprocess.run([sys.executable, "-c", shown], cwd=ROOT, env=clean | told, capture_output=True, text=True)
    assert (done.returncode == 0) is starts
    if starts:
        expected = (
            "['config.replica.routing.Router'] config.replica.middleware.ReplicaMiddleware ['default', 'replica']"
        )
        assert done.stdout.strip() == expected
    else:
        assert "JAUGE_REPLICA_URL needs PostgreSQL" in done.stderr and "secret-word" not in done.stderr
