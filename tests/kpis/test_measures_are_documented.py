"""docs/own-figures.md lists every measure that a formula may name; one that is not there fails, with the line to add."""

import re
from pathlib import Path

from django.utils import translation

from kpis.catalogue.named_measures import NAMED

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "own-figures.md").read_text()


def test_every_measure_is_listed_as_it_is() -> None:
    with translation.override("en"):
        lines = [f"| `{each.id}` | {each.label} | {each.unit} | {each.measure.fact.label} |" for each in NAMED.values()]
    assert [line for line in PAGE.splitlines() if re.match(r"\| `", line)] == lines
