"""`manage.py load` and `manage.py kpi` as a user runs them, with their JSON read back."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command


def load(kind: str, path: Path, *options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("load", kind, str(path), *options, "--json", stdout=out)
    summary: dict[str, Any] = json.loads(out.getvalue())
    return summary


def counts(summary: dict[str, Any]) -> dict[str, int]:
    """What became of the rows, without what did not happen."""
    names = ("created", "updated", "unchanged", "rejected")
    return {"read": summary["read"], **{name: summary[name] for name in names if summary[name]}}


def kpi(*metrics: str, period: str = "all", by: str = "", **options: str) -> dict[Any, dict[str, dict[str, Any]]]:
    """The figures by label of the dimension, the company's under "total"."""
    out = StringIO()
    words = [*metrics, "--period", period, *(["--by", by] if by else [])]
    for name, value in options.items():
        words += [f"--{name.replace('_', '-')}", value]
    call_command("kpi", *words, "--json", stdout=out)
    answer = json.loads(out.getvalue())
    figures = {row["by"][by]: row["figures"] for row in answer["rows"]} if by else {}
    return {**figures, "total": answer["total"]}


def number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def same(ours: Any, expected: Any) -> bool:
    """Equal to the cent in money and to the sixth decimal elsewhere: as exact as the expected figure is written."""
    if ours is None or expected is None:
        return ours is None and expected is None
    return abs(Decimal(str(ours)) - Decimal(str(expected))) <= Decimal("0.0000005")
