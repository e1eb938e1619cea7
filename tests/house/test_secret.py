"""Nothing that serves or writes runs without a secret; what only reads the sources needs none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

ROOT = Path(__file__).resolve().parents[2]


def manage(folder: Path, *words: str, **switches: str) -> subprocess.CompletedProcess[str]:
    """manage.py with none of our switches set, and nothing written beside the sources."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
    kept |= {"JAUGE_VAR_DIR": str(folder), **switches}
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=kept, capture_output=True, text=True, timeout=120
    )


def test_the_sources_are_compared_without_a_secret(tmp_path: Path) -> None:
    answer = manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert answer.returncode == 0, answer.stderr
    assert "No changes detected" in answer.stdout


@pytest.mark.parametrize("command", ["migrate", "check", "runserver", "kpi"])
def test_everything_else_refuses(tmp_path: Path, command: str) -> None:
    answer = manage(tmp_path, command)
    assert answer.returncode != 0
    assert "JAUGE_SECRET_KEY is not set" in answer.stderr


GOOD = "qT3v9ZkLw0mXb7RyJ5uHc2NsE8aPf4GdKiQoVx1C"


@pytest.mark.parametrize(
    "value",
    ["short-9xQ", "ab" * 30, "aab" * 20, "0123456789abcdef" * 4, "django-insecure-" + GOOD, "demo-only-not-a-secret-" + "0" * 40,
     "please-Change-Me-" + GOOD],
)  # fmt: skip
def test_a_secret_that_can_be_guessed_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("JAUGE_X", value)
    with pytest.raises(ImproperlyConfigured, match="JAUGE_X is no secret") as refusal:
        environment.secret("JAUGE_X")
    assert value not in str(refusal.value)


@pytest.mark.parametrize("value", [GOOD, "9f86d081884c7d659a2feaa0c55ad015", ""])
def test_a_random_secret_is_taken(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("JAUGE_X", value)
    assert environment.secret("JAUGE_X") == value


OTHER = "9f86d081884c7d659a2feaa0c55ad015"


def test_former_secrets_stand_with_blanks_between(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.former_secrets("JAUGE_X", GOOD) == []
    monkeypatch.setenv("JAUGE_X", f" {OTHER}  {GOOD}x ")
    assert environment.former_secrets("JAUGE_X", GOOD) == [OTHER, f"{GOOD}x"]


@pytest.mark.parametrize("typed", [f"{OTHER} short-9xQ", f"{OTHER},{OTHER} {OTHER},{OTHER}", f"{OTHER} {GOOD}"])
def test_a_former_secret_is_as_good_as_the_present_one(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("JAUGE_X", typed)
    with pytest.raises(ImproperlyConfigured, match="JAUGE_X") as refusal:
        environment.former_secrets("JAUGE_X", GOOD)
    assert OTHER not in str(refusal.value)


def test_a_server_does_not_start_with_the_secret_of_the_demo(tmp_path: Path) -> None:
    answer = manage(tmp_path, "check", JAUGE_SECRET_KEY="demo-only-not-a-secret-" + "0" * 40)
    assert answer.returncode != 0
    assert "JAUGE_SECRET_KEY is no secret" in answer.stderr


@pytest.mark.parametrize(
    "switches",
    [{"JAUGE_DEMO": "1", "JAUGE_HTTPS": "1"}, {"JAUGE_DEBUG": "1", "JAUGE_PROXY_COUNT": "1"},
     {"JAUGE_DEMO": "1", "JAUGE_ADDRESS": "https://crm.example.com"}],
)  # fmt: skip
def test_the_demo_is_not_served_to_others(tmp_path: Path, switches: dict[str, str]) -> None:
    answer = manage(tmp_path, "check", JAUGE_SECRET_KEY=GOOD, **switches)
    trial, served = switches
    assert answer.returncode != 0
    assert f"{trial} opens doors that everybody knows, and {served} says" in answer.stderr
