"""Medians that the database picks: amounts take so many values that counting them in Python would be slow."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import connections
from django.db.models import F, QuerySet, Sum

from kpis.engine.compiled import Statement, Written, dates_among, text_of
from kpis.engine.expressions import count_of_rows
from kpis.engine.measures import Key

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


def of_everything(asked: Mapping[str, tuple[QuerySet, Any, bool]]) -> Written:
    """The two middle values of several columns over all their rows, by the names given."""
    parts, values = [], []
    for name, (rows, column, apart) in asked.items():
        sql, parameters = middles(rows, {}, column, apart)
        parts.append(f"SELECT %s, part.* FROM ({sql}) part")
        values += [name, *parameters]
    return Written(rows.model, " UNION ALL ".join(parts), tuple(values), (False,))


def per_key(rows: QuerySet, keys: dict[str, Any], column: Any, apart: bool = False) -> Written:
    """The two middle values of a column per key. `apart`: the parts of one fact in a key (its lines) are added."""
    sql, parameters = middles(rows, keys, column, apart)
    return Written(rows.model, sql, parameters, dates_among(keys))


def found(statement: Written) -> dict[Key, Decimal]:
    """The median per key."""
    return {key: middle(*values) for key, values in statement.rows() if values[1] is not None}


def middles(rows: QuerySet, keys: dict[str, Any], column: Any, apart: bool) -> Statement:
    """The statement that gives the two middle values per key."""
    names = ", ".join(keys)
    words = {"keys": f"{names}," if names else "", "groups": f"GROUP BY {names}" if names else ""}
    if connections[rows.db].vendor == "postgresql":
        values, parameters = each_value(rows, keys, column, apart)
        return SORTED_MIDDLE.format(values=values, **words), parameters
    histogram, parameters = counted(rows, keys, column, apart)
    group = f"PARTITION BY {names}" if names else ""
    return MIDDLE.format(group=group, histogram=histogram, **words), parameters


def each_value(rows: QuerySet, keys: dict[str, Any], column: Any, apart: bool) -> Statement:
    """The statement that gives each value with its keys."""
    value = F(column) if isinstance(column, str) else column
    rows = rows.order_by()
    if apart:
        return text_of(rows.values(**keys, fact=F("pk")).annotate(v=Sum(value)).values_list(*keys, "v"))
    return text_of(rows.filter(**not_null(column)).annotate(**keys, v=value).values_list(*keys, "v"))


def counted(rows: QuerySet, keys: dict[str, Any], column: Any, apart: bool) -> Statement:
    """The statement that counts rows per key and value."""
    value = F(column) if isinstance(column, str) else column
    rows = rows.order_by()
    if apart:
        grouped = rows.values(**keys, fact=F("pk")).annotate(v=Sum(value)).values_list(*keys, "v")
        inner, parameters = text_of(grouped)
        names = "".join(f"{name}, " for name in keys)
        columns = ", ".join([*keys, "v"])
        sql = f"SELECT {names}v, COUNT(*) AS times FROM ({inner}) facts GROUP BY {columns}"
        return sql, parameters
    grouped = (
        rows.filter(**not_null(column)).values(**keys, v=value).annotate(times=count_of_rows(None, distinct=False))
    )
    return text_of(grouped.values_list(*keys, "v", "times"))


def not_null(column: Any) -> dict[str, bool]:
    return {f"{column}__isnull": False} if isinstance(column, str) else {}


def middle(lower: Any, upper: Any) -> Decimal:
    """The mean of the two middle values; millionths are what the columns keep."""
    low, high = (Decimal(str(each)).quantize(Decimal("0.000001")) for each in (lower, upper))
    return (low + high) / 2
