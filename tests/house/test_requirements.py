"""Packages are pinned with their checksums, and what is not as it was looked at is told."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SUM = "--hash=sha256:" + "0" * 64
PINNED = f"django==5.2.1 \\\n    {SUM}\n    # via jauge\nPyYAML==6.0 ; sys_platform == 'win32' \\\n    {SUM}\n"


@pytest.fixture(scope="module")
def check() -> Any:
    where = importlib.util.spec_from_file_location("check_requirements", ROOT / "scripts" / "check_requirements.py")
    assert where is not None and where.loader is not None
    module = importlib.util.module_from_spec(where)
    sys.modules["check_requirements"] = module
    where.loader.exec_module(module)
    return module


def test_every_package_of_ours_is_pinned_with_checksums(check: Any) -> None:
    text = (ROOT / "requirements.txt").read_text()
    assert len(list(check.entries(text))) > 50
    assert list(check.faults_of_pins(text)) == []
    assert list(check.faults_of_wishes((ROOT / "pyproject.toml").read_text(), text)) == []


def test_scripts_of_others_are_as_they_came(check: Any, tmp_path: Path) -> None:
    assert list(check.faults_of_scripts(ROOT / "static" / "vendor")) == []
    (tmp_path / "chart.js").write_text("steal()")
    (tmp_path / "more.js").write_text("")
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  chart.js\n{'0' * 64}  gone.js\n")
    assert list(check.faults_of_scripts(tmp_path)) == [
        "static/vendor/chart.js was changed",
        "static/vendor/gone.js is not there",
        "static/vendor/more.js is of unknown origin",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("django>=5.2 " + SUM, "django is not pinned to one version"),
        ("django==5.* " + SUM, "django is not pinned to one version"),
        ("django==5.2.1", "django has no checksum"),
        ("django==5.2.1 --hash=sha256:123", "django has no checksum"),
        ("django " + SUM, "django is not pinned to one version"),
    ],
)
def test_what_is_not_pinned(check: Any, text: str, fault: str) -> None:
    assert list(check.faults_of_pins(PINNED)) == []
    assert list(check.faults_of_pins(text)) == [fault]


def test_what_is_asked_for_and_not_pinned(check: Any) -> None:
    project = (
        "[project]\ndependencies = ['django>=5.3', 'requests']\n[project.optional-dependencies]\ndev = ['pyyaml']\n"
    )
    assert list(check.faults_of_wishes(project, PINNED)) == [
        "django is pinned to 5.2.1, which the project does not allow",
        "requests is asked for and not pinned",
    ]


def test_what_is_installed_and_not_pinned(check: Any) -> None:
    faults = check.faults_of_installed
    assert list(faults(PINNED, {"django": "5.2.1", "pip": "26", "uv": "1"})) == []
    assert list(faults(PINNED, {"django": "5.2.0", "left-pad": "1"})) == [
        "django is installed in version 5.2.0 and pinned to 5.2.1",
        "left-pad 1 is installed and not pinned",
    ]
    assert list(faults(PINNED, {})) == ["django is pinned and not installed"]
