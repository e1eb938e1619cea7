"""Where the real files are, and how tests speak to the two commands."""

import io
import json
import os
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from django.core.management import call_command

DATA = Path(os.environ.get("JAUGE_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
MISSING = f"needs the real files: there is no folder {DATA}; name it in JAUGE_DATA"


def expected(folder: str) -> dict[str, Any]:
    """The figures computed apart from us, by name."""
    figures = json.loads((DATA / folder / "expected.json").read_text())["figures"]
    return {name: figure["value"] for name, figure in figures.items()}


def load(kind: str, file: str, *options: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("load", kind, str(DATA / file), *options, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def kpi(*words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("kpi", *words, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def total(*words: str) -> dict[str, Any]:
    """The total's figures of a question."""
    return kpi(*words)["total"]  # type: ignore[no-any-return]


def by(dimension: str, *words: str) -> dict[str | None, dict[str, Any]]:
    """Figures per label of one dimension."""
    return {row["by"][dimension]: row["figures"] for row in kpi(*words, "--by", dimension)["rows"]}


def six(value: Any) -> Decimal:
    """As the expected figures are rounded."""
    return Decimal(str(value)).quantize(Decimal("0.000001"), ROUND_HALF_UP)
