"""The house keeps its shape: short files, names that say something, nothing swallowed."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for app in ("config", "crm", "feedback", "kpis")
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
]


def test_files_are_short() -> None:
    assert [path for path in SOURCES if len(path.read_text().splitlines()) > 400] == []


def test_no_file_is_named_after_nothing() -> None:
    empty_names = {"utils", "helpers", "services", "common"}
    assert [path for path in SOURCES if path.stem in empty_names or path.parent.name in empty_names] == []


def test_nothing_is_swallowed() -> None:
    bare = re.compile(r"except Exception|except\s*:")
    assert [path for path in SOURCES if bare.search(path.read_text())] == []
