"""Facts as views of the database: a row for each fact, its dimensions by name, and the measures as columns.

The SQL is compiled from the very declarations that figures are asked by, so that a sum over a column of a view is the
measure of the same name. It calls nothing but the database's own functions: any client can read it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connections
from django.db.models import Case, F, FloatField, IntegerField, QuerySet, Value, When
from django.db.models.functions import Cast

from kpis.engine.expressions import Bucket
from kpis.engine.measures import Fact, Measure, Moment

# Stands for the day on which a view is read; `written` puts the database's own clock in its place.
READ_ON = date(9000, 1, 1)
TODAY = {
    "postgresql": "(CURRENT_TIMESTAMP AT TIME ZONE (SELECT time_zone FROM crm_company))::date",
    "sqlite": "date('now')",
}


@dataclass(frozen=True)
class Column:
    """A column of a view: its expression over the rows, and what it means."""

    name: str
    expression: Any
    label: Any


@dataclass(frozen=True)
class SqlView:
    """A view without schema or prefix; one row is one of `rows`."""

    name: str
    label: Any
    rows: Callable[[], QuerySet]
    columns: tuple[Column, ...]

    def select(self, using: str = "default") -> str:
        """The statement, its parameters written in it."""
        named = {f"view_{each.name}": expression(each.expression) for each in self.columns}
        rows = self.rows().order_by().annotate(**named).values_list(*named)
        connection = connections[using]
        sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
        return str(sql % tuple(written(each, connection.vendor) for each in parameters))


def expression(column: Any) -> Any:
    return F(column) if isinstance(column, str) else column


def written(value: Any, vendor: str) -> str:
    """A parameter as it stands in the SQL: the catalogue's own words and numbers, and the day of reading."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).upper()
    if value in (READ_ON, READ_ON.isoformat()):
        return TODAY[vendor]
    if isinstance(value, int | float | Decimal):
        return str(value)
    assert isinstance(value, str), f"{value!r} has no place in a view"
    return "'" + value.replace("'", "''") + "'"


def rows_of(fact: Fact, viewer: Any) -> Callable[[], QuerySet]:
    """All rows of a fact; of those in stock the rows that are so on the day of reading."""

    def rows() -> QuerySet:
        found = fact.rows(viewer, "own")
        return found.filter(fact.standing(Moment(READ_ON))) if fact.standing else found

    return rows


def dates(fact: Fact, name: str, labels: tuple[Any, Any]) -> list[Column]:
    """The fact's date, and the first day of its month."""
    if fact.date is None:
        return []
    return [Column(name, fact.date, labels[0]), Column("month", Bucket(F(fact.date), "month"), labels[1])]


def counted(measure: Measure, through_lines: bool = False, per: int = 1) -> Any:
    """What a row adds to a measure: 1 or 0 where rows are counted, else the value that is summed, or nothing."""
    moment = Moment(READ_ON)
    condition = measure.condition(moment)
    if measure.counts():
        one = Value(1, output_field=IntegerField())
        return Case(When(condition, then=one), default=Value(0), output_field=IntegerField()) if condition else one
    value = measure.value(moment) if measure.histogram is not None else measure.summed(through_lines, moment)
    value = expression(value)
    if per != 1:
        value = Cast(value, FloatField()) / Value(float(per), output_field=FloatField())
    return Case(When(condition, then=value)) if condition else value


def columns_of(
    fact: Fact, labels: Mapping[str, Any], names: Mapping[str, Callable[[str], Any]], lines: bool
) -> list[Column]:
    """For each dimension its name and its id. `names` says how the rows that an id leads to are called."""
    found = []
    for dimension in fact.carries() if lines else fact.dimensions:
        if fact.line_dimensions.get(dimension) in fact.lines:
            continue
        path = fact.column(dimension)
        found += [
            Column(dimension, names[dimension](path.removesuffix("_id")), labels[dimension]),
            Column(f"{dimension}_id", path, labels[dimension]),
        ]
    return found
