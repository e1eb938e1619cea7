"""Charts as data: the server says what is drawn, one static script draws it, and a table says the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from crm.models import Company
from crm.templatetags.formats import days as written_days
from crm.templatetags.formats import in_unit, viewer_locale
from kpis import addresses
from kpis.asking import Asking
from kpis.engine import Figure, Key, Result, Row
from kpis.templatetags.figures import in_words, key_in_words


@dataclass(frozen=True)
class Cell:
    """A value with the address of the rows behind it."""

    value: Any
    address: str


@dataclass(frozen=True)
class Chart:
    """A chart with a sentence that says what it shows, and its data as rows for a table."""

    id: str
    title: Any
    sentence: str
    config: dict[str, Any]
    header: list[Any]
    rows: list[tuple[str, list[Cell]]]
    unit: str


def number(value: Any) -> float | None:
    return float(value) if isinstance(value, (Decimal, int, float)) else None


def label(key: Key, by: str) -> str:
    """A row's name on an axis: months shorter than elsewhere."""
    if by == "month" and isinstance(key.id, date):
        return format_date(key.id, "LLL yy", locale=viewer_locale())
    return key_in_words(key, by, Company.current().fiscal_year_start)


def of_result(
    result: Result, asking: Asking, by: str, metric: str, *, id: str, kind: str, title: Any, sentence: Any,
    across: bool = False, rows: Iterable[Row] | None = None, open: str | None = None,
) -> Chart:  # fmt: skip
    """One series per comparison: the period and, where there is one, the one before. Every point has the address of
    the rows of the metric `open` behind it (by default its own; empty: it has none)."""
    shown = list(result.rows if rows is None else rows)
    if not any(row.figures[metric].n or row.figures[metric].previous for row in shown):
        # A line along zero, on an axis made up around it, says less than a sentence.
        shown = []
    labels = [label(row.by[by], by) for row in shown]
    figures = [row.figures[metric] for row in shown]
    unit = figures[0].unit if figures else "count"
    opened = metric if open is None else open
    keys = [{by: row.by[by].id} for row in shown]
    asked = asking.during(addresses.written(result.period))
    columns = [
        [
            Cell(each.value, opened and addresses.rows(asked, opened, key))
            for each, key in zip(figures, keys, strict=True)
        ]
    ]
    header = [title]
    if result.comparison and any(each.previous is not None for each in figures):
        header.append(_("The year before") if kind == "line" else in_words(result.comparison))
        columns.append(
            [
                Cell(each.previous, opened and addresses.before(asked, result, opened, key))
                for each, key in zip(figures, keys, strict=True)
            ]
        )
    series = [
        {
            "role": role, "label": str(name), "data": [number(cell.value) for cell in cells],
            "addresses": [cell.address for cell in cells],
        }
        for role, name, cells in zip(("now", "before"), header, columns, strict=False)
    ]  # fmt: skip
    config = {"kind": kind, "across": across, "labels": labels, "series": series, **axis(unit)}
    table = [(name, [cells[index] for cells in columns]) for index, name in enumerate(labels)]
    said = f"{sentence} {extremes(labels, figures)}".strip()
    return Chart(id, title, said, config, header, table, unit)


def of_horizons(figure: Figure, title: Any) -> Chart:
    """The share won within ever more days; where nobody was watched that long the line ends."""
    shares = {0: 0.0, 30: figure.beside["share_30_days"], 60: figure.beside["share_60_days"], 90: figure.value,
              180: figure.beside["share_180_days"]}  # fmt: skip
    known = {days: share for days, share in shares.items() if share is not None} if figure.n else {}
    labels = [str(written_days(each, 0)) for each in known]
    series = [{"role": "now", "label": str(title), "data": [number(each) for each in known.values()]}]
    sentence = _("The share won within so many days of the opening, what is lost and what is open taken into account.")
    config = {"kind": "line", "across": False, "labels": labels, "series": series, **axis("percent")}
    rows = [(name, [Cell(share, "")]) for name, share in zip(labels, known.values(), strict=True)]
    return Chart("curve", _("Over time"), sentence, config, [title], rows if len(known) > 1 else [], "percent")


def axis(unit: str) -> dict[str, Any]:
    """How the script writes the numbers of an axis."""
    return {"unit": unit, "currency": Company.current().currency}


def extremes(labels: list[str], figures: list[Figure]) -> str:
    """The highest and the lowest value in words: what the eye takes from a chart."""
    known = [(figure.value, name, figure.unit) for name, figure in zip(labels, figures, strict=True)
             if figure.value is not None]  # fmt: skip
    if len(known) < 2:
        return ""
    top, bottom = max(known, key=lambda each: each[0]), min(known, key=lambda each: each[0])  # type: ignore[arg-type, return-value]
    words = {"top": top[1], "most": in_unit(top[0], top[2]), "bottom": bottom[1], "least": in_unit(bottom[0], top[2])}
    return _("Highest: %(top)s (%(most)s); lowest: %(bottom)s (%(least)s).") % words
