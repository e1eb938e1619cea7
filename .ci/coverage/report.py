"""Prints how much of Jauge the suites reached, and ends with 2 where it is less than pyproject.toml asks for.

`report.py FOLDER`: the folder that BRANCHES_REACHED named to the suites. It is left with data.coverage, of which
`coverage html --data-file=FOLDER/data.coverage` makes pages, and with report.json.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from coverage import Coverage
from coverage.parser import PythonParser
from instrumentation import Probe, with_probes
from sitecustomize import PACKAGES, ROOT, measured, name_of

SHOWN = 25
Arc = tuple[int, int]


def arcs(text: str, probes: list[Probe], reached: bytes) -> Iterator[Arc]:
    """From line to line, as coverage.py puts it; from -1 where it matters only that a line was reached."""
    parser = PythonParser(text=text)
    parser.parse_source()
    ways: dict[int, set[int]] = defaultdict(set)
    for start, end in parser.arcs():
        ways[start].add(end)
    # The way on from a condition without `else`, or from the end of a loop: the one to no statement below it.
    for probe in probes:
        if probe.heads and probe.lines:
            ways[parser.first_line(probe.heads[-1])].discard(parser.first_line(probe.lines[0]))
    for probe, passed in zip(probes, reached, strict=True):
        if passed:
            yield from _arcs_of(probe, parser, ways)


def _arcs_of(probe: Probe, parser: PythonParser, ways: dict[int, set[int]]) -> Iterator[Arc]:
    lines = [parser.first_line(line) for line in probe.lines]
    heads = [parser.first_line(line) for line in probe.heads]
    yield from ((-1, line) for line in lines)
    yield from pairwise(heads)
    if heads and lines:
        yield heads[-1], lines[0]
    elif heads and len(ways[heads[-1]]) == 1:
        yield heads[-1], next(iter(ways[heads[-1]]))


def gather(folder: Path, packages: tuple[str, ...] = PACKAGES) -> Coverage:
    """What was reached as data of coverage.py, in the folder. A module that nothing imported counts as not reached."""
    coverage = Coverage(data_file=str(folder / "data.coverage"), config_file=str(ROOT / "pyproject.toml"))
    data = coverage.get_data()
    data.erase()
    for path in sorted(each for package in packages for each in (ROOT / package).rglob("*.py") if measured(each)):
        text = path.read_text()
        _tree, probes = with_probes(text.encode(), name_of(path))
        passed = folder / name_of(path)
        reached = passed.read_bytes() if passed.exists() else bytes(len(probes))
        data.add_arcs({str(path): list(arcs(text, probes, reached)) if probes else []})
        data.touch_file(str(path))
    data.write()
    return coverage


def main(folder: Path, packages: tuple[str, ...] = PACKAGES) -> int:
    coverage = gather(folder, packages)
    asked = coverage.get_option("report:fail_under")
    total = round(coverage.json_report(outfile=str(folder / "report.json")), 1)
    told = json.loads((folder / "report.json").read_text())
    modules = sorted((each["summary"]["percent_covered"], name) for name, each in told["files"].items())
    print(f"{'module':<60}{'statements':>12}{'missed':>8}{'branches':>10}{'missed':>8}{'covered':>10}")
    for _covered, name in modules[:SHOWN]:
        print(row(name, told["files"][name]["summary"]))
    print(row(f"all {len(modules)}", told["totals"]))
    print(f"Of the branches alone {told['totals']['percent_branches_covered']:.1f} %.")
    print(f"Covered: {total} %; at least {asked} % is asked for (fail_under in pyproject.toml).")
    return 2 if total < float(asked) else 0  # type: ignore[arg-type]


def row(name: str, counts: dict[str, float]) -> str:
    figures = ("num_statements", "missing_lines", "num_branches", "missing_branches")
    statements, missed, branches, missed_branches = (counts[each] for each in figures)
    return f"{name:<60}{statements:>12}{missed:>8}{branches:>10}{missed_branches:>8}{counts['percent_covered']:>8.1f} %"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
