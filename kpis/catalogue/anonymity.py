"""Anonymous surveys: where so few answered that one could be told from the others, the figure is hidden.

A group with fewer anonymous answers than the setting's size is hidden; so that nobody finds it by subtracting, the next
smallest are hidden with it until at least two are and together they are large enough. (This is primary and
complementary suppression as statistical offices do it: Hundepool et al., Statistical Disclosure Control, 2012, ch. 4.)
Where the question itself is narrowed to such a group, all of its answer is hidden.

Whose customer gave a low score is no figure either for reps who may not know it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from feedback.models import FeedbackSettings, Survey
from feedback.models.surveys import ScoreKind
from feedback.names import hidden_from
from kpis.catalogue.dimensions import DIMENSIONS
from kpis.catalogue.facts_of_feedback import ANSWER
from kpis.engine import Figure, Query, QueryError, Result, runner
from kpis.engine.measures import Measure
from kpis.engine.metrics import Metric, counted

Sizes = Mapping[tuple[Any, ...], int]
# By the name of a figure the kind of score it is made of; others may be made of any.
KIND_OF = {"nps": ScoreKind.NPS, "csat": ScoreKind.CSAT, "ces": ScoreKind.CES, "complaints_open": ScoreKind.NPS}


def counter(kind: ScoreKind) -> Metric:
    """How many anonymous answers of a kind there are: asked for here alone."""
    name = f"anonymous_{kind.value}"
    measure = Measure(name, ANSWER, Q(anonymous=True, kind=kind))
    return Metric(name, "satisfaction", "", "", "count", "up", (measure,), counted(name), {"numerator": measure})


COUNTERS = {kind: counter(kind) for kind in ScoreKind}
CATALOGUE = runner.Catalogue({each.id: each for each in COUNTERS.values()}, DIMENSIONS)


def concerned(metric: Any) -> bool:
    """Whether a figure is made of what customers answered."""
    return any(isinstance(each, Measure) and each.fact is ANSWER for each in metric.measures)


def counters_of(name: str) -> list[str]:
    kinds = [KIND_OF[name]] if name in KIND_OF else list(ScoreKind)
    return [COUNTERS[kind].id for kind in kinds]


def refuse_names(query: Query, key: Mapping[str, Any]) -> None:
    """Raises QueryError where the figures of single customers would tell who gave a low score."""
    if "account" in {*query.by, *query.where, *key} and hidden_from(query.viewer):
        sentence = _("Who gave a low score is known to managers only: what a single customer answered is not shown.")
        raise QueryError("names_hidden", sentence)


def hide(query: Query, result: Result, metrics: Mapping[str, Metric], today: Any) -> Result:
    """The answer without the figures of groups that are too small."""
    names = [name for name in query.metrics if concerned(metrics[name])]
    if not names:
        return result
    refuse_names(query, {})
    if not Survey.objects.filter(anonymous=True).exists():
        return result
    wanted = dict.fromkeys(each for name in names for each in counters_of(name))
    sizes = runner.ask(CATALOGUE, replace(query, metrics=tuple(wanted), top=None, targets=False), today)
    smallest = FeedbackSettings.current().smallest_group
    for name in names:
        kinds = counters_of(name)
        apart = any(tells_apart(query, name_of, kinds, smallest, today) for name_of in query.where)
        hide_rows(result, name, sizes, kinds, smallest, apart)
    return result


def hide_rows(result: Result, name: str, sizes: Result, kinds: list[str], smallest: int, apart: bool) -> None:
    """Clears the figures of one metric; `apart`: all of them."""
    now: set[tuple[Any, ...]] = set()
    before: set[tuple[Any, ...]] = set()
    for kind in kinds:
        now |= too_small({ids(row): int(row.figures[kind].value or 0) for row in sizes.rows}, smallest)
        before |= too_small({ids(row): int(row.figures[kind].previous or 0) for row in sizes.rows}, smallest)
        total = sizes.total[kind]
        if apart or 0 < (total.value or 0) < smallest:
            clear(result.total[name])
        if apart or 0 < (total.previous or 0) < smallest:
            forget(result.total[name])
    for row in result.rows:
        if apart or ids(row) in now:
            clear(row.figures[name])
        if apart or ids(row) in before:
            forget(row.figures[name])


def ids(row: Any) -> tuple[Any, ...]:
    return tuple(key.id for key in row.by.values())


def too_small(sizes: Sizes, smallest: int) -> set[tuple[Any, ...]]:
    """The groups to hide: those that are too small, and with them what would give them away by arithmetic."""
    hidden = {key for key, size in sizes.items() if 0 < size < smallest}
    grown = bool(hidden)
    while grown:
        grown = False
        for line in lines(sizes):
            inside = [key for key in line if key in hidden]
            if not inside or (len(inside) > 1 and sum(sizes[key] for key in inside) >= smallest):
                continue
            others = [key for key in line if sizes[key] and key not in hidden]
            if others:
                hidden.add(min(others, key=lambda key: (sizes[key], str(key))))
                grown = True
    return hidden


def lines(sizes: Sizes) -> Iterator[list[tuple[Any, ...]]]:
    """The groups that add up to a sum somebody may see: all that differ in one dimension alone."""
    width = len(next(iter(sizes), ()))
    for place in range(width):
        found: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
        for key in sizes:
            found.setdefault(key[:place] + key[place + 1 :], []).append(key)
        yield from found.values()


def tells_apart(query: Query, name: str, kinds: list[str], smallest: int, today: Any) -> bool:
    """Whether narrowing to these ids of a dimension shows some of the groups that are hidden beside the others."""
    where = {each: values for each, values in query.where.items() if each != name}
    beside = replace(query, metrics=tuple(kinds), by=(name,), where=where, compare=None, top=None, targets=False)
    found = runner.ask(CATALOGUE, beside, today)
    asked = set(DIMENSIONS[name].expand(list(query.where[name])))
    for kind in kinds:
        hidden = {key[0] for key in too_small({ids(r): int(r.figures[kind].value or 0) for r in found.rows}, smallest)}
        if hidden & asked and not hidden <= asked:
            return True
    return False


def clear(figure: Figure) -> None:
    figure.hidden = True
    for name in ("value", "numerator", "denominator", "low", "high", "change", "attainment", "pace", "projected"):
        setattr(figure, name, None)
    figure.n, figure.beside = 0, {}
    forget(figure)


def forget(figure: Figure) -> None:
    figure.previous = figure.change = None


def refuse_rows(query: Query, metric: Metric, key: Mapping[str, Any], today: Any) -> None:
    """Raises QueryError where the rows behind a figure would be those of a group that is hidden."""
    if not concerned(metric):
        return
    refuse_names(query, key)
    if not Survey.objects.filter(anonymous=True).exists():
        return
    kinds = counters_of(metric.id)
    asked = replace(query, metrics=tuple(kinds), by=tuple(key), compare=None, top=None, targets=False)
    smallest = FeedbackSettings.current().smallest_group
    found = runner.ask(CATALOGUE, asked, today)
    shown = tuple(key.values())
    small = any(
        shown in too_small({ids(row): int(row.figures[kind].value or 0) for row in found.rows}, smallest)
        if key
        else 0 < (found.total[kind].value or 0) < smallest
        for kind in kinds
    )
    if small or any(tells_apart(query, name, kinds, smallest, today) for name in query.where):
        words = {"smallest": smallest}
        sentence = _("Too few answered anonymously: groups of fewer than %(smallest)s answers are not shown.") % words
        raise QueryError("too_few_answers", sentence)
