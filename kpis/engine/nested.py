"""Facts grouped twice: first per customer, then per key. The second grouping is the database's too."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from kpis.engine.compiled import Written, dates_among, text_of
from kpis.engine.measures import Key


def regrouped(rows: QuerySet, keys: Mapping[str, Any], columns: Mapping[str, str]) -> list[tuple[Key, tuple[Any, ...]]]:
    """Per key the values of SQL expressions over the rows, which have the keys among their columns.

    `rows` are grouped already, with `keys` first; `columns` are ours, never typed.
    """
    inner, parameters = text_of(rows)
    names = ", ".join(keys)
    group = f" GROUP BY {names}" if keys else ""
    chosen = ", ".join([*keys, *columns.values()])
    sql = f"SELECT {chosen} FROM ({inner}) facts{group}"
    return Written(rows.model, sql, parameters, dates_among(keys)).rows()
