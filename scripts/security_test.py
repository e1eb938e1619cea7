"""Runs the tests that docs/security.md names, and prints what came of them, requirement by requirement.

`make security-test`; on PostgreSQL with JAUGE_DATABASE_URL, as all tests. Words after it go to pytest.
"""

import platform
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMED = re.compile(r"`(tests/[\w/]+\.py(?:::\w+)?)`")


@dataclass(frozen=True)
class Item:
    """A row of a table of the page, or a sentence that names tests."""

    section: str
    requirement: str
    how: str
    tests: tuple[str, ...]

    @property
    def kind(self) -> str:
        """How it is shown where no test does."""
        for word in ("not met", "partly", "operator's"):
            if f"*{word}*" in self.how:
                return word
        return "read"


def items(page: str) -> Iterator[Item]:
    """Rows of the chapters of the standard, and paragraphs of all sections that name tests."""
    for section, body in re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL):
        for block in re.split(r"\n\n|\n(?=\|)", body):
            cells = [cell.strip() for cell in block.strip("|").split("|")]
            tests = tuple(NAMED.findall(block))
            if not block.startswith("|") and tests:
                yield Item(section, " ".join(NAMED.sub("", block).split()).rstrip(" (),.:"), block, tests)
            elif block.startswith("| ") and section[0] == "V" and cells[0] not in ("requirement", "---"):
                yield Item(section, cells[0], block, tests)


def name_of(node: str) -> str:
    """As the page names it: without a class and parameters."""
    file, *_classes, function = node.partition("[")[0].split("::")
    return f"{file}::{function}"


class Outcomes:
    """What came of each test that is named; of one with parameters, and of a file, of all of them."""

    def __init__(self, named: list[str]) -> None:
        self.named = frozenset(named)
        self.of: dict[str, Counter[str]] = {}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """A file is collected as a whole: a test may stand in a class."""
        items[:] = [each for each in items if {(name := name_of(each.nodeid)), name.partition("::")[0]} & self.named]

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.when == "call" or report.outcome != "passed":
            name = name_of(report.nodeid)
            for each in (name, name.partition("::")[0]):
                self.of.setdefault(each, Counter())[report.outcome] += 1

    def line(self, test: str) -> tuple[bool, str]:
        counted = self.of.get(test, Counter())
        passed, every = counted["passed"], counted.total()
        return bool(every) and passed == every, f"{passed} of {every} passed"


def printed(found: list[Item], outcomes: Outcomes) -> Counter[str]:
    """Prints each item below its section; how many there are of each kind."""
    counts: Counter[str] = Counter()
    section = ""
    for item in found:
        if item.section != section:
            section = item.section
            print(f"\n{section}")
        lines = [(test, *outcomes.line(test)) for test in item.tests]
        well = all(passed for _test, passed, _line in lines)
        kind = ("tested" if well else "FAILED") if lines else item.kind
        counts[kind] += 1
        print(f"  {kind:<10}  {item.requirement}")
        for test, _passed, line in lines:
            print(f"              {test}: {line}")
    return counts


def main() -> int:
    found = list(items((ROOT / "docs" / "security.md").read_text()))
    named = sorted({test for item in found for test in item.tests})
    outcomes, begin = Outcomes(named), time.monotonic()
    files = sorted({test.partition("::")[0] for test in named})
    status = pytest.main(["-q", "--no-header", *sys.argv[1:], *files], plugins=[outcomes])
    counts = printed(found, outcomes)
    ran = sum((counter for name, counter in outcomes.of.items() if "::" in name), Counter[str]())
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    print(
        f"\n{when}, Python {platform.python_version()}: {len(found)} items, "
        f"{', '.join(f'{count} {kind}' for kind, count in counts.most_common())}. "
        f"{len(named)} tests named, {ran.total()} runs, {ran['passed']} passed, {time.monotonic() - begin:.0f} s."
    )
    return 1 if status or counts["FAILED"] else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
