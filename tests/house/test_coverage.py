"""What CI says of covered lines and branches is what coverage.py's own tracer says, for each kind of statement."""

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

ROOT = Path(__file__).resolve().parents[2]

KINDS = '''"""Text that is no statement."""
from __future__ import annotations

import contextlib


def decorated(function):
    return function


@decorated
def conditions(number):
    """Says which."""
    if number > 2:
        return "many"
    elif (
        number > 1
    ):
        number += 1
    if number:
        number += 1
    return number


def loops(numbers):
    for each in numbers:
        if each == 3:
            break
        if each == 2:
            continue
        while each:
            each -= 1
    else:
        numbers = None
    for _ in ():
        numbers = 1
    return numbers


def patterns(value):
    match value:
        case int():
            found = "number"
        case str() if value:
            found = "text"
        case [first, *_]:
            found = first
    match value:
        case None:
            return None
        case _:
            pass
    return found


def faults(call):
    try:
        call()
    except KeyError:
        return "key"
    except (ValueError, TypeError):
        return "value"
    else:
        call = None
    finally:
        call = 1
    with contextlib.suppress(OSError), contextlib.suppress(KeyError):
        raise OSError
    return call


class Thing:
    """Has one of each."""

    size = 1

    @property
    @decorated
    def half(self):
        return self.size / 2
'''
CALLS = [
    "",
    "conditions(3)",
    "conditions(2); conditions(-0)",
    "conditions(0); conditions(1); conditions(2); conditions(3)",
    "loops([])",
    "loops([1, 2])",
    "loops([2, 3])",
    "patterns(1)",
    "patterns([1])",
    "patterns('a'); patterns([1])",
    "faults(list)",
    "faults({}.popitem)",
    "faults(lambda: int('a'))",
    "Thing().half",
]


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Any]:
    monkeypatch.syspath_prepend(str(ROOT / ".ci" / "coverage"))
    # Where this suite is measured itself, it goes on being so.
    for name in ("sitecustomize", "instrumentation", "report"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    finders = [*sys.meta_path]
    monkeypatch.delenv("BRANCHES_REACHED", raising=False)
    imported = {name: importlib.import_module(name) for name in ("sitecustomize", "instrumentation", "report")}
    assert sys.meta_path == finders
    monkeypatch.setenv("BRANCHES_REACHED", str(tmp_path))
    yield imported.__getitem__
    for name in imported:
        sys.modules.pop(name, None)


def told(coverage: Coverage, file: Path, folder: Path) -> dict[str, list[Any]]:
    coverage.json_report(outfile=str(folder / "told.json"), morfs=[str(file)])
    (each,) = json.loads((folder / "told.json").read_text())["files"].values()
    return {
        key: sorted(each[key]) for key in ("executed_lines", "missing_lines", "executed_branches", "missing_branches")
    }


def traced(file: Path, calls: str, folder: Path) -> dict[str, list[Any]]:
    tracer = Coverage(data_file=None, config_file=False, branch=True, include=[str(file)])
    tracer.start()
    names: dict[str, Any] = {}
    exec(compile(file.read_text(), str(file), "exec", dont_inherit=True), names)
    exec(calls, names)
    tracer.stop()
    return told(tracer, file, folder)


@pytest.mark.parametrize("calls", CALLS)
def test_it_says_what_a_tracer_says(module: Callable[[str], Any], tmp_path: Path, calls: str) -> None:
    file = tmp_path / "kinds.py"
    file.write_text(KINDS)
    tree, probes = module("instrumentation").with_probes(KINDS.encode(), "kinds")
    names: dict[str, Any] = {}
    exec(compile(tree, str(file), "exec", dont_inherit=True), names)
    exec(calls, names)
    reached = (tmp_path / "kinds").read_bytes()
    coverage = Coverage(data_file=None, config_file=False, branch=True)
    coverage.get_data().add_arcs({str(file): list(module("report").arcs(KINDS, probes, reached))})
    assert told(coverage, file, tmp_path) == traced(file, calls, tmp_path)


def test_less_than_is_asked_for_fails(
    module: Callable[[str], Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing was run: nothing is covered, and the modules are named all the same."""
    assert module("report").main(tmp_path, ("feedback",)) == 2
    said = capsys.readouterr().out
    assert "\nfeedback/" in said and "Covered: 0.0 %" in said


def test_what_is_measured(module: Callable[[str], Any]) -> None:
    measured = module("sitecustomize").measured
    assert measured(ROOT / "crm" / "models" / "people.py")
    assert not measured(ROOT / "crm" / "migrations" / "0001_initial.py")
    assert not measured(ROOT / "tests" / "people.py")
    assert not measured(Path("/usr/lib/crm/people.py"))
