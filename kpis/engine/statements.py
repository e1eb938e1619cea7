"""ONE aggregate statement per fact, dimensions as GROUP BY. Facts are never joined to each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, ExpressionWrapper, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import (
    Cast,
    ExtractMonth,
    ExtractYear,
    TruncMonth,
    TruncQuarter,
    TruncWeek,
    TruncYear,
)

from kpis.engine.measures import Asked, Dimension, Fact, Measure, value_of
from kpis.engine.periods import GRAINS, MONTHS

Key = tuple[Any, ...]
TRUNCATED = {"week": TruncWeek, "month": TruncMonth, "quarter": TruncQuarter, "year": TruncYear}


def rows(fact: Fact, asked: Asked, dimensions: Mapping[str, Dimension], dated: bool = True) -> QuerySet:
    """The facts that a question is about: in scope, in the period, in the slice."""
    query = asked.query
    found = fact.rows(query.viewer, query.scope)
    if fact.date and dated:
        found = found.filter(in_period(fact.date, asked))
    return found.filter(in_slice(fact, asked, dimensions))


def in_period(column: str, asked: Asked) -> Q:
    condition = Q(**{f"{column}__isnull": False})
    if asked.period.start:
        condition &= Q(**{f"{column}__gte": asked.period.start})
    end = asked.as_of + timedelta(days=1)
    if asked.period.end:
        end = min(end, asked.period.end)
    return condition & Q(**{f"{column}__lt": end})


def in_slice(fact: Fact, asked: Asked, dimensions: Mapping[str, Dimension]) -> Q:
    """One condition for all filters, so that those on lines speak of the same line."""
    condition = Q()
    for name, ids in asked.query.where.items():
        condition &= belongs(fact.column(name) or name, dimensions[name].expand(list(ids)))
    for name, value in asked.exact.items():
        condition &= belongs(fact.column(name) or name, [value])
    return condition


def belongs(column: str, ids: Iterable[Any]) -> Q:
    """The column has one of the ids; None stands for "not set"."""
    ids = list(ids)
    condition = Q(**{f"{column}__in": [each for each in ids if each is not None]})
    return condition | Q(**{f"{column}__isnull": True}) if None in ids else condition


def bucket(column: str, grain: str, fiscal_year_start: int) -> Any:
    """The expression of a time bucket: its first day, or for a shifted quarter or year a number of months."""
    if grain == "day":
        return F(column)
    months = MONTHS.get(grain, 1)
    if (fiscal_year_start - 1) % months == 0:
        return TRUNCATED[grain](column)
    # The databases know calendar quarters and years only: months since year 0, shifted, divided whole.
    since = Cast(ExtractYear(column), IntegerField()) * 12 + Cast(ExtractMonth(column), IntegerField())
    index = since - Value(fiscal_year_start)
    return ExpressionWrapper(index / Value(months), output_field=IntegerField())


def first_day(value: Any, grain: str, fiscal_year_start: int) -> Any:
    """The first day of a bucket from what its expression gave."""
    if isinstance(value, int):
        index = value * MONTHS[grain] + fiscal_year_start - 1
        return date(index // 12, index % 12 + 1, 1)
    return value.date() if hasattr(value, "date") else value


def keys_of(fact: Fact, asked: Asked) -> dict[str, Any]:
    """What to group by: an expression per dimension or grain, under names that no column has."""
    fiscal = asked.period.fiscal_year_start
    return {
        f"key_{name}": bucket(fact.date or "", name, fiscal) if name in GRAINS else F(fact.column(name) or "")
        for name in asked.by
    }


def key_in(row: Mapping[str, Any], asked: Asked) -> Key:
    fiscal = asked.period.fiscal_year_start
    return tuple(
        first_day(row[f"key_{name}"], name, fiscal) if name in GRAINS else row[f"key_{name}"] for name in asked.by
    )


def run(measures: Iterable[Measure], asked: Asked, dimensions: Mapping[str, Dimension]) -> dict[str, dict[Key, Any]]:
    """The values of measures per key: one statement per fact, and one per histogram."""
    plain: dict[str, list[Measure]] = defaultdict(list)
    answers: dict[str, dict[Key, Any]] = {}
    for measure in {each.id: each for each in measures}.values():
        if measure.histogram is None:
            plain[measure.fact.id].append(measure)
        else:
            answers[measure.id] = histogram(measure, asked, dimensions)
    for together in plain.values():
        answers.update(aggregates(together, asked, dimensions))
    return answers


def aggregates(measures: list[Measure], asked: Asked, dimensions: Mapping[str, Dimension]) -> dict[str, dict[Key, Any]]:
    fact = measures[0].fact
    keys = keys_of(fact, asked)
    asked_for = {f"measure_{measure.id}": measure.aggregate(asked) for measure in measures}
    found = rows(fact, asked, dimensions).order_by()
    grouped = found.values(**keys).annotate(**asked_for) if keys else [found.aggregate(**asked_for)]
    answers: dict[str, dict[Key, Any]] = {measure.id: {} for measure in measures}
    for row in grouped:
        key = key_in(row, asked)
        for measure in measures:
            answers[measure.id][key] = row[f"measure_{measure.id}"]
    return answers


def histogram(measure: Measure, asked: Asked, dimensions: Mapping[str, Dimension]) -> dict[Key, Any]:
    """Per key how often each value occurs; rows without value do not count."""
    value = value_of(measure.histogram, measure.fact, asked)
    found = rows(measure.fact, asked, dimensions).filter(measure.condition(asked.as_of)).order_by()
    counted = found.values(**keys_of(measure.fact, asked), measure_value=value).annotate(
        measure_count=Count("pk", distinct=asked.through_lines)
    )
    answer: dict[Key, dict[Any, int]] = defaultdict(dict)
    for row in counted:
        size = row["measure_value"]
        if size is not None:
            size = size.days if isinstance(size, timedelta) else size
            answer[key_in(row, asked)][size] = row["measure_count"]
    return answer
