"""What CI runs on one database only is there, and is left out by one suite alone, and only where both run."""

from pathlib import Path

import pytest

from tests.once import ONCE, SHARED, elsewhere

ROOT = Path(__file__).resolve().parents[2]
VENDORS = {"sqlite", "postgresql"}


@pytest.mark.parametrize("name", ONCE)
def test_each_is_run_by_one_of_both(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (ROOT / name.partition("::")[0]).exists()
    monkeypatch.setenv(SHARED, "1")
    assert [vendor for vendor in sorted(VENDORS) if not elsewhere(name, vendor)] == [ONCE[name]]


def test_everything_else_is_run_by_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SHARED, "1")
    assert not any(elsewhere("tests/kpis/test_oracles.py::test_figures", vendor) for vendor in VENDORS)


def test_a_suite_that_runs_alone_leaves_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SHARED, raising=False)
    assert not any(elsewhere(name, vendor) for name in ONCE for vendor in VENDORS)


def test_ci_says_that_both_run() -> None:
    assert SHARED in (ROOT / ".ci/run").read_text()
