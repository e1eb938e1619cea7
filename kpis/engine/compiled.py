"""Statements whose SQL is worked out once: building and compiling one takes longer than most of them take to run.

What a statement is depends on the question and on tables that seldom change (who manages which teams, which stages
there are), so that it may be remembered on the ground of a page (`crm.remembering`).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import F, QuerySet

from crm.remembering import remembered
from kpis.engine.measures import Asked, Key, Measure

T = TypeVar("T", bound="Compiled | Written")
# A text and its parameters.
Statement = tuple[str, tuple[Any, ...]]
# Statements with more parameters, of who manages hundreds of teams, are compiled each time.
KEPT = 3000
# Measures, and the windows in which they are asked.
Question = tuple[list[Measure], list[Asked]]


@lru_cache(maxsize=512)
def one_text(sql: str) -> str:
    """Of equal texts the first: statements of two people mostly differ in their parameters alone."""
    return sql


@dataclass(frozen=True)
class Compiled:
    """A statement as the database takes it; `names` are those of its columns. Without SQL it finds nothing."""

    model: Any
    names: tuple[str, ...]
    sql: str = ""
    parameters: tuple[Any, ...] = ()
    # By place of a column how its values are read, and the expression that this is told.
    converters: Mapping[int, tuple[list[Any], Any]] | None = None

    @classmethod
    def of(cls, rows: QuerySet) -> "Compiled":
        """Of a queryset of `values`."""
        names = tuple(rows.query.selected or rows.query.annotation_select)
        compiler = rows.query.get_compiler(rows.db)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return cls(rows.model, names)
        converters = compiler.get_converters([each[0] for each in compiler.select[: compiler.col_count]])
        return cls(rows.model, names, one_text(sql), tuple(parameters), converters)

    def fetched(self) -> list[tuple[Any, ...]]:
        """The rows as the database gives them, for whoever reads thousands of PostgreSQL's, which has types."""
        if not self.sql:
            return []
        with connections[router.db_for_read(self.model)].cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def rows(self) -> Iterator[dict[str, Any]]:
        """By name, each value as its expression reads it."""
        connection = connections[router.db_for_read(self.model)]
        converters = [(self.names[place], *each) for place, each in (self.converters or {}).items()]
        for values in self.fetched():
            row = dict(zip(self.names, values, strict=True))
            for name, reads, expression in converters:
                # Nothing is read as nothing.
                if row[name] is not None:
                    for read in reads:
                        row[name] = read(row[name], expression, connection)
            yield row


@dataclass(frozen=True)
class Written:
    """A statement written around compiled ones, for a model's database. Its first columns are the keys of a row;
    `dates` says which of them are, since SQLite gives these as text."""

    model: Any
    sql: str
    parameters: tuple[Any, ...]
    dates: tuple[bool, ...]

    def rows(self) -> list[tuple[Key, tuple[Any, ...]]]:
        with connections[router.db_for_read(self.model)].cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            found = cursor.fetchall()
        size = len(self.dates)
        return [(tuple(map(read_key, row[:size], self.dates)), tuple(row[size:])) for row in found]


def read_key(value: Any, dated: bool) -> Any:
    return date.fromisoformat(value) if dated and isinstance(value, str) else value


def dates_among(keys: Mapping[str, Any]) -> tuple[bool, ...]:
    """Of keys by name those worked out from dates; the others are columns."""
    return tuple([not isinstance(each, F) for each in keys.values()])


def text_of(rows: QuerySet) -> Statement:
    sql, parameters = rows.query.get_compiler(rows.db).as_sql()
    return sql, tuple(parameters)


def rows(what: str, questions: list[Question], make: Callable[[], QuerySet]) -> Iterator[dict[str, Any]]:
    """The rows of the statement, which `make` gives, that answers some questions."""
    return known(what, questions, lambda: Compiled.of(make())).rows()


def known(what: str, questions: list[Question], make: Callable[[], T]) -> T:
    """What `make` gives for some questions, or gave before. Measures are told by which object they are, and kept, so
    that no other can take their place."""
    measures = [each for asked, _windows in questions for each in asked]
    told = [what, [(list(map(id, asked)), list(map(told_by, windows))) for asked, windows in questions]]
    key = sha256(repr(told).encode()).digest()
    return remembered(key, lambda: (measures, make()), fits=lambda made: len(made[1].parameters) <= KEPT)[1]


def told_by(value: Any) -> Any:
    """What tells one question from another: all of its values, and who the viewer is. For a digest, since a page asks
    for many windows alike."""
    if is_dataclass(value):
        return (type(value), *[told_by(getattr(value, each.name)) for each in fields(value) if each.compare])
    if isinstance(value, Mapping):
        return tuple([(name, told_by(each)) for name, each in value.items()])
    if isinstance(value, list | tuple):
        return tuple(map(told_by, value))
    return (type(value), value.pk) if hasattr(value, "pk") else value
