"""Nothing that serves or writes runs without a secret; what only reads the sources needs none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def manage(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """manage.py with none of our switches set, and nothing written beside the sources."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JAUGE_", "DJANGO_"))}
    kept["JAUGE_VAR_DIR"] = str(folder)
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
