"""Facts grouped twice: first per customer, then per key. The second grouping is the database's too."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from kpis.engine.medians import compiled, converter

Key = tuple[Any, ...]


def regrouped(rows: QuerySet, keys: Mapping[str, Any], columns: Mapping[str, str]) -> list[tuple[Key, tuple[Any, ...]]]:
    """Per key the values of SQL expressions over the rows, which have the keys among their columns.

    `rows` are grouped already, with `keys` first; `columns` are ours, never typed.
    """
    inner, parameters, connection = compiled(rows)
    names = ", ".join(keys)
    group = f" GROUP BY {names}" if keys else ""
    chosen = ", ".join([*keys, *columns.values()])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {chosen} FROM ({inner}) facts{group}", parameters)
        found = cursor.fetchall()
    read = [converter(each, connection) for each in keys.values()]
    size = len(keys)
    return [(tuple(each(value) for each, value in zip(read, row, strict=False)), tuple(row[size:])) for row in found]
