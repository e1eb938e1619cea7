"""How PostgreSQL keeps a roll-up: triggers on the table of facts, whose statement is that of the figures themselves.

Each change of facts, by whatever way, adds rows with what came and, with a minus, what went: it changes no row, so
that it waits for nobody and nobody for it.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db import connections
from django.db.models import Count, F, QuerySet, Sum, Value

from kpis.engine.expressions import Bucket, ExactSum
from kpis.engine.measures import Measure, Moment
from kpis.engine.rollups import FACTS, Rollup

ADDED, REMOVED = "came", "went"

FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    DELETE FROM {table};
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO {table} ({columns}) {came};
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO {table} ({columns}) SELECT {keys}, {minus} FROM ({went}) old;
  ELSE
    INSERT INTO {table} ({columns})
    SELECT {keys}, {added_up} FROM ({came} UNION ALL SELECT {keys}, {minus} FROM ({went}) old) both_sides
    GROUP BY {keys} HAVING {changed};
  END IF;
  RETURN NULL;
END $body$
"""
TRIGGER = """
CREATE TRIGGER {name} AFTER {event} ON {source} {referencing} FOR EACH STATEMENT EXECUTE FUNCTION {function}()
"""
REFERENCING = {
    "insert": f"REFERENCING NEW TABLE AS {ADDED}",
    "update": f"REFERENCING OLD TABLE AS {REMOVED} NEW TABLE AS {ADDED}",
    "delete": f"REFERENCING OLD TABLE AS {REMOVED}",
    "truncate": "",
}


class Kept:
    """The SQL of one roll-up, from the facts that count whoever looks (`facts`); where these are worked out from
    others, `followed` says how."""

    def __init__(self, rollup: Rollup, facts: QuerySet, table: str, followed: Any = None) -> None:
        self.followed = followed
        self.source, self.table = facts.model._meta.db_table, table
        month = ["month"] if rollup.fact.date else []
        self.keys = [*month, *rollup.rights, *rollup.dimensions.values()]
        self.names = [f"key_{each}" for each in (*month, *rollup.rights, *rollup.dimensions)]
        self.sums = [FACTS, *(each.id for each in rollup.measures)]
        self.statement = written_out(self.select(rollup, facts))

    def select(self, rollup: Rollup, facts: QuerySet) -> QuerySet:
        date = rollup.fact.date
        columns = {
            **{name: name for name in rollup.rights},
            **{n: rollup.fact.dimensions[n] for n in rollup.dimensions},
        }
        keys: dict[str, Any] = {f"key_{name}": F(column) for name, column in columns.items()}
        if date:
            keys = {"key_month": Bucket(F(date), "month"), **keys}
            facts = facts.filter(**{f"{date}__isnull": False})
        sums = {f"measure_{each.id}": total(each, rollup.exact.get(each.id)) for each in rollup.measures}
        rows = facts.filter(rollup.stock).order_by()
        return rows.values(**keys).annotate(measure_facts=rollup.size, **sums)

    @property
    def columns(self) -> list[str]:
        return [*self.keys, *self.sums]

    def from_facts(self) -> str:
        """The sums of all facts, in the order of `columns`."""
        return self.of(self.source)

    def of(self, table: str) -> str:
        chosen = ", ".join([*self.names, *(f"COALESCE(measure_{each}, 0)" for each in self.sums)])
        return f"SELECT {chosen} FROM ({self.statement.replace(quoted(self.source), quoted(table))}) sums"

    def triggers(self) -> list[str]:
        """Statements that make the function and its triggers anew."""
        function = f"{self.table}_keep"
        words = {
            "name": function,
            "table": self.table,
            "columns": ", ".join(self.columns),
            "keys": ", ".join(self.keys),
            "minus": ", ".join(f"-{each} AS {each}" for each in self.sums),
            "added_up": ", ".join(f"SUM({each})" for each in self.sums),
            "changed": " OR ".join(f"SUM({each}) <> 0" for each in self.sums),
            "came": self.named(ADDED),
            "went": self.named(REMOVED),
        }
        return [FUNCTION.format(**words), *on_every_change(function, self.source)]

    def named(self, table: str) -> str:
        """The sums of a table of changes, under the names of the columns."""
        return f"SELECT * FROM ({self.of(table)}) AS named ({', '.join(self.columns)})"

    @cached_property
    def definition(self) -> str:
        """What tells this version of the roll-up from others."""
        based_on = self.followed.statements() if self.followed else ()
        return sha256("\n".join([*based_on, *self.triggers()]).encode()).hexdigest()


def on_every_change(function: str, source: str) -> Iterator[str]:
    """Statements that call a function without parameters, once for each statement that changes a table."""
    for event, referencing in REFERENCING.items():
        name = f"{function}_{event}"
        yield f"DROP TRIGGER IF EXISTS {name} ON {source}"
        yield TRIGGER.format(name=name, event=event, source=source, referencing=referencing, function=function)


def total(measure: Measure, exact: Any) -> Any:
    """What a roll-up sums. Of a condition that depends on the day, `literal` would find the day in it."""
    condition = measure.condition(Moment(date.max))
    if exact is not None:
        return Sum(exact, filter=condition or None)
    if measure.counts():
        return Count(Value(1), filter=condition or None)
    return (ExactSum if measure.money else Sum)(measure.total, filter=condition or None)


def written_out(rows: QuerySet) -> str:
    """The statement with its parameters in it, which are the catalogue's own: numbers and plain words."""
    sql, parameters = rows.query.get_compiler(connection=connections[rows.db]).as_sql()
    return sql % tuple(literal(each) for each in parameters)


def literal(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return str(value).upper() if value is not None else "NULL"
    if isinstance(value, int):
        return str(value)
    assert isinstance(value, str), f"{value!r} has no place in a definition"
    return "'" + value.replace("'", "''") + "'"


def quoted(table: str) -> str:
    return f'"{table}"'
