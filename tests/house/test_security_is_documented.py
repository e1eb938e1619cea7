"""Every test that docs/security.md names exists, under that name, and is run by `make security-test`."""

import importlib.util
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall((ROOT / "docs" / "security.md").read_text())
    assert len(named) > 50
    missing = [
        (path, name)
        for path, name in named
        if not (ROOT / path).exists() or (name and f"def {name}(" not in (ROOT / path).read_text())
    ]
    assert missing == []


def test_every_test_that_is_named_is_run() -> None:
    where = importlib.util.spec_from_file_location("security_test", ROOT / "scripts" / "security_test.py")
    assert where is not None and where.loader is not None
    module = sys.modules["security_test"] = importlib.util.module_from_spec(where)
    where.loader.exec_module(module)
    page = (ROOT / "docs" / "security.md").read_text()
    found = list(module.items(page))
    about = page.partition("\n## ")[2]
    assert {test for item in found for test in item.tests} == set(module.NAMED.findall(about))
    chapters = {item.section.partition(" ")[0] for item in found if item.section.startswith("V")}
    assert chapters >= {f"V{number}" for number in range(1, 17)} - {"V10"}  # with V9
    assert {item.kind for item in found if not item.tests} == {"read", "not met", "partly", "operator's"}
