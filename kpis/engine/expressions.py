"""What Django lacks to say alike on SQLite and PostgreSQL: days between dates, buckets of time, exact sums."""

from decimal import Decimal
from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    Count,
    DateField,
    DecimalField,
    Expression,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    Value,
)
from django.db.models.functions import Cast

from kpis.engine.periods import MONTHS, NO_SHIFT, Shift

PLACES = 6


class NoNumber(Expression):
    """NULL of the type of an exact sum, for PostgreSQL; `Cast` is the same, and takes five times as long to write."""

    output_field = DecimalField(max_digits=38, decimal_places=PLACES)

    def resolve_expression(self, *_where: Any, **_how: Any) -> "NoNumber":
        return self

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        return f"NULL::numeric(38, {PLACES})", ()


class DaysBetween(Func):
    """Whole days from the second date to the first, an integer. The databases' intervals are slower to read."""

    output_field = IntegerField()
    arity = 2

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:  # type: ignore[override]
        return super().as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        later, earlier = (compiler.compile(each) for each in self.source_expressions)
        sql = f"CAST(julianday({later[0]}) - julianday({earlier[0]}) AS integer)"
        return sql, (*later[1], *earlier[1])


class SecondsBetween(Func):
    """Seconds from the second moment to the first, each cut to whole ones, an integer."""

    output_field = BigIntegerField()
    arity = 2

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:  # type: ignore[override]
        return self.between(compiler, "FLOOR(EXTRACT(EPOCH FROM {}))::bigint")

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.between(compiler, "CAST(strftime('%%s', {}) AS integer)")

    def between(self, compiler: Any, seconds: str) -> Any:
        later, earlier = (compiler.compile(each) for each in self.source_expressions)
        return f"({seconds.format(later[0])} - {seconds.format(earlier[0])})", (*later[1], *earlier[1])


class Quotient(Func):
    """An expression of at most six decimals divided by a whole number and rounded half-up to millionths, which is what
    amounts keep: so what rows show adds up to their sum, to the last digit on both databases."""

    output_field = DecimalField(max_digits=38, decimal_places=PLACES)
    arity = 1

    def __init__(self, column: Any, divisor: int, **extra: Any) -> None:
        super().__init__(column, **extra)
        self.divisor = divisor

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:  # type: ignore[override]
        template = f"ROUND((%(expressions)s)::numeric / {self.divisor}, {PLACES})"
        return super().as_sql(compiler, connection, template=template, **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """In whole millionths, since a float cannot tell whether it stands for exactly half a one."""
        sql, parameters = compiler.compile(self.source_expressions[0])
        whole = f"CAST(ROUND(({sql}) * {10**PLACES}) AS integer)"
        half = f"CASE WHEN {whole} < 0 THEN -{self.divisor} ELSE {self.divisor} END"
        return f"((2 * {whole} + {half}) / {2 * self.divisor} / {10**PLACES}.0)", tuple(parameters) * 2


class Bucket(Func):
    """The first day of the week, month, fiscal quarter or fiscal year of a date, or the day itself.

    With a `shift`, of the bucket of the period that a date of a comparison window meets. All figures in the SQL are
    integers of ours and stand in it literally: PostgreSQL would take two parameters for different groups.
    """

    output_field = DateField()
    arity = 1

    def __init__(
        self, column: Any, grain: str, fiscal_year_start: int = 1, shift: Shift = NO_SHIFT, **extra: Any
    ) -> None:
        super().__init__(column, **extra)
        self.grain, self.fiscal_year_start, self.shift = grain, fiscal_year_start, shift

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """A date is a text there: to read it and write it again is the dearest part, so that it is done once."""
        sql, parameters = compiler.compile(self.source_expressions[0])
        days, months = self.shift.days, self.shift.months
        moved = f"{sql}, '{days:+d} days'" if days else sql
        later = f", '{months:+d} months'" if months else ""
        if self.grain == "day":
            return f"date({moved})" if days else sql, parameters
        if self.grain == "week":
            return f"date({moved}, 'weekday 0', '-6 days')", parameters
        if self.grain == "month":
            return f"date({moved}, 'start of month'{later})", parameters
        into = f"((strftime('%%m', {moved}) - {self.fiscal_year_start} + 12) %% {MONTHS[self.grain]})"
        return f"date({moved}, 'start of month', '-' || {into} || ' months'{later})", tuple(parameters) * 2

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        sql, parameters = compiler.compile(self.source_expressions[0])
        repeat = 1
        if self.shift.days:
            sql = f"({sql} {self.shift.days:+d})"
        if self.grain == "day":
            return sql, parameters
        months = MONTHS.get(self.grain, 1)
        if (self.fiscal_year_start - 1) % months == 0:
            sql = f"DATE_TRUNC('{self.grain}', {sql}::timestamp)::date"
        else:
            repeat = 2
            into = f"((EXTRACT(MONTH FROM {sql})::integer - {self.fiscal_year_start} + 12) %% {months})"
            sql = f"(DATE_TRUNC('month', {sql}::timestamp) - make_interval(months => {into}))::date"
        if self.shift.months:
            sql = f"({sql} + make_interval(months => {self.shift.months}))::date"
        return sql, tuple(parameters) * repeat


class Grouped(Func):
    """A column to group by. SQLite would take an index that has the groups in order and read each row; with the sign it
    reads the one index of the dates, which has all that is asked (crm/indexes.py)."""

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="+%(expressions)s", **extra)


class Amount(DecimalField):
    """What `ExactSum` gives: a Decimal. Not a DecimalField to the databases, since Django rounds those of SQLite
    to fifteen digits."""

    def get_internal_type(self) -> str:
        return "ExactAmount"

    def from_db_value(self, value: Any, expression: Expression, connection: Any) -> Decimal | None:
        if value is None or connection.vendor != "sqlite":
            return value  # type: ignore[no-any-return]
        return Decimal(value).scaleb(-PLACES)


class ExactSum(Aggregate):
    """The exact sum of amounts. SQLite adds floats, whose noise grows with the rows: there millionths are added as
    integers (the columns have six decimals), which overflows, with an error, beyond nine million millions."""

    function = "SUM"
    allow_distinct = False
    output_field = Amount(max_digits=38, decimal_places=PLACES)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        millionths = self.copy()
        millionths.template = f"%(function)s(CAST(ROUND((%(expressions)s) * {10**PLACES}) AS integer))"
        return millionths.as_sql(compiler, connection, **extra)


def count_of_rows(condition: Q | None, distinct: bool) -> Count:
    """How many rows meet a condition. `distinct`: a join may repeat rows. Else no column is read, so that an index
    alone can answer."""
    return Count("pk" if distinct else Value(1), distinct=distinct, filter=condition or None)


def real(column: Any) -> Cast:
    """A column as a float: squares of amounts serve intervals only, where speed counts more than the last digit."""
    return Cast(F(column) if isinstance(column, str) else column, FloatField())
