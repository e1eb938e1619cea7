"""SQLite keeps no sums: it reads the facts of a period from an index that has all of them, in the order of their days."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from crm.access import Operator
from kpis.catalogue import ask
from kpis.engine import Period, Query
from tests.people import People

CASES = [
    ("win_rate", "team"),
    ("won_amount", "region"),
    ("revenue", "channel"),
    ("activities", "team"),
    ("activities", "activity_type"),
]


def plans(metric: str, by: str, key: str) -> list[str]:
    """How SQLite reads what a figure by a dimension asks of the rows with that key."""
    said: list[tuple[str, Any]] = []

    def hear(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        said.append((sql, parameters))
        return execute(sql, parameters, many, context)

    period = Period.parse("2025", date(2025, 6, 1))
    with connection.execute_wrapper(hear):
        ask(Query((metric,), period, Operator(), (by,), targets=False))
    found = []
    with connection.cursor() as cursor:
        for sql, parameters in said:
            if f"key_{key}" in sql:
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
                found.append(" ".join(str(row[-1]) for row in cursor.fetchall()))
                # Where SQLite knows how rows are spread, it would go through the index of a dimension, row by row.
                assert key == "day" or 'SELECT +"' in sql
    return found


@pytest.mark.parametrize(("metric", "by"), CASES)
@pytest.mark.django_db
def test_by_a_dimension_no_row_is_looked_up(people: People, metric: str, by: str) -> None:
    if connection.vendor == "sqlite":
        read = plans(metric, by, by)
        assert read and all("COVERING INDEX" in plan for plan in read), read


@pytest.mark.parametrize("metric", ["won_amount", "revenue"])
@pytest.mark.django_db
def test_by_month_the_days_come_in_order(people: People, metric: str) -> None:
    if connection.vendor == "sqlite":
        read = plans(metric, "month", "day")
        assert read and all("COVERING INDEX" in plan and "B-TREE" not in plan for plan in read), read
