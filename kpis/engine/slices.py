"""Which facts a question is about: in scope, in the slice, in its windows."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from kpis.engine.measures import Asked, Fact


def rows(fact: Fact, windows: list[Asked], dated: bool = True) -> QuerySet:
    """The facts that a question is about: in scope, in one of the windows, in the slice."""
    asked = windows[0]
    found = of_any_date(fact, asked)
    if not fact.date:
        return found
    column = fact.date_on(asked.moment)
    if not dated:
        return found.filter(**{f"{column}__isnull": True})
    if fact.dated_also:
        found = found.filter(in_windows(fact.dated_also, windows))
    return found.filter(in_windows(column, windows, fact.ahead))


def of_any_date(fact: Fact, asked: Asked) -> QuerySet:
    """The facts in scope and in the slice, whenever they were."""
    found = fact.rows(asked.query.viewer, asked.query.scope)
    if fact.history and asked.moment.past:
        found = found.annotate(**history(fact, asked))
    if fact.lines and fact.through_lines(asked.slices()):
        # Never among what is selected: a fact with two lines is still one row.
        found = found.alias(**fact.lines)
    if fact.standing:
        found = found.filter(fact.standing(asked.moment))
    return found.filter(in_slice(lambda name: fact.column(name, asked.moment), asked))


def history(fact: Fact, asked: Asked) -> dict[str, Any]:
    """What tells a row's state on the past day: of the columns that only slices ask for, those that they do."""
    assert fact.history
    sliced = {fact.dimensions.get(name) for name in asked.slices()}
    unused = {then for now, then in fact.past.items() if now in fact.dimensions.values() and now not in sliced}
    return {name: column for name, column in fact.history(asked.as_of).items() if name not in unused}


def in_windows(column: str, windows: list[Asked], ahead: bool = False) -> Q:
    """Adjoining windows are one range, which an index answers best."""
    ranges = sorted(window.bounds(ahead) for window in windows)  # type: ignore[type-var]
    if len(ranges) == 2 and ranges[0][1] == ranges[1][0]:
        ranges = [(ranges[0][0], ranges[1][1])]
    condition = Q()
    for start, end in ranges:
        condition |= Q(**{f"{column}__lt": end}, **({f"{column}__gte": start} if start else {}))
    return condition


def in_slice(column: Callable[[str], str], asked: Asked) -> Q:
    """One condition for all filters, so that those on lines speak of the same line; `column` is that of a dimension."""
    condition = Q()
    for name, ids in asked.query.where.items():
        condition &= belongs(column(name), ids)
    for name, value in asked.exact.items():
        condition &= belongs(column(name), [value])
    return condition


def belongs(column: str, ids: Iterable[Any]) -> Q:
    """The column has one of the ids; None stands for "not set"."""
    ids = list(ids)
    condition = Q(**{f"{column}__in": [each for each in ids if each is not None]})
    return condition | Q(**{f"{column}__isnull": True}) if None in ids else condition
