"""Medians that the database picks: amounts take so many values that counting them in Python would be slow."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connections
from django.db.models import F, QuerySet, Sum

from kpis.engine.expressions import count_of_rows

Key = tuple[Any, ...]

# PostgreSQL sorts the values of each group once. The value at a share of n values is the first at or above that
# share: half of an even number is the lower middle, and the least bit more the upper one; of an odd number both are
# the one in the middle, for any number of rows below a million millions.
SORTED_MIDDLE = """
SELECT {keys} middle[1], middle[2] FROM (
  SELECT {keys} PERCENTILE_DISC(ARRAY[0.5, 0.5 + 1e-12]) WITHIN GROUP (ORDER BY v) AS middle
  FROM ({values}) each_value {groups}
) placed
"""

# The rows of a group stand in order of value; those of one value fill the positions up to `upto`. The two middle
# positions are (n + 1) / 2 and n / 2 + 1, divided whole, the same one when n is odd. PostgreSQL adds integers up
# to a numeric, which does not divide whole: hence the casts.
MIDDLE = """
SELECT {keys} MIN(v), MAX(v) FROM (
  SELECT {keys} v, times,
    CAST(SUM(times) OVER ({group} ORDER BY v) AS bigint) AS upto, CAST(SUM(times) OVER ({group}) AS bigint) AS n
  FROM ({histogram}) histogram WHERE v IS NOT NULL
) placed
WHERE (upto >= (n + 1) / 2 AND upto - times < (n + 1) / 2) OR (upto >= n / 2 + 1 AND upto - times < n / 2 + 1)
{groups}
"""


def of_everything(asked: Mapping[str, tuple[QuerySet, Any, bool]]) -> dict[str, Decimal]:
    """The medians of several columns over all their rows, by the names given, in one statement."""
    parts, values = [], []
    for name, (rows, column, apart) in asked.items():
        sql, parameters, connection = middles(rows, {}, column, apart)
        parts.append(f"SELECT %s, part.* FROM ({sql}) part")
        values += [name, *parameters]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return {name: middle(low, high) for name, low, high in cursor.fetchall() if high is not None}


def per_key(rows: QuerySet, keys: dict[str, Any], column: Any, apart: bool = False) -> dict[Key, Decimal]:
    """The median of a column per key. `apart`: the parts of one fact in a key (its lines) are added first."""
    sql, parameters, connection = middles(rows, keys, column, apart)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchall()
    converted = [converter(each, connection) for each in keys.values()]
    return {
        tuple(read(value) for read, value in zip(converted, row[:-2], strict=True)): middle(row[-2], row[-1])
        for row in found
        if row[-1] is not None
    }


def middles(rows: QuerySet, keys: dict[str, Any], column: Any, apart: bool) -> tuple[str, tuple[Any, ...], Any]:
    """The statement that gives the two middle values per key, with its parameters and connection."""
    names = ", ".join(keys)
    words = {"keys": f"{names}," if names else "", "groups": f"GROUP BY {names}" if names else ""}
    if connections[rows.db].vendor == "postgresql":
        values, parameters, connection = each_value(rows, keys, column, apart)
        return SORTED_MIDDLE.format(values=values, **words), parameters, connection
    histogram, parameters, connection = counted(rows, keys, column, apart)
    group = f"PARTITION BY {names}" if names else ""
    return MIDDLE.format(group=group, histogram=histogram, **words), parameters, connection


def each_value(rows: QuerySet, keys: dict[str, Any], column: Any, apart: bool) -> tuple[str, tuple[Any, ...], Any]:
    """The statement that gives each value with its keys, and its parameters and connection."""
    value = F(column) if isinstance(column, str) else column
    rows = rows.order_by()
    if apart:
        return compiled(rows.values(**keys, fact=F("pk")).annotate(v=Sum(value)).values_list(*keys, "v"))
    return compiled(rows.filter(**not_null(column)).annotate(**keys, v=value).values_list(*keys, "v"))


def counted(rows: QuerySet, keys: dict[str, Any], column: Any, apart: bool) -> tuple[str, tuple[Any, ...], Any]:
    """The statement that counts rows per key and value, with its parameters and connection."""
    value = F(column) if isinstance(column, str) else column
    rows = rows.order_by()
    if apart:
        grouped = rows.values(**keys, fact=F("pk")).annotate(v=Sum(value)).values_list(*keys, "v")
        inner, parameters, connection = compiled(grouped)
        names = "".join(f"{name}, " for name in keys)
        columns = ", ".join([*keys, "v"])
        sql = f"SELECT {names}v, COUNT(*) AS times FROM ({inner}) facts GROUP BY {columns}"
        return sql, parameters, connection
    grouped = (
        rows.filter(**not_null(column)).values(**keys, v=value).annotate(times=count_of_rows(None, distinct=False))
    )
    return compiled(grouped.values_list(*keys, "v", "times"))


def not_null(column: Any) -> dict[str, bool]:
    return {f"{column}__isnull": False} if isinstance(column, str) else {}


def compiled(rows: QuerySet) -> tuple[str, tuple[Any, ...], Any]:
    connection = connections[rows.db]
    sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    return sql, parameters, connection


def converter(expression: Any, connection: Any) -> Any:
    """How a key is read: SQLite gives dates as text."""
    if connection.vendor == "sqlite" and not isinstance(expression, F):
        return lambda value: date.fromisoformat(value) if isinstance(value, str) else value
    return lambda value: value


def middle(lower: Any, upper: Any) -> Decimal:
    """The mean of the two middle values; millionths are what the columns keep."""
    low, high = (Decimal(str(each)).quantize(Decimal("0.000001")) for each in (lower, upper))
    return (low + high) / 2
