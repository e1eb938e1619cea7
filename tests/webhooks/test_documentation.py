"""The receiver of docs/examples: it takes what Jauge signs, and nothing else."""

import importlib.util
import time
from pathlib import Path
from typing import Any

import pytest

from crm.webhooks.signing import signature
from crm.webhooks.types import known

ROOT = Path(__file__).resolve().parents[2]
SECRET, BODY = "whsec_known", b'{"id": "1"}'


@pytest.fixture(scope="module")
def example() -> Any:
    spec: Any = importlib.util.spec_from_file_location("webhook", ROOT / "docs" / "examples" / "webhook.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_what_jauge_signs_is_known(example: Any) -> None:
    assert example.is_from_jauge(SECRET, signature(SECRET, int(time.time()), BODY), BODY)


def test_nothing_else_is(example: Any) -> None:
    now = int(time.time())
    good = signature(SECRET, now, BODY)
    assert not example.is_from_jauge("whsec_other", good, BODY)
    assert not example.is_from_jauge(SECRET, good, BODY + b" ")
    assert not example.is_from_jauge(SECRET, good.replace(f"t={now}", f"t={now - 1}"), BODY)
    assert not example.is_from_jauge(SECRET, signature(SECRET, now - 301, BODY), BODY)
    for odd in ("", "t=,v1=", "v1=00", f"t={now}", "nonsense"):
        assert not example.is_from_jauge(SECRET, odd, BODY)


def test_every_type_is_documented() -> None:
    text = (ROOT / "docs" / "webhooks.md").read_text()
    assert [name for name in known() if f"| `{name}` |" not in text] == []
