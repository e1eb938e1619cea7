"""A result written for machines: JSON with exact decimals, CSV."""

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

from kpis.engine import Figure, Key, Query, Result

FIELDS = (
    "value", "numerator", "denominator", "n", "low", "high", "previous", "change", "target", "attainment", "pace",
    "projected",
)  # fmt: skip


def plain(value: Any, money: bool = False) -> Any:
    """Money as a string of exact decimals (two at least), other numbers as numbers, None as null."""
    if isinstance(value, Decimal):
        return decimals(value) if money else float(value)
    return value.isoformat() if isinstance(value, date) else value


def decimals(value: Decimal) -> str:
    """“1234.50”: no exponent, no noise, at least two decimals, at most twelve."""
    text = f"{value.quantize(Decimal('0.000000000001')) if -value.as_tuple().exponent > 12 else value:f}"  # type: ignore[operator]
    whole, _dot, fraction = text.partition(".")
    return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}"


def figure(found: Figure) -> dict[str, Any]:
    fields = {name: getattr(found, name) for name in FIELDS} | found.beside
    told = {name: plain(value, found.is_amount(name)) for name, value in fields.items()}
    return {**told, "hidden": True} if found.hidden else told


def as_json(result: Result, query: Query) -> dict[str, Any]:
    """The answer with its question, in the shape of docs/figures.md."""
    return {
        "query": asked(result, query),
        "rows": [
            {
                "by": {name: key.label for name, key in row.by.items()},
                "ids": {name: plain(key.id) for name, key in row.by.items()},
                "figures": {name: figure(each) for name, each in row.figures.items()},
            }
            for row in result.rows
        ],
        "total": {name: figure(each) for name, each in result.total.items()},
        "left_out": [
            {
                "metric": each.metric,
                "reason": each.reason,
                "sentence": each.sentence,
                "count": each.count,
                "rows": dict(each.address),
            }
            for each in result.left_out
        ],
    }


def asked(result: Result, query: Query) -> dict[str, Any]:
    return {
        "metrics": list(query.metrics),
        "period": str(query.period),
        "start": plain(query.period.start),
        "end": plain(query.period.end),
        "by": list(result.by),
        "where": {name: list(ids) for name, ids in query.where.items()},
        "compare": query.compare,
        "comparison": str(result.comparison) if result.comparison else None,
        "partial": result.partial,
        "as_of": result.as_of.isoformat(),
        "scope": query.scope,
        "top": query.top,
    }


def table(result: Result, query: Query) -> list[list[str]]:
    """A header, a line per row, and the total last."""
    header = [*result.by, *query.metrics]
    lines = [line(row.by, row.figures, query) for row in result.rows]
    total = ["total" if index == 0 else "" for index in range(len(result.by))]
    return [header, *lines, [*total, *(text(result.total[name]) for name in query.metrics)]]


def line(by: Mapping[str, Key], figures: Mapping[str, Figure], query: Query) -> list[str]:
    return [*(key.label or "" for key in by.values()), *(text(figures[name]) for name in query.metrics)]


def text(found: Figure) -> str:
    value = plain(found.value, found.is_amount("value"))
    return "" if value is None else str(value)


def write_csv(result: Result, query: Query, file: TextIO) -> None:
    csv.writer(file).writerows(table(result, query))
